//! `hookspect show`

mod damaged;
mod document;
mod output;
mod payload;
mod pile;
mod places;

use super::families;
use super::inputs::{Empty, Failure, inputs};
use super::terms::{AllTerms, Variants};
use super::validate::Identities;
use crate::Io;
use crate::capture::{self, Arrays};
use crate::check;
use crate::cli::{Annotations, Cli, InputKind, ShowArgs, ShowFormat};
use crate::config::Instructions;
use crate::context::Context;
use crate::input::{Batch, Feed, Name, Portion, Record};
use crate::json::Tree;
use crate::outcome::Outcome;
use crate::render::{self, Escaped, Escaping, Overview, Page, ShownJson, Style};
use crate::report::{Glimpse, PayloadReport};
use crate::show::Wishes;
use payload::{Found, Missing, Shower, Told};
use pile::Pile;
use places::Places;
use std::io::Write;
use std::sync::Arc;

/// Shows every payload of the inputs.
///
/// # Errors
///
/// When the options make no sense, a family has faults, or the output takes no more.
pub(crate) fn run(
    cli: &Cli,
    args: &ShowArgs,
    instructions: &Instructions,
    context: &Context,
    io: &mut Io<'_>,
) -> anyhow::Result<Outcome> {
    if !is_ascii(args, context) {
        return show(cli, args, instructions, context, io);
    }
    let mut stderr = Escaping::new(io.stderr, Escaped::Foreign);
    let io = &mut Io { stdin: io.stdin, stdout: io.stdout, stderr: &mut stderr };
    show(cli, args, instructions, context, io)
}

fn show(
    cli: &Cli,
    args: &ShowArgs,
    instructions: &Instructions,
    context: &Context,
    io: &mut Io<'_>,
) -> anyhow::Result<Outcome> {
    let inputs = inputs("show", &args.inputs, args.inputs.no_ignore, context)?;
    let columns = args.width.map(usize::from).or(context.columns);
    let style = |color| Style { color, verbose: false, columns };
    let errors = style(context.colors_stderr(cli.color));
    let terms = AllTerms::new(instructions, None)?;
    let catalogue = families::catalogue(&args.origin.families, cli.verbose, errors, io)?;
    terms.judge(catalogue)?;
    let variants = Variants::new(instructions, None, context, |terms| Told::new(terms, catalogue).map(Arc::new))?;
    let page = page(args, context, style(context.colors_stdout(cli.color)));
    let shower = Shower {
        args,
        catalogue,
        told: variants.at(0)?,
        wishes: wishes(args, context),
        page,
        pile: pile(args, page),
        document: document::begun(args, page),
        identities: Identities::default(),
        json: ShownJson::new(args.format == ShowFormat::Ndjson),
        payloads: 0,
        printed: 0,
        account: (cli.verbose && !cli.quiet).then(String::new),
        is_cut: false,
    };
    // The number of the line and a sign stand before it.
    let excerpt = columns.map_or(usize::MAX, |columns| columns.saturating_sub(8));
    let glimpse = Glimpse { columns: Some(excerpt), show_personal: false };
    let mut run = Run {
        quiet: cli.quiet,
        variants: &variants,
        shower,
        errors,
        glimpse,
        outcome: Outcome::Clean,
        space: Tree::default(),
    };
    let mut feed = Feed::new(inputs, io.stdin, |source| variants.treatment(source));
    // What the feed reads from, nobody else does.
    let io = &mut Io { stdin: &mut std::io::empty(), stdout: io.stdout, stderr: io.stderr };
    let mut empty = Empty::default();
    let read = run.all(&mut feed, &mut empty, io);
    // What was begun is ended: somebody may be reading it already.
    let ended = run.end(io.stdout);
    read.and(ended)?;
    let is_nothing = run.shower.payloads == 0 && run.outcome == Outcome::Clean;
    empty.tell(is_nothing, cli.quiet, io.stderr)?;
    Ok(if is_nothing { Outcome::Failed } else { run.outcome })
}

fn wishes(args: &ShowArgs, context: &Context) -> Wishes {
    let explain = explains(args, context);
    Wishes {
        now: args.now.unwrap_or_else(|| context.now()),
        currency: args.currency,
        show_personal: args.show_personal,
        // Who reads the whole of it with a program has no screen to fit.
        full: args.full || !(explain || context.stdout_is_terminal || args.width.is_some()),
        expand_strings: args.expand_strings,
        explain,
    }
}

/// Whether values are explained: where somebody watches, and always in formats that are made of explanations.
fn explains(args: &ShowArgs, context: &Context) -> bool {
    match (args.annotations, args.format) {
        (_, ShowFormat::Markdown | ShowFormat::Html) => true,
        (_, ShowFormat::Raw) | (Annotations::Never, _) => false,
        (Annotations::Always, _) | (_, ShowFormat::Fields | ShowFormat::Json | ShowFormat::Ndjson) => true,
        (Annotations::Auto, _) => context.stdout_is_terminal,
    }
}

fn page(args: &ShowArgs, context: &Context, style: Style) -> Page {
    let watched = context.columns.filter(|_| context.stdout_is_terminal);
    Page { style, width: args.width.map(usize::from).or(watched), full: args.full, ascii: is_ascii(args, context) }
}

fn is_ascii(args: &ShowArgs, context: &Context) -> bool {
    args.ascii || context.stdout_is_terminal && !context.is_utf8
}

/// How many payloads are shown for people. A part of each was asked for to be seen.
fn pile(args: &ShowArgs, page: Page) -> Pile {
    let table = Overview::new(page, &args.columns);
    match args.format {
        ShowFormat::Table => Pile::Table(table),
        ShowFormat::Text if args.at.is_none() => Pile::undecided(table),
        _ => Pile::Single,
    }
}

/// The state of a run over its inputs.
struct Run<'a, 'c> {
    quiet: bool,
    variants: &'a Variants<'c, Arc<Told<'c>>>,
    shower: Shower<'c>,
    errors: Style,
    glimpse: Glimpse,
    outcome: Outcome,
    /// Of the last document, for the next one.
    space: Tree,
}

impl Run<'_, '_> {
    /// Shows all payloads.
    fn all(&mut self, feed: &mut Feed<'_>, empty: &mut Empty, io: &mut Io<'_>) -> anyhow::Result<()> {
        if let Some(document) = self.shower.document.as_ref().filter(|_| !self.quiet) {
            document.begin(io.stdout)?;
            io.stdout.flush()?;
        }
        let (mut of_source, mut spare) = (0, Vec::new());
        while let Some(portion) = feed.next(std::mem::take(&mut spare)) {
            match portion {
                Portion::Batch(batch) => {
                    of_source += self.batch(&batch, io)?;
                    if batch.is_last && std::mem::take(&mut of_source) == 0 {
                        empty.add(&batch.file);
                    }
                    if batch.is_stream() {
                        // More may come, and nobody knows when.
                        io.stdout.flush()?;
                    }
                    spare = batch.into_spare();
                }
                Portion::Unread(unread) => {
                    if let Err(failure) = empty.add_unread(unread) {
                        self.outcome = Outcome::Failed;
                        if !self.quiet {
                            let report = PayloadReport::unreadable(&failure.name, failure.reason.clone());
                            self.shower.note("a file that could not be read", &report, io.stdout)?;
                        }
                        failure.tell(io)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Writes what stands after the last payload.
    fn end(&mut self, out: &mut dyn Write) -> anyhow::Result<()> {
        self.shower.pile.finish(out)?;
        if self.shower.args.format == ShowFormat::Json && !self.quiet {
            self.shower.json.finish(out)?;
        }
        if let Some(document) = self.shower.document.as_ref().filter(|_| !self.quiet) {
            document.finish(out)?;
        }
        Ok(out.flush()?)
    }

    /// Shows the payloads of a batch; gives the number of its records.
    fn batch(&mut self, batch: &Batch, io: &mut Io<'_>) -> anyhow::Result<usize> {
        self.shower.told = self.variants.at(batch.terms)?;
        let mut records = batch.records(std::mem::take(&mut self.space));
        let mut count = 0;
        while let Some(record) = records.next() {
            count += 1;
            self.record(batch, &record, io)?;
            if batch.is_stream() {
                self.shower.pile.release(io.stdout)?;
            }
            if let Ok(document) = record.parsed {
                records.recycle(document);
            }
        }
        self.space = records.into_spare();
        Ok(count)
    }

    fn record(&mut self, batch: &Batch, record: &Record<'_>, io: &mut Io<'_>) -> anyhow::Result<()> {
        let name = |index| Name::new(&batch.file, record.label, index);
        let document = match &record.parsed {
            Ok(document) => document,
            Err(error) => return self.damaged(&name(None), record, error, io),
        };
        let arrays = match self.shower.told.input {
            Some(InputKind::Json) => Arrays::ArePayloads,
            _ => Arrays::OfPayloads,
        };
        let mut places = Places::new(record.text, record.origin);
        // The mark stands before the first payload of a record only.
        let mut bom = record.has_bom.then(check::of_bom);
        for delivery in capture::deliveries(document, arrays) {
            let name = name(delivery.index);
            let out = if self.quiet { None } else { Some(&mut *io.stdout as &mut dyn Write) };
            let findings = bom.take().into_iter().collect();
            let found = Found { name: name.clone(), root: delivery.body, findings, damage: None };
            let shown = self.shower.payload(found, &mut places, out)?;
            self.after(&name, shown, io)?;
        }
        Ok(())
    }

    /// Says what there is to say of a payload that was shown, or of a place that it does not have.
    fn after(&mut self, name: &Name, shown: Result<(), Missing>, io: &mut Io<'_>) -> anyhow::Result<()> {
        match shown {
            Err(missing) => {
                self.outcome = self.outcome.max(Outcome::Problems);
                let reason = format!("nothing stands at {}", missing.place);
                let help = missing.near.map(|near| format!("did you mean {near}?"));
                Failure { name: name.to_string(), reason, help }.tell(io)
            }
            Ok(()) => match &self.shower.account {
                Some(account) => {
                    io.stdout.flush()?;
                    Ok(writeln!(io.stderr, "{}", render::message(account))?)
                }
                None => Ok(()),
            },
        }
    }
}
