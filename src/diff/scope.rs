//! What counts where: the globs and the schemas, followed down into both values at once.

use super::rules::{Rules, Volatile};
use super::select::{Selector, State, WHOLE, Worth};
use crate::json::{Key, Node};
use crate::schema::{Guide, Spot};
use std::collections::HashMap;
use std::marker::PhantomData;

/// A place in one of the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) side: super::Side,
    pub(super) state: State,
    pub(super) spot: Spot,
    /// Whether nothing is known of the place and all that is below it.
    is_plain: bool,
}

/// Follows places down.
pub(super) struct Scope<'d, 'r> {
    pub(super) rules: &'r Rules,
    selector: Selector,
    pub(super) guide: &'r mut Guide,
    /// Prints of large values.
    pub(super) prints: HashMap<(super::Side, u32), u64>,
    document: PhantomData<&'d ()>,
}

impl<'d, 'r> Scope<'d, 'r> {
    pub(super) fn new(rules: &'r Rules, guide: &'r mut Guide) -> Self {
        let selector = Selector::new(&rules.ignore, &rules.only);
        Self { rules, selector, guide, prints: HashMap::new(), document: PhantomData }
    }

    /// The place of a value itself.
    pub(super) fn root(&mut self, side: super::Side) -> Place {
        let (state, spot) = (self.selector.root(), self.guide.root());
        Place { side, state, spot, is_plain: state == WHOLE && self.guide.is_silent(spot) }
    }

    /// The place of a member.
    #[inline]
    pub(super) fn member(&mut self, place: Place, key: Key<'d>) -> Place {
        if place.is_plain {
            return place;
        }
        let name = key.name();
        let (state, spot) = (self.selector.step(place.state, &name), self.guide.step(place.spot, &name));
        self.at(place, state, spot)
    }

    /// The place of an item.
    #[inline]
    pub(super) fn item(&mut self, place: Place, index: usize) -> Place {
        if place.is_plain {
            return place;
        }
        let state = if place.state == WHOLE { WHOLE } else { self.selector.step(place.state, &index.to_string()) };
        let spot = self.guide.item(place.spot, index);
        self.at(place, state, spot)
    }

    fn at(&self, place: Place, state: State, spot: Spot) -> Place {
        Place { state, spot, is_plain: state == WHOLE && self.guide.is_silent(spot), ..place }
    }

    pub(super) fn worth(&self, place: Place) -> Worth {
        if place.state == WHOLE { Worth::Whole } else { self.selector.worth(place.state) }
    }

    /// Whether anything of a value counts at a place.
    pub(super) fn holds(&mut self, node: Node<'d>, place: Place) -> bool {
        match self.worth(place) {
            Worth::Whole | Worth::Partly => true,
            Worth::Nothing => false,
            Worth::OnTheWay => {
                node.members().any(|(key, value)| {
                    let place = self.member(place, key);
                    self.holds(value, place)
                }) || node.elements().enumerate().any(|(index, item)| {
                    let place = self.item(place, index);
                    self.holds(item, place)
                })
            }
        }
    }

    /// Whether the value at a place is volatile and is treated so.
    pub(super) fn is_volatile(&self, place: Place) -> bool {
        !place.is_plain && self.rules.volatile != Volatile::Count && self.guide.marks(place.spot).volatile
    }

    /// The names that the schema gives for telling the items of an array apart.
    pub(super) fn stated_key(&self, place: Place) -> Option<Vec<String>> {
        let key = &self.guide.marks(place.spot).key;
        (!key.is_empty()).then(|| key.clone())
    }

    /// How many values and keys of a value count at a place.
    pub(super) fn extent(&mut self, node: Node<'d>, place: Place) -> u64 {
        if place.state == WHOLE {
            return node.extent().into();
        }
        let mut extent = 1;
        for (key, value) in node.members() {
            let place = self.member(place, key);
            if self.worth(place) != Worth::Nothing {
                extent += 1 + self.extent(value, place);
            }
        }
        for (index, item) in node.elements().enumerate() {
            let place = self.item(place, index);
            if self.worth(place) != Worth::Nothing {
                extent += self.extent(item, place);
            }
        }
        extent
    }
}
