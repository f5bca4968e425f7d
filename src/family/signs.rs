//! By what payloads are told from afar, so that hardly any rule of recognition is read that does not fit.

use super::index::Index;
use crate::json::{Kind, Lookup, Node, PreparedKey};
use std::ops::Range;

/// The signs of a family's rules. They are asked for with every payload, and so kept in three long rows.
#[derive(Debug)]
pub(super) struct Signs {
    /// The number of a rule, and the ways to the members that a payload must have for it to fit; of a rule with alternatives
    /// several.
    rules: Vec<(usize, Range<usize>)>,
    /// The ways, each as the keys on it.
    ways: Vec<Range<usize>>,
    keys: Vec<PreparedKey>,
}

impl Signs {
    pub(super) fn new(index: &Index) -> Self {
        let all = || index.rules.iter().flat_map(|rule| rule.signs).copied().flatten().copied();
        let mut signs = Self {
            rules: Vec::with_capacity(index.rules.len()),
            ways: Vec::with_capacity(all().count()),
            keys: Vec::with_capacity(all().map(<[_]>::len).sum()),
        };
        for (number, rule) in index.rules.iter().enumerate() {
            for sign in rule.signs {
                signs.rules.push((number, signs.ways.len()..signs.ways.len() + sign.len()));
                for way in *sign {
                    signs.ways.push(signs.keys.len()..signs.keys.len() + way.len());
                    signs.keys.extend(way.iter().map(|key| PreparedKey::of(key)));
                }
            }
        }
        signs
    }

    /// The numbers of the rules that may fit a payload, in order; one with alternatives may come more than once. What is asked of
    /// members holds of everything that has none.
    pub(super) fn rules_for(&self, root: Node<'_>, lookup: &Lookup) -> impl Iterator<Item = usize> {
        let is_there = move |way: &Range<usize>| {
            self.keys[way.clone()].iter().try_fold(root, |node, key| lookup.get(node, key)).is_some()
        };
        let may_fit =
            move |ways: &Range<usize>| root.kind() != Kind::Object || self.ways[ways.clone()].iter().all(is_there);
        self.rules.iter().filter(move |(_, ways)| may_fit(ways)).map(|(number, _)| *number)
    }
}
