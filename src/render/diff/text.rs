//! `text`: both payloads in a line each, then change by change what was, what is and what that means.

use super::page::{Line, Page};
use super::summary;
use crate::render::style::{Style, columns, safe};
use crate::report::{Detail, PairReport, Row, SideFinding, SideReport, SourcePlace};
use std::io::{self, Write};

pub(super) fn pair(out: &mut dyn Write, pair: &PairReport, style: Style) -> io::Result<()> {
    let Detail::Rows(rows) = &pair.detail else {
        return summary::pair(out, pair);
    };
    if !style.verbose && !is_worth_a_look(pair) {
        return Ok(());
    }
    let is_nothing = rows.is_empty() && pair.findings.is_empty() && pair.meeting.is_none();
    if is_nothing && !style.verbose && !pair.is_redelivery {
        return writeln!(out, "{}", summary::line(pair));
    }
    head(out, pair, style)?;
    let shown: Vec<Line<'_>> = rows.iter().filter(|row| row.is_shown()).map(Line::new).collect();
    let page = Page::new(&shown, style);
    for (index, line) in shown.iter().enumerate() {
        if !line.row.counts() && index.checked_sub(1).is_none_or(|before| shown[before].row.counts()) {
            let space = if index > 0 { "\n" } else { "" };
            writeln!(out, "{space}{}", style.dim("without a counterpart, and not counted:"))?;
        }
        page.line(out, line)?;
    }
    findings(out, &pair.findings, style)?;
    if !shown.is_empty() || !pair.findings.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "{}", summary::line(pair))?;
    tail(out, pair, style)
}

/// What stands after the number of changes.
pub(super) fn tail(out: &mut dyn Write, pair: &PairReport, style: Style) -> io::Result<()> {
    for line in summary::unplaced(pair, style.verbose) {
        writeln!(out, "{line}")?;
    }
    if pair.is_one_of_many { writeln!(out) } else { Ok(()) }
}

/// Whether a pair is told at all: of many only those that differ are.
pub(super) fn is_worth_a_look(pair: &PairReport) -> bool {
    !pair.is_one_of_many || pair.changes > 0 || !pair.findings.is_empty()
}

/// The two payloads, each with what it is and when it was.
pub(super) fn head(out: &mut dyn Write, pair: &PairReport, style: Style) -> io::Result<()> {
    let sides: Vec<&SideReport> = pair.before.iter().chain(&pair.after).collect();
    let event = |side: &SideReport| side.identity.in_words().unwrap_or_default();
    let cells: Vec<[String; 2]> = sides.iter().map(|side| [safe(&side.name), event(side)]).collect();
    let [names, events] = [0, 1].map(|cell| cells.iter().map(|cells| columns(&cells[cell])).max().unwrap_or(0));
    for (side, [name, event]) in sides.iter().zip(&cells) {
        let time = side.time.as_deref().unwrap_or_default();
        let line = format!("{}   {}  {time}", padded(name, names), padded(event, events));
        writeln!(out, "{}", style.bold(line.trim_end()))?;
    }
    let transitions: Vec<&str> = sides.iter().filter_map(|side| side.transition.as_deref()).collect();
    if let [before, after] = transitions.as_slice()
        && before != after
    {
        writeln!(out, "{}", style.dim(format!("segment: {}, then {}", safe(before), safe(after))))?;
    }
    if let Some(remark) = pair.remark() {
        writeln!(out, "{}", style.bold(remark))?;
    }
    if let Some(common) = summary::in_common(pair) {
        writeln!(out, "{}", style.bold(common))?;
    }
    writeln!(out)
}

pub(super) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// The findings that only one of the two payloads has.
pub(super) fn findings(out: &mut dyn Write, findings: &[SideFinding], style: Style) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    for finding in findings {
        let sign = if finding.is_new { style.bad("+") } else { style.good("-") };
        writeln!(
            out,
            "  {sign} {} {}: {} {}",
            style.bold(format!("{}:", safe(&finding.place))),
            style.severity(finding.severity),
            safe(&finding.message),
            style.dim(format!("[{}]", finding.rule))
        )?;
    }
    Ok(())
}

/// What a change amounts to and what the field means.
pub(super) fn explanation(row: &Row) -> String {
    let notes: Vec<String> = row.notes.iter().map(|note| safe(note)).collect();
    let meaning = row.meaning.as_deref().map(safe);
    match (notes.is_empty(), meaning) {
        (true, meaning) => meaning.unwrap_or_default(),
        (false, None) => notes.join(", "),
        (false, Some(meaning)) => format!("{}: {meaning}", notes.join(", ")),
    }
}

/// Where the values of a row stand in their payloads, when its pointer is no place of theirs.
pub(super) fn origin(row: &Row) -> Option<String> {
    let side = |places: &[SourcePlace]| {
        let place = |place: &SourcePlace| format!("{} (line {})", summary::place(&place.pointer), place.position.line);
        places.iter().map(place).collect::<Vec<_>>().join(" and ")
    };
    let sides = [side(&row.place_before), side(&row.place_after)];
    match sides.each_ref().map(String::as_str) {
        ["", ""] => None,
        [one, ""] | ["", one] => Some(format!("at {one}")),
        [before, after] => Some(format!("at {before} -> {after}")),
    }
}

/// What a change amounts to, what the field means, and where the values stand in their payloads.
pub(super) fn explanation_with_places(row: &Row) -> String {
    let parts = [Some(explanation(row)).filter(|text| !text.is_empty()), origin(row)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
