//! `json` and `ndjson`: what is shown of a payload, for programs. Keeps one payload at a time.

use crate::render::json::Payload;
use crate::report::PayloadReport;
use crate::show::Row;
use serde::Serialize;
use serde_json::value::RawValue;
use std::io::{self, Write};

/// The version of the shape.
const VERSION: u32 = 1;

/// A payload with its fields.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    payload: Payload<'a>,
    fields: &'a [Field],
}

/// One value.
#[derive(Serialize)]
struct Field {
    pointer: String,
    path: String,
    #[serde(rename = "type")]
    kind: &'static str,
    value: Box<RawValue>,
    masked: bool,
    said: Option<String>,
    meaning: Option<String>,
}

/// The fields of one payload.
#[derive(Default)]
pub struct JsonFields(Vec<Field>);

impl JsonFields {
    /// Adds a value, whose place is spelled `path`.
    ///
    /// # Errors
    ///
    /// Never, as the value is JSON.
    pub fn row(&mut self, path: String, row: Row<'_>) -> io::Result<()> {
        let Row { pointer, kind, value, masked, said, meaning } = row;
        let said = said.map(|said| said.text);
        let value = RawValue::from_string(value.into_owned())?;
        self.0.push(Field { pointer: pointer.to_string(), path, kind: kind.name(), value, masked, said, meaning });
        Ok(())
    }
}

/// One JSON document, or one for each payload.
#[derive(Debug, Clone, Copy)]
pub struct ShownJson {
    is_lines: bool,
    begun: bool,
}

impl ShownJson {
    /// Begins without payloads; with `is_lines` each is a document on its own line.
    pub fn new(is_lines: bool) -> Self {
        Self { is_lines, begun: false }
    }

    /// Writes a payload.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn payload(&mut self, out: &mut dyn Write, report: &PayloadReport, fields: &JsonFields) -> io::Result<()> {
        let Some(payload) = Payload::of(report, &report.findings) else {
            return Ok(());
        };
        if !self.is_lines {
            self.begin(out, ",\n  ", "\n  ")?;
        }
        serde_json::to_writer(&mut *out, &Shown { payload, fields: &fields.0 })?;
        out.write_all(if self.is_lines { b"\n" } else { b"" })
    }

    /// Writes what stands after the last payload.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.is_lines {
            return Ok(());
        }
        self.begin(out, "\n", "")?;
        out.write_all(b"]}\n")
    }

    /// Begins the document, or goes on with it.
    fn begin(&mut self, out: &mut dyn Write, next: &str, first: &str) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return out.write_all(next.as_bytes());
        }
        write!(out, "{{\"version\":{VERSION},\"payloads\":[{first}")
    }
}
