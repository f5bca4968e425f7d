//! From the text of an input to payloads, whatever form they are in.

use super::flat::FlatLines;
use super::form::Standing;
use crate::capture::{self, Arrays};
use crate::cli::InputKind;
use crate::formats::{BrokenLine, Unflat, Unflattened};
use crate::input::{Batch, KEPT_SOURCE, Label, Name};
use crate::json::{Document, Node, Origin, Position, PreparedKey, SyntaxError, Tree};
use std::sync::Arc;

/// One payload, or the reason why there is none.
pub(super) struct Payload<'d> {
    /// What it is called.
    pub(super) name: Name,
    /// The text that it stands in, and where that begins in the file.
    pub(super) text: &'d [u8],
    pub(super) origin: Origin,
    pub(super) standing: Standing,
    /// Its value, or what is wrong with the text.
    pub(super) node: Result<Node<'d>, &'d SyntaxError>,
}

/// How payloads are taken out of their documents.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) arrays: Arrays,
    /// Whether a source that a payload keeps counts as a part of it, as it does where only the form changes.
    pub(super) keeps_all: bool,
}

/// Where a document stands in its input.
struct Place<'d> {
    file: &'d Arc<str>,
    label: Label,
    text: &'d [u8],
    origin: Origin,
}

type Each<'a> = dyn FnMut(&Payload<'_>) -> anyhow::Result<()> + 'a;

impl Reading {
    /// The same for files of which it was said how they hold payloads.
    pub(super) fn as_said(self, input: Option<InputKind>) -> Self {
        match input {
            Some(InputKind::Array) => Self { arrays: Arrays::OfPayloads, ..self },
            Some(InputKind::Json) => Self { arrays: Arrays::ArePayloads, ..self },
            Some(InputKind::Ndjson | InputKind::Values) | None => self,
        }
    }

    /// Walks through the payloads of JSON text, in the space of an earlier document.
    pub(super) fn records(self, batch: &Batch, space: &mut Tree, each: &mut Each<'_>) -> anyhow::Result<()> {
        let mut records = batch.records(std::mem::take(space));
        while let Some(record) = records.next() {
            let place = Place { file: &batch.file, label: record.label, text: record.text, origin: record.origin };
            match record.parsed {
                Err(error) => place.broken(&error, each)?,
                Ok(mut document) => {
                    if self.keeps_all {
                        document.take_back();
                    }
                    self.deliver(&document, &place, each)?;
                    records.recycle(document);
                }
            }
        }
        *space = records.into_spare();
        Ok(())
    }

    /// Walks through the documents of flat lines.
    pub(super) fn flat(self, file: &Arc<str>, lines: &FlatLines, each: &mut Each<'_>) -> anyhow::Result<()> {
        let label = if lines.is_only { Label::Only } else { Label::Line(lines.line) };
        let Ok(text) = std::str::from_utf8(&lines.bytes) else {
            let place = Place::of_line(file, label, &lines.bytes, lines.line);
            return place.broken(&SyntaxError::not_utf8(&lines.bytes), each);
        };
        for Unflattened { line, json } in Unflat::from_line(text, lines.line) {
            match json {
                Err(BrokenLine { line, text, reason }) => {
                    let error = SyntaxError { at: 0, end: text.len(), message: reason, help: None };
                    Place::of_line(file, label, text.as_bytes(), line).broken(&error, each)?;
                }
                Ok(json) => {
                    let place = Place::of_line(file, label, json.as_bytes(), line);
                    match Document::parse(json.as_bytes()) {
                        Err(error) => place.broken(&error, each)?,
                        Ok(mut document) => {
                            if !self.keeps_all {
                                document.set_aside(&PreparedKey::of(KEPT_SOURCE));
                            }
                            self.deliver(&document, &place, each)?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn deliver(self, document: &Document<'_>, place: &Place<'_>, each: &mut Each<'_>) -> anyhow::Result<()> {
        for delivery in capture::deliveries(document, self.arrays) {
            each(&place.payload(delivery.index, Ok(delivery.body)))?;
        }
        Ok(())
    }
}

impl<'d> Place<'d> {
    /// The place of a text that begins a line with this number.
    fn of_line(file: &'d Arc<str>, label: Label, text: &'d [u8], line: u64) -> Self {
        Self { file, label, text, origin: Origin(Position { line, column: 1 }) }
    }
}

impl Place<'_> {
    fn broken(&self, error: &SyntaxError, each: &mut Each<'_>) -> anyhow::Result<()> {
        each(&self.payload(None, Err(error)))
    }

    fn payload<'p>(&'p self, index: Option<usize>, node: Result<Node<'p>, &'p SyntaxError>) -> Payload<'p> {
        Payload {
            name: Name::new(self.file, self.label, index),
            text: self.text,
            origin: self.origin,
            standing: Standing { is_line: matches!(self.label, Label::Line(_)), is_item: index.is_some() },
            node,
        }
    }
}
