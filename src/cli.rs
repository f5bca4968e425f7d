//! The command line. The comments here are the help.

use crate::context::ColorChoice;
use crate::finding::Rule;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Inspect webhook payloads: every mistake once, at its line and column, with the way out
#[derive(Debug, Parser)]
#[command(
    name = "hookspect",
    bin_name = "hookspect",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
#[command(after_help = "Exit codes: 0 nothing wrong, 1 problems found, 2 could not run or could not read something")]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,

    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: ColorChoice,

    /// Print nothing but the errors of the run itself
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Say what was recognised and why
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one of it in a run")]
pub enum Command {
    /// Check payloads against the bundled schemas, or against a schema of your own
    Validate(ValidateArgs),
    /// List the rules of findings, or explain one
    Rules(RulesArgs),
}

/// What `validate` is told.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct ValidateArgs {
    /// Files, folders and globs to check; - or a pipe for stdin
    #[arg(value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// Read hidden and ignored files in folders too
    #[arg(long)]
    pub no_ignore: bool,

    /// How to print what was found
    #[arg(short, long, value_enum, default_value_t)]
    pub format: ValidateFormat,

    /// Count advice as errors
    #[arg(long)]
    pub strict: bool,

    /// The event that the payloads are, instead of recognising it
    #[arg(long, value_name = "NAME")]
    pub event: Option<String>,

    /// The family that the payloads are of, instead of recognising it
    #[arg(long, value_name = "FAMILY")]
    pub family: Option<String>,

    /// Check against this JSON Schema (draft 4 to 2020-12) instead of a family; more files are there for its references
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["event", "family"])]
    pub schema: Vec<PathBuf>,

    /// Do not check formats such as date-time
    #[arg(long, requires = "schema")]
    pub no_formats: bool,

    /// How the input holds payloads, instead of detecting it
    #[arg(long, value_enum, value_name = "KIND")]
    pub input: Option<InputKind>,

    /// What to call stdin
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,

    /// A folder with families of your own, in the format of the bundled ones
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "schema")]
    pub families: Vec<PathBuf>,

    /// Fields at the root of an event's body that the subscription leaves out
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with = "schema")]
    pub excluded_fields: Vec<String>,

    /// Take no notice of this rule
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule())]
    pub ignore: Vec<Rule>,

    /// Take notice of this rule only, and of text that is no JSON
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule(), conflicts_with = "ignore")]
    pub only: Vec<Rule>,

    /// Show values of personal fields
    #[arg(long)]
    pub show_personal: bool,
}

/// What `rules` is told.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// The rule to explain
    #[arg(value_parser = rule())]
    pub rule: Option<Rule>,

    /// How to print it
    #[arg(short, long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// The output formats of listings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ListFormat {
    /// For people
    #[default]
    Text,
    /// One JSON document
    Json,
}

/// Takes a rule by its id; a wrong one is told with those that are near.
fn rule() -> impl TypedValueParser<Value = Rule> {
    PossibleValuesParser::new(Rule::ALL.iter().map(|rule| PossibleValue::new(rule.id())))
        .map(|id| Rule::with_id(&id).unwrap_or(Rule::Syntax))
}

/// The output formats of `validate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ValidateFormat {
    /// For people: each finding with its line, meaning and way out
    #[default]
    Text,
    /// One line for each finding
    Brief,
    /// One JSON document
    Json,
}

/// How payloads stand in their input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    /// Exactly one value
    Json,
    /// One value on each line
    Ndjson,
    /// One array, its items the payloads
    Array,
    /// Values one after another
    Values,
}
