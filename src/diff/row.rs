//! The items of an array, as far as they are compared.

use super::lcs::number;
use super::scope::{Place, Scope};
use super::select::WHOLE;
use crate::json::{Items, Node};

/// The items of an array that count and are not the same at both ends anyway.
#[derive(Debug)]
pub(super) struct Row<'d> {
    items: Items<'d>,
    /// The items' places in the array; all of them in order when none is left out.
    counting: Option<Vec<u32>>,
    start: usize,
    end: usize,
    place: Place,
}

impl<'d> Row<'d> {
    pub(super) fn new(array: Node<'d>, place: Place, scope: &mut Scope<'d, '_>) -> Self {
        let items = array.items();
        let counting = (place.state != WHOLE).then(|| {
            let counts = |index: &u32| {
                let place = scope.item(place, *index as usize);
                scope.holds(items.at(*index as usize), place)
            };
            (0..number(items.len())).filter(counts).collect::<Vec<u32>>()
        });
        let end = counting.as_ref().map_or(items.len(), Vec::len);
        Self { items, counting, start: 0, end, place }
    }

    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }

    /// The item's index in its array; of the place after the last item the index that one more would have.
    pub(super) fn index(&self, at: usize) -> usize {
        let at = self.start + at;
        let counting = self.counting.as_ref();
        counting.map_or(at, |counting| counting.get(at).map_or(self.items.len(), |index| *index as usize))
    }

    pub(super) fn node(&self, at: usize) -> Node<'d> {
        self.items.at(self.index(at))
    }

    pub(super) fn place(&self, at: usize, scope: &mut Scope<'d, '_>) -> Place {
        scope.item(self.place, self.index(at))
    }

    /// Leaves out items at the start and at the end.
    pub(super) fn cut(&mut self, prefix: usize, suffix: usize) {
        self.start += prefix;
        self.end -= suffix;
    }
}
