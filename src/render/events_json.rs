//! The families and events as JSON, for other programs.

use crate::family::{EventKind, Family};
use crate::reference::{EventPage, FieldRow, Part, Shape};
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};

/// The version of the shapes in this file.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Listing<'a> {
    version: u32,
    families: Vec<FamilyEntry<'a>>,
}

#[derive(Serialize)]
struct FamilyEntry<'a> {
    id: &'a str,
    name: &'a str,
    title: &'a str,
    docs: &'a str,
    events: Vec<EventEntry<'a>>,
    /// Events that are recognised and have no schema.
    unsupported: Vec<&'a str>,
}

#[derive(Serialize)]
struct EventEntry<'a> {
    name: &'a str,
    title: &'a str,
    aliases: &'a [String],
    twins: Vec<&'a str>,
    docs: Option<&'a str>,
}

#[derive(Serialize)]
struct Page<'a> {
    version: u32,
    family: &'a str,
    event: &'a str,
    title: &'a str,
    aliases: &'a [String],
    twins: &'a [&'a str],
    docs: Option<&'a str>,
    shapes: Vec<ShapeEntry<'a>>,
    fields: Vec<FieldEntry<'a>>,
    /// The variants of samples that there are beside the plain one.
    samples: Vec<&'a str>,
    example: Option<Value>,
}

#[derive(Serialize)]
struct ShapeEntry<'a> {
    name: &'a str,
    body: String,
    event: Option<String>,
}

#[derive(Serialize)]
struct FieldEntry<'a> {
    /// Where it is found in payloads of these shapes.
    pointer: &'a str,
    shapes: &'a [String],
    types: &'a [String],
    items: &'a [String],
    required: &'static str,
    title: Option<&'a str>,
    description: Option<&'a str>,
    unit: Option<&'a str>,
    personal: Option<&'a str>,
    format: Option<&'a str>,
    values: &'a [Value],
    volatile: bool,
    docs: Option<&'a str>,
}

/// Lists the events of all families.
///
/// # Errors
///
/// When the output takes no more.
pub fn events_json(out: &mut dyn Write, families: &[Family]) -> io::Result<()> {
    write(out, &Listing { version: VERSION, families: families.iter().map(FamilyEntry::of).collect() })
}

/// Explains one event.
///
/// # Errors
///
/// When the output takes no more.
pub fn event_json(out: &mut dyn Write, page: &EventPage<'_>) -> io::Result<()> {
    let example = page.samples.first().and_then(|sample| serde_json::from_slice(sample.text).ok());
    write(
        out,
        &Page {
            version: VERSION,
            family: &page.family.id,
            event: &page.event.name,
            title: &page.event.title,
            aliases: &page.event.aliases,
            twins: &page.twins,
            docs: page.event.docs.as_deref(),
            shapes: page.shapes.iter().map(ShapeEntry::of).collect(),
            fields: page.parts.iter().flat_map(|part| part.rows.iter().map(|row| FieldEntry::of(part, row))).collect(),
            samples: page.samples.iter().filter_map(|sample| sample.variant).collect(),
            example,
        },
    )
}

fn write(out: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    writeln!(out)
}

impl<'a> FamilyEntry<'a> {
    fn of(family: &'a Family) -> Self {
        Self {
            id: &family.id,
            name: family.name(),
            title: family.title(),
            docs: family.docs(),
            events: family.events().iter().map(|event| EventEntry::of(family, event)).collect(),
            unsupported: family.unsupported().flat_map(|(names, _)| names).map(String::as_str).collect(),
        }
    }
}

impl<'a> EventEntry<'a> {
    fn of(family: &'a Family, event: &'a EventKind) -> Self {
        Self {
            name: &event.name,
            title: &event.title,
            aliases: &event.aliases,
            twins: family.twins_of(event).map(|twin| twin.name.as_str()).collect(),
            docs: event.docs.as_deref(),
        }
    }
}

impl<'a> ShapeEntry<'a> {
    fn of(shape: &'a Shape<'_>) -> Self {
        Self { name: shape.name, body: shape.body.to_string(), event: shape.event.map(ToString::to_string) }
    }
}

impl<'a> FieldEntry<'a> {
    fn of(part: &'a Part, row: &'a FieldRow) -> Self {
        let meaning = &row.field.meaning;
        Self {
            pointer: &row.pointer,
            shapes: &part.shapes,
            types: &row.field.types,
            items: &row.field.inner,
            required: row.field.presence.word(),
            title: meaning.title.as_deref(),
            description: meaning.description.as_deref(),
            unit: meaning.unit.as_deref(),
            personal: meaning.personal.as_deref(),
            format: meaning.format.as_deref(),
            values: &meaning.values,
            volatile: meaning.marks.volatile,
            docs: meaning.docs.as_deref(),
        }
    }
}
