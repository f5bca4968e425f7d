//! `text`: each finding with the line that it stands on, the field's meaning and the way out. Keeps nothing.

use super::style::Style;
use super::summary::truncated;
use super::{Format, brief};
use crate::report::{Excerpt, PayloadReport, Placed, Summary};
use std::io::{self, Write};

/// Findings for people.
#[derive(Debug)]
pub struct Text(pub Style);

impl Format for Text {
    fn payload(&mut self, out: &mut dyn Write, report: &PayloadReport, shown: &[Placed]) -> io::Result<()> {
        for placed in shown {
            finding(out, report, placed, self.0)?;
        }
        brief::valid(out, report, self.0)
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        truncated(out, summary)
    }
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
    for text in brief::notes(&placed.finding) {
        note(out, &gutter, &text, style)?;
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
