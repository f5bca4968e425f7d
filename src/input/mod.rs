//! Where payloads come from: files, folders, globs and stdin, and how they stand in them.
//!
//! A source knows how to name itself, and nobody else formats a file name. The room knows files and JSON text; it does not
//! know what the payloads are.

mod glob;
mod gzip;
mod inputs;
mod near;
mod records;
mod seen;
mod source;
mod walk;

pub use inputs::{Input, Inputs};
pub use records::{KEPT_SOURCE, Label, Layout, Record, Records};
pub use source::Source;
pub use walk::IgnoreRules;
