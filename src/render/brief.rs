//! `brief`: one line for each finding, in the grammar that editors and CI matchers know.

use super::style::{Style, safe};
use crate::report::{PayloadReport, Placed, Verdict};
use std::io::{self, Write};

pub(super) fn payload(out: &mut dyn Write, report: &PayloadReport, style: Style) -> io::Result<()> {
    for placed in &report.findings {
        writeln!(out, "{}", line(report, placed, style))?;
    }
    valid(out, report, style)
}

/// `file:line:column: error: what is wrong [rule]`
pub(super) fn line(report: &PayloadReport, placed: &Placed, style: Style) -> String {
    let place = format!("{}:{}:{}:", safe(&report.file), placed.start.line, placed.start.column);
    let finding = &placed.finding;
    format!(
        "{} {}: {} {}",
        style.bold(place),
        style.severity(finding.severity),
        safe(&finding.message),
        style.dim(format!("[{}]", finding.rule))
    )
}

/// Names a valid payload and what it is, when that was asked for.
pub(super) fn valid(out: &mut dyn Write, report: &PayloadReport, style: Style) -> io::Result<()> {
    if !style.verbose || report.verdict != Verdict::Valid {
        return Ok(());
    }
    let shape = report.identity.shape.as_ref().map_or(String::new(), |shape| style.dim(format!(" [{shape}]")));
    let what = report.identity.in_words().map_or(String::new(), |words| format!(": {words}{shape}"));
    writeln!(out, "{}: {}{what}", safe(&report.name), style.good("valid"))
}
