//! Records in, laid out text out, with what is no JSON told beside it.

use crate::cli::FmtArgs;
use crate::input::{Label, Layout, Name, Record, Source};
use crate::json::{Document, Formatter, Indent};
use crate::render::{self, Format, Style};
use crate::report::{Glimpse, PayloadReport};
use std::io::{self, Write};

/// Lays out the values of one source after another.
pub(super) struct Setter {
    /// Lays out values that stay on one line.
    line: Formatter,
    /// Lays out all others.
    page: Formatter,
    /// Whether lines become pages, as was asked for.
    unfolds_lines: bool,
    /// Whether they do so in the source at hand.
    unfolds: bool,
    first: First,
    found: Found,
    messages: Option<(Style, Glimpse)>,
}

/// The first value of a stream. One that is alone is no line of many, even where it fills one.
enum First {
    /// It has not come yet.
    Awaited,
    /// It fills a line, and nobody knows whether it is alone; both layouts of it.
    Held { line: Vec<u8>, page: Vec<u8> },
    /// It is written, or does not matter.
    Past,
}

/// How many values a text holds, and how many more it would if they were JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Found {
    pub(super) values: usize,
    pub(super) broken: usize,
}

impl Setter {
    /// Prepares the layouts; what is no JSON is told as `messages` say.
    pub(super) fn new(args: &FmtArgs, messages: Option<(Style, Glimpse)>) -> Self {
        let page = if args.compact { Indent::None } else { args.indent.unwrap_or(Indent::Spaces(2)) };
        Self {
            line: Formatter::new(Indent::None, args.sort_keys),
            page: Formatter::new(page, args.sort_keys),
            unfolds_lines: args.indent.is_some(),
            unfolds: false,
            first: First::Past,
            found: Found::default(),
            messages,
        }
    }

    /// Begins a source. What is called a file of lines stays one in its place.
    pub(super) fn begin(&mut self, source: &Source, layout: Layout, is_in_place: bool) {
        self.unfolds = self.unfolds_lines && !(is_in_place && source.is_line_wise());
        self.first = if source.is_stream() && layout == Layout::Detect { First::Awaited } else { First::Past };
        self.found = Found::default();
    }

    /// Writes a record with a line break after it; gives its document back.
    pub(super) fn record<'t>(
        &mut self,
        name: Name,
        record: Record<'t>,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> io::Result<Option<Document<'t>>> {
        let is_line = matches!(record.label, Label::Line(_));
        self.release(true, out)?;
        let mark = if record.has_bom { "\u{FEFF}".as_bytes() } else { &[] };
        match record.parsed {
            Ok(document) => {
                self.found.values += 1;
                if is_line && matches!(self.first, First::Awaited) {
                    let [mut line, mut page] = [mark.to_vec(), mark.to_vec()];
                    self.value(&document, true, &mut line)?;
                    self.value(&document, false, &mut page)?;
                    self.first = First::Held { line, page };
                } else {
                    self.first = First::Past;
                    out.write_all(mark)?;
                    self.value(&document, is_line, out)?;
                }
                Ok(Some(document))
            }
            Err(error) => {
                self.found.broken += 1;
                self.first = First::Past;
                // No line of a stream is lost.
                if is_line {
                    [mark, record.text, b"\n"].into_iter().try_for_each(|part| out.write_all(part))?;
                }
                out.flush()?;
                if let Some((style, glimpse)) = self.messages {
                    let report = PayloadReport::unparsed(name, (record.text, record.origin), &error, glimpse);
                    render::Text(style).payload(err, &report, &report.findings)?;
                }
                Ok(None)
            }
        }
    }

    /// Ends a source; gives what it held.
    pub(super) fn end(&mut self, out: &mut dyn Write) -> io::Result<Found> {
        self.release(false, out)?;
        Ok(self.found)
    }

    /// Writes the first value, once it is known whether others follow.
    fn release(&mut self, is_line: bool, out: &mut dyn Write) -> io::Result<()> {
        if let First::Held { line, page } = &self.first {
            out.write_all(if is_line { line } else { page })?;
            self.first = First::Past;
        }
        Ok(())
    }

    fn value(&mut self, document: &Document<'_>, is_line: bool, out: &mut dyn Write) -> io::Result<()> {
        let formatter = if is_line && !self.unfolds { &mut self.line } else { &mut self.page };
        formatter.write(document.root(), out)?;
        out.write_all(b"\n")
    }
}
