//! What one command found, ready to be printed: the only thing that renderers take.
//!
//! Totals are counted here, once. The room knows findings, names and places; it knows no output format.

mod comparison;
mod conversion;
mod excerpt;
mod formatting;
mod own;
mod setting;
mod summary;
mod unparsed;

pub use crate::input::STDIN;
pub use comparison::{
    Detail, DiffTotals, Lines, Meeting, PairReport, PatchOperation, Row, RowKind, SideFinding, SideReport, SourcePlace,
    Standing, Unplaced,
};
pub use conversion::Conversions;
pub use excerpt::{Excerpt, Visibility};
pub use formatting::Formatting;
pub use setting::{Origin, Said, Setting, Settings, Value as SettingValue};
pub use summary::Summary;
pub use unparsed::Glimpse;

use crate::finding::{Finding, Rule, Severity};
use crate::input::Name;
use crate::json::{Pointer, Position, Span};
use std::sync::Arc;

/// What a payload turned out to be worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It has no error.
    Valid,
    /// It has an error.
    Invalid,
    /// It could not be read.
    Unreadable,
    /// It was not recognised, and the run was told to pass over such payloads.
    Skipped,
}

/// A finding at its place in a file.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The finding.
    pub finding: Finding,
    /// Where it begins.
    pub start: Position,
    /// Where it ends, exclusive.
    pub end: Position,
    /// The line that it stands on, when it is to be shown.
    pub excerpt: Option<Excerpt>,
}

/// What was recognised of a payload.
#[derive(Debug, Clone, Default)]
pub struct Identity {
    /// The id of its family.
    pub family: Option<String>,
    /// The vendor's name.
    pub vendor: Option<String>,
    /// The events that it can be.
    pub candidates: Vec<String>,
    /// Its shape.
    pub shape: Option<String>,
}

impl Identity {
    /// The event, when only one is left.
    pub fn event(&self) -> Option<&str> {
        match self.candidates.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Vendor and events in words.
    pub fn in_words(&self) -> Option<String> {
        let vendor = self.vendor.as_ref()?;
        match self.candidates.as_slice() {
            [] => Some(vendor.clone()),
            [only] => Some(format!("{vendor} {only}")),
            several => Some(format!("{vendor} {} (their payloads are alike)", several.join(" or "))),
        }
    }
}

/// What was found in one payload.
#[derive(Debug, Clone)]
pub struct PayloadReport {
    /// What it is called.
    pub name: Name,
    /// What it is; payloads of one kind share it.
    pub identity: Arc<Identity>,
    /// What it is worth.
    pub verdict: Verdict,
    /// What is wrong with it, by place.
    pub findings: Vec<Placed>,
    /// Why it could not be read.
    pub message: Option<String>,
}

impl PayloadReport {
    /// The report of a file that could not be read.
    pub fn unreadable(file: &str, message: String) -> Self {
        Self {
            name: Name::of_file(file),
            identity: Arc::default(),
            verdict: Verdict::Unreadable,
            findings: Vec::new(),
            message: Some(message),
        }
    }

    /// The report for whoever judges the run by it, when the payload was expected to have an error: with one it is as it should be,
    /// without one it is not.
    #[must_use]
    pub fn against_expectation(&self) -> Self {
        let start = Position { line: self.name.line(), column: 1 };
        let message = "the payload has no error, and was expected to have one";
        let finding = Finding::error(Rule::Unexpected, Span::default(), Pointer::default(), message);
        let (verdict, findings) = match self.verdict {
            Verdict::Invalid => (Verdict::Valid, Vec::new()),
            Verdict::Valid => (Verdict::Invalid, vec![Placed { finding, start, end: start, excerpt: None }]),
            Verdict::Unreadable | Verdict::Skipped => (self.verdict, self.findings.clone()),
        };
        Self { verdict, findings, ..self.clone() }
    }

    /// The finding that says most: the first error, or the first advice where there is none.
    pub fn foremost(&self) -> Option<&Placed> {
        let is_error = |placed: &&Placed| placed.finding.severity == Severity::Error;
        self.findings.iter().find(is_error).or(self.findings.first())
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|placed| placed.finding.severity == severity).count()
    }
}
