//! Which items of two arrays belong together.

use super::gap;
use super::lcs::{self, Common, number};
use super::row::Row;
use super::rules::Arrays;
use super::scope::Scope;
use crate::json::Node;
use std::collections::HashMap;

/// What an item of the second array is to the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// Nothing there belongs to it.
    New,
    /// It is this item, in its place.
    Kept(u32),
    /// It stands where this item did, and whether it is the same one is for the comparison to tell.
    Loose(u32),
    /// It is this item, which stood elsewhere.
    Moved(u32),
    /// As moved, among items whose order says nothing.
    Shifted(u32),
}

impl Tie {
    /// The item of the first array.
    pub(super) fn first(self) -> Option<u32> {
        match self {
            Self::New => None,
            Self::Kept(first) | Self::Loose(first) | Self::Moved(first) | Self::Shifted(first) => Some(first),
        }
    }
}

/// What each item of the second row is to the first.
#[derive(Debug)]
pub(super) struct Matching {
    pub(super) ties: Vec<Tie>,
    /// Whether no shorter list of changes is known to be missed.
    pub(super) is_shortest: bool,
}

/// Two rows on the way to being matched.
pub(super) struct Aligner<'a, 'd, 'r> {
    pub(super) scope: &'a mut Scope<'d, 'r>,
    pub(super) first: &'a Row<'d>,
    pub(super) second: &'a Row<'d>,
    pub(super) ties: Vec<Tie>,
    pub(super) is_shortest: bool,
}

impl<'a, 'd, 'r> Aligner<'a, 'd, 'r> {
    pub(super) fn new(scope: &'a mut Scope<'d, 'r>, first: &'a Row<'d>, second: &'a Row<'d>) -> Self {
        let ties = vec![Tie::New; second.len()];
        Self { scope, first, second, ties, is_shortest: true }
    }

    /// Matches the items, by these names where there are any.
    pub(super) fn matching(mut self, names: Option<&[String]>) -> Matching {
        let all = |row: &Row<'_>| (0..number(row.len())).collect::<Vec<u32>>();
        let (first, second) = (all(self.first), all(self.second));
        match (names, self.scope.rules.arrays) {
            (Some(names), _) => self.by_name(&first, &second, names),
            (None, Arrays::Index) => {
                first.iter().zip(&second).for_each(|(a, b)| self.tie(*b, Tie::Kept(*a)));
            }
            (None, Arrays::Set) => self.in_any_order(&first, &second),
            (None, Arrays::Align) => {
                let (first, second) = self.tie_near_ends(&first, &second);
                self.in_order(first, second);
            }
        }
        Matching { ties: self.ties, is_shortest: self.is_shortest }
    }

    pub(super) fn tie(&mut self, second: u32, tie: Tie) {
        self.ties[second as usize] = tie;
    }

    /// Numbers for the values of these items, the same for equal values.
    fn tokens(&mut self, first: &[u32], second: &[u32]) -> Tokens {
        let mut prints = |row: &Row<'d>, items: &[u32]| {
            let print = |item: &u32| {
                let place = row.place(*item as usize, self.scope);
                self.scope.print(row.node(*item as usize), place)
            };
            items.iter().map(print).collect::<Vec<u64>>()
        };
        let (before, after) = (prints(self.first, first), prints(self.second, second));
        let mut known: HashMap<u64, u32> = HashMap::with_capacity(first.len());
        let mut token = |print: &u64| {
            let next = number(known.len());
            *known.entry(*print).or_insert(next)
        };
        let tokens = (before.iter().map(&mut token).collect(), after.iter().map(&mut token).collect());
        Tokens { before: tokens.0, after: tokens.1, count: known.len(), is_reversed: before > after }
    }

    /// Equal items in the same order stay; equal items elsewhere have moved; between those that stay the rest is matched by
    /// likeness.
    fn in_order(&mut self, first: &[u32], second: &[u32]) {
        if first.is_empty() || second.is_empty() {
            return;
        }
        if let ([only], [one]) = (first, second) {
            return self.tie(*one, Tie::Loose(*only));
        }
        let tokens = self.tokens(first, second);
        let common = tokens.common();
        let Tokens { before, after, .. } = tokens;
        self.is_shortest &= common.is_longest;
        let mut taken = vec![false; first.len()];
        for (a, b) in &common.pairs {
            taken[*a as usize] = true;
            self.tie(second[*b as usize], Tie::Kept(first[*a as usize]));
        }
        let mut elsewhere: HashMap<u32, Vec<usize>> = HashMap::new();
        for at in (0..first.len()).rev().filter(|at| !taken[*at]) {
            elsewhere.entry(before[at]).or_default().push(at);
        }
        for (at, token) in after.iter().enumerate() {
            if self.ties[second[at] as usize] == Tie::New
                && let Some(from) = elsewhere.get_mut(token).and_then(Vec::pop)
            {
                taken[from] = true;
                self.tie(second[at], Tie::Moved(first[from]));
            }
        }
        let mut start = (0, 0);
        for end in common.pairs.into_iter().map(|(a, b)| (a as usize, b as usize)).chain([(first.len(), second.len())])
        {
            let left: Vec<u32> = (start.0..end.0).filter(|at| !taken[*at]).map(|at| first[at]).collect();
            let new: Vec<u32> = second[start.1..end.1].iter().copied().filter(|item| self.is_new(*item)).collect();
            gap::fill(self, &left, &new);
            start = (end.0 + 1, end.1 + 1);
        }
    }

    pub(super) fn is_new(&self, second: u32) -> bool {
        self.ties[second as usize] == Tie::New
    }

    /// Equal items belong together wherever they stand; what is left is matched by likeness.
    fn in_any_order(&mut self, first: &[u32], second: &[u32]) {
        let (first, second) = self.tie_along_lines(first, second);
        let Tokens { before, after, .. } = self.tokens(&first, &second);
        let mut left: HashMap<u32, Vec<u32>> = HashMap::new();
        for (item, token) in first.iter().zip(&before).rev() {
            left.entry(*token).or_default().push(*item);
        }
        for (item, token) in second.iter().zip(&after) {
            if let Some(from) = left.get_mut(token).and_then(Vec::pop) {
                self.tie(*item, Tie::Shifted(from));
            }
        }
        let mut rest: Vec<u32> = left.into_values().flatten().collect();
        rest.sort_unstable();
        let mut new: Vec<u32> = second.iter().copied().filter(|item| self.is_new(*item)).collect();
        if self.scope.rules.is_tolerant() {
            self.tie_near(&mut rest, &mut new);
        }
        gap::fill(self, &rest, &new);
    }

    /// Items of the same name belong together; those without a name are matched as in any array. Items of the same name twice
    /// are matched by value first.
    fn by_name(&mut self, first: &[u32], second: &[u32], names: &[String]) {
        let mut groups: HashMap<u64, usize> = HashMap::new();
        let mut members: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
        let mut nameless = (Vec::new(), Vec::new());
        for (row, items, is_first) in [(self.first, first, true), (self.second, second, false)] {
            for item in items {
                let list = match name(row.node(*item as usize), names) {
                    Some(name) => {
                        let group = *groups.entry(name).or_insert(members.len());
                        if group == members.len() {
                            members.push((Vec::new(), Vec::new()));
                        }
                        &mut members[group]
                    }
                    None => &mut nameless,
                };
                if is_first { list.0.push(*item) } else { list.1.push(*item) }
            }
        }
        for (mut before, after) in members {
            if before.len() > 1 || after.len() > 1 {
                self.in_any_order(&before, &after);
            }
            before.retain(|item| !self.ties_of(&after).any(|tie| tie.first() == Some(*item)));
            let open = after.iter().copied().filter(|item| self.is_new(*item)).collect::<Vec<_>>();
            before.into_iter().zip(open).for_each(|(a, b)| self.tie(b, Tie::Kept(a)));
        }
        self.in_order(&nameless.0, &nameless.1);
        self.keep_order();
    }

    pub(super) fn ties_of<'t>(&'t self, second: &'t [u32]) -> impl Iterator<Item = Tie> {
        second.iter().map(|item| self.ties[*item as usize])
    }

    /// Of all ties those stay that are in order; the others are shifted.
    fn keep_order(&mut self) {
        let is_placed = |tie: &Tie| matches!(tie, Tie::Kept(_) | Tie::Loose(_) | Tie::Shifted(_));
        let mut tied: Vec<(u32, usize)> = Vec::new();
        for (second, tie) in self.ties.iter().enumerate().filter(|(_, tie)| is_placed(tie)) {
            tied.extend(tie.first().map(|first| (first, second)));
        }
        let after: Vec<u32> = (0..number(tied.len())).collect();
        let mut before = after.clone();
        before.sort_unstable_by_key(|token| tied[*token as usize].0);
        let mut stays = vec![false; tied.len()];
        for (_, token) in lcs::common(&before, &after, tied.len()).pairs {
            stays[token as usize] = true;
        }
        for (stays, (first, second)) in stays.into_iter().zip(tied) {
            self.ties[second] = if stays { Tie::Kept(first) } else { Tie::Shifted(first) };
        }
    }
}

/// The items of two rows as numbers, the same for equal values.
struct Tokens {
    before: Vec<u32>,
    after: Vec<u32>,
    /// How many different ones there are.
    count: usize,
    /// Whether the rows are looked at the other way round, so that both directions of a comparison find the same.
    is_reversed: bool,
}

impl Tokens {
    fn common(&self) -> Common {
        if !self.is_reversed {
            return lcs::common(&self.before, &self.after, self.count);
        }
        let common = lcs::common(&self.after, &self.before, self.count);
        Common { pairs: common.pairs.into_iter().map(|(b, a)| (a, b)).collect(), ..common }
    }
}

/// The print of what tells an item apart.
fn name(item: Node<'_>, names: &[String]) -> Option<u64> {
    let parts: Option<Vec<Node<'_>>> = names.iter().map(|name| item.get(name)).collect();
    Some(parts?.into_iter().fold(0, |print, part| super::print::mix(print, super::print::exact(part))))
}
