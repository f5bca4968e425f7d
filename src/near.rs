//! Near names: what somebody probably meant.

/// The candidate that is nearest to a name, if one is near enough to be meant: equal but for case and separators, the
/// name's own beginning, or a few edits away.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = plain(name);
    let near = candidates.into_iter().filter(|candidate| *candidate != name).filter_map(|candidate| {
        let other = self::plain(candidate);
        let distance = strsim::damerau_levenshtein(&plain, &other);
        let begins = other.len() > 3 && plain.starts_with(&other);
        (begins || distance <= allowance(&plain)).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// How many edits a name of this length may be away.
fn allowance(name: &str) -> usize {
    match name.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    }
}

/// A name without case and separators, so that `firstName`, `first_name` and `First-Name` are one.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|character| !matches!(character, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .take(256)
        .collect()
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
