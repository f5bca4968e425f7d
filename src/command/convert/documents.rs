//! From the bytes of a source to payloads, whatever form they are in.

use crate::capture::{self, Arrays};
use crate::cli::InputKind;
use crate::command::inputs::layout;
use crate::formats::{BrokenLine, Unflat, Unflattened};
use crate::input::{KEPT_SOURCE, Label, Records, Source};
use crate::json::{Document, Node, Origin, Position, PreparedKey, SyntaxError};

/// One payload, or the reason why there is none.
pub(super) struct Payload<'d> {
    /// What it is called.
    pub(super) name: String,
    /// The file that it stands in.
    pub(super) file: &'d str,
    /// The text that it stands in, and where that begins in the file.
    pub(super) text: &'d [u8],
    pub(super) origin: Origin,
    /// Whether it is one of many in lines.
    pub(super) is_line: bool,
    /// Whether it is one of an array.
    pub(super) is_item: bool,
    /// Its value, or what is wrong with the text.
    pub(super) node: Result<Node<'d>, SyntaxError>,
}

type Each<'a> = dyn FnMut(Payload<'_>) -> anyhow::Result<()> + 'a;

/// How payloads are taken out of their documents.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) arrays: Arrays,
    /// Whether a source that a payload keeps counts as a part of it, as it does where only the form changes.
    pub(super) keeps_all: bool,
}

/// Walks through the payloads of JSON text.
pub(super) fn records(
    source: &Source,
    bytes: &[u8],
    input: Option<InputKind>,
    reading: Reading,
    each: &mut Each<'_>,
) -> anyhow::Result<()> {
    let mut records = Records::new(bytes, layout(input, source), source.is_stream());
    while let Some(record) = records.next() {
        let name = match record.label {
            Label::Only => source.name().to_owned(),
            Label::Line(line) => format!("{}:{line}", source.name()),
            Label::Number(number) => format!("{}@{number}", source.name()),
        };
        let payload = Payload {
            name,
            file: source.name(),
            text: record.text,
            origin: record.origin,
            is_line: matches!(record.label, Label::Line(_)),
            is_item: false,
            node: Err(nothing()),
        };
        match record.parsed {
            Err(error) => each(Payload { node: Err(error), ..payload })?,
            Ok(mut document) => {
                if reading.keeps_all {
                    document.take_back();
                }
                deliver(&document, reading.arrays, &payload, each)?;
                records.recycle(document);
            }
        }
    }
    Ok(())
}

/// Walks through the documents of flat lines.
pub(super) fn flat_documents(
    source: &Source,
    bytes: &[u8],
    reading: Reading,
    each: &mut Each<'_>,
) -> anyhow::Result<()> {
    let text = String::from_utf8_lossy(bytes);
    let mut documents = Unflat::new(&text).peekable();
    let mut is_first = true;
    while let Some(Unflattened { line, json }) = documents.next() {
        let is_only = std::mem::take(&mut is_first) && documents.peek().is_none();
        let payload = |text, line, node| Payload {
            name: if is_only { source.name().to_owned() } else { format!("{}:{line}", source.name()) },
            file: source.name(),
            text,
            origin: Origin(Position { line, column: 1 }),
            is_line: !is_only,
            is_item: false,
            node,
        };
        match json {
            Err(BrokenLine { line, text, reason }) => {
                let error = SyntaxError { at: 0, end: text.len(), message: reason, help: None };
                each(payload(text.as_bytes(), line, Err(error)))?;
            }
            Ok(json) => match Document::parse(json.as_bytes()) {
                Err(error) => each(payload(json.as_bytes(), line, Err(error)))?,
                Ok(mut document) => {
                    if !reading.keeps_all {
                        document.set_aside(&PreparedKey::new(KEPT_SOURCE));
                    }
                    deliver(&document, reading.arrays, &payload(json.as_bytes(), line, Err(nothing())), each)?;
                }
            },
        }
    }
    Ok(())
}

/// Stands in for a value until there is one.
fn nothing() -> SyntaxError {
    SyntaxError { at: 0, end: 0, message: String::new(), help: None }
}

fn deliver(document: &Document<'_>, arrays: Arrays, payload: &Payload<'_>, each: &mut Each<'_>) -> anyhow::Result<()> {
    for delivery in capture::deliveries(document, arrays) {
        let name = delivery.index.map_or_else(|| payload.name.clone(), |index| format!("{}#/{index}", payload.name));
        each(Payload {
            name,
            file: payload.file,
            text: payload.text,
            origin: payload.origin,
            is_line: payload.is_line,
            is_item: delivery.index.is_some(),
            node: Ok(delivery.body),
        })?;
    }
    Ok(())
}
