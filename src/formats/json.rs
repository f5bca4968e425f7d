//! JSON itself: documents on lines, which are all there is or become a page or an array.

use super::{Flush, Form, Frame, Tally};
use crate::json::{Document, Formatter, Indent, Node};
use std::io;

/// Writes each document on a line.
#[derive(Debug)]
pub struct Line(Formatter);

impl Default for Line {
    fn default() -> Self {
        Self(Formatter::new(Indent::None, false))
    }
}

impl Form for Line {
    fn document(&mut self, root: Node<'_>, out: &mut Vec<u8>) {
        // A vector takes all.
        let _ = self.0.write(root, out);
        out.push(b'\n');
    }
}

/// An array of the documents on lines, each on its own.
#[derive(Debug, Default)]
pub struct Array {
    has_begun: bool,
}

impl Frame for Array {
    fn add(&mut self, written: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        for line in written.split_inclusive(|byte| *byte == b'\n') {
            out.extend_from_slice(if self.has_begun { b",\n" } else { b"[\n" });
            self.has_begun = true;
            out.extend_from_slice(line.trim_ascii_end());
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>, _: &mut Flush<'_>) -> io::Result<Tally> {
        out.extend_from_slice(if self.has_begun { b"\n]\n" } else { b"[]\n" });
        Ok(Tally::default())
    }
}

/// The only document, laid out for reading; or an array of all.
#[derive(Debug, Default)]
pub struct Page {
    /// The first document, until there is a second one.
    first: Option<Vec<u8>>,
    array: Array,
}

impl Frame for Page {
    fn add(&mut self, written: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        let is_one = memchr::memchr(b'\n', written) == Some(written.len().wrapping_sub(1));
        if written.is_empty() {
            return Ok(());
        }
        if is_one && self.first.is_none() && !self.array.has_begun {
            self.first = Some(written.to_owned());
            return Ok(());
        }
        if let Some(first) = self.first.take() {
            self.array.add(&first, out)?;
        }
        self.array.add(written, out)
    }

    fn finish(&mut self, out: &mut Vec<u8>, flush: &mut Flush<'_>) -> io::Result<Tally> {
        let Some(first) = self.first.take() else {
            return if self.array.has_begun { self.array.finish(out, flush) } else { Ok(Tally::default()) };
        };
        let document = Document::parse(&first).map_err(|error| io::Error::other(error.message))?;
        Formatter::new(Indent::Spaces(2), false).write(document.root(), out)?;
        out.push(b'\n');
        Ok(Tally::default())
    }
}
