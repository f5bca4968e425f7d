//! Which event a payload is.

use super::condition::Likeness;
use super::manifest::{EventKind, Place, ShapeRule, Verdict};
use super::name::{Called, Selected};
use super::{Catalogue, Family};
use crate::finding::Rule;
use crate::json::{Kind, Node, Pointer, brief, escape};

/// A recognised payload. More than one candidate is normal: some vendors' events are twins, their payloads cannot be
/// told apart.
#[derive(Debug, Clone)]
pub struct Event<'c, 'd> {
    /// The family.
    pub family: &'c Family,
    /// The kinds of event that it can be.
    pub candidates: Vec<&'c EventKind>,
    /// The shape, when one was recognised.
    pub shape: Option<&'c str>,
    /// The schema file of the envelope around the body.
    pub envelope: Option<&'c str>,
    /// The whole payload.
    pub root: Node<'d>,
    /// Where the event's body stands.
    pub body: &'c Pointer,
    /// The name that the payload carries, where it is an old or wrong one.
    pub alias: Option<Node<'d>>,
}

impl<'d> Event<'_, 'd> {
    /// Where a field of the body or of the envelope stands in the payload. Without an envelope it has no fields.
    pub fn pointer_to(&self, place: &Place) -> Option<Pointer> {
        match (place.from_root, self.body.tokens().is_empty()) {
            (true, true) => None,
            (true, false) => Some(place.pointer.clone()),
            (false, _) => Some(self.body.concat(&place.pointer)),
        }
    }

    /// The value of a field.
    pub fn value_at(&self, place: &Place) -> Option<Node<'d>> {
        match (place.from_root, self.body.tokens().is_empty()) {
            (true, true) => None,
            (true, false) => place.pointer.resolve(self.root),
            (false, _) => place.pointer.resolve(self.body.resolve(self.root)?),
        }
    }
}

/// Why a payload is not checked: it is no known event, or none that has a schema.
#[derive(Debug)]
pub struct Unrecognised<'c, 'd> {
    /// Which of the reasons it is.
    pub rule: Rule,
    /// The family that comes nearest or owns the event.
    pub family: Option<&'c Family>,
    /// The place that tells.
    pub node: Node<'d>,
    /// What is wrong, in a clause.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

type Recognition<'c, 'd> = Result<Event<'c, 'd>, Unrecognised<'c, 'd>>;

/// Tells which event a payload is, or takes the word of the command line for it.
#[derive(Debug, Clone, Copy)]
pub struct Recogniser<'c> {
    catalogue: &'c Catalogue,
    /// The family and event that were named on the command line.
    selected: Option<Selected<'c>>,
    /// Fields at the root of an event's body that need not be there.
    excluded: &'c [String],
}

/// The body of a payload without an envelope: all of it.
static WHOLE: std::sync::LazyLock<Pointer> = std::sync::LazyLock::new(Pointer::default);

impl<'c> Recogniser<'c> {
    /// Makes one that recognises payloads of any family, or takes one family or event as given.
    pub fn new(catalogue: &'c Catalogue, selected: Option<Selected<'c>>, excluded: &'c [String]) -> Self {
        Self { catalogue, selected, excluded }
    }

    /// Tells which event a payload is.
    ///
    /// # Errors
    ///
    /// When it is none that can be checked.
    pub fn recognise<'d>(&self, root: Node<'d>) -> Recognition<'c, 'd> {
        match self.selected {
            Some(Selected { family, event: Some(event) }) => Ok(self.as_told(family, event, root)),
            Some(Selected { family, event: None }) => self
                .first_match(family, root)
                .map_or_else(|| Err(unknown(std::slice::from_ref(family), root)), |rule| apply(family, rule, root)),
            None => self.among_all(root),
        }
    }

    fn among_all<'d>(&self, root: Node<'d>) -> Recognition<'c, 'd> {
        let families = self.catalogue.families();
        let matches: Vec<(&Family, &ShapeRule)> =
            self.catalogue.known().filter_map(|family| Some((family, self.first_match(family, root)?))).collect();
        let (yielding, claiming): (Vec<_>, Vec<_>) = matches.into_iter().partition(|(_, rule)| rule.yields);
        match if claiming.is_empty() { yielding } else { claiming }.as_slice() {
            [] => Err(unknown(families, root)),
            [(family, rule)] => apply(family, rule, root),
            several => {
                let names: Vec<&str> = several.iter().map(|(family, _)| family.name()).collect();
                Err(Unrecognised {
                    rule: Rule::AmbiguousEvent,
                    family: None,
                    node: root,
                    message: format!("it can be an event of {}", names.join(" or of ")),
                    help: Some("say which with --family or --event".into()),
                })
            }
        }
    }

    fn first_match(&self, family: &'c Family, root: Node<'_>) -> Option<&'c ShapeRule> {
        family.shape_rules().iter().find(|rule| rule.fits(root, self.excluded))
    }

    /// A payload whose event was named on the command line: only its shape is still recognised.
    fn as_told<'d>(&self, family: &'c Family, event: &'c EventKind, root: Node<'d>) -> Event<'c, 'd> {
        let can_be = |rule: &&ShapeRule| match rule.verdict() {
            Verdict::Named(_) => true,
            Verdict::OneOf(events) => events.contains(&event.name),
            Verdict::Unsupported(_) | Verdict::Conflict(_) => false,
        };
        let rule = family.shape_rules().iter().filter(can_be).find(|rule| rule.fits(root, self.excluded));
        Event {
            family,
            candidates: vec![event],
            shape: rule.map(|rule| rule.shape.as_str()),
            envelope: rule.and_then(|rule| rule.envelope.as_deref()),
            root,
            body: rule.map_or(&WHOLE, |rule| &rule.body),
            alias: None,
        }
    }
}

/// What a payload of a recognised shape is.
fn apply<'c, 'd>(family: &'c Family, rule: &'c ShapeRule, root: Node<'d>) -> Recognition<'c, 'd> {
    let event = |candidates| Event {
        family,
        candidates,
        shape: Some(&rule.shape),
        envelope: rule.envelope.as_deref(),
        root,
        body: &rule.body,
        alias: None,
    };
    let refuse = |rule, node, message, help| Err(Unrecognised { rule, family: Some(family), node, message, help });
    match rule.verdict() {
        Verdict::OneOf(names) => Ok(event(names.iter().filter_map(|name| family.event(name)).collect())),
        Verdict::Unsupported(sentence) => refuse(Rule::UnsupportedEvent, root, sentence.to_owned(), None),
        Verdict::Conflict(sentence) => refuse(Rule::Conflict, root, sentence.to_owned(), None),
        Verdict::Named(place) => {
            // A missing or unreadable name is the envelope's finding; until it is mended, any event may be meant.
            let Some((node, name)) = place.resolve(root).and_then(|node| Some((node, node.as_str()?))) else {
                return Ok(event(family.events().iter().collect()));
            };
            match family.called(&name) {
                Called::Event(kind) => Ok(event(vec![kind])),
                Called::Alias(kind) => Ok(Event { alias: Some(node), ..event(vec![kind]) }),
                Called::Unsupported(sentence) => refuse(
                    Rule::UnsupportedEvent,
                    node,
                    format!("{} has no schema here: {sentence}", brief(&name)),
                    None,
                ),
                Called::Near(near) => refuse(
                    Rule::UnknownEvent,
                    node,
                    format!("{} is not an event of {}", brief(&name), family.name()),
                    Some(format!("did you mean {}?", escape(near))),
                ),
                Called::Unknown => refuse(
                    Rule::UnsupportedEvent,
                    node,
                    format!(
                        "{} is not one of the events of {} that hookspect knows: the payload was not checked",
                        brief(&name),
                        family.name()
                    ),
                    Some("`hookspect validate --event NAME` checks it as another one".into()),
                ),
            }
        }
    }
}

/// Explains why no family recognises a payload: the nearest shape, and what it misses.
fn unknown<'c, 'd>(families: &'c [Family], root: Node<'d>) -> Unrecognised<'c, 'd> {
    let refuse = |family, node, message| Unrecognised {
        rule: Rule::UnknownEvent,
        family,
        node,
        message,
        help: Some("say what it is with --event NAME, or give its own schema with --schema FILE".into()),
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
    let rules = families
        .iter()
        .flat_map(|family| family.shape_rules().iter().filter(can_be_meant).map(move |rule| (family, rule)));
    let likeness = rules.map(|(family, rule)| (rule.when.likeness(root), family, rule));
    let nearest = likeness.fold(None, |best: Option<(Likeness, &Family, &ShapeRule)>, next| match best {
        Some(best) if best.0.order() >= next.0.order() => Some(best),
        _ => Some(next),
    });
    // One condition that holds by chance is no likeness.
    let near = nearest.filter(|(likeness, ..)| likeness.telling > 1 && likeness.telling >= likeness.failing);
    match near.and_then(|(_, family, rule)| Some((family, rule, rule.when.first_failure(root)?))) {
        None => refuse(None, root, "not an event of a known family".to_owned()),
        Some((family, rule, failure)) => {
            let event = match rule.verdict() {
                Verdict::OneOf([first, ..]) => format!("{} {first}", family.name()),
                _ => format!("an event of {} in the shape {:?}", family.name(), rule.shape),
            };
            let message = format!("not an event of a known family: it looks like {event}, but {}", failure.clause);
            refuse(Some(family), failure.node, message)
        }
    }
}
