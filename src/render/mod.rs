//! From reports to text: one file for each output format, one match to choose it.
//!
//! Renderers take reports and write; they find nothing, count nothing and decide nothing. The room knows report types
//! only.

mod brief;
mod diff;
mod json;
mod rules;
mod style;
mod summary;
mod text;

pub use diff::Comparing;
pub use rules::{rule, rules, rules_json};
pub use style::{Style, message};
pub use summary::{nothing_found, summary};

use crate::report::{PayloadReport, Summary};
use std::io::{self, Write};

/// Writes the result of `validate`, payload by payload.
#[derive(Debug)]
pub enum Validation {
    /// For people.
    Text(Style),
    /// A line for each finding.
    Brief(Style),
    /// One JSON document.
    Json(json::Document),
}

impl Validation {
    /// Writes in JSON.
    pub fn json() -> Self {
        Self::Json(json::Document::default())
    }

    /// Writes what was found in one payload.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn payload(&mut self, out: &mut dyn Write, report: &PayloadReport) -> io::Result<()> {
        match self {
            Self::Text(style) => text::payload(out, report, *style),
            Self::Brief(style) => brief::payload(out, report, *style),
            Self::Json(document) => document.payload(out, report),
        }
    }

    /// Writes what stands after the last payload.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn finish(self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        match self {
            Self::Text(_) | Self::Brief(_) => Ok(()),
            Self::Json(document) => document.finish(out, summary),
        }
    }
}
