//! A payload, and what its family tells of it.

use super::sides::Payload;
use crate::check;
use crate::command::validate::identities::identity;
use crate::convert::{Converter, Statement};
use crate::family::{Event, Unrecognised};
use crate::finding::Finding;
use crate::json::{Node, Pointer};
use crate::neutral::Neutral;
use crate::report::{Identity, SideReport, SourcePlace};
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
    /// What it says in the neutral model, or why that is nothing; looked for where meanings are compared.
    statement: Option<Result<Statement, Box<Finding>>>,
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
        let known = Self { payload, event: None, ids: Ids::default(), moment: None, transition: None, statement: None };
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

    /// Looks for what it says in the neutral model.
    pub(super) fn stated(mut self, converter: &Converter<'c>) -> anyhow::Result<Self> {
        self.statement = self.event.as_ref().map(|event| converter.state(event)).transpose()?;
        Ok(self)
    }

    /// Says why it is nothing that has a meaning.
    pub(super) fn without_meaning(mut self, reason: Unrecognised<'c, 'd>) -> Self {
        self.statement = Some(Err(Box::new(check::unrecognised(reason, self.root()))));
        self
    }

    /// The event, and what it says in the neutral model.
    pub(super) fn said(&self) -> Option<(&Event<'c, 'd>, &Statement)> {
        self.event.as_ref().zip(self.statement.as_ref()?.as_ref().ok())
    }

    /// Why it says nothing in the neutral model.
    pub(super) fn fault(&self) -> Option<&Finding> {
        self.statement.as_ref()?.as_ref().err().map(|finding| &**finding)
    }

    /// Where a place of it is in its file.
    pub(super) fn place(&self, at: &Pointer) -> Option<SourcePlace> {
        let (document, node) = (&self.payload.document, at.resolve(self.root())?);
        let position = document.position(self.payload.origin, node.span().start);
        Some(SourcePlace { pointer: at.to_string(), position })
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
    let family = |known: &Known<'_, '_>| known.event.as_ref().map(|event| event.family.id.clone());
    let is_same_event = old.event.is_some() && old.event == new.event && family(before) == family(after);
    let is_delivered_again = match (&old.delivery, &new.delivery) {
        (Some(old), Some(new)) => old != new,
        _ => before.moment != after.moment,
    };
    is_same_event && is_delivered_again
}
