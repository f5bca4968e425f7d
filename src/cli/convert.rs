//! What `convert` is told.

use super::{InputArgs, Origin};
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Turn payloads into those of another family, the neutral model, CloudEvents, CSV, YAML, flat lines, Markdown
///
/// With --to an event is told in the words of another family, of the neutral model, or put into a CloudEvents envelope: what has
/// no place there is reported, what the target needs besides is asked for, and nothing is made up. With --format only the form
/// changes, and every value stays what it is.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct ConvertArgs {
    /// What to make of the payloads: a family, family:event, neutral, or cloudevents
    #[arg(long, value_name = "TARGET")]
    pub to: Option<String>,

    /// The form to write: json [default], ndjson [default for lines], csv, tsv, yaml, flat, markdown
    ///
    /// Several documents make one array in json. A table (csv, tsv, markdown) without --columns has those of the target, which without --to
    /// is the neutral model. A top-level array is one value in json, yaml and flat unless --to or --input says otherwise, and payloads in all else.
    #[arg(short, long, value_enum, hide_possible_values = true)]
    pub format: Option<ConvertFormat>,

    /// The form to read, where it is not JSON
    #[arg(long, value_enum, value_name = "FORM", conflicts_with = "input")]
    pub from: Option<ConvertSource>,

    /// A value for a place of the target, as in --set /tenant=acme; repeat it for more of them
    ///
    /// The value is text. It becomes a number, a boolean or null where the target allows no string.
    #[arg(long, value_name = "POINTER=VALUE", requires = "to")]
    pub set: Vec<String>,

    /// A file with a JSON object of pointers and values for the target; --set wins
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "to")]
    pub set_file: Option<PathBuf>,

    /// Write what there is, even if the target lacks something
    #[arg(long, requires = "to")]
    pub allow_incomplete: bool,

    /// Put the original into the result, as its member x-hookspect-source: converting back gives it again
    #[arg(long, requires = "to")]
    pub keep_source: bool,

    /// Write the loss report as JSON: where each field went, what was changed, dropped, missing or assumed
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "to")]
    pub loss: Option<PathBuf>,

    /// Write one JSON array of CloudEvents
    #[arg(long, requires = "to", conflicts_with = "format")]
    pub batch: bool,

    /// The columns of a table: pointers, in which * stands for any one step; or all for every leaf of any document
    ///
    /// A comma in a pointer is written \\,.
    #[arg(long, value_name = "POINTERS", allow_hyphen_values = true)]
    pub columns: Vec<String>,

    /// Give each item of this array a row of its own
    #[arg(long, value_name = "POINTER")]
    pub explode: Option<String>,

    /// What to write for null in CSV and TSV [default: nothing]
    #[arg(long, value_name = "TEXT")]
    pub null: Option<String>,

    /// What to write in CSV and TSV for a field that the document does not have [default: nothing]
    #[arg(long, value_name = "TEXT")]
    pub missing: Option<String>,

    /// Leave strings in CSV and TSV as they are that a spreadsheet takes for formulas
    #[arg(long)]
    pub no_guard: bool,

    /// Which family and event the payloads are of.
    #[command(flatten)]
    pub origin: Origin,

    /// What is read.
    #[command(flatten)]
    pub inputs: InputArgs,

    /// How many threads to use; as many as there are processors by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,

    /// Show values of personal fields in messages and in the loss report
    #[arg(long)]
    pub show_personal: bool,
}

/// The forms that `convert` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ConvertFormat {
    /// One document, or one array of documents
    Json,
    /// One document on each line
    Ndjson,
    /// Comma-separated values (RFC 4180)
    Csv,
    /// Tab-separated values
    Tsv,
    /// YAML, the same for readers of 1.1 and 1.2
    Yaml,
    /// One line for each leaf: its pointer and its value
    Flat,
    /// A table in Markdown
    Markdown,
}

/// The forms that `convert` reads besides JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ConvertSource {
    /// What --format flat writes
    Flat,
}
