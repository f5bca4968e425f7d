//! Personal values in a form that tells what they are, and not whose. The same value looks the same everywhere.

/// What stands for a character that is not shown.
const BULLET: char = '\u{2022}';

/// Masks a text of this kind of personal data. Whatever holds an `@` is masked as an e-mail address.
pub(super) fn mask(kind: &str, text: &str) -> String {
    match (text.rsplit_once('@'), kind) {
        (Some((local, domain)), _) => format!("{}@{}", after_first(local), self::domain(domain)),
        (None, "email" | "name") => after_first(text),
        (None, "phone") => phone(text),
        (None, _) => signs_only(text),
    }
}

/// Masks a value that is no string: a bullet for each character.
pub(super) fn mask_word(text: &str) -> String {
    std::iter::repeat_n(BULLET, text.chars().count()).collect()
}

/// The first character, if others follow it; spaces, hyphens and the like stay.
fn after_first(text: &str) -> String {
    let shown = usize::from(text.chars().count() > 1);
    text.chars().take(shown).chain(hidden(text.chars().skip(shown))).collect()
}

/// The signs between letters and digits.
fn signs_only(text: &str) -> String {
    hidden(text.chars()).collect()
}

/// A plus at the start and the last two of more than six digits: enough to know a number that one has at hand.
fn phone(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let shown = if digits > 6 { digits - 2 } else { digits };
    let mut seen = 0;
    let masked = text.chars().map(|character| {
        seen += usize::from(character.is_ascii_digit());
        if character.is_ascii_digit() && seen > shown { character } else { hide(character) }
    });
    masked.collect()
}

/// The domain, if the text after the `@` is one.
fn domain(text: &str) -> String {
    let is_domain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-');
    if text.chars().all(is_domain) { text.to_owned() } else { mask_word(text) }
}

fn hidden(characters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    characters.map(hide)
}

fn hide(character: char) -> char {
    if matches!(character, ' ' | '-' | '.' | ',' | '/' | '+' | '(' | ')' | '\'') { character } else { BULLET }
}

#[cfg(test)]
mod tests {
    use super::{mask, mask_word};

    #[test]
    fn masks_keep_the_form() {
        let cases = [
            ("email", "jessica@example.com", "j••••••@example.com"),
            ("email", "j@example.com", "•@example.com"),
            ("email", "a@b@example.com", "a••@example.com"),
            ("email", "jessica", "j••••••"),
            ("name", "Anna-Lena Müller", "A•••-•••• ••••••"),
            ("name", "Ö", "•"),
            ("phone", "+49 (170) 123-4567", "+•• (•••) •••-••67"),
            ("phone", "110", "•••"),
            ("address", "12 Main St., Springfield", "•• •••• ••., •••••••••••"),
            ("birthdate", "1990-05-17", "••••-••-••"),
            ("account", "jessica@example.com", "j••••••@example.com"),
            ("", "Anna <anna@example.com>", "A••• •••••@••••••••••••"),
            ("name", "", ""),
        ];
        for (kind, text, expected) in cases {
            assert_eq!(mask(kind, text), expected, "{kind} {text}");
        }
        assert_eq!(mask_word("491701"), "••••••");
    }
}
