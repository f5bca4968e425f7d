//! `fields`: a row for each value, with its place and its meaning.

use super::Page;
use super::cells;
use crate::finding::Finding;
use crate::render::columns::columns;
use crate::show::Row;
use std::io::{self, Write};

/// The narrowest page that has room for columns side by side.
const NARROWEST: usize = 80;

/// The rows of one payload. Keeps them, as the columns' widths are known at the end only.
pub struct Fields {
    page: Page,
    rows: Vec<[String; 3]>,
}

impl Fields {
    /// Begins without rows.
    pub fn new(page: Page) -> Self {
        Self { page, rows: Vec::new() }
    }

    /// Adds a value, whose place is spelled `path`, with what is wrong with it.
    pub fn row(&mut self, path: &str, row: &Row<'_>, findings: &[&Finding]) {
        let json = |spelling: &str| cells::fitted(cells::of_json(spelling, self.page.ascii), usize::MAX, "");
        let said = row.said.as_ref().map(|said| &said.text);
        let wrong: Vec<String> = findings.iter().map(|finding| wrong(finding)).collect();
        let notes = wrong.iter().chain(said).chain(row.meaning.as_ref()).map(String::as_str).collect::<Vec<_>>();
        let text = |text: &str| self.page.fitted(text, usize::MAX);
        self.rows.push([text(path), json(&row.value), text(&notes.join("; "))]);
    }

    /// Adds what is wrong at a place without a value of its own.
    pub fn finding(&mut self, path: &str, finding: &Finding) {
        let text = |text: &str| self.page.fitted(text, usize::MAX);
        self.rows.push([text(path), String::new(), text(&wrong(finding))]);
    }

    /// Writes the rows.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        let Self { page, rows } = self;
        match page.width {
            None => columns(out, ["field", "value", "meaning"], rows, None),
            Some(width) if width >= NARROWEST => {
                // Each has its share of the page; the first two give what they do not need to the meaning.
                let share = (width - 4) / 3;
                let longest = |index: usize| rows.iter().map(|row: &[String; 3]| cells::width(&row[index])).max();
                let first = longest(0).unwrap_or(0).clamp(5, share);
                let second = longest(1).unwrap_or(0).clamp(5, share);
                let rows = std::iter::once(["field", "value", "meaning"].map(str::to_owned)).chain(rows);
                for [path, value, meaning] in rows {
                    let cells = [end(page, &path, first), fit(page, &value, second)];
                    let cells = [(&cells[0], first), (&cells[1], second)].map(|(text, width)| padded(text, width));
                    let meaning = fit(page, &meaning, width - first - second - 4);
                    writeln!(out, "{}", format!("{}  {}  {}", cells[0], cells[1], page.style.dim(meaning)).trim_end())?;
                }
                Ok(())
            }
            Some(width) => rows.iter().try_for_each(|[path, value, meaning]| {
                writeln!(out, "{}", end(page, path, width))?;
                for (text, is_note) in [(value, false), (meaning, true)] {
                    let text = fit(page, text, width.saturating_sub(2));
                    if !text.is_empty() {
                        writeln!(out, "  {}", if is_note { page.style.dim(text) } else { text })?;
                    }
                }
                Ok(())
            }),
        }
    }
}

/// Text that is shown already, cut to a width.
fn fit(page: Page, text: &str, width: usize) -> String {
    cells::fitted(cells::of_json(text, page.ascii), width, page.cut_sign())
}

/// A place, of which the last steps tell most.
fn end(page: Page, text: &str, width: usize) -> String {
    cells::end(text, width, page.cut_sign(), page.ascii)
}

/// What is wrong, in front of what a value means.
fn wrong(finding: &Finding) -> String {
    format!("{}: {}", finding.severity.word(), finding.message)
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(cells::width(text))))
}
