//! Where in a file the values of a payload stand.

use crate::finding::{Finding, Severity};
use crate::input::Name;
use crate::json::{Locator, Origin, Position, Span};
use crate::report::{Identity, PayloadReport, Placed, Verdict};
use std::sync::Arc;

/// Finds lines in one record, for what goes through its payloads in their order.
pub(super) struct Places<'t> {
    pub(super) keys: Locator<'t>,
    findings: Locator<'t>,
    pub(super) lines: Locator<'t>,
    /// Where the string begins and ends that all of it stands in.
    string: Option<(Position, Position)>,
}

impl<'t> Places<'t> {
    /// Those of a text that begins at this place of its file.
    pub(super) fn new(text: &'t [u8], origin: Origin) -> Self {
        let locator = || Locator::new(text, origin);
        Self { keys: locator(), findings: locator(), lines: locator(), string: None }
    }

    /// Those of the JSON in a string that stands here: to the file all of it is one place.
    pub(super) fn inside<'i>(&mut self, string: Span, text: &'i str) -> Places<'i> {
        let string = self
            .string
            .unwrap_or_else(|| (self.findings.position(string.start as usize), self.findings.end(string.end as usize)));
        Places { string: Some(string), ..Places::new(text.as_bytes(), Origin::default()) }
    }

    /// Whether lines of the file have values of the payload of their own.
    pub(super) fn are_lines(&self) -> bool {
        self.string.is_none()
    }

    /// What was found, at its places.
    pub(super) fn report(&mut self, name: &Name, identity: Arc<Identity>, findings: &[Finding]) -> PayloadReport {
        let place = |finding: &Finding| {
            let (start, end) = self.string.unwrap_or_else(|| {
                let start = self.findings.position(finding.span.start as usize);
                (start, self.findings.end(finding.span.end as usize))
            });
            Placed { start, end, excerpt: None, finding: finding.clone() }
        };
        let is_invalid = findings.iter().any(|finding| finding.severity == Severity::Error);
        PayloadReport {
            name: name.clone(),
            identity,
            verdict: if is_invalid { Verdict::Invalid } else { Verdict::Valid },
            findings: findings.iter().map(place).collect(),
            message: None,
        }
    }
}
