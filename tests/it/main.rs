//! The tests of the whole program, in one binary so that they are linked once.

mod consistency;
mod console;
mod differential;
mod families;
mod inputs;
mod json_laws;
mod law;
mod no_vendor;
mod robustness;
mod samples;
mod support;
mod verdicts;
