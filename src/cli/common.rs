//! What several commands are told.

use crate::finding::Rule;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// What is read.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files, folders and globs; - or a pipe for stdin
    #[arg(value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// How the input holds payloads, instead of detecting it
    #[arg(long, value_enum, value_name = "KIND")]
    pub input: Option<InputKind>,

    /// What to call stdin
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,

    /// Read hidden and ignored files in folders too
    #[arg(long)]
    pub no_ignore: bool,
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

/// When text goes to a pager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Paging {
    /// On a terminal, when it is longer than the screen
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Which family and event payloads are of.
#[derive(Debug, Args)]
pub struct Origin {
    /// The event that the payloads are, instead of recognising it
    #[arg(long, value_name = "NAME")]
    pub event: Option<String>,

    /// The family that the payloads are of, instead of recognising it
    #[arg(long, value_name = "FAMILY")]
    pub family: Option<String>,

    /// A folder with families of your own, in the format of the bundled ones
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub families: Vec<PathBuf>,
}

/// Takes a rule by its id; a wrong one is told with those that are near.
pub(super) fn rule() -> impl TypedValueParser<Value = Rule> {
    PossibleValuesParser::new(Rule::ALL.iter().map(|rule| PossibleValue::new(rule.id())))
        .map(|id| Rule::with_id(&id).unwrap_or(Rule::Syntax))
}
