//! JSON that stands in a string, as queues, logs and browsers keep a body.

use crate::json::{Document, Kind, Node};
use std::borrow::Cow;

/// What the text of a string turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrapping {
    /// JSON itself.
    Plain,
    /// The base64 of it.
    Base64,
}

impl Wrapping {
    /// How the JSON stands there, in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Plain => "JSON in a string",
            Self::Base64 => "JSON in base64",
        }
    }
}

/// The JSON that a string holds: an object, an array or again a string that holds one, as any word could be JSON by chance.
pub fn json_in(node: Node<'_>) -> Option<(String, Wrapping)> {
    let text = node.as_str()?;
    if is_json(&text) {
        return Some((text.into_owned(), Wrapping::Plain));
    }
    // All base64 of a text that begins with a brace begins so.
    let is_probable = text.starts_with("ey") || text.starts_with("ew");
    let bytes = if is_probable { base64(text.trim_end())? } else { return None };
    let decoded = String::from_utf8(bytes).ok()?;
    is_json(&decoded).then_some((decoded, Wrapping::Base64))
}

/// Whether a text is JSON that may hold a payload.
fn is_json(text: &str) -> bool {
    let holds_container = |text: &str| text.trim_start().starts_with(['{', '[']);
    let begins = text.trim_start();
    if begins.starts_with('"') {
        let Ok(document) = Document::parse(text.as_bytes()) else { return false };
        return document.root().as_str().is_some_and(|inner: Cow<'_, str>| holds_container(&inner) && is_json(&inner));
    }
    let kinds = [Kind::Object, Kind::Array];
    holds_container(text)
        && Document::parse(text.as_bytes()).is_ok_and(|document| kinds.contains(&document.root().kind()))
}

/// The bytes that base64 stands for, of the alphabet for addresses too.
fn base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=').as_bytes();
    let mut out = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for group in digits.chunks(4) {
        let mut bits = 0_u32;
        for digit in group {
            let value = match digit {
                b'A'..=b'Z' => digit - b'A',
                b'a'..=b'z' => digit - b'a' + 26,
                b'0'..=b'9' => digit - b'0' + 52,
                b'+' | b'-' => 62,
                b'/' | b'_' => 63,
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
        }
        let bytes = (bits << (6 * (4 - group.len()))).to_be_bytes();
        out.extend(&bytes[1..group.len()]);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Wrapping, base64, json_in};
    use crate::json::{Document, escape};

    #[test]
    fn json_is_found_in_strings_however_it_is_wrapped() {
        let of = |text: &str| {
            let json = escape(text);
            json_in(Document::parse(json.as_bytes()).unwrap().root())
        };
        assert_eq!(of("{\"a\":1}"), Some(("{\"a\":1}".to_owned(), Wrapping::Plain)));
        assert_eq!(of("eyJhIjoxfQ=="), Some(("{\"a\":1}".to_owned(), Wrapping::Base64)));
        assert_eq!(of("eyJhIjoxfQ"), Some(("{\"a\":1}".to_owned(), Wrapping::Base64)));
        assert_eq!(of(r#""{\"a\":1}""#), Some((r#""{\"a\":1}""#.to_owned(), Wrapping::Plain)));
        for text in ["", "eye", "7", "\"a\"", "{", "{a}", "[1", "eyJhIjox"] {
            assert_eq!(of(text), None, "{text}");
        }
        assert_eq!(base64("TWFu-_"), Some(b"Man\xfb".to_vec()));
    }
}
