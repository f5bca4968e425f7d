//! The summary of a step in GitHub Actions: Markdown with the verdicts and the first invalid payloads. Keeps a row for each
//! of these.

use super::Format;
use super::style::safe;
use crate::report::{PayloadReport, Placed, Summary, Verdict};
use crate::words::{counted, grouped};
use std::fmt::Write as _;
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
        (Some(message), _) => literal(message),
        (None, Some(Placed { finding, start, .. })) => {
            format!("{}:{} {} [{}]", start.line, start.column, literal(&finding.message), finding.rule)
        }
        (None, None) => String::new(),
    };
    [code(&report.name.to_string()), code(&report.identity.candidates.join(" or ")), first]
}

/// Text from the input, cut to a width and with every character spelled out that means something in Markdown or HTML.
fn literal(text: &str) -> String {
    let text = safe(text);
    let mut out = String::with_capacity(text.len());
    for (index, character) in text.chars().enumerate() {
        if index == WIDEST {
            out.push_str("...");
            break;
        }
        if character.is_ascii_punctuation() && !matches!(character, '.' | ',' | '-' | '/' | ' ') {
            // Writing to a String cannot fail.
            let _ = write!(out, "&#{};", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

/// The same as code, so that a name is not taken for a link or a person.
fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<code>{}</code>", literal(text)) }
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn nothing_of_the_input_is_markup() {
        assert_eq!(literal("a|b"), "a&#124;b");
        assert_eq!(literal("<b>&*_`\\["), "&#60;b&#62;&#38;&#42;&#95;&#96;&#92;&#91;");
        assert_eq!(literal("a\nb\u{202e}"), "a&#92;u000ab&#92;u202e");
        assert_eq!(literal(&"x".repeat(500)).len(), 243);
    }
}
