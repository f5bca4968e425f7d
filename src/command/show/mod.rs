//! `hookspect show`

mod payload;

use super::families::{self, selected};
use super::inputs::{in_words, inputs, layout};
use super::validate::Identities;
use crate::Io;
use crate::capture::{self, Arrays};
use crate::cli::{Annotations, Cli, InputKind, ShowArgs, ShowFormat};
use crate::context::Context;
use crate::input::{Batch, Feed, Name, Portion, Record};
use crate::json::{Locator, Tree};
use crate::outcome::Outcome;
use crate::render::{self, Format, Page, ShownJson, Style};
use crate::report::{Glimpse, PayloadReport};
use crate::show::Wishes;
use payload::{Payload, Shower};
use std::io::Write;

/// Shows every payload of the inputs.
///
/// # Errors
///
/// When the options make no sense, a family has faults, or the output takes no more.
pub(crate) fn run(cli: &Cli, args: &ShowArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let inputs = inputs(&args.paths, args.stdin_filename.as_deref(), args.no_ignore, context)?;
    let style = |color| Style { color, verbose: false, columns: context.columns };
    let errors = style(context.colors_stderr(cli.color));
    let catalogue = families::catalogue(&args.families, cli.verbose, errors, io)?;
    let shower = Shower {
        args,
        catalogue: &catalogue,
        selected: selected(&catalogue, args.event.as_deref(), args.family.as_deref())?,
        wishes: wishes(args, context),
        page: page(args, context, style(context.colors_stdout(cli.color))),
        identities: Identities::default(),
        json: ShownJson::new(args.format == ShowFormat::Ndjson),
        payloads: 0,
    };
    let glimpse = Glimpse { columns: Some(context.excerpt_columns()), show_personal: false };
    let mut run = Run { quiet: cli.quiet, shower, errors, glimpse, outcome: Outcome::Clean, space: Tree::default() };
    let mut feed = Feed::new(inputs, io.stdin, |source| layout(args.input, source));
    // What the feed reads from, nobody else does.
    let io = &mut Io { stdin: &mut std::io::empty(), stdout: io.stdout, stderr: io.stderr };
    let (mut empty, mut of_source, mut way_out) = (Vec::new(), 0, None);
    let mut spare = Vec::new();
    while let Some(portion) = feed.next(std::mem::take(&mut spare)) {
        match portion {
            Portion::Batch(batch) => {
                of_source += run.batch(&batch, io)?;
                if batch.is_last && std::mem::take(&mut of_source) == 0 {
                    empty.push(batch.file.to_string());
                }
                // More may come, and nobody knows when.
                io.stdout.flush()?;
                spare = batch.into_spare();
            }
            Portion::Empty { name, help } => {
                empty.push(name);
                way_out = Some(help);
            }
            Portion::Unreadable { name, error, help } => {
                run.unreadable(&name, &in_words(&error), help.as_deref(), io)?;
            }
            Portion::NoMatch { glob, help } => run.unreadable(&glob, "no file matches", help.as_deref(), io)?,
        }
    }
    if args.format == ShowFormat::Json && !cli.quiet {
        run.shower.json.finish(io.stdout)?;
    }
    io.stdout.flush()?;
    let is_nothing = run.shower.payloads == 0 && run.outcome == Outcome::Clean;
    if !empty.is_empty() && (is_nothing || !cli.quiet) {
        let weight = if is_nothing { "error" } else { "note" };
        writeln!(io.stderr, "{}", render::complaint(weight, &render::nothing_found(&empty), way_out))?;
    }
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
        (_, ShowFormat::Raw) | (Annotations::Never, _) => false,
        (Annotations::Always, _) | (_, ShowFormat::Fields | ShowFormat::Json | ShowFormat::Ndjson) => true,
        (Annotations::Auto, _) => context.stdout_is_terminal,
    }
}

fn page(args: &ShowArgs, context: &Context, style: Style) -> Page {
    let watched = context.columns.filter(|_| context.stdout_is_terminal);
    Page {
        style,
        width: args.width.map(usize::from).or(watched),
        full: args.full,
        ascii: args.ascii || context.stdout_is_terminal && !context.is_utf8,
    }
}

/// The state of a run over its inputs.
struct Run<'a> {
    quiet: bool,
    shower: Shower<'a>,
    errors: Style,
    glimpse: Glimpse,
    outcome: Outcome,
    /// Of the last document, for the next one.
    space: Tree,
}

impl Run<'_> {
    fn unreadable(&mut self, name: &str, reason: &str, help: Option<&str>, io: &mut Io<'_>) -> anyhow::Result<()> {
        self.outcome = Outcome::Failed;
        complain(&format!("{name}: {reason}"), help, io)
    }

    /// Shows the payloads of a batch; gives the number of its records.
    fn batch(&mut self, batch: &Batch, io: &mut Io<'_>) -> anyhow::Result<usize> {
        let mut records = batch.records(std::mem::take(&mut self.space));
        let mut count = 0;
        while let Some(record) = records.next() {
            count += 1;
            self.record(batch, &record, io)?;
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
            Err(error) => {
                self.outcome = self.outcome.max(Outcome::Problems);
                let report = PayloadReport::unparsed(name(None), (record.text, record.origin), error, self.glimpse);
                io.stdout.flush()?;
                if !self.quiet {
                    render::Text(self.errors).payload(io.stderr, &report, &report.findings)?;
                }
                return Ok(());
            }
        };
        let arrays = match self.shower.args.input {
            Some(InputKind::Json) => Arrays::ArePayloads,
            _ => Arrays::OfPayloads,
        };
        let mut locator = Locator::new(record.text, record.origin);
        for delivery in capture::deliveries(document, arrays) {
            let name = name(delivery.index);
            let payload = Payload { name: &name, body: delivery.body, record };
            let out = if self.quiet { None } else { Some(&mut *io.stdout as &mut dyn Write) };
            if let Err(missing) = self.shower.payload(payload, &mut locator, out)? {
                self.outcome = self.outcome.max(Outcome::Problems);
                complain(&format!("{name}: nothing stands at {}", missing.place), missing.help.as_deref(), io)?;
            }
        }
        Ok(())
    }
}

fn complain(complaint: &str, help: Option<&str>, io: &mut Io<'_>) -> anyhow::Result<()> {
    io.stdout.flush()?;
    Ok(writeln!(io.stderr, "{}", render::complaint("error", complaint, help))?)
}
