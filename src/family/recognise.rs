//! Which event a payload is.

use super::manifest::{EventKind, Place};
use super::name::Selected;
use super::refusal::{Unrecognised, refusal, unknown};
use super::shape::{ShapeRule, Verdict};
use super::{Catalogue, Family};
use crate::finding::Rule;
use crate::json::{Lookup, Node, Pointer};
use std::borrow::Cow;

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

impl<'c, 'd> Event<'c, 'd> {
    /// Where the payload names its event, and what stands there.
    pub fn name(&self) -> Option<(&'c Pointer, Node<'d>)> {
        let place = self.family.name_place(self.shape?)?;
        Some((place, place.resolve(self.root)?))
    }

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

type Recognition<'c, 'd> = Result<Event<'c, 'd>, Unrecognised<'c, 'd>>;

/// Tells which event a payload is, or takes the word of the command line for it.
#[derive(Debug, Clone, Copy)]
pub struct Recogniser<'c, 'o> {
    catalogue: &'c Catalogue,
    /// The family and event that were named on the command line.
    selected: Option<Selected<'c>>,
    /// Fields at the root of an event's body that need not be there.
    excluded: &'o [String],
}

/// The body of a payload without an envelope: all of it.
static WHOLE: std::sync::LazyLock<Pointer> = std::sync::LazyLock::new(Pointer::default);

impl<'c, 'o> Recogniser<'c, 'o> {
    /// Makes one that recognises payloads of any family, or takes one family or event as given.
    pub fn new(catalogue: &'c Catalogue, selected: Option<Selected<'c>>, excluded: &'o [String]) -> Self {
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
                .first_match(family, root, &Lookup::default())
                .map_or_else(|| Err(unknown(std::slice::from_ref(family), root)), |rule| apply(family, rule, root)),
            None => self.among_all(root),
        }
    }

    /// The event that a payload is, for those who do not want to know why it is none.
    pub fn event<'d>(&self, root: Node<'d>) -> Option<Event<'c, 'd>> {
        match self.selected {
            Some(Selected { family, event: Some(event) }) => Some(self.as_told(family, event, root)),
            Some(Selected { family, event: None }) => {
                event_of(family, self.first_match(family, root, &Lookup::default())?, root)
            }
            None => match self.matches(root).as_slice() {
                [(family, rule)] => event_of(family, rule, root),
                _ => None,
            },
        }
    }

    /// The shape of a payload, as an event that can be none of those known: what an event without a schema has in common with them.
    pub fn outline<'d>(&self, root: Node<'d>) -> Option<Event<'c, 'd>> {
        match self.matches(root).as_slice() {
            [(family, rule)] => Some(Event { candidates: Vec::new(), ..of_rule(family, rule, root) }),
            _ => None,
        }
    }

    /// As [`Self::outline`], of the beginning of a payload that belongs to this family: the shape whose body is there.
    pub fn outline_of_part<'d>(&self, family: &'c Family, root: Node<'d>) -> Option<Event<'c, 'd>> {
        let has_body = |rule: &&ShapeRule| {
            rule.envelope.is_some() && !rule.body.tokens().is_empty() && rule.body.resolve(root).is_some()
        };
        family.shape_rules().find(has_body).map(|rule| of_rule(family, rule, root))
    }

    /// The families that recognise a payload, each with its rule.
    fn matches(&self, root: Node<'_>) -> Vec<(&'c Family, &'c ShapeRule)> {
        let lookup = Lookup::default();
        let matches =
            self.catalogue.known().filter_map(|family| Some((family, self.first_match(family, root, &lookup)?)));
        let (yielding, claiming): (Vec<_>, Vec<_>) = matches.partition(|(_, rule)| rule.yields);
        if claiming.is_empty() { yielding } else { claiming }
    }

    fn among_all<'d>(&self, root: Node<'d>) -> Recognition<'c, 'd> {
        match self.matches(root).as_slice() {
            [] => Err(unknown(self.catalogue.families(), root)),
            [(family, rule)] => apply(family, rule, root),
            several => {
                let names: Vec<&str> = several.iter().map(|(family, _)| family.name()).collect();
                Err(Unrecognised {
                    rule: Rule::AmbiguousEvent,
                    family: None,
                    near: None,
                    node: root,
                    message: format!("it can be an event of {}", names.join(" or of ")),
                    help: Some("say which with --family or --event".into()),
                })
            }
        }
    }

    fn first_match(&self, family: &'c Family, root: Node<'_>, lookup: &Lookup) -> Option<&'c ShapeRule> {
        let fits = |rule: &&ShapeRule| rule.fits(root, self.excluded, lookup);
        // Where fields may be missing, so may those that a payload is told by.
        if self.excluded.is_empty() {
            family.rules_for(root, lookup).find(fits)
        } else {
            family.shape_rules().find(fits)
        }
    }

    /// A payload whose event was named on the command line: only its shape is still recognised.
    fn as_told<'d>(&self, family: &'c Family, event: &'c EventKind, root: Node<'d>) -> Event<'c, 'd> {
        let can_be = |rule: &&ShapeRule| match rule.verdict() {
            Verdict::Named(_) => true,
            Verdict::OneOf(events) => events.contains(&event.name),
            Verdict::Unsupported(_) | Verdict::Conflict(_) => false,
        };
        let mut rules = family.shape_rules().filter(can_be);
        let lookup = Lookup::default();
        let rule = rules.find(|rule| rule.fits(root, self.excluded, &lookup));
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
    event_of(family, rule, root).ok_or_else(|| refusal(family, rule, root))
}

/// The event that a payload of a recognised shape is.
fn event_of<'c, 'd>(family: &'c Family, rule: &'c ShapeRule, root: Node<'d>) -> Option<Event<'c, 'd>> {
    let event = |candidates, alias| Event { candidates, alias, ..of_rule(family, rule, root) };
    match rule.verdict() {
        Verdict::OneOf(names) => Some(event(names.iter().filter_map(|name| family.event(name)).collect(), None)),
        Verdict::Named(place) => match name_at(place, root) {
            // A missing or unreadable name is the envelope's finding; until it is mended, any event may be meant.
            None => Some(event(family.events().iter().collect(), None)),
            Some((node, name)) => {
                let (kind, is_alias) = family.known(&name)?;
                Some(event(vec![kind], is_alias.then_some(node)))
            }
        },
        Verdict::Unsupported(_) | Verdict::Conflict(_) => None,
    }
}

/// A payload of a recognised shape, before its event is known.
fn of_rule<'c, 'd>(family: &'c Family, rule: &'c ShapeRule, root: Node<'d>) -> Event<'c, 'd> {
    Event {
        family,
        candidates: Vec::new(),
        shape: Some(&rule.shape),
        envelope: rule.envelope.as_deref(),
        root,
        body: &rule.body,
        alias: None,
    }
}

/// The text at a place.
pub(super) fn name_at<'d>(place: &Pointer, root: Node<'d>) -> Option<(Node<'d>, Cow<'d, str>)> {
    let node = place.resolve(root)?;
    Some((node, node.as_str()?))
}
