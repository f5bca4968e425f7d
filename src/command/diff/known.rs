//! A payload, and what its family tells of it.

use super::sides::Payload;
use crate::command::validate::checker::identity;
use crate::family::Event;
use crate::json::Node;
use crate::neutral::Neutral;
use crate::report::{Identity, SideReport};
use crate::words::Moment;

/// A payload, and what it was recognised as.
pub(super) struct Known<'c, 'd> {
    pub(super) payload: &'d Payload<'d>,
    pub(super) event: Option<Event<'c, 'd>>,
}

/// What tells an event and its delivery apart from others.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ids {
    pub(super) event: Option<String>,
    pub(super) delivery: Option<String>,
}

impl<'d> Known<'_, 'd> {
    /// The payload.
    pub(super) fn root(&self) -> Node<'d> {
        self.payload.document.root()
    }

    fn neutral(&self) -> Option<Neutral<'_, 'd>> {
        Neutral::read(self.event.as_ref()?)
    }

    /// The ids of the event and of its delivery, where the family's mapping names them.
    pub(super) fn ids(&self) -> Ids {
        let Some(neutral) = self.neutral() else { return Ids::default() };
        let id = |at: &str| neutral.fact(at).filter(|fact| !fact.node.is_null()).map(|fact| fact.node.raw().to_owned());
        Ids { event: id("/event_id"), delivery: id("/delivery_id") }
    }

    /// When it was sent, or else when it happened.
    pub(super) fn moment(&self) -> Option<Moment> {
        let neutral = self.neutral()?;
        let fact = neutral.fact("/sent_at").or_else(|| neutral.fact("/occurred_at"))?;
        Moment::read(&fact.node.as_str()?)
    }

    /// The segment before and after, in words.
    fn transition(&self) -> Option<String> {
        let neutral = self.neutral()?;
        let name = |at: &str| neutral.fact(at)?.node.as_str();
        let (to, from) = (name("/segment/name")?, name("/segment/previous/name")?);
        Some(format!("{from} -> {to}"))
    }

    /// What is said of the payload itself.
    pub(super) fn report(&self, earlier: Option<Moment>) -> SideReport {
        let time = self.moment().map(|moment| match earlier {
            Some(earlier) => format!("{moment}, {}", moment.compared_to(earlier)),
            None => moment.to_string(),
        });
        SideReport {
            name: self.payload.name.clone(),
            identity: self.event.as_ref().map_or_else(Identity::default, identity),
            time,
            transition: self.transition(),
        }
    }
}

/// Whether two payloads are two deliveries of the same event.
pub(super) fn is_redelivery(before: &Known<'_, '_>, after: &Known<'_, '_>) -> bool {
    let (old, new) = (before.ids(), after.ids());
    let is_same_event = old.event.is_some() && old.event == new.event;
    let is_delivered_again = match (&old.delivery, &new.delivery) {
        (Some(old), Some(new)) => old != new,
        _ => before.moment() != after.moment(),
    };
    is_same_event && is_delivered_again
}
