//! `hookspect rules`

use crate::Io;
use crate::cli::{Cli, ListFormat, RulesArgs};
use crate::context::Context;
use crate::finding::Rule;
use crate::outcome::Outcome;
use crate::render::{self, Style};

/// Lists the rules of findings, or explains one.
///
/// # Errors
///
/// When the output takes no more.
pub(crate) fn run(cli: &Cli, args: &RulesArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let style = Style { color: context.colors_stdout(cli.color), verbose: cli.verbose, columns: context.columns };
    match (args.format, args.rule) {
        (ListFormat::Text, None) => render::rules(io.stdout, context.columns.unwrap_or(100))?,
        (ListFormat::Text, Some(rule)) => render::rule(io.stdout, rule, style)?,
        (ListFormat::Json, Some(rule)) => render::rules_json(io.stdout, &[rule])?,
        (ListFormat::Json, None) => render::rules_json(io.stdout, Rule::ALL)?,
    }
    Ok(Outcome::Clean)
}
