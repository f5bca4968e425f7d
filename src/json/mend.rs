//! What can still be read of a text that is damaged: one that was cut at its end, or that is in another encoding.
//!
//! What comes out is for people to look at. It is never taken for the text itself.

use super::damage;
use super::reach::{Beginning, Reach};
use super::tree::Tree;

/// A text that can be read, made from one that cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The JSON.
    pub text: String,
    /// What was done.
    pub damage: Damage,
}

/// What is wrong with a text that was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// Its end is missing: what was open is closed, and the last member is left out where it is not whole. All before it stands
    /// where it stood.
    Cut,
    /// It is in this encoding.
    Encoding(&'static str),
}

impl Mended {
    /// Mends a text that is no JSON, if that can be done without guessing.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if let Some((name, text)) = decoded(bytes) {
            let text = text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned);
            let is_json = super::Document::parse(text.as_bytes()).is_ok();
            return is_json.then_some(Self { text, damage: Damage::Encoding(name) });
        }
        // The line end after a cut is its own: nobody knows what stood there.
        let text = Beginning::new(bytes.trim_ascii_end());
        let is_cut = text.reach(0, &mut Tree::default()) == Reach::Open;
        is_cut.then(|| closed(text.text())).flatten().map(|text| Self { text, damage: Damage::Cut })
    }
}

/// The characters of a text that is not UTF-8, and the name of its encoding. Of an encoding with a byte for each character only
/// Latin-1 is known: of which one it is its bytes tell nothing.
fn decoded(bytes: &[u8]) -> Option<(&'static str, String)> {
    let pairs = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match damage::wide_name(bytes) {
        Some(("UTF-16", "little-endian")) => Some(("UTF-16", pairs(u16::from_le_bytes)?)),
        Some(("UTF-16", _)) => Some(("UTF-16", pairs(u16::from_be_bytes)?)),
        Some(_) => None,
        None => {
            let error = std::str::from_utf8(bytes).err()?;
            error.error_len()?;
            Some(("Latin-1", bytes.iter().copied().map(char::from).collect()))
        }
    }
}

/// The beginning of a JSON text with all closed that is open in it; what is not whole is left out.
fn closed(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut open: Vec<u8> = Vec::new();
    // Up to where the text is whole, and how many containers are open there.
    let mut whole = None;
    // Whether what comes next is a key.
    let mut is_key = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                open.push(if *byte == b'{' { b'}' } else { b']' });
                is_key = *byte == b'{';
                whole = Some((at + 1, open.len()));
            }
            b'}' | b']' => {
                open.pop();
                whole = Some((at + 1, open.len()));
            }
            b',' => {
                is_key = open.last() == Some(&b'}');
                whole = Some((at, open.len()));
            }
            b':' => is_key = false,
            b'"' => {
                at = string_end(bytes, at);
                if at < bytes.len() && !is_key {
                    whole = Some((at + 1, open.len()));
                }
            }
            _ => {}
        }
        at += 1;
    }
    let (end, depth) = whole?;
    let mut out = text[..end].to_owned();
    // Only strings, numbers and words may have begun since: what is open is open there too.
    out.extend(open.get(..depth)?.iter().rev().map(|bracket| char::from(*bracket)));
    Some(out)
}

/// The place of the quote that ends a string, or the end of the text.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::{Damage, Mended};

    #[test]
    fn what_was_cut_is_closed() {
        let mended = |text: &str| Mended::of(text.as_bytes()).map(|mended| mended.text);
        for (text, expected) in [
            (r#"{"a":1,"b":[{"c":"x"},{"d":tr"#, r#"{"a":1,"b":[{"c":"x"},{}]}"#),
            (r#"{"a":"x\"}","b"#, r#"{"a":"x\"}"}"#),
            (r#"{"a":"x","b":"#, r#"{"a":"x"}"#),
            ("{\"a\":\"x\",\"b\":\"ab\\\n", r#"{"a":"x"}"#),
            (r#"{"a":"x""#, r#"{"a":"x"}"#),
            (r#"{"a":12"#, "{}"),
            ("[[1,2", "[[1]]"),
            ("{", "{}"),
        ] {
            assert_eq!(mended(text).as_deref(), Some(expected), "{text}");
            assert!(crate::json::Document::parse(expected.as_bytes()).is_ok(), "{expected}");
        }
        for text in ["", "12", "\"abc", "{\"a\":1,}", "{\"a\":1}", "{'a':1", "tru"] {
            assert_eq!(mended(text), None, "{text}");
        }
    }

    #[test]
    fn other_encodings_are_read() {
        let text = "{\"a\":\"\u{f8}\"}";
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let little = [b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat();
        let expected = |name| Some(Mended { text: text.to_owned(), damage: Damage::Encoding(name) });
        assert_eq!(Mended::of(&little), expected("UTF-16"));
        assert_eq!(Mended::of(&wide(u16::to_be_bytes)), expected("UTF-16"));
        assert_eq!(Mended::of(b"{\"a\":\"\xf8\"}"), expected("Latin-1"));
        assert_eq!(Mended::of(b"\xFF\xFE{\0"), None);
    }
}
