//! `hookspect fmt`

use super::inputs::{in_words, inputs, layout};
use super::replacement::Replacement;
use crate::Io;
use crate::cli::{Cli, FmtArgs};
use crate::context::Context;
use crate::input::{Input, Label, Layout, Name, Records, Source, Start};
use crate::json::{Formatter, Indent, Origin, Tree};
use crate::outcome::Outcome;
use crate::render::{self, Format, Style};
use crate::report::{Formatting, Glimpse, PayloadReport};
use anyhow::bail;
use std::io::{self, Write};
use std::path::Path;

/// Lays the values of the inputs out anew: onto stdout, into their files, or only to see whether that would change them.
///
/// # Errors
///
/// When the options make no sense or the output takes no more.
pub(crate) fn run(cli: &Cli, args: &FmtArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let inputs: Vec<Input> = inputs(&args.paths, args.stdin_filename.as_deref(), args.no_ignore, context)?.collect();
    let is_stream = |input: &Input| matches!(input, Input::Source(source) if source.is_stream());
    if args.write && inputs.iter().any(is_stream) {
        bail!("stdin cannot be written to\n  help: leave --write away, and take the result from stdout");
    }
    if inputs.len() > 1 && !args.write && !args.check {
        bail!(
            "{} inputs and one output\n  help: --write changes the files, --check lists those that would change",
            inputs.len()
        );
    }
    let page = if args.compact { Indent::None } else { args.indent.unwrap_or(Indent::Spaces(2)) };
    let style = |color| Style { color, verbose: cli.verbose, columns: context.columns };
    let mut run = Run {
        args,
        line: Formatter::new(Indent::None, args.sort_keys),
        page: Formatter::new(page, args.sort_keys),
        notes: Notes {
            quiet: cli.quiet,
            list: style(context.colors_stdout(cli.color)),
            findings: Style { verbose: false, ..style(context.colors_stderr(cli.color)) },
            glimpse: Glimpse { columns: Some(context.excerpt_columns()), show_personal: false },
        },
        totals: Formatting { is_check: args.check, ..Formatting::default() },
    };
    let mut empty = Vec::new();
    for input in inputs {
        match input {
            Input::Source(source) => {
                if run.source(&source, io)? == Some(0) {
                    empty.push(source.name().to_owned());
                }
            }
            Input::Empty { name, .. } => {
                run.totals.files += 1;
                empty.push(name);
            }
            Input::Unreadable { name, error } => run.unreadable(&name, &in_words(&error), None, io)?,
            Input::NoMatch { glob, help } => run.unreadable(&glob, "no file matches", help.as_deref(), io)?,
        }
    }
    io.stdout.flush()?;
    run.finish(&empty, io)
}

/// The state of a run over its inputs.
struct Run<'a> {
    args: &'a FmtArgs,
    /// Lays out values that stay on one line.
    line: Formatter,
    /// Lays out all others.
    page: Formatter,
    notes: Notes,
    totals: Formatting,
}

/// What is said beside the result.
struct Notes {
    quiet: bool,
    list: Style,
    findings: Style,
    glimpse: Glimpse,
}

/// How many values a text holds, and how many more it would if they were JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Found {
    values: usize,
    broken: usize,
}

impl Run<'_> {
    /// Says why an input could not be read.
    fn unreadable(&mut self, name: &str, reason: &str, help: Option<&str>, io: &mut Io<'_>) -> anyhow::Result<()> {
        self.totals.files += 1;
        self.totals.failed += 1;
        io.stdout.flush()?;
        Ok(writeln!(io.stderr, "{}", render::complaint("error", &format!("{name}: {reason}"), help))?)
    }

    /// Deals with one input; gives the number of its values, unless it could not be read.
    fn source(&mut self, source: &Source, io: &mut Io<'_>) -> anyhow::Result<Option<usize>> {
        let bytes = match source.read(io.stdin) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.unreadable(source.name(), &in_words(&error), source.help(&error).as_deref(), io)?;
                return Ok(None);
            }
        };
        self.totals.files += 1;
        let mut formatted = Vec::new();
        let is_in_place = self.args.write || self.args.check;
        let out: &mut dyn Write = if is_in_place { &mut formatted } else { io.stdout };
        let found = self.format(source, &bytes, out, io.stderr)?;
        if found.broken > 0 {
            self.totals.broken += 1;
        } else if is_in_place && found.values > 0 && formatted != bytes {
            self.change(source, &bytes, &formatted, io)?;
        }
        Ok(Some(found.values + found.broken))
    }

    /// Writes the values of a text, each with a line break after it.
    fn format(&mut self, source: &Source, bytes: &[u8], out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Found> {
        let layout = layout(self.args.input, source);
        let mut records = Records::new(bytes, layout, Start::of_file(source.is_stream()), Tree::default());
        let mut found = Found::default();
        let mut next = records.next();
        let mut after_next = next.as_ref().and_then(|_| records.next());
        // A value that is alone on stdin is no line of many, even where it fills one.
        let has_lines = after_next.is_some() || layout == Layout::Lines;
        while let Some(record) = next {
            let is_line = has_lines && matches!(record.label, Label::Line(_));
            if is_line || record.parsed.is_ok() {
                out.write_all(if record.has_bom { "\u{FEFF}".as_bytes() } else { &[] })?;
            }
            match record.parsed {
                Ok(document) => {
                    found.values += 1;
                    self.formatter(is_line, source).write(document.root(), out)?;
                    out.write_all(b"\n")?;
                    records.recycle(document);
                }
                Err(error) => {
                    found.broken += 1;
                    // No line of a stream is lost.
                    if is_line {
                        out.write_all(record.text)?;
                        out.write_all(b"\n")?;
                    }
                    out.flush()?;
                    let text = (record.text, record.origin);
                    let name = Name::of_file(source.name());
                    let report = PayloadReport::unparsed(name, text, &error, self.notes.glimpse);
                    self.notes.finding(&report, err)?;
                }
            }
            next = after_next.take().or_else(|| records.next());
        }
        Ok(found)
    }

    /// The layout of a value. What is called a file of lines stays one when it is written.
    fn formatter(&mut self, is_line: bool, source: &Source) -> &mut Formatter {
        let stays_line = self.args.indent.is_none() || !self.writes_stdout() && source.is_line_wise();
        if is_line && stays_line { &mut self.line } else { &mut self.page }
    }

    fn writes_stdout(&self) -> bool {
        !self.args.write && !self.args.check
    }

    /// Lists a file that is laid out otherwise than it should be, or writes it anew.
    fn change(&mut self, source: &Source, old: &[u8], new: &[u8], io: &mut Io<'_>) -> anyhow::Result<()> {
        match source.path().filter(|_| self.args.write) {
            None => {
                let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
                let place = Origin::default().position(old, same);
                self.totals.changes += 1;
                self.notes.list(io, |style| render::not_formatted(source.name(), place, style))
            }
            Some(path) => match write(path, new) {
                Ok(()) => {
                    self.totals.changes += 1;
                    let is_listed = self.notes.list.verbose;
                    if is_listed { self.notes.list(io, |_| render::formatted(source.name())) } else { Ok(()) }
                }
                Err(error) => {
                    self.totals.failed += 1;
                    failure(source, &error, io)
                }
            },
        }
    }

    fn finish(self, empty: &[String], io: &mut Io<'_>) -> anyhow::Result<Outcome> {
        let Self { totals, notes, .. } = self;
        let is_nothing = empty.len() == totals.files;
        if is_nothing || !empty.is_empty() && !notes.quiet {
            let weight = if is_nothing { "error" } else { "note" };
            writeln!(io.stderr, "hookspect: {weight}: {}", render::message(&render::nothing_found(empty)))?;
        }
        if !notes.quiet && !is_nothing && (self.args.write || self.args.check) {
            writeln!(io.stderr, "{}", render::formatting(&totals))?;
        }
        Ok(if is_nothing { Outcome::Failed } else { totals.outcome() })
    }
}

impl Notes {
    fn finding(&self, report: &PayloadReport, err: &mut dyn Write) -> io::Result<()> {
        if self.quiet { Ok(()) } else { render::Text(self.findings).payload(err, report, &report.findings) }
    }

    fn list(&self, io: &mut Io<'_>, line: impl Fn(Style) -> String) -> anyhow::Result<()> {
        if self.quiet { Ok(()) } else { Ok(writeln!(io.stdout, "{}", line(self.list))?) }
    }
}

/// Says what the machine said of a file.
fn failure(source: &Source, error: &io::Error, io: &mut Io<'_>) -> anyhow::Result<()> {
    io.stdout.flush()?;
    Ok(writeln!(io.stderr, "hookspect: error: {}: {}", render::message(source.name()), in_words(error))?)
}

/// Puts a file's new content in its place, at once and whole.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut replacement = Replacement::of(path)?;
    replacement.write_all(content)?;
    replacement.put_in_place()
}
