//! Documents in other forms: one file for each, written straight from the tree.
//!
//! What is written here is data: every value is in it as it was, numbers as they are spelled. A [`Form`] writes documents by
//! themselves, so that many can be written at a time; a [`Frame`] puts what was written together, in order. The room knows JSON
//! documents only; it does not know what they say.

mod cell;
mod columns;
mod discovery;
mod flat;
mod frame;
mod json;
mod markdown;
mod path;
mod rows;
mod separated;
mod spill;
mod unflat;
mod yaml;

pub use columns::{Column, Columns, Scope};
pub use discovery::Discovering;
pub use flat::Flat;
pub use frame::{Frame, Plain};
pub use json::{Array, Line, Page};
pub use markdown::Markdown;
pub use rows::{Rows, Table};
pub use separated::{Blanks, Separated};
pub use unflat::{BrokenLine, Unflat, Unflattened};
pub use yaml::Yaml;

use crate::json::Node;
use std::io;

/// A form that documents are written in, each by itself. What is written is added to `out`.
pub trait Form: Send {
    /// Writes a document.
    fn document(&mut self, root: Node<'_>, out: &mut Vec<u8>);

    /// What is to be said of what was written since this was asked for.
    fn take_tally(&mut self) -> Tally {
        Tally::default()
    }
}

/// What is to be said of what was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cells that were given an apostrophe, so that no spreadsheet takes them for formulas.
    pub guarded: u64,
    /// Documents whose array was taken apart.
    pub exploded: u64,
    /// Columns that were asked for and fit nothing in any document.
    pub unmatched: Vec<String>,
}

/// Takes what was written so far.
pub type Flush<'a> = dyn FnMut(&mut Vec<u8>) -> io::Result<()> + 'a;
