//! A problem in the user's file, as a value: a rule, a severity, a place and a way out.
//!
//! Everything that finds problems makes these, and everything that prints problems takes these. There is no styling and
//! no format in this room, and it knows nothing but places in JSON.

mod manual;
mod rule;

pub use manual::Page;
pub use rule::Rule;

use crate::json::{Pointer, Span};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Makes the payload invalid.
    Error,
    /// Is said and does not count, unless the run is strict.
    Advice,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Advice => "advice",
        }
    }
}

/// One problem: what is wrong, where, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The place in the document's text.
    pub span: Span,
    /// The place from the payload's root; of a missing field its own pointer, although the span is its object's opening.
    pub pointer: Pointer,
    /// The kind of problem.
    pub rule: Rule,
    /// Whether it makes the payload invalid. Advice in a strict run is told apart from errors only by [`Finding::advice`].
    pub severity: Severity,
    /// Whether it is advice by itself, whatever the run made of it.
    pub advice: bool,
    /// What is wrong, in one lower-case clause without a full stop.
    pub message: String,
    /// What can be done about it.
    pub help: Option<String>,
    /// What the field means, from its schema.
    pub meaning: Option<String>,
    /// The vendor's page about it.
    pub docs: Option<String>,
}

impl Finding {
    /// An error with nothing but its place and message.
    pub fn error(rule: Rule, span: Span, pointer: Pointer, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            span,
            pointer,
            rule,
            severity: Severity::Error,
            advice: false,
            message,
            help: None,
            meaning: None,
            docs: None,
        }
    }

    /// Advice with nothing but its place and message.
    pub fn advice(rule: Rule, span: Span, pointer: Pointer, message: impl Into<String>) -> Self {
        Self { severity: Severity::Advice, advice: true, ..Self::error(rule, span, pointer, message) }
    }

    /// The same finding with a way out.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// What findings are sorted by: the place, then what would otherwise be chance.
    pub fn order(&self) -> (Span, &Pointer, Rule, &str) {
        (self.span, &self.pointer, self.rule, &self.message)
    }
}

/// Sorts findings by place and drops repetitions.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings.dedup_by(|a, b| a.rule == b.rule && a.pointer == b.pointer && a.span == b.span && a.message == b.message);
}
