//! `text`: both payloads in a line each, then change by change what was, what is and what that means.

use super::summary;
use crate::render::style::{Style, safe};
use crate::report::{Detail, PairReport, Row, RowKind, SideFinding, SideReport, SourcePlace};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// The widest column of pointers; longer ones stand on a line of their own.
const POINTERS: usize = 46;

/// The widest column of values before the meanings.
const VALUES: usize = 32;

/// How wide lines are where nobody watches.
const WIDTH: usize = 120;

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
    let shown: Vec<&Row> = rows.iter().filter(|row| row.is_shown()).collect();
    let page = Page::new(&shown, style);
    for (index, row) in shown.iter().enumerate() {
        if !row.counts() && index.checked_sub(1).is_none_or(|before| shown[before].counts()) {
            let space = if index > 0 { "\n" } else { "" };
            writeln!(out, "{space}{}", style.dim("without a counterpart, and not counted:"))?;
        }
        page.row(out, row)?;
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
    let width = |text: &dyn Fn(&SideReport) -> String| sides.iter().map(|side| text(side).width()).max().unwrap_or(0);
    let names = width(&|side| safe(&side.name));
    let events = width(&event);
    for side in &sides {
        let time = side.time.as_deref().unwrap_or_default();
        let line = format!("{}   {}  {time}", padded(&safe(&side.name), names), padded(&event(side), events));
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

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
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
fn origin(row: &Row) -> Option<String> {
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

/// The columns of a pair's rows.
struct Page {
    style: Style,
    pointers: usize,
    values: usize,
    width: usize,
}

/// The values of a row, each with its sign.
fn values(row: &Row, style: Style) -> Vec<(String, String, String)> {
    let plain = |value: &Option<String>| safe(value.as_deref().unwrap_or_default());
    let line = |sign: &str, text: String, painted: String| (sign.to_owned(), text, painted);
    let (before, after) = (plain(&row.before), plain(&row.after));
    match row.kind {
        RowKind::Added => vec![line("+", after.clone(), style.good(&after))],
        RowKind::Removed => vec![line("-", before.clone(), style.bad(&before))],
        RowKind::Moved => {
            let from = safe(row.from.as_deref().unwrap_or_default());
            let text = format!("{before} from {from}");
            vec![line("~", text.clone(), text)]
        }
        RowKind::Changed | RowKind::Respelled => {
            vec![line("", before.clone(), style.bad(&before)), line("->", after.clone(), style.good(&after))]
        }
    }
}

impl Page {
    fn new(rows: &[&Row], style: Style) -> Self {
        let width = style.columns.unwrap_or(WIDTH).max(40);
        let short = |width: usize, most: usize| if width <= most { width } else { 0 };
        let pointers = rows.iter().map(|row| short(summary::place(&row.pointer).width(), POINTERS)).max().unwrap_or(0);
        let joined = |row: &&Row| {
            let values = values(row, Style::default());
            values.iter().map(|(_, text, _)| text.width()).sum::<usize>() + 4 * (values.len() - 1)
        };
        let values = rows.iter().map(|row| short(joined(row), VALUES)).max().unwrap_or(0);
        Self { style, pointers, values, width }
    }

    fn row(&self, out: &mut dyn Write, row: &Row) -> io::Result<()> {
        self.change(out, row)?;
        let Some(origin) = origin(row) else { return Ok(()) };
        writeln!(out, "{}{}", " ".repeat(self.pointers + 6), self.style.dim(origin))
    }

    fn change(&self, out: &mut dyn Write, row: &Row) -> io::Result<()> {
        let pointer = summary::place(&row.pointer);
        let mut lead = padded(&format!("  {pointer}"), self.pointers + 2);
        if pointer.width() > self.pointers {
            writeln!(out, "  {pointer}")?;
            lead = " ".repeat(self.pointers + 2);
        }
        let values = values(row, self.style);
        let start = self.pointers + 6;
        let one_line: usize = values.iter().map(|(_, text, _)| text.width()).sum::<usize>() + 4 * (values.len() - 1);
        let mut end = start;
        if values.len() > 1 && start + one_line > self.width || values.len() == 1 {
            for (index, (sign, text, painted)) in values.iter().enumerate() {
                let lead = if index == 0 { lead.clone() } else { " ".repeat(self.pointers + 2) };
                end = start + text.width();
                if index > 0 {
                    writeln!(out)?;
                }
                write!(out, "{lead} {sign:>2} {painted}")?;
            }
        } else {
            let painted: Vec<&str> = values.iter().map(|(_, _, painted)| painted.as_str()).collect();
            end += one_line;
            write!(out, "{lead}    {}", painted.join(" -> "))?;
        }
        let explanation = explanation(row);
        if explanation.is_empty() {
            return writeln!(out);
        }
        // In the column of the meanings, else right behind the values, else below them.
        let aligned = (start + self.values).saturating_sub(end) + 2;
        for gap in [aligned, 2] {
            if end + gap + explanation.width() <= self.width {
                return writeln!(out, "{}{}", " ".repeat(gap), self.style.dim(explanation));
            }
        }
        writeln!(out)?;
        let room = self.width.saturating_sub(start).max(20);
        for line in textwrap::wrap(&explanation, textwrap::Options::new(room).break_words(false)) {
            writeln!(out, "{}{}", " ".repeat(start), self.style.dim(line))?;
        }
        Ok(())
    }
}
