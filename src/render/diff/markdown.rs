//! `markdown`: a table for a comment or a page.

use super::summary;
use super::text::explanation_with_places;
use crate::render::style::safe;
use crate::report::{Detail, PairReport, Row, RowKind};
use std::io::{self, Write};

/// The page, written pair by pair.
#[derive(Debug)]
pub struct Page {
    has_pairs: bool,
    verbose: bool,
}

impl Page {
    pub(super) fn new(verbose: bool) -> Self {
        Self { has_pairs: false, verbose }
    }

    pub(super) fn pair(&mut self, out: &mut dyn Write, pair: &PairReport) -> io::Result<()> {
        if std::mem::replace(&mut self.has_pairs, true) {
            writeln!(out)?;
        }
        for side in pair.before.iter().chain(&pair.after) {
            let event = side.identity.in_words().map_or_else(String::new, |words| format!(": {}", escaped(&words)));
            let time = side.time.as_ref().map_or_else(String::new, |time| format!(", {}", escaped(time)));
            writeln!(out, "- {}{event}{time}", code(&side.name))?;
        }
        writeln!(out)?;
        if let Some(common) = summary::in_common(pair) {
            writeln!(out, "{}\n", escaped(&common))?;
        }
        let Detail::Rows(rows) = &pair.detail else {
            return writeln!(out, "Only in one of the two.");
        };
        let counting: Vec<&Row> = rows.iter().filter(|row| row.is_shown()).collect();
        if !counting.is_empty() {
            writeln!(out, "| field | | before | after | |\n|---|---|---|---|---|")?;
        }
        for row in counting {
            let value = |value: &Option<String>| value.as_deref().map_or_else(String::new, code);
            let word = match (row.kind, &row.from) {
                (RowKind::Changed, _) => String::new(),
                (RowKind::Moved, Some(from)) => format!("moved from {}", code(from)),
                (kind, _) => kind.word().to_owned(),
            };
            let (before, after) = (value(&row.before), value(&row.after));
            let pointer = code(&summary::place(&row.pointer));
            writeln!(out, "| {pointer} | {word} | {before} | {after} | {} |", escaped(&explanation_with_places(row)))?;
        }
        for finding in &pair.findings {
            let side = if finding.is_new { "new" } else { "gone" };
            writeln!(out, "\n{side}: {} {} `{}`", code(&finding.place), escaped(&finding.message), finding.rule)?;
        }
        if let Some(remark) = pair.remark() {
            writeln!(out, "\n{remark}")?;
        }
        writeln!(out, "\n{}", escaped(&summary::line(pair)))?;
        let unplaced = summary::unplaced(pair, self.verbose);
        if unplaced.is_empty() { Ok(()) } else { writeln!(out, "\n{}", escaped(&unplaced.join("\n"))) }
    }
}

/// A text in code, whatever backticks and bars it holds.
fn code(text: &str) -> String {
    let text = safe(text).replace('|', "\\|");
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// A text without what Markdown takes for its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in safe(text).chars() {
        match character {
            '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '#' => out.extend(['\\', character]),
            other => out.push(other),
        }
    }
    out
}
