//! `hookspect convert`

mod documents;
mod form;
mod maker;
mod route;
mod sink;

use super::families;
use super::inputs::{in_words, inputs, layout};
use super::terms::AllTerms;
use crate::Io;
use crate::cli::{Cli, ConvertArgs, ConvertSource};
use crate::config::Instructions;
use crate::context::Context;
use crate::input::{Feed, Input, Inputs, Portion, Work};
use crate::outcome::Outcome;
use crate::render::{LossReport, Style};
use crate::report::Glimpse;
use anyhow::bail;
use documents::Reading;
use form::{FormChoice, arrays, is_table};
use maker::{Maker, Product, Scratch, Telling};
use route::Route;
use sink::Sink;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Turns the payloads of the inputs into something else.
///
/// # Errors
///
/// When the options make no sense, or the output takes no more.
pub(crate) fn run(
    cli: &Cli,
    args: &ConvertArgs,
    instructions: &Instructions,
    context: &Context,
    io: &mut Io<'_>,
) -> anyhow::Result<Outcome> {
    let inputs = inputs(&args.paths, args.stdin_filename.as_deref(), args.no_ignore, context)?;
    let style = Style { color: context.colors_stderr(cli.color), verbose: cli.verbose, columns: context.columns };
    // Where only the form changes no family is needed, and none is read.
    let catalogue = if args.to.is_some() || is_table(args) && args.columns.is_empty() {
        let terms = AllTerms::new(instructions, None)?;
        let catalogue = families::catalogue(&args.families, cli.verbose, style, io)?;
        terms.judge(&catalogue)?;
        Some(catalogue)
    } else {
        None
    };
    let choice = FormChoice::new(args, catalogue.as_ref())?;
    let route = catalogue.as_ref().map_or(Ok(Route::AsIs), |catalogue| Route::through(catalogue, args, cli.quiet))?;
    let mut sink = Sink::open(&choice, args, cli.quiet)?;
    let maker = Maker {
        route: &route,
        choice: &choice,
        reading: Reading { arrays: arrays(args), keeps_all: matches!(route, Route::AsIs) && !is_table(args) },
        telling: Telling {
            quiet: cli.quiet,
            style,
            glimpse: Glimpse { columns: Some(context.excerpt_columns()), show_personal: args.show_personal },
            is_mapped: args.to.is_some(),
            loss: args.loss.is_some().then(|| LossReport::new(args.show_personal)),
        },
    };
    match args.from {
        Some(ConvertSource::Flat) => flat(inputs, &maker, &mut sink, io)?,
        None => {
            let feed = Feed::new(inputs, io.stdin, |source| layout(args.input, source));
            // What the feed reads from, nobody else does.
            let io = &mut Io { stdin: &mut std::io::empty(), stdout: io.stdout, stderr: io.stderr };
            records(feed, args, &maker, &mut sink, io)?;
        }
    }
    sink.finish(io)
}

/// A portion of the inputs that was dealt with.
enum Done {
    Made {
        file: Arc<str>,
        is_last: bool,
        product: anyhow::Result<Product>,
        spare: Vec<u8>,
    },
    /// There is nothing to make of it.
    Other(Portion),
}

/// Converts batches of records, on as many threads as there are.
fn records<'a>(
    mut feed: Feed<'_>,
    args: &ConvertArgs,
    maker: &Maker<'a>,
    sink: &mut Sink<'_>,
    io: &mut Io<'_>,
) -> anyhow::Result<()> {
    let spares: Mutex<Vec<Vec<u8>>> = Mutex::default();
    let spares = || spares.lock().unwrap_or_else(PoisonError::into_inner);
    let work = Work {
        next: || {
            let spare = spares().pop();
            feed.next(spare.unwrap_or_default())
        },
        size: |portion: &Portion| if let Portion::Batch(batch) = portion { batch.size() } else { 0 },
        state: || maker.scratch(),
        act: |scratch: &mut Scratch<'a>, portion| match portion {
            Portion::Batch(batch) => Done::Made {
                product: maker.batch(&batch, scratch),
                file: Arc::clone(&batch.file),
                is_last: batch.is_last,
                spare: batch.into_spare(),
            },
            other => Done::Other(other),
        },
    };
    let threads = args.threads.map(usize::from).or_else(|| thread::available_parallelism().ok().map(usize::from));
    work.in_order(threads.unwrap_or(1), |done| {
        match done {
            Done::Made { file, is_last, product, spare } => {
                spares().push(spare);
                sink.take(&file, is_last, &product?, io)?;
            }
            Done::Other(portion) => note(portion, sink, io)?,
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// Says what cannot be read.
fn note(portion: Portion, sink: &mut Sink<'_>, io: &mut Io<'_>) -> anyhow::Result<()> {
    match portion {
        Portion::Batch(_) => bail!("a batch was not converted"),
        Portion::Empty { name, help } => {
            sink.empty(name, help);
            Ok(())
        }
        Portion::Unreadable { name, error, help } => sink.unreadable(&name, &in_words(&error), help.as_deref(), io),
        Portion::NoMatch { glob, help } => sink.unreadable(&glob, "no file matches", help.as_deref(), io),
    }
}

/// Converts what flat lines hold, each input as a whole.
fn flat(inputs: Inputs<'_>, maker: &Maker<'_>, sink: &mut Sink<'_>, io: &mut Io<'_>) -> anyhow::Result<()> {
    let mut scratch = maker.scratch();
    for input in inputs {
        match input {
            Input::Source(source) => match source.read(io.stdin) {
                Ok(bytes) => {
                    let file: Arc<str> = source.name().into();
                    let product = maker.flat(&file, &bytes, &mut scratch)?;
                    sink.take(&file, true, &product, io)?;
                }
                Err(error) => {
                    sink.unreadable(source.name(), &in_words(&error), source.help(&error).as_deref(), io)?;
                }
            },
            Input::Empty { name, help } => sink.empty(name, help),
            Input::Unreadable { name, error } => sink.unreadable(&name, &in_words(&error), None, io)?,
            Input::NoMatch { glob, help } => sink.unreadable(&glob, "no file matches", help.as_deref(), io)?,
        }
    }
    Ok(())
}
