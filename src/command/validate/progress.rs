//! How far a long run is, on a terminal.
//!
//! Numbers are written by indicatif. Its bar would estimate as well what nobody knows of a stream, with a function for which
//! every start of the program would load one more shared library.

use console::Term;
use indicatif::{HumanBytes, HumanCount};
use std::time::{Duration, Instant};

/// How long a run takes before it is worth saying how far it is.
const LONG: Duration = Duration::from_millis(500);

/// How long the line stays as it is, to be read.
const PACE: Duration = Duration::from_millis(100);

/// A line on stderr that comes when a run takes long, and goes with its end.
pub(super) struct Progress {
    /// Whether anybody would see it.
    is_watched: bool,
    started: Instant,
    bytes: u64,
    line: Option<Line>,
}

/// The line as it stands there.
struct Line {
    terminal: Term,
    text: String,
    since: Instant,
}

impl Progress {
    pub(super) fn new(is_watched: bool) -> Self {
        Self { is_watched, started: Instant::now(), bytes: 0, line: None }
    }

    /// So many bytes more were checked, and so many payloads in all.
    pub(super) fn advance(&mut self, bytes: usize, payloads: usize) {
        self.bytes += bytes as u64;
        let is_read = self.line.as_ref().is_none_or(|line| line.since.elapsed() >= PACE);
        if !self.is_watched || !is_read || self.started.elapsed() < LONG {
            return;
        }
        let terminal = self.line.take().map_or_else(Term::buffered_stderr, |line| line.terminal);
        let text = format!("{} payloads, {}", HumanCount(payloads as u64), HumanBytes(self.bytes));
        let line = self.line.insert(Line { terminal, text, since: Instant::now() });
        line.show(&line.text);
    }

    /// Does something that writes to the terminal, with the line out of its way.
    pub(super) fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        let Some(line) = &self.line else { return act() };
        line.show("");
        let done = act();
        line.show(&line.text);
        done
    }
}

impl Line {
    /// Writes a text in the place of the line. A terminal that takes none does without.
    fn show(&self, text: &str) {
        let written = self.terminal.clear_line().and_then(|()| self.terminal.write_str(text));
        let _ = written.and_then(|()| self.terminal.flush());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(line) = &self.line {
            line.show("");
        }
    }
}
