//! Finding the end of a string or a number, eight bytes at a time where it pays.

use super::fingerprint::Fingerprint;

/// Why a string or a number could not be read, with the offset of the byte at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// The text ends inside it.
    End,
    /// A control character stands raw in a string.
    Control(usize),
    /// A backslash does not begin an escape of JSON.
    Escape(usize),
    /// A number lacks a digit here.
    Digit(usize),
    /// A number begins with a zero that another digit follows, at this offset.
    LeadingZero(usize),
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Marks the bytes of a word that a string scan must stop at: quotes, backslashes, control characters. Bytes above the
/// lowest marked one may be marked falsely.
fn stops(word: u64) -> u64 {
    // Bytes that are zero after the exclusive or are found by the borrow that they cause.
    let quote = word ^ (ONES * 0x22);
    let backslash = word ^ (ONES * 0x5C);
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    ((quote.wrapping_sub(ONES) & !quote) | (backslash.wrapping_sub(ONES) & !backslash) | control) & HIGHS
}

/// The offset of the first byte from `at` on that ends a plain run inside a string, or the text's length.
#[inline]
fn plain_run(bytes: &[u8], at: usize) -> usize {
    let mut rest = bytes.get(at..).unwrap_or_default();
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        let marks = stops(u64::from_le_bytes(*chunk));
        if marks != 0 {
            return bytes.len() - rest.len() + (marks.trailing_zeros() / 8) as usize;
        }
        rest = tail;
    }
    let plain = rest.iter().take_while(|&&byte| byte >= 0x20 && byte != b'"' && byte != b'\\').count();
    bytes.len() - rest.len() + plain
}

/// Reads a string whose opening quote stands before `start`. Gives the offset of its closing quote, and whether it
/// holds escapes.
#[inline]
pub(super) fn string(bytes: &[u8], start: usize) -> Result<(usize, bool), Broken> {
    let at = plain_run(bytes, start);
    if bytes.get(at) == Some(&b'"') { Ok((at, false)) } else { rest_of_string(bytes, at) }
}

/// Reads a key without escapes whose opening quote stands before `start`, and takes its fingerprint on the way. Gives
/// the offset of its closing quote; nothing for keys that are written otherwise, and for those at the text's very end.
#[inline]
pub(super) fn plain_key(bytes: &[u8], start: usize) -> Option<(usize, u32)> {
    let mut print = Fingerprint::default();
    let mut rest = bytes.get(start..)?;
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*chunk);
        let marks = stops(word);
        if marks != 0 {
            let length = marks.trailing_zeros() / 8;
            let end = bytes.len() - rest.len() + length as usize;
            return (bytes[end] == b'"').then(|| (end, print.finish(word, length)));
        }
        print = print.word(word);
        rest = tail;
    }
    None
}

/// The part of [`string`] from its first backslash or fault on.
#[cold]
fn rest_of_string(bytes: &[u8], mut at: usize) -> Result<(usize, bool), Broken> {
    loop {
        match bytes.get(at) {
            Some(b'"') => return Ok((at, true)),
            Some(b'\\') => at = escape(bytes, at)?,
            Some(_) => return Err(Broken::Control(at)),
            None => return Err(Broken::End),
        }
        at = plain_run(bytes, at);
    }
}

/// The offset after the escape whose backslash stands at `at`.
fn escape(bytes: &[u8], at: usize) -> Result<usize, Broken> {
    match bytes.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => {
            let digits = bytes[at + 2..].iter().take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
            match digits {
                4 => Ok(at + 6),
                _ if at + 2 + digits == bytes.len() => Err(Broken::End),
                _ => Err(Broken::Escape(at)),
            }
        }
        Some(_) => Err(Broken::Escape(at)),
        None => Err(Broken::End),
    }
}

/// The offset after the number that begins at `start` with a digit or a minus, and whether it is digits only.
#[inline]
pub(super) fn number(bytes: &[u8], start: usize) -> Result<(usize, bool), Broken> {
    let mut at = start + usize::from(bytes[start] == b'-');
    let whole = digits(bytes, at)?;
    if bytes[at] == b'0' && whole > at + 1 {
        return Err(Broken::LeadingZero(at));
    }
    at = whole;
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let signed = matches!(bytes.get(at + 1), Some(b'+' | b'-'));
        at = digits(bytes, at + 1 + usize::from(signed))?;
    }
    Ok((at, at == whole))
}

/// The offset after one or more digits.
#[inline]
fn digits(bytes: &[u8], start: usize) -> Result<usize, Broken> {
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    if at > start {
        Ok(at)
    } else if at == bytes.len() {
        Err(Broken::End)
    } else {
        Err(Broken::Digit(at))
    }
}

#[cfg(test)]
mod tests {
    use super::{Broken, number, string};

    #[test]
    fn strings_end_at_the_first_quote_that_counts() {
        assert_eq!(string(b"\"", 0), Ok((0, false)));
        assert_eq!(string(b"abcdefghijklmno\"", 0), Ok((15, false)));
        assert_eq!(string(br#"a\"b\\" c"#, 0), Ok((6, true)));
        assert_eq!(string("é\u{2028}ü\"".as_bytes(), 0), Ok((7, false)));
        assert_eq!(string(br"\u00e9", 0), Err(Broken::End));
        assert_eq!(string(br"\u00", 0), Err(Broken::End));
        assert_eq!(string(b"\\u00x9\"", 0), Err(Broken::Escape(0)));
        assert_eq!(string(b"12345678\n\"", 0), Err(Broken::Control(8)));
        assert_eq!(string(b"ab\\x\"", 0), Err(Broken::Escape(2)));
    }

    #[test]
    fn numbers_are_read_as_rfc_8259_writes_them() {
        for good in ["0", "-0", "10", "1.50", "1E+2", "-1.0e-400", "123456789012345678901234567890"] {
            let is_plain = !good.contains(['.', 'e', 'E']);
            assert_eq!(number(good.as_bytes(), 0), Ok((good.len(), is_plain)), "{good}");
        }
        assert_eq!(number(b"01", 0), Err(Broken::LeadingZero(0)));
        assert_eq!(number(b"-x", 0), Err(Broken::Digit(1)));
        assert_eq!(number(b"1.", 0), Err(Broken::End));
        assert_eq!(number(b"1e ", 0), Err(Broken::Digit(2)));
    }
}
