//! `json`: one document. Its shape is documented and has a version; values stand in it as they are spelled.

use super::patch::quoted;
use crate::finding::Severity;
use crate::report::{Detail, DiffTotals, PairReport, Row, SideReport, SourcePlace, Standing};
use serde::Serialize;
use std::io::{self, Write};

/// The document, written pair by pair.
#[derive(Debug, Default)]
pub struct Document {
    has_pairs: bool,
}

#[derive(Serialize)]
struct Side<'a> {
    name: &'a str,
    family: Option<&'a str>,
    event: Option<&'a str>,
    candidates: &'a [String],
}

#[derive(Serialize)]
struct Place<'a> {
    pointer: &'a str,
    line: u64,
    column: u64,
}

impl<'a> Place<'a> {
    fn of(place: &'a SourcePlace) -> Self {
        Self { pointer: &place.pointer, line: place.position.line, column: place.position.column }
    }
}

#[derive(Serialize)]
struct Unplaced<'a> {
    before: &'a [String],
    after: &'a [String],
}

#[derive(Serialize)]
struct Finding<'a> {
    side: &'static str,
    rule: &'a str,
    severity: &'static str,
    pointer: &'a str,
    place: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct Summary {
    pairs: usize,
    differing: usize,
    only_before: usize,
    only_after: usize,
    changes: usize,
    volatile: usize,
}

impl<'a> Side<'a> {
    fn of(side: &'a SideReport) -> Self {
        Self {
            name: &side.name,
            family: side.identity.family.as_deref(),
            event: side.identity.event(),
            candidates: &side.identity.candidates,
        }
    }
}

impl Document {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let opening = if self.has_pairs { ",\n    " } else { "{\n  \"version\": 1,\n  \"comparisons\": [\n    " };
        self.has_pairs = true;
        out.write_all(opening.as_bytes())
    }

    pub(super) fn pair(&mut self, out: &mut dyn Write, pair: &PairReport) -> io::Result<()> {
        self.begin(out)?;
        let side = |side: &Option<SideReport>| serde_json::to_string(&side.as_ref().map(Side::of));
        write!(out, "{{\n      \"before\": {},\n      \"after\": {},", side(&pair.before)?, side(&pair.after)?)?;
        write!(out, "\n      \"redelivery\": {},", pair.is_redelivery)?;
        write!(out, "\n      \"minimal\": {},\n      \"changes\": [", pair.is_shortest)?;
        if let Detail::Rows(rows) = &pair.detail {
            for (index, row) in rows.iter().enumerate() {
                out.write_all(if index > 0 { b",\n        " } else { b"\n        " })?;
                change(out, row)?;
            }
            if !rows.is_empty() {
                write!(out, "\n      ")?;
            }
        }
        let findings = pair.findings.iter().map(|finding| Finding {
            side: if finding.is_new { "after" } else { "before" },
            rule: finding.rule,
            severity: if finding.severity == Severity::Error { "error" } else { "advice" },
            pointer: &finding.pointer,
            place: &finding.place,
            message: &finding.message,
        });
        let findings = serde_json::to_string(&findings.collect::<Vec<_>>())?;
        write!(out, "],\n      \"findings\": {findings}")?;
        if let Some(meeting) = &pair.meeting {
            let (same, different) = (serde_json::to_string(&meeting.same)?, serde_json::to_string(&meeting.different)?);
            write!(out, ",\n      \"same\": {same},\n      \"different\": {different}")?;
            let (before, after) = (&meeting.unplaced_before.pointers, &meeting.unplaced_after.pointers);
            write!(out, ",\n      \"unplaced\": {}", serde_json::to_string(&Unplaced { before, after })?)?;
        }
        write!(out, "\n    }}")
    }

    pub(super) fn finish(mut self, out: &mut dyn Write, totals: &DiffTotals) -> io::Result<()> {
        if !self.has_pairs {
            self.begin(out)?;
        }
        let summary = Summary {
            pairs: totals.pairs,
            differing: totals.differing,
            only_before: totals.only_before,
            only_after: totals.only_after,
            changes: totals.changes,
            volatile: totals.volatile,
        };
        writeln!(out, "\n  ],\n  \"summary\": {}\n}}", serde_json::to_string(&summary)?)
    }
}

fn change(out: &mut dyn Write, row: &Row) -> io::Result<()> {
    write!(out, "{{\"kind\":\"{}\",\"pointer\":{}", row.kind.word(), quoted(&row.pointer)?)?;
    if let Some(from) = &row.from {
        write!(out, ",\"from\":{}", quoted(from)?)?;
    }
    for (name, value) in [("before", &row.before), ("after", &row.after)] {
        if let Some(value) = value {
            write!(out, ",\"{name}\":{value}")?;
        }
    }
    write!(out, ",\"volatile\":{}", row.standing == Standing::Volatile)?;
    let apart = match row.standing {
        Standing::Counts | Standing::Volatile => None,
        Standing::Own => Some("own"),
        Standing::OneSided => Some("one-sided"),
        Standing::Nearest => Some("nearest"),
    };
    if let Some(apart) = apart {
        write!(out, ",\"apart\":\"{apart}\"")?;
    }
    for (name, places) in [("before_at", &row.place_before), ("after_at", &row.place_after)] {
        if !places.is_empty() {
            let places = places.iter().map(Place::of).collect::<Vec<_>>();
            write!(out, ",\"{name}\":{}", serde_json::to_string(&places)?)?;
        }
    }
    if let Some(meaning) = &row.meaning {
        write!(out, ",\"meaning\":{}", quoted(meaning)?)?;
    }
    if !row.notes.is_empty() {
        write!(out, ",\"notes\":{}", serde_json::to_string(&row.notes)?)?;
    }
    write!(out, "}}")
}
