//! `hookspect validate`

pub(super) mod checker;
pub(super) mod identities;
mod output;
mod progress;
mod run;
mod selection;
mod settings;
mod show_config;
mod sight;
mod targets;

use super::families;
use super::inputs::inputs;
use super::terms::{AllTerms, Terms, Variants};
use crate::Io;
use crate::cli::{Cli, ValidateArgs};
use crate::config::{Instructions, Table};
use crate::context::Context;
use crate::family::{Catalogue, Folder};
use crate::input::Feed;
use crate::outcome::Outcome;
use crate::render;
use crate::report::{Glimpse, PayloadReport};
use anyhow::bail;
use checker::Checker;
pub(super) use identities::Identities;
use output::Outputs;
use progress::Progress;
use run::{Run, Tally};
use settings::Settings;
use sight::Sight;
use std::sync::Arc;
use std::time::Instant;

/// The table of the file that speaks to this command.
const TABLE: Option<Table> = Some(Table::Validate);

/// Checks every payload of the inputs and prints what was found.
///
/// # Errors
///
/// When the options make no sense, a schema cannot be used, or the output takes no more.
pub(crate) fn run(
    cli: &Cli,
    args: &ValidateArgs,
    instructions: &Instructions,
    context: &Context,
    io: &mut Io<'_>,
) -> anyhow::Result<Outcome> {
    let started = Instant::now();
    if args.show_config {
        return show_config::run(args, instructions, context, io);
    }
    let settings = &Settings::new(args, &instructions.of_run(TABLE));
    let found = || inputs("validate", settings.inputs, settings.no_ignore, context);
    let inputs = found()?;
    let terms = AllTerms::new(instructions, TABLE)?;
    targets::spare(&settings.report, found()?)?;
    let families =
        settings.families.iter().filter(|_| terms.need_families()).flat_map(|root| Folder::files_below(root));
    let mut outputs = Outputs::open(cli, settings, context, terms.files().chain(families))?;
    let mut tally = Tally::default();
    let (catalogue, is_sound) = catalogue(&terms, settings, cli.verbose, io, |report, io| {
        tally.summary.add(report);
        outputs.payload(io, report)
    })?;
    if !is_sound {
        tally.summary.has_failed = true;
        outputs.finish(io, &tally.summary)?;
        bail!("a family has faults: nothing was checked");
    }
    terms.judge(catalogue)?;
    let columns = output::shows_excerpts(settings).then_some(context.excerpt_columns());
    let sight = Sight::new(Glimpse { columns, show_personal: settings.show_personal }, outputs.are_there());
    let checker = |terms: &Terms<'_>| Checker::new(terms, catalogue, &sight).map(Arc::new);
    let checkers = Variants::new(instructions, TABLE, context, checker)?;
    let run = Run { checkers: &checkers, sight: &sight, settings, quiet: cli.quiet };
    let feed = Feed::new(inputs, io.stdin, |source| checkers.treatment(source));
    // What the feed reads from, nobody else does.
    let io = &mut Io { stdin: &mut std::io::empty(), stdout: io.stdout, stderr: io.stderr };
    let is_watched = context.stderr_is_terminal && !settings.no_progress && !cli.quiet;
    run.all(feed, &mut tally, &mut outputs, Progress::new(is_watched), io)?;
    let outcome = tally.outcome().max(outputs.finish(io, &tally.summary)?);
    let Tally { summary, empty, .. } = tally;
    empty.tell(outcome == Outcome::Failed, cli.quiet, io.stderr)?;
    if summary.payloads > 0 && summary.payloads == summary.skipped {
        let complaint = "every payload was skipped, as it was not recognised: nothing was checked";
        writeln!(io.stderr, "{}", render::complaint("error", complaint, Some("leave --ignore out to see why")))?;
    }
    if !cli.quiet && summary.payloads > 0 {
        let took = context.stderr_is_terminal.then(|| started.elapsed());
        writeln!(io.stderr, "{}", render::summary(&summary, took))?;
    }
    Ok(if settings.exit_zero { outcome.without_problems() } else { outcome })
}

/// The families that payloads can be of, and whether those of the user's own have no faults, which are reported.
fn catalogue(
    terms: &AllTerms<'_>,
    settings: &Settings<'_>,
    verbose: bool,
    io: &mut Io<'_>,
    report: impl FnMut(&PayloadReport, &mut Io<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<(&'static Catalogue, bool)> {
    // With a schema of one's own no family is needed, and none is read.
    if !terms.need_families() {
        return Ok((Box::leak(Box::default()), true));
    }
    let catalogue = families::bundled();
    let is_sound = families::load(catalogue, &settings.families, verbose, io, report)?;
    Ok((catalogue, is_sound))
}
