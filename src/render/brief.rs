//! `brief`: one line for each finding, in the grammar that editors and CI matchers know. Keeps nothing.

use super::Format;
use super::style::{Style, safe};
use super::summary::truncated;
use crate::finding::Finding;
use crate::report::{PayloadReport, Placed, Summary, Verdict};
use std::io::{self, Write};

/// A line for each finding.
#[derive(Debug)]
pub struct Brief(pub Style);

impl Format for Brief {
    fn payload(&mut self, out: &mut dyn Write, report: &PayloadReport, shown: &[Placed]) -> io::Result<()> {
        for placed in shown {
            writeln!(out, "{}", line(report, placed, self.0))?;
        }
        valid(out, report, self.0)
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        truncated(out, summary)
    }
}

/// `file:line:column: error: what is wrong [rule]`
pub(super) fn line(report: &PayloadReport, placed: &Placed, style: Style) -> String {
    let finding = &placed.finding;
    format!(
        "{} {}: {} {}",
        style.bold(place(report.name.file(), placed)),
        style.severity(finding.severity),
        safe(&finding.message),
        style.dim(format!("[{}]", finding.rule))
    )
}

/// `file:line:column:`
pub(super) fn place(file: &str, placed: &Placed) -> String {
    format!("{}:{}:{}:", safe(file), placed.start.line, placed.start.column)
}

/// What is said of a finding beside its message: where it is, what the field means, and the way out.
pub(super) fn notes(finding: &Finding) -> impl Iterator<Item = String> {
    /// Who reads a longer pointer is a program, and has it in JSON.
    const SHOWN: usize = 512;
    let pointer = finding.pointer.to_string();
    let end = pointer.char_indices().nth(SHOWN).map(|(end, _)| end);
    let pointer = safe(&end.map_or(pointer.clone(), |end| format!("{}...", &pointer[..end])));
    let meaning = finding.meaning.as_ref().map_or(String::new(), |meaning| format!(": {}", safe(meaning)));
    let at = (!pointer.is_empty()).then(|| format!("at {pointer}{meaning}"));
    let help = finding.help.as_ref().map(|help| format!("help: {}", safe(help)));
    at.into_iter().chain(help)
}

/// All that is said of a finding but its place in the file.
pub(super) fn in_full(finding: &Finding, separator: &str) -> String {
    std::iter::once(safe(&finding.message)).chain(notes(finding)).collect::<Vec<_>>().join(separator)
}

/// Names a valid payload and what it is, when that was asked for.
pub(super) fn valid(out: &mut dyn Write, report: &PayloadReport, style: Style) -> io::Result<()> {
    if !style.verbose || report.verdict != Verdict::Valid {
        return Ok(());
    }
    let shape = report.identity.shape.as_ref().map_or(String::new(), |shape| style.dim(format!(" [{shape}]")));
    let what = report.identity.in_words().map_or(String::new(), |words| format!(": {words}{shape}"));
    writeln!(out, "{}: {}{what}", safe(&report.name.to_string()), style.good("valid"))
}
