//! The families and events as a listing, and one event as a page of the manual.

use super::style::{Style, safe};
use crate::family::{EventKind, Family};
use crate::reference::{EventPage, FieldRow, Part, Shape};
use crate::schema::Presence;
use comfy_table::{ColumnConstraint, ContentArrangement, Table};
use std::io::{self, Write};

/// The column of the meanings, and how narrow it may get in a table.
const MEANING: usize = 3;
const NARROWEST: usize = 24;

/// Lists the events of all families.
///
/// # Errors
///
/// When the output takes no more.
pub fn events(out: &mut dyn Write, families: &[Family], style: Style) -> io::Result<()> {
    for (index, family) in families.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{} ({}), {}", style.bold(safe(family.title())), safe(&family.id), safe(family.docs()))?;
        let mut table = table(style);
        for event in family.events() {
            table.add_row([safe(&event.name), safe(&event.title), remarks(family, event)]);
        }
        lines(out, &table)?;
    }
    Ok(())
}

/// Other names of an event, and those that share its payload.
fn remarks(family: &Family, event: &EventKind) -> String {
    let twins: Vec<String> = family.twins_of(event).map(|twin| safe(&twin.name)).collect();
    let aliases: Vec<String> = event.aliases.iter().map(|alias| safe(alias)).collect();
    let said = |words: &str, names: Vec<String>| (!names.is_empty()).then(|| format!("{words} {}", names.join(", ")));
    [said("also:", aliases), said("twin of", twins)].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Explains one event.
///
/// # Errors
///
/// When the output takes no more.
pub fn event(out: &mut dyn Write, page: &EventPage<'_>, style: Style) -> io::Result<()> {
    let event = page.event;
    let name = format!("{} {}", page.family.name(), event.name);
    writeln!(out, "{}: {}", style.bold(safe(&name)), safe(&event.title))?;
    let mut facts = vec![("docs", event.docs.as_deref().unwrap_or_else(|| page.family.docs()).to_owned())];
    if !event.aliases.is_empty() {
        facts.push(("also", event.aliases.join(", ")));
    }
    if !page.twins.is_empty() {
        facts.push(("twin of", format!("{}: their payloads are alike", page.twins.join(", "))));
    }
    facts.extend(page.shapes.iter().map(|shape| ("shape", place_of(shape))));
    for (word, text) in facts {
        writeln!(out, "  {word:<9}{}", safe(&text))?;
    }
    for part in &page.parts {
        writeln!(out)?;
        if part.is_envelope {
            writeln!(out, "Around the body in the shape {}:", part.shapes.join(" and "))?;
            writeln!(out)?;
        }
        fields(out, part, style)?;
    }
    if let Some(sample) = page.samples.first() {
        writeln!(out)?;
        writeln!(out, "Example, as `hookspect sample {}` prints it:", safe(&event.name))?;
        writeln!(out)?;
        out.write_all(sample.text)?;
    }
    Ok(())
}

fn place_of(shape: &Shape<'_>) -> String {
    let body = shape.body.to_string();
    let place =
        if body.is_empty() { "the body is the whole payload".to_owned() } else { format!("the body is at {body}") };
    let name = shape.event.map_or_else(String::new, |event| format!(", the event's name at {event}"));
    format!("{}: {place}{name}", shape.name)
}

/// The fields in a table or, on a terminal too narrow for one, field by field. With `-v` what each means is said in full.
fn fields(out: &mut dyn Write, part: &Part, style: Style) -> io::Result<()> {
    let mut table = table(style);
    table.set_header(["field", "type", "required", "meaning", "unit", "personal"]);
    for row in &part.rows {
        let meaning = &row.field.meaning;
        table.add_row([
            safe(&row.pointer),
            type_in_words(row),
            row.field.presence.word().to_owned(),
            said(row, style),
            meaning.unit.as_deref().map_or_else(String::new, unit_in_words),
            meaning.personal.clone().unwrap_or_default(),
        ]);
    }
    let widths = table.column_max_content_widths();
    let others =
        widths.iter().enumerate().filter(|(index, _)| *index != MEANING).map(|(_, width)| usize::from(*width) + 2);
    let room = style.columns.unwrap_or(usize::MAX).saturating_sub(others.sum());
    if room < NARROWEST {
        return part.rows.iter().try_for_each(|row| block(out, row, style));
    }
    for (_, column) in table.column_iter_mut().enumerate().filter(|(index, _)| *index != MEANING) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    lines(out, &table)
}

/// A field on lines of its own.
fn block(out: &mut dyn Write, row: &FieldRow, style: Style) -> io::Result<()> {
    let meaning = &row.field.meaning;
    let required = match row.field.presence {
        Presence::Required => "required",
        Presence::Advised => "required by advice",
        Presence::Sometimes => "sometimes required",
        Presence::Optional => "may be missing",
    };
    let unit = meaning.unit.as_deref().map(unit_in_words);
    let personal = meaning.personal.as_deref().map(|kind| format!("personal ({kind})"));
    let facts: Vec<String> =
        [Some(type_in_words(row)), Some(required.to_owned()), unit, personal].into_iter().flatten().collect();
    writeln!(out, " {}", style.bold(safe(&row.pointer)))?;
    let width = style.columns.unwrap_or(usize::MAX).max(NARROWEST);
    for text in [facts.join(", "), said(row, style)] {
        for line in
            textwrap::wrap(&text, textwrap::Options::new(width).initial_indent("    ").subsequent_indent("    "))
        {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

fn said(row: &FieldRow, style: Style) -> String {
    let meaning = &row.field.meaning;
    let title = meaning.title.as_deref().unwrap_or_default();
    let more = meaning.description.as_deref().filter(|_| style.verbose);
    let more = more.map_or_else(String::new, |more| format!(". {more}"));
    let values: Vec<String> = meaning.values.iter().filter(|value| !value.is_null()).map(ToString::to_string).collect();
    let values = match (values.as_slice(), more.is_empty()) {
        ([], _) => String::new(),
        (_, true) => format!(": {}", values.join(", ")),
        (_, false) => format!(" Known values: {}.", values.join(", ")),
    };
    safe(&format!("{title}{more}{values}"))
}

fn type_in_words(row: &FieldRow) -> String {
    let field = &row.field;
    let word = |kind: &String| match (kind.as_str(), field.meaning.format.as_deref()) {
        ("string", Some("date-time")) => "date-time".to_owned(),
        ("string", Some("date")) => "date".to_owned(),
        ("array", _) if !field.inner.is_empty() => format!("list of {}", plural(&field.inner)),
        ("object", _) if !field.inner.is_empty() => format!("map of {}", plural(&field.inner)),
        (kind, _) => kind_in_words(kind).to_owned(),
    };
    let words: Vec<String> = field.types.iter().map(word).collect();
    if words.is_empty() { "anything".to_owned() } else { words.join(" or ") }
}

fn kind_in_words(kind: &str) -> &str {
    match kind {
        "string" => "text",
        "integer" => "whole number",
        "boolean" => "true or false",
        other => other,
    }
}

fn plural(kinds: &[String]) -> String {
    let word = |kind: &String| match kind.as_str() {
        "string" => "texts".to_owned(),
        "boolean" => "booleans".to_owned(),
        "null" => "nulls".to_owned(),
        other => format!("{}s", kind_in_words(other)),
    };
    kinds.iter().map(word).collect::<Vec<_>>().join(" or ")
}

fn unit_in_words(unit: &str) -> String {
    if unit == "currency-minor" { "minor units".to_owned() } else { unit.to_owned() }
}

/// A table as wide as the terminal; where nobody watches, each row is one line.
fn table(style: Style) -> Table {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    if let Some(columns) = style.columns {
        table.set_width(u16::try_from(columns).unwrap_or(u16::MAX));
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    table
}

fn lines(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
