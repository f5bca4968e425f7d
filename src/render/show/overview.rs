//! `table`: one row for each payload. Keeps the rows, as the columns' widths are known at the end only.

use super::Page;
use super::cells::{self, Cell};
use crate::check::alternatives;
use crate::render::columns::columns;
use crate::render::table::verdict;
use crate::report::{Identity, PayloadReport};
use crate::show::Card;
use std::io::{self, Write};

/// What stands between two columns.
const GAP: usize = 2;

/// How narrow a column may become whose cells are cut, before others are cut too and before others are left out.
const NARROWEST: usize = 4;
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
    rows: Vec<Vec<String>>,
}

impl Column {
    /// All of them, in their order.
    pub const ALL: [Self; 7] =
        [Self::Payload, Self::When, Self::Family, Self::Event, Self::Customer, Self::Segment, Self::Verdict];

    /// Those that are left out on a narrow page, the first one first.
    const LESS: [Self; 4] = [Self::Family, Self::Event, Self::When, Self::Customer];

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
            Self::When | Self::Customer | Self::Segment => of_card(self.name()),
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
    fn is_told_by_end(self) -> bool {
        matches!(self, Self::Payload | Self::Event)
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
        let cell = |column: &Column| self.page.fitted(&column.cell(card, report), usize::MAX);
        self.rows.push(self.columns.iter().map(cell).collect());
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
            return columns(out, header, rows, None);
        };
        let header: Vec<String> = header.into_iter().map(str::to_owned).collect();
        let widest =
            |index: usize| rows.iter().chain([&header]).map(|row| cells::width(&row[index])).max().unwrap_or(0);
        let mut chosen: Vec<(usize, Column, usize)> =
            self.columns.iter().enumerate().map(|(index, column)| (index, *column, widest(index))).collect();
        for less in Column::LESS.iter().filter(|_| self.is_free) {
            let least = |(_, column, widest): &(usize, Column, usize)| GAP + column.least(*widest);
            if chosen.iter().map(least).sum::<usize>() > width + GAP {
                chosen.retain(|(_, column, _)| column != less);
            }
        }
        let widths = shares(chosen.iter().map(|(_, column, widest)| (*widest, column.is_firm())).collect(), width);
        for row in std::iter::once(&header).chain(&rows) {
            let cells = chosen.iter().zip(&widths).map(|((index, column, _), width)| {
                let cell = self.fit(&row[*index], *width, column.is_told_by_end());
                format!("{cell}{}", " ".repeat(width - cells::width(&cell)))
            });
            writeln!(out, "{}", cells.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end())?;
        }
        Ok(())
    }

    /// A text that is shown already, cut to a width.
    fn fit(&self, text: &str, width: usize, keep_end: bool) -> String {
        let sign = self.page.cut_sign();
        if !keep_end || cells::width(text) <= width {
            return cells::fitted(cells::of_json(text, self.page.ascii), width, sign);
        }
        let mut left = width.saturating_sub(cells::width(sign));
        let all: Vec<Cell> = cells::of_json(text, self.page.ascii).collect();
        let fits = |cell: &&Cell| {
            let fits = cell.width <= left;
            left = left.saturating_sub(cell.width);
            fits
        };
        let kept = all.iter().rev().take_while(fits).count();
        let end: String = all[all.len() - kept..].iter().map(|cell| cell.shown.as_str()).collect();
        cells::fitted(cells::of_json(&format!("{sign}{end}"), self.page.ascii && sign.is_ascii()), width, "")
    }
}

/// The widths of columns that fit a page together: the widest give first, until all are as wide as the others. Firm ones do
/// so only where all are.
fn shares(columns: Vec<(usize, bool)>, page: usize) -> Vec<usize> {
    let room = page.saturating_sub(GAP * columns.len().saturating_sub(1));
    let firm: usize = columns.iter().filter(|(_, is_firm)| *is_firm).map(|(width, _)| width).sum();
    let count = columns.iter().filter(|(_, is_firm)| !is_firm).count();
    let is_kept = firm + count * NARROWEST <= room;
    let mut giving: Vec<usize> =
        columns.iter().filter(|(_, is_firm)| !(is_kept && *is_firm)).map(|(width, _)| *width).collect();
    giving.sort_unstable();
    let (mut left, mut cap) = (room - if is_kept { firm } else { 0 }, page);
    for (index, width) in giving.iter().enumerate() {
        let share = left / (giving.len() - index);
        if *width > share {
            cap = share;
            break;
        }
        left -= width;
    }
    let share = |(width, is_firm): (usize, bool)| if is_kept && is_firm { width } else { width.min(cap) };
    columns.into_iter().map(share).collect()
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
    fn the_widest_columns_give_way() {
        let shares = |columns: [(usize, bool); 3], page| super::shares(columns.to_vec(), page);
        let soft = |widths: [usize; 3]| widths.map(|width| (width, false));
        assert_eq!(shares(soft([5, 40, 10]), 100), [5, 40, 10]);
        assert_eq!(shares(soft([5, 40, 10]), 40), [5, 21, 10]);
        assert_eq!(shares(soft([5, 40, 30]), 40), [5, 15, 15]);
        assert_eq!(shares(soft([50, 50, 50]), 13), [3, 3, 3]);
        assert_eq!(shares(soft([9, 9, 9]), 0), [0, 0, 0]);
        assert_eq!(shares([(20, true), (40, false), (10, false)], 44), [20, 10, 10]);
        assert_eq!(shares([(20, true), (40, false), (10, false)], 30), [8, 8, 8]);
    }

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
