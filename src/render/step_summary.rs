//! The summary of a step in GitHub Actions: Markdown with the verdicts and the first invalid payloads. Keeps a row for each
//! of these.

use super::Format;
use super::markdown::{cell, code, prose};
use crate::report::{PayloadReport, Placed, Summary, Verdict};
use crate::words::{counted, grouped};
use std::borrow::Cow;
use std::io::{self, Write};

/// How many payloads are listed. GitHub takes no more than 1 MiB for a step.
const MOST: usize = 50;

/// How many characters of a cell are shown.
const WIDEST: usize = 240;

/// A summary for GitHub.
#[derive(Debug, Default)]
pub struct StepSummary {
    rows: Vec<[String; 3]>,
}

impl Format for StepSummary {
    fn payload(&mut self, _: &mut dyn Write, report: &PayloadReport, _: &[Placed]) -> io::Result<()> {
        if self.rows.len() < MOST && matches!(report.verdict, Verdict::Invalid | Verdict::Unreadable) {
            self.rows.push(row(report));
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let wrong = summary.invalid + summary.unreadable;
        writeln!(out, "### hookspect: {}\n", headline(summary, wrong))?;
        writeln!(out, "| payloads | valid | with advice | invalid | unreadable | skipped |")?;
        writeln!(out, "|---:|---:|---:|---:|---:|---:|")?;
        let Summary { payloads, valid, advice, invalid, unreadable, skipped, .. } = summary;
        writeln!(out, "| {payloads} | {valid} | {advice} | {invalid} | {unreadable} | {skipped} |\n")?;
        if self.rows.is_empty() {
            return Ok(());
        }
        writeln!(out, "| payload | event | first finding |\n|---|---|---|")?;
        for [payload, event, finding] in &self.rows {
            writeln!(out, "| {payload} | {event} | {finding} |")?;
        }
        writeln!(out)?;
        match wrong - self.rows.len() {
            0 => Ok(()),
            more => writeln!(out, "... and {} more\n", grouped(more)),
        }
    }
}

fn headline(summary: &Summary, wrong: usize) -> String {
    let payloads = counted(summary.payloads, "payload");
    match wrong {
        0 if summary.payloads == 0 => "no payload found".to_owned(),
        0 => format!("{payloads}, nothing wrong"),
        _ => format!("{wrong} of {payloads} with errors"),
    }
}

fn row(report: &PayloadReport) -> [String; 3] {
    let first = match (&report.message, report.foremost()) {
        (Some(message), _) => cell(&prose(&cut(message))),
        (None, Some(Placed { finding, start, .. })) => {
            format!("{}:{} {} [{}]", start.line, start.column, cell(&prose(&cut(&finding.message))), finding.rule)
        }
        (None, None) => String::new(),
    };
    let code = |text: &str| cell(&code(&cut(text)));
    [code(&report.name.to_string()), code(&report.identity.candidates.join(" or ")), first]
}

/// A text with its end cut off where it is long.
fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}...", &text[..end]).into(),
        None => text.into(),
    }
}
