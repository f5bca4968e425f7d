//! The tests of the whole program, in one binary so that they are linked once.

mod consistency;
mod console;
mod diff_laws;
mod diff_pairs;
mod differential;
mod families;
mod fields;
mod json_laws;
mod law;
mod no_vendor;
mod robustness;
mod samples;
mod support;
mod verdicts;
