//! One file for each command: arguments to engine to report.
//!
//! Here the rooms are wired together. The types of the command line do not travel further down.

mod replacement;
pub(crate) mod rules;
pub(crate) mod validate;
