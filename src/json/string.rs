//! JSON's string escapes, both ways.

use std::borrow::Cow;
use std::fmt::Write;

/// Resolves the escapes of a string's inner text, which must be well formed. Half of a surrogate pair becomes U+FFFD.
pub fn unescape(inner: &str) -> Cow<'_, str> {
    let Some(first) = inner.find('\\') else {
        return Cow::Borrowed(inner);
    };
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    let mut next = Some(first);
    while let Some(at) = next {
        out.push_str(&rest[..at]);
        let (character, length) = resolve(&rest[at..]);
        out.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = &rest[at + length..];
        next = rest.find('\\');
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What tells a string or key from others: the bytes of its characters, those of a half of a surrogate pair as if it were
/// one, since all halves become U+FFFD otherwise.
pub(super) fn identity(inner: &str) -> Cow<'_, [u8]> {
    if !has_lone_surrogate(inner) {
        return match unescape(inner) {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
    }
    let mut out = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let (character, length) = resolve(&rest[at..]);
        match character {
            Some(character) => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            None => out.extend(half(&rest[at..])),
        }
        rest = &rest[at + length..];
    }
    out.extend_from_slice(rest.as_bytes());
    Cow::Owned(out)
}

/// The half of a surrogate pair that `text` begins with, in three bytes that are no UTF-8.
fn half(text: &str) -> [u8; 3] {
    let unit = text.get(2..6).and_then(|digits| u16::from_str_radix(digits, 16).ok()).unwrap_or(0xD800);
    let [high, low] = unit.to_be_bytes();
    [0xE0 | high >> 4, 0x80 | (high & 0x0F) << 2 | low >> 6, 0x80 | low & 0x3F]
}

/// Whether a string's inner text has an escape that is half of a surrogate pair.
pub(super) fn has_lone_surrogate(inner: &str) -> bool {
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        let (character, length) = resolve(&rest[at..]);
        if character.is_none() {
            return true;
        }
        rest = &rest[at + length..];
    }
    false
}

/// The character of the escape that `text` begins with, none for half of a surrogate pair, and the escape's length.
fn resolve(text: &str) -> (Option<char>, usize) {
    let simple = |character| (Some(character), 2);
    match text.as_bytes().get(1) {
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{c}'),
        Some(b'n') => simple('\n'),
        Some(b'r') => simple('\r'),
        Some(b't') => simple('\t'),
        Some(b'u') => unicode(text),
        Some(&other) => simple(char::from(other)),
        None => (None, 1),
    }
}

fn unicode(text: &str) -> (Option<char>, usize) {
    let unit = |at: usize| text.get(at + 2..at + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let Some(high) = unit(0) else {
        return (None, text.len());
    };
    if (0xD800..0xDC00).contains(&high)
        && text[6..].starts_with("\\u")
        && let Some(low) = unit(6).filter(|low| (0xDC00..0xE000).contains(low))
    {
        return (char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)), 12);
    }
    (char::from_u32(high), 6)
}

/// Writes a string as JSON, in quotes. Besides what JSON demands, characters that are invisible, reorder text or drive
/// a terminal are escaped, so that the result is safe to show.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other if is_unsafe(other) => push_unicode_escape(&mut out, other),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A text from a payload as a message about unknown things shows it: in quotes, cut when long, an address as bullets.
pub fn brief(text: &str) -> String {
    const SHOWN: usize = 64;
    if text.contains('@') {
        return format!("\"{}\"", "\u{2022}".repeat(text.chars().count().min(SHOWN)));
    }
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => escape(&format!("{}...", &text[..end])),
        None => escape(text),
    }
}

/// Whether a character could drive a terminal, reorder the text around it or hide: controls, line separators,
/// bidirectional marks, zero-width characters.
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Appends a character as `\uXXXX`, as a surrogate pair where it needs one.
pub fn push_unicode_escape(out: &mut String, character: char) {
    let mut units = [0; 2];
    for unit in character.encode_utf16(&mut units) {
        // Writing to a String cannot fail.
        let _ = write!(out, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use super::{escape, has_lone_surrogate, identity, unescape};

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unescape(r#"a\"\\\/\b\f\n\r\t\u00e9\ud83e\udd80z"#), "a\"\\/\u{8}\u{c}\n\r\té🦀z");
        assert_eq!(unescape(r"\ud800\u0041\udc00"), "\u{FFFD}A\u{FFFD}");
        assert_eq!(unescape(r"\ud800\ud83e\udd80"), "\u{FFFD}🦀");
    }

    #[test]
    fn lone_surrogates_are_told_from_pairs() {
        assert!(has_lone_surrogate(r"\ud83e x"));
        assert!(has_lone_surrogate(r"\udd80\ud83e"));
        assert!(!has_lone_surrogate(r"\ud83e\udd80 \\ud800"));
    }

    #[test]
    fn halves_of_surrogate_pairs_keep_their_identity_whatever_their_case() {
        assert_eq!(identity(r"a\ud83e\u0041"), identity(r"a\uD83EA"));
        assert_ne!(identity(r"\ud83e"), identity(r"\ud83f"));
        assert_ne!(identity(r"\ud83e"), identity("\u{FFFD}"));
        assert_eq!(identity(r"\u0041"), "A".as_bytes());
    }

    #[test]
    fn what_could_harm_a_terminal_is_shown_as_an_escape() {
        assert_eq!(escape("a\u{1b}[2J\u{202e}\"\u{7f}\n"), r#""a\u001b[2J\u202e\"\u007f\n""#);
    }
}
