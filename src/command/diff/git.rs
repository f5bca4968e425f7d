//! Two states of a file as git hands them to an external diff program. Git takes any exit code but 0 for a crash and stops,
//! so that whatever a file holds, something readable is printed for it.

use super::pairs::{Run, alone};
use super::rows::by_line;
use super::sides::{self, Side};
use crate::Io;
use crate::cli::DiffFormat;
use crate::command::inputs::in_words;
use crate::input::Source;
use crate::outcome::Outcome;
use crate::render::{self, Comparing};
use crate::report::{Detail, PairReport, SideReport};
use anyhow::anyhow;
use std::path::{Path, PathBuf};

/// What git says of a file.
pub(super) struct Call {
    /// Its name in the repository, before and after.
    names: (String, String),
    /// Where its two states can be read; `/dev/null` for none.
    files: (PathBuf, PathBuf),
    /// Its modes: type and permissions.
    modes: (String, String),
    /// How much of a renamed or copied file is the same, in git's words.
    similarity: Option<String>,
}

impl Call {
    /// Reads the arguments: the name, the old file with its hash and mode, the new one with its own; after a change of name also
    /// the new name and a note.
    pub(super) fn read(paths: &[PathBuf]) -> Option<Self> {
        let text = |path: &PathBuf| path.display().to_string();
        let (name, before, old_mode, after, new_mode, renamed) = match paths {
            [name, before, _, old_mode, after, _, new_mode] => (name, before, old_mode, after, new_mode, None),
            [name, before, _, old_mode, after, _, new_mode, new_name, note] => {
                (name, before, old_mode, after, new_mode, Some((new_name, text(note))))
            }
            _ => return None,
        };
        let similarity =
            renamed.as_ref().and_then(|(_, note)| note.lines().find(|line| line.contains("index")).map(str::to_owned));
        Some(Self {
            names: (text(name), renamed.as_ref().map_or_else(|| text(name), |(name, _)| text(name))),
            files: (before.clone(), after.clone()),
            modes: (text(old_mode), text(new_mode)),
            similarity,
        })
    }

    /// What changed about the file besides what it holds, line by line.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.names.0 != self.names.1 {
            let similarity = self.similarity.as_ref().map_or_else(String::new, |text| format!(", {text}"));
            notes.push(format!("{} -> {}: renamed{similarity}", self.names.0, self.names.1));
        }
        // A file that is not there has none.
        let is_mode = |mode: &str| mode.len() == 6;
        if self.modes.0 != self.modes.1 && is_mode(&self.modes.0) && is_mode(&self.modes.1) {
            notes.push(format!("{}: mode {} -> {}", self.names.1, self.modes.0, self.modes.1));
        }
        notes
    }

    /// What the two states are called.
    fn sides(&self) -> (String, String) {
        let named = |file: &Path, folder, name: &str| {
            if is_null(file) { "/dev/null".into() } else { format!("{folder}/{name}") }
        };
        (named(&self.files.0, "a", &self.names.0), named(&self.files.1, "b", &self.names.1))
    }
}

impl Run<'_, '_> {
    /// Compares two states of a file. Says what the run came to only to those who ask for it.
    pub(super) fn git(mut self, call: &Call, tells_outcome: bool, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
        let is_text = self.judge.format == DiffFormat::Text;
        let bytes = (read(&call.files.0)?, read(&call.files.1)?);
        for note in call.notes().into_iter().filter(|_| is_text && !self.quiet) {
            writeln!(io.stdout, "{}", render::message(&note))?;
        }
        let is_other = bytes.0 != bytes.1;
        if !self.is_compared(call, &bytes, io)? {
            // What is no JSON, or on one side only, is compared as the text that it is.
            self.totals.differing += usize::from(is_other);
            if !self.quiet {
                Comparing::Unified.pair(io.stdout, &as_text(call, bytes))?;
                if is_text {
                    writeln!(io.stdout)?;
                }
            }
        } else if self.totals.pairs > 0 && self.totals.changes == 0 && is_text && is_other && !self.quiet {
            writeln!(io.stdout, "{}: no difference that counts\n", render::message(&call.names.1))?;
        }
        self.totals.is_single = true;
        self.output.finish(io.stdout, &self.totals)?;
        io.stdout.flush()?;
        Ok(if tells_outcome { self.totals.outcome() } else { Outcome::Clean })
    }

    /// Compares what the two states hold, if both hold payloads.
    fn is_compared(&mut self, call: &Call, bytes: &(Vec<u8>, Vec<u8>), io: &mut Io<'_>) -> anyhow::Result<bool> {
        let names = call.sides();
        // Settings speak of files by their names in the repository, in whose top folder git runs its programs.
        let places = (Source::file(Path::new(&call.names.0)), Source::file(Path::new(&call.names.1)));
        let (first, second) = (self.expected.treatment(&places.0), self.expected.treatment(&places.1));
        let sources = (Source::file(Path::new(&names.0)), Source::file(Path::new(&names.1)));
        let mut silent = Io { stdin: io.stdin, stdout: io.stdout, stderr: &mut std::io::sink() };
        let left: Side<'_> = sides::read(&sources.0, first.layout, &bytes.0, true, &mut silent)?;
        let right = sides::read(&sources.1, second.layout, &bytes.1, true, &mut silent)?;
        if !left.is_sound || !right.is_sound {
            return Ok(false);
        }
        let said = (self.expected.at(first.terms)?, self.expected.at(second.terms)?);
        let pairs = self.totals.pairs;
        match self.sides((&left, &said.0), (&right, &said.1), io) {
            Ok(_) => Ok(self.totals.pairs > pairs || self.totals.only_before + self.totals.only_after > 0),
            Err(error) if error.chain().any(<dyn std::error::Error>::is::<std::io::Error>) => Err(error),
            // Of one file no patch can be made, or no family fits; the others are still to come.
            Err(error) => {
                let message = format!("{}: {error}", call.names.1);
                writeln!(io.stderr, "{}", render::complaint("error", &message, None))?;
                Ok(false)
            }
        }
    }
}

/// What git says of a path that is in conflict: nothing but its name.
pub(super) fn unmerged(path: &Path, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    writeln!(io.stdout, "* Unmerged path {}", render::message(&path.display().to_string()))?;
    io.stdout.flush()?;
    Ok(Outcome::Clean)
}

fn as_text(call: &Call, bytes: (Vec<u8>, Vec<u8>)) -> PairReport {
    let side = |name: String| Some(SideReport { name, ..SideReport::default() });
    // As git takes it, what holds a NUL is no text.
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    let detail = match (text(bytes.0), text(bytes.1)) {
        (Some(before), Some(after)) => by_line(before, after),
        _ => Detail::Alone,
    };
    let names = call.sides();
    PairReport { detail, after: side(names.1), ..alone(side(names.0), false) }
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    if is_null(file) {
        return Ok(Vec::new());
    }
    std::fs::read(file).map_err(|error| anyhow!("{}: {}", file.display(), in_words(&error)))
}

fn is_null(path: &Path) -> bool {
    path == Path::new("/dev/null") || path == Path::new("nul")
}
