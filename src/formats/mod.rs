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

    /// How many cells were given an apostrophe since this was asked for, so that no spreadsheet takes them for formulas.
    fn take_guarded(&mut self) -> u64 {
        0
    }
}

/// Takes what was written so far.
pub type Flush<'a> = dyn FnMut(&mut Vec<u8>) -> io::Result<()> + 'a;
