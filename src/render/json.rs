//! `json`: one document, written as the run goes. Its shape is private to this room and stable; a version says when it
//! changes, and `schema/validate.json` describes it. Keeps nothing.

use super::Format;
use crate::report::{PayloadReport, Placed, Summary, Verdict};
use serde::Serialize;
use std::io::{self, Write};

/// The version of the shape.
const VERSION: u32 = 1;

/// One JSON document.
#[derive(Debug, Default)]
pub struct Json {
    begun: bool,
}

/// What is printed of a payload.
#[derive(Serialize)]
pub(super) struct Payload<'a> {
    name: String,
    family: Option<&'a str>,
    event: Option<&'a str>,
    candidates: &'a [String],
    shape: Option<&'a str>,
    verdict: &'static str,
    findings: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'static str,
    severity: &'static str,
    pointer: String,
    line: u64,
    column: u64,
    end_line: u64,
    end_column: u64,
    message: &'a str,
    help: Option<&'a str>,
    docs: Option<&'a str>,
    advice: bool,
}

/// What is printed of a run.
#[derive(Serialize)]
pub(super) struct Totals<'a> {
    payloads: usize,
    valid: usize,
    advice: usize,
    invalid: usize,
    unreadable: usize,
    skipped: usize,
    errors: usize,
    advices: usize,
    truncated: usize,
    events: Vec<Seen<'a>>,
}

#[derive(Serialize)]
struct Seen<'a> {
    family: &'a str,
    event: &'a str,
    count: usize,
}

impl Format for Json {
    fn payload(&mut self, out: &mut dyn Write, report: &PayloadReport, shown: &[Placed]) -> io::Result<()> {
        let Some(payload) = Payload::of(report, shown) else {
            return Ok(());
        };
        if self.begun {
            out.write_all(b",\n  ")?;
        } else {
            write!(out, "{{\"version\":{VERSION},\"payloads\":[\n  ")?;
            self.begun = true;
        }
        Ok(serde_json::to_writer(out, &payload)?)
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if self.begun {
            out.write_all(b"\n],\"summary\":")?;
        } else {
            write!(out, "{{\"version\":{VERSION},\"payloads\":[],\"summary\":")?;
        }
        serde_json::to_writer(&mut *out, &Totals::of(summary))?;
        out.write_all(b"}\n")
    }
}

impl<'a> Payload<'a> {
    /// The payload with those of its findings that are shown; nothing of one that was skipped, which is only counted.
    pub(super) fn of(report: &'a PayloadReport, shown: &'a [Placed]) -> Option<Self> {
        let verdict = match report.verdict {
            Verdict::Valid => "valid",
            Verdict::Invalid => "invalid",
            Verdict::Unreadable => "unreadable",
            Verdict::Skipped => return None,
        };
        Some(Self {
            name: report.name.to_string(),
            family: report.identity.family.as_deref(),
            event: report.identity.event(),
            candidates: &report.identity.candidates,
            shape: report.identity.shape.as_deref(),
            verdict,
            findings: shown.iter().map(Finding::of).collect(),
            message: report.message.as_deref(),
        })
    }
}

impl<'a> Finding<'a> {
    fn of(placed: &'a Placed) -> Self {
        let finding = &placed.finding;
        Self {
            rule: finding.rule.id(),
            severity: finding.severity.word(),
            pointer: finding.pointer.to_string(),
            line: placed.start.line,
            column: placed.start.column,
            end_line: placed.end.line,
            end_column: placed.end.column,
            message: &finding.message,
            help: finding.help.as_deref(),
            docs: finding.docs.as_deref(),
            advice: finding.advice,
        }
    }
}

impl<'a> Totals<'a> {
    /// The totals.
    pub(super) fn of(summary: &'a Summary) -> Self {
        let events =
            summary.events.iter().map(|seen| Seen { family: &seen.family, event: &seen.event, count: seen.count });
        Self {
            payloads: summary.payloads,
            valid: summary.valid,
            advice: summary.advice,
            invalid: summary.invalid,
            unreadable: summary.unreadable,
            skipped: summary.skipped,
            errors: summary.errors,
            advices: summary.advices,
            truncated: summary.truncated,
            events: events.collect(),
        }
    }
}
