//! The changes of a pair in columns: where, what was and what is, and what that means.

use super::summary;
use super::text::{explanation, origin, padded};
use crate::render::style::{Style, columns, safe};
use crate::report::{Row, RowKind};
use std::io::{self, Write};

/// The widest column of pointers; longer ones stand on a line of their own.
const POINTERS: usize = 46;

/// The widest column of values before the meanings.
const VALUES: usize = 32;

/// How wide lines are where nobody watches.
const WIDTH: usize = 120;

/// A change, ready to be laid out.
pub(super) struct Line<'r> {
    pub(super) row: &'r Row,
    pointer: String,
    values: Vec<Value>,
    explanation: String,
}

/// A value of a change.
struct Value {
    sign: &'static str,
    text: String,
    width: usize,
    tone: Tone,
}

/// How a value is coloured.
enum Tone {
    Gone,
    New,
    Neither,
}

impl Value {
    fn new(sign: &'static str, text: String, tone: Tone) -> Self {
        Self { sign, width: columns(&text), text, tone }
    }

    fn painted(&self, style: Style) -> String {
        match self.tone {
            Tone::Gone => style.bad(&self.text),
            Tone::New => style.good(&self.text),
            Tone::Neither => self.text.clone(),
        }
    }
}

impl<'r> Line<'r> {
    pub(super) fn new(row: &'r Row) -> Self {
        let text = |value: &Option<String>| safe(value.as_deref().unwrap_or_default());
        let before = |sign| Value::new(sign, text(&row.before), Tone::Gone);
        let after = |sign| Value::new(sign, text(&row.after), Tone::New);
        let values = match row.kind {
            RowKind::Added => vec![after("+")],
            RowKind::Removed => vec![before("-")],
            RowKind::Moved => {
                vec![Value::new("~", format!("{} from {}", text(&row.before), text(&row.from)), Tone::Neither)]
            }
            RowKind::Changed | RowKind::Respelled => vec![before(""), after("->")],
        };
        Self { row, pointer: summary::place(&row.pointer), values, explanation: explanation(row) }
    }

    /// How wide the values are in one line.
    fn width(&self) -> usize {
        self.values.iter().map(|value| value.width).sum::<usize>() + 4 * (self.values.len() - 1)
    }
}

/// The columns of a pair's changes.
pub(super) struct Page {
    style: Style,
    pointers: usize,
    values: usize,
    width: usize,
}

impl Page {
    pub(super) fn new(lines: &[Line<'_>], style: Style) -> Self {
        let width = style.columns.unwrap_or(WIDTH).max(40);
        let pointers = widest(lines.iter().map(|line| columns(&line.pointer)), POINTERS);
        let values = widest(lines.iter().map(Line::width), VALUES);
        Self { style, pointers, values, width }
    }

    pub(super) fn line(&self, out: &mut dyn Write, line: &Line<'_>) -> io::Result<()> {
        self.change(out, line)?;
        let Some(origin) = origin(line.row) else { return Ok(()) };
        writeln!(out, "{}{}", " ".repeat(self.pointers + 6), self.style.dim(origin))
    }

    fn change(&self, out: &mut dyn Write, line: &Line<'_>) -> io::Result<()> {
        let mut lead = padded(&format!("  {}", line.pointer), self.pointers + 2);
        if columns(&line.pointer) > self.pointers {
            writeln!(out, "  {}", line.pointer)?;
            lead = " ".repeat(self.pointers + 2);
        }
        let start = self.pointers + 6;
        let mut end = start;
        if line.values.len() > 1 && start + line.width() > self.width || line.values.len() == 1 {
            for (index, value) in line.values.iter().enumerate() {
                if index > 0 {
                    writeln!(out)?;
                    lead = " ".repeat(self.pointers + 2);
                }
                end = start + value.width;
                write!(out, "{lead} {:>2} {}", value.sign, value.painted(self.style))?;
            }
        } else {
            let painted: Vec<String> = line.values.iter().map(|value| value.painted(self.style)).collect();
            end += line.width();
            write!(out, "{lead}    {}", painted.join(" -> "))?;
        }
        self.explanation(out, &line.explanation, start, end)
    }

    /// Writes what a change means: in its column, else right behind the values, else below them.
    fn explanation(&self, out: &mut dyn Write, explanation: &str, start: usize, end: usize) -> io::Result<()> {
        if explanation.is_empty() {
            return writeln!(out);
        }
        let aligned = (start + self.values).saturating_sub(end) + 2;
        let width = columns(explanation);
        for gap in [aligned, 2] {
            if end + gap + width <= self.width {
                return writeln!(out, "{}{}", " ".repeat(gap), self.style.dim(explanation));
            }
        }
        writeln!(out)?;
        let room = self.width.saturating_sub(start).max(20);
        for line in textwrap::wrap(explanation, textwrap::Options::new(room).break_words(false)) {
            writeln!(out, "{}{}", " ".repeat(start), self.style.dim(line))?;
        }
        Ok(())
    }
}

/// The widest of these that is not too wide.
fn widest(widths: impl Iterator<Item = usize>, most: usize) -> usize {
    widths.filter(|width| *width <= most).max().unwrap_or(0)
}
