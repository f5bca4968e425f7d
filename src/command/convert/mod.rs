//! `hookspect convert`

mod documents;
mod form;
mod maker;
mod route;
mod sink;

use super::families;
use super::inputs::{Failure, inputs, threads};
use super::terms::{AllTerms, Expected, Terms, Variants};
use crate::Io;
use crate::cli::{Cli, ConvertArgs, ConvertSource};
use crate::config::Instructions;
use crate::context::Context;
use crate::input::{Batch, Feed, Input, Inputs, Outturn};
use crate::outcome::Outcome;
use crate::render::{LossReport, Style};
use crate::report::Glimpse;
use documents::Reading;
use form::{FormChoice, arrays, is_table};
use maker::{Maker, Scratch, Telling};
use route::Route;
use sink::Sink;
use std::ops::ControlFlow;
use std::sync::Arc;

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
    let inputs = inputs(&args.inputs.paths, args.inputs.stdin_filename.as_deref(), args.inputs.no_ignore, context)?;
    let style = Style { color: context.colors_stderr(cli.color), verbose: cli.verbose, columns: context.columns };
    // Where only the form changes no family is needed, and none is read.
    let catalogue = if args.to.is_some() || is_table(args) && args.columns.is_empty() {
        let terms = AllTerms::new(instructions, None)?;
        let catalogue = families::catalogue(&args.origin.families, cli.verbose, style, io)?;
        terms.judge(&catalogue)?;
        Some(catalogue)
    } else {
        None
    };
    let choice = FormChoice::new(args, catalogue.as_ref())?;
    let route = catalogue.as_ref().map_or(Ok(Route::AsIs), |catalogue| Route::through(catalogue, args, cli.quiet))?;
    // Payloads that keep their family's form are read by what was said of them too: --input of a file holds for any form.
    let expected = |terms: &Terms<'_>| match &catalogue {
        Some(catalogue) => Expected::new(terms, catalogue),
        None => Ok(Expected { input: terms.input(), ..Expected::default() }),
    };
    let expected = Variants::new(instructions, None, context, |terms| expected(terms).map(Arc::new))?;
    let mut sink = Sink::open(&choice, args, cli.quiet)?;
    let maker = Maker {
        route: &route,
        choice: &choice,
        reading: Reading { arrays: arrays(args), keeps_all: matches!(route, Route::AsIs) && !is_table(args) },
        expected: &expected,
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
            let feed = Feed::new(inputs, io.stdin, |source| expected.treatment(source));
            // What the feed reads from, nobody else does.
            let io = &mut Io { stdin: &mut std::io::empty(), stdout: io.stdout, stderr: io.stderr };
            records(feed, args, &maker, &mut sink, io)?;
        }
    }
    sink.finish(io)
}

/// Converts batches of records, on as many threads as there are.
fn records<'a>(
    feed: Feed<'_>,
    args: &ConvertArgs,
    maker: &Maker<'a, '_>,
    sink: &mut Sink<'_>,
    io: &mut Io<'_>,
) -> anyhow::Result<()> {
    let make = |scratch: &mut Scratch<'a>, batch: &Batch| maker.batch(batch, scratch);
    feed.in_order(
        threads(args.threads.map(usize::from)),
        || maker.scratch(),
        make,
        |outturn| {
            match outturn {
                Outturn::Done(batch, product) => sink.take(&batch.file, batch.is_last, &product?, io)?,
                Outturn::Unread(unread) => sink.unread(unread, io)?,
            }
            Ok(ControlFlow::Continue(()))
        },
    )
}

/// Converts what flat lines hold, each input as a whole.
fn flat(inputs: Inputs<'_>, maker: &Maker<'_, '_>, sink: &mut Sink<'_>, io: &mut Io<'_>) -> anyhow::Result<()> {
    let mut scratch = maker.scratch();
    for input in inputs {
        match input {
            Input::Source(source) => match source.read(io.stdin) {
                Ok(bytes) => {
                    let product = maker.flat(&source, &bytes, &mut scratch)?;
                    sink.take(source.name(), true, &product, io)?;
                }
                Err(error) => sink.fail(&Failure::of_source(&source, &error), io)?,
            },
            Input::Unread(unread) => sink.unread(unread, io)?,
        }
    }
    Ok(())
}
