//! `hookspect validate`

mod checker;
mod output;
mod selection;

use super::families;
use super::inputs::{in_words, inputs, layout};
use crate::Io;
use crate::cli::{Cli, ValidateArgs};
use crate::context::Context;
use crate::family::Catalogue;
use crate::input::{Input, Records, Source};
use crate::outcome::Outcome;
use crate::render;
use crate::report::{PayloadReport, Summary};
use crate::schema::Compiled;
use anyhow::bail;
use checker::{Checker, Standard};
use output::Outputs;
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
    let mut summary = Summary::default();
    // With a schema of one's own no family is needed, and none is read.
    let mut catalogue = if args.schema.is_empty() { Catalogue::bundled()? } else { Catalogue::default() };
    let is_sound = families::load(&mut catalogue, &args.families, cli.verbose, io, |report, io| {
        summary.add(report);
        outputs.payload(io, report)
    })?;
    if !is_sound {
        outputs.finish(io, &summary)?;
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
    let mut run = Run { checker: &checker, args, summary, empty: Vec::new(), way_out: None };
    for input in inputs {
        run.input(input, io, &mut outputs)?;
    }
    let Run { summary, empty, way_out, .. } = run;
    let outcome = summary.outcome().max(outputs.finish(io, &summary)?);
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

/// The state of a run over its inputs.
struct Run<'a> {
    checker: &'a Checker<'a>,
    args: &'a ValidateArgs,
    summary: Summary,
    /// Inputs without a payload.
    empty: Vec<String>,
    /// What to do about the last folder among them.
    way_out: Option<&'static str>,
}

impl Run<'_> {
    fn input(&mut self, input: Input, io: &mut Io<'_>, outputs: &mut Outputs) -> anyhow::Result<()> {
        match input {
            Input::Source(source) => self.source(&source, io, outputs),
            Input::Unreadable { name, error } => self.unreadable(&name, &error, None, io, outputs),
            Input::Empty { name, help } => {
                self.empty.push(name);
                self.way_out = Some(help);
                Ok(())
            }
            Input::NoMatch { glob, help } => {
                let complaint = render::complaint("error", &format!("no file matches \"{glob}\""), help.as_deref());
                writeln!(io.stderr, "{complaint}")?;
                self.report(&PayloadReport::unreadable(&glob, "no file matches".to_owned()), io, outputs)
            }
        }
    }

    fn source(&mut self, source: &Source, io: &mut Io<'_>, outputs: &mut Outputs) -> anyhow::Result<()> {
        let bytes = match source.read(io.stdin) {
            Ok(bytes) => bytes,
            Err(error) => return self.unreadable(source.name(), &error, source.help(&error).as_deref(), io, outputs),
        };
        let before = self.summary.payloads;
        let mut records = Records::new(&bytes, layout(self.args.input, source), source.is_stream());
        while let Some(record) = records.next() {
            for report in self.checker.record(source, &record)? {
                self.report(&report, io, outputs)?;
            }
            if let Ok(document) = record.parsed {
                records.recycle(document);
            }
        }
        if self.summary.payloads == before {
            self.empty.push(source.name().to_owned());
        }
        Ok(())
    }

    fn unreadable(
        &mut self,
        name: &str,
        error: &std::io::Error,
        help: Option<&str>,
        io: &mut Io<'_>,
        outputs: &mut Outputs,
    ) -> anyhow::Result<()> {
        let message = in_words(error);
        let complaint = render::complaint("error", &format!("{name}: {message}"), help);
        writeln!(io.stderr, "{complaint}")?;
        self.report(&PayloadReport::unreadable(name, message), io, outputs)
    }

    fn report(&mut self, report: &PayloadReport, io: &mut Io<'_>, outputs: &mut Outputs) -> anyhow::Result<()> {
        self.summary.add(report);
        outputs.payload(io, report)
    }
}
