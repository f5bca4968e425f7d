//! The path to where a writer is, as a JSON Pointer that grows and shrinks.

use crate::json::Key;

/// A pointer in the making, in UTF-8.
#[derive(Debug, Default)]
pub(super) struct Path {
    bytes: Vec<u8>,
    /// How many of its steps can only be told in a JSON string.
    quoted: usize,
}

/// Where a path was before a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    length: usize,
    quoted: usize,
}

impl Path {
    pub(super) fn mark(&self) -> Mark {
        Mark { length: self.bytes.len(), quoted: self.quoted }
    }

    pub(super) fn back_to(&mut self, mark: Mark) {
        self.bytes.truncate(mark.length);
        self.quoted = mark.quoted;
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether it must stand in quotes: a step of it is spelled with escapes or holds a `=`. The empty pointer, too.
    pub(super) fn is_quoted(&self) -> bool {
        self.quoted > 0 || self.bytes.is_empty()
    }

    /// Steps into a member. A name with escapes keeps them.
    pub(super) fn enter(&mut self, key: Key<'_>) {
        let raw = key.raw().as_bytes();
        let inner = &raw[1..raw.len() - 1];
        self.bytes.push(b'/');
        if memchr::memchr3(b'~', b'/', b'\\', inner).is_none() {
            self.bytes.extend_from_slice(inner);
            self.quoted += usize::from(memchr::memchr(b'=', inner).is_some());
        } else {
            self.enter_slowly(inner);
        }
    }

    fn enter_slowly(&mut self, inner: &[u8]) {
        let (mut at, start) = (0, self.bytes.len());
        while let Some(byte) = inner.get(at) {
            let escape: &[u8] = match byte {
                b'\\' if inner[at + 1] == b'u' => &inner[at..at + 6],
                b'\\' => &inner[at..at + 2],
                _ => &inner[at..=at],
            };
            match escape {
                b"/" | b"\\/" | b"\\u002f" | b"\\u002F" => self.bytes.extend_from_slice(b"~1"),
                b"~" | b"\\u007e" | b"\\u007E" => self.bytes.extend_from_slice(b"~0"),
                other => self.bytes.extend_from_slice(other),
            }
            at += escape.len();
        }
        self.quoted += usize::from(memchr::memchr2(b'=', b'\\', &self.bytes[start..]).is_some());
    }

    /// Steps into a member by its name, without a thought of how it is spelled.
    pub(super) fn enter_name(&mut self, name: &str) {
        self.bytes.push(b'/');
        if memchr::memchr2(b'~', b'/', name.as_bytes()).is_none() {
            self.bytes.extend_from_slice(name.as_bytes());
        } else {
            self.bytes.extend_from_slice(name.replace('~', "~0").replace('/', "~1").as_bytes());
        }
    }

    /// Steps into an item.
    pub(super) fn enter_item(&mut self, index: usize) {
        self.bytes.push(b'/');
        let start = self.bytes.len();
        let mut rest = index;
        loop {
            self.bytes.push(b'0' + u8::try_from(rest % 10).unwrap_or_default());
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.bytes[start..].reverse();
    }

    /// Steps into any item.
    pub(super) fn enter_any(&mut self) {
        self.bytes.extend_from_slice(b"/*");
    }
}
