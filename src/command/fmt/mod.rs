//! `hookspect fmt`

mod in_place;
mod setter;

use super::inputs::{in_words, inputs, layout};
use crate::Io;
use crate::cli::{Cli, FmtArgs};
use crate::context::Context;
use crate::input::{Batch, Feed, Input, Inputs, Name, Portion, Source};
use crate::json::Tree;
use crate::outcome::Outcome;
use crate::render::{self, Style};
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
    let inputs = || inputs(&args.paths, args.stdin_filename.as_deref(), args.no_ignore, context);
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
        Some(Input::Source(source)) if others == 0 => to_stdout(args, &source, inputs()?, setter, io),
        _ if others > 0 => bail!(
            "{} inputs and one output\n  help: --write changes the files, --check lists those that would change",
            others + 1
        ),
        _ => nothing(inputs()?, io),
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
    setter.begin(source, layout(args.input, source), false);
    let mut feed = Feed::new(inputs, io.stdin, |source| layout(args.input, source));
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
            Portion::Unreadable { name, error, help } => {
                setter.end(io.stdout)?;
                io.stdout.flush()?;
                let complaint = format!("{name}: {}", in_words(&error));
                writeln!(io.stderr, "{}", render::complaint("error", &complaint, help.as_deref()))?;
                return Ok(Outcome::Failed);
            }
            Portion::Empty { .. } | Portion::NoMatch { .. } => {}
        }
    }
    let found = setter.end(io.stdout)?;
    io.stdout.flush()?;
    match found {
        Found { values: 0, broken: 0 } => {
            let complaint = render::nothing_found(&[source.name().to_owned()]);
            writeln!(io.stderr, "{}", render::complaint("error", &complaint, None))?;
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
fn nothing(inputs: Inputs<'_>, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    for input in inputs {
        let (complaint, help) = match input {
            Input::Source(source) => (render::nothing_found(&[source.name().to_owned()]), None),
            Input::Empty { name, help } => (render::nothing_found(&[name]), Some(help.to_owned())),
            Input::Unreadable { name, error } => (format!("{name}: {}", in_words(&error)), None),
            Input::NoMatch { glob, help } => (format!("{glob}: no file matches"), help),
        };
        writeln!(io.stderr, "{}", render::complaint("error", &complaint, help.as_deref()))?;
    }
    Ok(Outcome::Failed)
}
