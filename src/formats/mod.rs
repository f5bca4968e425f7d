//! Documents in other forms: one file for each, written straight from the tree.
//!
//! What is written here is data: every value is in it as it was, numbers as they are spelled. The room knows JSON documents
//! only; it does not know what they say.

mod cell;
mod columns;
mod flat;
mod json;
mod markdown;
mod path;
mod rows;
mod separated;
mod spill;
mod unflat;
mod yaml;

pub use columns::{Column, Columns, Scope};
pub use flat::Flat;
pub use json::Json;
pub use markdown::Markdown;
pub use separated::{Blanks, Separated};
pub use unflat::{BrokenLine, Unflat, Unflattened};
pub use yaml::Yaml;

use crate::json::Node;
use std::io;

/// A form that documents are written in, one after another. What is written is added to `out`.
pub trait Form {
    /// Writes a document.
    ///
    /// # Errors
    ///
    /// When a file in which documents wait for the last one takes or gives no more.
    fn document(&mut self, root: Node<'_>, out: &mut Vec<u8>) -> io::Result<()>;

    /// Writes what stands after the last document, in pieces that `flush` takes from `out`.
    ///
    /// # Errors
    ///
    /// As for [`Form::document`], or when `flush` says so.
    fn finish(&mut self, out: &mut Vec<u8>, flush: &mut Flush<'_>) -> io::Result<()>;

    /// How many cells were given an apostrophe so that no spreadsheet takes them for formulas.
    fn guarded(&self) -> u64 {
        0
    }
}

/// Takes what was written so far.
pub type Flush<'a> = dyn FnMut(&mut Vec<u8>) -> io::Result<()> + 'a;
