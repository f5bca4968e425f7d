//! The command line. The comments here are the help.

mod convert;

pub use convert::{ConvertArgs, ConvertFormat, ConvertSource};

use crate::context::ColorChoice;
use crate::diff;
use crate::finding::Rule;
use crate::json::{Indent, Pointer};
use crate::near::nearest;
use crate::render::Column;
use crate::words::{Currency, Moment};
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

    /// Read settings from this file, instead of the hookspect.toml of this folder or one above it
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,

    /// Read no settings from a file
    #[arg(long, global = true, conflicts_with = "config")]
    pub no_config: bool,

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
    /// Show payloads with what their fields mean
    ///
    /// Values stay as they are spelled, personal ones are masked. What they mean and what is wrong stands beside them on a terminal; in a
    /// pipe it is left out unless --annotations asks for it.
    Show(ShowArgs),
    /// List the families and events, or explain an event: its shapes, its fields, an example
    Events(EventsArgs),
    /// Print the JSON Schema of an event for editors and other validators
    Schema(SchemaArgs),
    /// Print a sample payload of an event, byte for byte
    Sample(SampleArgs),
    /// Re-indent JSON without changing a single value's spelling
    ///
    /// White space outside strings changes and nothing else: order, numbers, escapes, a byte order mark and even keys that stand
    /// twice stay as they are. Text that is no JSON is told and left alone.
    Fmt(FmtArgs),
    /// Tell what changed between two payloads, files or folders
    Diff(DiffArgs),
    /// Turn payloads into those of another family, the neutral model, CloudEvents, CSV, YAML, flat lines, Markdown
    ///
    /// With --to an event is told in the words of another family, of the neutral model, or put into a CloudEvents envelope: what has
    /// no place there is reported, what the target needs besides is asked for, and nothing is made up. With --format only the form
    /// changes, and every value stays what it is.
    Convert(ConvertArgs),
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
    #[arg(long)]
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

/// What `show` is told.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct ShowArgs {
    /// Files, folders and globs to show; - or a pipe for stdin
    #[arg(value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// Read hidden and ignored files in folders too
    #[arg(long)]
    pub no_ignore: bool,

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

    /// The event that the payloads are, instead of recognising it
    #[arg(long, value_name = "NAME")]
    pub event: Option<String>,

    /// The family that the payloads are of, instead of recognising it
    #[arg(long, value_name = "FAMILY")]
    pub family: Option<String>,

    /// A folder with families of your own, in the format of the bundled ones
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub families: Vec<PathBuf>,

    /// How the input holds payloads, instead of detecting it
    #[arg(long, value_enum, value_name = "KIND")]
    pub input: Option<InputKind>,

    /// What to call stdin
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
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

/// What `events` is told.
#[derive(Debug, Args)]
pub struct EventsArgs {
    /// The event to explain; the end of its name will do where it is the only one
    #[arg(value_name = "EVENT")]
    pub event: Option<String>,

    /// How to print it
    #[arg(short, long, value_enum, default_value_t)]
    pub format: ListFormat,

    /// A folder with families of your own, in the format of the bundled ones
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub families: Vec<PathBuf>,
}

/// What `schema` is told.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// The event; `neutral` for the neutral model, `config` for hookspect.toml, `output:validate` and so on for what the program
    /// prints as JSON
    #[arg(value_name = "EVENT", required_unless_present = "write")]
    pub event: Option<String>,

    /// Which findings the schema makes: errors, or advice too
    #[arg(long, value_enum, default_value_t)]
    pub profile: SchemaProfile,

    /// One schema for all events of the event's family: it recognises them itself
    #[arg(long)]
    pub bundle: bool,

    /// Keep hookspect's own keywords: units, personal fields, what is only advice
    #[arg(long, conflicts_with = "profile")]
    pub annotated: bool,

    /// Write the schemas of all events into a folder, with a note on how to use them in an editor
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with_all = ["event", "bundle"])]
    pub write: Option<PathBuf>,

    /// A folder with families of your own, in the format of the bundled ones
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub families: Vec<PathBuf>,
}

/// The findings that an exported schema makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum SchemaProfile {
    /// Errors only
    #[default]
    Default,
    /// Advice too, as `validate --strict` does
    Strict,
}

/// What `sample` is told.
#[derive(Debug, Args)]
pub struct SampleArgs {
    /// The event
    #[arg(value_name = "EVENT")]
    pub event: String,

    /// A special sample instead of the plain one; without a name: lists them
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
    pub variant: Option<String>,
}

/// What `fmt` is told.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct FmtArgs {
    /// Files to format; - or a pipe for stdin
    #[arg(value_hint = ValueHint::FilePath)]
    pub paths: Vec<PathBuf>,

    /// Write the files anew, each in one step; those that would not change are not touched
    ///
    /// A link is followed to its file, and the file's mode stays. Other names of the same file (hard links) keep the old text.
    #[arg(short, long)]
    pub write: bool,

    /// Write nothing; list what would change, and end with 1 if anything would
    #[arg(long, conflicts_with = "write")]
    pub check: bool,

    /// How far each level stands to the right: 1 to 16 spaces, or tab [default: 2]
    ///
    /// Values that stand on a line each stay there unless this is given; those in files called .ndjson or .jsonl do so even then
    /// when the file is written.
    #[arg(long, value_name = "N|tab", value_parser = indent)]
    pub indent: Option<Indent>,

    /// Put each value on one line, without white space
    #[arg(long, conflicts_with = "indent")]
    pub compact: bool,

    /// Sort the keys of every object by code points; equal ones stay in their order
    #[arg(long)]
    pub sort_keys: bool,

    /// Read hidden and ignored files in folders too
    #[arg(long)]
    pub no_ignore: bool,

    /// How the input holds values, instead of detecting it
    #[arg(long, value_enum, value_name = "KIND")]
    pub input: Option<InputKind>,

    /// What to call stdin
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
}

/// Takes a number of spaces, or a tab.
fn indent(text: &str) -> Result<Indent, &'static str> {
    match text.parse() {
        _ if text == "tab" => Ok(Indent::Tab),
        Ok(spaces @ 1..=16) => Ok(Indent::Spaces(spaces)),
        Ok(0) => Err("for no indentation at all there is --compact"),
        _ => Err("it is a number of spaces from 1 to 16, or tab"),
    }
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

    /// Read hidden and ignored files in folders too
    #[arg(long)]
    pub no_ignore: bool,

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
