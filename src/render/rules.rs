//! The manual's pages about rules.

use super::style::Style;
use crate::finding::Rule;
use comfy_table::Table;
use serde::Serialize;
use std::io::{self, Write};

/// Writes a table of all rules.
///
/// # Errors
///
/// When the output takes no more.
pub fn rules(out: &mut dyn Write, columns: usize) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING).set_width(u16::try_from(columns).unwrap_or(u16::MAX));
    table.set_content_arrangement(comfy_table::ContentArrangement::Dynamic);
    table.set_header(["rule", "severity", "when"]);
    for rule in Rule::ALL {
        let page = rule.page();
        table.add_row([rule.id(), page.severity, page.when]);
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
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
