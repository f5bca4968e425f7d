//! What a run of conversions came to.

use crate::convert::Conversion;
use crate::outcome::Outcome;

/// The totals of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Conversions {
    /// The payloads that were looked at.
    pub payloads: usize,
    /// Those of which nothing was written.
    pub refused: usize,
    /// Texts that are no JSON.
    pub broken: usize,
    /// Files that could not be read or written.
    pub failed: usize,
    /// Places of the sources that have one in the target.
    pub mapped: usize,
    /// Of these the values that became others.
    pub changed: usize,
    /// Places that have none.
    pub dropped: usize,
    /// Of these that the target keeps with its source.
    pub kept: usize,
    /// Cells that were given an apostrophe.
    pub guarded: u64,
    /// Documents whose array was taken apart.
    pub exploded: u64,
    /// Fields for which the table has no column.
    pub unplaced: usize,
}

impl Conversions {
    /// Counts a conversion.
    pub fn add(&mut self, conversion: &Conversion) {
        let loss = &conversion.loss;
        self.refused += usize::from(conversion.document.is_none());
        self.mapped += loss.mapped.len();
        self.changed += loss.changed.len();
        self.dropped += loss.dropped.len();
        self.kept += loss.kept.len();
        self.unplaced += conversion.unread;
    }

    /// Counts those of another part of the run.
    pub fn merge(&mut self, other: &Self) {
        self.payloads += other.payloads;
        self.refused += other.refused;
        self.broken += other.broken;
        self.failed += other.failed;
        self.mapped += other.mapped;
        self.changed += other.changed;
        self.dropped += other.dropped;
        self.kept += other.kept;
        self.guarded += other.guarded;
        self.exploded += other.exploded;
        self.unplaced += other.unplaced;
    }

    /// How the run ended.
    pub fn outcome(&self) -> Outcome {
        match (self.failed, self.refused + self.broken) {
            (0, 0) => Outcome::Clean,
            (0, _) => Outcome::Problems,
            _ => Outcome::Failed,
        }
    }
}
