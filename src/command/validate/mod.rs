//! `hookspect validate`

pub(super) mod checker;
mod selection;

use super::families;
use crate::Io;
use crate::cli::{Cli, InputKind, ValidateArgs, ValidateFormat};
use crate::context::Context;
use crate::family::{Catalogue, Selected};
use crate::input::{Layout, Records, Source};
use crate::outcome::Outcome;
use crate::render::{self, Style, Validation};
use crate::report::{PayloadReport, Summary};
use crate::schema::Compiled;
use anyhow::bail;
use checker::{Checker, Standard};
use std::collections::HashSet;
use std::time::Instant;

/// Checks every payload of the inputs and prints what was found.
///
/// # Errors
///
/// When the options make no sense, a schema cannot be used, or the output takes no more.
pub(crate) fn run(cli: &Cli, args: &ValidateArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let started = Instant::now();
    let sources = sources(args, context)?;
    let style = Style { color: context.colors_stdout(cli.color), verbose: cli.verbose, columns: context.columns };
    let mut output = match args.format {
        ValidateFormat::Text => Validation::Text(style),
        ValidateFormat::Brief => Validation::Brief(style),
        ValidateFormat::Json => Validation::json(),
    };
    let mut summary = Summary::default();
    // With a schema of one's own no family is needed, and none is read.
    let mut catalogue = if args.schema.is_empty() { Catalogue::bundled()? } else { Catalogue::default() };
    if !families::load(&mut catalogue, &args.families, cli.verbose, io, |report, out| {
        summary.add(report);
        if cli.quiet { Ok(()) } else { output.payload(out, report) }
    })? {
        if !cli.quiet {
            output.finish(io.stdout, &summary)?;
        }
        io.stdout.flush()?;
        bail!("a family has faults: nothing was checked");
    }
    let standard = if args.schema.is_empty() {
        Standard::Families(&catalogue, selected(&catalogue, args.event.as_deref(), args.family.as_deref())?)
    } else {
        Standard::Schema(Compiled::from_files(&args.schema, !args.no_formats)?)
    };
    let checker = Checker::new(standard, args, context.columns)?;
    let mut run = Run { checker: &checker, args, quiet: cli.quiet, summary, empty: Vec::new() };
    for source in &sources {
        run.source(source, io, &mut output)?;
    }
    let Run { summary, empty, .. } = run;
    if !cli.quiet {
        output.finish(io.stdout, &summary)?;
    }
    io.stdout.flush()?;
    let outcome = summary.outcome();
    if !empty.is_empty() && (outcome == Outcome::Failed || !cli.quiet) {
        let weight = if outcome == Outcome::Failed { "error" } else { "note" };
        writeln!(io.stderr, "hookspect: {weight}: {}", render::message(&render::nothing_found(&empty)))?;
    }
    if !cli.quiet && summary.payloads > 0 {
        let took = context.stderr_is_terminal.then(|| started.elapsed());
        writeln!(io.stderr, "{}", render::summary(&summary, took))?;
    }
    Ok(outcome)
}

/// The inputs that were named, or stdin when something is piped in.
fn sources(args: &ValidateArgs, context: &Context) -> anyhow::Result<Vec<Source>> {
    let stdin = || Source::stdin(args.stdin_filename.as_deref());
    if args.paths.is_empty() {
        if context.stdin_is_terminal {
            bail!("no input: name files, or pipe a payload in\n  help: hookspect validate payload.json");
        }
        return Ok(vec![stdin()]);
    }
    let mut seen = HashSet::with_capacity(args.paths.len());
    let mut sources: Vec<Source> = Vec::with_capacity(args.paths.len());
    for path in &args.paths {
        let source = if path.as_os_str() == "-" { stdin() } else { Source::file(path) };
        if source.is_stdin() && sources.iter().any(Source::is_stdin) {
            bail!("- is named twice: stdin can be read only once");
        }
        // A file that is reached twice is read once.
        if source.is_stdin() || seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone())) {
            sources.push(source);
        }
    }
    Ok(sources)
}

/// The family and event that were named on the command line.
pub(super) fn selected<'c>(
    catalogue: &'c Catalogue,
    event: Option<&str>,
    family: Option<&str>,
) -> anyhow::Result<Option<Selected<'c>>> {
    let family = family.map(|family| catalogue.select_family(family)).transpose()?;
    let Some(name) = event else {
        return Ok(family.map(|family| Selected { family, event: None }));
    };
    Ok(Some(catalogue.select_event(name, family)?))
}

/// The state of a run over its inputs.
struct Run<'a> {
    checker: &'a Checker<'a>,
    args: &'a ValidateArgs,
    quiet: bool,
    summary: Summary,
    /// Inputs without a payload.
    empty: Vec<String>,
}

impl Run<'_> {
    fn source(&mut self, source: &Source, io: &mut Io<'_>, output: &mut Validation) -> anyhow::Result<()> {
        let bytes = match source.read(io.stdin) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = in_words(&error);
                writeln!(io.stderr, "hookspect: error: {}: {message}", render::message(source.name()))?;
                return self.report(&PayloadReport::unreadable(source.name(), message), io, output);
            }
        };
        let before = self.summary.payloads;
        let mut records = Records::new(&bytes, self.layout(source), source.is_stdin());
        while let Some(record) = records.next() {
            for report in self.checker.record(source, &record)? {
                self.report(&report, io, output)?;
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

    fn report(&mut self, report: &PayloadReport, io: &mut Io<'_>, output: &mut Validation) -> anyhow::Result<()> {
        self.summary.add(report);
        if self.quiet { Ok(()) } else { Ok(output.payload(io.stdout, report)?) }
    }

    fn layout(&self, source: &Source) -> Layout {
        match self.args.input {
            Some(InputKind::Json | InputKind::Array) => Layout::One,
            Some(InputKind::Ndjson) => Layout::Lines,
            Some(InputKind::Values) => Layout::Values,
            None if source.is_line_wise() => Layout::Lines,
            None => Layout::Detect,
        }
    }
}

/// A failure of the machine without its number.
pub(super) fn in_words(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_lowercase()
}
