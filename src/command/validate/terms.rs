//! What some files are held against, and what of it counts.

use super::checker::Standard;
use super::selection::Selection;
use crate::check;
use crate::cli::{Expectation, InputKind};
use crate::command::instructions::word;
use crate::config::{Entry, Fault, Key, Layers, Speaker, Value};
use crate::family::{Catalogue, NameError, Selected};
use crate::schema::Compiled;
use std::path::PathBuf;

/// The terms on which payloads of some files are checked, in the words of whoever set them.
#[derive(Debug)]
pub(super) struct Terms<'a> {
    event: Option<&'a Entry>,
    family: Option<&'a Entry>,
    pub(super) schema: Vec<&'a Entry>,
    excluded_fields: Vec<&'a Entry>,
    no_formats: bool,
    pub(super) strict: bool,
    pub(super) input: Option<InputKind>,
    pub(super) expect: Option<Expectation>,
    pub(super) selection: Selection,
}

impl<'a> Terms<'a> {
    /// Takes what several places say together.
    pub(super) fn new(layers: &Layers<'a>) -> anyhow::Result<Self> {
        Ok(Self {
            event: layers.entries(Key::Event).pop(),
            family: layers.entries(Key::Family).pop(),
            schema: layers.entries(Key::Schema),
            excluded_fields: layers.entries(Key::ExcludedFields),
            no_formats: layers.is_on(Key::NoFormats),
            strict: layers.is_on(Key::Strict),
            input: word(layers, Key::Input),
            expect: word(layers, Key::Expect),
            selection: Selection::new(layers)?,
        })
    }

    /// Whether a family is needed: with a schema of one's own none is.
    pub(super) fn need_families(&self) -> bool {
        self.schema.is_empty()
    }

    /// The files with schemas of one's own.
    pub(super) fn schema_files(&self) -> impl Iterator<Item = PathBuf> {
        self.schema.iter().filter_map(|entry| path(entry))
    }

    /// The names of the fields that may be missing.
    pub(super) fn excluded_fields(&self) -> Vec<String> {
        self.excluded_fields.iter().filter_map(|entry| text(entry)).map(str::to_owned).collect()
    }

    /// What payloads are held against.
    ///
    /// # Errors
    ///
    /// When there is no such thing.
    pub(super) fn standard<'c>(&self, catalogue: &'c Catalogue) -> anyhow::Result<Standard<'c>> {
        if self.need_families() {
            let selected = self.selected(catalogue).map_err(|(error, _)| error)?;
            Ok(Standard::Families(catalogue, selected))
        } else {
            Ok(Standard::Schema(Compiled::from_files(&self.schema_files().collect::<Vec<_>>(), !self.no_formats)?))
        }
    }

    /// Looks for names that stand for nothing. What the file got wrong goes to `faults`.
    ///
    /// # Errors
    ///
    /// What the command line got wrong.
    pub(super) fn judge(&self, catalogue: &Catalogue, faults: &mut Vec<Fault>) -> anyhow::Result<()> {
        if !self.need_families() {
            return Ok(());
        }
        let selected = match self.selected(catalogue) {
            Ok(selected) => selected,
            Err((error, entry)) => return blame(entry, error, faults),
        };
        for entry in &self.excluded_fields {
            let names = text(entry).map(str::to_owned);
            match check::excluded_fields(catalogue, selected, names.as_slice()).map_err(anyhow::Error::downcast) {
                Ok(()) => {}
                Err(Ok(error)) => blame(entry, error, faults)?,
                Err(Err(error)) => return Err(error),
            }
        }
        Ok(())
    }

    /// The family and event that were named; or what is wrong, and with which name.
    fn selected<'c>(&self, catalogue: &'c Catalogue) -> Result<Option<Selected<'c>>, (NameError, &'a Entry)> {
        let named = |entry: Option<&'a Entry>| entry.and_then(|entry| Some((entry, text(entry)?)));
        let family = named(self.family).map(|(entry, id)| catalogue.select_family(id).map_err(|error| (error, entry)));
        let family = family.transpose()?;
        match named(self.event) {
            Some((entry, name)) => catalogue.select_event(name, family).map(Some).map_err(|error| (error, entry)),
            None => Ok(family.map(|family| Selected { family, event: None })),
        }
    }
}

fn text(entry: &Entry) -> Option<&str> {
    if let Value::Text(text) = &entry.value { Some(text) } else { None }
}

fn path(entry: &Entry) -> Option<PathBuf> {
    if let Value::Path(path) = &entry.value { Some(path.clone()) } else { None }
}

/// Tells whoever said a wrong name.
fn blame(entry: &Entry, error: NameError, faults: &mut Vec<Fault>) -> anyhow::Result<()> {
    let Speaker::File(place) = entry.speaker else {
        return Err(error.into());
    };
    faults.push(Fault::new(place, error.message).with_help(error.help));
    Ok(())
}
