//! What `fmt` says of files.

use super::style::{Style, safe};
use crate::json::Position;
use crate::report::Formatting;
use crate::words::counted;

/// The line of a file that is not laid out as it should be, with the first place where it is not.
pub fn not_formatted(file: &str, place: Position, style: Style) -> String {
    let place = style.bold(format!("{}:{}:{}:", safe(file), place.line, place.column));
    format!("{place} would change")
}

/// The line of a file that was written.
pub fn formatted(file: &str) -> String {
    format!("{}: changed", safe(file))
}

/// The totals of a run in one line.
pub fn formatting(totals: &Formatting) -> String {
    let changes = if totals.is_check { "would change" } else { "changed" };
    let parts = [(totals.changes, changes), (totals.broken, "not JSON"), (totals.failed, "failed")];
    if parts.iter().all(|(count, _)| *count == 0) {
        return format!("{}, nothing to change", counted(totals.files, "file"));
    }
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!(", {count} {words}"));
    counted(totals.files, "file") + &parts.collect::<String>()
}
