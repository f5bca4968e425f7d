//! Near names: what somebody probably meant.

/// The candidate that is nearest to a name, if one is near enough to be meant: equal but for case and separators, the
/// name's own beginning, or a few edits away.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain: Vec<char> = plain(name).collect();
    let letters = Letters::of(plain.iter().copied());
    let allowance = allowance(plain.len());
    let near = candidates.into_iter().filter(|candidate| *candidate != name).filter_map(|candidate| {
        let begins = candidate.len() > 3 && begins_with(&plain, candidate);
        // Comparing is the dear part, and hardly any candidate is worth it.
        let is_possible = begins || letters.least_distance(&Letters::of(self::plain(candidate))) <= allowance;
        let distance = is_possible.then(|| distance(&plain, candidate))?;
        (begins || distance <= allowance).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// Whether two names that are plain already are at most so many edits apart.
pub(crate) fn is_near(name: &str, other: &str, edits: usize) -> bool {
    name.len().abs_diff(other.len()) <= edits && strsim::damerau_levenshtein(name, other) <= edits
}

/// How many letters a name has, and which.
struct Letters {
    count: usize,
    /// A bit for each letter, some of which share one.
    set: u64,
}

impl Letters {
    fn of(letters: impl Iterator<Item = char>) -> Self {
        letters.fold(Self { count: 0, set: 0 }, |Self { count, set }, letter| Self {
            count: count + 1,
            set: set | 1 << (u32::from(letter) % 64),
        })
    }

    /// So many edits it takes at least: each brings in one letter, takes one away, or both.
    fn least_distance(&self, other: &Self) -> usize {
        let missing = (self.set & !other.set).count_ones().max((other.set & !self.set).count_ones());
        self.count.abs_diff(other.count).max(missing as usize)
    }
}

/// Whether a name begins with all of another one that is long enough to mean something.
fn begins_with(name: &[char], other: &str) -> bool {
    let mut length = 0;
    let is_same = plain(other).enumerate().all(|(index, character)| {
        length = index + 1;
        name.get(index) == Some(&character)
    });
    is_same && length > 3
}

fn distance(name: &[char], other: &str) -> usize {
    let other: Vec<char> = plain(other).collect();
    strsim::generic_damerau_levenshtein(name, &other)
}

/// How many edits a name of this length may be away.
fn allowance(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    }
}

/// The characters of a name without case and separators, so that `firstName`, `first_name` and `First-Name` are one.
pub(crate) fn plain(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|character| !matches!(character, '_' | '-' | ' ')).flat_map(char::to_lowercase).take(256)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn typos_case_and_separators_are_near_and_other_words_are_not() {
        let names = ["merchant_id", "email", "points_spent", "id", "firstName"];
        assert_eq!(nearest("merchnat_id", names), Some("merchant_id"));
        assert_eq!(nearest("MerchantId", names), Some("merchant_id"));
        assert_eq!(nearest("first_name", names), Some("firstName"));
        assert_eq!(nearest("e-mail", names), Some("email"));
        assert_eq!(nearest("email address", names), Some("email"));
        assert_eq!(nearest("ia", names), None);
        assert_eq!(nearest("customer", names), None);
    }
}
