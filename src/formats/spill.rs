//! Documents that wait in a file until all are known: memory does not grow with their number.

use crate::json::{Document, Node, Tree};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

/// A file of documents, one a line, which nobody else sees.
#[derive(Debug)]
pub(super) struct Spill {
    file: BufWriter<File>,
}

impl Spill {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { file: BufWriter::with_capacity(1 << 16, tempfile::tempfile()?) })
    }

    pub(super) fn add(&mut self, lines: &[u8]) -> io::Result<()> {
        self.file.write_all(lines)
    }

    /// Hands the documents out again, in their order.
    pub(super) fn read_back(self, mut each: impl FnMut(Node<'_>) -> io::Result<()>) -> io::Result<()> {
        let mut file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        let mut lines = BufReader::with_capacity(1 << 16, file);
        let (mut line, mut space) = (Vec::new(), Tree::default());
        while lines.read_until(b'\n', &mut line)? > 0 {
            let document = Document::parse_into(&line, &mut space).map_err(|error| io::Error::other(error.message))?;
            each(document.root())?;
            space = document.into_tree();
            line.clear();
        }
        Ok(())
    }
}
