//! How a run ended, and the exit code that says so. The table in the README repeats these three.

use std::process::ExitCode;

/// The result of a run, or of a part of it. A run's outcome is the worst of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Outcome {
    /// Everything was read, and nothing is wrong.
    #[default]
    Clean,
    /// Everything was read, and something is wrong with it.
    Problems,
    /// Something could not be run or read.
    Failed,
}

impl Outcome {
    /// The same, with problems taken for nothing wrong. What failed has still failed.
    #[must_use]
    pub fn without_problems(self) -> Self {
        if self == Self::Problems { Self::Clean } else { self }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::from(0),
            Outcome::Problems => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome;

    #[test]
    fn the_worst_part_decides() {
        assert_eq!(Outcome::Clean.max(Outcome::Problems).max(Outcome::Failed), Outcome::Failed);
        assert_eq!(Outcome::Problems.max(Outcome::Clean), Outcome::Problems);
    }
}
