//! Work on several threads whose results come in the order of the jobs.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many bytes of jobs are done before threads are worth their start.
const SMALL: usize = 1 << 21;

/// From how many bytes on a job is worth a thread sooner: it is one of few large ones, which do not get in each other's way.
const LARGE: usize = 1 << 17;

/// How many jobs may be under way for each thread: what waits for its turn is held in memory.
const AHEAD: usize = 4;

/// Jobs, and what is to be done with them.
pub(super) struct Work<Next, Size, State, Do> {
    /// Gives the next job.
    pub(super) next: Next,
    /// How many bytes a job has.
    pub(super) size: Size,
    /// Makes what a thread keeps from job to job.
    pub(super) state: State,
    /// Does a job.
    pub(super) act: Do,
}

impl<Next, Size, State, Do> Work<Next, Size, State, Do> {
    /// Does all jobs on this many threads and takes the results in the order of the jobs, until it is told to stop. Little work
    /// is done on this thread alone.
    ///
    /// When it is told to stop while the next job is waited for, it waits for that job.
    ///
    /// # Errors
    ///
    /// Those of `take`, which end the work.
    pub(super) fn in_order<Job, Kept, Done, E>(
        mut self,
        threads: usize,
        mut take: impl FnMut(Done) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E>
    where
        Next: FnMut() -> Option<Job> + Send,
        Size: Fn(&Job) -> usize,
        State: Fn() -> Kept + Sync,
        Do: Fn(&mut Kept, Job) -> Done + Sync,
        Done: Send,
    {
        let mut kept = (self.state)();
        let mut small = SMALL;
        while threads == 1 || small > 0 {
            let Some(job) = (self.next)() else { return Ok(()) };
            let size = (self.size)(&job).max(1);
            small = small.saturating_sub(if size < LARGE { size } else { 4 * size });
            if take((self.act)(&mut kept, job))?.is_break() {
                return Ok(());
            }
        }
        spread(threads, self.next, &self.state, &self.act, take)
    }
}

/// Does the jobs on threads of their own; this one takes the results.
fn spread<Job, Kept, Done: Send, E>(
    threads: usize,
    next: impl FnMut() -> Option<Job> + Send,
    state: &(impl Fn() -> Kept + Sync),
    act: &(impl Fn(&mut Kept, Job) -> Done + Sync),
    mut take: impl FnMut(Done) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let queue = Mutex::new(Queue { next: Some(next), number: 0 });
    let desk = Desk::new(threads);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let worker = Worker(&desk);
                let mut kept = state();
                while let Some((number, job)) = worker.next(&queue) {
                    worker.hand_in(number, act(&mut kept, job));
                }
            });
        }
        let taker = Taker(&desk);
        while let Some(result) = taker.next() {
            if take(result)?.is_break() {
                break;
            }
        }
        Ok(())
    })
}

/// Where jobs come from: whoever is free fetches the next one.
struct Queue<Next> {
    /// Nothing after the last job.
    next: Option<Next>,
    /// The number of the next job.
    number: u64,
}

/// Where results wait for their turn. Nobody spins: with more threads than processors whoever waits would hinder those who work.
struct Desk<Done> {
    state: Mutex<DeskState<Done>>,
    /// How many jobs may be under way.
    most: u64,
    /// There is room for another job.
    room: Condvar,
    /// The result that is due has come, or none will.
    ready: Condvar,
}

struct DeskState<Done> {
    results: BTreeMap<u64, Done>,
    /// The number of the result that is taken next.
    due: u64,
    /// How many still work.
    workers: usize,
    /// Whether nobody takes results any more.
    is_closed: bool,
}

impl<Done> Desk<Done> {
    fn new(workers: usize) -> Self {
        let state = DeskState { results: BTreeMap::new(), due: 0, workers, is_closed: false };
        let most = (workers * AHEAD) as u64;
        Self { state: Mutex::new(state), most, room: Condvar::new(), ready: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, DeskState<Done>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody who does jobs, until this is dropped.
struct Worker<'d, Done>(&'d Desk<Done>);

impl<Done> Worker<'_, Done> {
    /// The next job, once there is room for its result.
    fn next<Job>(&self, queue: &Mutex<Queue<impl FnMut() -> Option<Job>>>) -> Option<(u64, Job)> {
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        let number = queue.number;
        let is_full = |state: &mut DeskState<Done>| !state.is_closed && number >= state.due + self.0.most;
        let state = self.0.room.wait_while(self.0.state(), is_full).unwrap_or_else(PoisonError::into_inner);
        if state.is_closed {
            return None;
        }
        drop(state);
        let job = queue.next.as_mut()?();
        queue.number += 1;
        if job.is_none() {
            queue.next = None;
        }
        Some((number, job?))
    }

    fn hand_in(&self, number: u64, result: Done) {
        let mut state = self.0.state();
        state.results.insert(number, result);
        if number == state.due {
            self.0.ready.notify_one();
        }
    }
}

impl<Done> Drop for Worker<'_, Done> {
    fn drop(&mut self) {
        self.0.state().workers -= 1;
        self.0.ready.notify_one();
    }
}

/// Whoever takes the results, until this is dropped.
struct Taker<'d, Done>(&'d Desk<Done>);

impl<Done> Taker<'_, Done> {
    /// The next result; nothing when all are taken.
    fn next(&self) -> Option<Done> {
        let is_early = |state: &mut DeskState<Done>| state.workers > 0 && !state.results.contains_key(&state.due);
        let mut state = self.0.ready.wait_while(self.0.state(), is_early).unwrap_or_else(PoisonError::into_inner);
        let due = state.due;
        let result = state.results.remove(&due)?;
        state.due += 1;
        self.0.room.notify_one();
        Some(result)
    }
}

impl<Done> Drop for Taker<'_, Done> {
    fn drop(&mut self) {
        self.0.state().is_closed = true;
        self.0.room.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::{SMALL, Work};
    use std::ops::ControlFlow;

    /// Does jobs that are each as large as all that is small together; each takes a time of its own.
    fn run(threads: usize, stop_after: usize) -> Vec<u64> {
        let mut numbers = 0..200_u64;
        let mut taken = Vec::new();
        let work = Work {
            next: || numbers.next(),
            size: |_: &u64| SMALL,
            state: || 0_u64,
            act: |count: &mut u64, number: u64| {
                *count += 1;
                std::thread::sleep(std::time::Duration::from_micros(number % 7 * 50));
                number
            },
        };
        let result: Result<(), ()> = work.in_order(threads, |number| {
            taken.push(number);
            Ok(if taken.len() == stop_after { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        });
        assert_eq!(result, Ok(()));
        taken
    }

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        for threads in [1, 2, 5] {
            assert_eq!(run(threads, usize::MAX), (0..200).collect::<Vec<_>>());
            assert_eq!(run(threads, 70), (0..70).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_ends_the_work() {
        let work = Work { next: || Some(()), size: |(): &()| SMALL, state: || (), act: |(): &mut (), (): ()| () };
        let mut left = 50;
        let result = work.in_order(3, |()| {
            left -= 1;
            if left == 0 { Err("enough") } else { Ok(ControlFlow::Continue(())) }
        });
        assert_eq!(result, Err("enough"));
    }
}
