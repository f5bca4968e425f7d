//! Flat lines as they arrive, cut where documents end: no more than two of them are held at a time.

use std::io::{self, BufRead, BufReader, Read};

/// The lines of a document.
pub(super) struct FlatLines {
    pub(super) bytes: Vec<u8>,
    /// The number of the first one.
    pub(super) line: u64,
    /// Whether its source holds no other.
    pub(super) is_only: bool,
}

/// Reads a source document by document.
pub(super) struct FlatReader<R> {
    reader: BufReader<R>,
    /// The number of the next line.
    line: u64,
    /// How many documents were read.
    count: usize,
    /// The second document, which was read to see whether the first is the only one.
    next: Option<FlatLines>,
}

impl<R: Read> FlatReader<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, reader), line: 1, count: 0, next: None }
    }

    /// The next document. After the second one none waits for another.
    pub(super) fn next(&mut self) -> io::Result<Option<FlatLines>> {
        if let Some(next) = self.next.take() {
            return Ok(Some(next));
        }
        let Some(document) = self.read()? else { return Ok(None) };
        if self.count > 1 {
            return Ok(Some(document));
        }
        self.next = self.read()?;
        Ok(Some(FlatLines { is_only: self.next.is_none(), ..document }))
    }

    /// Reads up to the blank line after a document.
    fn read(&mut self) -> io::Result<Option<FlatLines>> {
        let mut document = FlatLines { bytes: Vec::new(), line: 0, is_only: false };
        loop {
            let start = document.bytes.len();
            let length = self.reader.read_until(b'\n', &mut document.bytes)?;
            let is_blank = document.bytes[start..].trim_ascii().is_empty();
            if is_blank {
                document.bytes.truncate(start);
            } else if start == 0 {
                document.line = self.line;
            }
            self.line += u64::from(length > 0);
            if length == 0 || is_blank && start > 0 {
                self.count += usize::from(start > 0);
                return Ok(Some(document).filter(|document| !document.bytes.is_empty()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FlatReader;
    use std::io::{self, Read};

    /// Documents without an end.
    struct Endless;

    impl Read for Endless {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            let text = b"/a = 1\n/b = 2\n\n";
            let length = text.len().min(bytes.len());
            bytes[..length].copy_from_slice(&text[..length]);
            Ok(length)
        }
    }

    #[test]
    fn documents_are_read_before_the_last_one_is_there() {
        let mut reader = FlatReader::new(Endless);
        for number in 0..1000 {
            let lines = reader.next().expect("it can be read").expect("there is another");
            assert_eq!((lines.line, lines.is_only), (number * 3 + 1, false));
            assert_eq!(lines.bytes, b"/a = 1\n/b = 2\n");
        }
    }

    #[test]
    fn the_only_document_is_known_for_one() {
        for text in ["/a = 1", "\n \n/a = 1\n\n\r\n"] {
            let mut reader = FlatReader::new(text.as_bytes());
            assert!(reader.next().expect("it can be read").is_some_and(|lines| lines.is_only), "{text:?}");
            assert!(reader.next().expect("it can be read").is_none());
        }
    }
}
