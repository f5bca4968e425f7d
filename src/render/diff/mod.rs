//! What `diff` found: one file for each output format, one match to choose it.

mod json;
mod markdown;
mod page;
mod patch;
mod side_by_side;
mod summary;
mod table;
mod text;
mod unified;

use super::style::Style;
use crate::report::{DiffTotals, PairReport};
use std::io::{self, Write};

/// Writes the result of `diff`, pair by pair.
#[derive(Debug)]
pub enum Comparing {
    /// For people.
    Text(Style),
    /// For people, in two columns.
    SideBySide(Style),
    /// A row for each change.
    Table(Box<table::Rows>),
    /// For `patch`.
    Unified,
    /// One JSON document.
    Json(json::Document),
    /// RFC 6902.
    JsonPatch,
    /// RFC 7396.
    MergePatch,
    /// A Markdown table.
    Markdown(markdown::Page),
    /// A line for each pair.
    Summary(Style),
}

/// What of two payloads has no place in the neutral model, in lines; with `verbose` also where it is.
pub fn unplaced(pair: &PairReport, verbose: bool) -> Vec<String> {
    summary::unplaced(pair, verbose)
}

impl Comparing {
    /// Writes a table.
    pub fn table(style: Style) -> Self {
        Self::Table(Box::new(table::Rows::new(style)))
    }

    /// Writes JSON.
    pub fn json() -> Self {
        Self::Json(json::Document::default())
    }

    /// Writes Markdown.
    pub fn markdown(style: Style) -> Self {
        Self::Markdown(markdown::Page::new(style.verbose))
    }

    /// Writes what was found between two payloads.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn pair(&mut self, out: &mut dyn Write, pair: &PairReport) -> io::Result<()> {
        match self {
            Self::Text(style) => text::pair(out, pair, *style),
            Self::SideBySide(style) => side_by_side::pair(out, pair, *style),
            Self::Table(rows) => rows.pair(pair),
            Self::Unified => unified::pair(out, pair),
            Self::Json(document) => document.pair(out, pair),
            Self::JsonPatch => patch::json_patch(out, pair),
            Self::MergePatch => patch::merge_patch(out, pair),
            Self::Markdown(page) => page.pair(out, pair),
            Self::Summary(style) => summary::with_places(out, pair, style.verbose),
        }
    }

    /// Writes what stands after the last pair.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn finish(self, out: &mut dyn Write, totals: &DiffTotals) -> io::Result<()> {
        match self {
            Self::Text(_) | Self::SideBySide(_) | Self::Summary(_) => summary::totals(out, totals),
            Self::Table(rows) => {
                rows.finish(out)?;
                summary::totals(out, totals)
            }
            Self::Json(document) => document.finish(out, totals),
            Self::Markdown(_) | Self::Unified | Self::JsonPatch | Self::MergePatch => Ok(()),
        }
    }
}
