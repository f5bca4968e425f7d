//! `json`: one document, written as the run goes. Its shape is private to this file and stable; a version says when it
//! changes.

use crate::report::{PayloadReport, Placed, Summary, Verdict};
use serde::Serialize;
use std::io::{self, Write};

/// The version of the shape.
const VERSION: u32 = 1;

/// Writes the document's parts in their order.
#[derive(Debug, Default)]
pub struct Document {
    begun: bool,
}

#[derive(Serialize)]
struct Payload<'a> {
    name: &'a str,
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

#[derive(Serialize)]
struct Totals<'a> {
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

impl Document {
    pub(super) fn payload(&mut self, out: &mut dyn Write, report: &PayloadReport) -> io::Result<()> {
        let Some(verdict) = verdict(report) else {
            return Ok(());
        };
        if self.begun {
            out.write_all(b",\n  ")?;
        } else {
            write!(out, "{{\"version\":{VERSION},\"payloads\":[\n  ")?;
            self.begun = true;
        }
        Ok(serde_json::to_writer(out, &Payload::of(report, verdict))?)
    }

    pub(super) fn finish(self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if self.begun {
            out.write_all(b"\n],\"summary\":")?;
        } else {
            write!(out, "{{\"version\":{VERSION},\"payloads\":[],\"summary\":")?;
        }
        serde_json::to_writer(&mut *out, &Totals::of(summary))?;
        out.write_all(b"}\n")
    }
}

/// The word for a verdict; skipped payloads are only counted.
fn verdict(report: &PayloadReport) -> Option<&'static str> {
    match report.verdict {
        Verdict::Valid => Some("valid"),
        Verdict::Invalid => Some("invalid"),
        Verdict::Unreadable => Some("unreadable"),
        Verdict::Skipped => None,
    }
}

impl<'a> Payload<'a> {
    fn of(report: &'a PayloadReport, verdict: &'static str) -> Self {
        Self {
            name: &report.name,
            family: report.identity.family.as_deref(),
            event: report.identity.event(),
            candidates: &report.identity.candidates,
            shape: report.identity.shape.as_deref(),
            verdict,
            findings: report.findings.iter().map(Finding::of).collect(),
            message: report.message.as_deref(),
        }
    }
}

impl<'a> Finding<'a> {
    fn of(placed: &'a Placed) -> Self {
        let finding = &placed.finding;
        Self {
            rule: finding.rule.id(),
            severity: match finding.severity {
                crate::finding::Severity::Error => "error",
                crate::finding::Severity::Advice => "advice",
            },
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
    fn of(summary: &'a Summary) -> Self {
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
