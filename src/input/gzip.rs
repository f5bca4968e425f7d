//! Gzip, told by its magic bytes and unpacked as it is read.

use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufReader, Chain, Cursor, ErrorKind, Read};

/// What every gzip stream begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Whether a reader begins as a gzip stream does.
pub(super) fn is_gzip(mut reader: impl Read) -> bool {
    let mut head = [0; MAGIC.len()];
    reader.read_exact(&mut head).is_ok() && head == MAGIC
}

/// How much is read to tell what the bytes are: of most payloads all there is.
const HEAD: usize = 1 << 13;

/// A reader with its first bytes, which were taken to look at them.
type Begun<R> = Chain<Cursor<Vec<u8>>, R>;

/// Bytes as they were before somebody packed them.
#[derive(Debug)]
pub(super) enum Unpacked<R: Read> {
    /// They were not packed.
    Plain(Begun<R>),
    /// They are unpacked on the way; one file can hold several streams, one after another.
    Gzip(Box<MultiGzDecoder<BufReader<Begun<R>>>>),
}

impl<R: Read> Unpacked<R> {
    /// Looks at the first bytes.
    ///
    /// # Errors
    ///
    /// When there are none to be had.
    pub(super) fn new(mut reader: R) -> io::Result<Self> {
        let mut head = vec![0; HEAD];
        let mut length = 0;
        // A slow pipe is asked for a second byte only if the first one leaves it open.
        while length < MAGIC.len() && head[..length] == MAGIC[..length] {
            match reader.read(&mut head[length..]) {
                Ok(0) => break,
                Ok(count) => length += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        head.truncate(length);
        let is_gzip = head.starts_with(&MAGIC);
        let begun = Cursor::new(head).chain(reader);
        Ok(if is_gzip {
            Self::Gzip(Box::new(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, begun))))
        } else {
            Self::Plain(begun)
        })
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(bytes) => bytes.read(buffer),
            Self::Gzip(bytes) => bytes.read(buffer).map_err(in_words),
        }
    }

    fn read_to_end(&mut self, buffer: &mut Vec<u8>) -> io::Result<usize> {
        match self {
            Self::Plain(bytes) => bytes.read_to_end(buffer),
            Self::Gzip(bytes) => bytes.read_to_end(buffer).map_err(in_words),
        }
    }
}

/// Says what is wrong with packed bytes; what is wrong with the machine says so itself.
fn in_words(error: io::Error) -> io::Error {
    let words = match error.kind() {
        ErrorKind::UnexpectedEof => "the gzip data ends early",
        ErrorKind::InvalidInput | ErrorKind::InvalidData => "the gzip data is damaged",
        _ => return error,
    };
    io::Error::new(error.kind(), words)
}

#[cfg(test)]
mod tests {
    use super::Unpacked;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::{self, Read, Write};

    /// Gives one byte at a time, as the slowest pipe does.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = buffer.len().min(1);
            self.0.read(&mut buffer[..length])
        }
    }

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, String> {
        let read = |mut reader: Unpacked<_>| {
            let mut out = Vec::new();
            reader.read_to_end(&mut out).map(|_| out).map_err(|error| error.to_string())
        };
        let slow: &mut dyn Read = &mut Slow(bytes);
        let out = read(Unpacked::new(slow).unwrap());
        let fast: &mut dyn Read = &mut &*bytes;
        assert_eq!(out, read(Unpacked::new(fast).unwrap()));
        out
    }

    #[test]
    fn what_is_not_packed_comes_as_it_is() {
        let long = vec![b'x'; 100_000];
        for text in [&b""[..], b"{", b"\x1f", b"\x1f\x8a", b"{}\n", &long] {
            assert_eq!(unpacked(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn every_stream_of_a_file_is_unpacked() {
        let long = vec![b'x'; 100_000];
        assert_eq!(unpacked(&packed(&long)), Ok(long.clone()));
        assert_eq!(unpacked(&[packed(b"{}\n"), packed(b""), packed(b"[]")].concat()), Ok(b"{}\n[]".to_vec()));
    }

    #[test]
    fn a_cut_stream_ends_early_and_a_changed_one_is_damaged() {
        let whole = packed(&(0..=255).cycle().take(5000).collect::<Vec<u8>>());
        for end in 2..whole.len() {
            assert_eq!(unpacked(&whole[..end]), Err("the gzip data ends early".into()), "cut at {end}");
        }
        let mut wrong_sum = whole.clone();
        wrong_sum[whole.len() - 8] ^= 1;
        assert_eq!(unpacked(&wrong_sum), Err("the gzip data is damaged".into()));
        assert_eq!(unpacked(&[&whole[..], b"no second stream"].concat()), Err("the gzip data is damaged".into()));
    }
}
