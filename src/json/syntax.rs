//! What is wrong with text that is no JSON, in words.

use super::damage;
use super::parse::{MAX_DEPTH, MAX_LEN};
use super::scan::Broken;
use super::string::escape;
use super::tree::Tree;
use crate::words::counted;

/// What the parser stumbled over, with the offset of the byte at fault. The words for it are found later, and only then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A value should stand here.
    Value(usize),
    /// A key should stand here.
    Key(usize),
    /// A colon should stand here.
    Colon(usize),
    /// A comma or the end of the container should stand here.
    Separator(usize),
    /// The text ends in a string or number that begins here.
    Ends(usize),
    /// A control character stands raw in a string.
    Control(usize),
    /// A backslash begins no escape that JSON knows.
    Escape(usize),
    /// A number lacks a digit here.
    Digit(usize),
    /// A number begins with a zero that is followed by digits.
    LeadingZero(usize),
    /// One container too many is opened here.
    Depth(usize),
}

impl Fault {
    /// The fault of a string or number that begins at `start`.
    pub(super) fn in_scalar(broken: Broken, start: usize) -> Self {
        match broken {
            Broken::End => Self::Ends(start),
            Broken::Control(at) => Self::Control(at),
            Broken::Escape(at) => Self::Escape(at),
            Broken::Digit(at) => Self::Digit(at),
            Broken::LeadingZero(at) => Self::LeadingZero(at),
        }
    }
}

/// Why a text could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Offset of the first byte at fault.
    pub at: usize,
    /// Offset after the last byte at fault; `at` when the fault is that something is missing.
    pub end: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl SyntaxError {
    pub(super) fn new(at: usize, end: usize, message: impl Into<String>) -> Self {
        Self { at, end, message: message.into(), help: None }
    }

    #[must_use]
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Finds the words for what the parser stumbled over.
    #[cold]
    pub(super) fn diagnose(text: &str, fault: Fault, tree: &Tree) -> Self {
        let scene = Scene { text, tree };
        if let Some(error) = damage::wide(text.as_bytes()) {
            return error;
        }
        match fault {
            Fault::Value(at) => damage::at_value(&scene, at),
            Fault::Key(at) => damage::at_key(&scene, at),
            Fault::Colon(at) => damage::at_colon(&scene, at),
            Fault::Separator(at) => damage::at_separator(&scene, at),
            Fault::Ends(start) => {
                scene.ends(if text[start..].starts_with('"') { "inside a string" } else { "inside a number" })
            }
            Fault::Control(at) => damage::control(&scene, at),
            Fault::Escape(at) => damage::escape_sequence(&scene, at),
            Fault::Digit(at) => damage::digit(&scene, at),
            Fault::LeadingZero(at) => {
                let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
                Self::new(at, at + digits, "a number may not begin with a zero")
                    .help("drop the leading zero, or put the number in quotes if it is a code")
            }
            Fault::Depth(at) => {
                Self::new(at, at + 1, format!("more than {MAX_DEPTH} objects and arrays are open here"))
            }
        }
    }

    /// The error of text after a complete value.
    #[cold]
    pub(super) fn trailing(text: &str, at: usize) -> Self {
        damage::wide(text.as_bytes()).unwrap_or_else(|| damage::trailing(&Scene { text, tree: &Tree::default() }, at))
    }

    /// The error of bytes that are not UTF-8.
    #[cold]
    pub fn not_utf8(bytes: &[u8]) -> Self {
        damage::not_utf8(bytes)
    }

    /// The error of a document whose offsets do not fit.
    #[cold]
    pub(super) fn too_long() -> Self {
        Self::new(0, 0, format!("one value may have at most {MAX_LEN} bytes"))
    }
}

/// A broken text, and how far the parser came.
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    tree: &'a Tree,
}

impl<'a> Scene<'a> {
    /// The text from an offset on.
    pub(super) fn rest(&self, at: usize) -> &'a str {
        &self.text[at..]
    }

    /// The last byte before `at` that is no white space, with its offset.
    pub(super) fn before(&self, at: usize) -> Option<(usize, u8)> {
        let trimmed = self.text[..at].trim_end_matches([' ', '\n', '\r', '\t']);
        trimmed.bytes().last().map(|byte| (trimmed.len() - 1, byte))
    }

    /// Whether the parser is inside an array or object.
    pub(super) fn is_nested(&self) -> bool {
        !self.tree.open.is_empty()
    }

    /// The error of a text that ends too early.
    pub(super) fn ends(&self, place: &str) -> SyntaxError {
        let at = self.text.len();
        let (mut objects, mut arrays) = (0, 0);
        for is_object in self.open_containers() {
            *(if is_object { &mut objects } else { &mut arrays }) += 1;
        }
        let open = match (objects, arrays) {
            (0, 0) => String::new(),
            (_, 0) => format!(", {} still open", counted(objects, "object")),
            (0, _) => format!(", {} still open", counted(arrays, "array")),
            _ => format!(", {} and {} still open", counted(objects, "object"), counted(arrays, "array")),
        };
        SyntaxError::new(at, at, format!("the text ends {place}{open}"))
            .help("the end is missing: it was cut when it was copied, logged or sent; get the whole text again")
    }

    /// Of each open container, whether it is an object. A container that was open when the parser stopped has no end yet.
    fn open_containers(&self) -> impl Iterator<Item = bool> {
        use super::slot::slot_kind::{ARRAY, OBJECT};
        let containers = self.tree.slots.iter().filter(|slot| matches!(slot.kind(), ARRAY | OBJECT));
        containers.filter(|slot| slot.start == slot.end).map(|slot| slot.kind() == OBJECT)
    }

    /// The token at an offset as a message shows it: a word, a number, one sign; in quotes, nothing unsafe raw in it.
    pub(super) fn token(&self, at: usize) -> (usize, String) {
        let end = at + token_length(self.rest(at));
        (end, escape(&self.text[at..end]))
    }
}

/// The length of the word or sign that a text begins with; words are cut at 32 characters.
fn token_length(rest: &str) -> usize {
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '$');
    match rest.char_indices().take(32).find(|(_, character)| !is_word(*character)) {
        Some((0, first)) => first.len_utf8(),
        Some((end, _)) => end,
        None => rest.char_indices().nth(32).map_or(rest.len(), |(end, _)| end),
    }
}
