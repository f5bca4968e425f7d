//! Where payloads come from: files and stdin, and how they stand in them.
//!
//! A source knows how to name itself, and nobody else formats a file name. The room knows JSON text; it does not know
//! what the payloads are.

mod records;
mod source;

pub use records::{Label, Layout, Record, Records};
pub use source::Source;
