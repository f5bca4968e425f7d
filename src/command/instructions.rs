//! All that says how a run goes, gathered before it begins: flags, environment and file.

use super::inputs::in_words;
use crate::Io;
use crate::cli::{Cli, Command, InputKind};
use crate::config::{self, Config, Entry, Faulty, Instructions, Key, Kind, Layer, Layers, Speaker, Table, Value};
use crate::context::{ColorChoice, Context};
use crate::input::Source;
use crate::render::{self, Format, Style};
use crate::report::PayloadReport;
use anyhow::{anyhow, bail};
use clap::parser::ValueSource;
use clap::{ArgMatches, ValueEnum};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The most bytes that a configuration may have. What is longer was named by mistake.
const LONGEST: u64 = 1 << 20;

/// Gathers what the flags say, what the environment says, and what the file says.
///
/// # Errors
///
/// When the file cannot be found, read or used, or stderr takes no more.
pub(crate) fn gather(cli: &Cli, flags: Layer, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Instructions> {
    let config = config(cli, context)?;
    if let Some(name) = config.name().filter(|_| cli.verbose) {
        writeln!(io.stderr, "hookspect: settings are read from {}", render::message(name))?;
    }
    Ok(Instructions { flags, environment: environment(context), config })
}

/// Tells what is wrong with a file that cannot be used.
///
/// # Errors
///
/// When stderr takes no more.
pub(crate) fn tell(faulty: &Faulty, cli: &Cli, context: &Context, io: &mut Io<'_>) -> io::Result<()> {
    /// Who names a file that is something else altogether need not read about every line of it.
    const ENOUGH: usize = 100;
    let report = PayloadReport::of_own_file(&faulty.name, &faulty.text, &faulty.findings);
    let (shown, rest) = report.findings.split_at(report.findings.len().min(ENOUGH));
    let style = Style { color: context.colors_stderr(cli.color), verbose: false, columns: context.columns };
    render::Text(style).payload(io.stderr, &report, shown)?;
    if rest.is_empty() { Ok(()) } else { writeln!(io.stderr, "... and {} more\n", rest.len()) }
}

/// Fills in what a command line left open, for commands that look at their arguments only.
pub(crate) fn fill_in(cli: &mut Cli, instructions: &Instructions) {
    let table = match cli.command {
        Command::Validate(_) => Some(Table::Validate),
        Command::Diff(_) => Some(Table::Diff),
        _ => None,
    };
    let layers = instructions.of_run(table);
    cli.color = word(&layers, Key::Color).unwrap_or(ColorChoice::Auto);
    match &mut cli.command {
        Command::Events(args) => args.families = families(&layers),
        Command::Schema(args) => args.families = families(&layers),
        Command::Fmt(args) => {
            args.inputs.no_ignore = layers.is_on(Key::NoIgnore);
            args.inputs.input = word::<InputKind>(&layers, Key::Input);
        }
        Command::Show(args) => {
            args.origin.families = families(&layers);
            args.inputs.no_ignore = layers.is_on(Key::NoIgnore);
            args.show_personal = layers.is_on(Key::ShowPersonal);
        }
        Command::Diff(args) => {
            args.origin.families = families(&layers);
            args.no_ignore = layers.is_on(Key::NoIgnore);
            args.show_personal = layers.is_on(Key::ShowPersonal);
            args.exit_zero = layers.is_on(Key::ExitZero);
            args.format = word(&layers, Key::DiffFormat).unwrap_or_default();
            args.ignore = layers.parsed(Key::DiffIgnore).collect();
            args.only = layers.parsed(Key::DiffOnly).collect();
            args.arrays = word(&layers, Key::Arrays).unwrap_or_default();
            args.array_key = layers.parsed(Key::ArrayKey).collect();
            args.tolerance = layers.parsed(Key::Tolerance).next();
            args.time_tolerance = layers.parsed(Key::TimeTolerance).next();
            args.volatile = word(&layers, Key::Volatile).unwrap_or_default();
            args.spelling = layers.is_on(Key::Spelling);
        }
        Command::Convert(args) => {
            args.origin.families = families(&layers);
            args.inputs.no_ignore = layers.is_on(Key::NoIgnore);
            args.show_personal = layers.is_on(Key::ShowPersonal);
            args.threads = layers.count(Key::Threads).and_then(|count| u16::try_from(count).ok());
        }
        Command::Validate(_) | Command::Sample(_) | Command::Rules(_) => {}
    }
}

/// The folders with families.
pub(super) fn families(layers: &Layers<'_>) -> Vec<PathBuf> {
    layers.paths(Key::Families).map(Path::to_owned).collect()
}

/// The word that was given.
pub(super) fn word<T: ValueEnum>(layers: &Layers<'_>, key: Key) -> Option<T> {
    layers.entries(key).pop().and_then(word_of)
}

/// The word that somebody gave.
pub(super) fn word_of<T: ValueEnum>(entry: &Entry) -> Option<T> {
    if let Value::Text(word) = &entry.value { T::from_str(word, false).ok() } else { None }
}

/// The keys that were given as flags, as clap has understood them.
pub(crate) fn flags(matches: &ArgMatches) -> Layer {
    let Some((command, matches)) = matches.subcommand() else { return Layer::default() };
    // Of a flag that commands read differently the command's own meaning holds.
    let table = Table::ALL.iter().find(|table| table.name() == command);
    let heard = |key: &&Key| table.is_none_or(|table| key.table().is_none_or(|only| only == *table));
    let given = Key::ALL.iter().filter(heard).flat_map(|key| {
        let id = key.name().replace('-', "_");
        let is_given = matches.try_contains_id(&id).is_ok_and(|exists| exists)
            && matches.value_source(&id) == Some(ValueSource::CommandLine);
        let values = if is_given { matches.get_raw(&id) } else { None };
        let entry = |value| Entry { key: *key, value, speaker: Speaker::CommandLine };
        values.into_iter().flatten().filter_map(|raw| value(*key, raw)).map(entry).collect::<Vec<_>>()
    });
    Layer(given.collect())
}

/// The value of a flag, which clap has judged already.
fn value(key: Key, raw: &OsStr) -> Option<Value> {
    let text = || raw.to_string_lossy().into_owned();
    match key.kind() {
        Kind::Switch => Some(Value::Switch(true)),
        Kind::Count(..) => raw.to_str()?.parse().ok().map(Value::Count),
        Kind::Paths => Some(Value::Path(raw.into())),
        Kind::Reports(_) => text().split_once('=').map(|(format, file)| Value::Report(format.to_owned(), file.into())),
        Kind::Name
        | Kind::Word(_)
        | Kind::Names
        | Kind::Rules
        | Kind::Globs
        | Kind::ArrayKeys
        | Kind::Distance
        | Kind::Duration => Some(Value::Text(text())),
    }
}

/// What variables say of keys.
fn environment(context: &Context) -> Layer {
    let color = context.color_wish.map(|wish| if wish { "always" } else { "never" });
    let entry =
        |word: &str| Entry { key: Key::Color, value: Value::Text(word.to_owned()), speaker: Speaker::Environment };
    Layer(color.map(entry).into_iter().collect())
}

/// What the file says that is named, or the nearest one.
fn config(cli: &Cli, context: &Context) -> anyhow::Result<Config> {
    let directory = context.working_directory.as_deref();
    let (path, who) = match (&cli.config, &context.config) {
        _ if cli.no_config => return Ok(Config::default()),
        (Some(path), _) => (path.clone(), ""),
        (None, Some(path)) => (path.clone(), "HOOKSPECT_CONFIG: "),
        (None, None) => match directory.map(config::upwards).transpose() {
            Ok(found) => match found.flatten() {
                Some(path) => (path, ""),
                None => return Ok(Config::default()),
            },
            Err(rivals) => {
                let [one, other] = rivals.0.map(|path| path.display().to_string());
                bail!("both \"{one}\" and \"{other}\" are there\n  help: keep one of them");
            }
        },
    };
    let text = read(&path).map_err(|error| {
        let help = Source::file(&path).help(&error).map_or_else(String::new, |help| format!("\n  help: {help}"));
        anyhow!("{who}{}: {}{help}", path.display(), in_words(&error))
    })?;
    Ok(Config::read(&path, &text, directory)?)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::Error::other("too long for a configuration"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{fill_in, flags};
    use crate::cli::Cli;
    use crate::config::{Config, Instructions, Key, Kind, Layer, Section, Table};
    use clap::{CommandFactory, FromArgMatches};
    use std::path::Path;

    /// What every command that looks at its arguments only needs to hear.
    const LINES: [&[&str]; 7] =
        [&["fmt"], &["diff", "a", "b"], &["convert"], &["events"], &["schema", "x"], &["sample", "x"], &["rules"]];

    /// The arguments of a command line, filled in with what a file says.
    fn filled(line: &[&str], file: &str) -> String {
        let line = std::iter::once("hookspect").chain(line.iter().copied());
        let matches = Cli::command().try_get_matches_from(line).unwrap();
        let mut cli = Cli::from_arg_matches(&matches).unwrap();
        let config = Config::read(Path::new("hookspect.toml"), file.as_bytes(), None).unwrap();
        let flags = flags(&matches);
        fill_in(&mut cli, &Instructions { flags, environment: Layer::default(), config });
        format!("{cli:?}")
    }

    /// A key that a command hears says to it what the flag of its name says.
    #[test]
    fn a_key_says_what_the_flag_says() {
        let mut cli = Cli::command();
        cli.build();
        for command in cli.get_subcommands().filter(|command| !matches!(command.get_name(), "validate" | "show")) {
            let line = LINES.iter().find(|line| line[0] == command.get_name()).expect("it is among the lines");
            let table = Table::ALL.iter().copied().find(|table| table.name() == command.get_name());
            for section in [Section::Top].into_iter().chain(table.map(Section::Table)) {
                for key in section.keys() {
                    // What payloads are and how they stand is asked for file by file, where overrides speak too.
                    let is_of_files = matches!(key, Key::Event | Key::Family)
                        || matches!((key, command.get_name()), (Key::Input, "convert"));
                    if !is_of_files && command.get_arguments().any(|arg| arg.get_long() == Some(key.name())) {
                        check(section, key, line);
                    }
                }
            }
        }
        assert!(Key::ALL.len() > Section::Top.keys().count());
    }

    fn check(section: Section, key: Key, line: &[&str]) {
        let word = match key.kind() {
            Kind::Switch => "true".to_owned(),
            Kind::Count(least, _) => least.to_string(),
            Kind::Word(known) => known[1].to_owned(),
            Kind::Globs => "/a".to_owned(),
            Kind::ArrayKeys => "/a=id".to_owned(),
            Kind::Distance => "1".to_owned(),
            Kind::Duration => "5s".to_owned(),
            Kind::Name | Kind::Names | Kind::Paths | Kind::Rules | Kind::Reports(_) => "a".to_owned(),
        };
        let text = match key.kind() {
            Kind::Switch | Kind::Count(..) => word.clone(),
            kind if kind.is_list() => format!("['{word}']"),
            _ => format!("'{word}'"),
        };
        let is_switch = key.kind() == Kind::Switch;
        let flag = if is_switch { format!("--{}", key.name()) } else { format!("--{}={word}", key.name()) };
        let flagged: Vec<&str> = line.iter().copied().chain([flag.as_str()]).collect();
        let header = if let Section::Table(table) = section { format!("[{}]\n", table.name()) } else { String::new() };
        let file = format!("{header}{} = {text}", key.name());
        assert_eq!(filled(line, &file), filled(&flagged, ""), "{line:?} {file}");
        assert_ne!(filled(line, &file), filled(line, ""), "{line:?} {file}");
        assert_eq!(filled(&flagged, &file), filled(&flagged, ""), "{line:?} {flag} {file}");
    }
}
