//! `markdown`: a document for a ticket, a comment or a page.

use super::Page;
use super::document::Section;
use crate::finding::Severity;
use crate::render::markdown::{cell, code, prose};
use crate::render::summary::summary;
use crate::render::table::verdict;
use crate::report::{Placed, Summary};
use std::io::{self, Write};

/// A document in Markdown.
#[derive(Debug)]
pub(super) struct Markdown {
    page: Page,
}

impl Markdown {
    pub(super) fn new(page: Page) -> Self {
        Self { page }
    }

    pub(super) fn section(&self, out: &mut dyn Write, section: Section<'_>) -> io::Result<()> {
        let Section { number, card, report, fields, .. } = section;
        if number > 1 {
            writeln!(out)?;
        }
        writeln!(out, "## {}\n", self.prose(&card.headline))?;
        writeln!(out, "- verdict: **{}**", verdict(report))?;
        if let Some(kind) = super::card::kind(report) {
            writeln!(out, "- event: {}", self.prose(&kind))?;
        }
        for row in &card.rows {
            writeln!(out, "- {}: {}", row.label, self.prose(&row.parts.join(", ")))?;
        }
        writeln!(out, "- payload: {}", self.code(&report.name.to_string()))?;
        if let Some(message) = &report.message {
            writeln!(out, "- reason: {}", self.prose(message))?;
        }
        if !report.findings.is_empty() {
            // Without a line between them the two lists would be one.
            writeln!(out, "\nFindings:\n")?;
            report.findings.iter().try_for_each(|placed| self.finding(out, placed, section.place_of(placed)))?;
        }
        if fields.is_empty() { Ok(()) } else { self.fields(out, section) }
    }

    /// How many payloads there were, where there was more than one.
    pub(super) fn finish(&self, out: &mut dyn Write, counts: &Summary) -> io::Result<()> {
        if counts.payloads > 1 { writeln!(out, "\nTotal: {}", self.prose(&summary(counts, None))) } else { Ok(()) }
    }

    fn finding(&self, out: &mut dyn Write, placed: &Placed, place: Option<String>) -> io::Result<()> {
        let Placed { finding, start, .. } = placed;
        let message = self.prose(&finding.message);
        let severity = finding.severity.word();
        writeln!(
            out,
            "- **{severity}** in line {}, column {}: {message} (`{}`)",
            start.line, start.column, finding.rule
        )?;
        if let Some(place) = place {
            let meaning = finding.meaning.as_ref().map_or_else(String::new, |text| format!(": {}", self.prose(text)));
            writeln!(out, "  - at {}{meaning}", self.code(&place))?;
        }
        match &finding.help {
            Some(help) => writeln!(out, "  - help: {}", self.prose(help)),
            None => Ok(()),
        }
    }

    fn fields(&self, out: &mut dyn Write, section: Section<'_>) -> io::Result<()> {
        writeln!(out, "\n| field | value | meaning |\n|---|---|---|")?;
        for field in section.fields {
            let found = section.findings_at(field).iter().map(|Placed { finding, .. }| match finding.severity {
                Severity::Error => format!("**error** `{}`", finding.rule),
                Severity::Advice => format!("advice `{}`", finding.rule),
            });
            let notes = Some(self.prose(&field.notes)).filter(|notes| !notes.is_empty());
            let notes: Vec<String> = found.chain(notes).collect();
            let left_out = field.left_out.as_ref().map_or_else(String::new, |words| format!(" {}", self.prose(words)));
            let (path, value) = (cell(&self.code(&field.path)), cell(&self.code(&field.value)));
            writeln!(out, "| {path} | {value}{left_out} | {} |", cell(&notes.join("; ")))?;
        }
        Ok(())
    }

    fn code(&self, text: &str) -> String {
        code(&self.page.fitted(text, usize::MAX))
    }

    fn prose(&self, text: &str) -> String {
        prose(&self.page.fitted(text, usize::MAX))
    }
}
