//! `hookspect schema`

use super::families;
use super::inputs::in_words;
use super::replacement::Replacement;
use crate::Io;
use crate::cli::{Cli, SchemaArgs, SchemaProfile};
use crate::config;
use crate::context::Context;
use crate::family::Catalogue;
use crate::near::nearest;
use crate::outcome::Outcome;
use crate::reference::{self, Form};
use crate::render::{self, Style};
use crate::schema::Profile;
use anyhow::anyhow;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The name of the neutral model, which is no event.
const NEUTRAL: &str = "neutral";

/// The name of the configuration file, which is no event.
const CONFIG: &str = "config";

/// What the names of the program's own output shapes begin with.
const OUTPUT: &str = "output:";

/// Prints the schema of an event, or writes those of all.
///
/// # Errors
///
/// When no event has the name, a file cannot be written, or the output takes no more.
pub(crate) fn run(cli: &Cli, args: &SchemaArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    if let Some(text) = args.event.as_deref().map(of_program).transpose()?.flatten() {
        io.stdout.write_all(text.as_bytes())?;
        return Ok(Outcome::Clean);
    }
    let style = Style { color: context.colors_stdout(cli.color), verbose: cli.verbose, columns: context.columns };
    let catalogue = families::catalogue(&args.families, cli.verbose, style, io)?;
    let form = match (args.annotated, args.profile) {
        (true, _) => Form::Annotated,
        (_, SchemaProfile::Default) => Form::Plain(Profile::Default),
        (_, SchemaProfile::Strict) => Form::Plain(Profile::Strict),
    };
    match (&args.write, &args.event) {
        (Some(folder), _) => {
            let count = write_all(catalogue, folder, form)?;
            if !cli.quiet {
                writeln!(io.stderr, "hookspect: {count} schemas and a README.md are in {}", folder.display())?;
            }
        }
        (None, name) => {
            let schema = named(catalogue, name.as_deref().unwrap_or_default(), args.bundle, form)?;
            write_json(io.stdout, &schema)?;
        }
    }
    Ok(Outcome::Clean)
}

/// The schema of one of the program's own files or output shapes, if the name is one of theirs.
fn of_program(name: &str) -> anyhow::Result<Option<&'static str>> {
    if name == CONFIG {
        return Ok(Some(config::SCHEMA));
    }
    let Some(shape) = name.strip_prefix(OUTPUT) else {
        return Ok(None);
    };
    render::output_schema(shape).map(Some).ok_or_else(|| {
        let known = render::OUTPUT_SCHEMAS.iter().map(|(known, _)| *known);
        let help = nearest(shape, known.clone()).map_or_else(
            || format!("known: {}", known.map(|known| format!("{OUTPUT}{known}")).collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean {OUTPUT}{near}?"),
        );
        anyhow!("no output has a schema called {name:?}\n  help: {help}")
    })
}

fn named(catalogue: &Catalogue, name: &str, bundle: bool, form: Form) -> anyhow::Result<Value> {
    if name == NEUTRAL {
        return reference::of_neutral_model(catalogue, form);
    }
    let selected = catalogue.select_event(name, None)?;
    match selected.event {
        _ if selected.family.is_neutral() => reference::of_neutral_model(catalogue, form),
        Some(event) if !bundle => reference::of_event(catalogue, selected.family, event, form),
        _ => reference::of_family(catalogue, selected.family, form),
    }
}

/// Writes the schema of every event, of every family as a whole, of the neutral model, of what the program prints and
/// of its configuration. Says how many they are.
fn write_all(catalogue: &Catalogue, folder: &Path, form: Form) -> anyhow::Result<usize> {
    let mut schemas: Vec<(PathBuf, Value)> = Vec::new();
    for family in catalogue.families() {
        schemas.push((file_of(&family.id), reference::of_family(catalogue, family, form)?));
        for event in family.events() {
            let name = format!("{}/{}", family.id, event.name);
            schemas.push((file_of(&name), reference::of_event(catalogue, family, event, form)?));
        }
    }
    schemas.push((file_of(NEUTRAL), reference::of_neutral_model(catalogue, form)?));
    for (path, schema) in &schemas {
        let mut text = Vec::new();
        write_json(&mut text, schema)?;
        write_file(&folder.join(path), &text)?;
    }
    for (name, schema) in render::OUTPUT_SCHEMAS {
        write_file(&folder.join(file_of(&format!("output/{name}"))), schema.as_bytes())?;
    }
    write_file(&folder.join(file_of(CONFIG)), config::SCHEMA.as_bytes())?;
    write_file(&folder.join("README.md"), render::schemas_readme(catalogue.families()).as_bytes())?;
    Ok(schemas.len() + render::OUTPUT_SCHEMAS.len() + 1)
}

/// The file of a schema with this name, below the folder whatever the name is.
fn file_of(name: &str) -> PathBuf {
    let is_step = |part: &&str| !part.is_empty() && !part.chars().all(|character| character == '.');
    let steps: PathBuf = name.split('/').filter(is_step).collect();
    let mut file = steps.into_os_string();
    file.push(".json");
    file.into()
}

fn write_json(out: &mut dyn Write, schema: &Value) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, schema)?;
    Ok(writeln!(out)?)
}

fn write_file(path: &Path, text: &[u8]) -> anyhow::Result<()> {
    let write = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let mut file = Replacement::of(path)?;
        file.write_all(text)?;
        file.put_in_place()
    };
    write().map_err(|error| anyhow!("\"{}\" cannot be written: {}", path.display(), in_words(&error)))
}
