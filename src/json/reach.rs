//! How far values go in a text of which more may come.

use super::parse;
use super::slot::{Slot, slot_kind};
use super::syntax::Fault;
use super::tree::{Kind, Tree};

/// The first part of a text. The last character of it may be cut.
#[derive(Debug, Clone, Copy)]
pub struct Beginning<'t> {
    text: &'t str,
    /// Whether the bytes after the text are no UTF-8, whatever follows them.
    is_damaged: bool,
}

/// What can be said of a value that stands in the first part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It ends at this offset from where it was looked for, and is of this kind.
    Ends(usize, Kind),
    /// Its end has not come yet, or whether it has is not clear.
    Open,
    /// It is no JSON, whatever follows.
    Broken,
}

impl<'t> Beginning<'t> {
    /// Takes the bytes as far as they are UTF-8.
    pub fn new(bytes: &'t [u8]) -> Self {
        /// No character has more bytes.
        const CHARACTER: usize = 4;
        match simdutf8::compat::from_utf8(bytes) {
            Ok(text) => Self { text, is_damaged: false },
            Err(error) => {
                let (valid, rest) = bytes.split_at(error.valid_up_to());
                Self { text: str::from_utf8(valid).unwrap_or_default(), is_damaged: rest.len() >= CHARACTER }
            }
        }
    }

    /// The bytes that are UTF-8.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// How far the first value after an offset goes. The space is used to read it.
    pub fn reach(&self, from: usize, space: &mut Tree) -> Reach {
        let text = self.text.get(from..).unwrap_or_default();
        match parse::value(text, space) {
            // A number may go on.
            Ok(end) if end == text.len() && kind(space.slots.first()) == Kind::Number => Reach::Open,
            Ok(end) => Reach::Ends(end, kind(space.slots.first())),
            Err(fault) if !self.is_damaged && is_cut(fault, text.len()) => Reach::Open,
            Err(_) => Reach::Broken,
        }
    }
}

fn kind(slot: Option<&Slot>) -> Kind {
    match slot.map(|slot| slot.kind()) {
        Some(slot_kind::OBJECT) => Kind::Object,
        Some(slot_kind::ARRAY) => Kind::Array,
        Some(slot_kind::NUMBER) => Kind::Number,
        Some(slot_kind::FALSE | slot_kind::TRUE) => Kind::Boolean,
        Some(slot_kind::NULL) | None => Kind::Null,
        Some(_) => Kind::String,
    }
}

/// Whether a fault may be none once more of the text is there.
fn is_cut(fault: Fault, length: usize) -> bool {
    /// The longest word and the longest escape: where less is left, the rest of one may be missing.
    const LONGEST: usize = 6;
    match fault {
        Fault::Ends(_) => true,
        Fault::Value(at) | Fault::Escape(at) => at + LONGEST > length,
        Fault::Key(at) | Fault::Colon(at) | Fault::Separator(at) | Fault::Digit(at) => at >= length,
        Fault::Control(_) | Fault::LeadingZero(_) | Fault::Depth(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Beginning, Reach};
    use crate::json::{Kind, Tree};

    fn reach(text: &[u8]) -> Reach {
        Beginning::new(text).reach(0, &mut Tree::default())
    }

    #[test]
    fn a_value_is_whole_open_or_broken() {
        assert_eq!(reach(b" {\"a\":[1]} x"), Reach::Ends(10, Kind::Object));
        assert_eq!(reach(b"\"a\""), Reach::Ends(3, Kind::String));
        assert_eq!(reach(b"12"), Reach::Open);
        assert_eq!(reach(b"12 "), Reach::Ends(2, Kind::Number));
        for open in
            ["", " ", "{", "{\"a\"", "{\"a\":", "[1", "[1,", "\"a", "\"a\\", "\"a\\u12", "tru", "-", "[1e", "1."]
        {
            assert_eq!(reach(open.as_bytes()), Reach::Open, "{open}");
        }
        for broken in ["[1,}      ", "{\"a\" 1}     ", "nul        ", "01 ", "\"\u{1}\"", "\"\\x      \""] {
            assert_eq!(reach(broken.as_bytes()), Reach::Broken, "{broken}");
        }
        assert_eq!(reach(b"[\"\xc3"), Reach::Open);
        assert_eq!(reach(b"[\"\xc3\"        ]"), Reach::Broken);
        assert_eq!(reach(b"[] \xff       "), Reach::Ends(2, Kind::Array));
    }

    #[test]
    fn every_beginning_of_a_value_is_open() {
        let text = r#"{"é€😀":[1.5e-3,true,null,"\ud83d\ude00\n",{}],"b":-0}"#.as_bytes();
        for end in 0..text.len() {
            assert_eq!(reach(&text[..end]), Reach::Open, "{}", String::from_utf8_lossy(&text[..end]));
        }
        assert_eq!(reach(text), Reach::Ends(text.len(), Kind::Object));
    }
}
