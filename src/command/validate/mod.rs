//! `hookspect validate`

mod checker;
mod identities;
mod output;
mod progress;
mod run;
mod selection;

use super::families;
use super::inputs::{inputs, layout};
use crate::Io;
use crate::cli::{Cli, ValidateArgs};
use crate::context::Context;
use crate::family::Catalogue;
use crate::input::Feed;
use crate::outcome::Outcome;
use crate::render;
use crate::schema::Compiled;
use anyhow::bail;
use checker::{Checker, Standard};
pub(super) use identities::Identities;
use output::Outputs;
use progress::Progress;
use run::{Run, Tally};
use std::time::Instant;

/// Checks every payload of the inputs and prints what was found.
///
/// # Errors
///
/// When the options make no sense, a schema cannot be used, or the output takes no more.
pub(crate) fn run(cli: &Cli, args: &ValidateArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let started = Instant::now();
    let inputs = inputs(&args.paths, args.stdin_filename.as_deref(), args.no_ignore, context)?;
    let mut outputs = Outputs::open(cli, args, context)?;
    let mut tally = Tally::default();
    // With a schema of one's own no family is needed, and none is read.
    let mut catalogue = if args.schema.is_empty() { Catalogue::bundled()? } else { Catalogue::default() };
    let is_sound = families::load(&mut catalogue, &args.families, cli.verbose, io, |report, io| {
        tally.summary.add(report);
        outputs.payload(io, report)
    })?;
    if !is_sound {
        outputs.finish(io, &tally.summary)?;
        bail!("a family has faults: nothing was checked");
    }
    let standard = if args.schema.is_empty() {
        Standard::Families(&catalogue, families::selected(&catalogue, args.event.as_deref(), args.family.as_deref())?)
    } else {
        Standard::Schema(Compiled::from_files(&args.schema, !args.no_formats)?)
    };
    // The number of the line and its sign stand before the line itself.
    let room = context.columns.map_or(usize::MAX, |columns| columns.saturating_sub(8));
    let checker = Checker::new(standard, args, output::shows_excerpts(args).then_some(room))?;
    let run = Run { checker: &checker, args, quiet: cli.quiet };
    let feed = Feed::new(inputs, io.stdin, |source| layout(args.input, source));
    // What the feed reads from, nobody else does.
    let io = &mut Io { stdin: &mut std::io::empty(), stdout: io.stdout, stderr: io.stderr };
    let is_watched = context.stderr_is_terminal && !args.no_progress && !cli.quiet;
    run.all(feed, &mut tally, &mut outputs, Progress::new(is_watched), io)?;
    let outcome = tally.outcome(args.expect).max(outputs.finish(io, &tally.summary)?);
    let Tally { summary, empty, way_out, .. } = tally;
    if !empty.is_empty() && (outcome == Outcome::Failed || !cli.quiet) {
        let weight = if outcome == Outcome::Failed { "error" } else { "note" };
        writeln!(io.stderr, "{}", render::complaint(weight, &render::nothing_found(&empty), way_out))?;
    }
    if !cli.quiet && summary.payloads > 0 {
        let took = context.stderr_is_terminal.then(|| started.elapsed());
        writeln!(io.stderr, "{}", render::summary(&summary, took))?;
    }
    Ok(if args.exit_zero { outcome.without_problems() } else { outcome })
}
