//! Which event of the target says what an event of the source says.

use super::Source;
use super::loss::Assumed;
use crate::family::{Catalogue, Change, EventKind, Family, NEUTRAL_ID};
use crate::finding::{Finding, Rule};
use crate::json::{Pointer, escape};
use crate::neutral;
use std::borrow::Cow;

/// The event that is written.
pub(super) struct Counterpart<'c> {
    pub(super) event: &'c EventKind,
    /// What is taken for granted with it.
    pub(super) assumed: Option<Assumed>,
}

/// One reading of the source: what happened, to what, and in which segment.
struct Happening<'a> {
    change: Cow<'a, str>,
    subject: Cow<'a, str>,
    segment: Option<Cow<'a, str>>,
}

impl Happening<'_> {
    fn in_words(&self) -> String {
        let article = if self.subject.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{} of {article} {}", escape(&self.change), self.subject)
    }

    fn in_full(&self) -> String {
        let segment = self.segment.as_ref().map(|segment| format!(" in the segment {}", escape(segment)));
        self.in_words() + &segment.unwrap_or_default()
    }
}

/// How well an event of the target says what happened; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Same,
    Nearest,
}

/// What an event is looked for: what the source says, in a family, and of one kind if one was named.
struct Search<'s, 'e, 'c, 'd> {
    catalogue: &'c Catalogue,
    source: &'s Source<'e, 'c, 'd>,
    family: &'c Family,
    named: Option<&'c EventKind>,
}

/// An event that says what happened in one reading of the source.
struct Match<'c> {
    /// The number of the reading.
    of: usize,
    likeness: Likeness,
    event: &'c EventKind,
}

/// Finds the event of a family that says what the source says.
///
/// # Errors
///
/// The finding that tells why there is none, or not one only.
pub(super) fn choose<'c>(
    catalogue: &'c Catalogue,
    source: &Source<'_, 'c, '_>,
    family: &'c Family,
    named: Option<&'c EventKind>,
) -> Result<Counterpart<'c>, Box<Finding>> {
    let search = Search { catalogue, source, family, named };
    if family.is_neutral() {
        return search.sure(family.events().first());
    }
    let candidates = &source.event.candidates;
    // What stays in its family stays what it is.
    if source.event.family.id == family.id && named.is_none_or(|named| candidates.contains(&named)) {
        return match candidates.as_slice() {
            [_, _, ..] if named.is_none() && search.names_event() => Err(search.twins_or_none()),
            candidates => search.sure(named.or(candidates.first().copied())),
        };
    }
    search.across()
}

impl<'c> Search<'_, '_, 'c, '_> {
    fn sure(&self, event: Option<&'c EventKind>) -> Result<Counterpart<'c>, Box<Finding>> {
        event.map(|event| Counterpart { event, assumed: None }).ok_or_else(|| self.none())
    }

    /// The event of another family, the same for every reading of the source.
    fn across(&self) -> Result<Counterpart<'c>, Box<Finding>> {
        let happenings = self.source.happenings();
        let matches: Vec<Match<'c>> =
            happenings.iter().enumerate().flat_map(|(of, happening)| self.best(of, happening)).collect();
        let Some(first) = matches.first() else { return Err(self.none()) };
        let is_left_out = |of: usize| matches.iter().all(|found| found.of != of);
        if self.named.is_none() && (0..happenings.len()).any(is_left_out) {
            return Err(self.twins_or_none());
        }
        let is_alike =
            |other: &EventKind| other == first.event || other.schema == first.event.schema && !self.names_event();
        if !matches.iter().all(|found| is_alike(found.event)) {
            return Err(self.several(&matches));
        }
        let assumed = (first.likeness == Likeness::Nearest || happenings.len() > 1).then(|| Assumed {
            pointer: Pointer::default(),
            value: escape(&format!("{}:{}", self.family.id, first.event.name)),
            reason: format!("{} is told as this event", happenings[first.of].in_words()),
            is_personal: false,
        });
        Ok(Counterpart { event: first.event, assumed })
    }

    /// The events that say best what happened in one reading.
    fn best(&self, of: usize, happening: &Happening<'_>) -> Vec<Match<'c>> {
        let mut found = matching(self.family, self.named, happening);
        let best = found.iter().map(|(likeness, _)| *likeness).min();
        found.retain(|(likeness, _)| Some(*likeness) == best);
        found.into_iter().map(|(likeness, event)| Match { of, likeness, event }).collect()
    }

    /// Whether the payloads that are written carry the name of their event.
    fn names_event(&self) -> bool {
        self.family.mapping().is_some_and(|mapping| self.family.name_place(&mapping.shape).is_some())
    }

    fn twins_or_none(&self) -> Box<Finding> {
        twins(self.source).unwrap_or_else(|| self.none())
    }

    fn several(&self, matches: &[Match<'_>]) -> Box<Finding> {
        if let Some(finding) = twins(self.source) {
            return finding;
        }
        let names: Vec<&str> = matches.iter().map(|found| found.event.name.as_str()).collect();
        let message = format!("more than one event of {} can say this: {}", self.family.name(), names.join(", "));
        self.finding(Rule::AmbiguousEvent, message, format!("say which, as in --to {}:{}", self.family.id, names[0]))
    }

    /// Tells that there is no such event, and where there is one.
    fn none(&self) -> Box<Finding> {
        let happenings = self.source.happenings();
        let what = happenings.first().map_or_else(|| "the event".to_owned(), Happening::in_full);
        let target = self.named.map_or_else(|| self.family.name().to_owned(), |event| event.name.clone());
        let has_any =
            |family: &Family| happenings.iter().any(|happening| !matching(family, None, happening).is_empty());
        let is_other = |family: &&Family| match self.named {
            Some(_) if family.id == self.family.id => true,
            _ => family.id != self.family.id && family.id != self.source.event.family.id,
        };
        let families = self.catalogue.families().iter().filter(|family| is_other(family) && has_any(family));
        let ways: Vec<&str> =
            families.map(|family| family.id.as_str()).chain([NEUTRAL_ID, super::CLOUD_EVENTS]).collect();
        let help = format!("targets that have one: {}", ways.join(", "));
        self.finding(Rule::NoCounterpart, format!("{what} has no counterpart in {target}"), help)
    }

    fn finding(&self, rule: Rule, message: String, help: String) -> Box<Finding> {
        let span = self.source.event.root.span();
        Box::new(Finding::error(rule, span, Pointer::default(), message).with_help(help))
    }
}

/// The finding of an event that cannot be told from its twins, where that matters.
pub(super) fn twins(source: &Source<'_, '_, '_>) -> Option<Box<Finding>> {
    let candidates = &source.event.candidates;
    let changes: Vec<_> = candidates.iter().map(|kind| &kind.neutral).collect();
    let (first, others) = changes.split_first()?;
    if others.iter().all(|other| other == first) {
        return None;
    }
    let names: Vec<&str> = candidates.iter().map(|kind| kind.name.as_str()).collect();
    let message = format!("the payload does not tell which event it is: {}", names.join(" or "));
    let finding = Finding::error(Rule::AmbiguousEvent, source.event.root.span(), Pointer::default(), message);
    Some(Box::new(finding.with_help(format!("say which, as in --event {}", names[0]))))
}

impl Source<'_, '_, '_> {
    /// All that can have happened.
    fn happenings(&self) -> Vec<Happening<'_>> {
        let segment = self.neutral.fact(neutral::SEGMENT_NAME).and_then(|fact| fact.node.as_str());
        let happening = |change, subject| Happening { change, subject, segment: segment.clone() };
        if let (Some(change), Some(subject)) = (self.neutral.change(), self.neutral.subject()) {
            return vec![happening(change, subject)];
        }
        let changes = self.neutral.changes.iter();
        changes.map(|change| happening(change.change.as_str().into(), change.subject.as_str().into())).collect()
    }
}

fn matching<'c>(
    family: &'c Family,
    named: Option<&'c EventKind>,
    happening: &Happening<'_>,
) -> Vec<(Likeness, &'c EventKind)> {
    let events = family.events().iter().filter(|event| named.is_none_or(|named| named == *event));
    events.filter_map(|event| Some((likeness(event.neutral.as_ref()?, happening, named.is_some())?, event))).collect()
}

fn likeness(event: &Change, happening: &Happening<'_>, is_named: bool) -> Option<Likeness> {
    // Of an event that was named the segment can be given.
    let segment = event.segment.as_deref().filter(|_| !is_named).zip(happening.segment.as_deref());
    if event.subject != happening.subject || segment.is_some_and(|(one, other)| one != other) {
        return None;
    }
    if event.change == happening.change {
        Some(Likeness::Same)
    } else {
        event.expresses.iter().any(|change| *change == happening.change).then_some(Likeness::Nearest)
    }
}
