//! Gzip, told by its magic bytes and unpacked as it is read.

use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};

/// What every gzip stream begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Whether a reader begins as a gzip stream does.
pub(super) fn is_gzip(mut reader: impl Read) -> bool {
    let mut head = [0; MAGIC.len()];
    reader.read_exact(&mut head).is_ok() && head == MAGIC
}

/// How much is read to tell what the bytes are: of most payloads all there is.
const HEAD: usize = 1 << 13;

/// Bytes as they were before somebody packed them. What was not packed is read as it is: in between, a reader costs the time to
/// clear the space for what comes.
///
/// # Errors
///
/// When there are none to be had.
pub(super) fn unpacked<'r>(mut reader: impl Read + Send + 'r) -> io::Result<Box<dyn Read + Send + 'r>> {
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
    if is_gzip {
        let bytes = BufReader::with_capacity(1 << 16, begun);
        Ok(Box::new(Unpacking(MultiGzDecoder::new(bytes))))
    } else {
        Ok(Box::new(begun))
    }
}

/// Unpacks on the way; one file can hold several streams, one after another.
struct Unpacking<R>(MultiGzDecoder<R>);

impl<R: BufRead> Read for Unpacking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(in_words)
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
        let read = |reader: &mut (dyn Read + Send)| {
            let mut out = Vec::new();
            let read = super::unpacked(reader).unwrap().read_to_end(&mut out);
            read.map(|_| out).map_err(|error| error.to_string())
        };
        let out = read(&mut Slow(bytes));
        assert_eq!(out, read(&mut &*bytes));
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
