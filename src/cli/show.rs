//! What `show` is told.

use super::{InputArgs, Origin, Paging};
use crate::json::Pointer;
use crate::render::Column;
use crate::words::{Currency, Moment};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

/// Show payloads with what their fields mean
///
/// Values stay as they are spelled, personal ones are masked. What they mean and what is wrong stands beside them on a terminal; in a
/// pipe it is left out unless --annotations asks for it.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct ShowArgs {
    /// How to show them
    #[arg(short, long, value_enum, default_value_t)]
    pub format: ShowFormat,

    /// Show only what stands at this place of each payload
    #[arg(long, value_name = "POINTER", value_parser = Pointer::parse)]
    pub at: Option<Pointer>,

    /// The columns of the table, instead of all that there is room for
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = column())]
    pub columns: Vec<Column>,

    /// How places are spelled
    #[arg(long, value_enum, default_value_t, value_name = "STYLE")]
    pub path_style: PathSpelling,

    /// Say what values and fields mean and what is wrong with them
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub annotations: Annotations,

    /// Cut no long string and leave out no item of a long array
    #[arg(long)]
    pub full: bool,

    /// Lay out JSON that stands in a string below it
    #[arg(long)]
    pub expand_strings: bool,

    /// How wide lines may be, instead of as wide as the terminal
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,

    /// When to show the text in a pager: the one that `HOOKSPECT_PAGER` or `PAGER` names, or less
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub paging: Paging,

    /// Print ASCII only; other characters are shown as JSON's escapes
    #[arg(long)]
    pub ascii: bool,

    /// The date-time that relative times are counted from, instead of the present
    #[arg(long, value_name = "DATE-TIME", value_parser = moment)]
    pub now: Option<Moment>,

    /// The currency of amounts in minor units, which payloads do not name
    #[arg(long, value_name = "CODE")]
    pub currency: Option<Currency>,

    /// Show values of personal fields
    #[arg(long)]
    pub show_personal: bool,

    /// Which family and event the payloads are of.
    #[command(flatten)]
    pub origin: Origin,

    /// What is read.
    #[command(flatten)]
    pub inputs: InputArgs,
}

/// Takes a column of the table by its name.
fn column() -> impl TypedValueParser<Value = Column> {
    PossibleValuesParser::new(Column::ALL.map(Column::name)).map(|name| {
        let named = Column::ALL.into_iter().find(|column| column.name() == name);
        named.unwrap_or(Column::Payload)
    })
}

/// The output formats of `show`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ShowFormat {
    /// The card of each payload, and its tree; of more than five payloads in files a table
    #[default]
    Text,
    /// What happened, to whom and when, and whether the payload is right
    Card,
    /// One row for each payload
    Table,
    /// The payload as it stands, re-indented
    Tree,
    /// One row for each value: its place, itself and its meaning
    Fields,
    /// The payload re-indented, and nothing else: JSON again
    Raw,
    /// One JSON document
    Json,
    /// One JSON document for each payload
    Ndjson,
    /// A document for a ticket or a comment: the card, what is wrong and the fields of each payload
    Markdown,
    /// The same as one file for a browser, without scripts, to attach to an e-mail
    Html,
}

/// When what is shown is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Annotations {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How places in a payload are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum PathSpelling {
    /// JSON Pointer: /items/0/name
    #[default]
    Pointer,
    /// jq: .items[0].name
    Jq,
    /// `JSONPath`: $.items[0].name
    Jsonpath,
}

/// Takes a point in time.
fn moment(text: &str) -> Result<Moment, &'static str> {
    Moment::read(text).ok_or("it is a date-time with its zone, such as 2026-03-01T09:30:00Z, or a date")
}
