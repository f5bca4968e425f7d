//! What was said of files, judged before any of them is read.

use super::Terms;
use crate::command::inputs::in_words;
use crate::config::{Entry, Fault, Instructions, Key, Speaker, Table, Value};
use crate::family::Catalogue;
use anyhow::bail;
use std::fs;
use std::path::PathBuf;

/// The terms of files that no override speaks of, and of each override alone.
pub(in crate::command) struct AllTerms<'a> {
    instructions: &'a Instructions,
    terms: Vec<Terms<'a>>,
}

impl<'a> AllTerms<'a> {
    /// Takes all that was said of files.
    ///
    /// # Errors
    ///
    /// When a part of it makes no sense, or the configuration names a file that is not there.
    pub(in crate::command) fn new(instructions: &'a Instructions, table: Option<Table>) -> anyhow::Result<Self> {
        let overrides = 0..instructions.config.overrides().len();
        let sets = std::iter::once(Vec::new()).chain(overrides.map(|number| vec![number]));
        let terms: Vec<_> = sets.map(|set| Terms::new(instructions.of_files(table, &set))).collect();
        let all = Self { instructions, terms };
        all.refuse_idle_flags()?;
        let families = instructions.of_run(table).entries(Key::Families);
        // Other commands read no schemas.
        let of_schemas = all.terms.iter().filter(|_| table == Some(Table::Validate));
        let paths = families.into_iter().chain(of_schemas.flat_map(Terms::schemas));
        all.refuse(paths.filter_map(missing).collect())?;
        Ok(all)
    }

    /// What the command line says is meant, so that it must not come to nothing. Of itself clap knows that, but not of the file.
    fn refuse_idle_flags(&self) -> anyhow::Result<()> {
        let flags = &self.instructions.flags;
        if flags.has(Key::NoFormats) && self.terms.iter().all(Terms::need_families) {
            bail!("--no-formats is for schemas of your own\n  help: name one with --schema FILE");
        }
        let of_families = [Key::Families, Key::ExcludedFields].into_iter().find(|key| flags.has(*key));
        if let Some(key) = of_families.filter(|_| !self.need_families()) {
            bail!(
                "--{} is for events of families, and the configuration names a schema\n  help: say --event or --family too, or --no-config",
                key.name()
            );
        }
        Ok(())
    }

    /// Whether families are needed: with a schema of one's own for everything none are.
    pub(in crate::command) fn need_families(&self) -> bool {
        self.terms.iter().any(Terms::need_families)
    }

    /// The files that tell what is right, the configuration among them.
    pub(in crate::command) fn files(&self) -> impl Iterator<Item = PathBuf> {
        let config = self.instructions.config.name().map(PathBuf::from);
        self.terms.iter().flat_map(Terms::schema_files).chain(config)
    }

    /// Sees that all events, families and fields that are named are there.
    ///
    /// # Errors
    ///
    /// When one is not.
    pub(in crate::command) fn judge(&self, catalogue: &Catalogue) -> anyhow::Result<()> {
        let mut faults = Vec::new();
        for terms in &self.terms {
            terms.judge(catalogue, &mut faults)?;
        }
        self.refuse(faults)
    }

    fn refuse(&self, faults: Vec<Fault>) -> anyhow::Result<()> {
        if faults.is_empty() { Ok(()) } else { Err(self.instructions.config.faulty(faults).into()) }
    }
}

/// What is wrong with a path in the configuration that leads nowhere. One of the command line is told of when it is read.
fn missing(entry: &Entry) -> Option<Fault> {
    match (entry.speaker, &entry.value) {
        (Speaker::File(place), Value::Path(path)) => {
            let error = fs::metadata(path).err()?;
            Some(Fault::new(place, format!("\"{}\": {}", path.display(), in_words(&error))))
        }
        _ => None,
    }
}
