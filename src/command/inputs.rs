//! The inputs of a run, as the command line names them, and what is said when one cannot be read.

use crate::cli::InputKind;
use crate::context::Context;
use crate::input::{IgnoreRules, Inputs, Layout, Source};
use anyhow::bail;
use std::io;
use std::path::PathBuf;

/// The inputs that were named, or stdin when something is piped in.
///
/// # Errors
///
/// When there is neither, or stdin is named twice.
pub(super) fn inputs<'a>(
    paths: &'a [PathBuf],
    stdin_name: Option<&'a str>,
    no_ignore: bool,
    context: &Context,
) -> anyhow::Result<Inputs<'a>> {
    if paths.is_empty() && context.stdin_is_terminal {
        bail!("no input: name files, or pipe a payload in\n  help: hookspect validate payload.json");
    }
    let rules = if no_ignore { IgnoreRules::Disregard } else { IgnoreRules::Honour };
    Inputs::new(paths, stdin_name, rules)
}

/// How values stand in a source: as it was said, or as its name promises.
pub(super) fn layout(input: Option<InputKind>, source: &Source) -> Layout {
    match input {
        Some(InputKind::Json | InputKind::Array) => Layout::One,
        Some(InputKind::Ndjson) => Layout::Lines,
        Some(InputKind::Values) => Layout::Values,
        None if source.is_line_wise() => Layout::Lines,
        None => Layout::Detect,
    }
}

/// A failure of the machine without its number.
pub(super) fn in_words(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_lowercase()
}
