//! What is said beside the result: on stderr, and in the loss report.

use super::documents::Payload;
use crate::Io;
use crate::cli::{Cli, ConvertArgs};
use crate::command::inputs::in_words;
use crate::command::replacement::Replacement;
use crate::context::Context;
use crate::convert::{Conversion, Loss};
use crate::finding::Finding;
use crate::json::{Locator, Node, SyntaxError};
use crate::outcome::Outcome;
use crate::render::{self, Format, LossReport, Style};
use crate::report::{Conversions, Glimpse, Identity, PayloadReport, Placed, Verdict};
use crate::{check, finding};
use anyhow::{anyhow, bail};
use std::fs;
use std::path::Path;

/// How many payloads' problems are told; the others are counted.
const ENOUGH: usize = 1000;

/// All that is said of a run.
pub(super) struct Notes {
    quiet: bool,
    style: Style,
    glimpse: Glimpse,
    /// Whether payloads are mapped, so that fields are counted.
    is_mapped: bool,
    loss: Option<(LossReport, Replacement)>,
    totals: Conversions,
    empty: Vec<String>,
    way_out: Option<&'static str>,
    told: usize,
}

impl Notes {
    /// Makes ready what the command line asks for, so that a file that cannot be written is known before the work begins.
    pub(super) fn open(cli: &Cli, args: &ConvertArgs, style: Style, context: &Context) -> anyhow::Result<Self> {
        let loss = args.loss.as_deref().map(|file| open(file, args)).transpose()?;
        Ok(Self {
            quiet: cli.quiet,
            style,
            glimpse: Glimpse { columns: Some(context.excerpt_columns()), show_personal: args.show_personal },
            is_mapped: args.to.is_some(),
            loss: loss.map(|file| (LossReport::new(args.show_personal), file)),
            totals: Conversions::default(),
            empty: Vec::new(),
            way_out: None,
            told: 0,
        })
    }

    pub(super) fn payloads(&self) -> usize {
        self.totals.payloads
    }

    pub(super) fn empty(&mut self, name: String, way_out: Option<&'static str>) {
        self.empty.push(name);
        self.way_out = way_out.or(self.way_out);
    }

    pub(super) fn guarded(&mut self, count: u64) {
        self.totals.guarded = count;
    }

    /// Says why an input could not be read.
    pub(super) fn unreadable(
        &mut self,
        name: &str,
        reason: &str,
        help: Option<&str>,
        io: &mut Io<'_>,
    ) -> anyhow::Result<()> {
        self.totals.failed += 1;
        Ok(writeln!(io.stderr, "{}", render::complaint("error", &format!("{name}: {reason}"), help))?)
    }

    /// Says why a text is no payload.
    pub(super) fn unparsed(
        &mut self,
        payload: &Payload<'_>,
        error: &SyntaxError,
        io: &mut Io<'_>,
    ) -> anyhow::Result<()> {
        self.totals.payloads += 1;
        self.totals.broken += 1;
        let text = (payload.text, payload.origin);
        let report = PayloadReport::unparsed(payload.file, payload.name.clone(), text, error, self.glimpse);
        self.tell(&report, io)
    }

    /// Says what other readers of a payload's text may read otherwise.
    pub(super) fn text(&mut self, payload: &Payload<'_>, node: Node<'_>, io: &mut Io<'_>) -> anyhow::Result<()> {
        self.totals.payloads += 1;
        let mut locator = Locator::new(payload.text, payload.origin);
        let findings = check::document(node.document(), node, &mut locator);
        if findings.is_empty() { Ok(()) } else { self.findings(payload, findings, io) }
    }

    /// Says why a payload is nothing that can be converted.
    pub(super) fn refused(&mut self, payload: &Payload<'_>, finding: Finding, io: &mut Io<'_>) -> anyhow::Result<()> {
        let conversion = Conversion { problems: vec![finding.clone()], loss: Loss::default(), document: None };
        self.totals.add(&conversion);
        self.record(payload, &conversion)?;
        self.findings(payload, vec![finding], io)
    }

    /// Says what became of a payload.
    pub(super) fn converted(
        &mut self,
        payload: &Payload<'_>,
        conversion: &Conversion,
        io: &mut Io<'_>,
    ) -> anyhow::Result<()> {
        self.totals.add(conversion);
        self.record(payload, conversion)?;
        if self.quiet {
            return Ok(());
        }
        let problems = render::conversion_problems(&payload.name, conversion, self.style);
        if !problems.is_empty() && self.is_told() {
            io.stderr.write_all(problems.as_bytes())?;
        }
        let is_one_of_many = payload.is_line || payload.is_item;
        let is_without_way = conversion.document.is_none() && conversion.loss.mapped.is_empty();
        if self.is_mapped && !is_without_way && (!is_one_of_many || self.style.verbose) {
            let loss = render::conversion_loss(&payload.name, conversion, self.loss.is_some());
            writeln!(io.stderr, "{loss}")?;
        }
        Ok(())
    }

    fn record(&mut self, payload: &Payload<'_>, conversion: &Conversion) -> anyhow::Result<()> {
        if let Some((report, file)) = &mut self.loss {
            report.record(file, &payload.name, conversion)?;
        }
        Ok(())
    }

    fn findings(&mut self, payload: &Payload<'_>, mut findings: Vec<Finding>, io: &mut Io<'_>) -> anyhow::Result<()> {
        finding::sort(&mut findings);
        let mut locator = Locator::new(payload.text, payload.origin);
        let mut place = |finding: Finding| Placed {
            start: locator.position(finding.span.start as usize),
            end: locator.end(finding.span.end as usize),
            excerpt: None,
            finding,
        };
        let report = PayloadReport {
            file: payload.file.to_owned(),
            name: payload.name.clone(),
            identity: Identity::default(),
            verdict: Verdict::Invalid,
            findings: findings.into_iter().map(&mut place).collect(),
            message: None,
        };
        self.tell(&report, io)
    }

    fn tell(&mut self, report: &PayloadReport, io: &mut Io<'_>) -> anyhow::Result<()> {
        if !self.quiet && self.is_told() {
            let style = Style { verbose: false, ..self.style };
            render::Text(style).payload(io.stderr, report, &report.findings)?;
        }
        Ok(())
    }

    fn is_told(&mut self) -> bool {
        self.told += 1;
        self.told <= ENOUGH
    }

    /// Ends the reports, and says how the run ended.
    pub(super) fn finish(mut self, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
        if let Some((mut report, mut file)) = self.loss.take() {
            report.finish(&mut file)?;
            file.put_in_place().map_err(|error| anyhow!("--loss: {}", in_words(&error)))?;
        }
        let is_nothing = self.totals.payloads == 0 && self.totals.failed == 0;
        if !self.empty.is_empty() && (is_nothing || !self.quiet) {
            let weight = if is_nothing { "error" } else { "note" };
            writeln!(io.stderr, "{}", render::complaint(weight, &render::nothing_found(&self.empty), self.way_out))?;
        }
        if !self.quiet {
            self.summary(io)?;
        }
        Ok(if is_nothing { Outcome::Failed } else { self.totals.outcome() })
    }

    fn summary(&self, io: &mut Io<'_>) -> anyhow::Result<()> {
        if self.told > ENOUGH {
            let more = self.told - ENOUGH;
            writeln!(io.stderr, "... and {more} more payloads with problems; --loss FILE lists each")?;
        }
        if self.totals.guarded > 0 {
            writeln!(io.stderr, "hookspect: note: {}", render::guarded(self.totals.guarded))?;
        }
        if self.totals.payloads > 1 && (self.is_mapped || self.totals.refused + self.totals.broken > 0) {
            writeln!(io.stderr, "hookspect: {}", render::conversions(&self.totals, self.is_mapped))?;
        }
        Ok(())
    }
}

fn open(file: &Path, args: &ConvertArgs) -> anyhow::Result<Replacement> {
    let cannot =
        |error: &std::io::Error| anyhow!("--loss: \"{}\" cannot be written: {}", file.display(), in_words(error));
    let replacement = Replacement::of(file).map_err(|error| cannot(&error))?;
    let inputs = args.paths.iter().chain(&args.set_file).filter_map(|path| fs::canonicalize(path).ok());
    if inputs.into_iter().any(|input| input == replacement.target()) {
        bail!("--loss would overwrite an input: \"{}\"", file.display());
    }
    Ok(replacement)
}
