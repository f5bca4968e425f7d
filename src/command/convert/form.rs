//! Which form is written, as the options say it.

use super::documents::Payload;
use crate::capture::Arrays;
use crate::cli::{ConvertArgs, ConvertFormat, InputKind};
use crate::convert::CLOUD_EVENTS;
use crate::family::Catalogue;
use crate::formats::{Blanks, Columns, Flat, Form, Json, Markdown, Separated, Yaml};
use crate::neutral;
use anyhow::{anyhow, bail};

/// The word for a column for every leaf.
const ALL: &str = "all";

/// The form, and the columns that were asked for.
pub(super) struct FormChoice {
    format: Option<ConvertFormat>,
    is_batch: bool,
    /// The pointers of `--columns`.
    columns: Vec<String>,
    explode: Option<String>,
}

impl FormChoice {
    /// Checks the options against each other.
    pub(super) fn new(args: &ConvertArgs) -> anyhow::Result<Self> {
        let is_cloud = args.to.as_deref() == Some(CLOUD_EVENTS);
        if args.batch && !is_cloud {
            bail!("--batch is for --to {CLOUD_EVENTS}");
        }
        if args.keep_source && is_cloud {
            bail!("--keep-source is not needed with --to {CLOUD_EVENTS}: the envelope holds the payload as it is");
        }
        let columns: Vec<String> = args.columns.iter().flat_map(|text| split(text)).collect();
        let choice = Self { format: args.format, is_batch: args.batch, columns, explode: args.explode.clone() };
        if !choice.is_table() && !choice.columns.is_empty() {
            bail!("--columns is for tables\n  help: add --format csv, tsv or markdown");
        }
        let is_separated = matches!(args.format, Some(ConvertFormat::Csv | ConvertFormat::Tsv));
        if !is_separated && (args.null.is_some() || args.missing.is_some() || args.no_guard) {
            bail!("--null, --missing and --no-guard are for --format csv and tsv");
        }
        Ok(choice)
    }

    pub(super) fn is_table(&self) -> bool {
        matches!(self.format, Some(ConvertFormat::Csv | ConvertFormat::Tsv | ConvertFormat::Markdown))
    }

    /// The columns of a table; nothing for other forms.
    pub(super) fn columns(&self, catalogue: Option<&Catalogue>) -> anyhow::Result<Option<Columns>> {
        if !self.is_table() {
            return Ok(None);
        }
        let columns = match (self.columns.as_slice(), catalogue) {
            ([], Some(catalogue)) => {
                let fields = catalogue.library.compiled(neutral::SCHEMA)?.fields();
                let leaves = fields.iter().filter(|field| !field.types.iter().any(|kind| kind == "object"));
                let pointers: Vec<String> = leaves.map(crate::schema::Field::pointer).collect();
                // The model's own name is the same in every row.
                Columns::named(pointers.iter().map(String::as_str).filter(|pointer| *pointer != neutral::MODEL_AT))
            }
            ([all], _) if all == ALL => Ok(Columns::all()),
            (named, _) => Columns::named(named.iter().map(String::as_str)),
        };
        let columns = columns.map_err(|(text, error)| anyhow!("--columns: {text:?} is no column: {error}"))?;
        match &self.explode {
            Some(array) => columns.explode(array).map(Some).map_err(|error| anyhow!("--explode: {array:?}: {error}")),
            None => Ok(Some(columns)),
        }
    }

    /// How top-level arrays are read.
    pub(super) fn arrays(&self, args: &ConvertArgs) -> Arrays {
        let is_one_value = args.to.is_none()
            && matches!(self.format, None | Some(ConvertFormat::Json | ConvertFormat::Yaml | ConvertFormat::Flat));
        match args.input {
            Some(InputKind::Array) => Arrays::OfPayloads,
            Some(InputKind::Json) => Arrays::ArePayloads,
            _ if is_one_value => Arrays::ArePayloads,
            _ => Arrays::OfPayloads,
        }
    }

    /// The form for a run whose first payload is this.
    pub(super) fn form(&self, args: &ConvertArgs, columns: Option<Columns>, first: &Payload<'_>) -> Box<dyn Form> {
        let blanks = || Blanks {
            null: args.null.clone().unwrap_or_default(),
            missing: args.missing.clone().unwrap_or_default(),
        };
        let columns = columns.unwrap_or_else(Columns::all);
        match self.format {
            _ if self.is_batch => Box::new(Json::array()),
            Some(ConvertFormat::Ndjson) => Box::new(Json::lines()),
            None if first.is_line && !first.is_item => Box::new(Json::lines()),
            Some(ConvertFormat::Json) | None if first.is_item => Box::new(Json::array()),
            Some(ConvertFormat::Json) | None => Box::new(Json::page()),
            Some(ConvertFormat::Csv) => Box::new(Separated::by_commas(columns, blanks(), !args.no_guard)),
            Some(ConvertFormat::Tsv) => Box::new(Separated::by_tabs(columns, blanks(), !args.no_guard)),
            Some(ConvertFormat::Yaml) => Box::new(Yaml::default()),
            Some(ConvertFormat::Flat) => Box::new(Flat::default()),
            Some(ConvertFormat::Markdown) => Box::new(Markdown::new(columns)),
        }
    }
}

/// The parts of a list with commas; a comma after a backslash is one of a part.
fn split(list: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = list.chars().peekable();
    while let Some(character) = characters.next() {
        let last = parts.len() - 1;
        match character {
            '\\' if characters.next_if_eq(&',').is_some() => parts[last].push(','),
            ',' => parts.push(String::new()),
            other => parts[last].push(other),
        }
    }
    parts
}
