//! The line that ends a run, on stderr.

use crate::report::Summary;
use std::time::Duration;

/// The totals of a run in one line; how long it took only where somebody watches.
pub fn summary(summary: &Summary, took: Option<Duration>) -> String {
    let mut parts = Vec::new();
    let mut part = |count: usize, word: &str| {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    };
    part(summary.valid, "valid");
    part(summary.invalid, "invalid");
    part(summary.unreadable, "unreadable");
    part(summary.skipped, "skipped");
    let found = match (summary.errors, summary.advices) {
        (0, 0) => String::new(),
        (errors, 0) => format!(": {}", counted(errors, "error", "errors")),
        (0, advices) => format!(": {}", format!("{advices} advice")),
        (errors, advices) => format!(": {}, {}", counted(errors, "error", "errors"), format!("{advices} advice")),
    };
    let mut line = format!("{}, {}{found}", counted(summary.payloads, "payload", "payloads"), parts.join(", "));
    let events: Vec<String> = match summary.events.as_slice() {
        [only] if only.count == summary.payloads => vec![only.words.clone()],
        several => several.iter().map(|seen| format!("{} {}", seen.count, seen.words)).collect(),
    };
    if !events.is_empty() {
        line += &format!(" ({})", events.join(", "));
    }
    if let Some(took) = took {
        line += &match took.as_millis() {
            0 => ", under 1 ms".to_owned(),
            millis if millis < 10_000 => format!(", {millis} ms"),
            _ => format!(", {:.1} s", took.as_secs_f64()),
        };
    }
    line
}

/// What is said of inputs that hold no payload.
pub fn nothing_found(names: &[String]) -> String {
    format!("{} no payload", if names.len() == 1 { format!("{} holds", names[0]) } else { format!("{} hold", names.join(", ")) })
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
