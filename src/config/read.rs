//! From text to settings: every key is known, stands where it may, and holds what it takes; or a fault says otherwise.

use super::fault::{Fault, fault};
use super::key::{Key, Section, Table};
use super::layer::Layer;
use super::overrides::{self, Overrides, PATHS};
use super::value::{self, Placed, mistyped};
use crate::json::escape;
use crate::near::nearest;
use globset::Glob;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The name of the list of overrides.
const OVERRIDE: &str = "override";

/// Flags that no file can set: they are about a single run.
pub const FLAGS_ONLY: &[&str] = &["config", "no-config", "show-config", "stdin-filename", "filter", "quiet", "verbose"];

/// What the parts of a file say.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) top: Layer,
    /// In the order of [`Table::ALL`].
    tables: [Layer; Table::ALL.len()],
    pub(super) overrides: Overrides,
}

impl Parts {
    pub(super) fn table(&self, table: Table) -> &Layer {
        &self.tables[table as usize]
    }
}

/// Reads a file whose paths begin in `folder`. The second part is everything that is wrong with it.
pub(super) fn read(text: &str, folder: &Path) -> (Parts, Vec<Fault>) {
    let mut syntax = Vec::new();
    let legible = without_lost_lines(text, &mut syntax);
    let (table, errors) = DeTable::parse_recoverable(&legible);
    syntax.extend(errors.iter().map(|error| syntax_fault(error, text)));
    let mut reader = Reader { folder, is_whole: syntax.is_empty(), faults: Vec::new() };
    let parts = reader.file(table.get_ref());
    let mut faults = reader.faults;
    faults.retain(|found| is_certain(found, &syntax, text));
    faults.extend(syntax);
    (parts, faults)
}

/// The text with spaces in place of lines that hold no value (`strict: true`), whose faults are told. The parser would not
/// look at what follows them.
fn without_lost_lines<'t>(text: &'t str, faults: &mut Vec<Fault>) -> Cow<'t, str> {
    /// How often what was behind such lines is looked at: after the first time there are seldom more.
    const PASSES: usize = 8;
    let mut legible = Cow::Borrowed(text);
    for _ in 0..PASSES {
        let (_, errors) = DeTable::parse_recoverable(&legible);
        let lost: Vec<Fault> =
            errors.iter().map(|error| syntax_fault(error, text)).filter(|fault| is_lost(text, fault)).collect();
        if lost.is_empty() {
            break;
        }
        for fault in &lost {
            let line = line_at(text, fault);
            legible.to_mut().replace_range(line.clone(), &" ".repeat(line.len()));
        }
        faults.extend(lost);
    }
    legible
}

/// Whether a fault stands in a line that begins like a key and holds no value.
fn is_lost(text: &str, fault: &Fault) -> bool {
    let line = &text[line_at(text, fault)];
    line.trim_start().starts_with(char::is_alphanumeric) && DeTable::parse_recoverable(line).0.get_ref().is_empty()
}

/// The line of a fault, without its end.
fn line_at(text: &str, fault: &Fault) -> Range<usize> {
    let at = fault.place.start as usize;
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |newline| newline + 1);
    start..memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |length| start + length)
}

fn syntax_fault(error: &toml::de::Error, text: &str) -> Fault {
    let Range { start, end } = error.span().unwrap_or(0..0);
    // The end of the file has no width, and the end of a line is not seen.
    fault(start..end.max(start + 1).min(text.len()), error.message())
}

/// Whether a fault is one whatever was meant where the syntax is broken: not on the same line, nor below a broken header.
fn is_certain(found: &Fault, syntax: &[Fault], text: &str) -> bool {
    let here = line_at(text, found);
    let is_header = |line: &Range<usize>| text[line.clone()].trim_start().starts_with('[');
    let mut broken = syntax.iter().map(|fault| line_at(text, fault));
    broken.all(|line| line != here && !(line.start < here.start && is_header(&line)))
}

struct Reader<'a> {
    folder: &'a Path,
    /// Whether nothing is missing from the file because it could not be parsed.
    is_whole: bool,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn file(&mut self, table: &DeTable<'_>) -> Parts {
        let mut parts = Parts { top: self.section(Section::Top, table), ..Parts::default() };
        for (of_command, layer) in Table::ALL.iter().zip(&mut parts.tables) {
            if let Some(value) = table.get(of_command.name()) {
                *layer = self.table(*of_command, value);
            }
        }
        if let Some(value) = table.get(OVERRIDE) {
            parts.overrides = self.overrides(value);
        }
        parts
    }

    fn table(&mut self, table: Table, value: &Placed<'_>) -> Layer {
        let DeValue::Table(keys) = value.get_ref() else {
            self.faults.push(mistyped(&value::subject(table.name(), false), "a table", value));
            return Layer::default();
        };
        self.section(Section::Table(table), keys)
    }

    fn overrides(&mut self, value: &Placed<'_>) -> Overrides {
        let DeValue::Array(items) = value.get_ref() else {
            let fault = mistyped(&value::subject(OVERRIDE, false), "a list of tables", value);
            self.faults.push(fault.with_help(format!("write [[{OVERRIDE}]]")));
            return Overrides::default();
        };
        let sections = items.iter().filter_map(|item| self.one_override(item)).collect();
        Overrides::new(sections).unwrap_or_else(|error| {
            self.faults.push(fault(value.span(), error.to_string()));
            Overrides::default()
        })
    }

    fn one_override(&mut self, value: &Placed<'_>) -> Option<(Vec<Glob>, Layer)> {
        let DeValue::Table(keys) = value.get_ref() else {
            self.faults.push(mistyped(&value::subject(OVERRIDE, true), "a table", value));
            return None;
        };
        let layer = self.section(Section::Override, keys);
        let Some(paths) = keys.get(PATHS) else {
            if self.is_whole {
                let message = format!("\"{PATHS}\" is missing: nobody knows which files are meant");
                self.faults.push(fault(value.span(), message).with_help(format!("add {PATHS} = [\"folder/**\"]")));
            }
            return None;
        };
        Some((overrides::globs(paths, &mut self.faults), layer))
    }

    /// Reads the keys that stand directly in a section.
    fn section(&mut self, section: Section, table: &DeTable<'_>) -> Layer {
        let mut layer = Layer::default();
        for (name, value) in table {
            let is_part = match section {
                Section::Top => {
                    Table::ALL.iter().any(|table| table.name() == name.get_ref()) || name.get_ref() == OVERRIDE
                }
                Section::Table(_) => false,
                Section::Override => name.get_ref() == PATHS,
            };
            match section.key(name.get_ref()) {
                _ if is_part => {}
                Some(key) => layer.0.extend(value::entries(key, value, self.folder, &mut self.faults)),
                None => self.faults.push(stranger(section, name)),
            }
        }
        self.conflicts(section, table);
        layer
    }

    /// Tells which keys of a section exclude each other. An empty list says nothing.
    fn conflicts(&mut self, section: Section, table: &DeTable<'_>) {
        let says = |value: &Placed<'_>| value.get_ref().as_array().is_none_or(|items| !items.is_empty());
        for (name, value) in table {
            let others = section.key(name.get_ref()).filter(|_| says(value)).map_or(&[][..], Key::conflicts);
            for (other, value) in others.iter().filter_map(|other| table.get_key_value(other.name())) {
                if says(value) {
                    let message = format!("\"{}\" cannot stand beside \"{}\"", other.get_ref(), name.get_ref());
                    self.faults.push(fault(other.span(), message));
                }
            }
        }
    }
}

/// A key that does not stand in this section: because it belongs elsewhere, or because there is none of that name.
fn stranger(section: Section, name: &Spanned<toml::de::DeString<'_>>) -> Fault {
    let key = name.get_ref();
    let is_known = Key::with_name(key).next().is_some();
    let message = match (section, is_known) {
        (Section::Top, true) => format!("\"{key}\" does not stand before the first table"),
        (Section::Top, false) => format!("{} is not a key of this file", escape(key)),
        (Section::Table(table), true) => format!("\"{key}\" does not stand in [{}]", table.name()),
        (Section::Table(table), false) => format!("{} is not a key of [{}]", escape(key), table.name()),
        (Section::Override, true) => format!("\"{key}\" does not stand in [[{OVERRIDE}]]"),
        (Section::Override, false) => format!("{} is not a key of [[{OVERRIDE}]]", escape(key)),
    };
    let found = fault(name.span(), message);
    match help(section, key) {
        Some(help) => found.with_help(help),
        None => found,
    }
}

fn help(section: Section, name: &str) -> Option<String> {
    if FLAGS_ONLY.contains(&name) {
        return Some(format!("it is a flag only: --{name}"));
    }
    let home =
        |key: Key| key.table().map_or("before the first table".to_owned(), |table| format!("in [{}]", table.name()));
    let homes: Vec<String> = Key::with_name(name).map(home).collect();
    if !homes.is_empty() {
        let reason = if section == Section::Override { "it holds for the whole run: " } else { "" };
        return Some(format!("{reason}it stands {}", homes.join(" or ")));
    }
    let parts: &[&str] = match section {
        Section::Top => &[Table::Validate.name(), Table::Diff.name(), OVERRIDE],
        Section::Table(_) => &[],
        Section::Override => &[PATHS],
    };
    let known: Vec<&str> = section.keys().map(Key::name).chain(parts.iter().copied()).collect();
    let elsewhere = Section::ALL.iter().flat_map(|section| section.keys()).map(Key::name);
    match nearest(name, known.iter().copied()) {
        Some(near) => Some(format!("did you mean \"{near}\"?")),
        None => {
            nearest(name, elsewhere).and_then(|near| Some(format!("did you mean \"{near}\"? {}", help(section, near)?)))
        }
    }
}
