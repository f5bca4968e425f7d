//! What `diff` is told.

use super::{Origin, Paging};
use crate::diff;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Tell what changed between two payloads, files or folders
#[derive(Debug, Args)]
#[command(override_usage = "hookspect diff [OPTIONS] <A> <B>")]
#[command(
    after_help = "Exit codes: 0 no difference that counts, 1 differences, 2 a side could not be read or compared\n\n\
    With git: GIT_EXTERNAL_DIFF=\"hookspect diff\" git diff --ext-diff; it then ends with 0, unless --exit-code says otherwise"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct DiffArgs {
    /// Two files or two folders; - for stdin on one side; or what git gives an external diff program
    #[arg(value_hint = ValueHint::AnyPath, required = true, num_args = 1.., value_names = ["A", "B"])]
    pub paths: Vec<PathBuf>,

    /// How to print what changed
    #[arg(short, long, value_enum, default_value_t)]
    pub format: DiffFormat,

    /// Compare what payloads mean, of different families too: through the neutral model, in its pointers
    #[arg(long, conflicts_with = "schema")]
    pub neutral: bool,

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

    /// What to do with fields that differ between two deliveries of the same fact, and with --neutral between any two families
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

    /// Which family and event the payloads are of.
    #[command(flatten)]
    pub origin: Origin,

    /// What to call stdin
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,

    /// Read hidden and ignored files in folders too
    #[arg(long)]
    pub no_ignore: bool,

    /// When to show the text in a pager: the one that `HOOKSPECT_PAGER` or `PAGER` names, or less
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub paging: Paging,

    /// Show values of personal fields
    #[arg(long)]
    pub show_personal: bool,

    /// End with 0 where there are differences
    #[arg(long)]
    pub exit_zero: bool,

    /// Called by git, end with 1 where there are differences: for diff.trustExitCode
    #[arg(long, conflicts_with = "exit_zero")]
    pub exit_code: bool,
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
