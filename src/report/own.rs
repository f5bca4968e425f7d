//! The report of a file that is no payload but tells the program something: a family's, the configuration.

use super::{Excerpt, PayloadReport, Placed, Verdict, Visibility};
use crate::finding::Finding;
use crate::input::Name;
use crate::json::{Locator, Origin};
use std::sync::Arc;

impl PayloadReport {
    /// The report of faults in such a file, all of which may be seen. They stand in the order of their places.
    pub fn of_own_file(file: &str, text: &[u8], findings: &[Finding]) -> Self {
        let mut locator = Locator::new(text, Origin::default());
        let place = |finding: &Finding| Placed {
            start: locator.position(finding.span.start as usize),
            end: locator.end(finding.span.end as usize),
            excerpt: Excerpt::cut(text, finding.span, Visibility::Except(&[]), usize::MAX),
            finding: finding.clone(),
        };
        Self {
            name: Name::of_file(file),
            identity: Arc::default(),
            verdict: Verdict::Invalid,
            findings: findings.iter().map(place).collect(),
            message: None,
        }
    }
}
