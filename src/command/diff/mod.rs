//! `hookspect diff`

mod git;
mod judge;
mod known;
mod matching;
mod meanings;
mod pairs;
mod rows;
mod sides;
mod value;

use super::families;
use super::terms::{AllTerms, Expected, Terms, Variants};
use crate::Io;
use crate::cli::{Cli, DiffArgs, DiffArrays, DiffFormat, DiffVolatile};
use crate::config::{Config, Instructions, Table};
use crate::context::Context;
use crate::convert::{Converter, Options, Settings, Target};
use crate::diff::{Arrays, Glob, Rules, Volatile};
use crate::family::{Catalogue, NEUTRAL_ID};
use crate::input::{IgnoreRules, Source};
use crate::outcome::Outcome;
use crate::render::{Comparing, Style};
use crate::schema::Compiled;
use anyhow::bail;
use judge::{Judge, Standard};
use pairs::Run;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The table of the configuration that speaks to this command only.
const TABLE: Option<Table> = Some(Table::Diff);

/// Compares two payloads, files or folders and prints what changed.
///
/// # Errors
///
/// When the options make no sense, a schema cannot be used, no patch can say what changed, or the output takes no more.
pub(crate) fn run(
    cli: &Cli,
    args: &DiffArgs,
    instructions: &Instructions,
    context: &Context,
    io: &mut Io<'_>,
) -> anyhow::Result<Outcome> {
    let call = Call::read(&args.paths, context)?;
    let rules = rules(args, &instructions.config)?;
    let style = Style { color: context.colors_stdout(cli.color), verbose: cli.verbose, columns: context.columns };
    let catalogue = if args.schema.is_empty() {
        families::catalogue(&args.origin.families, cli.verbose, style, io)?
    } else {
        &Catalogue::default()
    };
    let standard = if args.schema.is_empty() {
        AllTerms::new(instructions, TABLE)?.judge(catalogue)?;
        Standard::Families(catalogue)
    } else {
        Standard::Schema(Box::new(Compiled::from_files(&args.schema, true)?))
    };
    let expected = |terms: &Terms<'_>| match &standard {
        Standard::Families(catalogue) => Expected::new(terms, catalogue),
        Standard::Schema(_) => Ok(Expected { input: terms.input(), ..Expected::default() }),
    };
    let expected = Variants::new(instructions, TABLE, context, |terms| expected(terms).map(Arc::new))?;
    let neutral = if args.neutral { Some(way_into_the_model(catalogue)?) } else { None };
    let judge = Judge { standard: &standard, neutral, rules, format: args.format, show_personal: args.show_personal };
    let output = output(args.format, style);
    let run = Run::new(&judge, &expected, output, cli.quiet, matches!(call, Call::Two(..)));
    let outcome = match call {
        Call::Two(before, after) => match (before.is_dir(), after.is_dir()) {
            (true, true) => {
                let ignored = if args.no_ignore { IgnoreRules::Disregard } else { IgnoreRules::Honour };
                run.folders(&before, &after, ignored, io)?
            }
            (false, false) => {
                let stdin = args.stdin_filename.as_deref();
                if is_stdin(&before) && is_stdin(&after) {
                    bail!("- is named twice: stdin can be read only once");
                }
                run.files(&source(&before, stdin), &source(&after, stdin), io)?
            }
            (is_folder, _) => {
                let (folder, file) = if is_folder { (&before, &after) } else { (&after, &before) };
                bail!(
                    "{} is a folder and {} is none: compare two folders or two files",
                    folder.display(),
                    file.display()
                )
            }
        },
        Call::Git(call) => run.git(&call, args.exit_code, io)?,
        Call::Unmerged(path) => git::unmerged(&path, io)?,
    };
    Ok(if args.exit_zero { outcome.without_problems() } else { outcome })
}

/// What turns payloads into documents of the neutral model.
fn way_into_the_model(catalogue: &Catalogue) -> anyhow::Result<Converter<'_>> {
    let target = Target::named(catalogue, NEUTRAL_ID)?;
    Converter::new(catalogue, target, Settings::default(), Options::default())
}

/// What is to be compared.
enum Call {
    Two(PathBuf, PathBuf),
    /// As git calls an external diff program.
    Git(git::Call),
    /// As git calls it for a path in conflict.
    Unmerged(PathBuf),
}

impl Call {
    fn read(paths: &[PathBuf], context: &Context) -> anyhow::Result<Self> {
        if let Some(call) = git::Call::read(paths) {
            return Ok(Self::Git(call));
        }
        match paths {
            [before, after] => Ok(Self::Two(before.clone(), after.clone())),
            [path] if context.is_called_by_git => Ok(Self::Unmerged(path.clone())),
            _ => bail!(
                "two payloads, files or folders are compared, found {}\n  help: hookspect diff before.json after.json",
                paths.len()
            ),
        }
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn source(path: &Path, stdin: Option<&str>) -> Source {
    if is_stdin(path) { Source::stdin(stdin) } else { Source::file(path) }
}

/// What counts, as the options say it.
fn rules(args: &DiffArgs, config: &Config) -> anyhow::Result<Rules> {
    let is_patch = matches!(args.format, DiffFormat::JsonPatch | DiffFormat::MergePatch);
    let inexact = [
        (args.tolerance.is_some(), "--tolerance"),
        (args.time_tolerance.is_some(), "--time-tolerance"),
        (args.arrays == DiffArrays::Set, "--arrays set"),
        (args.structure, "--structure"),
    ];
    if let Some((_, option)) = inexact.into_iter().find(|(is_given, _)| *is_given && is_patch) {
        let help = config
            .name()
            .map_or_else(String::new, |name| format!("\n  help: if {name} says it, --no-config does without"));
        bail!(
            "a patch carries every difference, and {option} takes different values for the same: leave one of the two out{help}"
        );
    }
    if args.ignore.iter().any(Glob::names_root) {
        bail!("--ignore \"\" leaves out the whole of every payload: nothing would be compared");
    }
    Ok(Rules {
        arrays: match args.arrays {
            DiffArrays::Align => Arrays::Align,
            DiffArrays::Index => Arrays::Index,
            DiffArrays::Set => Arrays::Set,
        },
        array_keys: args.array_key.clone(),
        ignore: args.ignore.clone(),
        only: args.only.clone(),
        tolerance: args.tolerance.clone(),
        time_tolerance: args.time_tolerance,
        volatile: match args.volatile {
            DiffVolatile::Count => Volatile::Count,
            // Patches carry volatile fields whatever becomes of them elsewhere.
            DiffVolatile::Hide if !is_patch => Volatile::Hide,
            DiffVolatile::Hide | DiffVolatile::Show => Volatile::Show,
        },
        spelling: args.spelling,
        structure: args.structure,
    })
}

fn output(format: DiffFormat, style: Style) -> Comparing {
    match format {
        DiffFormat::Text => Comparing::Text(style),
        DiffFormat::SideBySide => Comparing::SideBySide(style),
        DiffFormat::Table => Comparing::table(style),
        DiffFormat::Unified => Comparing::Unified,
        DiffFormat::Json => Comparing::json(),
        DiffFormat::JsonPatch => Comparing::JsonPatch,
        DiffFormat::MergePatch => Comparing::MergePatch,
        DiffFormat::Markdown => Comparing::markdown(style),
        DiffFormat::Summary => Comparing::Summary(style),
    }
}
