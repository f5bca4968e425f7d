//! What the commands are told that look things up: `events`, `schema`, `sample`, `rules`.

use super::rule;
use crate::finding::Rule;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// List the families and events, or explain an event: its shapes, its fields, an example
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

/// Print the JSON Schema of an event for editors and other validators
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

/// Print a sample payload of an event, byte for byte
#[derive(Debug, Args)]
pub struct SampleArgs {
    /// The event
    #[arg(value_name = "EVENT")]
    pub event: String,

    /// A special sample instead of the plain one; without a name: lists them
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
    pub variant: Option<String>,
}

/// List the rules of findings, or explain one
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
