//! What a text looks like before it is read: white space, lines, and values that go on after them.

use crate::json::{Beginning, Document, Kind, Reach, Tree};

/// The byte order mark of UTF-8.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How many bytes of white space a text begins with.
pub(super) fn blank_length(text: &[u8]) -> usize {
    text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count()
}

pub(super) fn is_blank(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

pub(super) fn is_one_line(text: &[u8]) -> bool {
    memchr::memchr(b'\n', text.trim_ascii()).is_none()
}

/// Whether nothing but white space stands before the next line.
pub(super) fn ends_line(text: &[u8]) -> bool {
    let length = memchr::memchr(b'\n', text).unwrap_or(text.len());
    is_blank(&text[..length])
}

/// Whether a text that cannot be read looks like lines of which the first is broken: it does not go on in the next one, and that
/// is a whole payload by itself. Nothing when more of the text might tell, which may be more than is there.
pub(super) fn is_broken_first_line(text: &[u8], is_all: bool) -> Option<bool> {
    let whole = if is_all { text.len() } else { memchr::memrchr(b'\n', text).map_or(0, |at| at + 1) };
    let lines = text[..whole].split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let mut lines = lines.filter(|line| !line.is_empty());
    let unknown = is_all.then_some(false);
    let Some(first) = lines.next() else { return unknown };
    if first.ends_with(b"[") || first.ends_with(b"{") || first.ends_with(b",") || first.ends_with(b":") {
        return Some(false);
    }
    let Some(second) = lines.next() else { return unknown };
    Some(Document::parse(second).is_ok_and(|line| matches!(line.root().kind(), Kind::Object | Kind::Array)))
}

/// How much of a text is waited for to see two lines of it.
pub(super) const TWO_LINES: usize = 1 << 20;

/// How much of a text is tried to see whether a value goes on after its line: every broken line of a long file pays for it.
pub(super) const AHEAD: usize = 1 << 16;

/// Whether the value on a text's first line, which has this length, goes on after it and ends there; nothing when more of the
/// text might tell.
pub(super) fn goes_on_after(text: &[u8], length: usize, space: &mut Tree) -> Option<bool> {
    let tried = text.get(..AHEAD).map_or(text, |part| &part[..memchr::memrchr(b'\n', part).unwrap_or(0)]);
    match Beginning::new(tried).reach(0, space) {
        Reach::Ends(end, _) => Some(end > length),
        Reach::Broken => Some(false),
        Reach::Open => (text.len() >= AHEAD).then_some(false),
    }
}
