//! From reports to text: one file for each output format.
//!
//! Renderers take reports and pages of the reference and write; they find nothing, count nothing and decide nothing. The
//! room knows the types of these only.

mod brief;
mod columns;
mod conversion;
mod diff;
mod events;
mod events_json;
mod fingerprint;
mod formatting;
mod github;
mod gitlab;
mod json;
mod junit;
mod loss;
mod markdown;
mod ndjson;
mod place;
mod rules;
mod sarif;
mod schema;
mod schemas;
mod settings;
mod show;
mod step_summary;
mod style;
mod summary;
mod table;
mod text;

pub use brief::Brief;
pub use conversion::{columnless, conversion_loss, conversion_problems, conversions, given, guarded, shared_id};
pub use diff::{Comparing, unplaced};
pub use events::{event, events};
pub use events_json::{event_json, events_json};
pub use formatting::{formatted, formatting, not_formatted};
pub use github::Github;
pub use gitlab::Gitlab;
pub use json::Json;
pub use junit::Junit;
pub use loss::LossReport;
pub use ndjson::Ndjson;
pub use place::Base;
pub use rules::{rule, rules, rules_json};
pub use sarif::Sarif;
pub use schema::{OUTPUT_SCHEMAS, output_schema};
pub use schemas::schemas_readme;
pub use settings::{settings, settings_json};
pub use show::{
    Column, Document, DocumentFields, Escaped, Escaping, Fields, JsonFields, Overview, Page, ShownJson, Tree, card,
};
pub use step_summary::StepSummary;
pub use style::{Style, complaint, message};
pub use summary::{nothing_found, summary};
pub use table::Table;
pub use text::Text;

use crate::report::{PayloadReport, Placed, Summary};
use std::io::{self, Write};

/// An output format of `validate`: takes the reports of payloads one by one, and the totals at the end. Each format says
/// what it keeps until then; nothing keeps documents.
pub trait Format {
    /// Writes what was found in one payload. Of its findings only `shown` are printed.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    fn payload(&mut self, out: &mut dyn Write, report: &PayloadReport, shown: &[Placed]) -> io::Result<()>;

    /// Writes what stands after the last payload. The summary's `truncated` counts what this output was not shown.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()>;
}
