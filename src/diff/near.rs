//! Values that a tolerance takes for the same, and the items of arrays that belong together by it.

use super::align::{Aligner, Tie};
use super::row::Row;
use super::rules::{Arrays, instant};
use super::scope::{Place, Scope};
use crate::json::{Kind, Node, Number, join};
use jiff::Timestamp;
use std::collections::HashSet;

/// Up to this many pairs of containers are looked at one by one.
const MOST_PAIRS: usize = 1 << 22;

type Placed<'d> = (Node<'d>, Place);

impl<'d> Scope<'d, '_> {
    /// Whether two values are the same as far as they count, or near enough.
    pub(super) fn is_near(&mut self, (before, old): Placed<'d>, (after, new): Placed<'d>) -> bool {
        match (before.kind(), after.kind()) {
            (Kind::Object, Kind::Object) => join(before, after).all(|(key, values)| {
                let (old, new) = (self.member(old, key), self.member(new, key));
                if self.is_volatile(old) || self.is_volatile(new) {
                    return true;
                }
                let before = values.0.filter(|before| self.holds(*before, old));
                let after = values.1.filter(|after| self.holds(*after, new));
                match (before, after) {
                    (Some(before), Some(after)) => self.is_near((before, old), (after, new)),
                    (before, after) => before.is_none() && after.is_none(),
                }
            }),
            (Kind::Array, Kind::Array) => {
                let (first, second) = (self.counting(before, old), self.counting(after, new));
                first.len() == second.len() && self.are_near(first, second)
            }
            _ => self.rules.same_scalar(before, after),
        }
    }

    /// The items of an array that count.
    fn counting(&mut self, array: Node<'d>, place: Place) -> Vec<Placed<'d>> {
        let items = array.elements().enumerate().map(|(index, item)| (item, self.item(place, index)));
        let items: Vec<Placed<'d>> = items.collect();
        items.into_iter().filter(|(item, place)| self.holds(*item, *place)).collect()
    }

    /// Whether the items of two arrays, as many, are near each other: each in its place or, where order says nothing, anywhere.
    fn are_near(&mut self, first: Vec<Placed<'d>>, mut second: Vec<Placed<'d>>) -> bool {
        if self.rules.arrays != Arrays::Set {
            return first.into_iter().zip(second).all(|(before, after)| self.is_near(before, after));
        }
        first.into_iter().all(|before| {
            let near = second.iter().position(|after| self.is_near(before, *after));
            near.map(|at| second.swap_remove(at)).is_some()
        })
    }
}

impl Aligner<'_, '_, '_> {
    fn is_near(&mut self, first: u32, second: u32) -> bool {
        let (first, second) = (first as usize, second as usize);
        let before = (self.first.node(first), self.first.place(first, self.scope));
        let after = (self.second.node(second), self.second.place(second, self.scope));
        self.scope.is_near(before, after)
    }

    /// Ties the items at both ends that are near each other; what is between them is left.
    pub(super) fn tie_near_ends<'i>(&mut self, first: &'i [u32], second: &'i [u32]) -> (&'i [u32], &'i [u32]) {
        if !self.scope.rules.is_tolerant() {
            return (first, second);
        }
        let most = first.len().min(second.len());
        let prefix = (0..most).take_while(|at| self.is_near(first[*at], second[*at])).count();
        let (ends, most) = ((first.len(), second.len()), most - prefix);
        let suffix = (1..=most).take_while(|at| self.is_near(first[ends.0 - at], second[ends.1 - at])).count();
        for at in 0..prefix {
            self.tie(second[at], Tie::Kept(first[at]));
        }
        for at in 1..=suffix {
            self.tie(second[ends.1 - at], Tie::Kept(first[ends.0 - at]));
        }
        (&first[prefix..ends.0 - suffix], &second[prefix..ends.1 - suffix])
    }

    /// Ties items that are near each other wherever they stand, and takes them out of both lists.
    pub(super) fn tie_near(&mut self, first: &mut Vec<u32>, second: &mut Vec<u32>) {
        if first.len().saturating_mul(second.len()) > MOST_PAIRS {
            self.is_shortest = false;
            return;
        }
        second.retain(|item| {
            let near = first.iter().position(|other| self.is_near(*other, *item));
            let near = near.map(|at| first.remove(at));
            if let Some(other) = near {
                self.tie(*item, Tie::Shifted(other));
            }
            near.is_none()
        });
    }

    /// Ties numbers and times that are near each other, however many there are; the other items are left.
    pub(super) fn tie_along_lines(&mut self, first: &[u32], second: &[u32]) -> (Vec<u32>, Vec<u32>) {
        let (mut first, mut second) = (first.to_vec(), second.to_vec());
        if self.scope.rules.tolerance.is_some() {
            self.tie_along(&mut first, &mut second, |node| node.as_number().map(Number::decimal));
        }
        if self.scope.rules.time_tolerance.is_some() {
            self.tie_along(&mut first, &mut second, |node| instant(node).map(Timestamp::as_nanosecond));
        }
        (first, second)
    }

    /// Ties values that stand along one line. From the lowest on each takes the lowest one within reach, so that no other way finds
    /// more pairs.
    fn tie_along<V: Ord>(
        &mut self,
        first: &mut Vec<u32>,
        second: &mut Vec<u32>,
        value: impl Fn(Node<'_>) -> Option<V>,
    ) {
        let along = |row: &Row<'_>, items: &[u32]| {
            let of = |item: &u32| Some((value(row.node(*item as usize))?, *item));
            let mut along: Vec<(V, u32)> = items.iter().filter_map(of).collect();
            along.sort_unstable();
            along
        };
        let (old, new) = (along(self.first, first), along(self.second, second));
        let (mut a, mut b) = (0, 0);
        while let (Some((before, one)), Some((after, other))) = (old.get(a), new.get(b)) {
            let (one, other) = (*one, *other);
            if self.is_near(one, other) {
                self.tie(other, Tie::Shifted(one));
                (a, b) = (a + 1, b + 1);
            } else if before < after {
                a += 1;
            } else {
                b += 1;
            }
        }
        let tied: HashSet<u32> = self.ties_of(second).filter_map(Tie::first).collect();
        first.retain(|item| !tied.contains(item));
        second.retain(|item| self.is_new(*item));
    }
}
