//! Which payload is compared with which: of two files, of two folders.

use super::judge::Judge;
use super::known::Known;
use super::matching::{by_id, by_place};
use super::sides::{self, Side};
use crate::Io;
use crate::cli::DiffFormat;
use crate::command::inputs::{Failure, in_words};
use crate::command::terms::{Expected, Variants};
use crate::input::{IgnoreRules, Input, Inputs, Source, Unread};
use crate::outcome::Outcome;
use crate::render::{self, Comparing};
use crate::report::{Detail, DiffTotals, PairReport, SideReport};
use anyhow::bail;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A run under way.
pub(super) struct Run<'a, 'c> {
    pub(super) judge: &'a Judge<'c>,
    /// What was said of the payloads of each file.
    pub(super) expected: &'a Variants<'c, Arc<Expected<'c>>>,
    pub(super) output: Comparing,
    pub(super) quiet: bool,
    pub(super) totals: DiffTotals,
    /// How many payloads are of no known event.
    unknown: usize,
    payloads: usize,
    /// How many pairs are of two families that both have a meaning.
    mixed: usize,
}

impl<'a, 'c> Run<'a, 'c> {
    pub(super) fn new(
        judge: &'a Judge<'c>,
        expected: &'a Variants<'c, Arc<Expected<'c>>>,
        output: Comparing,
        quiet: bool,
        is_single: bool,
    ) -> Self {
        let totals = DiffTotals { is_single, ..DiffTotals::default() };
        Self { judge, expected, output, quiet, totals, unknown: 0, payloads: 0, mixed: 0 }
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

    fn finish(self, outcome: Outcome, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
        if !self.quiet && self.unknown > 0 && self.judge.neutral.is_none() {
            let which = match (self.unknown, self.payloads) {
                (2, 2) => "neither is of a known event".to_owned(),
                (unknown, all) if unknown == all => "none of the payloads is of a known event".to_owned(),
                (1, all) => format!("1 of {all} payloads is of no known event"),
                (unknown, all) => format!("{unknown} of {all} payloads are of no known event"),
            };
            writeln!(io.stderr, "hookspect: note: {which}: compared as plain JSON")?;
        }
        let is_for_people = matches!(self.judge.format, DiffFormat::Text | DiffFormat::SideBySide | DiffFormat::Table);
        if !self.quiet && self.mixed > 0 && is_for_people {
            writeln!(io.stderr, "hookspect: note: different families: --neutral compares what they mean")?;
        }
        let totals = self.totals;
        if !self.quiet {
            self.output.finish(io.stdout, &totals)?;
        }
        io.stdout.flush()?;
        Ok(outcome.max(totals.outcome()))
    }

    fn tell(&mut self, pair: PairReport, io: &mut Io<'_>) -> anyhow::Result<()> {
        let pair = PairReport { is_one_of_many: !self.totals.is_single, ..pair };
        self.totals.add(&pair);
        if self.quiet {
            return Ok(());
        }
        // Programs read the patches, and find no place in them for what is said to people.
        if matches!(self.judge.format, DiffFormat::Unified | DiffFormat::JsonPatch | DiffFormat::MergePatch)
            && let Some(line) = render::unplaced(&pair, false).first()
        {
            writeln!(io.stderr, "hookspect: note: {line}")?;
        }
        Ok(self.output.pair(io.stdout, &pair)?)
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
        let (first, second) = (self.expected.treatment(before), self.expected.treatment(after));
        let left = sides::read(before, first.layout, &old, self.quiet, io)?;
        let right = sides::read(after, second.layout, &new, self.quiet, io)?;
        let is_sound = left.is_sound && right.is_sound;
        let is_any = is_sound || left.is_row && right.is_row;
        if !is_any {
            return Ok(Outcome::Failed);
        }
        let said = (self.expected.at(first.terms)?, self.expected.at(second.terms)?);
        let mean_something = self.sides((&left, &said.0), (&right, &said.1), io)?;
        Ok(if is_sound && mean_something { Outcome::Clean } else { Outcome::Failed })
    }

    /// Compares the payloads of two files. Says whether all of them mean something, where meanings are compared.
    pub(super) fn sides(
        &mut self,
        (before, first): (&Side<'_>, &Expected<'c>),
        (after, second): (&Side<'_>, &Expected<'c>),
        io: &mut Io<'_>,
    ) -> anyhow::Result<bool> {
        let judge = self.judge;
        let old: Vec<Known<'_, '_>> =
            before.payloads.iter().map(|payload| judge.know(payload, first)).collect::<anyhow::Result<_>>()?;
        let new: Vec<Known<'_, '_>> =
            after.payloads.iter().map(|payload| judge.know(payload, second)).collect::<anyhow::Result<_>>()?;
        if judge.recognises() {
            self.unknown += old.iter().chain(&new).filter(|known| known.event.is_none()).count();
            self.payloads += old.len() + new.len();
        }
        let mut means_something = true;
        for known in old.iter().chain(&new) {
            if let Some(finding) = known.fault() {
                means_something = false;
                sides::tell_fault(known.payload, finding, io)?;
            }
        }
        let is_row = before.is_row || after.is_row;
        if is_row {
            if old.len() != 1 || new.len() != 1 {
                self.refuse_patch("several")?;
            }
            self.totals.is_single = false;
        }
        // Ids of one family say nothing of those of another.
        let is_mixed = old.iter().any(|one| new.iter().any(|other| are_mixed(one, other)));
        let matches = match (is_row, by_id(&old, &new).filter(|_| !is_mixed)) {
            (false, _) => vec![(Some(0), Some(0))],
            (true, Some(matches)) => matches,
            (true, None) => by_place(before, after),
        };
        for (left, right) in matches {
            let (left, right) = (left.and_then(|at| old.get(at)), right.and_then(|at| new.get(at)));
            if [left, right].into_iter().flatten().any(|known| known.fault().is_some()) {
                continue;
            }
            let report = match (left, right) {
                (Some(left), Some(right)) => {
                    self.mixed += usize::from(judge.neutral.is_none() && are_mixed(left, right));
                    judge.pair(left, right)?
                }
                (Some(left), None) => alone(Some(left.report(None)), false),
                (None, Some(right)) => alone(Some(right.report(None)), true),
                (None, None) => continue,
            };
            self.tell(report, io)?;
        }
        Ok(means_something)
    }
}

/// Whether two payloads are of different families that both have a meaning.
fn are_mixed(before: &Known<'_, '_>, after: &Known<'_, '_>) -> bool {
    let families = before.event.as_ref().zip(after.event.as_ref()).map(|(one, other)| [one.family, other.family]);
    families.is_some_and(|[one, other]| one.id != other.id && one.mapping().is_some() && other.mapping().is_some())
}

pub(super) fn alone(side: Option<SideReport>, is_new: bool) -> PairReport {
    let (before, after) = if is_new { (None, side) } else { (side, None) };
    PairReport {
        before,
        after,
        is_redelivery: false,
        detail: Detail::Alone,
        findings: Vec::new(),
        changes: 0,
        volatile: Vec::new(),
        meeting: None,
        is_shortest: true,
        is_one_of_many: true,
    }
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
