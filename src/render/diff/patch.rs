//! `json-patch` and `merge-patch`.

use crate::report::{Detail, PairReport};
use std::io::{self, Write};

/// One operation on each line.
pub(super) fn json_patch(out: &mut dyn Write, pair: &PairReport) -> io::Result<()> {
    let Detail::Patch(operations) = &pair.detail else { return Ok(()) };
    if operations.is_empty() {
        return writeln!(out, "[]");
    }
    writeln!(out, "[")?;
    for (index, operation) in operations.iter().enumerate() {
        write!(out, "  {{\"op\":\"{}\"", operation.name)?;
        if let Some(from) = &operation.from {
            write!(out, ",\"from\":{}", quoted(from)?)?;
        }
        write!(out, ",\"path\":{}", quoted(&operation.path)?)?;
        if let Some(value) = &operation.value {
            write!(out, ",\"value\":{value}")?;
        }
        writeln!(out, "}}{}", if index + 1 < operations.len() { "," } else { "" })?;
    }
    writeln!(out, "]")
}

pub(super) fn merge_patch(out: &mut dyn Write, pair: &PairReport) -> io::Result<()> {
    let Detail::Merge(patch) = &pair.detail else { return Ok(()) };
    writeln!(out, "{patch}")
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> io::Result<String> {
    Ok(serde_json::to_string(text)?)
}
