//! What a conversion lost and what it needs, for people.

use super::style::{Style, safe};
use crate::convert::{Conversion, Loss};
use crate::finding::{Rule, Severity};
use crate::report::Conversions;
use crate::words::counted;
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

/// What became of one payload, in a line.
pub fn conversion_loss(name: &str, conversion: &Conversion, has_report: bool) -> String {
    let loss = &conversion.loss;
    if loss.is_restored {
        return format!("{}: the source that it kept is given back", safe(name));
    }
    let end = if conversion.document.is_some() { "" } else { "; nothing written" };
    format!("{}: {}{}{end}", safe(name), counts(loss), hint(loss, has_report))
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
    let has_more = !(loss.changed.is_empty() && loss.dropped.is_empty() && loss.assumed.is_empty());
    if has_more && !has_report { " (--loss FILE lists each)" } else { "" }
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
