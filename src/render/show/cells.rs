//! Text in pieces that must not be broken, each with the columns that it takes.

use crate::json::{is_unsafe, push_unicode_escape};
use unicode_width::UnicodeWidthChar;

/// A character or an escape as it is shown.
pub(super) struct Cell {
    pub(super) shown: String,
    pub(super) width: usize,
}

/// The pieces of a JSON spelling: an escape is one, and a character that could drive a terminal is shown as its escape.
pub(super) fn of_json(spelling: &str, ascii: bool) -> impl Iterator<Item = Cell> {
    let mut rest = spelling;
    std::iter::from_fn(move || {
        let length = match rest.as_bytes() {
            [] => return None,
            [b'\\', b'u', ..] => 6.min(rest.len()),
            [b'\\', _, ..] => 2,
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
        // No escape holds anything but ASCII; what is none is cut at its first character.
        let (piece, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = tail;
        Some(if piece.len() > 1 && piece.starts_with('\\') {
            Cell { width: piece.len(), shown: piece.to_owned() }
        } else {
            piece.chars().next().map_or(Cell { shown: String::new(), width: 0 }, |character| cell(character, ascii))
        })
    })
}

/// The pieces of a text in which nothing is escaped.
pub(super) fn of_text(text: &str, ascii: bool) -> impl Iterator<Item = Cell> {
    text.chars().map(move |character| cell(character, ascii))
}

fn cell(character: char, ascii: bool) -> Cell {
    let mut shown = String::new();
    match character {
        '\u{2022}' if ascii => shown.push('*'),
        _ if is_unsafe(character) || ascii && !character.is_ascii() => push_unicode_escape(&mut shown, character),
        _ => shown.push(character),
    }
    let width = if shown.is_ascii() { shown.len() } else { character.width().unwrap_or(0) };
    Cell { shown, width }
}

/// As much of the pieces as fits, with a sign at the end where some are left out.
pub(super) fn fitted(cells: impl Iterator<Item = Cell>, columns: usize, cut_sign: &str) -> String {
    let room = columns.saturating_sub(cut_sign.chars().count());
    let (mut out, mut width) = (String::new(), 0);
    // Where the text ends if it must be cut.
    let mut end = 0;
    for cell in cells {
        width += cell.width;
        if width > columns {
            out.truncate(end);
            out.push_str(if columns > room { cut_sign } else { "" });
            return out;
        }
        out.push_str(&cell.shown);
        if width <= room {
            end = out.len();
        }
    }
    out
}

/// The end of a text that is shown already, with a sign before it where the beginning is left out.
pub(super) fn end(text: &str, columns: usize, cut_sign: &str, ascii: bool) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(width(cut_sign));
    let all: Vec<Cell> = of_json(text, ascii).collect();
    let fits = |cell: &&Cell| {
        let fits = cell.width <= left;
        left = left.saturating_sub(cell.width);
        fits
    };
    let kept = all.iter().rev().take_while(fits).count();
    let end: String = all[all.len() - kept..].iter().map(|cell| cell.shown.as_str()).collect();
    fitted(of_json(&format!("{cut_sign}{end}"), ascii && cut_sign.is_ascii()), columns, "")
}

/// The columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::{fitted, of_json, of_text, width};

    #[test]
    fn pieces_are_not_broken() {
        let fit = |text, columns| fitted(of_json(text, false), columns, "…");
        assert_eq!(fit("abc", 3), "abc");
        assert_eq!(fit("abcd", 3), "ab…");
        assert_eq!(fit(r"a\u00e9b", 8), r"a\u00e9b");
        assert_eq!(fit(r"a\u00e9bc", 8), r"a\u00e9…");
        assert_eq!(fit(r"a\u00e9bc", 7), "a…");
        assert_eq!(fit(r#"a\"b"#, 3), "a…");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn what_is_wide_or_unsafe_takes_its_columns() {
        assert_eq!(fitted(of_json("漢字x", false), 4, "…"), "漢…");
        assert_eq!(fitted(of_json("e\u{301}x", false), 2, "…"), "e\u{301}x");
        assert_eq!(fitted(of_json("\u{202e}x", false), 7, "…"), "\\u202ex");
        assert_eq!(fitted(of_text("né•", true), 99, "..."), "n\\u00e9*");
        assert_eq!(fitted(of_text("abcdef", true), 5, "..."), "ab...");
        assert_eq!(width("漢e\u{301}"), 3);
    }
}
