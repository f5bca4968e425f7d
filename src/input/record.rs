//! A value of a file, where it stands in it, and what it is called.

use crate::json::{Document, Origin, Position, SyntaxError};

/// How values stand in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// To be found out: one value, one on each line, or one after another.
    Detect,
    /// Exactly one value.
    One,
    /// One value on each line; blank lines are allowed.
    Lines,
    /// Values one after another.
    Values,
}

/// What tells a value from the others of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// It is the only one.
    Only,
    /// The line it stands on.
    Line(u64),
    /// Its number, from 1.
    Number(u64),
}

/// A value of a file, or the reason why there is none.
#[derive(Debug)]
pub struct Record<'t> {
    /// What it is called.
    pub label: Label,
    /// Where its text begins in the file.
    pub origin: Origin,
    /// Its bytes, without a byte order mark.
    pub text: &'t [u8],
    /// Its bytes with the mark before and the line end after them.
    pub whole: &'t [u8],
    /// Whether a byte order mark stands before it.
    pub has_bom: bool,
    /// The value.
    pub parsed: Result<Document<'t>, SyntaxError>,
}

/// Where in a file records begin.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// The line and column.
    pub(super) position: Position,
    /// How many records stand before.
    pub(super) count: u64,
    /// Whether a single line counts as the first of many, as it does on stdin: nobody knows what follows.
    pub(super) is_stream: bool,
}

impl Start {
    /// The start of a file.
    pub fn of_file(is_stream: bool) -> Self {
        Self { position: Origin::default().0, count: 0, is_stream }
    }

    /// Whether nobody knows what follows.
    pub(super) fn is_stream(self) -> bool {
        self.is_stream
    }

    /// The place after a text that begins here and holds this many records.
    pub(super) fn after(self, text: &[u8], count: u64) -> Self {
        let position = Origin(self.position).position(text, text.len());
        Self { position, count: self.count + count, ..self }
    }
}
