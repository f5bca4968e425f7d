//! From two payloads to the report of what differs between them.

use super::known::{Known, is_redelivery};
use super::sides::Payload;
use super::value::Writer;
use crate::check::{self, Policy};
use crate::cli::DiffFormat;
use crate::diff::{self, Change, ChangeKind, Comparison, Operation, Pruner, Rules, Side, Weight};
use crate::family::{Catalogue, Recogniser, Selected};
use crate::finding::Finding;
use crate::json::{Formatter, Indent, Kind, Locator, Node, Pointer};
use crate::report::{Detail, PairReport, PatchOperation, Row, RowKind, SideFinding};
use crate::schema::{Compiled, Guide, Meaning};
use crate::words::{self, Moment};

/// What says which fields there are and what they mean.
pub(super) enum Standard<'c> {
    /// The families' schemas; a family or event may have been named.
    Families(&'c Catalogue, Option<Selected<'c>>),
    /// A schema of the user's own.
    Schema(Box<Compiled>),
}

/// Compares payloads.
pub(super) struct Judge<'c> {
    pub(super) standard: Standard<'c>,
    pub(super) rules: Rules,
    pub(super) format: DiffFormat,
    pub(super) show_personal: bool,
}

impl<'c> Judge<'c> {
    /// Recognises a payload.
    pub(super) fn know<'d>(&self, payload: &'d Payload<'d>) -> Known<'c, 'd> {
        let event = match &self.standard {
            Standard::Families(catalogue, selected) => {
                Recogniser::new(catalogue, *selected, &[]).event(payload.document.root())
            }
            Standard::Schema(_) => None,
        };
        Known::new(payload, event)
    }

    /// Whether payloads are of events at all.
    pub(super) fn recognises(&self) -> bool {
        matches!(self.standard, Standard::Families(..))
    }

    /// The report of two payloads.
    ///
    /// # Errors
    ///
    /// When no merge patch can say what changed, or a schema file of a family cannot be used.
    pub(super) fn pair<'d>(&self, before: &Known<'c, 'd>, after: &Known<'c, 'd>) -> anyhow::Result<PairReport> {
        let mut guide = self.guide(before, after);
        let comparison = diff::compare(before.root(), after.root(), &self.rules, &mut guide);
        let detail = self.detail(&comparison, &mut guide)?;
        let is_volatile = |change: &&Change<'_>| change.weight == Weight::Volatile;
        let volatile = comparison.changes.iter().filter(is_volatile);
        Ok(PairReport {
            before: Some(before.report(None)),
            after: Some(after.report(before.moment)),
            is_redelivery: is_redelivery(before, after),
            detail,
            findings: if self.tells_findings() && !comparison.changes.is_empty() {
                self.findings(before, after)?
            } else {
                Vec::new()
            },
            changes: comparison.count(),
            volatile: volatile.map(|change| place(&comparison, change).to_string()).collect(),
            is_shortest: comparison.is_shortest,
            is_one_of_many: false,
        })
    }

    /// What the schemas of both payloads say of their fields; the later one has the first word.
    fn guide(&self, before: &Known<'_, '_>, after: &Known<'_, '_>) -> Guide {
        let catalogue = match &self.standard {
            Standard::Families(catalogue, _) => catalogue,
            Standard::Schema(schema) => return schema.guide(),
        };
        let mut schemas: Vec<(Pointer, String)> = Vec::new();
        for event in [after, before].into_iter().filter_map(|known| known.event.as_ref()) {
            let body = event.candidates.first().map(|kind| (event.body.clone(), kind.schema.as_str()));
            let envelope = event.envelope.map(|file| (Pointer::default(), file));
            for (pointer, file) in body.into_iter().chain(envelope) {
                let schema = (pointer, event.family.schema_path(file).into_owned());
                if !schemas.contains(&schema) {
                    schemas.push(schema);
                }
            }
        }
        if schemas.is_empty() { Guide::silent() } else { catalogue.library.guide(&schemas) }
    }

    fn detail(&self, comparison: &Comparison<'_>, guide: &mut Guide) -> anyhow::Result<Detail> {
        let is_told = |change: &&Change<'_>| change.weight != Weight::Order;
        Ok(match self.format {
            DiffFormat::JsonPatch => {
                let mut pruner = Pruner::new(&self.rules);
                let operations = comparison.operations(&self.rules).into_iter();
                Detail::Patch(operations.map(|operation| self::operation(operation, &mut pruner)).collect())
            }
            DiffFormat::MergePatch => {
                Detail::Merge(super::value::merge_patch(&comparison.merge(&self.rules)?, &self.rules))
            }
            DiffFormat::Unified => Detail::Texts(formatted(comparison.before), formatted(comparison.after)),
            DiffFormat::Summary => Detail::Rows(Vec::new()),
            DiffFormat::Json => {
                let writer = Writer::exact(&self.rules);
                let row = |change| Self::row(comparison, change, guide, &writer);
                Detail::Rows(comparison.changes.iter().filter(is_told).map(row).collect())
            }
            DiffFormat::Text | DiffFormat::SideBySide | DiffFormat::Table | DiffFormat::Markdown => {
                let row = |change| Self::row(comparison, change, guide, &Writer::for_people(self.show_personal));
                Detail::Rows(comparison.changes.iter().filter(is_told).map(row).collect())
            }
        })
    }

    fn row(comparison: &Comparison<'_>, change: &Change<'_>, guide: &mut Guide, writer: &Writer) -> Row {
        let pointer = place(comparison, change);
        let earlier = comparison.pointer(change, Side::Before);
        let field = writer.field(guide, &pointer);
        let meaning = field.meaning(guide).clone();
        let (before, after) = writer.values(comparison, change, &field, guide);
        // What a hidden value amounts to would tell something of it.
        let is_told = change.kind == ChangeKind::Changed && !field.is_masked;
        let both = change.before.zip(change.after).filter(|_| is_told);
        let mut notes = both.map_or_else(Vec::new, |(before, after)| notes(before, after, &meaning));
        if change.kind == ChangeKind::Respelled {
            notes.push("the same value, spelled otherwise".to_owned());
        }
        let has_moved = matches!((change.before, change.after), (Some(_), Some(_))) && earlier != pointer;
        Row {
            kind: match change.kind {
                ChangeKind::Added => RowKind::Added,
                ChangeKind::Removed => RowKind::Removed,
                ChangeKind::Changed => RowKind::Changed,
                ChangeKind::Moved => RowKind::Moved,
                ChangeKind::Respelled => RowKind::Respelled,
            },
            is_volatile: change.weight == Weight::Volatile,
            from: (has_moved || change.kind == ChangeKind::Moved).then(|| earlier.to_string()),
            pointer: pointer.to_string(),
            before,
            after,
            meaning: meaning.title.or(meaning.description),
            notes,
        }
    }

    fn tells_findings(&self) -> bool {
        matches!(
            self.format,
            DiffFormat::Text | DiffFormat::SideBySide | DiffFormat::Table | DiffFormat::Markdown | DiffFormat::Json
        )
    }

    /// The findings that only one of two payloads has.
    fn findings(&self, before: &Known<'_, '_>, after: &Known<'_, '_>) -> anyhow::Result<Vec<SideFinding>> {
        if self.recognises() && (before.event.is_none() || after.event.is_none()) {
            return Ok(Vec::new());
        }
        let (old, new) = (self.findings_of(before)?, self.findings_of(after)?);
        let is_in = |findings: &[Finding], finding: &Finding| {
            findings.iter().any(|other| (other.rule, &other.pointer) == (finding.rule, &finding.pointer))
        };
        let gone = old.iter().filter(|finding| !is_in(&new, finding)).map(|finding| tell(before, finding, false));
        let come = new.iter().filter(|finding| !is_in(&old, finding)).map(|finding| tell(after, finding, true));
        Ok(gone.chain(come).collect())
    }

    fn findings_of(&self, known: &Known<'_, '_>) -> anyhow::Result<Vec<Finding>> {
        let policy = Policy { show_personal: self.show_personal, excluded_fields: &[] };
        match (&self.standard, &known.event) {
            (Standard::Schema(schema), _) => Ok(check::schema(schema, known.root(), policy)),
            (Standard::Families(catalogue, _), Some(event)) => check::event(event, &catalogue.library, policy),
            (Standard::Families(..), None) => Ok(Vec::new()),
        }
    }
}

fn tell(known: &Known<'_, '_>, finding: &Finding, is_new: bool) -> SideFinding {
    let text = known.payload.document.text().as_bytes();
    let position = Locator::new(text, known.payload.origin).position(finding.span.start as usize);
    SideFinding {
        is_new,
        place: format!("{}:{}:{}", known.payload.file, position.line, position.column),
        severity: finding.severity,
        pointer: finding.pointer.to_string(),
        rule: finding.rule.id(),
        message: finding.message.clone(),
    }
}

/// Where a change is: in the payload after, of what is gone in the one before.
fn place(comparison: &Comparison<'_>, change: &Change<'_>) -> Pointer {
    comparison.pointer(change, if change.after.is_some() { Side::After } else { Side::Before })
}

fn operation(operation: Operation<'_>, pruner: &mut Pruner) -> PatchOperation {
    let plain = |name, path: &Pointer| PatchOperation { name, from: None, path: path.to_string(), value: None };
    match operation {
        Operation::Add(path, value) => {
            PatchOperation { value: Some(pruner.write(&path, value)), ..plain("add", &path) }
        }
        Operation::Open(path, kind) => {
            let empty = if kind == Kind::Array { "[]" } else { "{}" };
            PatchOperation { value: Some(empty.to_owned()), ..plain("add", &path) }
        }
        Operation::Remove(path) => plain("remove", &path),
        Operation::Replace(path, value) => {
            PatchOperation { value: Some(pruner.write(&path, value)), ..plain("replace", &path) }
        }
        Operation::Move(from, path) => PatchOperation { from: Some(from.to_string()), ..plain("move", &path) },
    }
}

fn formatted(value: Node<'_>) -> String {
    let mut out = Vec::new();
    // Writing to a vector cannot fail.
    let _ = Formatter::new(Indent::Spaces(2), false).write(value, &mut out);
    out.push(b'\n');
    String::from_utf8(out).unwrap_or_default()
}

/// What a change amounts to: how much more, how much later, in which unit.
fn notes(before: Node<'_>, after: Node<'_>, meaning: &Meaning) -> Vec<String> {
    let mut notes = Vec::new();
    match (before.kind(), after.kind()) {
        (Kind::Number, Kind::Number) => {
            notes.extend(words::change(before.raw(), after.raw()));
            let unit = meaning.unit.as_deref();
            // A count needs no unit.
            let unit = unit.filter(|unit| *unit != "count");
            notes.extend(unit.map(|unit| if unit == "currency-minor" { "minor units" } else { unit }.to_owned()));
        }
        (Kind::String, Kind::String) => {
            let moment = |node: Node<'_>| node.as_str().and_then(|text| Moment::read(&text));
            if let (Some(before), Some(after)) = (moment(before), moment(after)) {
                notes.push(after.compared_to(before));
            }
            notes.extend(super::value::first_difference(before, after));
        }
        _ => {}
    }
    notes
}
