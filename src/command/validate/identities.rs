//! What payloads turned out to be, each kind put into words once.

use crate::family::{Event, EventKind, Family};
use crate::report::Identity;
use std::ptr;
use std::sync::Arc;

/// The kinds of payloads that a thread has met.
#[derive(Default)]
pub(in crate::command) struct Identities<'c> {
    known: Vec<(Kind<'c>, Arc<Identity>)>,
    unknown: Arc<Identity>,
}

/// What tells one kind from another.
struct Kind<'c> {
    family: &'c Family,
    candidates: Vec<&'c EventKind>,
    shape: Option<&'c str>,
}

impl<'c> Identities<'c> {
    /// Of a payload that nobody recognised.
    pub(in crate::command) fn unknown(&self) -> Arc<Identity> {
        Arc::clone(&self.unknown)
    }

    /// Of an event.
    pub(in crate::command) fn of(&mut self, event: &Event<'c, '_>) -> Arc<Identity> {
        self.find(event.family, &event.candidates, event.shape)
    }

    /// Of a payload that only its family is known of.
    pub(in crate::command) fn of_family(&mut self, family: &'c Family) -> Arc<Identity> {
        self.find(family, &[], None)
    }

    fn find(&mut self, family: &'c Family, candidates: &[&'c EventKind], shape: Option<&'c str>) -> Arc<Identity> {
        let are_same = |known: &[&EventKind]| {
            known.len() == candidates.len()
                && known.iter().zip(candidates).all(|(known, other)| ptr::eq(*known, *other))
        };
        let is_same =
            |known: &Kind<'_>| ptr::eq(known.family, family) && known.shape == shape && are_same(&known.candidates);
        if let Some((_, identity)) = self.known.iter().find(|(known, _)| is_same(known)) {
            return Arc::clone(identity);
        }
        let identity = Arc::new(Identity {
            family: Some(family.id.clone()),
            vendor: Some(family.name().to_owned()),
            candidates: candidates.iter().map(|candidate| candidate.name.clone()).collect(),
            shape: shape.map(str::to_owned),
        });
        self.known.push((Kind { family, candidates: candidates.to_vec(), shape }, Arc::clone(&identity)));
        identity
    }
}
