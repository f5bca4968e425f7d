//! One file for each command: arguments to engine to report.
//!
//! Here the rooms are wired together. The types of the command line do not travel further down.

pub(crate) mod convert;
pub(crate) mod diff;
pub(crate) mod events;
mod families;
pub(crate) mod fmt;
mod inputs;
mod inside;
pub(crate) mod instructions;
mod replacement;
pub(crate) mod rules;
pub(crate) mod sample;
pub(crate) mod schema;
pub(crate) mod show;
mod terms;
pub(crate) mod validate;
