//! The manual's pages about rules.

use super::columns::columns;
use super::style::Style;
use crate::finding::Rule;
use serde::Serialize;
use std::io::{self, Write};

/// Writes a table of all rules.
///
/// # Errors
///
/// When the output takes no more.
pub fn rules(out: &mut dyn Write, width: usize) -> io::Result<()> {
    let rows = Rule::ALL.iter().map(|rule| [rule.id(), rule.page().severity, rule.page().when]);
    columns(out, ["rule", "severity", "when"], rows, Some(width))
}

/// Explains one rule.
///
/// # Errors
///
/// When the output takes no more.
pub fn rule(out: &mut dyn Write, rule: Rule, style: Style) -> io::Result<()> {
    let page = rule.page();
    writeln!(out, "{}: {}", style.bold(rule), page.when)?;
    writeln!(out)?;
    writeln!(out, "  severity  {}", page.severity)?;
    writeln!(out, "  example   {}", super::style::safe(page.example))?;
    writeln!(out, "  way out   {}", page.way_out)
}

#[derive(Serialize)]
struct Rules {
    version: u32,
    rules: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    rule: &'static str,
    severity: &'static str,
    when: &'static str,
    example: &'static str,
    way_out: &'static str,
}

/// Writes rules as one JSON document.
///
/// # Errors
///
/// When the output takes no more.
pub fn rules_json(out: &mut dyn Write, rules: &[Rule]) -> io::Result<()> {
    let entry = |rule: &Rule| {
        let page = rule.page();
        Entry {
            rule: rule.id(),
            severity: page.severity,
            when: page.when,
            example: page.example,
            way_out: page.way_out,
        }
    };
    let document = Rules { version: 1, rules: rules.iter().map(entry).collect() };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
