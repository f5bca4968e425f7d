//! JSON Patch (RFC 6902): operations that make the second value out of the first, one after another.

use super::change::{ChangeKind, PathId, Side, Step};
use super::{Change, Comparison, Rules};
use crate::json::{Kind, Node, Pointer};
use std::collections::HashMap;

/// One operation of a patch.
#[derive(Debug, Clone)]
pub enum Operation<'d> {
    /// Adds a value, before the item that stands there.
    Add(Pointer, Node<'d>),
    /// Adds an empty object or array, for what of it counts to be added to.
    Open(Pointer, Kind),
    /// Takes a value away.
    Remove(Pointer),
    /// Puts a value in the place of another.
    Replace(Pointer, Node<'d>),
    /// Takes a value away from the first place and adds it at the second.
    Move(Pointer, Pointer),
}

/// The changes of one array's row of items: their indexes before, after, or both.
#[derive(Debug, Default)]
struct Row<'d> {
    removed: Vec<u32>,
    moved: Vec<(u32, u32)>,
    added: Vec<(u32, Node<'d>)>,
}

impl<'d> Comparison<'d> {
    /// The operations that make the second value out of the first. Outer arrays come first, so that every other operation
    /// names places as they are in the second value.
    pub fn operations(&self, rules: &Rules) -> Vec<Operation<'d>> {
        let mut rows: HashMap<PathId, Row<'d>> = HashMap::new();
        let mut order: Vec<(usize, PathId)> = Vec::new();
        let mut rest: Vec<&Change<'d>> = Vec::new();
        for change in &self.changes {
            let (Some((array, Step::Item(before, after))), true) =
                (self.paths.last(change.path), is_of_row(change.kind))
            else {
                rest.push(change);
                continue;
            };
            let row = rows.entry(array).or_insert_with(|| {
                order.push((self.paths.steps(array).len(), array));
                Row::default()
            });
            match (change.kind, change.after) {
                (ChangeKind::Removed, _) => row.removed.push(before),
                (ChangeKind::Moved, _) => row.moved.push((before, after)),
                (_, Some(value)) => row.added.push((after, value)),
                (_, None) => {}
            }
        }
        let mut opened: Vec<Pointer> = Vec::new();
        order.sort_by_key(|(depth, _)| *depth);
        let mut operations = Vec::with_capacity(self.changes.len());
        for (_, array) in order {
            let at = self.paths.pointer(array, Side::After);
            if !rules.only.is_empty() {
                self.open(&at, &mut opened, &mut operations);
            }
            if let Some(row) = rows.remove(&array) {
                row.operations(&at, opened.contains(&at), &mut operations);
            }
        }
        for change in rest {
            let at = self.paths.pointer(change.path, Side::After);
            match (change.kind, change.after) {
                (ChangeKind::Removed, _) => operations.push(Operation::Remove(at)),
                (ChangeKind::Added, Some(value)) => {
                    if let Some((object, _)) = at.split_last().filter(|_| !rules.only.is_empty()) {
                        self.open(&object, &mut opened, &mut operations);
                    }
                    operations.push(Operation::Add(at, value));
                }
                (ChangeKind::Changed | ChangeKind::Respelled, Some(value)) => {
                    operations.push(Operation::Replace(at, value));
                }
                _ => {}
            }
        }
        operations
    }

    /// Opens the containers on the way to a place that the first value does not have: they do not count themselves, and something
    /// in them does.
    fn open(&self, at: &Pointer, opened: &mut Vec<Pointer>, operations: &mut Vec<Operation<'d>>) {
        let (mut before, mut after, mut way) = (Some(self.before), Some(self.after), Pointer::default());
        let mut tokens = at.tokens().iter();
        loop {
            let kind = after.map(Node::kind);
            if before.map(Node::kind) != kind && !opened.contains(&way) {
                operations.extend(kind.map(|kind| Operation::Open(way.clone(), kind)));
                opened.push(way.clone());
            }
            let Some(token) = tokens.next() else { return };
            before = before.and_then(|before| before.child(token));
            after = after.and_then(|after| after.child(token));
            way = way.join(token.as_str());
        }
    }
}

/// Whether a change alters which items an array has, and in which order.
fn is_of_row(kind: ChangeKind) -> bool {
    matches!(kind, ChangeKind::Added | ChangeKind::Removed | ChangeKind::Moved)
}

impl<'d> Row<'d> {
    /// First what is gone, from the end; then the moves in the order of where they go; then what is new.
    /// An array that was opened has no other items, so that what is new goes to its end.
    fn operations(mut self, array: &Pointer, is_opened: bool, operations: &mut Vec<Operation<'d>>) {
        let item = |index: usize| array.join(index.to_string());
        self.removed.sort_unstable();
        self.added.sort_unstable_by_key(|(index, _)| *index);
        operations.extend(self.removed.iter().rev().map(|index| Operation::Remove(item(*index as usize))));
        for (from, to) in self.moves() {
            operations.push(Operation::Move(item(from), item(to)));
        }
        operations.extend(self.added.into_iter().map(|(index, value)| {
            let at = if is_opened { array.join("-") } else { item(index as usize) };
            Operation::Add(at, value)
        }));
    }

    /// The index that each moved item has when its turn comes, and the one that it gets. An item goes to behind the last one
    /// that is before it in the end and already there. Between them stand the items that stay, in order; a place is told by
    /// how many of these are before it.
    fn moves(&mut self) -> Vec<(usize, usize)> {
        self.moved.sort_unstable();
        // Of each moved item, in the order of where they were: how many of those that stay are before it.
        let stay_before: Vec<usize> = self
            .moved
            .iter()
            .enumerate()
            .map(|(rank, (from, _))| *from as usize - count_below(&self.removed, *from) - rank)
            .collect();
        let mut by_target: Vec<(u32, usize)> =
            self.moved.iter().enumerate().map(|(rank, (_, to))| (*to, rank)).collect();
        by_target.sort_unstable();
        let mut waiting = Counter::full(self.moved.len());
        // Of each item that was moved, how many of those that stay are before it now.
        let mut placed: Vec<usize> = Vec::with_capacity(by_target.len());
        let mut moves = Vec::new();
        for (to, rank) in by_target {
            let added = self.added.partition_point(|(index, _)| *index < to);
            let anchor = to as usize - added - placed.len();
            let from =
                stay_before[rank] + waiting.below(rank) + placed.partition_point(|other| *other <= stay_before[rank]);
            waiting.take(rank);
            let ahead = waiting.below(stay_before.partition_point(|before| *before < anchor));
            let to = anchor + ahead + placed.len();
            placed.push(anchor);
            if from != to {
                moves.push((from, to));
            }
        }
        moves
    }
}

fn count_below(sorted: &[u32], index: u32) -> usize {
    sorted.partition_point(|other| *other < index)
}

/// Counts which of a row of things are still there (a Fenwick tree).
struct Counter(Vec<usize>);

impl Counter {
    fn full(count: usize) -> Self {
        Self((0..=count).map(|index| index & index.wrapping_neg()).collect())
    }

    /// How many are there before an index.
    fn below(&self, mut index: usize) -> usize {
        let mut sum = 0;
        while index > 0 {
            sum += self.0[index];
            index &= index - 1;
        }
        sum
    }

    fn take(&mut self, index: usize) {
        let mut at = index + 1;
        while let Some(count) = self.0.get_mut(at) {
            *count -= 1;
            at += at & at.wrapping_neg();
        }
    }
}
