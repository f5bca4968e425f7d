//! JSON Schemas and their annotations: compiled when a run needs them, and asked what they say of a field.
//!
//! The schema is the single source of what is known about a field: its type, its meaning, its unit, whether it is
//! personal, and which failures are only advice. The room knows JSON and schema files; it does not know families, and
//! it makes no findings.

mod advice;
mod compiled;
mod export;
mod field;
mod fields;
mod guide;
mod library;
mod local;
mod locate;
mod memory;
mod names;
mod personal;
mod place;

pub use compiled::{Compiled, Failure};
pub use export::{Profile, export};
pub use field::{Marks, Meaning};
pub use fields::{Field, Presence};
pub use guide::{Guide, Spot};
pub use library::{BUNDLED, Library};
pub use local::SchemaFault;
pub use locate::{Site, ends_in_additional};
pub use personal::{by_name as personal_by_name, holds_personal, may_be_personal};
