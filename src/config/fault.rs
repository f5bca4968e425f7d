//! A file that cannot be used, and why.

use crate::finding::{self, Finding, Rule};
use crate::json::{Pointer, Span};
use crate::words::counted;
use std::fmt;
use std::ops::Range;

/// Something that is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The place in its text.
    pub place: Span,
    /// What is wrong, in one lower-case clause without a full stop.
    pub message: String,
    /// What can be done about it.
    pub help: Option<String>,
}

impl Fault {
    /// A fault with nothing but its place and message.
    pub fn new(place: Span, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), help: None }
    }

    /// The same fault with a way out.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// A fault of what stands in this range of the text.
pub(super) fn fault(place: Range<usize>, message: impl Into<String>) -> Fault {
    Fault::new(Span::new(place.start, place.end), message)
}

/// A file with faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulty {
    /// The file's name in messages.
    pub name: String,
    /// Its text.
    pub text: Vec<u8>,
    /// What is wrong with it, by place; at least one thing.
    pub findings: Vec<Finding>,
}

impl Faulty {
    pub(super) fn new(name: &str, text: &[u8], faults: Vec<Fault>) -> Self {
        let finding = |Fault { place, message, help }| Finding {
            help,
            ..Finding::error(Rule::Config, place, Pointer::default(), message)
        };
        let mut findings = faults.into_iter().map(finding).collect();
        finding::sort(&mut findings);
        Self { name: name.to_owned(), text: text.to_owned(), findings }
    }
}

impl fmt::Display for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = counted(self.findings.len(), "fault");
        write!(f, "{} has {faults}: nothing was done\n  help: --no-config does without it", self.name)
    }
}

impl std::error::Error for Faulty {}
