//! The totals of a run of `fmt` over files.

use crate::outcome::Outcome;

/// How many files there were, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Formatting {
    /// All of them.
    pub files: usize,
    /// Those that are laid out otherwise than they should be, or were.
    pub changes: usize,
    /// Those that are left alone because they are no JSON.
    pub broken: usize,
    /// Those that could not be read or written.
    pub failed: usize,
    /// Whether a change is a problem, because nobody makes it.
    pub is_check: bool,
}

impl Formatting {
    /// How the run ended.
    pub fn outcome(&self) -> Outcome {
        if self.failed > 0 {
            Outcome::Failed
        } else if self.broken > 0 || self.is_check && self.changes > 0 {
            Outcome::Problems
        } else {
            Outcome::Clean
        }
    }
}
