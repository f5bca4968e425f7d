//! The tests of the whole program, in one binary so that they are linked once.

mod config;
mod consistency;
mod console;
mod convert;
mod diff_laws;
mod diff_pairs;
mod differential;
mod exported;
mod families;
mod feed_laws;
mod fields;
mod format_laws;
mod formats;
mod inputs;
mod json_laws;
mod law;
mod neutral_laws;
mod no_vendor;
mod robustness;
mod samples;
mod show_documents;
mod show_laws;
mod signatures;
mod support;
mod verdicts;
