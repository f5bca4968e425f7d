//! The inputs of a run, as the command line names them, and what is said when one cannot be read.

use crate::Io;
use crate::cli::{InputArgs, InputKind};
use crate::context::Context;
use crate::input::{IgnoreRules, Inputs, Layout, Source, Unread};
use crate::render;
pub(super) use crate::words::in_words;
use anyhow::bail;
use std::io::{self, Write};
use std::thread;

/// The inputs that a command was given, or stdin when something is piped in. The settings say whether ignored files are read too.
///
/// # Errors
///
/// When there is neither, or stdin is named twice.
pub(super) fn inputs<'a>(
    command: &str,
    args: &'a InputArgs,
    no_ignore: bool,
    context: &Context,
) -> anyhow::Result<Inputs<'a>> {
    if args.paths.is_empty() && context.stdin_is_terminal {
        bail!("no input: name files, or pipe a payload in\n  help: hookspect {command} payload.json");
    }
    let rules = if no_ignore { IgnoreRules::Disregard } else { IgnoreRules::Honour };
    Inputs::new(&args.paths, args.stdin_filename.as_deref(), rules)
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

/// On how many threads the work is done: as many as it was said, or as there are.
pub(super) fn threads(told: Option<usize>) -> usize {
    told.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from))
}

/// Why an input could not be dealt with.
pub(super) struct Failure {
    /// What the input is called.
    pub(super) name: String,
    /// What was wrong.
    pub(super) reason: String,
    /// What to do about it.
    pub(super) help: Option<String>,
}

impl Failure {
    /// Of a source that could not be read.
    pub(super) fn of_source(source: &Source, error: &io::Error) -> Self {
        Self { name: source.name().to_owned(), reason: in_words(error), help: source.help(error) }
    }

    /// Says so, after all that was found so far.
    pub(super) fn tell(&self, io: &mut Io<'_>) -> anyhow::Result<()> {
        io.stdout.flush()?;
        let complaint = format!("{}: {}", self.name, self.reason);
        Ok(writeln!(io.stderr, "{}", render::complaint("error", &complaint, self.help.as_deref()))?)
    }
}

/// The inputs in which there is no payload.
#[derive(Default)]
pub(super) struct Empty {
    names: Vec<String>,
    /// What to do about the last folder among them.
    way_out: Option<&'static str>,
}

impl Empty {
    /// Keeps a source in mind.
    pub(super) fn add(&mut self, name: &str) {
        self.names.push(name.to_owned());
    }

    /// Keeps a folder in mind; everything else is a failure.
    pub(super) fn add_unread(&mut self, unread: Unread) -> Result<(), Failure> {
        match unread {
            Unread::Empty { name, help } => {
                self.names.push(name);
                self.way_out = Some(help);
                Ok(())
            }
            Unread::Unreadable { name, error, help } => Err(Failure { name, reason: in_words(&error), help }),
            Unread::NoMatch { glob, help } => Err(Failure { name: glob, reason: "no file matches".to_owned(), help }),
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.names.len()
    }

    /// Says which they are: an error when the run came to nothing, otherwise a note, which a quiet run does without.
    pub(super) fn tell(&self, is_nothing: bool, is_quiet: bool, err: &mut dyn Write) -> io::Result<()> {
        if self.names.is_empty() || is_quiet && !is_nothing {
            return Ok(());
        }
        let weight = if is_nothing { "error" } else { "note" };
        writeln!(err, "{}", render::complaint(weight, &render::nothing_found(&self.names), self.way_out))
    }
}
