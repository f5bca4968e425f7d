//! Files that are laid out in their place, or looked at as if they were.

use super::setter::{Found, Setter};
use crate::Io;
use crate::cli::FmtArgs;
use crate::command::inputs::{Empty, Failure, in_words, layout};
use crate::command::replacement::Replacement;
use crate::input::{Input, Inputs, Name, Records, Source, Start};
use crate::json::{Origin, Tree};
use crate::outcome::Outcome;
use crate::render::{self, Style};
use crate::report::Formatting;
use std::io::{self, Write};
use std::path::Path;

/// Writes the inputs anew, or lists those that would change.
pub(super) fn run(
    args: &FmtArgs,
    inputs: Inputs<'_>,
    setter: Setter,
    list: Option<Style>,
    io: &mut Io<'_>,
) -> anyhow::Result<Outcome> {
    let totals = Formatting { is_check: args.check, ..Formatting::default() };
    let mut run = Run { args, setter, list, totals, empty: Empty::default() };
    for input in inputs {
        run.totals.files += 1;
        match input {
            Input::Source(source) => run.source(&source, io)?,
            Input::Unread(unread) => {
                if let Err(failure) = run.empty.add_unread(unread) {
                    run.fail(&failure, io)?;
                }
            }
        }
    }
    run.finish(io)
}

/// The state of a run over its inputs.
struct Run<'a> {
    args: &'a FmtArgs,
    setter: Setter,
    /// How the list of files looks, if there is one.
    list: Option<Style>,
    totals: Formatting,
    /// Inputs without a value.
    empty: Empty,
}

impl Run<'_> {
    /// Says why an input could not be read or written.
    fn fail(&mut self, failure: &Failure, io: &mut Io<'_>) -> anyhow::Result<()> {
        self.totals.failed += 1;
        failure.tell(io)
    }

    fn source(&mut self, source: &Source, io: &mut Io<'_>) -> anyhow::Result<()> {
        let bytes = match source.read(io.stdin) {
            Ok(bytes) => bytes,
            Err(error) => return self.fail(&Failure::of_source(source, &error), io),
        };
        let mut formatted = Vec::with_capacity(bytes.len());
        match self.format(source, &bytes, &mut formatted, io.stderr)? {
            Found { values: 0, broken: 0 } => self.empty.add(source.name()),
            Found { broken: 1.., .. } => self.totals.broken += 1,
            _ if formatted == bytes => {}
            _ if source.is_packed() => {
                let (name, help) = (source.name().to_owned(), Some("unpack it first".to_owned()));
                let reason = "it would change, and packed files are not written".to_owned();
                self.fail(&Failure { name, reason, help }, io)?;
            }
            _ => self.change(source, &bytes, &formatted, io)?,
        }
        Ok(())
    }

    fn format(&mut self, source: &Source, bytes: &[u8], out: &mut Vec<u8>, err: &mut dyn Write) -> io::Result<Found> {
        let layout = layout(self.args.inputs.input, source);
        self.setter.begin(source, layout, true);
        let mut records = Records::new(bytes, layout, Start::of_file(source.is_stream()), Tree::default());
        while let Some(record) = records.next() {
            if let Some(document) = self.setter.record(Name::of_file(source.name()), record, out, err)? {
                records.recycle(document);
            }
        }
        self.setter.end(out)
    }

    /// Lists a file that is laid out otherwise than it should be, or writes it anew.
    fn change(&mut self, source: &Source, old: &[u8], new: &[u8], io: &mut Io<'_>) -> anyhow::Result<()> {
        let written = source.path().filter(|_| self.args.write).map(|path| write(path, new));
        if let Some(Err(error)) = written {
            let (name, reason) = (source.name().to_owned(), in_words(&error));
            return self.fail(&Failure { name, reason, help: None }, io);
        }
        self.totals.changes += 1;
        match self.list {
            Some(style) if written.is_none() => {
                let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
                let place = Origin::default().position(old, same);
                writeln!(io.stdout, "{}", render::not_formatted(source.name(), place, style))?;
            }
            Some(style) if style.verbose => writeln!(io.stdout, "{}", render::formatted(source.name()))?,
            _ => {}
        }
        Ok(())
    }

    fn finish(self, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
        let Self { totals, list, empty, .. } = self;
        io.stdout.flush()?;
        let is_nothing = empty.count() == totals.files;
        empty.tell(is_nothing, list.is_none(), io.stderr)?;
        if list.is_some() && !is_nothing {
            writeln!(io.stderr, "{}", render::formatting(&totals))?;
        }
        Ok(if is_nothing { Outcome::Failed } else { totals.outcome() })
    }
}

/// Puts a file's new content in its place, at once and whole.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut replacement = Replacement::of(path)?;
    replacement.write_all(content)?;
    replacement.put_in_place()
}
