//! A file that cannot be used, and why.

use crate::finding::{self, Finding, Rule};
use crate::json::{Pointer, Span};
use crate::words::counted;
use std::fmt;
use std::ops::Range;

/// A file with faults, each at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulty {
    /// The file's name in messages.
    pub name: String,
    /// Its text.
    pub text: Vec<u8>,
    /// What is wrong with it, by place; at least one thing.
    pub faults: Vec<Finding>,
}

impl Faulty {
    pub(super) fn new(name: &str, text: &[u8], mut faults: Vec<Finding>) -> Self {
        finding::sort(&mut faults);
        Self { name: name.to_owned(), text: text.to_owned(), faults }
    }
}

impl fmt::Display for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = counted(self.faults.len(), "fault");
        write!(f, "{} has {faults}: nothing was done\n  help: --no-config does without it", self.name)
    }
}

impl std::error::Error for Faulty {}

/// A fault at a place in the text.
pub(super) fn fault(place: Range<usize>, message: impl Into<String>) -> Finding {
    Finding::error(Rule::Config, Span::new(place.start, place.end), Pointer::default(), message)
}
