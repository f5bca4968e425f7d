//! How columns share a page, and where a row has room to spare.

use std::ops::Range;

/// What stands between two columns.
pub(super) const GAP: usize = 2;

/// How narrow a column may become whose cells are cut, before others are cut too.
const NARROWEST: usize = 4;

/// The neighbouring cells without text that have the most room together.
pub(super) fn free(texts: &[&str], widths: &[usize]) -> Range<usize> {
    let (mut best, mut start) = (0..0, 0);
    for end in 0..=texts.len() {
        if texts.get(end).is_none_or(|text| !text.is_empty()) {
            let room = |cells: &Range<usize>| widths[cells.clone()].iter().sum::<usize>();
            if room(&(start..end)) > room(&best) {
                best = start..end;
            }
            start = end + 1;
        }
    }
    best
}

/// The widths of columns that fit a page together: the widest give first, until all are as wide as the others. Firm ones do
/// so only where all are.
pub(super) fn shares(columns: Vec<(usize, bool)>, page: usize) -> Vec<usize> {
    let room = page.saturating_sub(GAP * columns.len().saturating_sub(1));
    let firm: usize = columns.iter().filter(|(_, is_firm)| *is_firm).map(|(width, _)| width).sum();
    let count = columns.iter().filter(|(_, is_firm)| !is_firm).count();
    let is_kept = firm + count * NARROWEST <= room;
    let mut giving: Vec<usize> =
        columns.iter().filter(|(_, is_firm)| !(is_kept && *is_firm)).map(|(width, _)| *width).collect();
    giving.sort_unstable();
    let (mut left, mut cap) = (room - if is_kept { firm } else { 0 }, page);
    for (index, width) in giving.iter().enumerate() {
        let share = left / (giving.len() - index);
        if *width > share {
            cap = share;
            break;
        }
        left -= width;
    }
    let share = |(width, is_firm): (usize, bool)| if is_kept && is_firm { width } else { width.min(cap) };
    columns.into_iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::free;

    #[test]
    fn the_widest_columns_give_way() {
        let shares = |columns: [(usize, bool); 3], page| super::shares(columns.to_vec(), page);
        let soft = |widths: [usize; 3]| widths.map(|width| (width, false));
        assert_eq!(shares(soft([5, 40, 10]), 100), [5, 40, 10]);
        assert_eq!(shares(soft([5, 40, 10]), 40), [5, 21, 10]);
        assert_eq!(shares(soft([5, 40, 30]), 40), [5, 15, 15]);
        assert_eq!(shares(soft([50, 50, 50]), 13), [3, 3, 3]);
        assert_eq!(shares(soft([9, 9, 9]), 0), [0, 0, 0]);
        assert_eq!(shares([(20, true), (40, false), (10, false)], 44), [20, 10, 10]);
        assert_eq!(shares([(20, true), (40, false), (10, false)], 30), [8, 8, 8]);
    }

    #[test]
    fn what_is_free_is_the_widest_room() {
        assert_eq!(free(&["a", "", "", "b", ""], &[1, 2, 2, 1, 3]), 1..3);
        assert_eq!(free(&["a", "b"], &[1, 1]), 0..0);
    }
}
