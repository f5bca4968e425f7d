//! `tree`: the payload as it stands, re-indented, with what it means at the right and what is wrong below.

use super::Page;
use super::cells::{self, Cell};
use crate::finding::Finding;
use crate::json::Kind;
use crate::render::style::Style;
use crate::show::{Content, Line};
use std::io::{self, Write};

/// How many lines are aligned with each other.
const BLOCK: usize = 200;

/// What stands between a line and what is said of it.
const GAP: usize = 2;

/// The least room that something is said in.
const LEAST: usize = 12;

/// Writes the lines of one payload.
pub struct Tree<'w> {
    out: &'w mut dyn Write,
    page: Page,
    /// How many digits the numbers of lines have; nothing when there are none.
    digits: Option<usize>,
    last_number: Option<u64>,
    block: Vec<Laid>,
}

/// A line that is ready but for its notes.
struct Laid {
    gutter: String,
    /// The text with its colours, and its width.
    text: String,
    width: usize,
    /// What is said of it, in full and in short.
    notes: [String; 2],
    below: Vec<String>,
}

/// A piece of a line: its text and how it looks.
type Piece = (String, fn(Style, &str) -> String);

impl<'w> Tree<'w> {
    /// Begins a payload; with `last_number`, the number of the last line of its file, lines have numbers.
    pub fn new(out: &'w mut dyn Write, page: Page, last_number: Option<u64>) -> Self {
        let digits = last_number.map(|number| number.to_string().len());
        Self { out, page, digits, last_number: None, block: Vec::new() }
    }

    /// Writes a line, at the latest with those that follow it.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn line(&mut self, line: &Line<'_>) -> io::Result<()> {
        let gutter = self.gutter(line);
        let room = self.room();
        let (pieces, width) = pieces(line, self.page, if self.page.full { usize::MAX } else { room });
        let text = pieces.iter().map(|(text, paint)| paint(self.page.style, text)).collect();
        let note = |said: Option<&String>| {
            let parts = [said, line.meaning.as_ref()].into_iter().flatten().map(String::as_str);
            parts.collect::<Vec<_>>().join("; ")
        };
        let notes = [note(line.said.as_ref().map(|said| &said.text)), note(line.said.as_ref().map(|said| &said.short))];
        let below = line.findings.iter().flat_map(|finding| self.below(finding, line.depth)).collect();
        self.block.push(Laid { gutter, text, width, notes, below });
        if self.block.len() == BLOCK { self.flush() } else { Ok(()) }
    }

    /// Writes what is left.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()
    }

    /// How many columns a line has, its number left out.
    fn room(&self) -> usize {
        let gutter = self.digits.map_or(0, |digits| digits + 1);
        self.page.width.map_or(usize::MAX, |width| width.saturating_sub(gutter).max(1))
    }

    /// The line's number, unless it is that of the line before.
    fn gutter(&mut self, line: &Line<'_>) -> String {
        let Some(digits) = self.digits else {
            return String::new();
        };
        let number = line.number.filter(|number| Some(*number) != self.last_number);
        self.last_number = line.number.or(self.last_number);
        let number = number.map_or_else(String::new, |number| number.to_string());
        format!("{number:>digits$} ")
    }

    /// A finding in lines of its own: it must be seen whole, however narrow the page is.
    fn below(&self, finding: &Finding, depth: usize) -> Vec<String> {
        let style = self.page.style;
        let indent = " ".repeat(indent(depth, self.room()));
        let word = format!("{}: ", finding.severity.word());
        let text = format!("^ {word}{} [{}]", finding.message, finding.rule);
        let text = cells::fitted(cells::of_text(&text, self.page.ascii), usize::MAX, "");
        let options = textwrap::Options::new(self.room().saturating_sub(indent.len()).max(1));
        let lines = textwrap::wrap(&text, options.subsequent_indent("  "));
        let mark = |line: &str| style.mark(finding.severity, line);
        lines
            .iter()
            .map(|line| format!("{}{indent}{}", " ".repeat(self.digits.map_or(0, |digits| digits + 1)), mark(line)))
            .collect()
    }

    fn flush(&mut self) -> io::Result<()> {
        let room = self.room();
        // Long lines do not push what is said of the short ones out of sight.
        let most = if self.page.width.is_some() { room * 3 / 5 } else { 100 };
        let column = self.block.iter().map(|line| line.width).filter(|width| *width <= most).max().unwrap_or(0);
        for Laid { gutter, text, width, notes: [note, short], below } in self.block.drain(..) {
            let start = column.max(width) + GAP;
            let left = room.saturating_sub(start);
            let gutter = if gutter.is_empty() { gutter } else { self.page.style.dim(gutter) };
            write!(self.out, "{gutter}{text}")?;
            if !note.is_empty() && left >= LEAST {
                let note = if cells::width(&note) > left { short } else { note };
                let note = self.page.fitted(&note, left);
                write!(self.out, "{}{}", " ".repeat(start - width), self.page.style.dim(note))?;
            }
            writeln!(self.out)?;
            for line in below {
                writeln!(self.out, "{line}")?;
            }
        }
        Ok(())
    }
}

/// The columns before a line's text: two for each level, and never more than a third of the room.
fn indent(depth: usize, room: usize) -> usize {
    (2 * depth).min(room / 3)
}

/// What stands before a line's text: its indentation, and a bar for each string that it stands in.
fn start(line: &Line<'_>, page: Page, room: usize) -> String {
    let bar = if page.ascii { "| " } else { "\u{2506} " };
    let inside: String = line.inside.iter().map(|depth| "  ".repeat(*depth) + bar).collect();
    let all = inside + &"  ".repeat(line.depth);
    cells::fitted(cells::of_text(&all, page.ascii), room / 3, "")
}

/// The parts of a line that fit, and their width.
fn pieces(line: &Line<'_>, page: Page, room: usize) -> (Vec<Piece>, usize) {
    let mut pieces: Vec<Piece> = vec![(start(line, page, room), if line.inside.is_empty() { plain } else { dim })];
    let before: usize = pieces.iter().map(|(text, _)| cells::width(text)).sum();
    let comma = if line.comma { "," } else { "" };
    let mut left = room.saturating_sub(before + comma.len());
    if let Some(key) = &line.key {
        // A value wants some room too.
        let key = cut(cells::of_json(key, page.ascii), left.saturating_sub(2 + LEAST).max(left / 2), page);
        left = left.saturating_sub(cells::width(&key) + 2);
        pieces.extend([(key, Style::key as fn(Style, &str) -> String), (": ".to_owned(), plain)]);
    }
    pieces.push(match &line.content {
        Content::Open(bracket) | Content::Close(bracket) => (bracket.to_string(), plain),
        Content::Value(kind, spelling) => (cut(cells::of_json(spelling, page.ascii), left, page), paint_of(*kind)),
        Content::More(count, noun) => {
            let words = format!(
                "{} {} more {noun}{}",
                page.cut_sign(),
                crate::words::grouped(*count),
                if *count == 1 { "" } else { "s" }
            );
            (page.fitted(&words, left), dim)
        }
    });
    pieces.push((comma.to_owned(), plain));
    let width = pieces.iter().map(|(text, _)| cells::width(text)).sum();
    (pieces, width)
}

/// A spelling that fits: of a string the quotes stay, and the sign that it was cut stands behind them, so that it is not taken
/// for a part of the string.
fn cut(cells: impl Iterator<Item = Cell>, columns: usize, page: Page) -> String {
    let sign = page.cut_sign();
    let (mut out, mut width, mut end) = (String::new(), 0, 0);
    let room = columns.saturating_sub(1 + sign.chars().count());
    for cell in cells {
        width += cell.width;
        if width > columns {
            let quote = if out.starts_with('"') { "\"" } else { "" };
            out.truncate(end);
            return if columns > 2 + sign.chars().count() {
                out + quote + sign
            } else {
                cells::fitted(cells::of_text(sign, page.ascii), columns, "")
            };
        }
        out.push_str(&cell.shown);
        if width <= room {
            end = out.len();
        }
    }
    out
}

fn plain(_: Style, text: &str) -> String {
    text.to_owned()
}

fn dim(style: Style, text: &str) -> String {
    style.dim(text)
}

fn paint_of(kind: Kind) -> fn(Style, &str) -> String {
    match kind {
        Kind::String => Style::string,
        Kind::Number => Style::number,
        Kind::Boolean | Kind::Null => Style::word,
        Kind::Array | Kind::Object => plain,
    }
}
