//! The way that payloads take: as they are, or through the neutral model.

use crate::check;
use crate::cli::ConvertArgs;
use crate::command::inputs::in_words;
use crate::command::terms::Expected;
use crate::convert::{Conversion, Converter, Options, Settings, Target};
use crate::family::{Catalogue, NEUTRAL_ID};
use crate::finding::Finding;
use crate::json::{Document, Node};
use anyhow::anyhow;
use std::fs;
use std::path::Path;

/// What happens to payloads on their way.
pub(super) enum Route<'c> {
    /// Nothing.
    AsIs,
    /// They are recognised by what was said of their files, and converted.
    Through(&'c Catalogue, Box<Converter<'c>>),
}

/// What a payload has become.
pub(super) enum Made {
    /// It is what it was.
    Same,
    /// It is nothing that can be converted.
    Refused(Finding),
    /// It was converted, or the reasons why not.
    Other(Conversion),
}

impl<'c> Route<'c> {
    /// The way to the target, which for a table is the neutral model if none is named.
    pub(super) fn through(catalogue: &'c Catalogue, args: &ConvertArgs, quiet: bool) -> anyhow::Result<Self> {
        let target = Target::named(catalogue, args.to.as_deref().unwrap_or(NEUTRAL_ID))?;
        let mut settings = Settings::default();
        if let Some(file) = &args.set_file {
            read_settings(file, &mut settings)?;
        }
        args.set.iter().try_for_each(|text| settings.add(text))?;
        let options = Options {
            keep_source: args.keep_source,
            allow_incomplete: args.allow_incomplete,
            leaves_open: args.to.is_none(),
            leaves_unreported: args.loss.is_none() && (quiet || args.to.is_none()),
        };
        Ok(Self::Through(catalogue, Box::new(Converter::new(catalogue, target, settings, options)?)))
    }

    /// Takes a payload along.
    pub(super) fn follow(&self, payload: Node<'_>, expected: &Expected<'c>) -> anyhow::Result<Made> {
        let Self::Through(catalogue, converter) = self else { return Ok(Made::Same) };
        match expected.recogniser(catalogue).recognise(payload) {
            Ok(event) => converter.convert(&event).map(Made::Other),
            Err(reason) => Ok(Made::Refused(check::unrecognised(reason, payload))),
        }
    }
}

fn read_settings(file: &Path, settings: &mut Settings) -> anyhow::Result<()> {
    let name = file.display();
    let bytes = fs::read(file).map_err(|error| anyhow!("--set-file: {name}: {}", in_words(&error)))?;
    let document = Document::parse(&bytes).map_err(|error| {
        let place = crate::json::Origin::default().position(&bytes, error.at);
        anyhow!("--set-file: {name}:{}:{}: {}", place.line, place.column, error.message)
    })?;
    settings.add_all(document.root()).map_err(|error| anyhow!("--set-file: {name}: {error}"))
}
