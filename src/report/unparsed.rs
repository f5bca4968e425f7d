//! The report of text that is no JSON.

use super::{Excerpt, PayloadReport, Placed, Verdict, Visibility};
use crate::finding::{Finding, Rule};
use crate::input::Name;
use crate::json::{Locator, Origin, Pointer, Span, SyntaxError};
use std::sync::Arc;

/// How much may be shown of a text that nobody knows.
#[derive(Debug, Clone, Copy)]
pub struct Glimpse {
    /// How wide a line may be that shows where a finding stands; nothing when none is shown.
    pub columns: Option<usize>,
    /// Whether the whole line may be seen.
    pub show_personal: bool,
}

impl Glimpse {
    /// Cuts a place out of its text: a word or so, and nothing that looks like an address.
    pub fn cut(self, text: &[u8], place: Span) -> Option<Excerpt> {
        let shown = text.get(place.range()).unwrap_or_default();
        let is_harmless = (2..=40).contains(&shown.len()) && !shown.contains(&b'@');
        let visibility = if self.show_personal { Visibility::Except(&[]) } else { Visibility::PlaceOnly };
        self.columns.filter(|_| is_harmless).and_then(|columns| Excerpt::cut(text, place, visibility, columns))
    }
}

impl PayloadReport {
    /// The report of a text with this name, beginning in its file at `origin`, that could not be parsed.
    pub fn unparsed(name: Name, (text, origin): (&[u8], Origin), error: &SyntaxError, glimpse: Glimpse) -> Self {
        let span = Span::new(error.at, error.end);
        let mut finding = Finding::error(Rule::Syntax, span, Pointer::default(), error.message.clone());
        finding.help.clone_from(&error.help);
        let mut locator = Locator::new(text, origin);
        let (start, end) = (locator.position(error.at), locator.end(error.end));
        let placed = Placed { finding, start, end, excerpt: glimpse.cut(text, span) };
        Self { name, identity: Arc::default(), verdict: Verdict::Invalid, findings: vec![placed], message: None }
    }
}
