//! `table`: one row for each payload. Keeps the rows, as the columns' widths are known at the end only.

use super::Format;
use super::columns::columns;
use super::style::{Style, safe};
use super::summary::truncated;
use crate::finding::Severity;
use crate::report::{PayloadReport, Placed, Summary, Verdict};
use crate::words::counted;
use std::io::{self, Write};

/// A row for each payload.
#[derive(Debug)]
pub struct Table {
    style: Style,
    rows: Vec<[String; 5]>,
    /// Whether findings are left out by now, and with them all further rows.
    is_full: bool,
}

impl Table {
    /// Begins without rows.
    pub fn new(style: Style) -> Self {
        Self { style, rows: Vec::new(), is_full: false }
    }
}

impl Format for Table {
    fn payload(&mut self, _: &mut dyn Write, report: &PayloadReport, shown: &[Placed]) -> io::Result<()> {
        self.is_full |= shown.is_empty() && !report.findings.is_empty();
        if !self.is_full {
            self.rows.push(row(report));
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let header = ["payload", "event", "family", "verdict", "first finding"];
        columns(out, header, self.rows.drain(..), self.style.columns)?;
        truncated(out, summary)
    }
}

fn row(report: &PayloadReport) -> [String; 5] {
    let identity = &report.identity;
    let first = match (&report.message, report.foremost()) {
        (Some(message), _) => safe(message),
        (None, Some(Placed { finding, start, .. })) => {
            format!("{}:{} {}", start.line, start.column, safe(&finding.message))
        }
        (None, None) => String::new(),
    };
    [
        safe(&report.name.to_string()),
        safe(&identity.candidates.join(" or ")),
        safe(identity.vendor.as_deref().unwrap_or_default()),
        verdict(report),
        first,
    ]
}

/// The verdict, with the number of what led to it.
pub(super) fn verdict(report: &PayloadReport) -> String {
    match (report.verdict, report.count(Severity::Error), report.count(Severity::Advice)) {
        (Verdict::Valid, _, 0) => "valid".to_owned(),
        (Verdict::Valid, _, advices) => format!("valid, {advices} advice"),
        (Verdict::Invalid, errors, 0) => counted(errors, "error"),
        (Verdict::Invalid, errors, advices) => format!("{}, {advices} advice", counted(errors, "error")),
        (Verdict::Unreadable, ..) => "unreadable".to_owned(),
        (Verdict::Skipped, ..) => "skipped".to_owned(),
    }
}
