//! `table`: one row for each change.

use super::summary;
use super::text::{explanation_with_places, head};
use crate::render::style::{Style, safe};
use crate::report::{Detail, PairReport, Row, RowKind};
use comfy_table::{ContentArrangement, Table};
use std::io::{self, Write};

/// The rows of all pairs; the columns are as wide as the widest of them needs.
#[derive(Debug)]
pub struct Rows {
    style: Style,
    /// What stands above the table and below it.
    lead: Vec<u8>,
    tail: Vec<u8>,
    cells: Vec<[String; 5]>,
    /// The names of the pairs with rows, and where their rows begin.
    names: Vec<(usize, String)>,
    pairs: usize,
}

impl Rows {
    pub(super) fn new(style: Style) -> Self {
        Self { style, lead: Vec::new(), tail: Vec::new(), cells: Vec::new(), names: Vec::new(), pairs: 0 }
    }

    pub(super) fn pair(&mut self, pair: &PairReport) -> io::Result<()> {
        let Detail::Rows(rows) = &pair.detail else {
            return summary::pair(&mut self.tail, pair);
        };
        self.pairs += 1;
        if self.pairs == 1 {
            head(&mut self.lead, pair, self.style)?;
        }
        if rows.iter().any(Row::is_shown) {
            self.names.push((self.cells.len(), summary::names(pair)));
        }
        for row in rows.iter().filter(|row| row.is_shown()) {
            let value = |value: &Option<String>| safe(value.as_deref().unwrap_or_default());
            let word = match (row.kind, &row.from) {
                (RowKind::Moved, Some(from)) => format!("moved from {}", safe(from)),
                (kind, _) => kind.word().to_owned(),
            };
            let pointer = summary::place(&row.pointer);
            self.cells.push([pointer, word, value(&row.before), value(&row.after), explanation_with_places(row)]);
        }
        let name = if pair.is_one_of_many { format!("{}: ", summary::names(pair)) } else { String::new() };
        writeln!(self.tail, "{name}{}", summary::line(pair))?;
        let unplaced = summary::unplaced(pair, self.style.verbose);
        unplaced.into_iter().try_for_each(|line| writeln!(self.tail, "{line}"))
    }

    pub(super) fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        if self.pairs == 1 {
            out.write_all(&self.lead)?;
        }
        if !self.cells.is_empty() {
            let mut table = Table::new();
            table.load_style(comfy_table::presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(u16::try_from(self.style.columns.unwrap_or(160)).unwrap_or(u16::MAX));
            table.set_header(["field", "", "before", "after", ""]);
            let mut names = self.names.into_iter().filter(|_| self.pairs > 1).peekable();
            for (index, row) in self.cells.into_iter().enumerate() {
                if let Some((_, name)) = names.next_if(|(at, _)| *at == index) {
                    table.add_row([name]);
                }
                table.add_row(row);
            }
            for line in table.lines() {
                writeln!(out, "{}", line.trim_end())?;
            }
            writeln!(out)?;
        }
        out.write_all(&self.tail)
    }
}
