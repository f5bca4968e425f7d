//! Where the result goes, under its name: the machine says what failed, and not where.

use crate::words::in_words;
use std::io::{self, Write};

/// The result's stream, whose failures name it.
pub(crate) struct Stdout<'a>(pub(crate) &'a mut dyn Write);

impl Write for Stdout<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(named)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(named)
    }
}

/// A failure with the stream's name. Whoever looks for its kind, as for that of a closed pipe, finds it.
fn named(error: io::Error) -> io::Error {
    match error.kind() {
        // Whoever writes tries again.
        io::ErrorKind::Interrupted => error,
        kind => io::Error::new(kind, format!("stdout: {}", in_words(&error))),
    }
}
