//! `hookspect fmt`

mod in_place;
mod setter;

use super::inputs::{Empty, inputs, layout};
use crate::Io;
use crate::cli::{Cli, FmtArgs};
use crate::context::Context;
use crate::input::{Batch, Feed, Input, Inputs, Name, Portion, Source, Unread};
use crate::json::Tree;
use crate::outcome::Outcome;
use crate::render::Style;
use crate::report::Glimpse;
use anyhow::bail;
use setter::{Found, Setter};
use std::io::{self, Write};

/// Lays the values of the inputs out anew: onto stdout, into their files, or only to see whether that would change them.
///
/// # Errors
///
/// When the options make no sense or the output takes no more.
pub(crate) fn run(cli: &Cli, args: &FmtArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let inputs = || inputs("fmt", &args.inputs, args.inputs.no_ignore, context);
    let style = |color| Style { color, verbose: false, columns: context.columns };
    let glimpse = Glimpse { columns: Some(context.excerpt_columns()), show_personal: false };
    let messages = (!cli.quiet).then(|| (style(context.colors_stderr(cli.color)), glimpse));
    let setter = Setter::new(args, messages);
    let is_stream = |input: Input| matches!(input, Input::Source(source) if source.is_stream());
    if args.write && inputs()?.any(is_stream) {
        bail!("stdin cannot be written to\n  help: leave --write away, and take the result from stdout");
    }
    if args.write || args.check {
        let list = (!cli.quiet).then(|| Style { verbose: cli.verbose, ..style(context.colors_stdout(cli.color)) });
        return in_place::run(args, inputs()?, setter, list, io);
    }
    let (first, others) = (inputs()?.next(), inputs()?.skip(1).count());
    match first {
        _ if others > 0 => bail!(
            "{} inputs and one output\n  help: --write changes the files, --check lists those that would change",
            others + 1
        ),
        Some(Input::Source(source)) => to_stdout(args, &source, inputs()?, setter, io),
        Some(Input::Unread(unread)) => refuse(unread, io),
        None => Ok(Outcome::Failed),
    }
}

/// Lays out one source as it comes.
fn to_stdout(
    args: &FmtArgs,
    source: &Source,
    inputs: Inputs<'_>,
    mut setter: Setter,
    io: &mut Io<'_>,
) -> anyhow::Result<Outcome> {
    setter.begin(source, layout(args.inputs.input, source), false);
    let mut feed = Feed::new(inputs, io.stdin, |source| layout(args.inputs.input, source));
    // What the feed reads from, nobody else does.
    let io = &mut Io { stdin: &mut io::empty(), stdout: io.stdout, stderr: io.stderr };
    let (mut spare, mut space) = (Vec::new(), Tree::default());
    while let Some(portion) = feed.next(std::mem::take(&mut spare)) {
        match portion {
            Portion::Batch(batch) => {
                space = lay_out(&batch, &mut setter, space, io.stdout, io.stderr)?;
                if !batch.is_last {
                    // More is to come, and nobody knows when.
                    io.stdout.flush()?;
                }
                spare = batch.into_spare();
            }
            Portion::Unread(unread) => {
                setter.end(io.stdout)?;
                return refuse(unread, io);
            }
        }
    }
    let found = setter.end(io.stdout)?;
    io.stdout.flush()?;
    match found {
        Found { values: 0, broken: 0 } => {
            let mut empty = Empty::default();
            empty.add(source.name());
            empty.tell(true, false, io.stderr)?;
            Ok(Outcome::Failed)
        }
        Found { broken: 0, .. } => Ok(Outcome::Clean),
        _ => Ok(Outcome::Problems),
    }
}

/// Lays out the records of a batch, in the space of an earlier document.
fn lay_out(
    batch: &Batch,
    setter: &mut Setter,
    space: Tree,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Tree> {
    let mut records = batch.records(space);
    while let Some(record) = records.next() {
        let name = Name::new(&batch.file, record.label, None);
        if let Some(document) = setter.record(name, record, out, err)? {
            records.recycle(document);
        }
    }
    Ok(records.into_spare())
}

/// Says why there is nothing to lay out.
fn refuse(unread: Unread, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let mut empty = Empty::default();
    match empty.add_unread(unread) {
        Ok(()) => empty.tell(true, false, io.stderr)?,
        Err(failure) => failure.tell(io)?,
    }
    Ok(Outcome::Failed)
}
