//! What `validate` is told.

use super::{InputArgs, Origin, rule};
use crate::finding::Rule;
use crate::near::nearest;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Check payloads against the bundled schemas, or against a schema of your own
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct ValidateArgs {
    /// How to print what was found
    #[arg(short, long, value_enum, default_value_t)]
    pub format: ValidateFormat,

    /// Write another report in the same run; repeat it for more of them
    #[arg(long, value_name = "FORMAT=FILE", value_hint = ValueHint::FilePath, value_parser = report)]
    pub report: Vec<ReportFile>,

    /// Print no more findings than this, 0 for all of them; text, brief and table stop at 1000 by themselves
    #[arg(long, value_name = "N")]
    pub max_findings: Option<usize>,

    /// End with 0 instead of 1 when problems were found
    #[arg(long)]
    pub exit_zero: bool,

    /// Count advice as errors
    #[arg(long)]
    pub strict: bool,

    /// Which family and event the payloads are of.
    #[command(flatten)]
    pub origin: Origin,

    /// Check against this JSON Schema (draft 4 to 2020-12) instead of a family; more files are there for its references
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["event", "family", "families"])]
    pub schema: Vec<PathBuf>,

    /// Do not check formats such as date-time
    #[arg(long)]
    pub no_formats: bool,

    /// What is read.
    #[command(flatten)]
    pub inputs: InputArgs,

    /// Fields at the root of an event's body that the subscription leaves out
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with = "schema")]
    pub excluded_fields: Vec<String>,

    /// Take no notice of this rule
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule())]
    pub ignore: Vec<Rule>,

    /// Take notice of this rule only, and of text that is no JSON
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule(), conflicts_with = "ignore")]
    pub only: Vec<Rule>,

    /// How many threads to use; as many as there are processors by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,

    /// Stop after the first payload that has an error
    #[arg(long)]
    pub fail_fast: bool,

    /// Expect every payload to have an error, and name those that have none
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub expect: Option<Expectation>,

    /// Pass the payloads with this verdict on to stdout byte for byte, one on each line; the report goes to stderr
    #[arg(long, value_enum, value_name = "VERDICT", conflicts_with = "expect")]
    pub filter: Option<Filter>,

    /// Show no progress
    #[arg(long)]
    pub no_progress: bool,

    /// Show values of personal fields
    #[arg(long)]
    pub show_personal: bool,

    /// Print the settings, and where each comes from, instead of checking anything; with PATHS: what holds for each of these files
    #[arg(long)]
    pub show_config: bool,
}

/// The output formats of `validate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ValidateFormat {
    /// For people: each finding with its line, meaning and way out
    #[default]
    Text,
    /// One line for each finding
    Brief,
    /// One row for each payload
    Table,
    /// One JSON document
    Json,
    /// One JSON document for each payload, and one for the summary
    Ndjson,
    /// Annotations of GitHub Actions, and a summary of the step
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// A log of SARIF 2.1.0
    Sarif,
    /// Test results of JUnit, a case for each payload
    Junit,
}

/// A report that goes to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// How it is written.
    pub format: ValidateFormat,
    /// Where it goes.
    pub file: PathBuf,
}

/// Takes a format and a file with `=` between; a wrong format is told with those that are near.
fn report(text: &str) -> Result<ReportFile, String> {
    let formats = ValidateFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let names: Vec<String> = formats.map(|format| format.get_name().to_owned()).collect();
    let (name, file) = match text.split_once('=') {
        Some((_, "-")) => return Err("stdout is for --format".to_owned()),
        Some((name, file)) if !file.is_empty() => (name, file),
        _ => return Err(format!("it takes a format and a file, as in {}=report", names[0])),
    };
    match ValidateFormat::from_str(name, false) {
        Ok(format) => Ok(ReportFile { format, file: file.into() }),
        Err(_) => Err(match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => format!("no format is called \"{name}\"; did you mean \"{near}\"?"),
            None => format!("no format is called \"{name}\"; known: {}", names.join(", ")),
        }),
    }
}

/// What every payload is expected to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Expectation {
    /// With at least one error
    Invalid,
}

/// Which payloads are passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Filter {
    /// Those without an error
    Valid,
    /// Those with an error, text that is no JSON included
    Invalid,
}
