//! The source that a result keeps, and the way back to it.
//!
//! It is given back where the payload is still what was made of it. Values that had to be given then count as part of that, and
//! so do values that the source's family has no place for: they would be lost on any way back, and are reported. Where anything
//! else was changed or added since, the payload itself is converted, and the report says why.

use super::blueprint::Blueprint;
use super::edits::{Comparison, Edits};
use super::loss::{Dropped, Loss, Reason};
use super::{Conversion, Converter, Gaps, Options, Settings, Source, Target, counterpart, kept_at};
use crate::check;
use crate::family::{Event, EventKind, Family, Recogniser};
use crate::finding::Finding;
use crate::input::KEPT_SOURCE;
use crate::json::{Document, Draft, Node, Pointer, PreparedKey};
use crate::neutral::Neutral;

/// A document with its source in it.
pub(super) fn keep(draft: &mut Draft, source: Node<'_>) -> String {
    draft.set(&kept_at(), Draft::of(source));
    draft.to_json()
}

/// A value as it is written, without the source that it keeps.
pub(super) fn without(node: Node<'_>) -> Draft {
    let mut draft = Draft::of(node);
    if node.aside().is_some() {
        draft.remove(&kept_at());
    }
    draft
}

/// What comes of a kept source.
pub(super) enum Return {
    /// It is no payload of the target, or there is none.
    Nothing,
    /// It is given back.
    Done(Box<Conversion>),
    /// The payload is not what was made of it: these places are others.
    Edited(Vec<Pointer>),
}

impl<'c> Converter<'c> {
    /// The source that a payload keeps, if that is what the target asks for and the payload is still what was made of it.
    pub(super) fn restored(
        &self,
        source: &Source<'_, 'c, '_>,
        family: &'c Family,
        named: Option<&'c EventKind>,
    ) -> anyhow::Result<Return> {
        let Some(kept) = source.event.root.aside() else { return Ok(Return::Nothing) };
        let Ok(mut document) = Document::parse(kept.raw().as_bytes()) else { return Ok(Return::Nothing) };
        document.set_aside(&PreparedKey::of(KEPT_SOURCE));
        let Ok(original) = self.recogniser().recognise(document.root()) else { return Ok(Return::Nothing) };
        if original.family.id != family.id || named.is_some_and(|named| !original.candidates.contains(&named)) {
            return Ok(Return::Nothing);
        }
        let edits = self.edits(source, &original)?;
        let carried = self.carried(source, &original, &edits.added)?;
        if !(edits.changed.is_empty() && carried.is_empty()) {
            return Ok(Return::Edited(edits.changed.into_iter().chain(carried).collect()));
        }
        let told = |pointer| Dropped { pointer, reason: Reason::NoCounterpart };
        let dropped = edits.added.into_iter().map(told).collect();
        self.given_back(source.event.root, kept, &original, dropped).map(Box::new).map(Return::Done)
    }

    /// The source that a payload keeps which is itself no event of any family, as it lacks something.
    ///
    /// # Errors
    ///
    /// When a schema file of a family is missing or no schema.
    pub fn restore(&self, root: Node<'_>) -> anyhow::Result<Option<Conversion>> {
        let Target::Family(target, named) = self.target else { return Ok(None) };
        if root.aside().is_none() {
            return Ok(None);
        }
        for family in self.catalogue.known().filter(|family| family.id != target.id) {
            for kind in family.events() {
                let Some(blueprint) = self.lore.blueprints.of(self.catalogue, family, kind)? else { continue };
                let event = blueprint.event_of(root);
                let Some(neutral) = Neutral::read(&event) else { continue };
                if let Return::Done(mut conversion) =
                    self.restored(&Source { event: &event, neutral }, target, named)?
                {
                    conversion.loss.event = Some(blueprint.name());
                    conversion.loss.target = Some(self.target.to_string());
                    return Ok(Some(*conversion));
                }
            }
        }
        Ok(None)
    }

    /// The kept source with the values that were given.
    fn given_back(
        &self,
        root: Node<'_>,
        kept: Node<'_>,
        original: &Event<'c, '_>,
        dropped: Vec<Dropped>,
    ) -> anyhow::Result<Conversion> {
        let mut draft = Draft::of(kept);
        let mapped = vec![(kept_at(), Pointer::default())];
        let loss = Loss { mapped, dropped, is_restored: true, ..Loss::default() };
        let (mut problems, mut notes) = (Vec::new(), Vec::new());
        if !self.settings.is_empty() {
            let blueprint = self.form_of(original)?;
            let field = |at: &Pointer| blueprint.as_ref().and_then(|blueprint| blueprint.field(at));
            problems = self.settings.apply(&mut draft, field);
            let faults = self.faults_of(&draft.to_json())?;
            (problems, notes) = self.sorted_out(problems, faults, &loss, blueprint.as_deref());
        }
        let fits = problems.is_empty() || self.options.gaps == Gaps::Written;
        let document = fits.then(|| if self.options.keep_source { keep(&mut draft, root) } else { draft.to_json() });
        Ok(Conversion { document, loss, problems, notes, unread: 0 })
    }

    /// The form that an event has.
    fn form_of(&self, event: &Event<'c, '_>) -> anyhow::Result<Option<std::sync::Arc<Blueprint<'c>>>> {
        let shape = event.shape.or(event.family.mapping().map(|mapping| mapping.shape.as_str()));
        let (Some(shape), Some(kind)) = (shape, event.candidates.first()) else { return Ok(None) };
        self.lore.blueprints.of_shape(self.catalogue, event.family, kind, shape)
    }

    /// What the schemas find in a payload.
    fn faults_of(&self, json: &str) -> anyhow::Result<Vec<Finding>> {
        let Ok(mut document) = Document::parse(json.as_bytes()) else { return Ok(Vec::new()) };
        document.set_aside(&PreparedKey::of(KEPT_SOURCE));
        match self.recogniser().recognise(document.root()) {
            Ok(event) => self.findings(&event),
            Err(reason) => Ok(vec![check::unrecognised(reason, document.root())]),
        }
    }

    fn recogniser(&self) -> Recogniser<'c, 'static> {
        Recogniser::new(self.catalogue, None, &[])
    }

    /// How a payload differs from what is made of the original, taken for the event that comes nearest.
    fn edits(&self, payload: &Source<'_, 'c, '_>, original: &Event<'c, '_>) -> anyhow::Result<Edits> {
        // Twins of the original may have been told apart by an option, or not at all.
        let readings = original.candidates.iter().map(|kind| vec![*kind]);
        let readings =
            std::iter::once(original.candidates.clone()).chain(readings.filter(|_| original.candidates.len() > 1));
        let readings: Vec<Event<'c, '_>> =
            readings.map(|candidates| Event { candidates, ..original.clone() }).collect();
        let mut nearest: Option<Edits> = None;
        for kind in &payload.event.candidates {
            for reading in &readings {
                for gaps in [Gaps::Asked, Gaps::Written] {
                    let Some(edits) = self.edits_as(payload, kind, reading, gaps)? else { continue };
                    if edits.changed.is_empty() && edits.added.is_empty() {
                        return Ok(edits);
                    }
                    let order = |edits: &Edits| (edits.changed.len(), edits.added.len());
                    nearest = Some(match nearest {
                        Some(known) if order(&known) <= order(&edits) => known,
                        _ => edits,
                    });
                }
            }
        }
        Ok(nearest.unwrap_or_else(|| Edits { changed: vec![Pointer::default()], added: Vec::new() }))
    }

    /// How a payload differs from what one reading of the original becomes as one kind of event, if it becomes that.
    fn edits_as(
        &self,
        payload: &Source<'_, 'c, '_>,
        kind: &'c EventKind,
        original: &Event<'c, '_>,
        gaps: Gaps,
    ) -> anyhow::Result<Option<Edits>> {
        let family = payload.event.family;
        let options = Options { gaps, leaves_unreported: true, keep_source: false };
        let again = self.towards(Target::Family(family, Some(kind)), Settings::default(), options);
        let Some(neutral) = Neutral::read(original) else { return Ok(None) };
        let source = Source { event: original, neutral };
        if counterpart::choose(self.catalogue, &source, family, Some(kind)).is_err() {
            return Ok(None);
        }
        let Some(blueprint) = self.lore.blueprints.of(self.catalogue, family, kind)? else { return Ok(None) };
        let made = again.filled(&source, &blueprint, gaps);
        let Ok(document) = Document::parse(made.json.as_bytes()) else { return Ok(None) };
        let given: Vec<&Pointer> = made.completed.missing.iter().map(|missing| &missing.pointer).collect();
        let assumed: Vec<&Pointer> = made.completed.assumed.iter().map(|assumed| &assumed.pointer).collect();
        let mut edits = Edits::default();
        let comparison = Comparison { given: &given, assumed: &assumed };
        comparison.compare(Some(payload.event.root), Some(document.root()), &Pointer::default(), &mut edits);
        Ok(Some(edits))
    }

    /// Those of a payload's places that would come along if it were converted.
    fn carried(
        &self,
        payload: &Source<'_, 'c, '_>,
        original: &Event<'c, '_>,
        added: &[Pointer],
    ) -> anyhow::Result<Vec<Pointer>> {
        let Some(kind) = original.candidates.first().filter(|_| !added.is_empty()) else { return Ok(Vec::new()) };
        let Some(blueprint) = self.lore.blueprints.of(self.catalogue, original.family, kind)? else {
            return Ok(Vec::new());
        };
        let carries_own = blueprint.carries_own(payload.event);
        let has_place = |neutral: &Pointer| {
            let mut fields = blueprint.mapping().fields.iter();
            let is_named = carries_own || !self.lore.own.contains(neutral);
            is_named
                && fields.any(|mapped| {
                    mapped.neutral == *neutral && mapped.only.is_none() && blueprint.place(&mapped.field).is_some()
                })
        };
        let facts: Vec<&Pointer> =
            payload.neutral.facts.iter().filter(|fact| has_place(fact.at)).map(|fact| &fact.source).collect();
        let is_carried = |at: &&Pointer| facts.iter().any(|fact| fact.below(at).is_some() || at.below(fact).is_some());
        Ok(added.iter().filter(is_carried).cloned().collect())
    }
}
