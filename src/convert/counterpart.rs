//! Which event of the target says what an event of the source says.

use super::Source;
use super::loss::Assumed;
use crate::family::{Catalogue, Change, EventKind, Family};
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
}

/// How well an event of the target says what happened; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Same,
    Nearest,
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
    if family.is_neutral() {
        let event = family.events().first().ok_or_else(|| no_counterpart(catalogue, source, family, named))?;
        return Ok(Counterpart { event, assumed: None });
    }
    // What stays in its family stays what it is.
    if source.event.family.id == family.id && named.is_none_or(|named| source.event.candidates.contains(&named)) {
        let event = named.or(source.event.candidates.first().copied());
        let names_itself = family.mapping().is_some_and(|mapping| names_event(family, &mapping.shape));
        if names_itself && named.is_none() && source.event.candidates.len() > 1 {
            return Err(twins(source).unwrap_or_else(|| no_counterpart(catalogue, source, family, named)));
        }
        return event
            .map(|event| Counterpart { event, assumed: None })
            .ok_or_else(|| no_counterpart(catalogue, source, family, named));
    }
    let happenings = source.happenings();
    let found: Vec<(&Happening<'_>, Vec<(Likeness, &'c EventKind)>)> =
        happenings.iter().map(|happening| (happening, matching(family, named, happening))).collect();
    let with_any = found.iter().filter(|(_, events)| !events.is_empty()).count();
    if with_any == 0 {
        return Err(no_counterpart(catalogue, source, family, named));
    }
    if with_any < found.len() && named.is_none() {
        return Err(twins(source).unwrap_or_else(|| no_counterpart(catalogue, source, family, named)));
    }
    let mut events: Vec<(&Happening<'_>, Likeness, &'c EventKind)> = Vec::new();
    for (happening, matching) in &found {
        let best = matching.iter().map(|(likeness, _)| *likeness).min();
        let best = matching.iter().filter(|(likeness, _)| Some(*likeness) == best);
        events.extend(best.map(|(likeness, event)| (*happening, *likeness, *event)));
    }
    let Some((happening, likeness, first)) =
        events.first().map(|(happening, likeness, event)| (*happening, *likeness, *event))
    else {
        return Err(no_counterpart(catalogue, source, family, named));
    };
    let shape = family.mapping().map_or("", |mapping| mapping.shape.as_str());
    let is_alike = |other: &EventKind| other == first || other.schema == first.schema && !names_event(family, shape);
    if !events.iter().all(|(_, _, event)| is_alike(event)) {
        return Err(several(source, family, &events.iter().map(|(_, _, event)| *event).collect::<Vec<_>>()));
    }
    let assumed = (likeness == Likeness::Nearest || happenings.len() > 1).then(|| Assumed {
        pointer: Pointer::default(),
        value: escape(&format!("{}:{}", family.id, first.name)),
        reason: format!("{} is told as this event", happening.in_words()),
    });
    Ok(Counterpart { event: first, assumed })
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
        let of = |change: Cow<'static, str>, subject: Cow<'static, str>| (change, subject);
        let own = |text: Cow<'_, str>| Cow::<'static, str>::Owned(text.into_owned());
        let told: Vec<(Cow<'static, str>, Cow<'static, str>)> = match (self.neutral.change(), self.neutral.subject()) {
            (Some(change), Some(subject)) => vec![of(own(change), own(subject))],
            _ => self
                .neutral
                .changes
                .iter()
                .map(|change| of(change.change.clone().into(), change.subject.clone().into()))
                .collect(),
        };
        told.into_iter().map(|(change, subject)| Happening { change, subject, segment: segment.clone() }).collect()
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

/// Whether payloads of a shape carry the name of their event.
fn names_event(family: &Family, shape: &str) -> bool {
    let of_shape = |rule: &&crate::family::ShapeRule| rule.shape == shape;
    family.shape_rules().iter().filter(of_shape).any(|rule| matches!(rule.verdict(), crate::family::Verdict::Named(_)))
}

fn several(source: &Source<'_, '_, '_>, family: &Family, events: &[&EventKind]) -> Box<Finding> {
    if let Some(finding) = twins(source) {
        return finding;
    }
    let mut names: Vec<&str> = events.iter().map(|event| event.name.as_str()).collect();
    names.dedup();
    let message = format!("more than one event of {} can say this: {}", family.name(), names.join(", "));
    let finding = Finding::error(Rule::AmbiguousEvent, source.event.root.span(), Pointer::default(), message);
    Box::new(finding.with_help(format!("say which, as in --to {}:{}", family.id, names[0])))
}

fn no_counterpart(
    catalogue: &Catalogue,
    source: &Source<'_, '_, '_>,
    family: &Family,
    named: Option<&EventKind>,
) -> Box<Finding> {
    let happenings = source.happenings();
    let what = happenings.first().map_or_else(
        || "the event".to_owned(),
        |happening| {
            let segment = happening.segment.as_ref().map(|segment| format!(" in the segment {}", escape(segment)));
            format!("{}{}", happening.in_words(), segment.unwrap_or_default())
        },
    );
    let target = named.map_or_else(|| family.name().to_owned(), |event| event.name.clone());
    let others = catalogue.families().iter().filter(|other| {
        other.id != family.id
            && other.id != source.event.family.id
            && happenings.iter().any(|happening| !matching(other, None, happening).is_empty())
    });
    let mut ways: Vec<String> = others.map(|other| other.id.clone()).collect();
    let is_elsewhere =
        named.is_some() && happenings.iter().any(|happening| !matching(family, None, happening).is_empty());
    if is_elsewhere {
        ways.insert(0, family.id.clone());
    }
    ways.extend(["neutral".to_owned(), super::CLOUD_EVENTS.to_owned()]);
    let message = format!("{what} has no counterpart in {target}");
    let finding = Finding::error(Rule::NoCounterpart, source.event.root.span(), Pointer::default(), message);
    Box::new(finding.with_help(format!("targets that have one: {}", ways.join(", "))))
}
