//! Documents that wait in a file until all are known: memory does not grow with their number.

use crate::json::{Document, Node, Tree};
use crate::words::in_words;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

/// A file of documents, one a line, which nobody else sees.
#[derive(Debug)]
pub(super) struct Spill {
    file: BufWriter<File>,
}

impl Spill {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { file: BufWriter::with_capacity(1 << 16, tempfile::tempfile().map_err(named)?) })
    }

    pub(super) fn add(&mut self, lines: &[u8]) -> io::Result<()> {
        self.file.write_all(lines).map_err(named)
    }

    /// Hands the documents out again, in their order.
    pub(super) fn read_back(self, mut each: impl FnMut(Node<'_>) -> io::Result<()>) -> io::Result<()> {
        let mut file = self.file.into_inner().map_err(|error| named(error.into_error()))?;
        file.rewind().map_err(named)?;
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

/// A failure of the file that says where it was to stand: nobody has named that folder.
#[expect(clippy::needless_pass_by_value, reason = "map_err hands the error over")]
fn named(error: io::Error) -> io::Error {
    let words = in_words(&error);
    // Its own name means nothing to anybody.
    let words = words.split_once(" at path ").map_or(words.as_str(), |(words, _)| words);
    let folder = tempfile::env::temp_dir();
    io::Error::new(error.kind(), format!("the temporary folder \"{}\" takes no file: {words}", folder.display()))
}
