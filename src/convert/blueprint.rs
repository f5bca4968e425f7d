//! The form of one event of a family, as it is written: its places, and what its schemas say of them.

use crate::family::{Catalogue, Event, EventKind, Family, Mapping, Place};
use crate::json::{Draft, Node, Pointer, Token};
use crate::near::nearest;
use crate::reference::{Shape, shapes};
use crate::schema::{Compiled, Field, Presence};
use jsonschema::error::ValidationErrorKind as Failed;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The forms that a run has needed.
#[derive(Debug, Default)]
pub(super) struct Blueprints<'c>(Mutex<HashMap<String, Arc<Blueprint<'c>>>>);

/// The form of one event.
#[derive(Debug)]
pub(super) struct Blueprint<'c> {
    pub(super) family: &'c Family,
    pub(super) event: &'c EventKind,
    mapping: &'c Mapping,
    shape: Shape<'c>,
    body: &'c Compiled,
    envelope: Option<&'c Compiled>,
    /// All fields with their places from the payload's root, in the order of the schemas.
    fields: Vec<(Pointer, Field)>,
    index: HashMap<Pointer, usize>,
}

/// What keeps a document from being what it should be.
pub(super) enum Issue {
    /// Nothing stands in this place.
    Missing(Pointer),
    /// What stands in this place may not stand there.
    Unfit(Pointer),
}

impl<'c> Blueprints<'c> {
    /// The form in which an event is written; nothing when its family cannot be written.
    pub(super) fn of(
        &self,
        catalogue: &'c Catalogue,
        family: &'c Family,
        event: &'c EventKind,
    ) -> anyhow::Result<Option<Arc<Blueprint<'c>>>> {
        let shape = family.mapping().map(|mapping| mapping.shape.as_str());
        shape.map_or(Ok(None), |shape| self.of_shape(catalogue, family, event, shape))
    }

    /// The form of an event in one of its shapes; nothing when it has no such shape, or its family cannot be written.
    pub(super) fn of_shape(
        &self,
        catalogue: &'c Catalogue,
        family: &'c Family,
        event: &'c EventKind,
        shape: &str,
    ) -> anyhow::Result<Option<Arc<Blueprint<'c>>>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name = format!("{}:{} {shape}", family.id, event.name);
        if let Some(blueprint) = known.get(&name) {
            return Ok(Some(Arc::clone(blueprint)));
        }
        let Some(blueprint) = Blueprint::new(catalogue, family, event, shape)?.map(Arc::new) else { return Ok(None) };
        known.insert(name, Arc::clone(&blueprint));
        Ok(Some(blueprint))
    }
}

impl<'c> Blueprint<'c> {
    fn new(
        catalogue: &'c Catalogue,
        family: &'c Family,
        event: &'c EventKind,
        shape: &str,
    ) -> anyhow::Result<Option<Self>> {
        let Some(mapping) = family.mapping() else { return Ok(None) };
        let Some(shape) = shapes(family, event).into_iter().find(|known| known.name == shape) else { return Ok(None) };
        let compiled = |file: &str| catalogue.library.compiled(&family.schema_path(file));
        let (body, envelope) = (compiled(&event.schema)?, shape.envelope.map(compiled).transpose()?);
        let place =
            |start: &Pointer, field: Field| (start.concat(&field.path.iter().cloned().collect::<Pointer>()), field);
        let root = Pointer::default();
        let mut fields: Vec<(Pointer, Field)> =
            envelope.iter().flat_map(|schema| schema.fields()).map(|field| place(&root, field)).collect();
        let at = fields.iter().position(|(at, _)| at == shape.body).map_or(fields.len(), |index| index + 1);
        fields.splice(at..at, body.fields().into_iter().map(|field| place(shape.body, field)));
        let index = fields.iter().enumerate().map(|(index, (at, _))| (at.clone(), index)).collect();
        Ok(Some(Self { family, event, mapping, shape, body, envelope, fields, index }))
    }

    /// `family:event`
    pub(super) fn name(&self) -> String {
        format!("{}:{}", self.family.id, self.event.name)
    }

    pub(super) fn mapping(&self) -> &'c Mapping {
        self.mapping
    }

    /// Where the body stands.
    pub(super) fn body_at(&self) -> &'c Pointer {
        self.shape.body
    }

    /// Where the event's name stands.
    pub(super) fn name_at(&self) -> Option<&'c Pointer> {
        self.family.name_place(self.shape.name)
    }

    /// The places of values as they stand in documents, in the order of the schemas: an array is one, and so is an object whose
    /// members can have any names.
    pub(super) fn leaves(&self) -> impl Iterator<Item = &Pointer> {
        let is_below = |one: &Pointer, other: &Pointer| one != other && one.below(other).is_some();
        let wholes: Vec<&Pointer> =
            self.fields.iter().filter(|(_, field)| !field.inner.is_empty()).map(|(at, _)| at).collect();
        let places = self.fields.iter().map(|(at, _)| at);
        let places = places.filter(move |at| !wholes.iter().any(|whole| is_below(at, whole)));
        let places: Vec<&Pointer> = places.collect();
        let has_members = |at: &Pointer| places.iter().any(|other| is_below(other, at));
        let leaves: Vec<&Pointer> = places.iter().copied().filter(|at| !has_members(at)).collect();
        leaves.into_iter()
    }

    /// Where a field stands from the root, if the schemas declare it.
    pub(super) fn place(&self, place: &Place) -> Option<Pointer> {
        let at = match (place.from_root, self.shape.envelope) {
            (true, None) => return None,
            (true, Some(_)) => place.pointer.clone(),
            (false, _) => self.shape.body.concat(&place.pointer),
        };
        self.index.contains_key(&at).then_some(at)
    }

    /// Where fields stand that have these places in the model.
    pub(super) fn places_of(&self, neutral: &[Pointer]) -> Vec<Pointer> {
        let fields = self.mapping.fields.iter().filter(|mapped| neutral.contains(&mapped.neutral));
        fields.filter_map(|mapped| self.place(&mapped.field)).collect()
    }

    /// Whether values of an event that mean something to their sender only mean the same here.
    pub(super) fn carries_own(&self, event: &Event<'_, '_>) -> bool {
        event.family.id == self.family.id || self.family.is_neutral() || event.family.is_neutral()
    }

    /// What the schemas say of a place; `*` in theirs stands for any step.
    pub(super) fn field(&self, at: &Pointer) -> Option<&Field> {
        let exact = self.index.get(at).map(|index| &self.fields[*index].1);
        exact.or_else(|| self.fields.iter().find(|(known, _)| is_like(known, at)).map(|(_, field)| field))
    }

    /// The name in the same object that comes nearest to that of a place.
    pub(super) fn near(&self, at: &Pointer) -> Option<&str> {
        let (around, name) = at.split_last()?;
        let is_beside = |known: &&Pointer| known.tokens().len() == at.tokens().len() && known.below(&around).is_some();
        let beside = self.fields.iter().map(|(known, _)| known).filter(is_beside);
        nearest(name.as_str(), beside.filter_map(|known| known.tokens().last()).map(Token::as_str))
    }

    /// Whether a place must be there for the object around it to be complete.
    pub(super) fn requires(&self, at: &Pointer) -> bool {
        self.field(at).is_some_and(|field| field.presence > Presence::Sometimes)
    }

    /// The rank of a place in the order of the schemas.
    pub(super) fn rank(&self, at: &Pointer) -> usize {
        self.index.get(at).copied().unwrap_or(usize::MAX)
    }

    /// Writes the values that can be no others, where they are required.
    pub(super) fn fill_constants(&self, draft: &mut Draft) {
        for (at, field) in &self.fields {
            if let (Presence::Required, [value], 1) =
                (field.presence, field.meaning.values.as_slice(), at.tokens().len())
            {
                draft.set(at, Draft::Text(value.to_string()));
            }
        }
    }

    /// A document of this form as an event.
    pub(super) fn event_of<'d>(&self, root: Node<'d>) -> Event<'c, 'd> {
        Event {
            family: self.family,
            candidates: vec![self.event],
            shape: Some(self.shape.name),
            envelope: self.shape.envelope,
            root,
            body: self.shape.body,
            alias: None,
        }
    }

    /// What is missing from a document, be it only advised, and what may not be in it.
    pub(super) fn issues(&self, root: Node<'_>) -> Vec<Issue> {
        let mut issues = Vec::new();
        let root_at = Pointer::default();
        let body = self.shape.body.resolve(root).map(|body| (&self.body, body, self.shape.body));
        let envelope = self.envelope.as_ref().map(|envelope| (envelope, root, &root_at));
        for (schema, node, start) in envelope.into_iter().chain(body) {
            if schema.passes(node) {
                continue;
            }
            for failure in schema.failures(node) {
                let local = Pointer::parse(failure.error.instance_path().as_str()).unwrap_or_default();
                let at = start.concat(&local);
                match failure.error.kind() {
                    Failed::Required { property } => {
                        issues.push(Issue::Missing(at.join(property.as_str().unwrap_or_default())));
                    }
                    Failed::AdditionalProperties { .. } | Failed::UnevaluatedProperties { .. } => {}
                    _ if failure.advice => {}
                    _ => issues.push(Issue::Unfit(at)),
                }
            }
        }
        issues
    }
}

fn is_like(pattern: &Pointer, at: &Pointer) -> bool {
    let (pattern, at) = (pattern.tokens(), at.tokens());
    pattern.len() == at.len()
        && pattern.iter().zip(at).all(|(pattern, step)| pattern.as_str() == "*" || pattern == step)
}
