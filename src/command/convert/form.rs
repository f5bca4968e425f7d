//! Which form is written, as the options say it.

use super::route::Route;
use crate::capture::Arrays;
use crate::cli::{ConvertArgs, ConvertFormat};
use crate::convert::CLOUD_EVENTS;
use crate::finding::{Finding, Rule};
use crate::formats::{Array, Blanks, Columns, Flat, Form, Frame, Line, Markdown, Page, Plain, Separated, Yaml};
use crate::json::{Node, Pointer};
use crate::neutral;
use anyhow::{anyhow, bail};

/// The word for a column for every leaf.
const ALL: &str = "all";

/// The form, and the columns of a table.
pub(super) struct FormChoice {
    format: Option<ConvertFormat>,
    is_batch: bool,
    is_guarded: bool,
    blanks: Blanks,
    /// Nothing where no table is written.
    columns: Option<Columns>,
    /// The places that its columns cover where nobody said which there are.
    places: Vec<Pointer>,
    /// Whether a key that stands twice in an object is written twice, too.
    keeps_repetitions: bool,
}

/// How the first payload of a run stands in its input, which decides where nobody says what is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// Whether it is one of many in lines.
    pub(super) is_line: bool,
    /// Whether it is one of an array.
    pub(super) is_item: bool,
}

impl FormChoice {
    /// Checks the options against each other. Without columns a table has those of what is made.
    pub(super) fn new(args: &ConvertArgs, route: &Route<'_>) -> anyhow::Result<Self> {
        check(args)?;
        let places = if is_table(args) && args.columns.is_empty() { route.places()? } else { Vec::new() };
        let is_json = matches!(args.format, None | Some(ConvertFormat::Json | ConvertFormat::Ndjson));
        Ok(Self {
            format: args.format,
            is_batch: args.batch,
            is_guarded: !args.no_guard,
            blanks: Blanks {
                null: args.null.clone().unwrap_or_default(),
                missing: args.missing.clone().unwrap_or_default(),
            },
            columns: is_table(args).then(|| columns(args, &places)).transpose()?,
            // Of what is only read, it is told what the model does not have.
            places: if args.to.is_some() { places } else { Vec::new() },
            keeps_repetitions: is_json && args.to.is_none(),
        })
    }

    /// How many values of a document have no column.
    pub(super) fn unplaced(&self, root: Node<'_>) -> usize {
        if self.places.is_empty() {
            return 0;
        }
        let placed = self.places.iter().filter_map(|at| at.resolve(root)).map(Node::scalar_count);
        root.scalar_count().saturating_sub(placed.sum())
    }

    /// What is said of a payload's text, in view of what is written of it.
    pub(super) fn told(&self, mut findings: Vec<Finding>) -> Vec<Finding> {
        for finding in
            findings.iter_mut().filter(|finding| finding.rule == Rule::DuplicateKey && !self.keeps_repetitions)
        {
            finding.help = Some("only the last value is written: keep one of them".to_owned());
        }
        findings
    }

    /// What writes documents.
    pub(super) fn form(&self) -> Box<dyn Form + '_> {
        match (self.format, &self.columns) {
            (Some(ConvertFormat::Csv), Some(columns)) => columns.form(self.commas()),
            (Some(ConvertFormat::Tsv), Some(columns)) => columns.form(self.tabs()),
            (Some(ConvertFormat::Markdown), Some(columns)) => columns.form(Markdown),
            (Some(ConvertFormat::Yaml), _) => Box::new(Yaml),
            (Some(ConvertFormat::Flat), _) => Box::new(Flat::default()),
            _ => Box::new(Line::default()),
        }
    }

    /// What puts written documents together.
    pub(super) fn frame(&self, first: Standing) -> Box<dyn Frame + '_> {
        match (self.format, &self.columns) {
            _ if self.is_batch => Box::new(Array::default()),
            (Some(ConvertFormat::Csv), Some(columns)) => columns.frame(self.commas()),
            (Some(ConvertFormat::Tsv), Some(columns)) => columns.frame(self.tabs()),
            (Some(ConvertFormat::Markdown), Some(columns)) => columns.frame(Markdown),
            (Some(ConvertFormat::Yaml), _) => Box::new(Plain::parted_by(Yaml::PARTING)),
            (Some(ConvertFormat::Flat), _) => Box::new(Plain::parted_by(Flat::PARTING)),
            (Some(ConvertFormat::Ndjson), _) => Box::new(Plain::parted_by(b"")),
            (None, _) if first.is_line && !first.is_item => Box::new(Plain::parted_by(b"")),
            _ if first.is_item => Box::new(Array::default()),
            _ => Box::new(Page::default()),
        }
    }

    fn commas(&self) -> Separated {
        Separated::by_commas(self.blanks.clone(), self.is_guarded)
    }

    fn tabs(&self) -> Separated {
        Separated::by_tabs(self.blanks.clone(), self.is_guarded)
    }
}

/// Whether a table is asked for.
pub(super) fn is_table(args: &ConvertArgs) -> bool {
    matches!(args.format, Some(ConvertFormat::Csv | ConvertFormat::Tsv | ConvertFormat::Markdown))
}

/// How top-level arrays are read where nobody says it.
pub(super) fn arrays(args: &ConvertArgs) -> Arrays {
    let is_one_value = args.to.is_none()
        && matches!(args.format, None | Some(ConvertFormat::Json | ConvertFormat::Yaml | ConvertFormat::Flat));
    if is_one_value { Arrays::ArePayloads } else { Arrays::OfPayloads }
}

fn check(args: &ConvertArgs) -> anyhow::Result<()> {
    let is_cloud = args.to.as_deref() == Some(CLOUD_EVENTS);
    let is_separated = matches!(args.format, Some(ConvertFormat::Csv | ConvertFormat::Tsv));
    if args.batch && !is_cloud {
        bail!("--batch is for --to {CLOUD_EVENTS}");
    }
    if args.keep_source && is_cloud {
        bail!("--keep-source is not needed with --to {CLOUD_EVENTS}: the envelope holds the payload as it is");
    }
    if !is_table(args) && !args.columns.is_empty() {
        bail!("--columns is for tables\n  help: add --format csv, tsv or markdown");
    }
    if let (Some(array), true) = (&args.explode, args.columns.is_empty()) {
        let help = format!("say which columns there are, as in --columns '/id,{array}/*/name', or --columns {ALL}");
        bail!(
            "--explode needs --columns: a row for each item says nothing without columns below the items\n  help: {help}"
        );
    }
    if !is_separated && (args.null.is_some() || args.missing.is_some() || args.no_guard) {
        bail!("--null, --missing and --no-guard are for --format csv and tsv");
    }
    Ok(())
}

fn columns(args: &ConvertArgs, places: &[Pointer]) -> anyhow::Result<Columns> {
    let asked: Vec<String> = args.columns.iter().flat_map(|text| split(text)).collect();
    let columns = match asked.as_slice() {
        [] => {
            let places: Vec<String> = places.iter().map(ToString::to_string).collect();
            // The model's own name is the same in every row.
            Columns::named(places.iter().map(String::as_str).filter(|at| *at != neutral::MODEL_AT))
        }
        [all] if all == ALL => Ok(Columns::all()),
        several if several.iter().any(|text| text == ALL) => {
            bail!("--columns: {ALL} stands alone, as it is a column for every leaf already")
        }
        several if several.len() > 1 && several.iter().any(String::is_empty) => {
            bail!("--columns: a part of the list is empty\n  help: take the comma away that is too many")
        }
        named => Columns::named(named.iter().map(String::as_str)),
    };
    let columns = columns.map_err(|(text, error)| anyhow!("--columns: {text:?} is no column: {error}"))?;
    match &args.explode {
        Some(array) => columns.explode(array).map_err(|error| anyhow!("--explode: {array:?}: {error}")),
        None => Ok(columns),
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
