//! The way that payloads take: as they are, or through the neutral model.

use crate::check;
use crate::cli::ConvertArgs;
use crate::command::inputs::in_words;
use crate::command::terms::Expected;
use crate::convert::{Conversion, Converter, Gaps, Options, Settings, Target};
use crate::family::{ANOTHER_EVENT, Catalogue, NAME_OR_SCHEMA, NEUTRAL_ID};
use crate::finding::Finding;
use crate::json::{Document, Node, Pointer};
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
            gaps: match (&args.to, args.allow_incomplete) {
                (None, _) => Gaps::Open,
                (_, true) => Gaps::Written,
                (_, false) => Gaps::Asked,
            },
            leaves_unreported: args.loss.is_none() && (quiet || args.to.is_none()),
        };
        Ok(Self::Through(catalogue, Box::new(Converter::new(catalogue, target, settings, options)?)))
    }

    /// Takes a payload along.
    pub(super) fn follow(&self, payload: Node<'_>, expected: &Expected<'c>) -> anyhow::Result<Made> {
        let Self::Through(catalogue, converter) = self else { return Ok(Made::Same) };
        match expected.recogniser(catalogue).recognise(payload) {
            Ok(event) => converter.convert(&event).map(Made::Other),
            Err(mut reason) => {
                if let Some(restored) = converter.restore(payload)? {
                    return Ok(Made::Other(restored));
                }
                // Elsewhere it is checked, and by a schema that says nothing of what a field means.
                let help = reason.help.map(|help| match help.as_str() {
                    NAME_OR_SCHEMA => "say what it is with --event NAME".to_owned(),
                    ANOTHER_EVENT => "--event NAME converts it as another one".to_owned(),
                    _ => help,
                });
                reason.help = help;
                Ok(Made::Refused(check::unrecognised(reason, payload)))
            }
        }
    }

    /// Whether the one id that is given would be that of every event.
    pub(super) fn gives_event_id(&self) -> bool {
        matches!(self, Self::Through(_, converter) if converter.gives_event_id())
    }

    /// The places of values in what is made, in their order; nothing where payloads stay what they are.
    pub(super) fn places(&self) -> anyhow::Result<Vec<Pointer>> {
        match self {
            Self::AsIs => Ok(Vec::new()),
            Self::Through(_, converter) => converter.places(),
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
