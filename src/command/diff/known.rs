//! A payload, and what its family tells of it.

use super::sides::Payload;
use crate::command::validate::identities::identity;
use crate::family::Event;
use crate::json::Node;
use crate::neutral::Neutral;
use crate::report::{Identity, SideReport};
use crate::words::Moment;

/// A payload, and what it was recognised as.
pub(super) struct Known<'c, 'd> {
    pub(super) payload: &'d Payload<'d>,
    pub(super) event: Option<Event<'c, 'd>>,
    pub(super) ids: Ids,
    /// When it was sent, or else when it happened.
    pub(super) moment: Option<Moment>,
    /// The segment before and after, in words.
    transition: Option<String>,
}

/// What tells an event and its delivery apart from others, where the family's mapping names it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Ids {
    pub(super) event: Option<String>,
    pub(super) delivery: Option<String>,
}

impl<'c, 'd> Known<'c, 'd> {
    /// Reads what an event says of itself.
    pub(super) fn new(payload: &'d Payload<'d>, event: Option<Event<'c, 'd>>) -> Self {
        let known = Self { payload, event: None, ids: Ids::default(), moment: None, transition: None };
        let Some(neutral) = event.as_ref().and_then(Neutral::read) else { return Self { event, ..known } };
        let id = |at: &str| neutral.fact(at).filter(|fact| !fact.node.is_null()).map(|fact| fact.node.raw().to_owned());
        let text = |at: &str| neutral.fact(at)?.node.as_str();
        Self {
            ids: Ids { event: id("/event_id"), delivery: id("/delivery_id") },
            moment: text("/sent_at").or_else(|| text("/occurred_at")).and_then(|time| Moment::read(&time)),
            transition: text("/segment/name")
                .zip(text("/segment/previous/name"))
                .map(|(to, from)| format!("{from} -> {to}")),
            event,
            ..known
        }
    }

    /// The payload.
    pub(super) fn root(&self) -> Node<'d> {
        self.payload.document.root()
    }

    /// What is said of the payload itself.
    pub(super) fn report(&self, earlier: Option<Moment>) -> SideReport {
        let time = self.moment.map(|moment| match earlier {
            Some(earlier) => format!("{moment}, {}", moment.compared_to(earlier)),
            None => moment.to_string(),
        });
        SideReport {
            name: self.payload.name.clone(),
            identity: self
                .event
                .as_ref()
                .map_or_else(Identity::default, |event| identity(event.family, &event.candidates, event.shape)),
            time,
            transition: self.transition.clone(),
        }
    }
}

/// Whether two payloads are two deliveries of the same event.
pub(super) fn is_redelivery(before: &Known<'_, '_>, after: &Known<'_, '_>) -> bool {
    let (old, new) = (&before.ids, &after.ids);
    let is_same_event = old.event.is_some() && old.event == new.event;
    let is_delivered_again = match (&old.delivery, &new.delivery) {
        (Some(old), Some(new)) => old != new,
        _ => before.moment != after.moment,
    };
    is_same_event && is_delivered_again
}
