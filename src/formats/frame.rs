//! What stands around and between documents.

use super::{Flush, Tally};
use std::io;

/// Puts written documents together, in the order in which they come. What is put together is added to `out`.
pub trait Frame {
    /// Adds documents, one or more, as their form wrote them.
    ///
    /// # Errors
    ///
    /// When a file in which documents wait takes no more.
    fn add(&mut self, written: &[u8], out: &mut Vec<u8>) -> io::Result<()>;

    /// Writes what stands after the last document, in pieces that `flush` takes from `out`. Gives what is to be said of
    /// it.
    ///
    /// # Errors
    ///
    /// When such a file gives no more, or `flush` says so.
    fn finish(&mut self, out: &mut Vec<u8>, flush: &mut Flush<'_>) -> io::Result<Tally>;
}

/// Documents one after another, after a header.
#[derive(Debug)]
pub struct Plain {
    header: Vec<u8>,
    /// What each document begins with, to part it from the one before.
    parting: &'static [u8],
    has_begun: bool,
}

impl Plain {
    /// Documents that begin with what parts them from the one before; the first one needs no parting.
    pub fn parted_by(parting: &'static [u8]) -> Self {
        Self { header: Vec::new(), parting, has_begun: false }
    }

    /// Documents below a header.
    pub fn below(header: Vec<u8>) -> Self {
        Self { header, parting: b"", has_begun: false }
    }

    fn begin(&mut self, out: &mut Vec<u8>) {
        self.has_begun = true;
        out.append(&mut self.header);
    }
}

impl Frame for Plain {
    fn add(&mut self, written: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        let is_first = !self.has_begun && !written.is_empty();
        if is_first {
            self.begin(out);
        }
        let parting = if is_first { self.parting } else { b"" };
        out.extend_from_slice(written.strip_prefix(parting).unwrap_or(written));
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>, _: &mut Flush<'_>) -> io::Result<Tally> {
        if !self.has_begun {
            self.begin(out);
        }
        Ok(Tally::default())
    }
}
