//! The loss report as JSON: one document, whose records are written each by itself.

use crate::convert::Conversion;
use serde::Serialize;
use serde_json::value::RawValue;
use std::io;

/// What stands for a personal value.
const MASK: &str = "\"\u{2022}\u{2022}\u{2022}\"";

/// Writes the records of a report.
#[derive(Debug, Clone, Copy)]
pub struct LossReport {
    shows_personal: bool,
}

#[derive(Serialize)]
struct Record<'a> {
    name: &'a str,
    event: Option<&'a str>,
    target: Option<&'a str>,
    written: bool,
    mapped: Vec<Mapped>,
    changed: Vec<Changed>,
    dropped: Vec<Dropped<'a>>,
    kept: Vec<Place>,
    missing: Vec<Missing<'a>>,
    assumed: Vec<Assumed<'a>>,
    problems: Vec<Problem<'a>>,
}

#[derive(Serialize)]
struct Mapped {
    pointer: String,
    to: String,
}

#[derive(Serialize)]
struct Changed {
    pointer: String,
    from: Box<RawValue>,
    to: Box<RawValue>,
}

#[derive(Serialize)]
struct Place {
    pointer: String,
}

#[derive(Serialize)]
struct Dropped<'a> {
    pointer: String,
    reason: &'a str,
    at: Vec<String>,
}

#[derive(Serialize)]
struct Missing<'a> {
    pointer: String,
    meaning: Option<&'a str>,
}

#[derive(Serialize)]
struct Assumed<'a> {
    pointer: String,
    value: Box<RawValue>,
    reason: &'a str,
}

#[derive(Serialize)]
struct Problem<'a> {
    rule: &'static str,
    pointer: String,
    message: &'a str,
    help: Option<&'a str>,
}

impl LossReport {
    /// What stands before the first record.
    pub const START: &str = "{\"version\":1,\"records\":[\n";

    /// What stands between records.
    pub const BETWEEN: &str = ",\n";

    /// What stands after the last record.
    pub const END: &str = "\n]}\n";

    /// Values of personal fields stand in the report only where they shall.
    pub fn new(shows_personal: bool) -> Self {
        Self { shows_personal }
    }

    /// Adds what became of one payload to the records written so far.
    ///
    /// # Errors
    ///
    /// When something in it is no JSON, which it is.
    pub fn record(&self, out: &mut Vec<u8>, name: &str, conversion: &Conversion) -> io::Result<()> {
        out.extend_from_slice(if out.is_empty() { b"" } else { Self::BETWEEN.as_bytes() });
        let loss = &conversion.loss;
        let places = |pointers: &[crate::json::Pointer]| {
            pointers.iter().map(|pointer| Place { pointer: pointer.to_string() }).collect()
        };
        let record = Record {
            name,
            event: loss.event.as_deref(),
            target: loss.target.as_deref(),
            written: conversion.document.is_some(),
            mapped: loss.mapped.iter().map(|(at, to)| Mapped { pointer: at.to_string(), to: to.to_string() }).collect(),
            changed: loss.changed.iter().map(|changed| self.changed(changed)).collect(),
            dropped: loss
                .dropped
                .iter()
                .map(|dropped| Dropped {
                    pointer: dropped.pointer.to_string(),
                    reason: dropped.reason.id(),
                    at: dropped.reason.places().iter().map(ToString::to_string).collect(),
                })
                .collect(),
            kept: places(&loss.kept),
            missing: loss
                .missing
                .iter()
                .map(|missing| Missing { pointer: missing.pointer.to_string(), meaning: missing.meaning.as_deref() })
                .collect(),
            assumed: loss.assumed.iter().map(|assumed| self.assumed(assumed)).collect(),
            problems: conversion.problems.iter().map(problem).collect(),
        };
        serde_json::to_writer(&mut *out, &record)?;
        Ok(())
    }

    fn assumed(self, assumed: &crate::convert::Assumed) -> Assumed<'_> {
        let value = self.shown(&assumed.value, assumed.is_personal);
        Assumed { pointer: assumed.pointer.to_string(), value, reason: &assumed.reason }
    }

    fn shown(self, json: &str, is_personal: bool) -> Box<RawValue> {
        raw(if is_personal && !self.shows_personal { MASK } else { json })
    }

    fn changed(self, changed: &crate::convert::Changed) -> Changed {
        let shown = |json: &str| self.shown(json, changed.is_personal);
        Changed { pointer: changed.pointer.to_string(), from: shown(&changed.from), to: shown(&changed.to) }
    }
}

fn problem(finding: &crate::finding::Finding) -> Problem<'_> {
    Problem {
        rule: finding.rule.id(),
        pointer: finding.pointer.to_string(),
        message: &finding.message,
        help: finding.help.as_deref(),
    }
}

/// JSON text as it is.
fn raw(json: &str) -> Box<RawValue> {
    RawValue::from_string(json.to_owned()).unwrap_or_else(|_| RawValue::NULL.to_owned())
}
