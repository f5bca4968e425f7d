//! A run over its inputs: batches of records are checked, on as many threads as there are, and told in their order.

use super::checker::{Checker, Scratch};
use super::output::Outputs;
use super::progress::Progress;
use super::settings::Settings;
use super::sight::Sight;
use crate::Io;
use crate::cli::{Expectation, Filter};
use crate::command::inputs::in_words;
use crate::command::terms::Variants;
use crate::input::{Batch, Feed, Label, Portion, Record, Work};
use crate::outcome::Outcome;
use crate::render;
use crate::report::{PayloadReport, Summary, Verdict};
use anyhow::{anyhow, bail};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What a run has come to.
#[derive(Default)]
pub(super) struct Tally {
    /// All payloads.
    pub(super) summary: Summary,
    /// Inputs without a payload.
    pub(super) empty: Vec<String>,
    /// What to do about the last folder among them.
    pub(super) way_out: Option<&'static str>,
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

/// A portion of the inputs that was dealt with.
enum Done {
    Checked(Checked),
    /// There is nothing to check in it.
    Other(Portion),
}

struct Checked {
    file: Arc<str>,
    expect: Option<Expectation>,
    is_last: bool,
    reports: anyhow::Result<Vec<PayloadReport>>,
    /// What is passed on of the records, as it stands.
    passed: Vec<u8>,
    /// The space of the bytes.
    spare: Vec<u8>,
}

impl<'c> Run<'_, 'c> {
    /// Checks all inputs and hands on what was found.
    pub(super) fn all(
        &self,
        mut feed: Feed<'_>,
        tally: &mut Tally,
        outputs: &mut Outputs,
        mut progress: Progress,
        io: &mut Io<'_>,
    ) -> anyhow::Result<()> {
        let spares: Mutex<Vec<Vec<u8>>> = Mutex::default();
        let spares = || spares.lock().unwrap_or_else(PoisonError::into_inner);
        let work = Work {
            next: || {
                let spare = spares().pop();
                feed.next(spare.unwrap_or_default())
            },
            size: |portion: &Portion| if let Portion::Batch(batch) = portion { batch.size() } else { 0 },
            state: Scratch::default,
            act: |scratch: &mut Scratch<'c>, portion| match portion {
                Portion::Batch(batch) => Done::Checked(self.check(batch, scratch)),
                other => Done::Other(other),
            },
        };
        work.in_order(self.threads(), |done| match done {
            Done::Checked(mut checked) => {
                let spare = std::mem::take(&mut checked.spare);
                let bytes = spare.len();
                spares().push(spare);
                let taken = progress.aside(|| self.take(checked, tally, outputs, io));
                progress.advance(bytes, tally.summary.payloads);
                taken
            }
            Done::Other(portion) => {
                progress.aside(|| self.note(portion, tally, outputs, io)).map(|()| ControlFlow::Continue(()))
            }
        })
    }

    /// Who stops early wants nothing to be read ahead.
    fn threads(&self) -> usize {
        match self.settings.threads {
            _ if self.settings.fail_fast => 1,
            Some(threads) => threads,
            None => thread::available_parallelism().map_or(1, usize::from),
        }
    }

    fn check(&self, batch: Batch, scratch: &mut Scratch<'c>) -> Checked {
        let mut passed = Vec::new();
        let mut fault = None;
        let mut expect = None;
        let checked = self.checkers.at(batch.terms).and_then(|checker| {
            expect = checker.expect;
            checker.batch(&batch, scratch, |record, reports| {
                if let Some(filter) = self.settings.filter {
                    if is_line(record) {
                        pass(filter, record, reports, &mut passed);
                    } else {
                        let message = "--filter passes on payloads that stand on a line each, and these do not";
                        fault.get_or_insert_with(|| anyhow!("{}: {message}", batch.file));
                    }
                }
            })
        });
        let reports = checked.and_then(|reports| fault.map_or(Ok(reports), Err));
        let (file, is_last) = (Arc::clone(&batch.file), batch.is_last);
        Checked { file, expect, is_last, reports, passed, spare: batch.into_spare() }
    }

    fn take(
        &self,
        checked: Checked,
        tally: &mut Tally,
        outputs: &mut Outputs,
        io: &mut Io<'_>,
    ) -> anyhow::Result<ControlFlow<()>> {
        for report in checked.reports? {
            tally.of_source += 1;
            self.report(&report, checked.expect, tally, outputs, io)?;
            let is_unwanted = match checked.expect {
                Some(Expectation::Invalid) => report.verdict == Verdict::Valid,
                None => report.verdict == Verdict::Invalid,
            };
            if self.settings.fail_fast && is_unwanted {
                return Ok(ControlFlow::Break(()));
            }
        }
        if !outputs.want_excerpts() {
            self.sight.show_no_more();
        }
        io.stdout.write_all(&checked.passed)?;
        if checked.is_last {
            if std::mem::take(&mut tally.of_source) == 0 {
                tally.empty.push(checked.file.to_string());
            }
        } else {
            // More is to come, and nobody knows when.
            io.stdout.flush()?;
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Says what cannot be read.
    fn note(&self, portion: Portion, tally: &mut Tally, outputs: &mut Outputs, io: &mut Io<'_>) -> anyhow::Result<()> {
        let (name, complaint, help, message) = match portion {
            Portion::Batch(_) => bail!("a batch was not checked"),
            Portion::Empty { name, help } => {
                tally.empty.push(name);
                tally.way_out = Some(help);
                return Ok(());
            }
            Portion::Unreadable { name, error, help } => {
                let message = in_words(&error);
                (name.clone(), format!("{name}: {message}"), help, message)
            }
            Portion::NoMatch { glob, help } => {
                let complaint = format!("no file matches \"{glob}\"");
                (glob, complaint, help, "no file matches".to_owned())
            }
        };
        tally.of_source = 0;
        writeln!(io.stderr, "{}", render::complaint("error", &complaint, help.as_deref()))?;
        self.report(&PayloadReport::unreadable(&name, message), None, tally, outputs, io)
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
