//! The page of one event: how it comes and what each of its fields means.

use super::{Sample, Shape, samples_of, shapes};
use crate::family::{Catalogue, EventKind, Family, Selected};
use crate::json::{Pointer, Token};
use crate::schema::{Field, Presence};

/// All that is known of one event.
#[derive(Debug)]
pub struct EventPage<'c> {
    /// Its family.
    pub family: &'c Family,
    /// The event.
    pub event: &'c EventKind,
    /// The events whose payloads cannot be told from its own, unless an envelope names them.
    pub twins: Vec<&'c str>,
    /// The shapes in which it comes, the usual one first.
    pub shapes: Vec<Shape<'c>>,
    /// The fields of the usual shape, and what the other shapes have around the body.
    pub parts: Vec<Part>,
    /// Its samples.
    pub samples: Vec<Sample>,
}

/// The fields of one shape.
#[derive(Debug)]
pub struct Part {
    /// The shape's names: those that share an envelope are told together.
    pub shapes: Vec<String>,
    /// Whether it holds the envelope only, the body's fields being told before.
    pub is_envelope: bool,
    /// The fields.
    pub rows: Vec<FieldRow>,
}

/// One field with its place in the payload.
#[derive(Debug)]
pub struct FieldRow {
    /// Its place from the payload's root, `*` for any item or key.
    pub pointer: String,
    /// What the schema says.
    pub field: Field,
}

impl<'c> EventPage<'c> {
    /// Gathers what is known of an event.
    ///
    /// # Errors
    ///
    /// When a schema file of the family is missing or no schema.
    pub fn new(catalogue: &'c Catalogue, family: &'c Family, event: &'c EventKind) -> anyhow::Result<Self> {
        let shapes = shapes(family, event);
        let mut parts: Vec<Part> = Vec::new();
        let mut envelopes: Vec<(&str, usize)> = Vec::new();
        for shape in &shapes {
            if let Some((_, known)) = envelopes.iter().find(|(file, _)| Some(*file) == shape.envelope) {
                parts[*known].shapes.push(shape.name.to_owned());
                continue;
            }
            let is_envelope = !parts.is_empty();
            let rows = rows(catalogue, family, event, shape, is_envelope)?;
            if !rows.is_empty() {
                envelopes.extend(shape.envelope.map(|file| (file, parts.len())));
                parts.push(Part { shapes: vec![shape.name.to_owned()], is_envelope, rows });
            }
        }
        // What stands around a body is short and met first; it would be lost behind the body.
        if shapes.first().is_some_and(|usual| usual.envelope.is_none()) && !parts.is_empty() {
            parts.rotate_left(1);
        }
        Ok(Self {
            family,
            event,
            twins: family.twins_of(event).map(|twin| twin.name.as_str()).collect(),
            samples: samples_of(family, event),
            shapes,
            parts,
        })
    }

    /// The page of an event that was named.
    ///
    /// # Errors
    ///
    /// As [`EventPage::new`].
    pub fn of(catalogue: &'c Catalogue, selected: &Selected<'c>) -> anyhow::Result<Option<Self>> {
        selected.event.map(|event| Self::new(catalogue, selected.family, event)).transpose()
    }
}

/// The fields of a shape's envelope and, in their place among them, those of the body.
fn rows(
    catalogue: &Catalogue,
    family: &Family,
    event: &EventKind,
    shape: &Shape<'_>,
    is_envelope: bool,
) -> anyhow::Result<Vec<FieldRow>> {
    let fields_of = |file: &str, start: &Pointer| -> anyhow::Result<Vec<FieldRow>> {
        let fields = catalogue.library.compiled(&family.schema_path(file))?.fields();
        Ok(fields.into_iter().map(|field| FieldRow { pointer: place(start, &field.path), field }).collect())
    };
    let mut rows = shape.envelope.map_or(Ok(Vec::new()), |file| fields_of(file, &Pointer::default()))?;
    // Of the names that the envelope allows, the payload has this event's own.
    let name = shape.event.map(ToString::to_string);
    for row in rows.iter_mut().filter(|row| Some(&row.pointer) == name.as_ref()) {
        row.field.meaning.values = vec![event.name.as_str().into()];
    }
    let root = shape.body.to_string();
    // The envelope leaves to the body's own schema what it is.
    for row in rows.iter_mut().filter(|row| row.pointer == root) {
        row.field.types = vec!["object".to_owned()];
    }
    if !is_envelope {
        let body = fields_of(&event.schema, shape.body)?;
        let at = rows.iter().position(|row| row.pointer == root).map_or(rows.len(), |index| index + 1);
        rows.splice(at..at, body);
    }
    Ok(rows)
}

fn place(start: &Pointer, path: &[Token]) -> String {
    let path: Pointer = path.iter().cloned().collect();
    start.concat(&path).to_string()
}

impl Presence {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Optional => "no",
            Self::Sometimes => "sometimes",
            Self::Advised => "advised",
            Self::Required => "yes",
        }
    }
}
