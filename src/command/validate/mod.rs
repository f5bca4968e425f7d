//! `hookspect validate`

mod checker;
mod output;
mod selection;

use super::families;
use crate::Io;
use crate::cli::{Cli, InputKind, ValidateArgs};
use crate::context::Context;
use crate::family::{Catalogue, Selected};
use crate::input::{Layout, Records, Source};
use crate::outcome::Outcome;
use crate::render;
use crate::report::{PayloadReport, Summary};
use crate::schema::Compiled;
use anyhow::bail;
use checker::{Checker, Standard};
use output::Outputs;
use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Instant;

/// Checks every payload of the inputs and prints what was found.
///
/// # Errors
///
/// When the options make no sense, a schema cannot be used, or the output takes no more.
pub(crate) fn run(cli: &Cli, args: &ValidateArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let started = Instant::now();
    let sources = sources(&args.paths, args.stdin_filename.as_deref(), context)?;
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
        Standard::Families(&catalogue, selected(&catalogue, args.event.as_deref(), args.family.as_deref())?)
    } else {
        Standard::Schema(Compiled::from_files(&args.schema, !args.no_formats)?)
    };
    // The number of the line and its sign stand before the line itself.
    let room = context.columns.map_or(usize::MAX, |columns| columns.saturating_sub(8));
    let checker = Checker::new(standard, args, output::shows_excerpts(args).then_some(room))?;
    let mut run = Run { checker: &checker, args, summary, empty: Vec::new() };
    for source in &sources {
        run.source(source, io, &mut outputs)?;
    }
    let Run { summary, empty, .. } = run;
    let outcome = summary.outcome().max(outputs.finish(io, &summary)?);
    if !empty.is_empty() && (outcome == Outcome::Failed || !cli.quiet) {
        let weight = if outcome == Outcome::Failed { "error" } else { "note" };
        writeln!(io.stderr, "hookspect: {weight}: {}", render::message(&render::nothing_found(&empty)))?;
    }
    if !cli.quiet && summary.payloads > 0 {
        let took = context.stderr_is_terminal.then(|| started.elapsed());
        writeln!(io.stderr, "{}", render::summary(&summary, took))?;
    }
    Ok(if args.exit_zero { outcome.without_problems() } else { outcome })
}

/// The inputs that were named, or stdin when something is piped in.
pub(super) fn sources(paths: &[PathBuf], stdin_name: Option<&str>, context: &Context) -> anyhow::Result<Vec<Source>> {
    let stdin = || Source::stdin(stdin_name);
    if paths.is_empty() {
        if context.stdin_is_terminal {
            bail!("no input: name files, or pipe a payload in\n  help: hookspect validate payload.json");
        }
        return Ok(vec![stdin()]);
    }
    let mut seen = HashSet::with_capacity(paths.len());
    let mut sources: Vec<Source> = Vec::with_capacity(paths.len());
    for path in paths {
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
fn selected<'c>(
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
    summary: Summary,
    /// Inputs without a payload.
    empty: Vec<String>,
}

impl Run<'_> {
    fn source(&mut self, source: &Source, io: &mut Io<'_>, outputs: &mut Outputs) -> anyhow::Result<()> {
        let bytes = match source.read(io.stdin) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = in_words(&error);
                writeln!(io.stderr, "hookspect: error: {}: {message}", render::message(source.name()))?;
                return self.report(&PayloadReport::unreadable(source.name(), message), io, outputs);
            }
        };
        let before = self.summary.payloads;
        let mut records = Records::new(&bytes, layout(self.args.input, source), source.is_stdin());
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

    fn report(&mut self, report: &PayloadReport, io: &mut Io<'_>, outputs: &mut Outputs) -> anyhow::Result<()> {
        self.summary.add(report);
        outputs.payload(io, report)
    }
}

/// How values stand in a source: as it was said, or as its name promises.
pub(super) fn layout(input: Option<InputKind>, source: &Source) -> Layout {
    match input {
        Some(InputKind::Json | InputKind::Array) => Layout::One,
        Some(InputKind::Ndjson) => Layout::Lines,
        Some(InputKind::Values) => Layout::Values,
        None if source.is_line_wise() => Layout::Lines,
        None => Layout::Detect,
    }
}

/// A failure of the machine without its number.
pub(super) fn in_words(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_lowercase()
}
