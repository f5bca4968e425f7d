//! How far a long run is, on a terminal.

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressDrawTarget};
use std::time::{Duration, Instant};

/// How long a run takes before it is worth saying how far it is.
const LONG: Duration = Duration::from_millis(500);

/// A line on stderr that comes when a run takes long, and goes with its end.
pub(super) struct Progress {
    /// Whether anybody would see it.
    is_watched: bool,
    started: Instant,
    bytes: u64,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(super) fn new(is_watched: bool) -> Self {
        Self { is_watched, started: Instant::now(), bytes: 0, bar: None }
    }

    /// So many bytes more were checked, and so many payloads in all.
    pub(super) fn advance(&mut self, bytes: usize, payloads: usize) {
        self.bytes += bytes as u64;
        if !self.is_watched || self.started.elapsed() < LONG {
            return;
        }
        let new = || ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
        let bar = self.bar.get_or_insert_with(new);
        bar.set_message(format!("{} payloads, {}", HumanCount(payloads as u64), HumanBytes(self.bytes)));
        bar.tick();
    }

    /// Does something that writes to the terminal, with the line out of its way.
    pub(super) fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(act),
            None => act(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
