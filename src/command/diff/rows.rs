//! What changed, in the shape that the output takes.

use super::judge::Judge;
use super::value::Writer;
use crate::cli::DiffFormat;
use crate::diff::{Change, ChangeKind, Comparison, Operation, Pruner, Side, Weight, line_hunks};
use crate::json::{Document, Formatter, Indent, Kind, Node, Pointer};
use crate::report::{Detail, Lines, PatchOperation, Row, RowKind, Standing};
use crate::schema::{Guide, Meaning};
use crate::words::{self, Moment};
use anyhow::bail;

impl Judge<'_> {
    /// What changed.
    ///
    /// # Errors
    ///
    /// When no patch can say it.
    pub(super) fn detail(&self, comparison: &Comparison<'_>, guide: &mut Guide) -> anyhow::Result<Detail> {
        Ok(match self.format {
            DiffFormat::JsonPatch => {
                let mut pruner = Pruner::new(&self.rules);
                let operations = comparison.operations(&self.rules);
                if let Some(key) = [comparison.before, comparison.after].into_iter().find_map(nameless_key)
                    && !operations.is_empty()
                {
                    bail!(
                        "no JSON Patch can say it: the key {key} holds half of a surrogate pair, and no JSON Pointer can\n  \
                        help: --format merge-patch has keys as they are spelled"
                    );
                }
                Detail::Patch(operations.into_iter().map(|operation| self::operation(operation, &mut pruner)).collect())
            }
            DiffFormat::MergePatch => {
                Detail::Merge(super::value::merge_patch(&comparison.merge(&self.rules)?, &self.rules))
            }
            DiffFormat::Unified => {
                let mut pruner = Pruner::new(&self.rules);
                let mut text = |value| formatted(value, &mut pruner);
                by_line(text(comparison.before), text(comparison.after))
            }
            DiffFormat::Summary => Detail::Rows(Vec::new()),
            DiffFormat::Json | DiffFormat::Text | DiffFormat::SideBySide | DiffFormat::Table | DiffFormat::Markdown => {
                Detail::Rows(self.rows(comparison, guide))
            }
        })
    }

    /// Each change that is told, in their order.
    pub(super) fn rows(&self, comparison: &Comparison<'_>, guide: &mut Guide) -> Vec<Row> {
        let writer = match self.format {
            DiffFormat::Json => Writer::exact(&self.rules),
            _ => Writer::for_people(self.show_personal),
        };
        let told: Vec<&Change<'_>> = told(comparison).collect();
        let mut rows: Vec<Row> = told.iter().map(|change| row(comparison, change, guide, &writer)).collect();
        for (gone, new) in renamed(comparison, &told) {
            let note = format!("the value that was at {}", rows[gone].pointer);
            rows[new].notes.push(note);
        }
        rows
    }
}

/// A key that no JSON Pointer can name, as it is spelled.
fn nameless_key(root: Node<'_>) -> Option<&str> {
    let document = root.document();
    let halves = document.lone_surrogates(root);
    let (span, _) = halves.into_iter().find(|(span, value)| *span != value.span())?;
    document.text().get(span.range())
}

/// The changes that are told. Among items with names order alone is none.
pub(super) fn told<'a, 'd>(comparison: &'a Comparison<'d>) -> impl Iterator<Item = &'a Change<'d>> {
    comparison.changes.iter().filter(|change| change.weight != Weight::Order)
}

/// The members that probably got another name, each as what is gone and what is new: in one object the only two of a telling
/// value. They stay two changes, as nobody knows.
fn renamed(comparison: &Comparison<'_>, told: &[&Change<'_>]) -> Vec<(usize, usize)> {
    /// What is looked through: an object of which more than that changed is another one.
    const MOST: usize = 64;
    let is_telling = |node: Node<'_>| match node.kind() {
        Kind::Object | Kind::Array => !node.is_empty(),
        Kind::String => node.as_str().is_some_and(|text| text.len() > 1),
        Kind::Number | Kind::Boolean | Kind::Null => false,
    };
    let ends = |kind: ChangeKind, side: Side| {
        let changes = told.iter().enumerate().filter(move |(_, change)| change.kind == kind);
        let ends = changes.filter_map(move |(index, change)| {
            let node = if side == Side::Before { change.before } else { change.after }?;
            let (around, _) = place(comparison, change).split_last()?;
            is_telling(node).then_some((index, around, node))
        });
        ends.take(MOST).collect::<Vec<_>>()
    };
    let (gone, new) = (ends(ChangeKind::Removed, Side::Before), ends(ChangeKind::Added, Side::After));
    let is_object = |around: &Pointer| around.resolve(comparison.after).is_some_and(|node| node.kind() == Kind::Object);
    let mut found = Vec::new();
    for (index, around, node) in &gone {
        let is_same = |(_, other, value): &&(usize, Pointer, Node<'_>)| other == around && value.same_value(*node);
        let mut candidates = new.iter().filter(is_same);
        let rivals = gone.iter().filter(|(_, other, value)| other == around && value.same_value(*node)).count();
        if let (Some((other, ..)), None, 1, true) = (candidates.next(), candidates.next(), rivals, is_object(around)) {
            found.push((*index, *other));
        }
    }
    found
}

/// A change as it is told.
fn row(comparison: &Comparison<'_>, change: &Change<'_>, guide: &mut Guide, writer: &Writer) -> Row {
    let pointer = place(comparison, change);
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
    let has_moved = change.before.is_some() && change.after.is_some() && comparison.has_moved(change);
    Row {
        kind: match change.kind {
            ChangeKind::Added => RowKind::Added,
            ChangeKind::Removed => RowKind::Removed,
            ChangeKind::Changed => RowKind::Changed,
            ChangeKind::Moved => RowKind::Moved,
            ChangeKind::Respelled => RowKind::Respelled,
        },
        standing: if change.weight == Weight::Volatile { Standing::Volatile } else { Standing::Counts },
        from: (has_moved || change.kind == ChangeKind::Moved)
            .then(|| comparison.pointer(change, Side::Before).to_string()),
        pointer: pointer.to_string(),
        before,
        after,
        meaning: meaning.title.or(meaning.description),
        notes,
        place_before: Vec::new(),
        place_after: Vec::new(),
    }
}

/// Where a change is: in the payload after, of what is gone in the one before.
pub(super) fn place(comparison: &Comparison<'_>, change: &Change<'_>) -> Pointer {
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

/// Two texts, compared line by line.
pub(super) fn by_line(before: String, after: String) -> Detail {
    let hunks = line_hunks(&before, &after);
    Detail::Lines(Lines { before, after, hunks })
}

/// A value in lines, without what is left out of it.
fn formatted(value: Node<'_>, pruner: &mut Pruner) -> String {
    let pruned = pruner.leaves_out().then(|| pruner.write(&Pointer::default(), value));
    let pruned = pruned.as_ref().and_then(|text| Document::parse(text.as_bytes()).ok());
    let value = pruned.as_ref().map_or(value, Document::root);
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
