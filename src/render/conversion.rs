//! What a conversion lost and what it needs, for people.

use super::style::{Style, safe};
use crate::convert::{Assumed, Conversion, Dropped, Loss, Reason};
use crate::finding::{Finding, Rule, Severity};
use crate::json::Pointer;
use crate::report::Conversions;
use crate::words::counted;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Why the target would not take a payload, and how to give what it lacks; nothing where it takes it.
pub fn conversion_problems(name: &str, conversion: &Conversion, style: Style) -> String {
    let mut out = String::new();
    let name = safe(name);
    let error = if conversion.document.is_some() { "note".to_owned() } else { style.severity(Severity::Error) };
    for finding in &conversion.problems {
        let _ = writeln!(out, "{name}: {error}: {} [{}]", safe(&finding.message), finding.rule);
        if !finding.pointer.tokens().is_empty() {
            let _ = writeln!(out, "   = at {} of the result", safe(&finding.pointer.to_string()));
        }
        if let Some(help) = &finding.help {
            let _ = writeln!(out, "   = {} {}", style.bold("help:"), safe(help));
        }
    }
    let missing = &conversion.loss.missing;
    if !missing.is_empty() {
        let count = counted(missing.len(), "value");
        let rule = Rule::MissingRequired;
        let _ = writeln!(out, "{name}: {error}: the target needs {count} that the source does not have [{rule}]");
        for missing in missing {
            let pointer = safe(&missing.pointer.to_string());
            let meaning = missing.meaning.as_deref().map_or_else(String::new, |meaning| format!("{}: ", safe(meaning)));
            let _ = writeln!(out, "   = {pointer}: {meaning}give it with --set {pointer}=...");
        }
    }
    out
}

/// What became of one payload: a line, and others on what can be done about it.
pub fn conversion_loss(name: &str, conversion: &Conversion, has_report: bool) -> String {
    let loss = &conversion.loss;
    let is_written = conversion.document.is_some();
    let end = if is_written { "" } else { "; nothing written" };
    let what = match (loss.is_restored, is_written) {
        (true, true) => "the source that it kept is given back".to_owned(),
        (true, false) => "the source that it kept does not take the values that were given".to_owned(),
        (false, _) => counts(loss) + hint(loss, has_report),
    };
    let mut out = format!("{}: {what}{end}\n", safe(name));
    for line in reasons(loss).into_iter().chain(assumptions(loss)) {
        let _ = writeln!(out, "   = {}", safe(&line));
    }
    out
}

fn counts(loss: &Loss) -> String {
    let fields = counted(loss.mapped.len(), "field");
    let others = [
        (loss.changed.len(), "changed on the way"),
        (loss.dropped.len(), "dropped"),
        (loss.kept.len(), "in the kept source only"),
        (loss.assumed.len(), "assumed"),
    ];
    let others = others.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(", {count} {what}"));
    format!("{fields} mapped{}", others.collect::<String>())
}

fn hint(loss: &Loss, has_report: bool) -> &'static str {
    let is_named = loss.assumed.len() <= FEW;
    let has_more = !(loss.changed.is_empty() && loss.dropped.is_empty() && is_named);
    if has_more && !has_report { " (--loss FILE lists each)" } else { "" }
}

/// How many places are named in a line.
const FEW: usize = 4;

/// Why fields fell that could have come along.
fn reasons(loss: &Loss) -> Vec<String> {
    let fallen = |is_meant: fn(&Reason) -> bool| -> Vec<&Dropped> {
        loss.dropped.iter().filter(|dropped| is_meant(&dropped.reason)).collect()
    };
    let names = |dropped: &[&Dropped]| listed(dropped.iter().map(|dropped| &dropped.pointer));
    let mut lines = Vec::new();
    let lacking = fallen(|reason| matches!(reason, Reason::Incomplete(_)));
    if !lacking.is_empty() {
        let what = counted(lacking.len(), "dropped field");
        let verb = if lacking.len() == 1 { "has" } else { "have" };
        let needs: BTreeSet<&Pointer> = lacking.iter().flat_map(|dropped| dropped.reason.places()).collect();
        let needs = match needs.len() {
            1..=FEW => format!("{}: give it with --set", listed(needs.into_iter())),
            count => {
                format!("{count} other values: give them with --set, or write what there is with --allow-incomplete")
            }
        };
        lines.push(format!("{what} {verb} a place in an object that lacks {needs}"));
    }
    let unfit = fallen(|reason| matches!(reason, Reason::Unfit));
    if !unfit.is_empty() {
        lines.push(format!("dropped, as the target takes no such value: {}", names(&unfit)));
    }
    for dropped in fallen(|reason| matches!(reason, Reason::Edited(_))) {
        let places = listed(dropped.reason.places().iter());
        lines.push(format!("the source that it kept is not given back: what was made of it was changed at {places}"));
    }
    let lost = fallen(|reason| matches!(reason, Reason::NoCounterpart));
    if loss.is_restored && !lost.is_empty() {
        lines.push(format!("not in it, as it has no place there: {}", names(&lost)));
    }
    lines
}

/// What is taken for granted, where it is little.
fn assumptions(loss: &Loss) -> Option<String> {
    let name = |assumed: &Assumed| match assumed.pointer.tokens() {
        [] => assumed.value.trim_matches('"').to_owned(),
        _ => assumed.pointer.to_string(),
    };
    let names: Vec<String> = loss.assumed.iter().map(name).collect();
    (1..=FEW).contains(&names.len()).then(|| format!("assumed: {}", names.join(", ")))
}

/// The first of several places, and how many others there are.
fn listed<'p>(places: impl ExactSizeIterator<Item = &'p Pointer>) -> String {
    let more = places.len().saturating_sub(FEW);
    let name = |at: &Pointer| if at.tokens().is_empty() { "the root".to_owned() } else { at.to_string() };
    let shown: Vec<String> = places.take(FEW).map(name).collect();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    shown.join(", ") + &more
}

/// What is advised of a value that the user gave, which is the same for every payload.
pub fn given(finding: &Finding) -> String {
    let place = finding.pointer.to_string();
    super::complaint("note", &format!("--set {place}: {}", finding.message), finding.help.as_deref())
}

/// Says that several results have one id.
pub fn shared_id(at: &Pointer, count: usize) -> String {
    super::complaint("note", &format!("--set {at} gives {count} results the same id"), None)
}

/// Says that a table does not show all, and how it would.
pub fn columnless(count: usize) -> String {
    let what = counted(count, "field");
    let verb = if count == 1 { "is" } else { "are" };
    super::complaint("note", &format!("{what} {verb} in no column; --columns all has one for each"), None)
}

/// The totals of a run in a line.
pub fn conversions(totals: &Conversions, is_mapped: bool) -> String {
    let written = totals.payloads.saturating_sub(totals.refused + totals.broken);
    let mut out = format!("{} converted", counted(written, "payload"));
    let refused = totals.refused + totals.broken;
    if refused > 0 {
        let _ = write!(out, ", {refused} not");
    }
    if is_mapped {
        let _ = write!(out, ": {} mapped", counted(totals.mapped, "field"));
        for (count, what) in [
            (totals.changed, "changed on the way"),
            (totals.dropped, "dropped"),
            (totals.kept, "in the kept sources only"),
        ] {
            if count > 0 {
                let _ = write!(out, ", {count} {what}");
            }
        }
    }
    out
}

/// Says that cells are not what the payloads say, and how to have them so.
pub fn guarded(count: u64) -> String {
    match count {
        1 => "1 cell has an apostrophe before it, as a spreadsheet would take it for a formula; --no-guard leaves it as it is"
            .to_owned(),
        _ => format!(
            "{count} cells have an apostrophe before them, as a spreadsheet would take them for formulas; --no-guard leaves them as they are"
        ),
    }
}
