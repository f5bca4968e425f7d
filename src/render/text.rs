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
    if !pointer.is_empty() {
        let meaning = finding.meaning.as_ref().map_or(String::new(), |meaning| format!(": {}", safe(meaning)));
        note(out, &gutter, &format!("at {pointer}{meaning}"), style)?;
    }
    if let Some(help) = &finding.help {
        note(out, &gutter, &format!("help: {}", safe(help)), style)?;
    }
    writeln!(out)
}

/// A line after `=`, broken where it is wider than the terminal.
fn note(out: &mut dyn Write, gutter: &str, text: &str, style: Style) -> io::Result<()> {
    let room = style.columns.map_or(usize::MAX, |columns| columns.saturating_sub(gutter.len() + 3).max(20));
    let lines = textwrap::wrap(text, textwrap::Options::new(room).break_words(false));
    for (index, line) in lines.iter().enumerate() {
        let sign = if index == 0 { style.dim("=") } else { " ".into() };
        let line = match line.strip_prefix("help:").filter(|_| index == 0) {
            Some(rest) => format!("{}{rest}", style.bold("help:")),
            None => line.to_string(),
        };
        writeln!(out, "{gutter} {sign} {line}")?;
    }
    Ok(())
}
