//! Two payloads compared by what they mean: through the neutral model, so that they may be of different families.

use super::judge::{Judge, Standard};
use super::known::{Known, is_redelivery};
use super::rows::{place, told};
use crate::cli::DiffFormat;
use crate::convert::{Bearing, Converter, Face, Facing, Statement};
use crate::diff::{self, Change, Comparison, Volatile, Weight};
use crate::family::Event;
use crate::json::{Document, Node, Pointer};
use crate::neutral;
use crate::report::{Detail, Meeting, PairReport, Row, SourcePlace, Standing, Unplaced};
use crate::schema::Guide;
use anyhow::anyhow;
use std::collections::BTreeSet;

/// An event, and what it says.
type Said<'k, 'c, 'd> = (&'k Event<'c, 'd>, &'k Statement);

/// What was found out of two documents of the model, change by change in the order in which they are told.
struct Found<'a, 'd> {
    facing: &'a Facing,
    comparison: &'a Comparison<'d>,
    standings: Vec<Standing>,
}

impl<'c> Judge<'c> {
    /// The report of two payloads by what they mean.
    pub(super) fn meanings<'d>(
        &self,
        converter: &Converter<'c>,
        (before, old): (&Known<'c, 'd>, Said<'_, 'c, 'd>),
        (after, new): (&Known<'c, 'd>, Said<'_, 'c, 'd>),
    ) -> anyhow::Result<PairReport> {
        let Standard::Families(catalogue) = self.standard else { return Err(anyhow!("no family is known")) };
        let facing = converter.face(old, new)?;
        let (first, second) = (parse(&facing.before.document)?, parse(&facing.after.document)?);
        let mut guide = catalogue.library.guide(&[(Pointer::default(), neutral::SCHEMA.to_owned())]);
        let comparison = diff::compare(first.root(), second.root(), &self.rules, &mut guide);
        let standings = told(&comparison).map(|change| self.standing(&comparison, change, &facing)).collect();
        let found = Found { facing: &facing, comparison: &comparison, standings };
        let detail = match self.format {
            // Patches and lines are of the documents that `convert` writes.
            DiffFormat::JsonPatch | DiffFormat::MergePatch | DiffFormat::Unified => {
                let (first, second) = (parse(&old.1.document)?, parse(&new.1.document)?);
                self.detail(&diff::compare(first.root(), second.root(), &self.rules, &mut guide), &mut guide)?
            }
            DiffFormat::Summary => Detail::Rows(Vec::new()),
            _ => Detail::Rows(self.told_with_places(&found, (before, after), &mut guide)),
        };
        let is_whole = self.rules.ignore.is_empty() && self.rules.only.is_empty() && !self.rules.structure;
        // What was left out may differ.
        let (same, different) = if is_whole { found.in_common(&mut guide) } else { (Vec::new(), Vec::new()) };
        let pointers = |standing| found.of(standing).map(|change| place(&comparison, change).to_string()).collect();
        let is_hidden = self.rules.volatile == Volatile::Hide;
        Ok(PairReport {
            before: Some(before.report(None)),
            after: Some(after.report(before.moment)),
            is_redelivery: is_redelivery(before, after),
            detail,
            findings: Vec::new(),
            changes: found.of(Standing::Counts).count(),
            volatile: pointers(Standing::Volatile),
            meeting: Some(Meeting {
                same,
                different,
                own: if is_hidden { Vec::new() } else { pointers(Standing::Own) },
                one_sided: if is_hidden { 0 } else { found.of(Standing::OneSided).count() },
                unplaced_before: unplaced(before, old.1),
                unplaced_after: unplaced(after, new.1),
            }),
            is_shortest: comparison.is_shortest,
            is_one_of_many: false,
        })
    }

    /// Whether a change counts. What is said of volatile fields holds for all that is told apart.
    fn standing(&self, comparison: &Comparison<'_>, change: &Change<'_>, facing: &Facing) -> Standing {
        if change.weight == Weight::Volatile {
            return Standing::Volatile;
        }
        match facing.bearing(&place(comparison, change), change.before, change.after) {
            _ if self.rules.volatile == Volatile::Count => Standing::Counts,
            Bearing::Full => Standing::Counts,
            Bearing::Own => Standing::Own,
            Bearing::OneSided => Standing::OneSided,
            Bearing::Nearest => Standing::Nearest,
        }
    }

    /// The rows, those that count first, each with where its values stand in the payloads.
    fn told_with_places(
        &self,
        found: &Found<'_, '_>,
        (before, after): (&Known<'_, '_>, &Known<'_, '_>),
        guide: &mut Guide,
    ) -> Vec<Row> {
        let rows = self.rows(found.comparison, guide).into_iter().zip(&found.standings).zip(told(found.comparison));
        let rows = rows.map(|((row, standing), change)| {
            let at = place(found.comparison, change);
            let places = |face: &Face, known: &Known<'_, '_>, value: Option<Node<'_>>| {
                let places = face.places.iter().filter(|(_, place)| value.is_some() && *place == at);
                places.filter_map(|(source, _)| known.place(source)).collect::<Vec<SourcePlace>>()
            };
            let silent = match (*standing, change.after) {
                (Standing::OneSided, None) => Some(format!("{} has no field for it", found.facing.after.vendor)),
                (Standing::OneSided, Some(_)) => Some(format!("{} has no field for it", found.facing.before.vendor)),
                (Standing::Nearest, _) => Some("the nearest word that there is".to_owned()),
                _ => None,
            };
            Row {
                standing: *standing,
                notes: row.notes.into_iter().chain(silent).collect(),
                place_before: places(&found.facing.before, before, change.before),
                place_after: places(&found.facing.after, after, change.after),
                ..row
            }
        });
        let is_hidden = |row: &Row| self.rules.volatile == Volatile::Hide && !row.counts();
        let mut rows: Vec<Row> = rows.filter(|row| !is_hidden(row)).collect();
        rows.sort_by_key(|row| row.standing);
        rows
    }
}

impl<'a, 'd> Found<'a, 'd> {
    fn of(&self, standing: Standing) -> impl Iterator<Item = &'a Change<'d>> {
        told(self.comparison)
            .zip(&self.standings)
            .filter(move |(_, other)| **other == standing)
            .map(|(change, _)| change)
    }

    /// The parts of the model that both sides speak of, in its words: those that are the same, and those that are not.
    fn in_common(&self, guide: &mut Guide) -> (Vec<String>, Vec<String>) {
        let first = |at: &Pointer| at.tokens().first().map(|step| step.as_str().to_owned());
        let differing: BTreeSet<String> =
            self.of(Standing::Counts).filter_map(|change| first(&place(self.comparison, change))).collect();
        let changed: BTreeSet<Pointer> = told(self.comparison).map(|change| place(self.comparison, change)).collect();
        let (mut same, mut different) = (Vec::new(), Vec::new());
        let root = guide.root();
        for (key, value) in
            self.comparison.before.members().filter(|(key, _)| format!("/{}", key.name()) != neutral::MODEL_AT)
        {
            let (name, at) = (key.name(), Pointer::default().join(key.name()));
            let spot = guide.step(root, &name);
            let title = guide.meaning(spot).title.clone().unwrap_or_else(|| name.clone().into_owned());
            let fields = value.members().map(|(key, value)| (at.join(key.name()), value));
            let mut fields = fields.chain(value.members().next().is_none().then(|| (at.clone(), value)));
            let mut is_shared = |(at, value): (Pointer, Node<'_>)| {
                // Of volatile fields nobody expects anything, and they may not have been compared.
                let spot = at.tokens().iter().fold(root, |spot, step| guide.step(spot, step.as_str()));
                if guide.marks(spot).volatile {
                    return false;
                }
                let bearing = self.facing.bearing(&at, Some(value), Some(value));
                let other = at.resolve(self.comparison.after);
                other.is_some_and(|other| !other.is_null() && other.members().next().is_none())
                    && !changed.contains(&at)
                    && bearing == Bearing::Full
            };
            if differing.contains(&*name) {
                different.push(title);
            } else if fields.any(&mut is_shared) {
                same.push(title);
            }
        }
        (same, different)
    }
}

fn parse(json: &str) -> anyhow::Result<Document<'_>> {
    Document::parse(json.as_bytes()).map_err(|error| anyhow!("the neutral document is no JSON: {}", error.message))
}

/// What of a payload has no place in the model.
fn unplaced(known: &Known<'_, '_>, statement: &Statement) -> Unplaced {
    let values = statement.unplaced.iter().map(|at| at.resolve(known.root()).map_or(1, leaves)).sum();
    Unplaced { values, pointers: statement.unplaced.iter().map(ToString::to_string).collect() }
}

/// How many values there are in a value that hold no others.
fn leaves(node: Node<'_>) -> usize {
    let parts = node.members().map(|(_, value)| value).chain(node.elements());
    parts.map(leaves).sum::<usize>().max(1)
}
