//! YAML that readers of 1.1 and of 1.2 take for the same values.
//!
//! A string stands bare only where both read it as a string: it begins with a letter, has no sign of YAML's own in a place
//! that counts, and is no word for a boolean or null in either version. All others stand in double quotes on one line, with
//! escapes that both versions have. Numbers stand as they are spelled; one with an exponent that version 1.1 does not know for a
//! number (`1e3`, `1.5e3`) is tagged `!!float`. Half of a surrogate pair, which no YAML can hold, becomes U+FFFD.

use super::Form;
use crate::json::{Kind, Node};

/// How long a key may be without the sign `?` before it: readers look no further than 1024 characters for the colon.
const LONGEST_KEY: usize = 1000;

/// The words that are no strings in version 1.1 or 1.2 when they stand bare.
const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

/// Writes YAML documents, after the line that parts them.
#[derive(Debug, Default)]
pub struct Yaml;

impl Yaml {
    /// What parts a document from the one before.
    pub const PARTING: &[u8] = b"---\n";
}

impl Form for Yaml {
    fn document(&mut self, root: Node<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(Self::PARTING);
        block(root, 0, out);
    }
}

/// Writes a value where a line of its own begins, its first line being indented already.
fn block(node: Node<'_>, depth: usize, out: &mut Vec<u8>) {
    match node.kind() {
        Kind::Object if !node.is_empty() => {
            for (index, (key, value)) in node.members().enumerate() {
                indent(if index == 0 { 0 } else { depth }, out);
                let is_long = key.raw().len() > LONGEST_KEY;
                out.extend_from_slice(if is_long { b"? " } else { b"" });
                let raw = key.raw();
                string(raw, &key.name(), out);
                if is_long {
                    out.push(b'\n');
                    indent(depth, out);
                }
                out.push(b':');
                after_sign(value, depth, out);
            }
        }
        Kind::Array if !node.is_empty() => {
            for (index, item) in node.elements().enumerate() {
                indent(if index == 0 { 0 } else { depth }, out);
                out.extend_from_slice(b"- ");
                block(item, depth + 1, out);
            }
        }
        _ => {
            scalar(node, out);
            out.push(b'\n');
        }
    }
}

/// Writes the value of a key, on the same line or below it.
fn after_sign(value: Node<'_>, depth: usize, out: &mut Vec<u8>) {
    let is_block = matches!(value.kind(), Kind::Object | Kind::Array) && !value.is_empty();
    if is_block {
        out.push(b'\n');
        indent(depth + 1, out);
        block(value, depth + 1, out);
    } else {
        out.push(b' ');
        scalar(value, out);
        out.push(b'\n');
    }
}

fn indent(depth: usize, out: &mut Vec<u8>) {
    const SPACES: [u8; 64] = [b' '; 64];
    let mut width = depth * 2;
    while width > 0 {
        let piece = width.min(SPACES.len());
        out.extend_from_slice(&SPACES[..piece]);
        width -= piece;
    }
}

fn scalar(node: Node<'_>, out: &mut Vec<u8>) {
    match node.kind() {
        Kind::String => string(node.raw(), &node.as_str().unwrap_or_default(), out),
        Kind::Number => number(node.raw(), out),
        Kind::Object => out.extend_from_slice(b"{}"),
        Kind::Array => out.extend_from_slice(b"[]"),
        _ => out.extend_from_slice(node.raw().as_bytes()),
    }
}

/// Writes a number as it is spelled. Version 1.1 knows an exponent only after a point, and with a sign.
fn number(raw: &str, out: &mut Vec<u8>) {
    let exponent = raw.find(['e', 'E']);
    let is_known = exponent.is_none_or(|at| raw[..at].contains('.') && raw[at + 1..].starts_with(['+', '-']));
    out.extend_from_slice(if is_known { b"" } else { b"!!float " });
    out.extend_from_slice(raw.as_bytes());
}

/// Writes a string: bare, in quotes as JSON has it, or in quotes with escapes of its own.
fn string(raw: &str, text: &str, out: &mut Vec<u8>) {
    if is_bare(text) {
        out.extend_from_slice(text.as_bytes());
    } else if raw.len() == text.len() + 2 && is_printable(text) {
        out.extend_from_slice(raw.as_bytes());
    } else {
        escaped(text, out);
    }
}

/// What may stand where in a bare string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Nowhere,
    Anywhere,
    /// Between others; a space not after a colon.
    Inside,
}

/// For each byte where it may stand in a bare string.
const PLACES: [Place; 256] = {
    let mut places = [Place::Nowhere; 256];
    let mut byte: u8 = 0;
    while byte < 0x80 {
        places[byte as usize] = match byte {
            b'_' | b'.' | b'/' | b'-' | b'+' | b'@' | b'(' | b')' => Place::Anywhere,
            b' ' | b':' => Place::Inside,
            other if other.is_ascii_alphanumeric() => Place::Anywhere,
            _ => Place::Nowhere,
        };
        byte += 1;
    }
    places
};

fn place(byte: u8) -> Place {
    PLACES[usize::from(byte)]
}

fn is_bare(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    if !first.is_ascii_alphabetic() || place(*last) != Place::Anywhere {
        return false;
    }
    let mut before = 0;
    for byte in bytes {
        if place(*byte) == Place::Nowhere || *byte == b' ' && before == b':' {
            return false;
        }
        before = *byte;
    }
    bytes.len() > 5 || !WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether every character may stand in a YAML text as it is, and none of them breaks a line in either version.
fn is_printable(text: &str) -> bool {
    let is_ascii = text.bytes().all(|byte| (0x20..0x7F).contains(&byte));
    is_ascii || text.chars().all(stands_raw)
}

fn stands_raw(character: char) -> bool {
    match character {
        ' '..='~'
        | '\u{A0}'..='\u{2027}'
        | '\u{202A}'..='\u{D7FF}'
        | '\u{E000}'..='\u{FEFE}'
        | '\u{FF00}'..='\u{FFFD}' => true,
        other => other >= '\u{1_0000}' && u32::from(other) & 0xFFFE != 0xFFFE,
    }
}

#[cold]
fn escaped(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for character in text.chars() {
        match character {
            '"' => out.extend_from_slice(b"\\\""),
            '\\' => out.extend_from_slice(b"\\\\"),
            '\n' => out.extend_from_slice(b"\\n"),
            '\r' => out.extend_from_slice(b"\\r"),
            '\t' => out.extend_from_slice(b"\\t"),
            other if stands_raw(other) => out.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
            other => {
                let code = u32::from(other);
                let escape = match code {
                    0..=0xFF => format!("\\x{code:02x}"),
                    0x100..=0xFFFF => format!("\\u{code:04x}"),
                    _ => format!("\\U{code:08x}"),
                };
                out.extend_from_slice(escape.as_bytes());
            }
        }
    }
    out.push(b'"');
}
