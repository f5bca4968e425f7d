//! How much changed, in a line.

use crate::render::style::safe;
use crate::report::{Detail, DiffTotals, Meeting, PairReport, Unplaced};
use crate::words::counted;
use std::io::{self, Write};

/// How many places are named.
const NAMED: usize = 8;

/// How much differs between two payloads.
pub(super) fn line(pair: &PairReport) -> String {
    let is_apart = pair.meeting.as_ref().is_some_and(|meeting| !meeting.own.is_empty() || meeting.one_sided > 0);
    let mut parts = vec![match pair.changes {
        0 if pair.volatile.is_empty() && !is_apart => "no difference".to_owned(),
        0 => "no difference that counts".to_owned(),
        changes => counted(changes, "change"),
    }];
    if let Some(meeting) = &pair.meeting {
        parts.extend(apart(meeting));
    }
    if !pair.volatile.is_empty() {
        let (fields, verbs) =
            if pair.volatile.len() == 1 { ("field", "differs and does") } else { ("fields", "differ and do") };
        let count = pair.volatile.len();
        parts.push(format!("{count} volatile {fields} {verbs} not count: {}", listed(&pair.volatile)));
    }
    if !pair.is_shortest {
        parts.push("the alignment of a long array is not minimal: fewer changes may say the same".to_owned());
    }
    parts.join("; ")
}

/// What differs and cannot be otherwise, as the two are of different families.
fn apart(meeting: &Meeting) -> Vec<String> {
    let mut parts = Vec::new();
    let verbs = |count: usize, one: &'static str, many: &'static str| if count == 1 { one } else { many };
    if !meeting.own.is_empty() {
        let count = meeting.own.len();
        let means =
            verbs(count, "means something to its sender only and does", "mean something to their sender only and do");
        parts.push(format!("{} {means} not count: {}", counted(count, "value"), listed(&meeting.own)));
    }
    if meeting.one_sided > 0 {
        let count = meeting.one_sided;
        let does = verbs(count, "does", "do");
        parts.push(format!("{} for which one side has no field {does} not count", counted(count, "value")));
    }
    parts
}

/// What of the payloads has no place in the neutral model, in a line; with `verbose` also where it is.
pub(super) fn unplaced(pair: &PairReport, verbose: bool) -> Vec<String> {
    let Some(meeting) = &pair.meeting else { return Vec::new() };
    let sides = [(&pair.before, &meeting.unplaced_before), (&pair.after, &meeting.unplaced_after)];
    let sides: Vec<_> = sides
        .into_iter()
        .filter_map(|(side, unplaced)| Some((safe(&side.as_ref()?.name), unplaced)))
        .filter(|(_, unplaced)| unplaced.values > 0)
        .collect();
    if sides.is_empty() {
        return Vec::new();
    }
    let counts: Vec<String> =
        sides.iter().map(|(name, unplaced)| format!("{} of {name}", counted(unplaced.values, "value"))).collect();
    let help = if verbose { ":" } else { " (-v lists them)" };
    let mut lines = vec![format!("not compared, with no place in the neutral model: {}{help}", counts.join(", "))];
    if verbose {
        let pointers = |(name, unplaced): &(String, &Unplaced)| {
            unplaced.pointers.iter().map(|pointer| format!("  {name} {}", place(pointer))).collect::<Vec<_>>()
        };
        lines.extend(sides.iter().flat_map(pointers));
    }
    lines
}

/// What two payloads have in common in the neutral model, in a line.
pub(super) fn in_common(pair: &PairReport) -> Option<String> {
    let meeting = pair.meeting.as_ref()?;
    let parts = [("the same", &meeting.same), ("different", &meeting.different)];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(_, titles)| !titles.is_empty())
        .map(|(word, titles)| format!("{word}: {}", safe(&titles.join(", "))))
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The first of several pointers, and how many more there are.
fn listed(pointers: &[String]) -> String {
    let mut names: Vec<String> = pointers.iter().take(NAMED).map(|pointer| place(pointer)).collect();
    if pointers.len() > NAMED {
        names.push(format!("and {} more", pointers.len() - NAMED));
    }
    names.join(", ")
}

/// A pointer as text shows it; the root has none that could be seen.
pub(super) fn place(pointer: &str) -> String {
    if pointer.is_empty() { "(root)".to_owned() } else { safe(pointer) }
}

/// The names of the two payloads, or of the one that stands alone.
pub(super) fn names(pair: &PairReport) -> String {
    let name = |side: &Option<crate::report::SideReport>| side.as_ref().map(|side| safe(&side.name));
    match (name(&pair.before), name(&pair.after)) {
        (Some(before), Some(after)) => format!("{before} {after}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => String::new(),
    }
}

/// `summary`: one line for each pair.
pub(super) fn pair(out: &mut dyn Write, pair: &PairReport) -> io::Result<()> {
    with_places(out, pair, false)
}

/// The same with what of the payloads has no place in the neutral model.
pub(super) fn with_places(out: &mut dyn Write, pair: &PairReport, verbose: bool) -> io::Result<()> {
    if let Detail::Alone = pair.detail {
        let side = if pair.before.is_some() { "before" } else { "after" };
        return writeln!(out, "{}: only {side}", names(pair));
    }
    let remark = pair.remark().map_or_else(String::new, |remark| format!("; {remark}"));
    writeln!(out, "{}: {}{remark}", names(pair), line(pair))?;
    unplaced(pair, verbose).into_iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// The last line of a run over more than one pair.
pub(super) fn totals(out: &mut dyn Write, totals: &DiffTotals) -> io::Result<()> {
    if totals.is_single {
        return Ok(());
    }
    let pairs = counted(totals.pairs, "pair");
    let mut parts = vec![match (totals.differing, totals.only_before + totals.only_after) {
        (0, 0) => format!("{pairs}, no difference{}", if totals.volatile > 0 { " that counts" } else { "" }),
        (0, _) => pairs,
        (differing, _) => {
            let verb = if differing == 1 { "differs" } else { "differ" };
            format!("{pairs}, {differing} {verb}: {}", counted(totals.changes, "change"))
        }
    }];
    for (count, side) in [(totals.only_before, "before"), (totals.only_after, "after")] {
        if count > 0 {
            parts.push(format!("{count} only {side}"));
        }
    }
    if totals.redelivered > 0 {
        parts.push(format!("{} of the same event in a second delivery", totals.redelivered));
    }
    writeln!(out, "{}", parts.join(", "))
}
