//! What was said, where, and what holds when several places speak.

use super::Config;
use super::key::{Key, Table};
use crate::json::Span;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A value of a key, or an item of its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `true` or `false`.
    Switch(bool),
    /// A whole number.
    Count(usize),
    /// A name, one of several words, or the id of a rule.
    Text(String),
    /// A path, from the working directory or from a root.
    Path(PathBuf),
    /// A format, and the file that a report in it goes to.
    Report(String, PathBuf),
}

/// Who said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// A flag.
    CommandLine,
    /// A variable.
    Environment,
    /// The file, at this place in its text.
    File(Span),
}

/// One thing that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is about.
    pub key: Key,
    /// What was said.
    pub value: Value,
    /// Who said it.
    pub speaker: Speaker,
}

/// Everything that was said in one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layer(pub Vec<Entry>);

impl Layer {
    /// What it says of a key, in its order.
    pub fn of(&self, key: Key) -> impl Iterator<Item = &Entry> {
        self.0.iter().filter(move |entry| entry.key == key)
    }

    /// Whether it says anything of a key.
    pub fn has(&self, key: Key) -> bool {
        self.of(key).next().is_some()
    }
}

/// The places that speak of one thing, the nearest first, and what holds of all that they say.
#[derive(Debug, Clone)]
pub struct Layers<'a>(Vec<&'a Layer>);

impl<'a> Layers<'a> {
    /// The places, the nearest first.
    pub fn iter(&self) -> impl Iterator<Item = &'a Layer> {
        self.0.iter().copied()
    }

    /// What holds of a key: one entry at most, or those of its list, the nearest place's last and each value once.
    pub fn entries(&self, key: Key) -> Vec<&'a Entry> {
        let held_against = self.held_against();
        match key {
            Key::Event | Key::Family => held_against.and_then(|layer| layer.of(key).last()).into_iter().collect(),
            Key::Schema if held_against.is_none_or(|layer| !layer.has(Key::Schema)) => Vec::new(),
            Key::ExcludedFields if held_against.is_some_and(|layer| layer.has(Key::Schema)) => Vec::new(),
            // The first schema validates, and a near one is meant to; of families of one id the last one counts.
            Key::Schema => added_up(key, self.iter()),
            _ if key.kind().is_list() => added_up(key, self.0.iter().rev().copied()),
            _ => self.0.iter().find_map(|layer| layer.of(key).last()).into_iter().collect(),
        }
    }

    /// The nearest place that says what files are held against. Nobody means half of what two places say: who names an event
    /// wants no family of a place further off, and no schema.
    pub fn held_against(&self) -> Option<&'a Layer> {
        let says = |layer: &&Layer| [Key::Event, Key::Family, Key::Schema].iter().any(|key| layer.has(*key));
        self.iter().find(says)
    }

    /// Whether a switch is on.
    pub fn is_on(&self, key: Key) -> bool {
        self.entries(key).iter().any(|entry| entry.value == Value::Switch(true))
    }

    /// The number that was given.
    pub fn count(&self, key: Key) -> Option<usize> {
        self.entries(key).into_iter().find_map(|entry| match entry.value {
            Value::Count(count) => Some(count),
            _ => None,
        })
    }

    /// The names and words that were given.
    pub fn texts(&self, key: Key) -> impl Iterator<Item = &'a str> {
        self.entries(key).into_iter().filter_map(|entry| match &entry.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// What is made of the texts that were given, which whoever took them in has judged.
    pub fn parsed<T: FromStr>(&self, key: Key) -> impl Iterator<Item = T> {
        self.texts(key).filter_map(|text| text.parse().ok())
    }

    /// The paths that were given.
    pub fn paths(&self, key: Key) -> impl Iterator<Item = &'a Path> {
        self.entries(key).into_iter().filter_map(|entry| match &entry.value {
            Value::Path(path) => Some(path.as_path()),
            _ => None,
        })
    }

    /// The reports that were asked for: a format and a file each.
    pub fn reports(&self) -> impl Iterator<Item = (&'a str, &'a Path)> {
        self.entries(Key::Report).into_iter().filter_map(|entry| match &entry.value {
            Value::Report(format, file) => Some((format.as_str(), file.as_path())),
            _ => None,
        })
    }
}

/// The items of a list that places say, each value once: `layers` come in the order of the items.
fn added_up<'a>(key: Key, layers: impl Iterator<Item = &'a Layer>) -> Vec<&'a Entry> {
    let mut entries: Vec<&Entry> = Vec::new();
    for layer in layers {
        if key == Key::Ignore {
            // A rule that is asked for here is of interest again, whoever further off ignores it.
            entries.retain(|entry| layer.of(Key::Only).all(|wanted| wanted.value != entry.value));
        }
        for entry in layer.of(key) {
            if entries.iter().all(|known| known.value != entry.value) {
                entries.push(entry);
            }
        }
    }
    entries
}

/// All that says how a run goes. Flags win over the environment, and the environment over the file.
#[derive(Debug, Default)]
pub struct Instructions {
    /// What the command line says.
    pub flags: Layer,
    /// What variables say.
    pub environment: Layer,
    /// What the file says.
    pub config: Config,
}

impl Instructions {
    /// What holds for a command that has a table, or for those that have none, apart from overrides.
    pub fn of_run(&self, table: Option<Table>) -> Layers<'_> {
        self.of_files(table, &[])
    }

    /// What holds for files that the overrides with these numbers speak of.
    pub fn of_files(&self, table: Option<Table>, overrides: &[usize]) -> Layers<'_> {
        let overrides = overrides.iter().rev().filter_map(|number| self.config.overrides().get(*number));
        let near = [&self.flags, &self.environment].into_iter().chain(overrides);
        let far = table.map(|table| self.config.table(table)).into_iter().chain([self.config.top()]);
        Layers(near.chain(far).collect())
    }
}
