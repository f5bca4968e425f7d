//! Payloads for people: each by itself as long as they are few, a table of them when they are many.

use crate::render::Overview;
use crate::report::PayloadReport;
use crate::show::Card;
use std::io::Write;

/// How many payloads are shown one after another at most.
const FEW: usize = 5;

/// How the payloads of a run are shown.
pub(super) enum Pile {
    /// Not known yet: the texts of the first ones, and their rows.
    Undecided(Vec<Vec<u8>>, Overview),
    /// One after another.
    Single,
    /// As the rows of a table.
    Table(Overview),
}

impl Pile {
    /// Begins without payloads, for either.
    pub(super) fn undecided(table: Overview) -> Self {
        Self::Undecided(Vec::new(), table)
    }

    /// Whether the next payload is still to be shown by itself.
    pub(super) fn wants_texts(&self) -> bool {
        match self {
            Self::Undecided(texts, _) => texts.len() < FEW,
            Self::Single => true,
            Self::Table(_) => false,
        }
    }

    /// Takes a payload, with the text that shows it by itself if that is wanted.
    pub(super) fn add(
        &mut self,
        card: &Card,
        report: &PayloadReport,
        text: Vec<u8>,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        match self {
            Self::Single => out.write_all(&text)?,
            Self::Table(table) => table.row(card, report),
            Self::Undecided(texts, table) => {
                table.row(card, report);
                texts.push(text);
                if texts.len() > FEW {
                    *self = Self::Table(std::mem::take(table));
                }
            }
        }
        Ok(())
    }

    /// Writes what was held back: nobody knows when more comes. From now on nothing is.
    pub(super) fn release(&mut self, out: &mut dyn Write) -> anyhow::Result<()> {
        if let Self::Undecided(texts, _) = self
            && !texts.is_empty()
        {
            texts.iter().try_for_each(|text| out.write_all(text))?;
            *self = Self::Single;
        }
        Ok(())
    }

    /// Writes what stands after the last payload.
    pub(super) fn finish(&mut self, out: &mut dyn Write) -> anyhow::Result<()> {
        self.release(out)?;
        match self {
            Self::Table(table) => Ok(table.finish(out)?),
            _ => Ok(()),
        }
    }
}
