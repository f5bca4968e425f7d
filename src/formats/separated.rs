//! Values separated by commas (RFC 4180) or tabs.
//!
//! A string that is empty stands in quotes, so that it can be told from null and from nothing. A string that a spreadsheet
//! would take for a formula gets an apostrophe before it, unless that is not wanted; numbers never do.

use super::cell::Cell;
use super::rows::Rows;
use crate::json::Node;

/// What stands in cells that hold no value.
#[derive(Debug, Clone, Default)]
pub struct Blanks {
    /// For null.
    pub null: String,
    /// For a field that the document does not have.
    pub missing: String,
}

/// Writes rows of CSV or TSV.
#[derive(Debug, Clone)]
pub struct Separated {
    separator: u8,
    line_end: &'static [u8],
    blanks: Blanks,
    is_guarded: bool,
    guarded: u64,
    /// Where the row begins in what was written, and how many cells it has.
    start: usize,
    cells: usize,
}

impl Separated {
    /// Lines as RFC 4180 has them.
    pub fn by_commas(blanks: Blanks, is_guarded: bool) -> Self {
        Self { separator: b',', line_end: b"\r\n", blanks, is_guarded, guarded: 0, start: 0, cells: 0 }
    }

    /// Lines with tabs, quoted as with commas.
    pub fn by_tabs(blanks: Blanks, is_guarded: bool) -> Self {
        Self { separator: b'\t', line_end: b"\n", ..Self::by_commas(blanks, is_guarded) }
    }
}

impl Rows for Separated {
    fn header(&mut self, names: &[&str], out: &mut Vec<u8>) {
        for name in names {
            self.begin_cell(out);
            self.field(name, false, out);
        }
        self.end(out);
    }

    fn cell(&mut self, value: Option<Node<'_>>, out: &mut Vec<u8>) {
        self.begin_cell(out);
        match Cell::of(value) {
            Cell::Missing => field(&self.blanks.missing, false, self.separator, out),
            Cell::Null => field(&self.blanks.null, false, self.separator, out),
            Cell::Word(word) => out.extend_from_slice(word.as_bytes()),
            Cell::Json(json) => field(&json, true, self.separator, out),
            Cell::Text(text) => {
                let is_formula = matches!(text.as_bytes().first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'));
                if is_formula && self.is_guarded {
                    self.guarded += 1;
                    self.field(&format!("'{text}"), false, out);
                } else {
                    let looks_blank = text.is_empty() || *text == self.blanks.null || *text == self.blanks.missing;
                    self.field(&text, looks_blank, out);
                }
            }
        }
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        // A line without anything is no row for most readers.
        if self.cells == 1 && out.len() == self.start {
            out.extend_from_slice(b"\"\"");
        }
        self.cells = 0;
        out.extend_from_slice(self.line_end);
    }

    fn take_guarded(&mut self) -> u64 {
        std::mem::take(&mut self.guarded)
    }
}

impl Separated {
    fn begin_cell(&mut self, out: &mut Vec<u8>) {
        if self.cells > 0 {
            out.push(self.separator);
        } else {
            self.start = out.len();
        }
        self.cells += 1;
    }

    fn field(&self, text: &str, is_quoted: bool, out: &mut Vec<u8>) {
        field(text, is_quoted, self.separator, out);
    }
}

/// Writes a field, in quotes where it must or shall be.
fn field(text: &str, is_quoted: bool, separator: u8, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let needs_quotes = || bytes.iter().any(|byte| matches!(byte, b'"' | b'\n' | b'\r') || *byte == separator);
    if !is_quoted && !needs_quotes() {
        return out.extend_from_slice(bytes);
    }
    out.push(b'"');
    for (index, piece) in bytes.split(|byte| *byte == b'"').enumerate() {
        out.extend_from_slice(if index == 0 { b"" } else { b"\"\"" });
        out.extend_from_slice(piece);
    }
    out.push(b'"');
}
