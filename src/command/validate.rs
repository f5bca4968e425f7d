//! `hookspect validate`

use crate::Io;
use crate::capture::{self, Arrays};
use crate::check::{self, Policy};
use crate::cli::{Cli, InputKind, ValidateArgs, ValidateFormat};
use crate::context::Context;
use crate::family::{Catalogue, Recogniser, Selected};
use crate::finding::{Finding, Rule, Severity};
use crate::input::{Label, Layout, Record, Records, Source};
use crate::json::{Document, Kind, Node, Origin, Pointer, Span};
use crate::outcome::Outcome;
use crate::render::{self, Style, Validation};
use crate::report::{Excerpt, Identity, PayloadReport, Placed, Summary, Verdict, Visibility};
use crate::schema::Compiled;
use anyhow::bail;
use std::time::Instant;

/// Checks every payload of the inputs and prints what was found.
///
/// # Errors
///
/// When the options make no sense, a schema cannot be used, or the output takes no more.
pub(crate) fn run(cli: &Cli, args: &ValidateArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let started = Instant::now();
    let sources = sources(args, context)?;
    let checker = Checker::new(args)?;
    let style = Style { color: context.colors_stdout(cli.color), verbose: cli.verbose };
    let mut output = match args.format {
        ValidateFormat::Text => Validation::Text(style),
        ValidateFormat::Brief => Validation::Brief(style),
        ValidateFormat::Json => Validation::json(),
    };
    let mut run = Run { checker: &checker, args, quiet: cli.quiet, summary: Summary::default(), empty: Vec::new() };
    for source in &sources {
        run.source(source, io, &mut output)?;
    }
    if !cli.quiet {
        output.finish(io.stdout, &run.summary)?;
    }
    io.stdout.flush()?;
    if !run.empty.is_empty() {
        writeln!(io.stderr, "hookspect: error: {}", render::nothing_found(&run.empty))?;
    }
    if !cli.quiet && run.summary.payloads > 0 {
        let took = context.stderr_is_terminal.then(|| started.elapsed());
        writeln!(io.stderr, "{}", render::summary(&run.summary, took))?;
    }
    Ok(run.summary.outcome())
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
    let mut sources: Vec<Source> = Vec::with_capacity(args.paths.len());
    for path in &args.paths {
        let source = if path.as_os_str() == "-" { stdin() } else { Source::file(path) };
        if source.is_stdin() && sources.contains(&source) {
            bail!("- is named twice: stdin can be read only once");
        }
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    Ok(sources)
}

/// The state of a run over its inputs.
struct Run<'a> {
    checker: &'a Checker,
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
                writeln!(io.stderr, "hookspect: error: {}: {message}", source.name())?;
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

/// What payloads are checked against.
enum Standard {
    /// The families' schemas; an event or family may have been named.
    Families { catalogue: Catalogue, event: Option<String>, family: Option<String> },
    /// A schema of the user's own.
    Schema(Compiled),
}

/// Checks records.
struct Checker {
    standard: Standard,
    arrays: Arrays,
    policy: Policy,
    strict: bool,
    excerpts: bool,
}

impl Checker {
    fn new(args: &ValidateArgs) -> anyhow::Result<Self> {
        let standard = if args.schema.is_empty() {
            let catalogue = Catalogue::bundled()?;
            // A wrong name is told now, not at the first payload.
            selected(&catalogue, args.event.as_deref(), args.family.as_deref())?;
            Standard::Families { catalogue, event: args.event.clone(), family: args.family.clone() }
        } else {
            Standard::Schema(Compiled::from_files(&args.schema, !args.no_formats)?)
        };
        let arrays = match (args.input, &standard) {
            (Some(InputKind::Array), _) | (None, Standard::Families { .. }) => Arrays::OfPayloads,
            _ => Arrays::ArePayloads,
        };
        Ok(Self {
            standard,
            arrays,
            policy: Policy { show_personal: args.show_personal },
            strict: args.strict,
            excerpts: args.format == ValidateFormat::Text,
        })
    }

    /// The reports of a record's payloads.
    fn record(&self, source: &Source, record: &Record<'_>) -> anyhow::Result<Vec<PayloadReport>> {
        let name = match record.label {
            Label::Only => source.name().to_owned(),
            Label::Line(line) => format!("{}:{line}", source.name()),
            Label::Number(number) => format!("{}@{number}", source.name()),
        };
        let bom = record.has_bom.then(check::of_bom);
        let document = match &record.parsed {
            Ok(document) => document,
            Err(error) => {
                let span = Span::new(error.at, error.end);
                let mut finding = Finding::error(Rule::Syntax, span, Pointer::default(), error.message.clone());
                finding.help.clone_from(&error.help);
                let checked = Checked { findings: bom.into_iter().chain([finding]).collect(), identity: Identity::default(), masked: None };
                return Ok(vec![self.report(source, name, record, checked)]);
            }
        };
        let mut reports = Vec::new();
        for delivery in capture::deliveries(document, self.arrays) {
            let name = delivery.index.map_or_else(|| name.clone(), |index| format!("{name}#/{index}"));
            let mut checked = self.payload(document, delivery.body, record.origin)?;
            checked.findings.splice(0..0, bom.clone());
            reports.push(self.report(source, name, record, checked));
        }
        Ok(reports)
    }

    fn payload(&self, document: &Document<'_>, payload: Node<'_>, origin: Origin) -> anyhow::Result<Checked> {
        let mut checked = match &self.standard {
            Standard::Schema(schema) => {
                let findings = check::schema(schema, payload, self.policy);
                let meaning = |pointer: &Pointer| Ok(schema.meaning(pointer));
                Checked { masked: Some(self.masked(payload, !findings.is_empty(), meaning)?), findings, identity: Identity::default() }
            }
            Standard::Families { catalogue, event, family } => {
                let selected = selected(catalogue, event.as_deref(), family.as_deref())?;
                self.event(catalogue, selected, payload)?
            }
        };
        checked.findings.extend(check::document(document, payload, origin));
        Ok(checked)
    }

    fn event(&self, catalogue: &Catalogue, selected: Option<Selected<'_>>, payload: Node<'_>) -> anyhow::Result<Checked> {
        match Recogniser::new(catalogue, selected).recognise(payload) {
            Ok(event) => {
                let findings = check::event(&event, &catalogue.library, self.policy)?;
                let identity = Identity {
                    family: Some(event.family.id.clone()),
                    vendor: Some(event.family.name().to_owned()),
                    candidates: event.candidates.iter().map(|candidate| candidate.name.clone()).collect(),
                    shape: event.shape.map(str::to_owned),
                };
                let meaning = |pointer: &Pointer| match event.candidates.first() {
                    Some(kind) => check::meaning(&event, kind, &catalogue.library, pointer),
                    None => Ok(crate::schema::Meaning::default()),
                };
                Ok(Checked { masked: Some(self.masked(payload, !findings.is_empty(), meaning)?), findings, identity })
            }
            Err(reason) => {
                let identity = Identity {
                    family: reason.family.map(|family| family.id.clone()),
                    vendor: reason.family.map(|family| family.name().to_owned()),
                    ..Identity::default()
                };
                Ok(Checked { findings: vec![check::unrecognised(reason, payload)], identity, masked: None })
            }
        }
    }

    /// The values of a payload that may not be shown, when anything of it will be.
    fn masked(
        &self,
        payload: Node<'_>,
        needed: bool,
        meaning: impl Fn(&Pointer) -> anyhow::Result<crate::schema::Meaning>,
    ) -> anyhow::Result<Vec<Span>> {
        let mut spans = Vec::new();
        if !needed || !self.excerpts || self.policy.show_personal {
            return Ok(spans);
        }
        let mut next = vec![(Pointer::default(), payload)];
        while let Some((pointer, node)) = next.pop() {
            match node.kind() {
                Kind::Object => next.extend(node.members().map(|(key, value)| (pointer.join(key.name()), value))),
                Kind::Array => next.extend(node.elements().enumerate().map(|(index, item)| (pointer.join(index.to_string()), item))),
                Kind::Null => {}
                _ if node.raw().contains('@') || meaning(&pointer)?.is_masked() => spans.push(inner(node)),
                _ => {}
            }
        }
        Ok(spans)
    }

    fn report(&self, source: &Source, name: String, record: &Record<'_>, checked: Checked) -> PayloadReport {
        let mut findings = checked.findings;
        if self.strict {
            findings.iter_mut().for_each(|finding| finding.severity = Severity::Error);
        }
        crate::finding::sort(&mut findings);
        let is_invalid = findings.iter().any(|finding| finding.severity == Severity::Error);
        let findings = findings.into_iter().map(|finding| self.place(finding, record, checked.masked.as_deref())).collect();
        PayloadReport {
            file: source.name().to_owned(),
            name,
            identity: checked.identity,
            verdict: if is_invalid { Verdict::Invalid } else { Verdict::Valid },
            findings,
            message: None,
        }
    }

    fn place(&self, finding: Finding, record: &Record<'_>, masked: Option<&[Span]>) -> Placed {
        let visibility = match (masked, self.policy.show_personal) {
            (Some(masked), _) => Visibility::Except(masked),
            (None, true) => Visibility::Except(&[]),
            (None, false) => Visibility::PlaceOnly(&[]),
        };
        // A lone bracket or sign of text that nobody knows shows nothing that the message does not say.
        let shows_something = masked.is_some() || finding.span.end > finding.span.start + 1;
        let excerpt = if self.excerpts && shows_something && finding.rule != Rule::Bom {
            Excerpt::cut(record.text, finding.span, visibility, usize::MAX)
        } else {
            None
        };
        Placed {
            start: record.origin.position(record.text, finding.span.start as usize),
            end: record.origin.position(record.text, finding.span.end as usize),
            finding,
            excerpt,
        }
    }
}

/// A failure of the machine without its number.
fn in_words(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_lowercase()
}

/// What was found in one payload, before it has its places.
struct Checked {
    findings: Vec<Finding>,
    identity: Identity,
    /// The values that may not be shown; nothing is known of them in text that was not recognised.
    masked: Option<Vec<Span>>,
}

/// A string without its quotes, any other value whole.
fn inner(node: Node<'_>) -> Span {
    let span = node.span();
    if node.kind() == Kind::String { Span { start: span.start + 1, end: span.end - 1 } } else { span }
}

/// The family and event that were named on the command line.
fn selected<'c>(catalogue: &'c Catalogue, event: Option<&str>, family: Option<&str>) -> anyhow::Result<Option<Selected<'c>>> {
    let family = family.map(|family| catalogue.select_family(family)).transpose()?;
    let Some(name) = event else {
        return Ok(family.map(|family| Selected { family, event: None }));
    };
    let qualified = family.map(|family| format!("{}:{name}", family.id));
    let selected = qualified.and_then(|name| catalogue.select_event(&name).ok());
    Ok(Some(selected.map_or_else(|| catalogue.select_event(name), Ok)?))
}
