//! `markdown`: a table for a comment or a page.

use super::summary;
use super::text::explanation_with_places;
use crate::render::markdown::{cell, code, prose};
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
            let event = side.identity.in_words().map_or_else(String::new, |words| format!(": {}", prose(&words)));
            let time = side.time.as_ref().map_or_else(String::new, |time| format!(", {}", prose(time)));
            writeln!(out, "- {}{event}{time}", code(&side.name))?;
        }
        writeln!(out)?;
        if let Some(common) = summary::in_common(pair) {
            writeln!(out, "{}\n", prose(&common))?;
        }
        let Detail::Rows(rows) = &pair.detail else {
            return writeln!(out, "Only in one of the two.");
        };
        let counting: Vec<&Row> = rows.iter().filter(|row| row.is_shown()).collect();
        if !counting.is_empty() {
            writeln!(out, "| field | | before | after | |\n|---|---|---|---|---|")?;
        }
        for row in counting {
            let value = |value: &Option<String>| cell(&value.as_deref().map_or_else(String::new, code));
            let word = match (row.kind, &row.from) {
                (RowKind::Changed, _) => String::new(),
                (RowKind::Moved, Some(from)) => format!("moved from {}", cell(&code(from))),
                (kind, _) => kind.word().to_owned(),
            };
            let (before, after) = (value(&row.before), value(&row.after));
            let pointer = cell(&code(&summary::place(&row.pointer)));
            let explanation = cell(&prose(&explanation_with_places(row)));
            writeln!(out, "| {pointer} | {word} | {before} | {after} | {explanation} |")?;
        }
        for finding in &pair.findings {
            let side = if finding.is_new { "new" } else { "gone" };
            writeln!(out, "\n{side}: {} {} `{}`", code(&finding.place), prose(&finding.message), finding.rule)?;
        }
        if let Some(remark) = pair.remark() {
            writeln!(out, "\n{remark}")?;
        }
        writeln!(out, "\n{}", prose(&summary::line(pair)))?;
        for (index, line) in summary::unplaced(pair, self.verbose).iter().enumerate() {
            // The first one says what the others list.
            let (space, sign) = match index {
                0 => ("\n", ""),
                1 => ("\n", "- "),
                _ => ("", "- "),
            };
            writeln!(out, "{space}{sign}{}", prose(line.trim_start()))?;
        }
        Ok(())
    }
}
