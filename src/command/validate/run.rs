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
use anyhow::anyhow;
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
        let mut fault = None;
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
                        let message = "--filter passes on payloads that stand on a line each, and these do not";
                        fault.get_or_insert_with(|| anyhow!("{}: {message}", batch.file));
                    }
                }
            })
        });
        let reports = checked.and_then(|reports| fault.map_or(Ok(reports), Err));
        Checked { expect, reports, passed, passed_until_stop }
    }

    fn take(
        &self,
        batch: &Batch,
        checked: Checked,
        tally: &mut Tally,
        outputs: &mut Outputs,
        io: &mut Io<'_>,
    ) -> anyhow::Result<ControlFlow<()>> {
        for report in checked.reports? {
            tally.of_source += 1;
            self.report(&report, checked.expect, tally, outputs, io)?;
            if self.settings.fail_fast && is_unwanted(checked.expect, &report) {
                let passed = checked.passed_until_stop.unwrap_or(checked.passed.len());
                io.stdout.write_all(&checked.passed[..passed])?;
                return Ok(ControlFlow::Break(()));
            }
        }
        if !outputs.want_excerpts() {
            self.sight.show_no_more();
        }
        io.stdout.write_all(&checked.passed)?;
        if batch.is_last {
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
        tally.of_source = 0;
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
