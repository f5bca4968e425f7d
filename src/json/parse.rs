//! The parser: one loop over the bytes, no recursion, one slot for each value and key.

use super::fingerprint::{Seen, fingerprint};
use super::scan::{self, Broken};
use super::slot::{COUNT_MAX, COUNT_SHIFT, ESCAPED, PLAIN, REPEATING, SHADOWED, Slot, slot_kind};
use super::string;
use super::syntax::{Fault, SyntaxError};
use super::tree::Tree;
use std::collections::HashMap;

/// The most containers that may be open at once.
pub const MAX_DEPTH: usize = 512;

/// The most bytes a document may have: offsets are kept in 32 bits.
pub const MAX_LEN: usize = u32::MAX as usize - 1;

/// Checks that the bytes are UTF-8 text that a document can hold.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, SyntaxError> {
    if bytes.len() > MAX_LEN {
        return Err(SyntaxError::too_long());
    }
    simdutf8::basic::from_utf8(bytes).map_err(|_| SyntaxError::not_utf8(bytes))
}

/// The offset of the first byte from `end` on that is no white space.
pub(super) fn trailing(bytes: &[u8], end: usize) -> Option<usize> {
    let at = skip_space(bytes, end);
    (at < bytes.len()).then_some(at)
}

#[inline]
fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}

/// Reads the first value of `text` into `tree` and gives the offset after it. On a fault the tree holds what was read
/// until then, the containers that were open included.
pub(super) fn value(text: &str, tree: &mut Tree) -> Result<usize, Fault> {
    tree.slots.clear();
    // About as many as a small document needs; a large one has them soon.
    tree.slots.reserve((text.len() / 12).min(1024));
    tree.fingerprints.clear();
    tree.open.clear();
    tree.has_duplicates = false;
    tree.aside.clear();
    Parser { text, bytes: text.as_bytes(), tree, top: Open::default() }.run()
}

/// A container whose end has not been read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Open {
    /// Its slot.
    pub(super) slot: u32,
    /// How many children it has so far.
    count: u32,
    pub(super) is_object: bool,
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    tree: &'a mut Tree,
    /// The innermost open container; those around it are in the tree's stack.
    top: Open,
}

impl Parser<'_> {
    fn run(&mut self) -> Result<usize, Fault> {
        let mut at = skip_space(self.bytes, 0);
        'value: loop {
            at = match self.bytes.get(at) {
                Some(b'"') => self.string(at, slot_kind::STRING)?,
                Some(b'{') => {
                    self.enter(at, slot_kind::OBJECT)?;
                    at = skip_space(self.bytes, at + 1);
                    if self.bytes.get(at) == Some(&b'}') {
                        self.leave(at)
                    } else {
                        at = self.key(at)?;
                        continue 'value;
                    }
                }
                Some(b'[') => {
                    self.enter(at, slot_kind::ARRAY)?;
                    at = skip_space(self.bytes, at + 1);
                    if self.bytes.get(at) == Some(&b']') { self.leave(at) } else { continue 'value }
                }
                Some(b'-' | b'0'..=b'9') => self.number(at)?,
                Some(b't') => self.word(at, "true", slot_kind::TRUE)?,
                Some(b'f') => self.word(at, "false", slot_kind::FALSE)?,
                Some(b'n') => self.word(at, "null", slot_kind::NULL)?,
                _ => return Err(Fault::Value(at)),
            };
            // After a value: a comma and the next one, or the end of one container or more.
            loop {
                if self.tree.open.is_empty() {
                    return Ok(at);
                }
                self.top.count += 1;
                at = skip_space(self.bytes, at);
                match (self.bytes.get(at), self.top.is_object) {
                    (Some(b','), true) => {
                        at = skip_space(self.bytes, at + 1);
                        at = self.key(at)?;
                        continue 'value;
                    }
                    (Some(b','), false) => {
                        at = skip_space(self.bytes, at + 1);
                        continue 'value;
                    }
                    (Some(b'}'), true) | (Some(b']'), false) => at = self.leave(at),
                    _ => return Err(Fault::Separator(at)),
                }
            }
        }
    }

    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "offsets are below MAX_LEN, and there are no more slots than bytes"
    )]
    fn push(&mut self, start: usize, end: usize, link: u32, tag: u32) {
        self.tree.slots.push(Slot { start: start as u32, end: end as u32, link, tag });
    }

    fn number(&mut self, at: usize) -> Result<usize, Fault> {
        let (end, is_plain) = scan::number(self.bytes, at).map_err(|broken| Fault::in_scalar(broken, at))?;
        self.push(at, end, 0, if is_plain { slot_kind::NUMBER | PLAIN } else { slot_kind::NUMBER });
        Ok(end)
    }

    fn word(&mut self, at: usize, word: &str, kind: u32) -> Result<usize, Fault> {
        let end = at + word.len();
        if self.bytes.get(at..end) != Some(word.as_bytes()) {
            return Err(Fault::Value(at));
        }
        self.push(at, end, 0, kind);
        Ok(end)
    }

    #[expect(clippy::inline_always, reason = "measured: a call for each string costs a tenth of the parse")]
    #[inline(always)]
    fn string(&mut self, at: usize, kind: u32) -> Result<usize, Fault> {
        let (quote, escaped) = self.scan_string(at)?;
        self.push(at, quote + 1, 0, if escaped { kind | ESCAPED } else { kind });
        Ok(quote + 1)
    }

    #[inline]
    fn scan_string(&self, at: usize) -> Result<(usize, bool), Fault> {
        scan::string(self.bytes, at + 1).map_err(|broken: Broken| Fault::in_scalar(broken, at))
    }

    /// Reads a key and the colon after it; gives the offset of the value.
    #[expect(clippy::inline_always, reason = "measured: a call for each key costs a tenth of the parse")]
    #[inline(always)]
    fn key(&mut self, at: usize) -> Result<usize, Fault> {
        if self.bytes.get(at) != Some(&b'"') {
            return Err(Fault::Key(at));
        }
        let (quote, print, tag) = match scan::plain_key(self.bytes, at + 1) {
            Some((quote, print)) => (quote, print, slot_kind::KEY),
            None => self.unusual_key(at)?,
        };
        self.push(at, quote + 1, print, tag);
        self.tree.fingerprints.push(print);
        let colon = skip_space(self.bytes, quote + 1);
        if self.bytes.get(colon) != Some(&b':') {
            return Err(Fault::Colon(colon));
        }
        Ok(skip_space(self.bytes, colon + 1))
    }

    /// A key that holds escapes, is broken, or stands at the very end of the text.
    #[cold]
    fn unusual_key(&self, at: usize) -> Result<(usize, u32, u32), Fault> {
        let (quote, escaped) = self.scan_string(at)?;
        let inner = &self.text[at + 1..quote];
        let tag = if escaped { slot_kind::KEY | ESCAPED } else { slot_kind::KEY };
        Ok((quote, fingerprint(string::unescape(inner).as_bytes()), tag))
    }

    #[expect(clippy::cast_possible_truncation, reason = "there are no more slots than bytes")]
    fn enter(&mut self, at: usize, kind: u32) -> Result<(), Fault> {
        if self.tree.open.len() == MAX_DEPTH {
            return Err(Fault::Depth(at));
        }
        self.tree.open.push(self.top);
        self.top = Open { slot: self.tree.slots.len() as u32, count: 0, is_object: kind == slot_kind::OBJECT };
        self.push(at, at, 0, kind);
        Ok(())
    }

    /// Closes the innermost container at its bracket `at`; gives the offset after it.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "offsets are below MAX_LEN, and there are no more slots than bytes"
    )]
    fn leave(&mut self, at: usize) -> usize {
        let distinct = if self.top.is_object { self.top.count - self.shadow_duplicates() } else { self.top.count };
        let after = self.tree.slots.len() as u32;
        let slot = &mut self.tree.slots[self.top.slot as usize];
        slot.end = at as u32 + 1;
        slot.link = after;
        slot.tag |= distinct.min(COUNT_MAX) << COUNT_SHIFT;
        if self.top.is_object && distinct < self.top.count {
            slot.tag |= REPEATING;
        }
        self.top = self.tree.open.pop().unwrap_or_default();
        at + 1
    }

    /// Marks the keys of the innermost object that stand again later; gives their number.
    fn shadow_duplicates(&mut self) -> u32 {
        let base = self.tree.fingerprints.len() - self.top.count as usize;
        let prints = &self.tree.fingerprints[base..];
        let suspect = prints.len() > Seen::MOST || self.tree.seen.repeats(prints);
        self.tree.fingerprints.truncate(base);
        if suspect { self.shadow_by_name() } else { 0 }
    }

    /// As [`Parser::shadow_duplicates`], by the names themselves.
    #[cold]
    fn shadow_by_name(&mut self) -> u32 {
        let mut last_of = HashMap::with_capacity(self.top.count as usize);
        let mut shadowed = 0;
        let mut at = self.top.slot as usize + 1;
        while let Some(slot) = self.tree.slots.get(at).copied() {
            let inner = &self.text[slot.start as usize + 1..slot.end as usize - 1];
            let name = if slot.is(ESCAPED) { string::identity(inner) } else { inner.as_bytes().into() };
            if let Some(earlier) = last_of.insert(name, at) {
                self.tree.slots[earlier].tag |= SHADOWED;
                shadowed += 1;
            }
            let value = self.tree.slots[at + 1];
            at = if value.kind() >= slot_kind::ARRAY { value.link as usize } else { at + 2 };
        }
        self.tree.has_duplicates |= shadowed > 0;
        shadowed
    }
}
