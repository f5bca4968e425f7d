//! Items between others that stay: which of the old ones became which of the new ones.

use super::align::{Aligner, Tie};
use super::lcs::{self, number};
use super::row::Row;
use super::rules::Arrays;
use crate::json::{Kind, Node};
use std::collections::{HashMap, HashSet};

/// Up to this many pairs are all looked at, so that the most alike are found; in larger gaps parts that stand only once on
/// both sides divide them first.
const MOST_PAIRS: usize = 1 << 16;

/// How many times a gap is divided. Each time takes as long as all of its items are large.
const MOST_TIMES: u32 = 24;

/// In thousandths: how much of two items must be the same for one to have become the other.
const ALIKE: u32 = 400;

/// An item of a gap.
struct Item<'d> {
    at: u32,
    node: Node<'d>,
    sketch: Vec<u64>,
}

/// Ties the items of a gap: those that are alike, in order, and between them the others one by one.
pub(super) fn fill(aligner: &mut Aligner<'_, '_, '_>, first: &[u32], second: &[u32]) {
    let is_container = |row: &Row<'_>, item: u32| matches!(row.node(item as usize).kind(), Kind::Array | Kind::Object);
    let likeness_tells = aligner.scope.rules.is_tolerant()
        || first.iter().any(|item| is_container(aligner.first, *item))
            && second.iter().any(|item| is_container(aligner.second, *item));
    if first.len().min(second.len()) == 0 {
        return;
    }
    if first.len().max(second.len()) == 1 || !likeness_tells {
        return one_by_one(aligner, first.iter().copied(), second.iter().copied());
    }
    let before = items(aligner, aligner.first, first);
    let after = items(aligner, aligner.second, second);
    if aligner.scope.rules.arrays == Arrays::Set {
        return anywhere(aligner, &before, &after);
    }
    divide(aligner, &before, &after, MOST_TIMES);
}

/// Ties items that are alike wherever they stand, and the others one by one.
fn anywhere<'d>(aligner: &mut Aligner<'_, 'd, '_>, first: &[Item<'d>], second: &[Item<'d>]) {
    let are_many = first.len().saturating_mul(second.len()) > MOST_PAIRS;
    let find = |first: &[Item<'d>], second: &[Item<'d>]| {
        if are_many {
            return (related(aligner, first, second).0, ());
        }
        let of = |a: usize| (0..second.len()).map(move |b| (a, b));
        let all = (0..first.len()).flat_map(of).map(|(a, b)| ((a, b), likeness(aligner, &first[a], &second[b])));
        (best_first(all.collect(), |(a, b)| likeness(aligner, &first[a], &second[b])), ())
    };
    let pairs = both_ways(first, second, find).0;
    aligner.is_shortest &= !are_many;
    let (mut old, mut new) = (vec![false; first.len()], vec![false; second.len()]);
    for (a, b) in pairs {
        (old[a], new[b]) = (true, true);
        aligner.ties[second[b].at as usize] = Tie::Shifted(first[a].at);
    }
    let left = (0..first.len()).filter(|a| !old[*a]).map(|a| first[a].at);
    one_by_one(aligner, left, (0..second.len()).filter(|b| !new[*b]).map(|b| second[b].at));
}

/// Of pairs that are worth something those that are worth the most and are alike, each item in one of them.
fn best_first(mut worth: Vec<((usize, usize), u32)>, likeness: impl Fn((usize, usize)) -> u32) -> Vec<(usize, usize)> {
    worth.sort_unstable_by_key(|(pair, worth)| (std::cmp::Reverse(*worth), *pair));
    let (mut first, mut second) = (HashSet::new(), HashSet::new());
    let mut chosen = Vec::new();
    for (pair, _) in worth {
        if !first.contains(&pair.0) && !second.contains(&pair.1) && likeness(pair) >= ALIKE {
            first.insert(pair.0);
            second.insert(pair.1);
            chosen.push(pair);
        }
    }
    chosen
}

fn items<'d>(aligner: &mut Aligner<'_, 'd, '_>, row: &Row<'d>, items: &[u32]) -> Vec<Item<'d>> {
    let item = |at: &u32| {
        let (node, place) = (row.node(*at as usize), row.place(*at as usize, aligner.scope));
        Item { at: *at, node, sketch: aligner.scope.sketch(node, place) }
    };
    items.iter().map(item).collect()
}

/// Ties what is left in order: something stands where something else stood.
fn one_by_one(aligner: &mut Aligner<'_, '_, '_>, first: impl Iterator<Item = u32>, second: impl Iterator<Item = u32>) {
    for (first, second) in first.zip(second) {
        aligner.ties[second as usize] = Tie::Loose(first);
    }
}

/// Finds pairs in the same way whichever side comes first, so that both directions of a comparison find the same.
fn both_ways<'d, T>(
    first: &[Item<'d>],
    second: &[Item<'d>],
    find: impl Fn(&[Item<'d>], &[Item<'d>]) -> (Vec<(usize, usize)>, T),
) -> (Vec<(usize, usize)>, T) {
    if first.iter().map(|item| &item.sketch).le(second.iter().map(|item| &item.sketch)) {
        return find(first, second);
    }
    let (pairs, more) = find(second, first);
    (pairs.into_iter().map(|(b, a)| (a, b)).collect(), more)
}

/// Divides a gap again and again, but for so many times: parts that peel off one by one would take time with the square.
fn divide<'d>(aligner: &mut Aligner<'_, 'd, '_>, first: &[Item<'d>], second: &[Item<'d>], times: u32) {
    let pairs = if first.len().saturating_mul(second.len()) <= MOST_PAIRS {
        both_ways(first, second, |first, second| (most_alike(aligner, first, second), ())).0
    } else {
        let (pairs, are_related) = if times == 0 {
            (Vec::new(), true)
        } else {
            both_ways(first, second, |first, second| by_rare_parts(aligner, first, second))
        };
        if pairs.is_empty() && are_related {
            aligner.is_shortest = false;
        }
        let mut start = (0, 0);
        for end in pairs.iter().copied().chain([(first.len(), second.len())]) {
            let (before, after) = (&first[start.0..end.0], &second[start.1..end.1]);
            if !pairs.is_empty() && !before.is_empty() && !after.is_empty() {
                divide(aligner, before, after, times - 1);
            }
            start = (end.0 + 1, end.1 + 1);
        }
        if !pairs.is_empty() {
            return tie_alike(aligner, first, second, &pairs);
        }
        pairs
    };
    let mut start = (0, 0);
    for end in pairs.iter().copied().chain([(first.len(), second.len())]) {
        let left = first[start.0..end.0].iter().map(|item| item.at);
        one_by_one(aligner, left, second[start.1..end.1].iter().map(|item| item.at));
        start = (end.0 + 1, end.1 + 1);
    }
    tie_alike(aligner, first, second, &pairs);
}

fn tie_alike(aligner: &mut Aligner<'_, '_, '_>, first: &[Item<'_>], second: &[Item<'_>], pairs: &[(usize, usize)]) {
    for (before, after) in pairs {
        aligner.ties[second[*after].at as usize] = Tie::Kept(first[*before].at);
    }
}

/// How much of two items is the same, in thousandths.
fn likeness(aligner: &Aligner<'_, '_, '_>, first: &Item<'_>, second: &Item<'_>) -> u32 {
    let is_container = matches!(first.node.kind(), Kind::Array | Kind::Object);
    match (first.node.kind() == second.node.kind(), is_container) {
        (true, true) => shared(&first.sketch, &second.sketch),
        (true, false) if aligner.scope.rules.same_scalar(first.node, second.node) => 1000,
        _ => 0,
    }
}

/// How many of the numbers of two ascending lists stand in both, in thousandths.
fn shared(first: &[u64], second: &[u64]) -> u32 {
    let (mut a, mut b, mut both) = (0, 0, 0);
    // Beyond the end of the one that ends first nothing is known of the other.
    while let (Some(one), Some(other)) = (first.get(a), second.get(b)) {
        both += u32::from(one == other);
        a += usize::from(one <= other);
        b += usize::from(other <= one);
    }
    let seen = if first.len() == second.len() { a + b } else { first.len() + second.len() };
    if seen == 0 { 1000 } else { both * 2000 / number(seen) }
}

/// The pairs of items in order whose likeness together is the greatest.
fn most_alike(aligner: &Aligner<'_, '_, '_>, first: &[Item<'_>], second: &[Item<'_>]) -> Vec<(usize, usize)> {
    let width = second.len() + 1;
    // Of each two beginnings the greatest likeness.
    let mut best = vec![0_u32; width * (first.len() + 1)];
    let mut alike = vec![false; best.len()];
    for (a, before) in first.iter().enumerate() {
        for (b, after) in second.iter().enumerate() {
            let (here, above, left) = ((a + 1) * width + b + 1, a * width + b + 1, (a + 1) * width + b);
            let likeness = likeness(aligner, before, after);
            let paired = if likeness >= ALIKE { best[a * width + b] + likeness } else { 0 };
            alike[here] = paired > best[above] && paired > best[left];
            best[here] = paired.max(best[above]).max(best[left]);
        }
    }
    let (mut a, mut b) = (first.len(), second.len());
    let mut pairs = Vec::new();
    while a > 0 && b > 0 {
        let here = a * width + b;
        if alike[here] {
            pairs.push((a - 1, b - 1));
            (a, b) = (a - 1, b - 1);
        } else if best[here] == best[here - width] {
            a -= 1;
        } else {
            b -= 1;
        }
    }
    pairs.reverse();
    pairs
}

/// As many as can be of the pairs that are related, in order; and whether the sides have any part in common.
fn by_rare_parts(
    aligner: &Aligner<'_, '_, '_>,
    first: &[Item<'_>],
    second: &[Item<'_>],
) -> (Vec<(usize, usize)>, bool) {
    let (mut pairs, are_related) = related(aligner, first, second);
    // Numbered in the order of the second side, in which they go up.
    pairs.sort_unstable_by_key(|(_, b)| *b);
    let mut row: Vec<(usize, u32)> = pairs.iter().zip(0..).map(|((a, _), token)| (*a, token)).collect();
    row.sort_unstable();
    let row: Vec<u32> = row.into_iter().map(|(_, token)| token).collect();
    let column: Vec<u32> = (0..number(pairs.len())).collect();
    let common = lcs::common(&row, &column, pairs.len());
    (common.pairs.into_iter().map(|(_, token)| pairs[token as usize]).collect(), are_related)
}

/// The pairs of items that share parts which stand only once on both sides: an id, most often; and whether the sides have any part
/// in common.
fn related(aligner: &Aligner<'_, '_, '_>, first: &[Item<'_>], second: &[Item<'_>]) -> (Vec<(usize, usize)>, bool) {
    /// A part's only item on a side; none when it stands in several.
    #[derive(Default)]
    struct Owner(Option<usize>, u32);
    let owners = |items: &[Item<'_>]| {
        let mut owners: HashMap<u64, Owner> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            for part in &item.sketch {
                let owner = owners.entry(*part).or_default();
                *owner = Owner(Some(at), owner.1 + 1);
            }
        }
        owners
    };
    let (before, after) = (owners(first), owners(second));
    // Of each item the one that it shares the most such parts with.
    let mut votes: HashMap<(usize, usize), u32> = HashMap::new();
    let are_related = before.keys().any(|part| after.contains_key(part));
    for (part, Owner(owner, count)) in &before {
        if let (Some(owner), 1, Some(Owner(Some(other), 1))) = (owner, count, after.get(part)) {
            *votes.entry((*owner, *other)).or_default() += 1;
        }
    }
    let votes = votes.into_iter().collect();
    (best_first(votes, |(a, b)| likeness(aligner, &first[a], &second[b])), are_related)
}
