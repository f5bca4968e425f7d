//! The longest common subsequence of two rows of tokens, within bounds.

use imara_diff::{Algorithm, Diff, Token};

/// Up to this many pairs of equal tokens the answer is found pair by pair: at most so many steps are taken, each a binary
/// search, and so many links of twelve bytes kept. Rows without repetition have no more pairs than tokens.
const MOST_PAIRS: u64 = 1 << 21;

/// Up to this many pairs of tokens, equal or not, the answer is found row by row: two bits are kept for each pair at most,
/// and 64 pairs are looked at in a step. Only rows of more than 16,000 often repeated tokens each are larger.
const MOST_CELLS: u64 = 1 << 28;

/// Tokens of two rows that stand in the same order in both.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Common {
    /// The indexes in the first row and the second, both ascending.
    pub(super) pairs: Vec<(u32, u32)>,
    /// Whether no longer one exists, as far as was looked.
    pub(super) is_longest: bool,
}

/// Finds tokens that stand in the same order in both rows: as many as there are within [`MOST_PAIRS`] or [`MOST_CELLS`],
/// else many. Tokens are numbered from 0, each number below `tokens`.
pub(super) fn common(first: &[u32], second: &[u32], tokens: usize) -> Common {
    let prefix = first.iter().zip(second).take_while(|(a, b)| a == b).count();
    let (first_rest, second_rest) = (&first[prefix..], &second[prefix..]);
    let suffix = first_rest.iter().rev().zip(second_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = (&first_rest[..first_rest.len() - suffix], &second_rest[..second_rest.len() - suffix]);
    let places = Places::of(middle.1, tokens);
    let pairs: u64 = middle.0.iter().map(|token| places.of_token(*token).len() as u64).sum();
    let (between, is_longest) = if pairs <= MOST_PAIRS {
        (by_pairs(middle.0, &places), true)
    } else if middle.0.len() as u64 * middle.1.len() as u64 <= MOST_CELLS {
        (by_rows(middle.0, middle.1, tokens), true)
    } else {
        (long(middle.0, middle.1), false)
    };
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
fn by_pairs(first: &[u32], places: &Places) -> Vec<(u32, u32)> {
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

/// Exactly, after Hyyrö: a bit for each place of the second row tells where the common subsequence with the first row so far
/// does not grow, and the bits of one token more come from those before by one addition over the whole row.
fn by_rows(first: &[u32], second: &[u32], tokens: usize) -> Vec<(u32, u32)> {
    let words = second.len().div_ceil(64);
    let mut stands = vec![None; tokens];
    for (at, token) in second.iter().enumerate() {
        let places: &mut Vec<u64> = stands[*token as usize].get_or_insert_with(|| vec![0; words]);
        places[at / 64] |= 1 << (at % 64);
    }
    let mut rows: Vec<u64> = Vec::with_capacity(first.len() * words);
    let mut row = vec![u64::MAX; words];
    for token in first {
        if let Some(places) = &stands[*token as usize] {
            let mut carry = false;
            for (bits, places) in row.iter_mut().zip(places) {
                let grown = *bits & places;
                let (sum, over) = bits.overflowing_add(grown);
                let (sum, over_again) = sum.overflowing_add(u64::from(carry));
                carry = over || over_again;
                *bits = sum | *bits & !places;
            }
        }
        rows.extend_from_slice(&row);
    }
    let grows = |row: usize, at: usize| rows[row * words + at / 64] & 1 << (at % 64) == 0;
    let (mut a, mut b) = (first.len(), second.len());
    let mut pairs = Vec::new();
    while a > 0 && b > 0 {
        if !grows(a - 1, b - 1) {
            b -= 1;
        } else if a > 1 && grows(a - 2, b - 1) {
            a -= 1;
        } else {
            (a, b) = (a - 1, b - 1);
            pairs.push((number(a), number(b)));
        }
    }
    pairs.reverse();
    pairs
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
    use super::{Common, by_rows, common, long};
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
        fn it_is_as_long_as_by_the_book(first in prop::collection::vec(0..6_u32, 0..150), second in prop::collection::vec(0..6_u32, 0..150)) {
            let Common { pairs, is_longest } = common(&first, &second, 6);
            prop_assert!(is_longest && is_common(&pairs, &first, &second));
            prop_assert_eq!(pairs.len(), length(&first, &second));
            let by_rows = by_rows(&first, &second, 6);
            prop_assert!(is_common(&by_rows, &first, &second));
            prop_assert_eq!(by_rows.len(), pairs.len());
            prop_assert!(is_common(&long(&first, &second), &first, &second));
        }
    }

    #[test]
    fn a_bound_that_is_hit_is_said() {
        let row = |length: u32, kinds: u32| (0..length).map(|index| index % kinds).collect::<Vec<u32>>();
        let (first, second) = (row(6000, 3), row(6000, 2));
        let Common { pairs, is_longest } = common(&first, &second, 3);
        assert!(is_longest && is_common(&pairs, &first, &second));
        assert_eq!(pairs.len(), length(&first, &second));
        let (first, second) = (row(18_000, 3), row(18_000, 2));
        let Common { pairs, is_longest } = common(&first, &second, 3);
        assert!(!is_longest && is_common(&pairs, &first, &second));
        assert!(pairs.len() > 9000, "{}", pairs.len());
    }
}
