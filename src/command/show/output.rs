//! A payload in the format that was asked for.

use super::payload::Shower;
use super::places::Places;
use crate::cli::{PathSpelling, ShowFormat};
use crate::finding::Finding;
use crate::json::{Formatter, Indent, Pointer};
use crate::render::{self, Escaped, Escaping, Fields, JsonFields, Page, Style, Tree};
use crate::report::PayloadReport;
use crate::show::{self, Card, PathStyle, Subject, Wishes};
use std::io::Write;

impl Shower<'_> {
    /// Whether what is shown begins with the card.
    pub(super) fn has_card(&self) -> bool {
        self.document.is_some() || matches!(self.args.format, ShowFormat::Text | ShowFormat::Card | ShowFormat::Table)
    }

    /// A place as it was asked to be spelled. Programs are told where it is, whatever its names are.
    pub(super) fn path(&self, subject: Subject<'_>, pointer: &Pointer) -> String {
        let is_seen = matches!(self.args.format, ShowFormat::Json | ShowFormat::Ndjson) || self.args.show_personal;
        spelling(self.args.path_style).spell(subject.payload, pointer, is_seen)
    }

    /// Shows a payload by itself, or as one of many.
    pub(super) fn in_pile(
        &mut self,
        subject: Subject<'_>,
        card: &Card,
        report: &PayloadReport,
        places: &mut Places<'_>,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let mut text = Vec::new();
        if self.pile.wants_texts() {
            self.card(card, report, &mut text)?;
            if self.args.format == ShowFormat::Text {
                writeln!(text)?;
                self.tree(subject, places, &mut text)?;
            }
        }
        self.pile.add(card, report, text, out)
    }

    /// The card, apart from what stands before it.
    pub(super) fn card(&mut self, card: &Card, report: &PayloadReport, out: &mut dyn Write) -> anyhow::Result<()> {
        self.printed += 1;
        if self.printed > 1 {
            writeln!(out)?;
        }
        Ok(render::card(out, card, report, self.page)?)
    }

    /// Shows a payload without a card.
    pub(super) fn show(
        &mut self,
        subject: Subject<'_>,
        report: &PayloadReport,
        places: &mut Places<'_>,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        match self.args.format {
            // All but the tree have a card, and are shown elsewhere.
            ShowFormat::Text
            | ShowFormat::Card
            | ShowFormat::Table
            | ShowFormat::Tree
            | ShowFormat::Markdown
            | ShowFormat::Html => self.tree(subject, places, out),
            ShowFormat::Raw => self.raw(subject, out),
            ShowFormat::Fields => self.fields(subject, report, out),
            ShowFormat::Json | ShowFormat::Ndjson => {
                let mut fields = JsonFields::default();
                show::fields(subject, &self.wishes, &mut |row| Ok(fields.row(self.path(subject, &row.pointer), row)?))?;
                Ok(self.json.payload(&mut Escaping::new(out, Escaped::Unsafe), report, &fields)?)
            }
        }
    }

    /// The rows of the fields, of one payload among several below its name.
    fn fields(&mut self, subject: Subject<'_>, report: &PayloadReport, out: &mut dyn Write) -> anyhow::Result<()> {
        self.printed += 1;
        let is_one = self.payloads == 1 && self.args.inputs.paths.len() < 2 && report.name.is_of_file();
        if !is_one {
            writeln!(out, "{}{}", if self.printed > 1 { "\n" } else { "" }, self.page.title(&report.name.to_string()))?;
        }
        let mut fields = Fields::new(self.page);
        // What has no row of its own, as a field that is missing, has its place at the end.
        let mut left: Vec<&Finding> = subject.findings.iter().collect();
        left.retain(|finding| finding.pointer.below(subject.part).is_some());
        show::fields(subject, &self.wishes, &mut |row| {
            let (of_row, others) = left.iter().partition(|finding| finding.pointer == row.pointer);
            left = others;
            let of_row: Vec<&Finding> = of_row;
            fields.row(&self.path(subject, &row.pointer), &row, if self.wishes.explain { &of_row } else { &[] });
            Ok(())
        })?;
        for finding in left.into_iter().filter(|_| self.wishes.explain) {
            let path = self.path(subject, &finding.pointer);
            fields.finding(if path.is_empty() { "(root)" } else { &path }, finding);
        }
        Ok(fields.finish(out)?)
    }

    fn tree(&self, subject: Subject<'_>, places: &mut Places<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
        let span = subject.payload.span();
        let is_file = places.are_lines();
        let lines = &mut places.lines;
        let numbered = (self.wishes.explain && is_file)
            .then(|| (lines.position(span.start as usize).line, lines.end(span.end as usize).line));
        // Of a payload in one line nobody wants to hear its number.
        let last = numbered.and_then(|(first, last)| (first < last).then_some(last));
        let mut tree = Tree::new(out, self.page, last);
        show::tree(subject, &self.wishes, last.map(|_| lines), &mut |line| Ok(tree.line(&line)?))?;
        tree.finish()?;
        // What is closed below it was open.
        if self.is_cut { Ok(writeln!(out, "{}", self.page.cut_note())?) } else { Ok(()) }
    }

    /// The part as JSON: its own bytes where nothing is masked.
    fn raw(&self, subject: Subject<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
        if self.wishes.show_personal {
            if let Some(part) = subject.part.resolve(subject.payload) {
                // The values are the same; a terminal may be what it is written to.
                Formatter::new(Indent::Spaces(2), false).write(part, &mut Escaping::new(out, Escaped::Unsafe))?;
            }
            return Ok(writeln!(out)?);
        }
        let style = Style { color: false, ..self.page.style };
        let mut tree = Tree::new(out, Page { style, width: None, ascii: false, full: true }, None);
        let wishes = Wishes { full: true, expand_strings: false, explain: false, ..self.wishes };
        show::tree(subject, &wishes, None, &mut |line| Ok(tree.line(&line)?))?;
        Ok(tree.finish()?)
    }
}

fn spelling(style: PathSpelling) -> PathStyle {
    match style {
        PathSpelling::Pointer => PathStyle::Pointer,
        PathSpelling::Jq => PathStyle::Jq,
        PathSpelling::Jsonpath => PathStyle::JsonPath,
    }
}
