//! The output of one value: tokens and signs in, laid out text out.

use crate::json::slot::Slot;
use std::io::{self, Write};

/// How much text is gathered before the output takes it.
pub(super) const CHUNK: usize = 1 << 15;

/// The output of one value, as far as it is written.
pub(super) struct Page<'a> {
    out: &'a mut dyn Write,
    /// What the output has not taken yet.
    buffer: &'a mut Vec<u8>,
    /// A line break and the white space of the deepest level; empty when there are no lines.
    line_break: &'a [u8],
    /// How much of that one level takes.
    step: usize,
    /// How many containers are open.
    depth: usize,
    /// Whether the innermost of them has nothing in it yet.
    is_new: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(out: &'a mut dyn Write, buffer: &'a mut Vec<u8>, line_break: &'a [u8], step: usize) -> Self {
        Self { out, buffer, line_break, step, depth: 0, is_new: false }
    }

    /// Whether the innermost container has nothing in it yet.
    pub(super) fn is_in_new(&self) -> bool {
        self.is_new
    }

    /// Gives the output all that was gathered for it.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// Copies text as it stands.
    #[inline]
    pub(super) fn copy(&mut self, text: &[u8]) -> io::Result<()> {
        if self.buffer.len() + text.len() > CHUNK {
            self.flush()?;
            if text.len() > CHUNK {
                return self.out.write_all(text);
            }
        }
        self.buffer.extend_from_slice(text);
        Ok(())
    }

    #[inline]
    fn break_line(&mut self) -> io::Result<()> {
        // A line is no longer than this when there are none.
        let length = (1 + self.step * self.depth).min(self.line_break.len());
        self.copy(&self.line_break[..length])
    }

    /// Begins the line of a container's first key or item.
    #[inline]
    fn enter(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_new) { self.break_line() } else { Ok(()) }
    }

    /// Writes a key or a value that is no container.
    #[inline]
    pub(super) fn token(&mut self, text: &[u8], Slot { start, end, .. }: Slot) -> io::Result<()> {
        self.enter()?;
        self.copy(&text[start as usize..end as usize])
    }

    /// Writes a sign of JSON's structure.
    #[inline]
    pub(super) fn sign(&mut self, sign: u8) -> io::Result<()> {
        match sign {
            b'{' | b'[' => {
                self.enter()?;
                self.buffer.push(sign);
                self.depth += 1;
                self.is_new = true;
            }
            b'}' | b']' => {
                self.depth -= 1;
                if !std::mem::take(&mut self.is_new) {
                    self.break_line()?;
                }
                self.buffer.push(sign);
            }
            b',' => {
                self.buffer.push(sign);
                self.break_line()?;
            }
            _ => {
                self.buffer.push(sign);
                if !self.line_break.is_empty() {
                    self.buffer.push(b' ');
                }
            }
        }
        Ok(())
    }
}
