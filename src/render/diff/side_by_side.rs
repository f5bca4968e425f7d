//! `side-by-side`: what was on the left, what is on the right.

use super::summary;
use super::text::{explanation_with_places, findings, head, is_worth_a_look, tail};
use crate::render::style::{self, Style, safe};
use crate::report::{Detail, PairReport, Row, RowKind};
use std::io::{self, Write};

/// How wide the page is where nobody watches.
const WIDTH: usize = 100;

pub(super) fn pair(out: &mut dyn Write, pair: &PairReport, style: Style) -> io::Result<()> {
    let Detail::Rows(rows) = &pair.detail else {
        return summary::pair(out, pair);
    };
    let counting: Vec<&Row> = rows.iter().filter(|row| row.is_shown()).collect();
    if !style.verbose && !is_worth_a_look(pair) {
        return Ok(());
    }
    head(out, pair, style)?;
    let half = (style.columns.unwrap_or(WIDTH).max(40) - 3) / 2;
    for row in counting {
        let explanation = explanation_with_places(row);
        let explanation = if explanation.is_empty() { explanation } else { format!("  {}", style.dim(explanation)) };
        writeln!(out, "{}{explanation}", style.bold(summary::place(&row.pointer)))?;
        let (left, right) = columns(row, half);
        for index in 0..left.len().max(right.len()) {
            let cell = |lines: &[String]| lines.get(index).cloned().unwrap_or_default();
            let (old, new) = (cell(&left), cell(&right));
            let space = " ".repeat(half.saturating_sub(style::columns(&old)));
            writeln!(out, "{}", format!("{}{space} | {}", style.bad(old), style.good(new)).trim_end())?;
        }
    }
    findings(out, &pair.findings, style)?;
    writeln!(out, "\n{}", summary::line(pair))?;
    tail(out, pair, style)
}

/// The lines of both columns.
fn columns(row: &Row, half: usize) -> (Vec<String>, Vec<String>) {
    let lines = |value: &str| {
        let room = half.saturating_sub(2).max(8);
        let lines = textwrap::wrap(value, textwrap::Options::new(room));
        lines.into_iter().map(|line| format!("  {line}")).collect::<Vec<_>>()
    };
    let value = |value: &Option<String>| value.as_deref().map_or_else(Vec::new, |value| lines(&safe(value)));
    match (row.kind, &row.from) {
        (RowKind::Moved, Some(from)) => (lines(&safe(from)), value(&row.before)),
        _ => (value(&row.before), value(&row.after)),
    }
}
