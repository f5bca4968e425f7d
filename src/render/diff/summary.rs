//! How much changed, in a line.

use crate::render::style::safe;
use crate::report::{Detail, DiffTotals, PairReport};
use crate::words::counted;
use std::io::{self, Write};

/// How many volatile fields are named.
const NAMED: usize = 8;

/// How much differs between two payloads.
pub(super) fn line(pair: &PairReport) -> String {
    let mut parts = vec![match pair.changes {
        0 if pair.volatile.is_empty() => "no difference".to_owned(),
        0 => "no difference that counts".to_owned(),
        changes => counted(changes, "change"),
    }];
    if !pair.volatile.is_empty() {
        let mut names: Vec<String> = pair.volatile.iter().take(NAMED).map(|pointer| place(pointer)).collect();
        if pair.volatile.len() > NAMED {
            names.push(format!("and {} more", pair.volatile.len() - NAMED));
        }
        let (fields, verbs) =
            if pair.volatile.len() == 1 { ("field", "differs and does") } else { ("fields", "differ and do") };
        let count = pair.volatile.len();
        parts.push(format!("{count} volatile {fields} {verbs} not count: {}", names.join(", ")));
    }
    if !pair.is_shortest {
        parts.push("the alignment of a long array is not minimal: fewer changes may say the same".to_owned());
    }
    parts.join("; ")
}

/// A pointer as text shows it; the root has none that could be seen.
pub(super) fn place(pointer: &str) -> String {
    if pointer.is_empty() { "(root)".to_owned() } else { safe(pointer) }
}

/// The names of the two payloads, or of the one that stands alone.
fn names(pair: &PairReport) -> String {
    let name = |side: &Option<crate::report::SideReport>| side.as_ref().map(|side| safe(&side.name));
    match (name(&pair.before), name(&pair.after)) {
        (Some(before), Some(after)) => format!("{before} {after}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => String::new(),
    }
}

/// `summary`: one line for each pair.
pub(super) fn pair(out: &mut dyn Write, pair: &PairReport) -> io::Result<()> {
    if let Detail::Alone = pair.detail {
        let side = if pair.before.is_some() { "before" } else { "after" };
        return writeln!(out, "{}: only {side}", names(pair));
    }
    let remark = pair.remark().map_or_else(String::new, |remark| format!("; {remark}"));
    writeln!(out, "{}: {}{remark}", names(pair), line(pair))
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
