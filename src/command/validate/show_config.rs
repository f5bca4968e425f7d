//! `hookspect validate --show-config`

use super::TABLE;
use crate::Io;
use crate::cli::{ValidateArgs, ValidateFormat};
use crate::command::instructions::word_of;
use crate::command::terms::overrides_of;
use crate::config::{Config, Entry, Instructions, Key, Kind, Layers, Section, Speaker, Table, Value};
use crate::context::Context;
use crate::input::Source;
use crate::outcome::Outcome;
use crate::render;
use crate::report::{Origin, Said, Setting, SettingValue, Settings};
use anyhow::bail;
use std::path::Path;

/// Prints the settings of a run, or those that hold for each of the files that are named.
///
/// # Errors
///
/// When a folder is named, a format that settings have none in is asked for, or the output takes no more.
pub(super) fn run(
    args: &ValidateArgs,
    instructions: &Instructions,
    context: &Context,
    io: &mut Io<'_>,
) -> anyhow::Result<Outcome> {
    let files = args
        .inputs
        .paths
        .iter()
        .map(|path| of_file(path, args.inputs.stdin_filename.as_deref(), instructions, context));
    let mut all = files.collect::<anyhow::Result<Vec<_>>>()?;
    if all.is_empty() {
        all.push(settings(None, &instructions.of_run(TABLE), &instructions.config));
    }
    // What the file says of the format is about findings.
    let format = instructions.flags.of(Key::Format).last().and_then(word_of);
    match format.unwrap_or(ValidateFormat::Text) {
        ValidateFormat::Text => render::settings(io.stdout, instructions.config.name(), &all)?,
        ValidateFormat::Json => render::settings_json(io.stdout, instructions.config.name(), &all)?,
        _ => bail!("--show-config prints text or json"),
    }
    Ok(Outcome::Clean)
}

fn of_file(
    path: &Path,
    stdin: Option<&str>,
    instructions: &Instructions,
    context: &Context,
) -> anyhow::Result<Settings> {
    if path.is_dir() {
        bail!("\"{}\" is a folder: settings hold for files\n  help: name a file in it", path.display());
    }
    let source = if path.as_os_str() == "-" { Source::stdin(stdin) } else { Source::file(path) };
    let layers = instructions.of_files(TABLE, &overrides_of(&source, instructions, context));
    Ok(settings(Some(source.name().to_owned()), &layers, &instructions.config))
}

fn settings(file: Option<String>, layers: &Layers<'_>, config: &Config) -> Settings {
    let setting = |key: &Key| {
        let said: Vec<Said> = layers.entries(*key).into_iter().map(|entry| said(entry, config)).collect();
        let is_list = key.kind().is_list();
        Setting {
            key: key.name(),
            table: key.table().map(Table::name),
            is_list,
            said: if said.is_empty() { default(*key).into_iter().collect() } else { said },
        }
    };
    let keys = Section::Table(Table::Validate).keys();
    Settings { file, settings: keys.map(|key| setting(&key)).collect() }
}

fn said(entry: &Entry, config: &Config) -> Said {
    let value = match &entry.value {
        Value::Switch(is_on) => SettingValue::Switch(*is_on),
        Value::Count(count) => SettingValue::Count(*count),
        Value::Text(text) => SettingValue::Text(text.clone()),
        Value::Path(path) => SettingValue::Text(path.display().to_string()),
        Value::Report(format, file) => SettingValue::Text(format!("{format}={}", file.display())),
    };
    let origin = match entry.speaker {
        Speaker::CommandLine => Origin::Flag,
        Speaker::Environment => Origin::Environment,
        Speaker::File(place) => config.position(place).map_or(Origin::Default, Origin::File),
    };
    Said { value, origin }
}

/// What holds when nobody says anything, as far as it is a value.
fn default(key: Key) -> Option<Said> {
    let value = match (key, key.kind()) {
        (Key::Color, _) => SettingValue::Text("auto".to_owned()),
        (Key::Format, _) => SettingValue::Text("text".to_owned()),
        (_, Kind::Switch) => SettingValue::Switch(false),
        _ => return None,
    };
    Some(Said { value, origin: Origin::Default })
}
