//! The families and events as a listing, and one event as a page of the manual.

use super::style::{Style, safe};
use crate::family::{EventKind, Family};
use crate::reference::{EventPage, FieldRow, Part, Shape};
use crate::schema::Presence;
use comfy_table::{ColumnConstraint, ContentArrangement, Table};
use std::io::{self, Write};

/// The column of the meanings, and how narrow it may get in a table. It is the last one: where nobody watches, lines are not
/// broken, and what stands after a long one would be hard to find.
const MEANING: usize = 5;
const NARROWEST: usize = 40;

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
        let names = page.twins.join(", ");
        facts.push(("twin of", format!("{names}: the same fields, so that only a name around them tells which it is")));
    }
    facts.extend(page.shapes.iter().map(|shape| ("shape", place_of(shape))));
    for (word, text) in facts {
        writeln!(out, "  {word:<9}{}", safe(&text))?;
    }
    let tables: Vec<Table> = page.parts.iter().map(|part| fields(part, style)).collect();
    // One layout for the whole page.
    let fits = tables.iter().all(|table| has_room(table, style));
    for (part, mut table) in page.parts.iter().zip(tables) {
        writeln!(out, "\n{}\n", style.bold(caption(page, part)))?;
        if fits {
            for (_, column) in table.column_iter_mut().enumerate().filter(|(index, _)| *index != MEANING) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
            lines(out, &table)?;
        } else {
            part.rows.iter().try_for_each(|row| block(out, row, style))?;
        }
    }
    writeln!(out)?;
    legend(out, page, style)?;
    if let Some(sample) = page.samples.first() {
        let title = format!("Example (`hookspect sample {}`):", safe(&event.name));
        writeln!(out, "\n{}\n", style.bold(title))?;
        out.write_all(sample.text)?;
        if !sample.text.ends_with(b"\n") {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// What a table of fields is about.
fn caption(page: &EventPage<'_>, part: &Part) -> String {
    let shapes = part.shapes.join(" and ");
    let shape = page.shapes.iter().find(|shape| part.shapes.iter().any(|name| name == shape.name));
    let body = shape.map_or_else(String::new, |shape| shape.body.to_string());
    match (part.is_envelope, body.is_empty()) {
        (true, _) => format!("In the shape {shapes}, around the body, whose fields stand below {body}:"),
        (false, true) => "Fields of the body:".to_owned(),
        (false, false) => format!("Fields, in the shape {shapes}:"),
    }
}

/// What the words in the tables mean, as far as they occur.
fn legend(out: &mut dyn Write, page: &EventPage<'_>, style: Style) -> io::Result<()> {
    let rows = || page.parts.iter().flat_map(|part| &part.rows);
    let has = |presence: Presence| rows().any(|row| row.field.presence == presence);
    let mut words = vec!["yes: there whenever the object around it is"];
    words.extend(has(Presence::Advised).then_some("advised: it should be there, and it is no error when it is not"));
    words.extend(has(Presence::Sometimes).then_some("sometimes: for some kinds, or beside some other field"));
    words.push("no: may be missing");
    let mut notes = vec![format!("Required: {}", words.join("; "))];
    if rows().any(|row| row.field.meaning.personal.as_deref() == Some("account")) {
        notes.push("Personal: account is an id; values of the other kinds are not shown unasked".to_owned());
    }
    if !style.verbose {
        notes.push("-v says more of each field".to_owned());
    }
    let wrap = |note: &String| textwrap::fill(note, style.columns.unwrap_or(usize::MAX));
    notes.iter().try_for_each(|note| writeln!(out, "{}", style.dim(wrap(note))))
}

fn place_of(shape: &Shape<'_>) -> String {
    let body = shape.body.to_string();
    let place =
        if body.is_empty() { "the body is the whole payload".to_owned() } else { format!("the body is at {body}") };
    let name =
        shape.event.map_or(", which names no event".to_owned(), |event| format!(", the event's name at {event}"));
    format!("{}: {place}{name}", shape.name)
}

/// A table of fields; with `-v` what each means is said in full.
fn fields(part: &Part, style: Style) -> Table {
    let mut table = table(style);
    table.set_header(["field", "type", "required", "unit", "personal", "meaning"]);
    for row in &part.rows {
        let meaning = &row.field.meaning;
        table.add_row([
            safe(&row.pointer),
            type_in_words(row),
            row.field.presence.word().to_owned(),
            meaning.unit.as_deref().map_or_else(String::new, unit_in_words),
            meaning.personal.clone().unwrap_or_default(),
            said(row, style),
        ]);
    }
    table
}

/// Whether enough of the terminal is left for the meanings.
fn has_room(table: &Table, style: Style) -> bool {
    let widths = table.column_max_content_widths();
    let others = widths.iter().enumerate().filter(|(index, _)| *index != MEANING);
    let others: usize = others.map(|(_, width)| usize::from(*width) + 2).sum();
    style.columns.is_none_or(|columns| columns >= others + NARROWEST)
}

/// A field on lines of its own.
fn block(out: &mut dyn Write, row: &FieldRow, style: Style) -> io::Result<()> {
    let meaning = &row.field.meaning;
    let required = format!("required: {}", row.field.presence.word());
    let unit = meaning.unit.as_deref().map(unit_in_words);
    let personal = meaning.personal.as_deref().map(|kind| format!("personal ({kind})"));
    let facts: Vec<String> = [Some(type_in_words(row)), Some(required), unit, personal].into_iter().flatten().collect();
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
