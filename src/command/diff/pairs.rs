//! Which payload is compared with which: of two files, of two folders, of git's two states of a file.

use super::judge::Judge;
use super::known::Known;
use super::matching::{by_id, by_place};
use super::sides::{self, Side};
use crate::Io;
use crate::cli::DiffFormat;
use crate::command::inputs::{Failure, in_words};
use crate::input::{IgnoreRules, Input, Inputs, Source, Unread};
use crate::outcome::Outcome;
use crate::render::{self, Comparing};
use crate::report::{Detail, DiffTotals, PairReport, SideReport};
use anyhow::bail;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A run under way.
pub(super) struct Run<'a> {
    judge: &'a Judge<'a>,
    output: Comparing,
    quiet: bool,
    totals: DiffTotals,
    /// How many payloads are of no known event.
    unknown: usize,
    payloads: usize,
}

impl<'a> Run<'a> {
    pub(super) fn new(judge: &'a Judge<'a>, output: Comparing, quiet: bool, is_single: bool) -> Self {
        let totals = DiffTotals { is_single, ..DiffTotals::default() };
        Self { judge, output, quiet, totals, unknown: 0, payloads: 0 }
    }

    /// Compares two files.
    pub(super) fn files(mut self, before: &Source, after: &Source, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
        let outcome = self.two(before, after, io)?;
        self.finish(outcome, io)
    }

    /// Compares the files of two folders that have the same name.
    pub(super) fn folders(
        mut self,
        before: &Path,
        after: &Path,
        rules: IgnoreRules,
        io: &mut Io<'_>,
    ) -> anyhow::Result<Outcome> {
        self.refuse_patch("two folders")?;
        self.totals.is_single = false;
        let ((old, old_is_sound), (new, new_is_sound)) = (walk(before, rules, io)?, walk(after, rules, io)?);
        let mut outcome = if old_is_sound && new_is_sound { Outcome::Clean } else { Outcome::Failed };
        if old.is_empty() || new.is_empty() {
            return Ok(outcome);
        }
        let names: BTreeSet<&PathBuf> = old.keys().chain(new.keys()).collect();
        for name in names {
            outcome = outcome.max(match (old.get(name), new.get(name)) {
                (Some(old), Some(new)) => self.two(old, new, io)?,
                (old, new) => {
                    let side = old.or(new).map(|source| source.name().to_owned());
                    let side = side.map(|name| SideReport { name, ..SideReport::default() });
                    self.tell(alone(side, new.is_some()), io)?;
                    Outcome::Clean
                }
            });
        }
        self.finish(outcome, io)
    }

    /// Compares two states of a file that git keeps. Git takes anything but 0 for a crash.
    pub(super) fn git(mut self, path: &str, before: &Path, after: &Path, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
        let named =
            |folder: &str, file: &Path| if is_null(file) { "/dev/null".into() } else { format!("{folder}/{path}") };
        let names = (named("a", before), named("b", after));
        let mut bytes = (Vec::new(), Vec::new());
        for (file, bytes) in [(before, &mut bytes.0), (after, &mut bytes.1)] {
            if !is_null(file) {
                match std::fs::read(file) {
                    Ok(read) => *bytes = read,
                    Err(error) => bail!("{}: {}", file.display(), in_words(&error)),
                }
            }
        }
        let sources = (Source::file(Path::new(&names.0)), Source::file(Path::new(&names.1)));
        let mut silent = Io { stdin: io.stdin, stdout: io.stdout, stderr: &mut std::io::sink() };
        let sides = (
            sides::read(&sources.0, &bytes.0, true, &mut silent)?,
            sides::read(&sources.1, &bytes.1, true, &mut silent)?,
        );
        if sides.0.is_sound && sides.1.is_sound {
            self.sides(&sides.0, &sides.1, io)?;
        } else {
            // What is no JSON, or on one side only, is compared as the text that it is.
            let side = |name: &str| Some(SideReport { name: name.to_owned(), ..SideReport::default() });
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
            let detail = match (text(&bytes.0), text(&bytes.1)) {
                (Some(before), Some(after)) => Detail::Texts(before, after),
                _ => Detail::Alone,
            };
            let pair = PairReport { detail, after: side(&names.1), ..alone(side(&names.0), false) };
            Comparing::Unified.pair(io.stdout, &pair)?;
        }
        if self.totals.pairs > 0 && self.totals.changes == 0 && self.judge.format == DiffFormat::Text {
            writeln!(io.stdout, "{}: no difference that counts", render::message(path))?;
        }
        self.totals.is_single = true;
        self.output.finish(io.stdout, &self.totals)?;
        io.stdout.flush()?;
        Ok(Outcome::Clean)
    }

    fn finish(self, outcome: Outcome, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
        if !self.quiet && self.unknown > 0 {
            let which = match (self.unknown, self.payloads) {
                (2, 2) => "neither is of a known event".to_owned(),
                (unknown, all) if unknown == all => "none of the payloads is of a known event".to_owned(),
                (1, all) => format!("1 of {all} payloads is of no known event"),
                (unknown, all) => format!("{unknown} of {all} payloads are of no known event"),
            };
            writeln!(io.stderr, "hookspect: note: {which}: compared as plain JSON")?;
        }
        let totals = self.totals;
        self.output.finish(io.stdout, &totals)?;
        io.stdout.flush()?;
        Ok(outcome.max(totals.outcome()))
    }

    fn tell(&mut self, pair: PairReport, io: &mut Io<'_>) -> anyhow::Result<()> {
        let pair = PairReport { is_one_of_many: !self.totals.is_single, ..pair };
        self.totals.add(&pair);
        if self.quiet { Ok(()) } else { Ok(self.output.pair(io.stdout, &pair)?) }
    }

    fn refuse_patch(&self, what: &str) -> anyhow::Result<()> {
        match self.judge.format {
            DiffFormat::JsonPatch | DiffFormat::MergePatch => {
                bail!("a patch is made of two payloads, and these are {what}\n  help: --format json tells every change")
            }
            _ => Ok(()),
        }
    }

    fn two(&mut self, before: &Source, after: &Source, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
        let (old, new) = (bytes(before, io)?, bytes(after, io)?);
        let (Some(old), Some(new)) = (old, new) else { return Ok(Outcome::Failed) };
        let left = sides::read(before, &old, self.quiet, io)?;
        let right = sides::read(after, &new, self.quiet, io)?;
        let is_sound = left.is_sound && right.is_sound;
        if is_sound || left.is_row && right.is_row {
            self.sides(&left, &right, io)?;
        }
        Ok(if is_sound { Outcome::Clean } else { Outcome::Failed })
    }

    fn sides(&mut self, before: &Side<'_>, after: &Side<'_>, io: &mut Io<'_>) -> anyhow::Result<()> {
        let judge = self.judge;
        let old: Vec<Known<'_, '_>> = before.payloads.iter().map(|payload| judge.know(payload)).collect();
        let new: Vec<Known<'_, '_>> = after.payloads.iter().map(|payload| judge.know(payload)).collect();
        if judge.recognises() {
            self.unknown += old.iter().chain(&new).filter(|known| known.event.is_none()).count();
            self.payloads += old.len() + new.len();
        }
        let is_row = before.is_row || after.is_row;
        if is_row {
            self.refuse_patch("several")?;
            self.totals.is_single = false;
        }
        let matches = match (is_row, by_id(&old, &new)) {
            (false, _) => vec![(Some(0), Some(0))],
            (true, Some(matches)) => matches,
            (true, None) => by_place(before, after),
        };
        for (left, right) in matches {
            let (left, right) = (left.and_then(|at| old.get(at)), right.and_then(|at| new.get(at)));
            let report = match (left, right) {
                (Some(left), Some(right)) => judge.pair(left, right)?,
                (Some(left), None) => alone(Some(left.report(None)), false),
                (None, Some(right)) => alone(Some(right.report(None)), true),
                (None, None) => continue,
            };
            self.tell(report, io)?;
        }
        Ok(())
    }
}

fn alone(side: Option<SideReport>, is_new: bool) -> PairReport {
    let (before, after) = if is_new { (None, side) } else { (side, None) };
    PairReport {
        before,
        after,
        is_redelivery: false,
        detail: Detail::Alone,
        findings: Vec::new(),
        changes: 0,
        volatile: Vec::new(),
        is_shortest: true,
        is_one_of_many: true,
    }
}

fn is_null(path: &Path) -> bool {
    path == Path::new("/dev/null") || path == Path::new("nul")
}

/// The bytes of a source; why there are none is told.
fn bytes(source: &Source, io: &mut Io<'_>) -> anyhow::Result<Option<Vec<u8>>> {
    match source.read(io.stdin) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) => {
            Failure::of_source(source, &error).tell(io)?;
            Ok(None)
        }
    }
}

/// The payload files below a folder, by their path from there, in order. What cannot be looked into is told; says whether there
/// was nothing of that.
fn walk(folder: &Path, rules: IgnoreRules, io: &mut Io<'_>) -> anyhow::Result<(BTreeMap<PathBuf, Source>, bool)> {
    let (mut found, mut is_sound) = (BTreeMap::new(), true);
    let typed = [folder.to_owned()];
    for input in Inputs::new(&typed, None, rules)? {
        match input {
            Input::Source(source) => {
                let name = source.path().and_then(|path| path.strip_prefix(folder).ok()).map(Path::to_owned);
                found.extend(name.map(|name| (name, source)));
            }
            Input::Unread(Unread::Unreadable { name, error, help }) => {
                is_sound = false;
                Failure { name, reason: in_words(&error), help }.tell(io)?;
            }
            Input::Unread(Unread::Empty { name, help }) => {
                is_sound = false;
                let message = format!("{name} holds no payload file");
                writeln!(io.stderr, "{}", render::complaint("error", &message, Some(help)))?;
            }
            Input::Unread(Unread::NoMatch { .. }) => {}
        }
    }
    Ok((found, is_sound))
}
