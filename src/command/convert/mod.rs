//! `hookspect convert`

mod documents;
mod flat;
mod form;
mod maker;
mod product;
mod route;
mod sink;

use super::families;
use super::inputs::{Failure, inputs, threads};
use super::terms::{AllTerms, Expected, Terms, Variants};
use crate::Io;
use crate::cli::{Cli, ConvertArgs, ConvertSource};
use crate::config::Instructions;
use crate::context::Context;
use crate::input::{Batch, Feed, Input, Inputs, Outturn, Source};
use crate::outcome::Outcome;
use crate::render::{LossReport, Style};
use crate::report::Glimpse;
use documents::Reading;
use flat::FlatReader;
use form::{FormChoice, arrays, is_table};
use maker::{Maker, Scratch, Telling};
use product::Product;
use route::Route;
use sink::Sink;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// How much is made of flat lines before it is written.
const ENOUGH: usize = 1 << 18;

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
    let inputs = inputs("convert", &args.inputs, args.inputs.no_ignore, context)?;
    let style = Style { color: context.colors_stderr(cli.color), verbose: cli.verbose, columns: context.columns };
    // Where only the form changes no family is needed, and none is read.
    let catalogue = if args.to.is_some() || is_table(args) && args.columns.is_empty() {
        let terms = AllTerms::new(instructions, None)?;
        let catalogue = families::catalogue(&args.origin.families, cli.verbose, style, io)?;
        terms.judge(catalogue)?;
        Some(catalogue)
    } else {
        None
    };
    let route = catalogue.as_ref().map_or(Ok(Route::AsIs), |catalogue| Route::through(catalogue, args, cli.quiet))?;
    let choice = FormChoice::new(args, &route)?;
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
        is_id_taken: AtomicBool::new(false),
    };
    match args.from {
        Some(ConvertSource::Flat) => flat_lines(inputs, &maker, &mut sink, io)?,
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
    // Which event is the first is only known where they are made one after another.
    let threads = if maker.route.gives_event_id() { 1 } else { threads(args.threads.map(usize::from)) };
    feed.in_order(
        threads,
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

/// Converts what flat lines hold, document by document.
fn flat_lines(inputs: Inputs<'_>, maker: &Maker<'_, '_>, sink: &mut Sink<'_>, io: &mut Io<'_>) -> anyhow::Result<()> {
    let mut scratch = maker.scratch();
    for input in inputs {
        match input {
            Input::Source(source) => flat_source(&source, maker, &mut scratch, sink, io)?,
            Input::Unread(unread) => sink.unread(unread, io)?,
        }
    }
    Ok(())
}

fn flat_source<'a>(
    source: &Source,
    maker: &Maker<'a, '_>,
    scratch: &mut Scratch<'a>,
    sink: &mut Sink<'_>,
    io: &mut Io<'_>,
) -> anyhow::Result<()> {
    let Io { stdin, stdout, stderr } = io;
    let (stdin, mut nothing) = (&mut **stdin, std::io::empty());
    let io = &mut Io { stdin: &mut nothing, stdout: &mut **stdout, stderr: &mut **stderr };
    let failure = |error: &std::io::Error| Failure::of_source(source, error);
    let mut reader = match source.open(Some(stdin)) {
        Ok(reader) => FlatReader::new(reader),
        Err(error) => return sink.fail(&failure(&error), io),
    };
    let file: Arc<str> = source.name().into();
    let expected = maker.expected.at(maker.expected.treatment(source).terms)?;
    let mut product = Product::default();
    loop {
        match reader.next() {
            Ok(Some(lines)) => maker.flat(&file, &lines, &expected, scratch, &mut product)?,
            Ok(None) => return sink.take(&file, true, &product, io),
            Err(error) => {
                sink.take(&file, false, &product, io)?;
                return sink.fail(&failure(&error), io);
            }
        }
        if source.is_stream() || product.written.len() > ENOUGH {
            sink.take(&file, false, &std::mem::take(&mut product), io)?;
        }
    }
}
