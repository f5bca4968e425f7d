//! The line that ends a run, on stderr.

use crate::report::Summary;
use crate::words::{counted, grouped};
use std::io::{self, Write};
use std::time::Duration;

/// The totals of a run in one line; how long it took only where somebody watches.
pub fn summary(summary: &Summary, took: Option<Duration>) -> String {
    let verdicts = [
        (summary.valid, "valid"),
        (summary.invalid, "invalid"),
        (summary.unreadable, "unreadable"),
        (summary.skipped, "skipped"),
    ];
    let payloads = std::iter::once(counted(summary.payloads, "payload"));
    let verdicts = verdicts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    let counts = payloads.chain(verdicts).collect::<Vec<_>>().join(", ");
    let found = match (summary.errors, summary.advices) {
        (0, 0) => String::new(),
        (errors, 0) => format!(": {}", counted(errors, "error")),
        (0, advices) => format!(": {advices} advice"),
        (errors, advices) => format!(": {}, {advices} advice", counted(errors, "error")),
    };
    format!("{counts}{found}{}{}", events(summary), took.map_or(String::new(), elapsed))
}

fn events(summary: &Summary) -> String {
    match summary.events.as_slice() {
        [] => String::new(),
        [only] if only.count == summary.payloads => format!(" ({})", only.words),
        several => {
            let counts: Vec<String> = several.iter().map(|seen| format!("{} {}", seen.count, seen.words)).collect();
            format!(" ({})", counts.join(", "))
        }
    }
}

fn elapsed(took: Duration) -> String {
    match took.as_millis() {
        0 => ", under 1 ms".to_owned(),
        millis if millis < 10_000 => format!(", {millis} ms"),
        _ => format!(", {:.1} s", took.as_secs_f64()),
    }
}

/// Says how many findings were not printed, and how to see them.
pub(super) fn truncated(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    match summary.truncated {
        0 => Ok(()),
        count => writeln!(out, "... and {} more; --max-findings 0 shows all", grouped(count)),
    }
}

/// What is said of inputs that hold no payload.
pub fn nothing_found(names: &[String]) -> String {
    format!(
        "{} no payload",
        if names.len() == 1 { format!("{} holds", names[0]) } else { format!("{} hold", names.join(", ")) }
    )
}
