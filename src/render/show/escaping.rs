//! Output whose text is made harmless on its way: JSON that a person may look at, and messages where only ASCII may be printed.

use crate::json::{is_unsafe, push_unicode_escape};
use std::io::{self, Write};

/// Which characters are written as JSON's escapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escaped {
    /// Those that could drive a terminal or reorder a line. In JSON they stand in strings only, so that it says the same.
    Unsafe,
    /// All but ASCII; what drives a terminal is our own.
    Foreign,
}

/// Writes text with escapes.
pub struct Escaping<'w> {
    out: &'w mut dyn Write,
    escaped: Escaped,
    /// The beginning of a character whose rest is still to come.
    pending: Vec<u8>,
}

impl<'w> Escaping<'w> {
    /// Writes to an output.
    pub fn new(out: &'w mut dyn Write, escaped: Escaped) -> Self {
        Self { out, escaped, pending: Vec::new() }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        let is_kept = |character: char| match self.escaped {
            Escaped::Unsafe => character == '\n' || !is_unsafe(character),
            Escaped::Foreign => character.is_ascii(),
        };
        if text.chars().all(is_kept) {
            return self.out.write_all(text.as_bytes());
        }
        let mut harmless = String::with_capacity(text.len() + 16);
        for character in text.chars() {
            match character {
                _ if is_kept(character) => harmless.push(character),
                '\u{2022}' => harmless.push('*'),
                '\u{2026}' => harmless.push_str("..."),
                _ => push_unicode_escape(&mut harmless, character),
            }
        }
        self.out.write_all(harmless.as_bytes())
    }
}

impl Write for Escaping<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pending.extend_from_slice(bytes);
        let all = std::mem::take(&mut self.pending);
        let (text, rest) = match std::str::from_utf8(&all) {
            Ok(text) => (text, &[][..]),
            Err(error) => {
                let (valid, rest) = all.split_at(error.valid_up_to());
                (std::str::from_utf8(valid).unwrap_or_default(), rest)
            }
        };
        self.text(text)?;
        // No character has more than four bytes: what is longer is none.
        if rest.len() < 4 {
            self.pending = rest.to_vec();
        } else {
            self.out.write_all(rest)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::{Escaped, Escaping};
    use std::io::Write;

    #[test]
    fn characters_are_escaped_though_their_bytes_come_apart() {
        for (escaped, expected) in
            [(Escaped::Unsafe, "a\\u202eé\n\\u009b"), (Escaped::Foreign, "a\\u202e\\u00e9\n\\u009b")]
        {
            let mut out = Vec::new();
            let mut escaping = Escaping::new(&mut out, escaped);
            for byte in "a\u{202e}é\n\u{9b}".bytes() {
                escaping.write_all(&[byte]).unwrap();
            }
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
