//! The totals of a run.

use super::{PayloadReport, Verdict};
use crate::finding::Severity;
use crate::outcome::Outcome;

/// How many payloads there were, and what was found in them.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// All payloads and unreadable files.
    pub payloads: usize,
    /// Those without an error.
    pub valid: usize,
    /// Those without an error that have advice.
    pub advice: usize,
    /// Those with an error.
    pub invalid: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// Whether something else went wrong, so that the run ends with 2.
    pub has_failed: bool,
    /// Payloads that were not looked at.
    pub skipped: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are advice.
    pub advices: usize,
    /// Findings that were not printed.
    pub truncated: usize,
    /// Each event with its family's id, its name in words and its number, in the order of appearance.
    pub events: Vec<EventCount>,
}

/// How often an event was seen.
#[derive(Debug, Clone)]
pub struct EventCount {
    /// The family's id.
    pub family: String,
    /// The event; of twins all.
    candidates: Vec<String>,
    /// The event's name; of twins all names.
    pub event: String,
    /// Vendor and event in words.
    pub words: String,
    /// How many payloads it has.
    pub count: usize,
}

impl Summary {
    /// Counts one payload.
    pub fn add(&mut self, report: &PayloadReport) {
        let (errors, advices) = (report.count(Severity::Error), report.count(Severity::Advice));
        self.payloads += 1;
        self.errors += errors;
        self.advices += advices;
        match report.verdict {
            Verdict::Valid => {
                self.valid += 1;
                self.advice += usize::from(advices > 0);
            }
            Verdict::Invalid => self.invalid += 1,
            Verdict::Unreadable => self.unreadable += 1,
            Verdict::Skipped => self.skipped += 1,
        }
        self.add_event(report);
    }

    fn add_event(&mut self, report: &PayloadReport) {
        let identity = &report.identity;
        let Some(family) = identity.family.as_ref().filter(|_| !identity.candidates.is_empty()) else {
            return;
        };
        let is_same = |seen: &EventCount| seen.family == *family && seen.candidates == identity.candidates;
        if let Some(seen) = self.events.iter_mut().find(|seen| is_same(seen)) {
            seen.count += 1;
            return;
        }
        let event = identity.candidates.join(" or ");
        let words = format!("{} {event}", identity.vendor.as_deref().unwrap_or(family));
        let candidates = identity.candidates.clone();
        self.events.push(EventCount { family: family.clone(), candidates, event, words, count: 1 });
    }

    /// How the run ended.
    pub fn outcome(&self) -> Outcome {
        if self.has_failed || self.payloads == self.skipped || self.unreadable > 0 {
            Outcome::Failed
        } else if self.invalid > 0 {
            Outcome::Problems
        } else {
            Outcome::Clean
        }
    }
}
