//! Lines and columns.

use super::tree::Document;
use std::str::Utf8Chunk;

/// A place in a file as people count: from 1, columns in Unicode scalar values, a tab being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: u64,
    /// The column.
    pub column: u64,
}

/// Where a document's text begins in its file: a line of a stream does not begin at line 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin(pub Position);

impl Default for Origin {
    fn default() -> Self {
        Self(Position { line: 1, column: 1 })
    }
}

impl Origin {
    /// The place of a byte offset in a text that begins here. An offset inside a character counts as that character.
    pub fn position(self, text: &[u8], offset: usize) -> Position {
        let before = &text[..offset.min(text.len())];
        let lines = memchr::memchr_iter(b'\n', before).count() as u64;
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        let columns = characters(&before[line_start..]);
        let first = if lines == 0 { self.0.column } else { 1 };
        Position { line: self.0.line + lines, column: first + columns }
    }
}

/// Finds the places of many offsets of one text, cheaply as long as they are asked for in ascending order.
#[derive(Debug)]
pub struct Locator<'t> {
    text: &'t [u8],
    origin: Origin,
    /// The offset that was asked for last, and its place.
    last: (usize, Position),
}

impl<'t> Locator<'t> {
    /// Begins at the start of a text, which begins at `origin` in its file.
    pub fn new(text: &'t [u8], origin: Origin) -> Self {
        Self { text, origin, last: (0, origin.0) }
    }

    /// The place of an offset.
    pub fn position(&mut self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let (from, position) = if offset < self.last.0 { (0, self.origin.0) } else { self.last };
        // Half a character counts as that character, so that the next search must begin at its start.
        let start = (from..=offset).rev().find(|at| is_start(self.text, *at)).unwrap_or(from);
        self.last = (start, Origin(position).position(&self.text[from..], start - from));
        self.last.1
    }

    /// The place of an offset after the last one that was asked for, which stays the last one.
    pub fn end(&self, offset: usize) -> Position {
        let (from, position) = self.last;
        Origin(position).position(&self.text[from..], offset.min(self.text.len()).saturating_sub(from))
    }
}

/// Whether a character begins at an offset, or the text ends there. A byte that continues none is one of its own.
fn is_start(text: &[u8], at: usize) -> bool {
    let continues = |at: usize| text.get(at).is_some_and(|byte| byte.cast_signed() < -0x40);
    if !continues(at) {
        return true;
    }
    // No character has more than four bytes.
    let lead = (at.saturating_sub(3)..at).rev().find(|before| !continues(*before));
    lead.is_none_or(|lead| lead + first_length(&text[lead..text.len().min(lead + 4)]) <= at)
}

/// How many bytes the first character of a text has; of a broken one as many as fit together.
fn first_length(text: &[u8]) -> usize {
    let first = text.utf8_chunks().next();
    first.map_or(0, |chunk| chunk.valid().chars().next().map_or(chunk.invalid().len(), char::len_utf8))
}

/// The number of characters that begin in a text.
fn characters(text: &[u8]) -> u64 {
    if simdutf8::basic::from_utf8(text).is_err() {
        let count =
            |chunk: Utf8Chunk<'_>| characters(chunk.valid().as_bytes()) + u64::from(!chunk.invalid().is_empty());
        return text.utf8_chunks().map(count).sum();
    }
    // So many that a byte can count them: then the machine counts many at once.
    let count = |part: &[u8]| part.iter().map(|byte| u8::from(byte.cast_signed() >= -0x40)).sum::<u8>();
    text.chunks(u8::MAX.into()).map(|part| u64::from(count(part))).sum()
}

impl Document<'_> {
    /// The place of a byte offset of this document, which begins at `origin` in its file.
    pub fn position(&self, origin: Origin, offset: u32) -> Position {
        origin.position(self.text.as_bytes(), offset as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::{Locator, Origin, Position};

    #[test]
    fn columns_count_characters_and_lines_end_at_line_feeds() {
        let at = |text: &str, offset| {
            let Position { line, column } = Origin::default().position(text.as_bytes(), offset);
            (line, column)
        };
        assert_eq!(at("ab", 0), (1, 1));
        assert_eq!(at("a\nb", 2), (2, 1));
        assert_eq!(at("a\r\n\tb", 4), (2, 2));
        assert_eq!(at("é漢x", 5), (1, 3));
        assert_eq!(at("", 9), (1, 1));
        let later = Origin(Position { line: 7, column: 4 });
        assert_eq!(later.position(b"ab\nc", 1), Position { line: 7, column: 5 });
        assert_eq!(later.position(b"ab\nc", 3), Position { line: 8, column: 1 });
    }

    #[test]
    fn a_byte_that_continues_no_character_is_one_of_its_own() {
        let columns = |text: &[u8]| {
            let mut locator = Locator::new(text, Origin::default());
            (0..=text.len()).map(|offset| locator.position(offset).column).collect::<Vec<_>>()
        };
        assert_eq!(columns(b"s\x93x"), [1, 2, 3, 4]);
        assert_eq!(columns(b"\x80"), [1, 2]);
        assert_eq!(columns(b"\xC3\xA9\xA9x"), [1, 1, 2, 3, 4]);
        assert_eq!(columns(b"\xE6\xBCx\xFF"), [1, 1, 2, 3, 4]);
    }

    #[test]
    fn many_places_are_found_as_single_ones_are() {
        let text = "a\né漢\n\n\tb漢".as_bytes();
        let mut locator = Locator::new(text, Origin::default());
        for offset in (0..=text.len()).chain([3, 9, 0, 2]) {
            let expected =
                Origin::default().position(text, (0..=offset).rev().find(|at| super::is_start(text, *at)).unwrap());
            assert_eq!(locator.position(offset), expected, "{offset}");
            assert_eq!(locator.end(text.len()), Origin::default().position(text, text.len()));
        }
    }
}
