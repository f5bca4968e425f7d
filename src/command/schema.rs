//! `hookspect schema`

use super::families;
use crate::Io;
use crate::cli::{Cli, SchemaArgs, SchemaProfile};
use crate::context::Context;
use crate::family::Catalogue;
use crate::outcome::Outcome;
use crate::reference::{self, Form};
use crate::render::{self, Style};
use crate::schema::Profile;
use anyhow::Context as _;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The name of the neutral model, which is no event.
const NEUTRAL: &str = "neutral";

/// Prints the schema of an event, or writes those of all.
///
/// # Errors
///
/// When no event has the name, a file cannot be written, or the output takes no more.
pub(crate) fn run(cli: &Cli, args: &SchemaArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let style = Style { color: context.colors_stdout(cli.color), verbose: cli.verbose, columns: context.columns };
    let catalogue = families::catalogue(&args.families, cli.verbose, style, io)?;
    let form = match (args.annotated, args.profile) {
        (true, _) => Form::Annotated,
        (_, SchemaProfile::Default) => Form::Plain(Profile::Default),
        (_, SchemaProfile::Strict) => Form::Plain(Profile::Strict),
    };
    match (&args.write, &args.event) {
        (Some(folder), _) => {
            let count = write_all(&catalogue, folder, form)?;
            if !cli.quiet {
                writeln!(io.stderr, "hookspect: {count} schemas and a README.md are in {}", folder.display())?;
            }
        }
        (None, name) => {
            let schema = named(&catalogue, name.as_deref().unwrap_or_default(), args.bundle, form)?;
            write_json(io.stdout, &schema)?;
        }
    }
    Ok(Outcome::Clean)
}

fn named(catalogue: &Catalogue, name: &str, bundle: bool, form: Form) -> anyhow::Result<Value> {
    if name == NEUTRAL {
        return reference::of_neutral_model(catalogue, form);
    }
    let selected = catalogue.select_event(name, None)?;
    match selected.event {
        Some(event) if !bundle => reference::of_event(catalogue, selected.family, event, form),
        _ => reference::of_family(catalogue, selected.family, form),
    }
}

/// Writes the schema of every event, of every family as a whole, and of the neutral model. Says how many they are.
fn write_all(catalogue: &Catalogue, folder: &Path, form: Form) -> anyhow::Result<usize> {
    let mut schemas: Vec<(String, Value)> = Vec::new();
    for family in catalogue.families() {
        schemas.push((format!("{}.json", family.id), reference::of_family(catalogue, family, form)?));
        for event in family.events() {
            let path = format!("{}/{}.json", family.id, event.name);
            schemas.push((path, reference::of_event(catalogue, family, event, form)?));
        }
    }
    schemas.push((format!("{NEUTRAL}.json"), reference::of_neutral_model(catalogue, form)?));
    for (path, schema) in &schemas {
        let mut text = Vec::new();
        write_json(&mut text, schema)?;
        write_file(&folder.join(path), &text)?;
    }
    write_file(&folder.join("README.md"), render::schemas_readme(catalogue.families()).as_bytes())?;
    Ok(schemas.len())
}

fn write_json(out: &mut dyn Write, schema: &Value) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, schema)?;
    Ok(writeln!(out)?)
}

fn write_file(path: &PathBuf, text: &[u8]) -> anyhow::Result<()> {
    let write = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}
