//! Lines of two texts, for those who want them as `diff` writes them.

use super::lcs::{common, number};
use imara_diff::{Algorithm, Diff, InternedInput, sources};
use std::collections::HashMap;
use std::ops::Range;

/// Lines of one text, and those of another that stand in their place, by their indexes; on one side there may be none.
pub type Hunk = (Range<u32>, Range<u32>);

/// Up to this many lines between two that hold the comparison together it looks for what reads best; for more it would take time
/// with the square.
const MOST_LINES: usize = 1 << 13;

/// What differs between the lines of two texts. Lines that stand once in either row hold the comparison
/// together, and between them a library looks for what reads best.
pub fn line_hunks(before: &str, after: &str) -> Vec<Hunk> {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    of_lines(&before, &after)
}

fn of_lines(before: &[&str], after: &[&str]) -> Vec<Hunk> {
    let mut hunks = Vec::new();
    let (mut old, mut new) = (0, 0);
    let ends = [(number(before.len()), number(after.len()))];
    for (a, b) in anchors(before, after).into_iter().chain(ends) {
        let part = |lines: &[&str], range: Range<u32>| lines[range.start as usize..range.end as usize].concat();
        if a > old || b > new {
            between(&part(before, old..a), &part(after, new..b), (old, new), &mut hunks);
        }
        (old, new) = (a + 1, b + 1);
    }
    hunks
}

/// The lines that stand once in either row and in the same order in both: where, in the first row and the second.
fn anchors(before: &[&str], after: &[&str]) -> Vec<(u32, u32)> {
    /// How often a line stands in a row, and where it stands first.
    type Standing = [(u32, u32); 2];
    let mut standings: HashMap<&str, Standing> = HashMap::with_capacity(before.len());
    for (side, lines) in [before, after].into_iter().enumerate() {
        for (index, line) in (0..).zip(lines) {
            let (count, first) = &mut standings.entry(*line).or_default()[side];
            *count += 1;
            if *count == 1 {
                *first = index;
            }
        }
    }
    let mut shared: Vec<(u32, u32)> =
        standings.into_values().filter(|[a, b]| (a.0, b.0) == (1, 1)).map(|[a, b]| (a.1, b.1)).collect();
    // Numbered in the order of the second row, in which they are tokens of a row that goes up.
    shared.sort_unstable_by_key(|(_, b)| *b);
    let mut first: Vec<(u32, u32)> = (0..).zip(&shared).map(|(token, (a, _))| (*a, token)).collect();
    first.sort_unstable();
    let first: Vec<u32> = first.into_iter().map(|(_, token)| token).collect();
    let second: Vec<u32> = (0..number(shared.len())).collect();
    let kept = common(&first, &second, shared.len()).pairs;
    kept.into_iter().map(|(_, token)| shared[token as usize]).collect()
}

/// Adds what differs between two texts that begin at these lines.
fn between(before: &str, after: &str, (old, new): (u32, u32), hunks: &mut Vec<Hunk>) {
    let input = InternedInput::new(sources::lines(before), sources::lines(after));
    let are_few = input.before.len().max(input.after.len()) <= MOST_LINES;
    let mut diff = Diff::compute(if are_few { Algorithm::Histogram } else { Algorithm::Myers }, &input);
    diff.postprocess_lines(&input);
    let shifted = |range: Range<u32>, start: u32| range.start + start..range.end + start;
    hunks.extend(diff.hunks().map(|hunk| (shifted(hunk.before, old), shifted(hunk.after, new))));
}

#[cfg(test)]
mod tests {
    use super::{anchors, of_lines};
    use proptest::prelude::*;

    fn lines(text: &str) -> Vec<&str> {
        text.split_inclusive('\n').collect()
    }

    #[test]
    fn lines_that_stand_once_hold_the_comparison_together() {
        let (before, after) = ("{\n a\n},\n{\n b\n},\n{\n c\n}\n", "{\n c\n},\n{\n b\n},\n{\n d\n}\n");
        assert_eq!(anchors(&lines(before), &lines(after)).len(), 2);
        let (before, after) = ("{\n a\n},\n{\n b\n},\n{\n c\n}\n", "{\n b\n},\n{\n c\n},\n{\n d\n}\n");
        assert_eq!(anchors(&lines(before), &lines(after)), [(4, 1), (7, 4), (8, 8)]);
        let found = of_lines(&lines(before), &lines(after));
        let changed: Vec<_> = found.iter().map(|hunk| (hunk.0.len(), hunk.1.len())).collect();
        assert_eq!(changed.iter().map(|(old, new)| old + new).sum::<usize>(), 6, "{found:?}");
    }

    proptest! {
        #[test]
        fn the_hunks_turn_one_text_into_the_other(
            before in prop::collection::vec("[a-d]{1,2}\n", 0..40),
            after in prop::collection::vec("[a-d]{1,2}\n", 0..40),
        ) {
            let (before, after): (Vec<&str>, Vec<&str>) =
                (before.iter().map(String::as_str).collect(), after.iter().map(String::as_str).collect());
            let mut made = Vec::new();
            let mut at = 0;
            for (old, new) in of_lines(&before, &after) {
                prop_assert!(!old.is_empty() || !new.is_empty());
                made.extend_from_slice(&before[at..old.start as usize]);
                prop_assert_eq!(made.len(), new.start as usize);
                made.extend_from_slice(&after[new.start as usize..new.end as usize]);
                at = old.end as usize;
            }
            made.extend_from_slice(&before[at..]);
            prop_assert_eq!(made, after);
        }
    }
}
