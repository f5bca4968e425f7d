//! `hookspect convert`

mod documents;
mod form;
mod notes;
mod route;

use super::families;
use super::inputs::{in_words, inputs};
use crate::Io;
use crate::cli::{Cli, ConvertArgs, ConvertSource};
use crate::context::Context;
use crate::family::Catalogue;
use crate::formats::Form;
use crate::input::{Input, Source};
use crate::outcome::Outcome;
use crate::render::Style;
use documents::{Payload, Reading, flat_documents, records};
use form::FormChoice;
use notes::Notes;
use route::{Made, Route};
use std::io;

/// How much is written at once.
const CHUNK: usize = 1 << 16;

/// Turns the payloads of the inputs into something else.
///
/// # Errors
///
/// When the options make no sense, or the output takes no more.
pub(crate) fn run(cli: &Cli, args: &ConvertArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let form = FormChoice::new(args)?;
    let inputs = inputs(&args.paths, args.stdin_filename.as_deref(), args.no_ignore, context)?;
    let style = Style { color: context.colors_stderr(cli.color), verbose: cli.verbose, columns: context.columns };
    // Where only the form changes no family is needed, and none is read.
    let catalogue = if args.to.is_some() || form.is_table() && args.columns.is_empty() {
        Some(families::catalogue(&args.families, cli.verbose, style, io)?)
    } else {
        None
    };
    let columns = form.columns(catalogue.as_ref())?;
    let route = route(args, catalogue.as_ref())?;
    let notes = Notes::open(cli, args, style, context)?;
    let mut run = Run { args, choice: form, columns, route, form: None, buffer: Vec::with_capacity(2 * CHUNK), notes };
    for input in inputs {
        run.input(input, io)?;
    }
    run.finish(io)
}

fn route<'c>(args: &ConvertArgs, catalogue: Option<&'c Catalogue>) -> anyhow::Result<Route<'c>> {
    catalogue.map_or(Ok(Route::AsIs), |catalogue| Route::through(catalogue, args))
}

/// The state of a run over its inputs.
struct Run<'a> {
    args: &'a ConvertArgs,
    choice: FormChoice,
    columns: Option<crate::formats::Columns>,
    route: Route<'a>,
    /// Made when the first payload tells what is wanted.
    form: Option<Box<dyn Form>>,
    buffer: Vec<u8>,
    notes: Notes,
}

impl Run<'_> {
    fn input(&mut self, input: Input, io: &mut Io<'_>) -> anyhow::Result<()> {
        match input {
            Input::Source(source) => self.source(&source, io),
            Input::Unreadable { name, error } => self.notes.unreadable(&name, &in_words(&error), None, io),
            Input::Empty { name, help } => {
                self.notes.empty(name, Some(help));
                Ok(())
            }
            Input::NoMatch { glob, help } => self.notes.unreadable(&glob, "no file matches", help.as_deref(), io),
        }
    }

    fn source(&mut self, source: &Source, io: &mut Io<'_>) -> anyhow::Result<()> {
        let bytes = match source.read(io.stdin) {
            Ok(bytes) => bytes,
            Err(error) => {
                let help = source.help(&error);
                return self.notes.unreadable(source.name(), &in_words(&error), help.as_deref(), io);
            }
        };
        let before = self.notes.payloads();
        let args = self.args;
        let reading = Reading {
            arrays: self.choice.arrays(args),
            keeps_all: matches!(self.route, Route::AsIs) && !self.choice.is_table(),
        };
        let mut each = |payload: Payload<'_>| self.payload(source, &payload, io);
        match args.from {
            Some(ConvertSource::Flat) => flat_documents(source, &bytes, reading, &mut each)?,
            None => records(source, &bytes, args.input, reading, &mut each)?,
        }
        if self.notes.payloads() == before {
            self.notes.empty(source.name().to_owned(), None);
        }
        Ok(())
    }

    fn payload(&mut self, source: &Source, payload: &Payload<'_>, io: &mut Io<'_>) -> anyhow::Result<()> {
        let node = match &payload.node {
            Ok(node) => *node,
            Err(error) => {
                self.flush(io)?;
                return self.notes.unparsed(payload, error, io);
            }
        };
        self.notes.text(payload, node, io)?;
        if self.form.is_none() {
            self.form = Some(self.choice.form(self.args, self.columns.take(), payload));
        }
        match self.route.follow(node)? {
            Made::Same => self.write(node)?,
            Made::Refused(finding) => self.notes.refused(payload, finding, io)?,
            Made::Other(conversion) => {
                if let Some(json) = &conversion.document
                    && let Ok(document) = crate::json::Document::parse(json.as_bytes())
                {
                    self.write(document.root())?;
                }
                self.notes.converted(payload, &conversion, io)?;
            }
        }
        if source.is_stream() || self.buffer.len() > CHUNK { self.flush(io) } else { Ok(()) }
    }

    fn write(&mut self, node: crate::json::Node<'_>) -> io::Result<()> {
        self.form.as_mut().map_or(Ok(()), |form| form.document(node, &mut self.buffer))
    }

    fn flush(&mut self, io: &mut Io<'_>) -> anyhow::Result<()> {
        io.stdout.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    fn finish(mut self, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
        if self.notes.payloads() > 0
            && let Some(mut form) = self.form.take()
        {
            let mut flush = |out: &mut Vec<u8>| {
                if out.len() > CHUNK {
                    io.stdout.write_all(out)?;
                    out.clear();
                }
                Ok(())
            };
            form.finish(&mut self.buffer, &mut flush)?;
            self.flush(io)?;
            self.notes.guarded(form.guarded());
        }
        io.stdout.flush()?;
        self.notes.finish(io)
    }
}
