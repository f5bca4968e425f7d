//! One file for each command: arguments to engine to report.
//!
//! Here the rooms are wired together. The types of the command line do not travel further down.

pub(crate) mod diff;
mod families;
pub(crate) mod rules;
pub(crate) mod validate;
