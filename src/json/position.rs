//! Lines and columns.

use super::tree::Document;

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

/// The number of characters that begin in a text: every byte that does not continue one.
fn characters(text: &[u8]) -> u64 {
    text.iter().filter(|byte| byte.cast_signed() >= -0x40).count() as u64
}

impl Document<'_> {
    /// The place of a byte offset of this document, which begins at `origin` in its file.
    pub fn position(&self, origin: Origin, offset: u32) -> Position {
        origin.position(self.text.as_bytes(), offset as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Position};

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
}
