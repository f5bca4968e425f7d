//! The command line. The comments here are the help.

use crate::context::ColorChoice;
use crate::diff;
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
pub enum Command {
    /// Check payloads against the bundled schemas, or against a schema of your own
    Validate(ValidateArgs),
    /// Tell what changed between two payloads, files or folders
    Diff(DiffArgs),
    /// List the rules of findings, or explain one
    Rules(RulesArgs),
}

/// What `validate` is told.
#[derive(Debug, Args)]
pub struct ValidateArgs {
    /// Files to check; - or a pipe for stdin
    #[arg(value_hint = ValueHint::FilePath)]
    pub paths: Vec<PathBuf>,

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

/// What `diff` is told.
#[derive(Debug, Args)]
#[command(override_usage = "hookspect diff [OPTIONS] <A> <B>")]
#[command(
    after_help = "Exit codes: 0 no difference that counts, 1 differences, 2 a side could not be read or compared\n\n\
    With git: GIT_EXTERNAL_DIFF=\"hookspect diff\" git diff --ext-diff"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct DiffArgs {
    /// Two files or two folders; - for stdin on one side; or what git gives an external diff program
    #[arg(value_hint = ValueHint::AnyPath, required = true, num_args = 1.., value_names = ["A", "B"])]
    pub paths: Vec<PathBuf>,

    /// How to print what changed
    #[arg(short, long, value_enum, default_value_t)]
    pub format: DiffFormat,

    /// Leave out these places and all below them: `/payload/*/updated_at`, `**/id`
    #[arg(long, value_name = "GLOB")]
    pub ignore: Vec<diff::Glob>,

    /// Compare these places only, and all below them
    #[arg(long, value_name = "GLOB")]
    pub only: Vec<diff::Glob>,

    /// How to compare arrays whose items have no names
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub arrays: DiffArrays,

    /// The names that tell the items of arrays apart: `/items=id`, `**/lines=sku,lot`
    #[arg(long, value_name = "GLOB=NAME[,NAME]")]
    pub array_key: Vec<diff::ArrayKey>,

    /// Take numbers for equal that are at most so far apart: 0.01
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub tolerance: Option<diff::Tolerance>,

    /// Take date-times for equal that are at most so far apart: 5s; 0s compares them as points in time
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub time_tolerance: Option<diff::TimeTolerance>,

    /// What to do with fields that differ between two deliveries of the same fact
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub volatile: DiffVolatile,

    /// Tell equal values too that are spelled otherwise: 1.0 and 1
    #[arg(long)]
    pub spelling: bool,

    /// Compare keys and types only
    #[arg(long, conflicts_with = "spelling")]
    pub structure: bool,

    /// Take meanings, names of items and volatile fields from this JSON Schema; more files are there for its references
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["event", "family", "families"])]
    pub schema: Vec<PathBuf>,

    /// The event that the payloads are, instead of recognising it
    #[arg(long, value_name = "NAME")]
    pub event: Option<String>,

    /// The family that the payloads are of, instead of recognising it
    #[arg(long, value_name = "FAMILY")]
    pub family: Option<String>,

    /// A folder with families of your own, in the format of the bundled ones
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub families: Vec<PathBuf>,

    /// What to call stdin
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,

    /// Show values of personal fields
    #[arg(long)]
    pub show_personal: bool,

    /// End with 0 where there are differences
    #[arg(long)]
    pub exit_zero: bool,
}

/// The output formats of `diff`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum DiffFormat {
    /// For people: each change with its meaning
    #[default]
    Text,
    /// For people: what was on the left, what is on the right
    SideBySide,
    /// One row for each change
    Table,
    /// As `diff -u` of the formatted payloads, for `patch`
    Unified,
    /// One JSON document
    Json,
    /// RFC 6902: the operations that make B out of A
    JsonPatch,
    /// RFC 7396: an object of what is new, null for what is gone
    MergePatch,
    /// A Markdown table
    Markdown,
    /// How much changed, in one line for each pair
    Summary,
}

/// How arrays are compared whose items have no names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum DiffArrays {
    /// By the longest common sequence of items, then by likeness
    #[default]
    Align,
    /// By index
    Index,
    /// In any order; how often an item is there counts
    Set,
}

/// What becomes of volatile fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum DiffVolatile {
    /// Told apart, not counted
    #[default]
    Show,
    /// Counted like others
    Count,
    /// Left out
    Hide,
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
