//! A run over its inputs: batches of records are checked, on as many threads as there are, and told in their order.

use super::checker::{Checker, Scratch};
use super::output::Outputs;
use super::progress::Progress;
use super::settings::Settings;
use super::sight::Sight;
use crate::Io;
use crate::cli::{Expectation, Filter};
use crate::command::inputs::{Empty, Failure, threads};
use crate::command::terms::Variants;
use crate::input::{Batch, Feed, Label, Outturn, Record, Unread};
use crate::outcome::Outcome;
use crate::render;
use crate::report::{PayloadReport, Summary, Verdict};
use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;

/// What a run has come to.
#[derive(Default)]
pub(super) struct Tally {
    /// All payloads.
    pub(super) summary: Summary,
    /// Inputs without a payload.
    pub(super) empty: Empty,
    /// Payloads with another verdict than the one that was expected.
    unexpected: usize,
    /// Payloads of the source at hand so far.
    of_source: usize,
    /// Whether it was said of the source at hand that it cannot be filtered.
    is_told: bool,
    /// Whether what was passed on last lacks its line end.
    is_open: bool,
}

/// The options that speak of the run and not of a payload.
pub(super) struct Run<'a, 'c> {
    pub(super) checkers: &'a Variants<'c, Arc<Checker<'c>>>,
    pub(super) sight: &'a Sight,
    pub(super) settings: &'a Settings<'a>,
    pub(super) quiet: bool,
}

/// What was found in a batch.
struct Checked {
    expect: Option<Expectation>,
    reports: anyhow::Result<Vec<PayloadReport>>,
    /// What is passed on of the records, as it stands.
    passed: Vec<u8>,
    /// How much of it, where the run ends with the first payload that is not as it should be.
    passed_until_stop: Option<usize>,
    /// Whether some of the records cannot be passed on.
    is_unfit: bool,
}

impl<'c> Run<'_, 'c> {
    /// Checks all inputs and hands on what was found.
    pub(super) fn all(
        &self,
        feed: Feed<'_>,
        tally: &mut Tally,
        outputs: &mut Outputs,
        mut progress: Progress,
        io: &mut Io<'_>,
    ) -> anyhow::Result<()> {
        let check = |scratch: &mut Scratch<'c>, batch: &Batch| self.check(batch, scratch);
        feed.in_order(self.threads(), Scratch::default, check, |outturn| match outturn {
            Outturn::Done(batch, checked) => {
                let taken = progress.aside(|| self.take(batch, checked, tally, outputs, io));
                progress.advance(batch.size(), tally.summary.payloads);
                taken
            }
            Outturn::Unread(unread) => {
                progress.aside(|| self.note(unread, tally, outputs, io)).map(|()| ControlFlow::Continue(()))
            }
        })
    }

    /// Who stops early wants nothing to be read ahead.
    fn threads(&self) -> usize {
        match self.settings.threads {
            _ if self.settings.fail_fast => 1,
            told => threads(told),
        }
    }

    fn check(&self, batch: &Batch, scratch: &mut Scratch<'c>) -> Checked {
        let mut passed = Vec::new();
        let mut passed_until_stop = None;
        let mut is_unfit = false;
        let mut expect = None;
        let checked = self.checkers.at(batch.terms).and_then(|checker| {
            expect = checker.expect;
            checker.batch(batch, scratch, |record, reports| {
                if let Some(filter) = self.settings.filter {
                    if is_line(record) {
                        pass(filter, record, reports, &mut passed);
                        if reports.iter().any(|report| is_unwanted(expect, report)) {
                            passed_until_stop.get_or_insert(passed.len());
                        }
                    } else {
                        is_unfit = true;
                    }
                }
            })
        });
        Checked { expect, reports: checked, passed, passed_until_stop, is_unfit }
    }

    fn take(
        &self,
        batch: &Batch,
        checked: Checked,
        tally: &mut Tally,
        outputs: &mut Outputs,
        io: &mut Io<'_>,
    ) -> anyhow::Result<ControlFlow<()>> {
        if checked.is_unfit && !std::mem::replace(&mut tally.is_told, true) {
            tally.summary.has_failed = true;
            let message = "--filter passes on payloads that stand on a line each, and these do not";
            writeln!(io.stderr, "{}", render::complaint("error", &format!("{}: {message}", batch.file), None))?;
        }
        for report in checked.reports? {
            tally.of_source += 1;
            self.report(&report, checked.expect, tally, outputs, io)?;
            if self.settings.fail_fast && is_unwanted(checked.expect, &report) {
                let passed = checked.passed_until_stop.unwrap_or(checked.passed.len());
                tally.pass_on(&checked.passed[..passed], io)?;
                return Ok(ControlFlow::Break(()));
            }
        }
        if !outputs.want_excerpts() {
            self.sight.show_no_more();
        }
        tally.pass_on(&checked.passed, io)?;
        if batch.is_last {
            tally.is_told = false;
            if std::mem::take(&mut tally.of_source) == 0 {
                tally.empty.add(&batch.file);
            }
        } else {
            // More is to come, and nobody knows when.
            io.stdout.flush()?;
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Says what cannot be read.
    fn note(&self, unread: Unread, tally: &mut Tally, outputs: &mut Outputs, io: &mut Io<'_>) -> anyhow::Result<()> {
        let is_glob = matches!(&unread, Unread::NoMatch { .. });
        let Err(Failure { name, reason, help }) = tally.empty.add_unread(unread) else { return Ok(()) };
        let complaint = if is_glob { format!("{reason} \"{name}\"") } else { format!("{name}: {reason}") };
        (tally.of_source, tally.is_told) = (0, false);
        writeln!(io.stderr, "{}", render::complaint("error", &complaint, help.as_deref()))?;
        self.report(&PayloadReport::unreadable(&name, reason), None, tally, outputs, io)
    }

    fn report(
        &self,
        report: &PayloadReport,
        expect: Option<Expectation>,
        tally: &mut Tally,
        outputs: &mut Outputs,
        io: &mut Io<'_>,
    ) -> anyhow::Result<()> {
        tally.summary.add(report);
        if expect.is_none() {
            tally.unexpected += usize::from(report.verdict == Verdict::Invalid);
            return outputs.payload(io, report);
        }
        if report.verdict == Verdict::Valid {
            tally.unexpected += 1;
            if !self.quiet {
                let complaint = format!("{}: valid, and expected to have an error", report.name);
                writeln!(io.stderr, "{}", render::complaint("error", &complaint, None))?;
            }
        }
        outputs.expected(io, report)
    }
}

impl Tally {
    /// Passes records on as they stand. What the last one of an input lacks is put before the first one of another.
    fn pass_on(&mut self, passed: &[u8], io: &mut Io<'_>) -> io::Result<()> {
        let Some(last) = passed.last() else { return Ok(()) };
        if self.is_open {
            io.stdout.write_all(b"\n")?;
        }
        self.is_open = *last != b'\n';
        io.stdout.write_all(passed)
    }

    /// How the run ended.
    pub(super) fn outcome(&self) -> Outcome {
        match self.summary.outcome() {
            Outcome::Failed => Outcome::Failed,
            _ if self.unexpected > 0 => Outcome::Problems,
            _ => Outcome::Clean,
        }
    }
}

/// Whether a record stands on a line, alone.
fn is_line(record: &Record<'_>) -> bool {
    matches!(record.label, Label::Line(_)) || record.label == Label::Only && !record.text.trim_ascii().contains(&b'\n')
}

/// Whether a payload is not as it should be.
fn is_unwanted(expect: Option<Expectation>, report: &PayloadReport) -> bool {
    match expect {
        Some(Expectation::Invalid) => report.verdict == Verdict::Valid,
        None => report.verdict == Verdict::Invalid,
    }
}

/// Adds a record to what is passed on, when it has the wanted verdict.
fn pass(filter: Filter, record: &Record<'_>, reports: &[PayloadReport], passed: &mut Vec<u8>) {
    let is_invalid = reports.iter().any(|report| report.verdict == Verdict::Invalid);
    let is_wanted = match filter {
        Filter::Valid => !is_invalid && reports.iter().all(|report| report.verdict == Verdict::Valid),
        Filter::Invalid => is_invalid,
    };
    if is_wanted {
        passed.extend_from_slice(record.whole);
    }
}
