//! `card`: what there is to know of a payload before its text: what happened and whether it is right, then the rows.

use super::Page;
use super::cells;
use crate::finding::{Rule, Severity};
use crate::render::table::verdict;
use crate::report::{PayloadReport, Placed, Verdict};
use crate::show::{Card, seen_place};
use std::io::{self, Write};

/// The column that the rows' values begin in.
const START: usize = 12;

/// The least room for the headline beside the verdict.
const LEAST: usize = 24;

/// How many findings are told.
const LISTED: usize = 5;

/// How many lines a text may take that has no end.
const LINES: usize = 4;

/// Writes a card.
///
/// # Errors
///
/// When the output takes no more.
pub fn card(out: &mut dyn Write, card: &Card, report: &PayloadReport, page: Page) -> io::Result<()> {
    headline(out, &card.headline, report, page)?;
    if let Some(kind) = kind(report) {
        for line in wrapped(&kind, page, page.width.unwrap_or(usize::MAX), LINES) {
            writeln!(out, "{}", page.style.dim(line))?;
        }
    }
    writeln!(out)?;
    for row in &card.rows {
        self::row(out, row.label, &row.parts.join(", "), page, None)?;
    }
    row(out, "payload", &report.name.to_string(), page, None)?;
    findings(out, card, report, page)
}

/// What is wrong, errors first, each with its way out; of many findings the first ones.
fn findings(out: &mut dyn Write, card: &Card, report: &PayloadReport, page: Page) -> io::Result<()> {
    let mut all: Vec<&Placed> = report.findings.iter().collect();
    // What is wrong with the text comes before what is wrong with the payload that was read from it.
    all.sort_by_key(|Placed { finding, .. }| (finding.severity, finding.rule != Rule::Syntax));
    for (index, placed) in all.iter().take(LISTED).enumerate() {
        let severity = placed.finding.severity;
        let label = if index == 0 { "finding" } else { "" };
        row(out, label, &finding(placed, card.is_in_string), page, Some(severity))?;
        if let Some(help) = &placed.finding.help {
            row(out, "", &format!("help: {help}"), page, None)?;
        }
    }
    match all.len().saturating_sub(LISTED) {
        0 => Ok(()),
        more => row(out, "", &format!("and {more} more"), page, None),
    }
}

/// What happened, with the verdict at the right edge.
fn headline(out: &mut dyn Write, text: &str, report: &PayloadReport, page: Page) -> io::Result<()> {
    let verdict = verdict(report);
    let painted = match report.verdict {
        Verdict::Valid => page.style.good(&verdict),
        _ => page.style.mark(Severity::Error, &verdict),
    };
    let beside = page.width.map_or(usize::MAX, |width| width.saturating_sub(verdict.len() + 2));
    let is_beside = beside >= LEAST;
    let room = if is_beside { beside } else { page.width.unwrap_or(usize::MAX) };
    for (index, line) in wrapped(text, page, room, LINES).into_iter().enumerate() {
        write!(out, "{}", page.style.bold(&line))?;
        if index == 0 && is_beside {
            let gap = page.width.map_or(2, |width| width - cells::width(&line) - verdict.len());
            write!(out, "{}{painted}", " ".repeat(gap))?;
        }
        writeln!(out)?;
    }
    if is_beside { Ok(()) } else { writeln!(out, "{painted}") }
}

/// The names of the events that it can be, and its shape.
pub(super) fn kind(report: &PayloadReport) -> Option<String> {
    let identity = &report.identity;
    identity.vendor.as_ref()?;
    let do_disagree = report.findings.iter().any(|placed| placed.finding.rule == Rule::AmbiguousEvent);
    let are_twins = identity.candidates.len() > 1 && !do_disagree;
    let notes = [identity.shape.as_deref(), are_twins.then_some("their payloads are alike")];
    let notes: Vec<&str> = notes.into_iter().flatten().collect();
    let names = identity.candidates.join(" or ");
    Some(if notes.is_empty() { names } else { format!("{names} ({})", notes.join("; ")) })
}

/// A finding with its place: in the file, or where that says nothing in the payload.
fn finding(placed: &Placed, is_in_string: bool) -> String {
    let Placed { finding, start, .. } = placed;
    let said = format!("{}: {}", finding.severity.word(), finding.message);
    match (is_in_string, finding.pointer.tokens().is_empty()) {
        (false, _) => format!("{}:{} {said}", start.line, start.column),
        (true, false) => format!("{} {said}", seen_place(&finding.pointer, false)),
        (true, true) => said,
    }
}

/// A label and its text; a finding and what stands below it are seen to their end.
fn row(out: &mut dyn Write, label: &str, text: &str, page: Page, severity: Option<Severity>) -> io::Result<()> {
    let room = page.width.map_or(usize::MAX, |width| width.saturating_sub(START + 1));
    let most = if severity.is_some() || label.is_empty() { usize::MAX } else { LINES };
    for (index, line) in wrapped(text, page, room, most).into_iter().enumerate() {
        let label = if index == 0 { label } else { "" };
        let label = format!("  {label:width$}", width = START - 1);
        let line = severity.map_or_else(|| line.clone(), |severity| page.style.mark(severity, &line));
        writeln!(out, "{}{line}", page.style.dim(label))?;
    }
    Ok(())
}

/// A text in lines of a width; where it takes too many, the last one is cut.
fn wrapped(text: &str, page: Page, room: usize, most: usize) -> Vec<String> {
    let text = page.fitted(text, usize::MAX);
    // A place, an id or a command is taken apart only where it has no room.
    let options = textwrap::Options::new(room.max(1)).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut lines: Vec<String> = textwrap::wrap(&text, options).into_iter().map(Into::into).collect();
    if lines.len() > most && !page.full {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(cells::fitted(cells::of_json(&rest, page.ascii), room, page.cut_sign()));
    }
    lines
}
