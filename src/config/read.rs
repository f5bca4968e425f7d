//! From text to settings: every key is known, stands where it may, and holds what it takes; or a fault says otherwise.

use super::fault::{Fault, fault};
use super::key::{Key, Section, Table};
use super::layer::Layer;
use super::overrides::{self, Override, PATHS};
use super::value::{self, Placed, mistyped};
use crate::json::{Origin, escape};
use crate::near::nearest;
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
    pub(super) validate: Layer,
    pub(super) overrides: Vec<Override>,
}

/// Reads a file whose paths begin in `folder`. The second part is everything that is wrong with it.
pub(super) fn read(text: &str, folder: &Path) -> (Parts, Vec<Fault>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let syntax: Vec<Fault> = errors.iter().map(|error| syntax_fault(error, text)).collect();
    let mut reader = Reader { folder, is_whole: syntax.is_empty(), faults: Vec::new() };
    let parts = reader.file(table.get_ref());
    let mut faults = reader.faults;
    faults.retain(|found| is_certain(found, &syntax, text));
    faults.extend(syntax);
    (parts, faults)
}

fn syntax_fault(error: &toml::de::Error, text: &str) -> Fault {
    let Range { start, end } = error.span().unwrap_or(0..0);
    // The end of the file has no width, and the end of a line is not seen.
    fault(start..end.max(start + 1).min(text.len()), error.message())
}

/// Whether a fault is one whatever was meant where the syntax is broken: not on the same line, nor below a broken header.
fn is_certain(found: &Fault, syntax: &[Fault], text: &str) -> bool {
    let line = |fault: &Fault| Origin::default().position(text.as_bytes(), fault.place.start as usize).line;
    let is_header = |line: u64| {
        let text = usize::try_from(line).ok().and_then(|line| text.lines().nth(line - 1));
        text.is_some_and(|text| text.trim_start().starts_with('['))
    };
    let here = line(found);
    syntax.iter().map(line).all(|broken| broken != here && !(broken < here && is_header(broken)))
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
        if let Some(value) = table.get(Table::Validate.name()) {
            parts.validate = self.table(Table::Validate, value);
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

    fn overrides(&mut self, value: &Placed<'_>) -> Vec<Override> {
        let DeValue::Array(items) = value.get_ref() else {
            let fault = mistyped(&value::subject(OVERRIDE, false), "a list of tables", value);
            self.faults.push(fault.with_help(format!("write [[{OVERRIDE}]]")));
            return Vec::new();
        };
        items.iter().filter_map(|item| self.one_override(item)).collect()
    }

    fn one_override(&mut self, value: &Placed<'_>) -> Option<Override> {
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
        Some(Override::new(overrides::globs(paths, &mut self.faults), layer))
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
            match Key::with_name(name.get_ref()) {
                _ if is_part => {}
                Some(key) if section.takes(key) => {
                    layer.0.extend(value::entries(key, value, self.folder, &mut self.faults));
                }
                _ => self.faults.push(stranger(section, name)),
            }
        }
        self.conflicts(table);
        layer
    }

    /// Tells which keys of a section exclude each other.
    fn conflicts(&mut self, table: &DeTable<'_>) {
        for (name, _) in table {
            let others = Key::with_name(name.get_ref()).map_or(&[][..], Key::conflicts);
            for (other, _) in others.iter().filter_map(|other| table.get_key_value(other.name())) {
                let message = format!("\"{}\" cannot stand beside \"{}\"", other.get_ref(), name.get_ref());
                self.faults.push(fault(other.span(), message));
            }
        }
    }
}

/// A key that does not stand in this section: because it belongs elsewhere, or because there is none of that name.
fn stranger(section: Section, name: &Spanned<toml::de::DeString<'_>>) -> Fault {
    let key = name.get_ref();
    let is_known = Key::with_name(key).is_some();
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
    if let Some(key) = Key::with_name(name) {
        let home = key.table().map_or("before the first table".to_owned(), |table| format!("in [{}]", table.name()));
        let reason = if section == Section::Override { "it holds for the whole run: " } else { "" };
        return Some(format!("{reason}it stands {home}"));
    }
    let parts: &[&str] = match section {
        Section::Top => &[Table::Validate.name(), OVERRIDE],
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
