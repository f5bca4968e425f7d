//! What was said of files: on which terms payloads are checked and shown, file by file.
//!
//! Commands take from it what they need; names that stand for nothing are told before any file is read, at the place where
//! they were said.

mod judgement;
mod variants;

pub(super) use judgement::AllTerms;
pub(super) use variants::{Variants, overrides_of};

use super::instructions::word;
use crate::check;
use crate::cli::{Expectation, InputKind};
use crate::config::{Entry, Fault, Key, Layers, Speaker, Value};
use crate::family::{Catalogue, NameError, Recogniser, Selected};
use std::path::PathBuf;
use std::ptr;

/// The terms on which payloads of some files are checked, in the words of whoever set them.
#[derive(Debug)]
pub(super) struct Terms<'a> {
    layers: Layers<'a>,
}

impl<'a> Terms<'a> {
    /// Takes what several places say together.
    pub(super) fn new(layers: Layers<'a>) -> Self {
        Self { layers }
    }

    /// Whether advice counts as errors.
    pub(super) fn strict(&self) -> bool {
        self.layers.is_on(Key::Strict)
    }

    /// How the files hold payloads, when that is known.
    pub(super) fn input(&self) -> Option<InputKind> {
        word(&self.layers, Key::Input)
    }

    /// The verdict that every payload is expected to get.
    pub(super) fn expect(&self) -> Option<Expectation> {
        word(&self.layers, Key::Expect)
    }

    /// The names of the fields that may be missing.
    pub(super) fn excluded_fields(&self) -> Vec<String> {
        self.layers.texts(Key::ExcludedFields).map(str::to_owned).collect()
    }

    /// The schemas of one's own, by those who named them.
    pub(super) fn schemas(&self) -> Vec<&'a Entry> {
        self.layers.entries(Key::Schema)
    }

    /// The files of these.
    pub(super) fn schema_files(&self) -> Vec<PathBuf> {
        self.layers.paths(Key::Schema).map(PathBuf::from).collect()
    }

    /// Whether a family is needed: with a schema of one's own none is.
    pub(super) fn need_families(&self) -> bool {
        self.schemas().is_empty()
    }

    /// Whether formats are checked.
    pub(super) fn formats(&self) -> bool {
        !self.layers.is_on(Key::NoFormats)
    }

    /// Everything that was said.
    pub(super) fn layers(&self) -> &Layers<'a> {
        &self.layers
    }

    /// The family and event that were named.
    ///
    /// # Errors
    ///
    /// When there is no such thing.
    pub(super) fn selected<'c>(&self, catalogue: &'c Catalogue) -> Result<Option<Selected<'c>>, NameError> {
        self.select(catalogue).map_err(|(error, _)| error)
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
        let selected = match self.select(catalogue) {
            Ok(selected) => selected,
            Err((error, entry)) => return blame(entry, error, faults),
        };
        for layer in self.layers.iter() {
            // Fields are meant for the event that is named beside them, and otherwise for any.
            let is_beside = self.layers.held_against().is_some_and(|other| ptr::eq(other, layer));
            for entry in layer.of(Key::ExcludedFields) {
                let names = text(entry).map(str::to_owned);
                let known = check::excluded_fields(catalogue, selected.filter(|_| is_beside), names.as_slice());
                match known.map_err(anyhow::Error::downcast) {
                    Ok(()) => {}
                    Err(Ok(error)) => blame(entry, error, faults)?,
                    Err(Err(error)) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// The family and event that were named; or what is wrong, and with which name.
    fn select<'c>(&self, catalogue: &'c Catalogue) -> Result<Option<Selected<'c>>, (NameError, &'a Entry)> {
        let named = |key| self.layers.entries(key).pop().and_then(|entry| Some((entry, text(entry)?)));
        let family = named(Key::Family);
        let family =
            family.map(|(entry, id)| catalogue.select_family(id).map_err(|error| (error, entry))).transpose()?;
        match named(Key::Event) {
            Some((entry, name)) => catalogue.select_event(name, family).map(Some).map_err(|error| (error, entry)),
            None => Ok(family.map(|family| Selected { family, event: None })),
        }
    }
}

/// What was said of the payloads of some files, for commands that have to know them and do not judge them.
#[derive(Debug, Clone, Default)]
pub(super) struct Expected<'c> {
    /// The family and event that were named.
    pub(super) selected: Option<Selected<'c>>,
    /// The names of the fields that may be missing.
    pub(super) excluded_fields: Vec<String>,
    /// How the files hold payloads, when that is known.
    pub(super) input: Option<InputKind>,
}

impl<'c> Expected<'c> {
    /// Takes it from the terms.
    ///
    /// # Errors
    ///
    /// When there is no such family or event.
    pub(super) fn new(terms: &Terms<'_>, catalogue: &'c Catalogue) -> anyhow::Result<Self> {
        let (excluded_fields, input) = (terms.excluded_fields(), terms.input());
        Ok(Self { selected: terms.selected(catalogue)?, excluded_fields, input })
    }

    /// Tells which events the payloads of these files are.
    pub(super) fn recogniser(&self, catalogue: &'c Catalogue) -> Recogniser<'c, '_> {
        Recogniser::new(catalogue, self.selected, &self.excluded_fields)
    }
}

fn text(entry: &Entry) -> Option<&str> {
    if let Value::Text(text) = &entry.value { Some(text) } else { None }
}

/// Tells whoever said a wrong name.
fn blame(entry: &Entry, error: NameError, faults: &mut Vec<Fault>) -> anyhow::Result<()> {
    let Speaker::File(place) = entry.speaker else {
        return Err(error.into());
    };
    faults.push(Fault::new(place, error.message).with_help(error.help));
    Ok(())
}
