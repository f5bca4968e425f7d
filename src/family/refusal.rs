//! Why a payload is no event that can be checked, and what comes nearest.

use super::Family;
use super::condition::Likeness;
use super::name::Called;
use super::recognise::name_at;
use super::shape::{ShapeRule, Verdict};
use crate::finding::Rule;
use crate::json::{Kind, Node, brief, escape};

/// Why a payload is not checked: it is no known event, or none that has a schema.
#[derive(Debug)]
pub struct Unrecognised<'c, 'd> {
    /// Which of the reasons it is.
    pub rule: Rule,
    /// The family that comes nearest or owns the event.
    pub family: Option<&'c Family>,
    /// The event that comes nearest, if one does.
    pub near: Option<&'c str>,
    /// The place that tells.
    pub node: Node<'d>,
    /// What is wrong, in a clause.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

/// What can be done about a payload that no family knows.
pub const NAME_OR_SCHEMA: &str = "say what it is with --event NAME, or give its own schema with --schema FILE";

/// What can be done about an event that has no schema here.
pub const ANOTHER_EVENT: &str = "`hookspect validate --event NAME` checks it as another one";

/// Why a payload of a recognised shape is no event that can be checked.
pub(super) fn refusal<'c, 'd>(family: &'c Family, rule: &'c ShapeRule, root: Node<'d>) -> Unrecognised<'c, 'd> {
    let refuse =
        |rule, node, message, help| Unrecognised { rule, family: Some(family), near: None, node, message, help };
    let name = match rule.verdict() {
        Verdict::Unsupported(sentence) => return refuse(Rule::UnsupportedEvent, root, sentence.to_owned(), None),
        Verdict::Conflict(sentence) => return refuse(Rule::Conflict, root, sentence.to_owned(), None),
        Verdict::Named(place) => name_at(place, root),
        Verdict::OneOf(_) => None,
    };
    let Some((node, name)) = name else {
        return unknown(std::slice::from_ref(family), root);
    };
    match family.called(&name) {
        Called::Unsupported(sentence) => {
            refuse(Rule::UnsupportedEvent, node, format!("{} has no schema here: {sentence}", brief(&name)), None)
        }
        Called::Near(near) => {
            let message = format!("{} is not an event of {}", brief(&name), family.name());
            let help = format!("did you mean {}?", escape(near));
            Unrecognised { near: Some(near), ..refuse(Rule::UnknownEvent, node, message, Some(help)) }
        }
        Called::Unknown => refuse(
            Rule::UnsupportedEvent,
            node,
            format!(
                "{} is not one of the events of {} that hookspect knows: the payload was not checked",
                brief(&name),
                family.name()
            ),
            Some(ANOTHER_EVENT.into()),
        ),
    }
}

/// Explains why no family recognises a payload: the nearest shape, and what it misses.
pub(super) fn unknown<'c, 'd>(families: &'c [Family], root: Node<'d>) -> Unrecognised<'c, 'd> {
    let refuse = |family, node, message| Unrecognised {
        rule: Rule::UnknownEvent,
        family,
        near: None,
        node,
        message,
        help: Some(NAME_OR_SCHEMA.into()),
    };
    if root.kind() != Kind::Object {
        let reason = refuse(None, root, format!("a payload is an object, found {}", root.kind().with_article()));
        let holds_json = root.as_str().is_some_and(|text| text.trim_start().starts_with(['{', '[']));
        let help =
            if holds_json { Some("the string holds JSON: take it out of the string".into()) } else { reason.help };
        return Unrecognised { help, ..reason };
    }
    // Nobody means to send what cannot be checked.
    let can_be_meant = |rule: &&ShapeRule| matches!(rule.verdict(), Verdict::Named(_) | Verdict::OneOf(_));
    let rules =
        families.iter().flat_map(|family| family.shape_rules().filter(can_be_meant).map(move |rule| (family, rule)));
    let likeness = rules.map(|(family, rule)| (rule.when.likeness(root), family, rule));
    let nearest = likeness.fold(None, |best: Option<(Likeness, &Family, &ShapeRule)>, next| match best {
        Some(best) if best.0.order() >= next.0.order() => Some(best),
        _ => Some(next),
    });
    // One condition that holds by chance is no likeness.
    let near = nearest.filter(|(likeness, ..)| likeness.telling > 1 && likeness.telling >= likeness.failing);
    let known = match families {
        [family] => family.name(),
        _ => "a known family",
    };
    match near.and_then(|(_, family, rule)| Some((family, rule, rule.when.first_failure(root)?))) {
        None => refuse(None, root, format!("not an event of {known}")),
        Some((family, rule, failure)) => {
            let near = match rule.verdict() {
                Verdict::OneOf([first, ..]) => Some(first.as_str()),
                _ => None,
            };
            let event = match near {
                Some(near) => format!("{} {near}", family.name()),
                None => format!("an event of {} in the shape {:?}", family.name(), rule.shape),
            };
            let message = format!("not an event of {known}: it looks like {event}, but {}", failure.clause);
            Unrecognised { near, ..refuse(Some(family), failure.node, message) }
        }
    }
}
