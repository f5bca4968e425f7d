//! What is written in a place of the target, and what of the source it is made of.

use crate::family::Event;
use crate::json::{Node, Pointer, Span};
use crate::neutral::Fact;

/// What was written in one place of the target, and out of what.
pub(super) struct Trace {
    pub(super) sources: Vec<Origin>,
    pub(super) to: Pointer,
    /// What stands there, in JSON.
    pub(super) json: String,
    pub(super) kind: Kind,
    /// Why the source does not quite say it, where it does not.
    pub(super) assumed: Option<String>,
}

/// How a value came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It was made of fields of the model.
    Made,
    /// It was taken over as a whole, as it is.
    Copied,
    /// The event stands for it: another word for the same is no other value.
    Named,
}

/// A place of the source.
pub(super) struct Origin {
    pub(super) at: Pointer,
    pub(super) span: Span,
    pub(super) raw: String,
}

impl Origin {
    fn new(at: Pointer, node: Node<'_>) -> Self {
        Self { at, span: node.span(), raw: node.raw().to_owned() }
    }
}

impl Trace {
    /// A value made of fields of the model.
    pub(super) fn of(facts: &[&Fact<'_, '_>], to: Pointer, json: String) -> Self {
        let sources = facts.iter().map(|fact| Origin::new(fact.source.clone(), fact.node)).collect();
        Self { sources, to, json, kind: Kind::Made, assumed: None }
    }

    /// A value that is taken over as a whole.
    pub(super) fn copied(at: Pointer, node: Node<'_>, to: Pointer) -> Self {
        Self { sources: vec![Origin::new(at, node)], to, json: String::new(), kind: Kind::Copied, assumed: None }
    }

    /// A value that the event itself stands for, by the name that the payload gives it.
    pub(super) fn from_event(event: &Event<'_, '_>, to: Pointer, json: String) -> Self {
        let sources = event.name().map(|(at, node)| Origin::new(at.clone(), node)).into_iter().collect();
        Self { sources, to, json, kind: Kind::Named, assumed: None }
    }

    /// The name of the event that is written, for the one that the payload gives its own.
    pub(super) fn renamed(event: &Event<'_, '_>, to: Pointer, json: String) -> Self {
        Self { kind: Kind::Made, ..Self::from_event(event, to, json) }
    }

    /// A value that the source does not say.
    pub(super) fn assumed(to: Pointer, json: String, reason: &str) -> Self {
        Self { sources: Vec::new(), to, json, kind: Kind::Made, assumed: Some(reason.to_owned()) }
    }

    /// Says why the source does not quite say the value.
    pub(super) fn because(self, reason: &str) -> Self {
        Self { assumed: Some(reason.to_owned()), ..self }
    }
}
