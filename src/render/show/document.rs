//! A document for people who are not at the terminal: a section for each payload with its card, its findings and its fields.
//!
//! It is written as the run goes and keeps counts only. What there is to say is gathered here, once; the forms lay it out, each in
//! a file of its own.

use super::Page;
use super::cells;
use super::html::Html;
use super::markdown::Markdown;
use crate::json::{Kind, Pointer};
use crate::report::{PayloadReport, Placed, Summary};
use crate::show::{Card, Row, seen_place};
use crate::words::grouped;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many characters of a value are shown, unless all are wanted.
const LONGEST: usize = 1000;

/// A document in the form that was asked for.
#[derive(Debug)]
pub struct Document {
    form: Form,
    show_personal: bool,
    summary: Summary,
}

/// What the document is written in.
#[derive(Debug)]
enum Form {
    Markdown(Markdown),
    Html(Html),
}

/// The fields of one payload.
#[derive(Debug, Default)]
pub struct DocumentFields {
    is_full: bool,
    rows: Vec<Field>,
}

/// A value that holds no others.
#[derive(Debug)]
pub(super) struct Field {
    /// Where it stands, as it was asked to be spelled. Never empty.
    pub(super) path: String,
    /// The same place, to find what was found there.
    pointer: Pointer,
    pub(super) kind: Kind,
    /// Its JSON spelling as far as it is shown.
    pub(super) value: String,
    /// How much of it is not shown, in words.
    pub(super) left_out: Option<String>,
    /// What it says and what it means.
    pub(super) notes: String,
}

/// What a section is about.
#[derive(Clone, Copy)]
pub(super) struct Section<'a> {
    /// Which one it is, beginning with 1.
    pub(super) number: usize,
    pub(super) card: &'a Card,
    pub(super) report: &'a PayloadReport,
    pub(super) fields: &'a [Field],
    /// What was found, by place.
    findings: &'a BTreeMap<&'a Pointer, Vec<&'a Placed>>,
    show_personal: bool,
}

impl Document {
    /// Begins a document in Markdown.
    pub fn markdown(page: Page, show_personal: bool) -> Self {
        Self { form: Form::Markdown(Markdown::new(page)), show_personal, summary: Summary::default() }
    }

    /// Begins a document in HTML with this title. It says at its end whether personal values are shown.
    pub fn html(page: Page, title: String, show_personal: bool) -> Self {
        let html = Html { title, is_ascii: page.ascii, show_personal };
        Self { form: Form::Html(html), show_personal, summary: Summary::default() }
    }

    /// Writes what stands before the first payload.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        match &self.form {
            Form::Markdown(_) => Ok(()),
            Form::Html(html) => html.begin(out),
        }
    }

    /// Writes a section: of a payload with its fields, or of what is none without.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn section(
        &mut self,
        out: &mut dyn Write,
        card: &Card,
        report: &PayloadReport,
        fields: &DocumentFields,
    ) -> io::Result<()> {
        self.summary.add(report);
        let mut findings: BTreeMap<&Pointer, Vec<&Placed>> = BTreeMap::new();
        for placed in &report.findings {
            findings.entry(&placed.finding.pointer).or_default().push(placed);
        }
        let number = self.summary.payloads;
        let section = Section {
            number,
            card,
            report,
            fields: &fields.rows,
            findings: &findings,
            show_personal: self.show_personal,
        };
        match &self.form {
            Form::Markdown(markdown) => markdown.section(out, section),
            Form::Html(html) => html.section(out, section),
        }
    }

    /// Writes what stands after the last payload.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn finish(&self, out: &mut dyn Write) -> io::Result<()> {
        match &self.form {
            Form::Markdown(markdown) => markdown.finish(out, &self.summary),
            Form::Html(html) => html.finish(out, &self.summary),
        }
    }
}

impl DocumentFields {
    /// Begins without fields.
    pub fn new(page: Page) -> Self {
        Self { is_full: page.full, rows: Vec::new() }
    }

    /// Adds a value, whose place is spelled `path`.
    pub fn row(&mut self, path: String, row: Row<'_>) {
        let notes: Vec<String> = row.said.map(|said| said.text).into_iter().chain(row.meaning).collect();
        let (value, left_out) = if self.is_full { (row.value.into_owned(), None) } else { shortened(&row.value) };
        self.rows.push(Field {
            path: if path.is_empty() { "(root)".to_owned() } else { path },
            pointer: row.pointer,
            kind: row.kind,
            value,
            left_out,
            notes: notes.join("; "),
        });
    }
}

impl<'a> Section<'a> {
    /// Where a finding stands in its payload. Nothing where that is the payload as a whole.
    pub(super) fn place_of(self, placed: &Placed) -> Option<String> {
        Some(seen_place(&placed.finding.pointer, self.show_personal)).filter(|place| !place.is_empty())
    }

    /// What is wrong with the value of a field.
    pub(super) fn findings_at(self, field: &Field) -> &'a [&'a Placed] {
        self.findings.get(&field.pointer).map_or(&[], Vec::as_slice)
    }
}

/// The beginning of a long spelling, and how much is left out. Of a string the closing quote stays.
fn shortened(spelling: &str) -> (String, Option<String>) {
    if spelling.len() <= LONGEST || spelling.chars().nth(LONGEST).is_none() {
        return (spelling.to_owned(), None);
    }
    let mut shown: String = cells::of_json(spelling, false).take(LONGEST).map(|cell| cell.shown).collect();
    if spelling.starts_with('"') {
        shown.push('"');
    }
    match spelling.chars().count().saturating_sub(shown.chars().count()) {
        0 => (spelling.to_owned(), None),
        left_out => (shown, Some(format!("and {} more characters", grouped(left_out)))),
    }
}
