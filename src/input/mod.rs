//! Where payloads come from: files, folders, globs and stdin, and how they stand in them.
//!
//! A source knows how to name itself, and nobody else formats a file name. The room knows files and JSON text; it does not
//! know what the payloads are.

mod feed;
mod glob;
mod gzip;
mod inputs;
mod lines;
mod name;
mod near;
mod open;
mod record;
mod records;
mod seen;
mod source;
mod walk;
mod workers;

pub use feed::{Batch, Feed, Outturn, Portion, Treatment};
pub use inputs::{Input, Inputs, Unread};
pub use name::Name;
pub use record::{Label, Layout, Record, Start};
pub use records::{KEPT_SOURCE, Records};
pub use source::{STDIN, Source};
pub use walk::IgnoreRules;
