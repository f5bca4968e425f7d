//! The command line. The comments here are the help.

mod common;
mod convert;
mod diff;
mod fmt;
mod reference;
mod show;
mod validate;

pub use common::{InputArgs, InputKind, Origin, Paging};
pub use convert::{ConvertArgs, ConvertFormat, ConvertSource};
pub use diff::{DiffArgs, DiffArrays, DiffFormat, DiffVolatile};
pub use fmt::FmtArgs;
pub use reference::{EventsArgs, ListFormat, RulesArgs, SampleArgs, SchemaArgs, SchemaProfile};
pub use show::{Annotations, PathSpelling, ShowArgs, ShowFormat};
pub use validate::{Expectation, Filter, ReportFile, ValidateArgs, ValidateFormat};

use crate::context::ColorChoice;
use clap::{Parser, Subcommand, ValueHint};
use common::rule;
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
// A run needs the arguments of one command. What is said of a command here is said again of its arguments, which come later.
#[command(defer = true)]
pub enum Command {
    /// Check payloads against the bundled schemas, or against a schema of your own
    Validate(ValidateArgs),
    /// Show payloads with what their fields mean
    ///
    /// Values stay as they are spelled, personal ones are masked. What they mean and what is wrong stands beside them on a terminal; in a
    /// pipe it is left out unless --annotations asks for it.
    #[command(
        after_help = "Exit codes: 0 shown, whatever is wrong with the payload, 1 a text that is no JSON or a place that is not there, 2 could not run or could not read something"
    )]
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

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn a_command_is_described_in_its_own_help_as_in_the_list() {
        let (listed, mut built) = (Cli::command(), Cli::command());
        built.build();
        assert!(listed.get_subcommands().count() > 8);
        for command in listed.get_subcommands() {
            let own = built.find_subcommand(command.get_name()).unwrap();
            let texts = |command: &clap::Command| {
                [command.get_about(), command.get_long_about()].map(|text| text.map(ToString::to_string))
            };
            assert_eq!(texts(own), texts(command), "{}", command.get_name());
            assert!(own.get_about().is_some());
        }
    }
}
