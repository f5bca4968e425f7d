//! `hookspect diff`

mod judge;
mod known;
mod matching;
mod pairs;
mod sides;
mod value;

use super::families;
use super::terms::AllTerms;
use crate::Io;
use crate::cli::{Cli, DiffArgs, DiffArrays, DiffFormat, DiffVolatile};
use crate::config::Instructions;
use crate::context::Context;
use crate::diff::{Arrays, Rules, Volatile};
use crate::family::Catalogue;
use crate::input::{IgnoreRules, Source};
use crate::outcome::Outcome;
use crate::render::{Comparing, Style};
use crate::schema::Compiled;
use anyhow::bail;
use judge::{Judge, Standard};
use pairs::Run;
use std::path::{Path, PathBuf};

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
    let call = Call::read(&args.paths)?;
    let rules = rules(args)?;
    let style = Style { color: context.colors_stdout(cli.color), verbose: cli.verbose, columns: context.columns };
    let catalogue = if args.schema.is_empty() {
        families::catalogue(&args.origin.families, cli.verbose, style, io)?
    } else {
        Catalogue::default()
    };
    let standard = if args.schema.is_empty() {
        AllTerms::new(instructions, None)?.judge(&catalogue)?;
        Standard::Families(
            &catalogue,
            families::selected(&catalogue, args.origin.event.as_deref(), args.origin.family.as_deref())?,
        )
    } else {
        Standard::Schema(Box::new(Compiled::from_files(&args.schema, true)?))
    };
    let judge = Judge { standard, rules, format: args.format, show_personal: args.show_personal };
    let output = output(args.format, style);
    let run = Run::new(&judge, output, cli.quiet, matches!(call, Call::Two(..)));
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
        Call::Git { path, before, after } => run.git(&path, &before, &after, io)?,
    };
    Ok(if args.exit_zero { outcome.without_problems() } else { outcome })
}

/// What is to be compared.
enum Call {
    Two(PathBuf, PathBuf),
    /// As git calls an external diff program: the file's name in the repository, and where its two states can be read.
    Git {
        path: String,
        before: PathBuf,
        after: PathBuf,
    },
}

impl Call {
    fn read(paths: &[PathBuf]) -> anyhow::Result<Self> {
        match paths {
            [before, after] => Ok(Self::Two(before.clone(), after.clone())),
            // The name, the old file with its hash and mode, the new one with its own; after a change of name also the new
            // name and a note.
            [path, before, _, _, after, _, _] | [path, before, _, _, after, _, _, _, _] => {
                Ok(Self::Git { path: path.display().to_string(), before: before.clone(), after: after.clone() })
            }
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
fn rules(args: &DiffArgs) -> anyhow::Result<Rules> {
    let is_patch = matches!(args.format, DiffFormat::JsonPatch | DiffFormat::MergePatch);
    let inexact = [
        (args.tolerance.is_some(), "--tolerance"),
        (args.time_tolerance.is_some(), "--time-tolerance"),
        (args.arrays == DiffArrays::Set, "--arrays set"),
        (args.structure, "--structure"),
    ];
    if let Some((_, option)) = inexact.into_iter().find(|(is_given, _)| *is_given && is_patch) {
        bail!(
            "a patch carries every difference, and {option} takes different values for the same: leave one of the two out"
        );
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
        DiffFormat::Markdown => Comparing::markdown(),
        DiffFormat::Summary => Comparing::Summary,
    }
}
