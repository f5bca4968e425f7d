//! Settings and where they come from: as a configuration file with remarks, and as JSON.

use super::style::safe;
use crate::json::escape;
use crate::report::{Origin, Said, Setting, SettingValue, Settings};
use serde::Serialize;
use std::io::{self, Write};

/// The widest setting that remarks still stand in one column with.
const WIDEST: usize = 48;

/// Writes settings as a file could say them, each with its origin as a remark.
///
/// # Errors
///
/// When the output takes no more.
pub fn settings(out: &mut dyn Write, config: Option<&str>, all: &[Settings]) -> io::Result<()> {
    match config {
        Some(config) => writeln!(out, "# settings from {}", safe(config))?,
        None => writeln!(out, "# there is no configuration file")?,
    }
    for Settings { file, settings } in all {
        writeln!(out)?;
        if let Some(file) = file {
            writeln!(out, "# {}", safe(file))?;
        }
        let lines: Vec<(Option<&str>, Vec<Line>)> =
            settings.iter().map(|setting| (setting.table, lines(setting, config))).collect();
        let widths = lines.iter().flat_map(|(_, lines)| lines).map(|line| line.text.chars().count());
        let width = widths.filter(|width| *width <= WIDEST).max().unwrap_or_default();
        let mut table = None;
        for (home, lines) in &lines {
            if *home != table {
                table = *home;
                writeln!(out, "\n[{}]", table.unwrap_or_default())?;
            }
            for Line { text, remark } in lines {
                match remark {
                    Some(remark) => writeln!(out, "{text:width$}  # {remark}")?,
                    None => writeln!(out, "{text}")?,
                }
            }
        }
    }
    Ok(())
}

struct Line {
    text: String,
    remark: Option<String>,
}

/// A setting on one line, or a list on several when its items have several origins.
fn lines(setting: &Setting, config: Option<&str>) -> Vec<Line> {
    let key = setting.key;
    let remark = |said: &Said| Some(origin(said.origin, key, config));
    let one = |text: String, said: &Said| vec![Line { text, remark: remark(said) }];
    match setting.said.as_slice() {
        [] if setting.is_list => vec![Line { text: format!("{key} = []"), remark: Some("default".to_owned()) }],
        [] => vec![Line { text: format!("# {key} is not set"), remark: None }],
        [only] if !setting.is_list => one(format!("{key} = {}", value(only)), only),
        [first, rest @ ..] if rest.iter().all(|said| remark(said) == remark(first)) => {
            let items: Vec<String> = setting.said.iter().map(value).collect();
            one(format!("{key} = [{}]", items.join(", ")), first)
        }
        several => {
            let item = |said: &Said| Line { text: format!("    {},", value(said)), remark: remark(said) };
            let bracket = |text: String| std::iter::once(Line { text, remark: None });
            bracket(format!("{key} = [")).chain(several.iter().map(item)).chain(bracket("]".to_owned())).collect()
        }
    }
}

fn value(said: &Said) -> String {
    match &said.value {
        SettingValue::Switch(is_on) => is_on.to_string(),
        SettingValue::Count(count) => count.to_string(),
        SettingValue::Text(text) => escape(text),
    }
}

fn origin(origin: Origin, key: &str, config: Option<&str>) -> String {
    match origin {
        Origin::Flag => format!("--{key}"),
        Origin::Environment => "environment".to_owned(),
        Origin::File(place) => format!("{}:{}", safe(config.unwrap_or_default()), place.line),
        Origin::Default => "default".to_owned(),
    }
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    config: Option<&'a str>,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    file: Option<&'a str>,
    settings: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    key: &'static str,
    table: Option<&'static str>,
    value: serde_json::Value,
    origins: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    origin: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u64>,
}

/// Writes settings and their origins as one JSON document.
///
/// # Errors
///
/// When the output takes no more.
pub fn settings_json<'a>(out: &mut dyn Write, config: Option<&'a str>, all: &'a [Settings]) -> io::Result<()> {
    let file = |one: &'a Settings| File { file: one.file.as_deref(), settings: one.settings.iter().map(row).collect() };
    serde_json::to_writer_pretty(&mut *out, &Document { version: 1, config, files: all.iter().map(file).collect() })?;
    writeln!(out)
}

fn row(setting: &Setting) -> Row {
    let mut values = setting.said.iter().map(|said| match &said.value {
        SettingValue::Switch(is_on) => (*is_on).into(),
        SettingValue::Count(count) => (*count).into(),
        SettingValue::Text(text) => text.as_str().into(),
    });
    let value = if setting.is_list { values.collect() } else { values.next().unwrap_or_default() };
    Row { key: setting.key, table: setting.table, value, origins: setting.said.iter().map(place).collect() }
}

fn place(said: &Said) -> Place {
    let place = |origin| Place { origin, line: None, column: None };
    match said.origin {
        Origin::Flag => place("flag"),
        Origin::Environment => place("environment"),
        Origin::File(position) => Place { origin: "file", line: Some(position.line), column: Some(position.column) },
        Origin::Default => place("default"),
    }
}
