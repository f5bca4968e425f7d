//! `text`: each finding with the line that it stands on, the field's meaning and the way out.

use super::brief;
use super::style::{Style, safe};
use crate::report::{Excerpt, PayloadReport, Placed};
use std::io::{self, Write};

pub(super) fn payload(out: &mut dyn Write, report: &PayloadReport, style: Style) -> io::Result<()> {
    for placed in &report.findings {
        finding(out, report, placed, style)?;
    }
    brief::valid(out, report, style)
}

fn finding(out: &mut dyn Write, report: &PayloadReport, placed: &Placed, style: Style) -> io::Result<()> {
    writeln!(out, "{}", brief::line(report, placed, style))?;
    let number = placed.start.line.to_string();
    let gutter = " ".repeat(number.len());
    if let Some(Excerpt { text, indent, width }) = &placed.excerpt {
        let mark = style.mark(placed.finding.severity, "^".repeat(*width));
        writeln!(out, "{gutter} {}", style.dim("|"))?;
        writeln!(out, "{} {text}", style.dim(format!("{number} |")))?;
        writeln!(out, "{gutter} {} {}{mark}", style.dim("|"), " ".repeat(*indent))?;
    }
    let finding = &placed.finding;
    let pointer = safe(&finding.pointer.to_string());
    match (&finding.meaning, pointer.is_empty()) {
        (Some(meaning), false) => writeln!(out, "{gutter} {} at {pointer}: {}", style.dim("="), safe(meaning))?,
        (None, false) => writeln!(out, "{gutter} {} at {pointer}", style.dim("="))?,
        (_, true) => {}
    }
    if let Some(help) = &finding.help {
        writeln!(out, "{gutter} {} {} {}", style.dim("="), style.bold("help:"), safe(help))?;
    }
    writeln!(out)
}
