//! `table`: one row for each payload. Keeps the rows, as the columns' widths are known at the end only.

use super::Page;
use super::cells;
use super::room::{GAP, free, shares};
use crate::check::alternatives;
use crate::render::columns::columns;
use crate::render::table::verdict;
use crate::report::{Identity, PayloadReport};
use crate::show::Card;
use std::io::{self, Write};

/// What stands behind a segment that was left.
const AWAY: &str = " ->";

/// How narrow a column may become whose cells are cut, before others are left out.
const SENSIBLE: usize = 12;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// What the payload is called.
    Payload,
    /// When it happened, as far as that is told.
    When,
    /// The vendor.
    Family,
    /// The events that it can be.
    Event,
    /// The customer's id, or what else is told of the customer.
    Customer,
    /// The segment before and after.
    Segment,
    /// Whether it is right.
    Verdict,
}

/// A row for each payload.
#[derive(Debug, Default)]
pub struct Overview {
    page: Page,
    columns: Vec<Column>,
    /// Whether columns may be left out where there is no room.
    is_free: bool,
    rows: Vec<Row>,
}

/// A row: its cells, what stands in their stead on a narrow page, and what is wrong where nothing else is known.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<String>,
    short: Vec<String>,
    note: String,
}

/// What is given up on a narrow page.
#[derive(Debug, Clone, Copy)]
enum Cut {
    /// A column.
    Out(Column),
    /// All of a column's cells but the most telling part.
    Short(Column),
}

impl Column {
    /// All of them, in their order.
    pub const ALL: [Self; 7] =
        [Self::Payload, Self::When, Self::Family, Self::Event, Self::Customer, Self::Segment, Self::Verdict];

    /// What is given up on a narrow page, the first one first: what happened and when it did stay longest.
    const LESS: [Cut; 5] = [
        Cut::Out(Self::Family),
        Cut::Short(Self::Event),
        Cut::Short(Self::When),
        Cut::Out(Self::Customer),
        Cut::Out(Self::When),
    ];

    /// The name, which stands above it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Payload => "payload",
            Self::When => "when",
            Self::Family => "family",
            Self::Event => "event",
            Self::Customer => "customer",
            Self::Segment => "segment",
            Self::Verdict => "verdict",
        }
    }

    /// What stands in it.
    fn cell(self, card: &Card, report: &PayloadReport) -> String {
        let of_card = |label| card.first_of(label).unwrap_or_default().to_owned();
        match self {
            Self::Payload => report.name.to_string(),
            Self::Family => report.identity.vendor.clone().unwrap_or_default(),
            Self::Event => events(&report.identity),
            Self::Verdict => verdict(report),
            Self::Segment => card.segment.clone(),
            Self::When | Self::Customer => of_card(self.name()),
        }
    }

    /// What stands in it where there is little room.
    fn short(self, cell: &str, card: &Card) -> String {
        let is_date = |start: &&str| start.bytes().filter(u8::is_ascii_digit).count() == 8;
        match self {
            Self::Event if !card.happened.is_empty() => card.happened.clone(),
            Self::Event => cell.rsplit(['/', '.']).next().unwrap_or_default().to_owned(),
            Self::When => cell.get(..10).filter(is_date).unwrap_or(cell).to_owned(),
            _ => cell.to_owned(),
        }
    }

    /// Whether a part of its text would tell less than nothing.
    fn is_firm(self) -> bool {
        matches!(self, Self::When | Self::Verdict)
    }

    /// How narrow it may become without losing its sense.
    fn least(self, widest: usize) -> usize {
        if self.is_firm() { widest } else { widest.min(SENSIBLE) }
    }

    /// Whether the ends of its texts tell them apart, not their beginnings.
    fn is_told_by_end(self, is_short: bool) -> bool {
        self == Self::Payload || self == Self::Event && !is_short
    }
}

impl Overview {
    /// Begins without rows; without `columns` it has all for which there is room.
    pub fn new(page: Page, columns: &[Column]) -> Self {
        let is_free = columns.is_empty();
        let columns = if is_free { Column::ALL.to_vec() } else { columns.to_vec() };
        Self { page, columns, is_free, rows: Vec::new() }
    }

    /// Adds a payload.
    pub fn row(&mut self, card: &Card, report: &PayloadReport) {
        let seen = |text: &str| self.page.fitted(text, usize::MAX);
        let full: Vec<String> = self.columns.iter().map(|column| column.cell(card, report)).collect();
        let short = self.columns.iter().zip(&full).map(|(column, cell)| seen(&column.short(cell, card))).collect();
        let found = || report.foremost().map(|placed| seen(&placed.finding.message));
        let note = card.note.as_deref().map(seen).or_else(found).unwrap_or_default();
        self.rows.push(Row { cells: full.iter().map(|cell| seen(cell)).collect(), short, note });
    }

    /// Writes the rows.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        let header: Vec<&str> = self.columns.iter().map(|column| column.name()).collect();
        let Some(width) = self.page.width.filter(|_| !self.page.full) else {
            return columns(out, header, rows.into_iter().map(|row| self.noted(row)), None);
        };
        let header: Vec<String> = header.into_iter().map(str::to_owned).collect();
        let header = Row { short: header.clone(), cells: header, note: String::new() };
        let chosen = self.chosen(&header, &rows, width);
        let widths: Vec<(usize, bool)> = chosen.iter().map(|chosen| (chosen.widest, chosen.column.is_firm())).collect();
        let widths = shares(widths, width);
        for row in std::iter::once(&header).chain(&rows) {
            writeln!(out, "{}", self.line(row, &chosen, &widths).trim_end())?;
        }
        Ok(())
    }

    /// The columns that there is room for, and which of them in short.
    fn chosen(&self, header: &Row, rows: &[Row], page: usize) -> Vec<Chosen> {
        let chosen = |index: usize, column: Column, is_short: bool| {
            let all = std::iter::once(header).chain(rows);
            let widest = all.map(|row| cells::width(row.cell(index, is_short))).max().unwrap_or(0);
            Chosen { index, column, is_short, widest }
        };
        let mut all: Vec<Chosen> =
            self.columns.iter().enumerate().map(|(index, column)| chosen(index, *column, false)).collect();
        let least = |all: &[Chosen]| all.iter().map(|one| GAP + one.column.least(one.widest)).sum::<usize>();
        for less in Column::LESS {
            if least(&all) <= page + GAP {
                break;
            }
            match less {
                Cut::Out(column) if self.is_free => all.retain(|one| one.column != column),
                Cut::Out(_) => {}
                Cut::Short(column) => {
                    for one in all.iter_mut().filter(|one| one.column == column) {
                        *one = chosen(one.index, column, true);
                    }
                }
            }
        }
        all
    }

    /// A row whose cells have these widths. What is wrong stands in the widest room that has no cell with text.
    fn line(&self, row: &Row, chosen: &[Chosen], widths: &[usize]) -> String {
        let texts: Vec<&str> = chosen.iter().map(|one| row.cell(one.index, one.is_short)).collect();
        let free = free(&texts, widths);
        let note = !row.note.is_empty() && free.len() > 1;
        let mut out = String::new();
        for (index, one) in chosen.iter().enumerate() {
            let (text, width) = match (note, index == free.start) {
                (true, _) if free.contains(&index) && index != free.start => continue,
                (true, true) => {
                    let width = widths[free.clone()].iter().sum::<usize>() + GAP * (free.len() - 1);
                    (self.fit(&row.note, width, false), width)
                }
                _ => (self.fit(texts[index], widths[index], one.column.is_told_by_end(one.is_short)), widths[index]),
            };
            let gap = if index + 1 < chosen.len() { GAP } else { 0 };
            out += &text;
            out += &" ".repeat(width - cells::width(&text) + gap);
        }
        out
    }

    /// The cells of a row where each has the room that it needs.
    fn noted(&self, row: Row) -> Vec<String> {
        let Row { mut cells, note, .. } = row;
        let event = self.columns.iter().position(|column| *column == Column::Event);
        if let Some(cell) = event.and_then(|index| cells.get_mut(index)).filter(|cell| cell.is_empty()) {
            *cell = note;
        }
        cells
    }

    /// A text that is shown already, cut to a width.
    fn fit(&self, text: &str, width: usize, keep_end: bool) -> String {
        let (sign, ascii) = (self.page.cut_sign(), self.page.ascii);
        // The arrow away from a segment tells more than the end of its name.
        if let Some(name) = text.strip_suffix(AWAY).filter(|_| cells::width(text) > width && width > 2 * AWAY.len()) {
            return cells::fitted(cells::of_json(name, ascii), width - AWAY.len(), sign) + AWAY;
        }
        if keep_end {
            cells::end(text, width, sign, ascii)
        } else {
            cells::fitted(cells::of_json(text, ascii), width, sign)
        }
    }
}

/// A column of a page.
#[derive(Debug, Clone, Copy)]
struct Chosen {
    index: usize,
    column: Column,
    is_short: bool,
    widest: usize,
}

impl Row {
    fn cell(&self, index: usize, is_short: bool) -> &str {
        if is_short { &self.short[index] } else { &self.cells[index] }
    }
}

/// The events that it can be; what their names begin with alike is said once.
fn events(identity: &Identity) -> String {
    let [first, others @ ..] = identity.candidates.as_slice() else {
        return String::new();
    };
    if others.len() > 2 {
        return format!("one of {} events", others.len() + 1);
    }
    let is_shared = |start: &&str| others.iter().all(|other| other.starts_with(start));
    let mut ends =
        first.char_indices().filter(|(_, sign)| matches!(sign, '.' | '-' | '/')).map(|(at, _)| &first[..=at]);
    let shared = ends.rfind(is_shared).map_or(0, str::len);
    let names: Vec<&str> = std::iter::once(first.as_str()).chain(others.iter().map(|other| &other[shared..])).collect();
    alternatives(&names)
}

#[cfg(test)]
mod tests {
    use super::{Identity, events};

    #[test]
    fn names_of_twins_are_said_shortly() {
        let of = |names: &[&str]| {
            events(&Identity {
                candidates: names.iter().map(|name| (*name).to_owned()).collect(),
                ..Identity::default()
            })
        };
        assert_eq!(of(&[]), "");
        assert_eq!(of(&["a.b-made"]), "a.b-made");
        assert_eq!(of(&["a.b-made", "a.b-mended"]), "a.b-made or mended");
        assert_eq!(of(&["a.made", "b.made"]), "a.made or b.made");
        assert_eq!(of(&["a.1", "a.2", "a.3", "a.4"]), "one of 4 events");
    }
}
