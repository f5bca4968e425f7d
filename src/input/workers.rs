//! Work on several threads whose results come in the order of the jobs.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How many bytes of jobs are done before threads are worth their start.
const SMALL: usize = 1 << 22;

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
        Job: Send,
        Done: Send,
    {
        let mut kept = (self.state)();
        let mut small = SMALL;
        while threads == 1 || small > 0 {
            let Some(job) = (self.next)() else { return Ok(()) };
            small = small.saturating_sub((self.size)(&job).max(1));
            if take((self.act)(&mut kept, job))?.is_break() {
                return Ok(());
            }
        }
        spread(threads, self.next, &self.state, &self.act, take)
    }
}

/// Does the jobs on threads of their own, next to one that gets them.
fn spread<Job: Send, Kept, Done: Send, E>(
    threads: usize,
    mut next: impl FnMut() -> Option<Job> + Send,
    state: &(impl Fn() -> Kept + Sync),
    act: &(impl Fn(&mut Kept, Job) -> Done + Sync),
    mut take: impl FnMut(Done) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    thread::scope(|scope| {
        let (jobs, waiting) = sync_channel(threads);
        let (tickets, used) = sync_channel(threads * AHEAD);
        let (results, done) = channel();
        scope.spawn(move || {
            let mut number = 0_u64;
            while tickets.send(()).is_ok() {
                let Some(job) = next() else { break };
                if jobs.send((number, job)).is_err() {
                    break;
                }
                number += 1;
            }
        });
        // Who has no part in it any more must not hold it: the last worker's end tells the one who gets jobs.
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..threads {
            let (waiting, results) = (Arc::clone(&waiting), results.clone());
            scope.spawn(move || {
                let mut kept = state();
                loop {
                    let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, job)) = job else { break };
                    if results.send((number, act(&mut kept, job))).is_err() {
                        break;
                    }
                }
            });
        }
        drop((waiting, results));
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (number, result) in done {
            early.insert(number, result);
            while let Some(result) = early.remove(&due) {
                due += 1;
                let _ = used.recv();
                if take(result)?.is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    })
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
