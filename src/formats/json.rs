//! JSON itself: a document of its own, lines, or one array.

use super::{Flush, Form};
use crate::json::{Document, Formatter, Indent, Node};
use std::io;

/// Writes JSON.
#[derive(Debug)]
pub struct Json {
    line: Formatter,
    layout: Layout,
    count: usize,
    /// The only document so far, which may be the first of an array.
    held: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Lines,
    /// One document on a page, several as an array.
    Page,
    Array,
}

impl Json {
    /// One document on each line.
    pub fn lines() -> Self {
        Self::new(Layout::Lines)
    }

    /// One document: the only one, laid out for reading, or an array of all, each on its line.
    pub fn page() -> Self {
        Self::new(Layout::Page)
    }

    /// An array, however many documents there are, each on its line.
    pub fn array() -> Self {
        Self::new(Layout::Array)
    }

    fn new(layout: Layout) -> Self {
        Self { line: Formatter::new(Indent::None, false), layout, count: 0, held: Vec::new() }
    }

    /// Writes the document that stayed the only one.
    fn write_held(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        let document = Document::parse(&self.held).map_err(|error| io::Error::other(error.message))?;
        Formatter::new(Indent::Spaces(2), false).write(document.root(), out)?;
        out.push(b'\n');
        Ok(())
    }
}

impl Form for Json {
    fn document(&mut self, root: Node<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        self.count += 1;
        match (self.layout, self.count) {
            (Layout::Lines, _) => {
                self.line.write(root, out)?;
                out.push(b'\n');
                return Ok(());
            }
            (Layout::Page, 1) => return self.line.write(root, &mut self.held),
            (Layout::Page, 2) => {
                out.extend_from_slice(b"[\n");
                out.append(&mut self.held);
                out.extend_from_slice(b",\n");
            }
            (Layout::Array, 1) => out.extend_from_slice(b"[\n"),
            _ => out.extend_from_slice(b",\n"),
        }
        self.line.write(root, out)
    }

    fn finish(&mut self, out: &mut Vec<u8>, _: &mut Flush<'_>) -> io::Result<()> {
        match (self.layout, self.count) {
            (Layout::Lines, _) | (Layout::Page, 0) => {}
            (Layout::Page, 1) => self.write_held(out)?,
            (Layout::Array, 0) => out.extend_from_slice(b"[]\n"),
            _ => out.extend_from_slice(b"\n]\n"),
        }
        Ok(())
    }
}
