//! What `diff` found between two payloads, and between many.

use super::Identity;
use crate::finding::Severity;
use crate::json::Position;
use crate::outcome::Outcome;
use std::ops::Range;

/// What was found between two payloads; or that one of them has no counterpart.
#[derive(Debug)]
pub struct PairReport {
    /// The payload before.
    pub before: Option<SideReport>,
    /// The payload after.
    pub after: Option<SideReport>,
    /// Whether they are two deliveries of the same event.
    pub is_redelivery: bool,
    /// What differs, in the shape that the output takes.
    pub detail: Detail,
    /// Findings that one of the two has and the other has not.
    pub findings: Vec<SideFinding>,
    /// How many changes count.
    pub changes: usize,
    /// Where volatile fields differ.
    pub volatile: Vec<String>,
    /// What was found beyond differences, where the meanings of the two were compared.
    pub meeting: Option<Meeting>,
    /// Whether no shorter list of changes is known to have been missed.
    pub is_shortest: bool,
    /// Whether it is one of many, so that it is worth no word when nothing differs.
    pub is_one_of_many: bool,
}

impl PairReport {
    /// What is to be said of the two as a whole, in a clause.
    pub fn remark(&self) -> Option<&'static str> {
        self.is_redelivery.then_some("same event, second delivery")
    }
}

/// What two payloads have in common in the neutral model, and what of them was not compared.
#[derive(Debug, Default)]
pub struct Meeting {
    /// What both say the same of, in words.
    pub same: Vec<String>,
    /// What they say different things of, in words.
    pub different: Vec<String>,
    /// Where values differ that mean something to their sender only.
    pub own: Vec<String>,
    /// How many values one side has no field for.
    pub one_sided: usize,
    /// What of the payload before has no place in the model.
    pub unplaced_before: Unplaced,
    /// What of the payload after has none.
    pub unplaced_after: Unplaced,
}

/// What of a payload has no place in the neutral model.
#[derive(Debug, Clone, Default)]
pub struct Unplaced {
    /// How many values that are.
    pub values: usize,
    /// Where they are. A container is told once, for all that is in it.
    pub pointers: Vec<String>,
}

/// One of the two payloads.
#[derive(Debug, Clone, Default)]
pub struct SideReport {
    /// What it is called.
    pub name: String,
    /// What it was recognised as.
    pub identity: Identity,
    /// When it was sent or happened, in words.
    pub time: Option<String>,
    /// Where it happened in its segments, in words.
    pub transition: Option<String>,
}

/// What differs.
#[derive(Debug)]
pub enum Detail {
    /// One payload has no counterpart.
    Alone,
    /// Change by change.
    Rows(Vec<Row>),
    /// The operations of a JSON Patch.
    Patch(Vec<PatchOperation>),
    /// A merge patch, as JSON.
    Merge(String),
    /// Both payloads formatted, compared line by line.
    Lines(Lines),
}

/// Two texts, and which of their lines differ.
#[derive(Debug)]
pub struct Lines {
    /// The first text.
    pub before: String,
    /// The second text.
    pub after: String,
    /// Lines of the first text and those of the second that stand in their place, by their indexes; on one side there may be none.
    pub hunks: Vec<(Range<u32>, Range<u32>)>,
}

/// One change.
#[derive(Debug)]
pub struct Row {
    /// What happened.
    pub kind: RowKind,
    /// Whether it counts, and why not.
    pub standing: Standing,
    /// Where; of what is gone, where it was.
    pub pointer: String,
    /// Where it was before, when that is elsewhere.
    pub from: Option<String>,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
    /// What the field means.
    pub meaning: Option<String>,
    /// What the change amounts to.
    pub notes: Vec<String>,
    /// Where the value before stands in its payload, when `pointer` is no place of it.
    pub place_before: Vec<SourcePlace>,
    /// Where the value after stands in its payload.
    pub place_after: Vec<SourcePlace>,
}

impl Row {
    /// Whether the change counts.
    pub fn counts(&self) -> bool {
        self.standing == Standing::Counts
    }

    /// Whether the change is shown to people; of others they read in a line.
    pub fn is_shown(&self) -> bool {
        !matches!(self.standing, Standing::Volatile | Standing::Own)
    }
}

/// Whether a change counts, and why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It does.
    Counts,
    /// One side says with its nearest word what the other says.
    Nearest,
    /// One side has no field for it.
    OneSided,
    /// Such values mean something to their sender only.
    Own,
    /// Such values differ from delivery to delivery.
    Volatile,
}

/// A place in a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcePlace {
    /// The pointer.
    pub pointer: String,
    /// Where it is in the file.
    pub position: Position,
}

/// What happened to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another one.
    Changed,
    /// It stands elsewhere in its array.
    Moved,
    /// It is the same and spelled otherwise.
    Respelled,
}

impl RowKind {
    /// The kind in one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Respelled => "respelled",
        }
    }
}

/// One operation of a JSON Patch; values are JSON.
#[derive(Debug)]
pub struct PatchOperation {
    /// `add`, `remove`, `replace` or `move`.
    pub name: &'static str,
    /// Where a moved value was.
    pub from: Option<String>,
    /// The place.
    pub path: String,
    /// The new value.
    pub value: Option<String>,
}

/// A finding that only one of two payloads has.
#[derive(Debug)]
pub struct SideFinding {
    /// Whether it is the payload after that has it.
    pub is_new: bool,
    /// Where: file, line and column.
    pub place: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The place in the payload.
    pub pointer: String,
    /// The kind of problem.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
}

/// The totals of a run.
#[derive(Debug, Default)]
pub struct DiffTotals {
    /// How many pairs were compared.
    pub pairs: usize,
    /// How many of them differ.
    pub differing: usize,
    /// How many payloads stand only before.
    pub only_before: usize,
    /// How many payloads stand only after.
    pub only_after: usize,
    /// How many changes count.
    pub changes: usize,
    /// How many volatile fields differ.
    pub volatile: usize,
    /// How many pairs are two deliveries of the same event.
    pub redelivered: usize,
    /// Whether two payloads alone were compared.
    pub is_single: bool,
}

impl DiffTotals {
    /// Takes a pair into account.
    pub fn add(&mut self, pair: &PairReport) {
        match (&pair.before, &pair.after) {
            (Some(_), Some(_)) => {
                self.pairs += 1;
                self.differing += usize::from(pair.changes > 0);
            }
            (Some(_), None) => self.only_before += 1,
            (None, _) => self.only_after += 1,
        }
        self.redelivered += usize::from(pair.is_redelivery);
        self.changes += pair.changes;
        self.volatile += pair.volatile.len();
    }

    /// Whether anything differs that counts.
    pub fn outcome(&self) -> Outcome {
        let differs = self.differing + self.only_before + self.only_after > 0;
        if differs { Outcome::Problems } else { Outcome::Clean }
    }
}
