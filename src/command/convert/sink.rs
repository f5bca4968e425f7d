//! Where all portions come together, in their order: the result, the loss report, and what is said.

use super::form::FormChoice;
use super::product::{Once, Product};
use crate::Io;
use crate::cli::ConvertArgs;
use crate::command::inputs::{Empty, Failure, in_words};
use crate::command::replacement::Replacement;
use crate::formats::Frame;
use crate::input::Unread;
use crate::outcome::Outcome;
use crate::render::{self, LossReport};
use crate::report::Conversions;
use anyhow::{anyhow, bail};
use std::fs;
use std::io::Write;
use std::path::Path;

/// How many payloads' problems are told; the others are counted.
const ENOUGH: usize = 1000;

/// How much is written at once.
const CHUNK: usize = 1 << 16;

/// The end of a run's road.
pub(super) struct Sink<'a> {
    choice: &'a FormChoice,
    /// Made when the first payload tells what is wanted.
    frame: Option<Box<dyn Frame + 'a>>,
    /// What was put together and not written yet.
    out: Vec<u8>,
    loss: Option<LossFile>,
    totals: Conversions,
    /// Payloads of the input at hand so far.
    of_source: usize,
    empty: Empty,
    told: usize,
    once: Once,
    /// Columns that fit nothing.
    unmatched: Vec<String>,
    /// The array that is taken apart.
    exploded: Option<String>,
    quiet: bool,
    is_mapped: bool,
}

/// The file of the loss report.
struct LossFile {
    file: Replacement,
    has_begun: bool,
}

impl<'a> Sink<'a> {
    /// Makes ready what the command line asks for, so that a file that cannot be written is known before the work begins.
    pub(super) fn open(choice: &'a FormChoice, args: &ConvertArgs, quiet: bool) -> anyhow::Result<Self> {
        let loss = args.loss.as_deref().map(|file| open(file, args)).transpose()?;
        Ok(Self {
            choice,
            frame: None,
            out: Vec::new(),
            loss: loss.map(|file| LossFile { file, has_begun: false }),
            totals: Conversions::default(),
            of_source: 0,
            empty: Empty::default(),
            told: 0,
            once: Once::default(),
            unmatched: Vec::new(),
            exploded: args.explode.clone(),
            quiet,
            is_mapped: args.to.is_some(),
        })
    }

    /// Takes what became of a portion; `is_last` says that no more of its input is to come.
    pub(super) fn take(&mut self, file: &str, is_last: bool, product: &Product, io: &mut Io<'_>) -> anyhow::Result<()> {
        self.totals.merge(&product.totals);
        self.of_source += product.totals.payloads;
        if let (None, Some(first)) = (&self.frame, product.first) {
            self.frame = Some(self.choice.frame(first));
        }
        if let Some(loss) = self.loss.as_mut().filter(|_| !product.loss.is_empty()) {
            loss.add(&product.loss)?;
        }
        for problem in &product.problems {
            self.told += 1;
            if self.told <= ENOUGH {
                io.stdout.flush()?;
                io.stderr.write_all(problem.as_bytes())?;
            }
        }
        io.stderr.write_all(product.notes.as_bytes())?;
        let mut advice = String::new();
        self.once.merge(&product.once, |finding| advice += &(render::given(finding) + "\n"));
        if !self.quiet {
            io.stderr.write_all(advice.as_bytes())?;
        }
        if let Some(frame) = &mut self.frame {
            frame.add(&product.written, &mut self.out)?;
        }
        io.stdout.write_all(&self.out)?;
        self.out.clear();
        if !is_last {
            // More is to come, and nobody knows when.
            io.stdout.flush()?;
        } else if std::mem::take(&mut self.of_source) == 0 {
            self.empty.add(file);
        }
        Ok(())
    }

    /// Takes what could not be read, and says why.
    pub(super) fn unread(&mut self, unread: Unread, io: &mut Io<'_>) -> anyhow::Result<()> {
        match self.empty.add_unread(unread) {
            Ok(()) => Ok(()),
            Err(failure) => self.fail(&failure, io),
        }
    }

    /// Says why an input could not be read.
    pub(super) fn fail(&mut self, failure: &Failure, io: &mut Io<'_>) -> anyhow::Result<()> {
        self.of_source = 0;
        self.totals.failed += 1;
        failure.tell(io)
    }

    /// Ends the result and the report, and says how the run ended.
    pub(super) fn finish(mut self, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
        if let Some(mut frame) = self.frame.take() {
            let mut flush = |out: &mut Vec<u8>| {
                if out.len() > CHUNK {
                    io.stdout.write_all(out)?;
                    out.clear();
                }
                Ok(())
            };
            let tally = frame.finish(&mut self.out, &mut flush)?;
            self.totals.guarded += tally.guarded;
            self.totals.exploded += tally.exploded;
            self.unmatched = tally.unmatched;
            io.stdout.write_all(&self.out)?;
        }
        io.stdout.flush()?;
        if let Some(loss) = self.loss.take() {
            loss.finish()?;
        }
        let is_nothing = self.totals.payloads == 0 && self.totals.failed == 0;
        self.empty.tell(is_nothing, self.quiet, io.stderr)?;
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
        for note in self.notes() {
            writeln!(io.stderr, "{note}")?;
        }
        let has_problems = self.totals.refused + self.totals.broken > 0;
        if self.totals.payloads > 1 && (self.is_mapped || has_problems) {
            writeln!(io.stderr, "hookspect: {}", render::conversions(&self.totals, self.is_mapped))?;
        }
        Ok(())
    }
}

impl Sink<'_> {
    /// What is said of the run as a whole.
    fn notes(&self) -> Vec<String> {
        let shared = self.once.ids.iter().filter(|(_, count)| *count > 1);
        let mut notes: Vec<String> = shared.map(|(at, count)| render::shared_id(at, *count)).collect();
        if self.totals.unplaced > 0 {
            notes.push(render::columnless(self.totals.unplaced));
        }
        let has_rows = self.totals.payloads > self.totals.refused + self.totals.broken;
        let note = |message: String| render::complaint("note", &message, None);
        if has_rows {
            let unmatched = self.unmatched.iter();
            notes.extend(unmatched.map(|column| note(format!("--columns {column} fits nothing in any document"))));
            let missed = self.exploded.as_ref().filter(|_| self.totals.exploded == 0);
            notes.extend(missed.map(|array| note(format!("--explode {array}: no document has an array there"))));
        }
        notes
    }
}

impl LossFile {
    fn add(&mut self, records: &[u8]) -> anyhow::Result<()> {
        let start = if self.has_begun { LossReport::BETWEEN } else { LossReport::START };
        self.has_begun = true;
        self.file.write_all(start.as_bytes())?;
        Ok(self.file.write_all(records)?)
    }

    fn finish(mut self) -> anyhow::Result<()> {
        if !self.has_begun {
            self.file.write_all(LossReport::START.as_bytes())?;
        }
        self.file.write_all(LossReport::END.as_bytes())?;
        self.file.put_in_place().map_err(|error| anyhow!("--loss: {}", in_words(&error)))
    }
}

fn open(file: &Path, args: &ConvertArgs) -> anyhow::Result<Replacement> {
    let cannot =
        |error: &std::io::Error| anyhow!("--loss: \"{}\" cannot be written: {}", file.display(), in_words(error));
    let replacement = Replacement::of(file).map_err(|error| cannot(&error))?;
    let mut inputs = args.inputs.paths.iter().chain(&args.set_file).filter_map(|path| fs::canonicalize(path).ok());
    if inputs.any(|input| input == replacement.target()) {
        bail!("--loss would overwrite an input: \"{}\"", file.display());
    }
    Ok(replacement)
}
