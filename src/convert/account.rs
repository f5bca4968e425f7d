//! Where every leaf of the source went.

use super::Source;
use super::kept_at;
use super::loss::{Changed, Loss};
use crate::check::Meanings;
use crate::family::{Catalogue, Event, Verdict};
use crate::json::{Document, Node, Pointer, Span};
use crate::neutral::Fact;

/// What was written in one place of the target, and out of what.
pub(super) struct Trace {
    sources: Vec<Origin>,
    pub(super) to: Pointer,
    /// What stands there, in JSON.
    pub(super) json: String,
    /// Whether all that the source holds came along as it is.
    is_copy: bool,
}

/// A place of the source.
struct Origin {
    at: Pointer,
    span: Span,
    raw: String,
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
        Self { sources, to, json, is_copy: false }
    }

    /// A value that is taken over as a whole.
    pub(super) fn copied(at: Pointer, node: Node<'_>, to: Pointer) -> Self {
        Self { sources: vec![Origin::new(at, node)], to, json: String::new(), is_copy: true }
    }

    /// A value that the event itself stands for, by the name that the payload gives it.
    pub(super) fn from_event(event: &Event<'_, '_>, to: Pointer, json: String) -> Self {
        let sources = name_of(event).map(|(at, node)| Origin::new(at, node)).into_iter().collect();
        Self { sources, to, json, is_copy: true }
    }
}

/// Where the payload names its event.
fn name_of<'d>(event: &Event<'_, 'd>) -> Option<(Pointer, Node<'d>)> {
    let rules = event.family.shape_rules().iter();
    let mut places =
        rules.filter(|rule| Some(rule.shape.as_str()) == event.shape).filter_map(|rule| match rule.verdict() {
            Verdict::Named(place) => Some(place),
            _ => None,
        });
    let at = places.next()?;
    Some((at.clone(), at.resolve(event.root)?))
}

impl Loss {
    /// Tells where each leaf of the source went, by what was to be written and stands in the document that was written.
    pub(super) fn account(
        &mut self,
        source: &Source<'_, '_, '_>,
        traces: &[Trace],
        written: &str,
        is_kept: bool,
        catalogue: &Catalogue,
    ) -> anyhow::Result<()> {
        let Ok(written) = Document::parse(written.as_bytes()) else { return Ok(()) };
        let meanings = Meanings::new(source.event, &catalogue.library);
        let mut taken: Vec<Span> = Vec::new();
        for trace in traces {
            let Some(stands) = trace.to.resolve(written.root()) else { continue };
            if !trace.is_copy && !is_same(stands, &trace.json) {
                continue;
            }
            for origin in &trace.sources {
                taken.push(origin.span);
                self.mapped.push((origin.at.clone(), trace.to.clone()));
                if !trace.is_copy && !is_same(stands, &origin.raw) {
                    let is_personal = meanings.of(&origin.at)?.is_masked();
                    let (from, to) = (origin.raw.clone(), trace.json.clone());
                    self.changed.push(Changed { pointer: origin.at.clone(), from, to, is_personal });
                }
            }
        }
        // The name of the event says what the target's event says.
        taken.extend(name_of(source.event).filter(|_| !traces.is_empty()).map(|(_, node)| node.span()));
        let left = if is_kept { &mut self.kept } else { &mut self.dropped };
        let root = source.event.root;
        let mut at = Pointer::default();
        for (step, part) in parts(root) {
            at = at.join(step);
            left_over(part, &at, &taken, left);
            at = at.split_last().map(|(rest, _)| rest).unwrap_or_default();
        }
        if root.aside().is_some() {
            left.push(kept_at());
        }
        Ok(())
    }
}

/// Whether a value is the same as one in JSON.
fn is_same(node: Node<'_>, json: &str) -> bool {
    node.raw() == json || Document::parse(json.as_bytes()).is_ok_and(|document| document.root().same_value(node))
}

/// Adds the places below a value of which nothing was taken, the outermost ones. Says whether anything was taken.
fn left_over(node: Node<'_>, at: &Pointer, taken: &[Span], left: &mut Vec<Pointer>) -> bool {
    let span = node.span();
    if taken.iter().any(|taken| taken.start <= span.start && span.end <= taken.end) {
        return true;
    }
    if !taken.iter().any(|taken| span.start <= taken.start && taken.end <= span.end) {
        left.push(at.clone());
        return false;
    }
    for (step, part) in parts(node) {
        left_over(part, &at.join(step), taken, left);
    }
    true
}

/// The parts of a container, each with the step to it.
fn parts(node: Node<'_>) -> impl Iterator<Item = (String, Node<'_>)> {
    let members = node.members().map(|(key, value)| (key.name().into_owned(), value));
    members.chain(node.elements().enumerate().map(|(index, item)| (index.to_string(), item)))
}
