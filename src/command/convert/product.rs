//! What becomes of a portion of the input, and what is said of it.

use super::form::Standing;
use crate::convert::Conversion;
use crate::finding::{Finding, Rule};
use crate::formats::Tally;
use crate::json::Pointer;
use crate::report::Conversions;

/// What became of a portion.
#[derive(Default)]
pub(super) struct Product {
    /// How its first payload stands in the input.
    pub(super) first: Option<Standing>,
    /// The documents.
    pub(super) written: Vec<u8>,
    /// What is said of problems, payload by payload.
    pub(super) problems: Vec<String>,
    /// What else is said.
    pub(super) notes: String,
    /// The records of the loss report.
    pub(super) loss: Vec<u8>,
    pub(super) totals: Conversions,
    /// What is to be said once, however many payloads there are.
    pub(super) once: Once,
}

/// What is the same for many payloads.
#[derive(Default)]
pub(super) struct Once {
    /// What is advised of values that were given; one of each kind for each place.
    pub(super) advice: Vec<Finding>,
    /// Places of ids that were given, and how many documents have each.
    pub(super) ids: Vec<(Pointer, usize)>,
}

impl Product {
    /// Counts what a form says of what it wrote.
    pub(super) fn tally(&mut self, tally: &Tally) {
        self.totals.guarded += tally.guarded;
        self.totals.exploded += tally.exploded;
    }
}

impl Once {
    /// Takes note of a document that was made.
    pub(super) fn add(&mut self, conversion: &Conversion) {
        for finding in &conversion.notes {
            self.advise(finding);
        }
        if conversion.document.is_some() {
            for at in &conversion.loss.given_ids {
                self.count(at, 1);
            }
        }
    }

    /// Takes in what another portion has; what is new in it is handed out.
    pub(super) fn merge(&mut self, other: &Self, mut told: impl FnMut(&Finding)) {
        for finding in &other.advice {
            if self.advise(finding) {
                told(finding);
            }
        }
        for (at, count) in &other.ids {
            self.count(at, *count);
        }
    }

    fn advise(&mut self, finding: &Finding) -> bool {
        let key = |finding: &Finding| -> (Rule, Pointer) { (finding.rule, finding.pointer.clone()) };
        let is_new = self.advice.iter().all(|known| key(known) != key(finding));
        if is_new {
            self.advice.push(finding.clone());
        }
        is_new
    }

    fn count(&mut self, at: &Pointer, more: usize) {
        match self.ids.iter_mut().find(|(known, _)| known == at) {
            Some((_, count)) => *count += more,
            None => self.ids.push((at.clone(), more)),
        }
    }
}
