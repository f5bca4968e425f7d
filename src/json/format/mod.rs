//! A value written anew with other white space, and nothing else changed: keys, numbers and strings are copied as they are
//! spelled, those of keys that stand twice too.

mod page;
mod sorted;

use super::node::Node;
use super::parse::MAX_DEPTH;
use super::slot::{Slot, slot_kind};
use page::{CHUNK, Page};
use std::io::{self, Write};

/// How a value is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indent {
    /// All on one line, without any white space.
    None,
    /// Each key and item on its own line, this many spaces for each level.
    Spaces(u8),
    /// As [`Indent::Spaces`], a tab for each level.
    Tab,
}

/// Writes values in one layout.
#[derive(Debug)]
pub struct Formatter {
    sort_keys: bool,
    /// A line break and the white space of the deepest level; empty when there are no lines.
    line_break: Vec<u8>,
    /// How much of that one level takes.
    step: usize,
    /// What has not been given to the output yet.
    buffer: Vec<u8>,
}

impl Formatter {
    /// Prepares a layout; with `sort_keys` the members of every object stand in the order of their names by code points, those
    /// of one name in the order in which they stood.
    pub fn new(indent: Indent, sort_keys: bool) -> Self {
        let (byte, step) = match indent {
            Indent::None => (b' ', 0),
            Indent::Spaces(count) => (b' ', usize::from(count)),
            Indent::Tab => (b'\t', 1),
        };
        let mut line_break = Vec::new();
        if indent != Indent::None {
            line_break.push(b'\n');
            line_break.resize(1 + step * MAX_DEPTH, byte);
        }
        Self { sort_keys, line_break, step, buffer: Vec::with_capacity(2 * CHUNK) }
    }

    /// Writes a value, without a line break after it.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn write(&mut self, value: Node<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.buffer.clear();
        let mut page = Page::new(out, &mut self.buffer, &self.line_break, self.step);
        match (self.sort_keys, self.line_break.is_empty()) {
            (true, _) => sorted::write(value, &mut page)?,
            (false, true) => squeezed(value, &mut page)?,
            (false, false) => in_order(value, &mut page)?,
        }
        page.flush()
    }
}

/// The bytes of a value, and the spans of its keys and scalars in them. What stands between those is white space and signs of
/// JSON's structure, which is all that a layout needs to know: the text was checked when it was read.
fn tokens(value: Node<'_>) -> (&[u8], impl Iterator<Item = Slot>) {
    let is_token = |slot: &Slot| !matches!(slot.kind(), slot_kind::ARRAY | slot_kind::OBJECT);
    let document = value.document;
    (document.text.as_bytes(), document.slots_of(value).map(|(_, slot)| slot).filter(is_token))
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

fn in_order(value: Node<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let (text, tokens) = tokens(value);
    let mut at = value.slot().start as usize;
    for token in tokens {
        for sign in text[at..token.start as usize].iter().filter(|byte| !is_space(**byte)) {
            page.sign(*sign)?;
        }
        page.token(text, token)?;
        at = token.end as usize;
    }
    for sign in text[at..value.slot().end as usize].iter().filter(|byte| !is_space(**byte)) {
        page.sign(*sign)?;
    }
    Ok(())
}

/// Leaves the white space between tokens out, and copies what stands without any in one piece.
fn squeezed(value: Node<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let (text, tokens) = tokens(value);
    let Slot { start, end, .. } = value.slot();
    if is_squeezed(value) {
        return page.copy(&text[start as usize..end as usize]);
    }
    // The piece that is not copied yet begins here, and the last token ended here.
    let (mut piece, mut at) = (start as usize, start as usize);
    for (start, after) in tokens.map(|token| (token.start as usize, token.end as usize)).chain([(end as usize, 0)]) {
        for (offset, _) in text[at..start].iter().enumerate().filter(|(_, byte)| is_space(**byte)) {
            page.copy(&text[piece..at + offset])?;
            piece = at + offset + 1;
        }
        at = after;
    }
    page.copy(&text[piece..end as usize])
}

/// Whether a value has no white space between its tokens: it is as long as they and the signs that they need.
fn is_squeezed(value: Node<'_>) -> bool {
    let shortest: u32 = value
        .document
        .slots_of(value)
        .map(|(index, slot)| match slot.kind() {
            // Two brackets, and the sign after the value; the last value in a container has none.
            slot_kind::ARRAY | slot_kind::OBJECT => 3 - u32::from(slot.link > index + 1),
            _ => slot.end - slot.start + 1,
        })
        .sum();
    let Slot { start, end, .. } = value.slot();
    shortest == end - start + 1
}

#[cfg(test)]
mod tests {
    use super::{Formatter, Indent};
    use crate::json::Document;

    fn format(text: &str, indent: Indent, sort_keys: bool) -> String {
        let document = Document::parse(text.as_bytes()).unwrap();
        let mut out = Vec::new();
        Formatter::new(indent, sort_keys).write(document.root(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    const TEXT: &str = "\t{ \"b\" : [ ] , \"a\\u0041\":[1.0 ,{ }\r\n,[true, null]], \"b\":{\"c , \\\" }\":-0e+5}\n } ";

    #[test]
    fn each_layout_changes_white_space_only() {
        let two = "{\n  \"b\": [],\n  \"a\\u0041\": [\n    1.0,\n    {},\n    [\n      true,\n      null\n    ]\n  ],\n  \"b\": {\n    \"c , \\\" }\": -0e+5\n  }\n}";
        assert_eq!(format(TEXT, Indent::Spaces(2), false), two);
        assert_eq!(format(TEXT, Indent::Tab, false), two.replace("  ", "\t"));
        assert_eq!(
            format(TEXT, Indent::None, false),
            r#"{"b":[],"a\u0041":[1.0,{},[true,null]],"b":{"c , \" }":-0e+5}}"#
        );
    }

    #[test]
    fn sorted_members_of_one_name_keep_their_order() {
        assert_eq!(
            format(TEXT, Indent::None, true),
            r#"{"a\u0041":[1.0,{},[true,null]],"b":[],"b":{"c , \" }":-0e+5}}"#
        );
        let text = r#"{"é":1,"\u007a":{"b":[{"d":1,"c":2}],"a":3},"🦀":4,"z":5,"ﬀ":6,"Z":7}"#;
        assert_eq!(
            format(text, Indent::None, true),
            r#"{"Z":7,"\u007a":{"a":3,"b":[{"c":2,"d":1}]},"z":5,"é":1,"ﬀ":6,"🦀":4}"#
        );
        assert_eq!(format("[{ }, [ ]]", Indent::Spaces(1), true), "[\n {},\n []\n]");
    }

    #[test]
    fn a_scalar_is_itself() {
        for indent in [Indent::None, Indent::Spaces(2), Indent::Tab] {
            assert_eq!(format(" \"a b\" ", indent, false), "\"a b\"");
            assert_eq!(format(" 1e400\n", indent, true), "1e400");
        }
    }

    #[test]
    fn what_is_longer_than_the_buffer_arrives_whole() {
        let long = format!("[\"{}\",{}1]", "x".repeat(100_000), "[2 , 3],".repeat(20_000));
        assert_eq!(format(&long, Indent::None, false), long.replace(' ', ""));
        assert_eq!(format(&format(&long, Indent::Tab, true), Indent::None, true), long.replace(' ', ""));
    }
}
