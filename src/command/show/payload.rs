//! One payload: recognised, checked and shown.

use super::pile::Pile;
use crate::check::{self, Meanings, Policy};
use crate::cli::{InputKind, PathSpelling, ShowArgs, ShowFormat};
use crate::command::terms::Terms;
use crate::command::validate::Identities;
use crate::family::{Catalogue, Recogniser, Selected};
use crate::finding::{self, Finding, Severity};
use crate::input::{Name, Record};
use crate::json::{Formatter, Indent, Locator, Node, Pointer};
use crate::render::{self, Document, Fields, JsonFields, Page, ShownJson, Style, Tree};
use crate::report::{Identity, PayloadReport, Placed, Verdict};
use crate::show::{self, Card, PathStyle, Subject, Wishes};
use std::io::Write;
use std::sync::Arc;

/// Shows payloads, one by one.
pub(super) struct Shower<'a> {
    pub(super) args: &'a ShowArgs,
    pub(super) catalogue: &'a Catalogue,
    pub(super) told: Arc<Told<'a>>,
    pub(super) wishes: Wishes,
    pub(super) page: Page,
    pub(super) identities: Identities<'a>,
    pub(super) json: ShownJson,
    pub(super) pile: Pile,
    /// The document that is written, if it is one.
    pub(super) document: Option<Document>,
    /// How many there were.
    pub(super) payloads: usize,
}

/// Finds lines in one record, for what goes through its payloads in their order.
pub(super) struct Places<'t> {
    keys: Locator<'t>,
    findings: Locator<'t>,
    lines: Locator<'t>,
}

impl<'t> Places<'t> {
    pub(super) fn new(record: &Record<'t>) -> Self {
        let locator = || Locator::new(record.text, record.origin);
        Self { keys: locator(), findings: locator(), lines: locator() }
    }
}

/// What was said of the payloads of some files.
pub(super) struct Told<'a> {
    selected: Option<Selected<'a>>,
    excluded_fields: Vec<String>,
    pub(super) input: Option<InputKind>,
}

impl<'a> Told<'a> {
    pub(super) fn new(terms: &Terms<'_>, catalogue: &'a Catalogue) -> anyhow::Result<Self> {
        let (excluded_fields, input) = (terms.excluded_fields(), terms.input());
        Ok(Self { selected: terms.selected(catalogue)?, excluded_fields, input })
    }
}

/// A place that a payload does not have.
pub(super) struct Missing {
    pub(super) place: Pointer,
    pub(super) help: Option<String>,
}

impl Shower<'_> {
    /// Shows a payload, if there is an output for it.
    pub(super) fn payload(
        &mut self,
        name: &Name,
        payload: Node<'_>,
        places: &mut Places<'_>,
        out: Option<&mut dyn Write>,
    ) -> anyhow::Result<Result<(), Missing>> {
        self.payloads += 1;
        let root = Pointer::default();
        let part = self.args.at.as_ref().unwrap_or(&root);
        if part.resolve(payload).is_none() {
            let help = show::nearest_place(payload, part).map(|near| format!("did you mean {near}?"));
            return Ok(Err(Missing { place: part.clone(), help }));
        }
        let mut findings = check::document(payload.document(), payload, &mut places.keys);
        let told = Arc::clone(&self.told);
        let policy = Policy { show_personal: self.args.show_personal, excluded_fields: &told.excluded_fields };
        let library = &self.catalogue.library;
        let recognised = Recogniser::new(self.catalogue, told.selected, &told.excluded_fields).recognise(payload);
        let (event, identity, other) = match recognised {
            Ok(event) => {
                findings.extend(check::event(&event, library, policy)?);
                let identity = self.identities.of(&event);
                (Some(event), identity, None)
            }
            Err(reason) => {
                let card = Card::of_unrecognised(&reason);
                findings.push(check::unrecognised(reason, payload));
                (None, self.identities.unknown(), Some(card))
            }
        };
        finding::sort(&mut findings);
        let meanings = event.as_ref().map(|event| Meanings::new(event, library));
        let subject = Subject { payload, part, meanings: meanings.as_ref(), findings: &findings };
        let report = report(name, identity, &findings, &mut places.findings);
        let card = match &event {
            Some(event) if self.has_card() => Some(Card::of_event(event, subject, &self.wishes, library)?),
            _ => other,
        };
        let Some(out) = out else { return Ok(Ok(())) };
        match card {
            Some(card) if self.document.is_some() => self.section(subject, &card, &report, out).map(Ok),
            Some(card) if self.has_card() => self.in_pile(subject, &card, &report, &mut places.lines, out).map(Ok),
            _ => self.show(subject, &report, &mut places.lines, out).map(Ok),
        }
    }

    /// Whether what is shown begins with the card.
    fn has_card(&self) -> bool {
        self.document.is_some() || matches!(self.args.format, ShowFormat::Text | ShowFormat::Card | ShowFormat::Table)
    }

    /// A place as it was asked to be spelled. Programs are told where it is, whatever its names are.
    pub(super) fn path(&self, subject: Subject<'_>, pointer: &Pointer) -> String {
        let is_seen = matches!(self.args.format, ShowFormat::Json | ShowFormat::Ndjson) || self.args.show_personal;
        spelling(self.args.path_style).spell(subject.payload, pointer, is_seen)
    }

    /// Shows a payload by itself, or as one of many.
    fn in_pile(
        &mut self,
        subject: Subject<'_>,
        card: &Card,
        report: &PayloadReport,
        lines: &mut Locator<'_>,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let mut text = Vec::new();
        if self.pile.wants_texts() {
            if self.payloads > 1 {
                writeln!(text)?;
            }
            render::card(&mut text, card, report, self.page)?;
            if self.args.format == ShowFormat::Text {
                writeln!(text)?;
                self.tree(subject, lines, &mut text)?;
            }
        }
        self.pile.add(card, report, text, out)
    }

    fn show(
        &mut self,
        subject: Subject<'_>,
        report: &PayloadReport,
        lines: &mut Locator<'_>,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        match self.args.format {
            // All but the tree have a card, and are shown elsewhere.
            ShowFormat::Text
            | ShowFormat::Card
            | ShowFormat::Table
            | ShowFormat::Tree
            | ShowFormat::Markdown
            | ShowFormat::Html => self.tree(subject, lines, out),
            ShowFormat::Raw => self.raw(subject, out),
            ShowFormat::Fields => {
                let mut fields = Fields::new(self.page);
                show::fields(subject, &self.wishes, &mut |row| {
                    fields.row(&self.path(subject, &row.pointer), &row);
                    Ok(())
                })?;
                Ok(fields.finish(out)?)
            }
            ShowFormat::Json | ShowFormat::Ndjson => {
                let mut fields = JsonFields::default();
                show::fields(subject, &self.wishes, &mut |row| Ok(fields.row(self.path(subject, &row.pointer), row)?))?;
                Ok(self.json.payload(out, report, &fields)?)
            }
        }
    }

    fn tree(&self, subject: Subject<'_>, lines: &mut Locator<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
        let span = subject.payload.span();
        let numbered =
            self.wishes.explain.then(|| (lines.position(span.start as usize).line, lines.end(span.end as usize).line));
        // Of a payload in one line nobody wants to hear its number.
        let last = numbered.and_then(|(first, last)| (first < last).then_some(last));
        let mut tree = Tree::new(out, self.page, last);
        show::tree(subject, &self.wishes, last.map(|_| lines), &mut |line| Ok(tree.line(&line)?))?;
        Ok(tree.finish()?)
    }

    /// The part as JSON: its own bytes where nothing is masked.
    fn raw(&self, subject: Subject<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
        if self.wishes.show_personal {
            if let Some(part) = subject.part.resolve(subject.payload) {
                Formatter::new(Indent::Spaces(2), false).write(part, out)?;
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

fn report(name: &Name, identity: Arc<Identity>, findings: &[Finding], places: &mut Locator<'_>) -> PayloadReport {
    let place = |finding: &Finding| Placed {
        start: places.position(finding.span.start as usize),
        end: places.end(finding.span.end as usize),
        excerpt: None,
        finding: finding.clone(),
    };
    let is_invalid = findings.iter().any(|finding| finding.severity == Severity::Error);
    PayloadReport {
        name: name.clone(),
        identity,
        verdict: if is_invalid { Verdict::Invalid } else { Verdict::Valid },
        findings: findings.iter().map(place).collect(),
        message: None,
    }
}

fn spelling(style: PathSpelling) -> PathStyle {
    match style {
        PathSpelling::Pointer => PathStyle::Pointer,
        PathSpelling::Jq => PathStyle::Jq,
        PathSpelling::Jsonpath => PathStyle::JsonPath,
    }
}
