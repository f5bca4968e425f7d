//! The tests of the whole program, in one binary so that they are linked once.

mod consistency;
mod no_vendor;
mod samples;
mod support;
