//! The line that a finding stands on, cut to its surroundings, safe to show.

use crate::json::{Span, is_unsafe, push_unicode_escape};
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// The most columns of a line that are shown.
const WIDEST: usize = 80;

/// What is shown where a line was cut.
const CUT: &str = "...";

/// A piece of a line with a mark under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The text, with nothing in it that could harm a terminal.
    pub text: String,
    /// How many columns stand before the mark.
    pub indent: usize,
    /// How many columns the mark has.
    pub width: usize,
}

/// How much of a line may be seen.
#[derive(Debug, Clone, Copy)]
pub enum Visibility<'a> {
    /// All but these values, which are shown as bullets.
    Except(&'a [Span]),
    /// Only the place itself: nobody knows what the rest is.
    PlaceOnly,
}

/// One character as it is shown.
struct Cell {
    character: char,
    /// Whether a bullet stands for it.
    hidden: bool,
    width: usize,
    /// Whether it is part of the place.
    marked: bool,
}

impl Excerpt {
    /// Cuts the surroundings of a place out of a text. Nothing when there is nothing to see.
    pub fn cut(text: &[u8], place: Span, visibility: Visibility<'_>, columns: usize) -> Option<Self> {
        let start = (place.start as usize).min(text.len());
        let near = near(text, start);
        let line = std::str::from_utf8(&text[near.clone()]).ok()?.trim_end_matches('\r');
        let (from, to, masked) = match visibility {
            Visibility::Except(masked) => (near.start, near.end, masked),
            Visibility::PlaceOnly => (start, place.end as usize, [].as_slice()),
        };
        let meets = |span: &&Span| (span.start as usize) < near.end && near.start < span.end as usize;
        let masked: Vec<Span> = masked.iter().filter(meets).copied().collect();
        let cells: Vec<Cell> = line
            .char_indices()
            .map(|(at, character)| (near.start + at, character))
            .filter(|(at, _)| (from..to).contains(at))
            .map(|(at, character)| cell(character, at, place, &masked))
            .collect();
        if cells.is_empty() {
            return None;
        }
        let begins = from == near.start && (near.start == 0 || text[near.start - 1] == b'\n');
        let ends = to >= near.end && text.get(near.end).is_none_or(|byte| *byte == b'\n');
        Some(arrange(&cells, columns.clamp(20, WIDEST), begins, ends))
    }

    /// The part of a text that an excerpt of the surroundings of a place can show.
    pub fn reach(text: &[u8], place: Span) -> Span {
        let near = near(text, (place.start as usize).min(text.len()));
        // A text has no more bytes than a span can count.
        let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: offset(near.start), end: offset(near.end) }
    }
}

/// As much of the line around an offset as there can be room for.
fn near(text: &[u8], offset: usize) -> Range<usize> {
    let near = nearby(text, offset);
    let columns = |characters: &mut dyn Iterator<Item = char>| {
        let mut columns = 0;
        let seen = characters.take_while(|character| {
            columns += character.width().unwrap_or(1).min(1);
            // One more than there is room for says that the line goes on.
            columns <= WIDEST + 1
        });
        seen.map(char::len_utf8).sum::<usize>()
    };
    let characters = |range| std::str::from_utf8(&text[range]).unwrap_or_default().chars();
    let before = columns(&mut characters(near.start..offset).rev());
    let after = columns(&mut characters(offset..near.end));
    offset - before..offset + after
}

/// The part of a line around an offset from which an excerpt can be made: all of it, or enough of a very long one.
fn nearby(text: &[u8], offset: usize) -> Range<usize> {
    /// Far more bytes than the widest excerpt has columns.
    const ENOUGH: usize = 640;
    let is_start = |at: &usize| text.get(*at).is_none_or(|byte| byte.cast_signed() >= -0x40);
    let earliest = (offset.saturating_sub(ENOUGH)..=offset).find(is_start).unwrap_or(offset);
    let latest = (offset..=text.len().min(offset + ENOUGH)).rev().find(is_start).unwrap_or(offset);
    let start = memchr::memrchr(b'\n', &text[earliest..offset]).map_or(earliest, |newline| earliest + newline + 1);
    let end = memchr::memchr(b'\n', &text[offset..latest]).map_or(latest, |length| offset + length);
    start..end
}

fn cell(character: char, at: usize, place: Span, masked: &[Span]) -> Cell {
    let marked = (place.start as usize..place.end as usize).contains(&at);
    let hidden = masked.iter().any(|span| span.range().contains(&at));
    let width = if hidden { 1 } else { width(character) };
    Cell { character, hidden, width, marked }
}

/// How many columns a character takes as it is shown.
fn width(character: char) -> usize {
    if character == '\t' || is_unsafe(character) {
        let mut shown = String::new();
        show(character, &mut shown);
        shown.len()
    } else {
        character.width().unwrap_or(0)
    }
}

/// Adds a character in a form that harms nobody.
fn show(character: char, out: &mut String) {
    match character {
        '\t' => out.push_str("    "),
        _ if is_unsafe(character) => push_unicode_escape(out, character),
        _ => out.push(character),
    }
}

/// Lays the cells out, those around the mark if there are too many.
fn arrange(cells: &[Cell], columns: usize, begins: bool, ends: bool) -> Excerpt {
    let mark = cells.iter().position(|cell| cell.marked).unwrap_or(cells.len());
    let total: usize = cells.iter().map(|cell| cell.width).sum();
    let (first, last) = if total <= columns { (0, cells.len()) } else { window(cells, mark, columns - 2 * CUT.len()) };
    let cut_before = first > 0 || !begins;
    let cut_after = last < cells.len() || !ends;
    let width_of = |cells: &[Cell]| cells.iter().map(|cell| cell.width).sum::<usize>();
    let mut text = String::from(if cut_before { CUT } else { "" });
    for cell in &cells[first..last] {
        if cell.hidden { text.push('\u{2022}') } else { show(cell.character, &mut text) }
    }
    text.push_str(if cut_after { CUT } else { "" });
    let marked = cells[first..last].iter().filter(|cell| cell.marked).map(|cell| cell.width).sum::<usize>();
    Excerpt {
        text,
        indent: width_of(&cells[first..mark.clamp(first, last)]) + if cut_before { CUT.len() } else { 0 },
        width: marked.max(1),
    }
}

/// The cells to show: a third of the room before the mark, the rest after it.
fn window(cells: &[Cell], mark: usize, columns: usize) -> (usize, usize) {
    let mut first = mark;
    let mut room = columns / 3;
    while first > 0 && cells[first - 1].width <= room {
        first -= 1;
        room -= cells[first].width;
    }
    let mut last = first;
    let mut room = columns;
    while last < cells.len() && cells[last].width <= room {
        room -= cells[last].width;
        last += 1;
    }
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, Visibility};
    use crate::json::Span;

    fn cut(text: &str, start: u32, end: u32, masked: &[Span]) -> (String, String) {
        let excerpt = Excerpt::cut(text.as_bytes(), Span { start, end }, Visibility::Except(masked), 80).unwrap();
        (excerpt.text, " ".repeat(excerpt.indent) + &"^".repeat(excerpt.width))
    }

    #[test]
    fn the_mark_stands_under_the_place() {
        assert_eq!(cut("a\n  \"b\": 1,\r\nc", 4, 7, &[]), ("  \"b\": 1,".into(), "  ^^^".into()));
        assert_eq!(cut("\t\"b\"", 1, 4, &[]), ("    \"b\"".into(), "    ^^^".into()));
        assert_eq!(cut("\"漢字\": 1", 10, 11, &[]), ("\"漢字\": 1".into(), "        ^".into()));
        assert_eq!(cut("\"e\u{301}\": 1", 7, 8, &[]), ("\"e\u{301}\": 1".into(), "     ^".into()));
        assert_eq!(cut("[1", 2, 2, &[]), ("[1".into(), "  ^".into()));
    }

    #[test]
    fn long_lines_are_cut_around_the_place_and_secrets_are_bullets() {
        let line = format!("{}\"here\"{}", "x".repeat(1000), "y".repeat(1000));
        let (text, mark) = cut(&line, 1000, 1006, &[]);
        assert_eq!((text.chars().count(), mark.find('^')), (80, text.find("\"here\"")));
        let masked = [Span { start: 1, end: 4 }];
        assert_eq!(cut("\"abc\": \u{1b}[2J", 0, 5, &masked).0, "\"•••\": \\u001b[2J");
    }
}
