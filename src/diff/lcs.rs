//! The longest common subsequence of two rows of tokens, within bounds.

use imara_diff::{Algorithm, Diff, Token};

/// Up to this many pairs of equal tokens the answer is exact: at most so many steps are taken, each a binary search, and so
/// many links of twelve bytes kept. Rows without repetition have no more pairs than tokens, so that only long rows of often
/// repeated values come here.
const MOST_PAIRS: u64 = 1 << 21;

/// Tokens of two rows that stand in the same order in both.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Common {
    /// The indexes in the first row and the second, both ascending.
    pub(super) pairs: Vec<(u32, u32)>,
    /// Whether no longer one exists, as far as was looked.
    pub(super) is_longest: bool,
}

/// Finds tokens that stand in the same order in both rows: as many as there are, while that takes no more than
/// [`MOST_PAIRS`] steps, else many. Tokens are numbered from 0, each number below `tokens`.
pub(super) fn common(first: &[u32], second: &[u32], tokens: usize) -> Common {
    let prefix = first.iter().zip(second).take_while(|(a, b)| a == b).count();
    let (first_rest, second_rest) = (&first[prefix..], &second[prefix..]);
    let suffix = first_rest.iter().rev().zip(second_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = (&first_rest[..first_rest.len() - suffix], &second_rest[..second_rest.len() - suffix]);
    let places = Places::of(middle.1, tokens);
    let pairs: u64 = middle.0.iter().map(|token| places.of_token(*token).len() as u64).sum();
    let (between, is_longest) =
        if pairs <= MOST_PAIRS { (longest(middle.0, &places), true) } else { (long(middle.0, middle.1), false) };
    let shift = |at: usize| move |(a, b): (u32, u32)| (a + number(at), b + number(at));
    let mut all: Vec<(u32, u32)> = (0..number(prefix)).map(|index| (index, index)).collect();
    all.extend(between.into_iter().map(shift(prefix)));
    let ends = (number(first.len() - suffix), number(second.len() - suffix));
    all.extend((0..number(suffix)).map(|index| (ends.0 + index, ends.1 + index)));
    Common { pairs: all, is_longest }
}

#[expect(clippy::cast_possible_truncation, reason = "an array has fewer items than a document has bytes")]
pub(super) fn number(index: usize) -> u32 {
    index as u32
}

/// Where each token stands in a row.
struct Places {
    places: Vec<u32>,
    /// Of each token where its places begin; after the last token their end.
    starts: Vec<u32>,
}

impl Places {
    fn of(row: &[u32], tokens: usize) -> Self {
        let mut starts = vec![0_u32; tokens + 1];
        for token in row {
            starts[*token as usize + 1] += 1;
        }
        for token in 0..tokens {
            starts[token + 1] += starts[token];
        }
        let mut next = starts.clone();
        let mut places = vec![0; row.len()];
        for (index, token) in row.iter().enumerate() {
            let at = &mut next[*token as usize];
            places[*at as usize] = number(index);
            *at += 1;
        }
        Self { places, starts }
    }

    fn of_token(&self, token: u32) -> &[u32] {
        let token = token as usize;
        &self.places[self.starts[token] as usize..self.starts[token + 1] as usize]
    }
}

/// Exactly, after Hunt and Szymanski: among all pairs of equal tokens the longest ascending chain. Without repetition that
/// is the longest increasing subsequence.
fn longest(first: &[u32], places: &Places) -> Vec<(u32, u32)> {
    const NONE: u32 = u32::MAX;
    /// A pair that ends a chain, and the link before it.
    struct Link {
        pair: (u32, u32),
        before: u32,
    }
    let mut links: Vec<Link> = Vec::new();
    // Of each length the chain that ends earliest in the second row: there, and its last link.
    let mut ends: Vec<(u32, u32)> = Vec::new();
    for (index, token) in first.iter().enumerate() {
        // From the last place on, so that one token of the first row is not taken twice.
        for place in places.of_token(*token).iter().rev() {
            let length = ends.partition_point(|(end, _)| end < place);
            if ends.get(length).is_some_and(|(end, _)| end == place) {
                continue;
            }
            let before = length.checked_sub(1).map_or(NONE, |shorter| ends[shorter].1);
            let end = (*place, number(links.len()));
            links.push(Link { pair: (number(index), *place), before });
            if length == ends.len() { ends.push(end) } else { ends[length] = end }
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut at = ends.last().map_or(NONE, |(_, link)| *link);
    while let Some(link) = links.get(at as usize) {
        chain.push(link.pair);
        at = link.before;
    }
    chain.reverse();
    chain
}

/// Nearly, by the library's variant of Myers' algorithm, which gives up on looking for less where that takes too long.
fn long(first: &[u32], second: &[u32]) -> Vec<(u32, u32)> {
    let tokens = |row: &[u32]| row.iter().copied().map(Token).collect::<Vec<_>>();
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, &tokens(first), &tokens(second), 0);
    let kept = (0..number(first.len())).filter(|index| !diff.is_removed(*index));
    let stayed = (0..number(second.len())).filter(|index| !diff.is_added(*index));
    kept.zip(stayed).collect()
}

#[cfg(test)]
mod tests {
    use super::{Common, common, long};
    use proptest::prelude::*;

    /// The length of a longest common subsequence, by the book.
    fn length(first: &[u32], second: &[u32]) -> usize {
        let mut row = vec![0; second.len() + 1];
        for a in first {
            let mut diagonal = 0;
            for (index, b) in second.iter().enumerate() {
                let above = row[index + 1];
                row[index + 1] = if a == b { diagonal + 1 } else { above.max(row[index]) };
                diagonal = above;
            }
        }
        row[second.len()]
    }

    fn is_common(pairs: &[(u32, u32)], first: &[u32], second: &[u32]) -> bool {
        pairs.is_sorted_by(|one, next| one.0 < next.0 && one.1 < next.1)
            && pairs.iter().all(|(a, b)| first[*a as usize] == second[*b as usize])
    }

    proptest! {
        #[test]
        fn it_is_as_long_as_by_the_book(first in prop::collection::vec(0..6_u32, 0..24), second in prop::collection::vec(0..6_u32, 0..24)) {
            let Common { pairs, is_longest } = common(&first, &second, 6);
            prop_assert!(is_longest && is_common(&pairs, &first, &second));
            prop_assert_eq!(pairs.len(), length(&first, &second));
            prop_assert!(is_common(&long(&first, &second), &first, &second));
        }
    }

    #[test]
    fn a_bound_that_is_hit_is_said() {
        let first: Vec<u32> = (0..6000).map(|index| index % 3).collect();
        let second: Vec<u32> = (0..6000).map(|index| index % 2).collect();
        let Common { pairs, is_longest } = common(&first, &second, 3);
        assert!(!is_longest && is_common(&pairs, &first, &second));
        assert!(pairs.len() > 3000, "{}", pairs.len());
    }
}
