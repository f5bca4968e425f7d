//! The payloads of one side.

use crate::Io;
use crate::finding::Finding;
use crate::input::{Label, Layout, Records, Source, Start};
use crate::json::{Document, Locator, Origin, Position, Tree};
use crate::render;

/// A payload that was read.
pub(super) struct Payload<'t> {
    pub(super) name: String,
    /// The file that it stands in.
    pub(super) file: String,
    pub(super) document: Document<'t>,
    pub(super) origin: Origin,
    /// How many stand before it in the file, those included that could not be read.
    pub(super) place: usize,
}

/// The payloads of a file.
pub(super) struct Side<'t> {
    pub(super) payloads: Vec<Payload<'t>>,
    /// Whether it may hold any number of payloads.
    pub(super) is_row: bool,
    /// The places of what could not be read.
    pub(super) broken: Vec<usize>,
    /// Whether there is something, and all of it could be read.
    pub(super) is_sound: bool,
}

/// How many keys that stand twice are named one by one.
const NAMED: usize = 8;

/// Reads the payloads of a file's bytes. What cannot be read is told.
pub(super) fn read<'t>(
    source: &Source,
    layout: Layout,
    bytes: &'t [u8],
    quiet: bool,
    io: &mut Io<'_>,
) -> std::io::Result<Side<'t>> {
    let is_row = matches!(layout, Layout::Lines);
    let mut side = Side { payloads: Vec::new(), is_row, broken: Vec::new(), is_sound: true };
    for (place, record) in Records::new(bytes, layout, Start::of_file(false), Tree::default()).enumerate() {
        side.is_row |= place > 0;
        let name = match record.label {
            Label::Only => source.name().to_owned(),
            Label::Line(line) => format!("{}:{line}", source.name()),
            Label::Number(number) => format!("{}@{number}", source.name()),
        };
        match record.parsed {
            Ok(document) => {
                let origin = record.origin;
                let payload = Payload { name, file: source.name().to_owned(), document, origin, place };
                if !quiet {
                    tell_duplicates(&payload, io)?;
                }
                side.payloads.push(payload);
            }
            Err(error) => {
                side.is_sound = false;
                side.broken.push(place);
                let Position { line, column } = record.origin.position(record.text, error.at);
                let help = error.help.map_or_else(String::new, |help| format!("\n  help: {help}"));
                let message = format!("{}:{line}:{column}: error: {}{help}", source.name(), error.message);
                writeln!(io.stderr, "{}", render::message(&message))?;
            }
        }
    }
    if side.payloads.is_empty() && side.is_sound {
        side.is_sound = false;
        let message = format!("{} holds no payload", source.name());
        writeln!(io.stderr, "{}", render::complaint("error", &message, None))?;
    }
    Ok(side)
}

/// Says why a payload has no meaning that could be compared.
pub(super) fn tell_fault(payload: &Payload<'_>, finding: &Finding, io: &mut Io<'_>) -> std::io::Result<()> {
    let Position { line, column } = payload.document.position(payload.origin, finding.span.start);
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\n  help: {help}"));
    let message = format!("{}:{line}:{column}: error: {}{help}", payload.file, finding.message);
    writeln!(io.stderr, "{}", render::message(&message))
}

/// Says which keys stand twice: other readers may take another of their values.
fn tell_duplicates(payload: &Payload<'_>, io: &mut Io<'_>) -> std::io::Result<()> {
    let document = &payload.document;
    let duplicates = document.duplicate_keys(document.root());
    let mut locator = Locator::new(document.text().as_bytes(), payload.origin);
    for duplicate in duplicates.iter().take(NAMED) {
        let Position { line, column } = locator.position(duplicate.key.start as usize);
        let first = document.position(payload.origin, duplicate.first.start).line;
        let message = format!(
            "{}:{line}:{column}: {} stands in line {first} of its object too: the last one counts",
            payload.file,
            crate::json::brief(&duplicate.name)
        );
        writeln!(io.stderr, "hookspect: note: {}", render::message(&message))?;
    }
    if duplicates.len() > NAMED {
        let more = duplicates.len() - NAMED;
        let file = render::message(&payload.file);
        writeln!(io.stderr, "hookspect: note: {file}: {more} more keys stand twice in their object")?;
    }
    Ok(())
}
