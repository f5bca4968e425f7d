//! One payload: recognised, checked and shown.

use crate::check::{self, Meanings, Policy};
use crate::cli::{PathSpelling, ShowArgs, ShowFormat};
use crate::command::validate::Identities;
use crate::family::{Catalogue, Recogniser, Selected};
use crate::finding::{self, Finding, Severity};
use crate::input::{Name, Record};
use crate::json::{Formatter, Indent, Locator, Node, Pointer};
use crate::render::{self, Fields, JsonFields, Page, ShownJson, Style, Tree};
use crate::report::{Identity, PayloadReport, Placed, Verdict};
use crate::show::{self, PathStyle, Subject, Wishes};
use std::io::Write;
use std::sync::Arc;

/// Shows payloads, one by one.
pub(super) struct Shower<'a> {
    pub(super) args: &'a ShowArgs,
    pub(super) catalogue: &'a Catalogue,
    pub(super) selected: Option<Selected<'a>>,
    pub(super) wishes: Wishes,
    pub(super) page: Page,
    pub(super) identities: Identities<'a>,
    pub(super) json: ShownJson,
    /// How many there were.
    pub(super) payloads: usize,
}

/// A payload in its record.
#[derive(Clone, Copy)]
pub(super) struct Payload<'p> {
    pub(super) name: &'p Name,
    pub(super) body: Node<'p>,
    pub(super) record: &'p Record<'p>,
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
        payload: Payload<'_>,
        locator: &mut Locator<'_>,
        out: Option<&mut dyn Write>,
    ) -> anyhow::Result<Result<(), Missing>> {
        self.payloads += 1;
        let root = Pointer::default();
        let part = self.args.at.as_ref().unwrap_or(&root);
        if part.resolve(payload.body).is_none() {
            let help = show::nearest_place(payload.body, part).map(|near| format!("did you mean {near}?"));
            return Ok(Err(Missing { place: part.clone(), help }));
        }
        let mut findings = check::document(payload.body.document(), payload.body, locator);
        let policy = Policy { show_personal: self.args.show_personal, excluded_fields: &[] };
        let library = &self.catalogue.library;
        let recognised = Recogniser::new(self.catalogue, self.selected, &[]).recognise(payload.body);
        let (event, identity) = match recognised {
            Ok(event) => {
                findings.extend(check::event(&event, library, policy)?);
                let identity = self.identities.of(&event);
                (Some(event), identity)
            }
            Err(reason) => {
                findings.push(check::unrecognised(reason, payload.body));
                (None, self.identities.unknown())
            }
        };
        finding::sort(&mut findings);
        let meanings = event.as_ref().map(|event| Meanings::new(event, library));
        let subject = Subject {
            payload: payload.body,
            origin: payload.record.origin,
            part,
            meanings: meanings.as_ref(),
            findings: &findings,
        };
        let report = report(payload, identity, &findings);
        out.map_or(Ok(()), |out| self.show(subject, &report, out)).map(Ok)
    }

    fn show(&mut self, subject: Subject<'_>, report: &PayloadReport, out: &mut dyn Write) -> anyhow::Result<()> {
        let path = |pointer: &Pointer| spelling(self.args.path_style).spell(subject.payload, pointer);
        match self.args.format {
            ShowFormat::Text => {
                if self.payloads > 1 {
                    writeln!(out)?;
                }
                render::heading(out, report, self.page)?;
                self.tree(subject, out)
            }
            ShowFormat::Tree => self.tree(subject, out),
            ShowFormat::Raw => self.raw(subject, out),
            ShowFormat::Fields => {
                let mut fields = Fields::new(self.page);
                show::fields(subject, &self.wishes, &mut |row| {
                    fields.row(&path(&row.pointer), &row);
                    Ok(())
                })?;
                Ok(fields.finish(out)?)
            }
            ShowFormat::Json | ShowFormat::Ndjson => {
                let mut fields = JsonFields::default();
                show::fields(subject, &self.wishes, &mut |row| Ok(fields.row(path(&row.pointer), row)?))?;
                Ok(self.json.payload(out, report, &fields)?)
            }
        }
    }

    fn tree(&self, subject: Subject<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
        let document = subject.payload.document();
        let last = document.position(subject.origin, u32::try_from(document.text().len()).unwrap_or(u32::MAX)).line;
        // Of a file in one line nobody wants to hear its number.
        let has_numbers = self.wishes.explain && last > subject.origin.0.line;
        let mut tree = Tree::new(out, self.page, has_numbers.then_some(last));
        show::tree(subject, &self.wishes, &mut |line| Ok(tree.line(&line)?))?;
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
        show::tree(subject, &wishes, &mut |line| Ok(tree.line(&line)?))?;
        Ok(tree.finish()?)
    }
}

fn report(payload: Payload<'_>, identity: Arc<Identity>, findings: &[Finding]) -> PayloadReport {
    let mut locator = Locator::new(payload.record.text, payload.record.origin);
    let place = |finding: &Finding| Placed {
        start: locator.position(finding.span.start as usize),
        end: locator.end(finding.span.end as usize),
        excerpt: None,
        finding: finding.clone(),
    };
    let is_invalid = findings.iter().any(|finding| finding.severity == Severity::Error);
    PayloadReport {
        name: payload.name.clone(),
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
