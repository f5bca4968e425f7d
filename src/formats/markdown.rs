//! A table in Markdown, for people: what could drive a terminal, reorder text or be taken for markup is told as what it is.

use super::cell::Cell;
use super::rows::Rows;
use crate::json::{Node, is_unsafe, push_unicode_escape};

/// Writes rows of a Markdown table.
#[derive(Debug, Clone, Default)]
pub struct Markdown;

impl Rows for Markdown {
    fn header(&mut self, names: &[&str], out: &mut Vec<u8>) {
        for name in names {
            cell(name, out);
        }
        self.end(out);
        for _ in names {
            out.extend_from_slice(b"|---");
        }
        self.end(out);
    }

    fn cell(&mut self, value: Option<Node<'_>>, out: &mut Vec<u8>) {
        match Cell::of(value) {
            Cell::Missing => cell("", out),
            Cell::Null => cell("null", out),
            Cell::Word(word) => cell(word, out),
            Cell::Text(text) => cell(&text, out),
            Cell::Json(json) => cell(&json, out),
        }
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"|\n");
    }
}

fn cell(text: &str, out: &mut Vec<u8>) {
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_inside_word = before.is_alphanumeric() && characters.peek().is_some_and(|next| next.is_alphanumeric());
        match character {
            '\n' => shown.push_str("<br>"),
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '_' if is_inside_word => shown.push('_'),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' => shown.extend(['\\', character]),
            unsafe_one if is_unsafe(unsafe_one) => {
                shown.push('\\');
                push_unicode_escape(&mut shown, unsafe_one);
            }
            other => shown.push(other),
        }
        before = character;
    }
    out.extend_from_slice(b"| ");
    out.extend_from_slice(shown.as_bytes());
    out.push(b' ');
}
