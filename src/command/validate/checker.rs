//! From a record to the reports of its payloads.

use super::identities::Identities;
use super::selection::Selection;
use super::sight::Sight;
use crate::capture::{self, Arrays};
use crate::check::{self, Policy};
use crate::cli::{Expectation, InputKind};
use crate::command::inside::look_inside;
use crate::command::terms::Terms;
use crate::family::{Catalogue, Recogniser, Selected};
use crate::finding::{self, Finding, Rule, Severity};
use crate::input::{Batch, Name, Record};
use crate::json::{Locator, Node, Pointer, Span, Tree};
use crate::report::{Excerpt, Glimpse, Identity, PayloadReport, Placed, Verdict, Visibility};
use crate::schema::{Compiled, Meaning};
use std::sync::Arc;

/// What payloads are checked against.
pub(super) enum Standard<'c> {
    /// The families' schemas; a family or event may have been named.
    Families(&'c Catalogue, Option<Selected<'c>>),
    /// A schema of the user's own.
    Schema(Box<Compiled>),
}

impl<'c> Standard<'c> {
    fn new(terms: &Terms<'_>, catalogue: &'c Catalogue) -> anyhow::Result<Self> {
        Ok(if terms.need_families() {
            Self::Families(catalogue, terms.selected(catalogue)?)
        } else {
            Self::Schema(Box::new(Compiled::from_files(&terms.schema_files(), terms.formats())?))
        })
    }
}

/// Checks records, one by one and independently of each other.
pub(super) struct Checker<'c> {
    standard: Standard<'c>,
    selection: Selection,
    excluded_fields: Vec<String>,
    arrays: Arrays,
    strict: bool,
    /// The verdict that every payload is expected to get.
    pub(super) expect: Option<Expectation>,
    sight: &'c Sight,
}

/// What a thread keeps from record to record.
#[derive(Default)]
pub(super) struct Scratch<'c> {
    tree: Tree,
    identities: Identities<'c>,
}

/// What was found in one payload, before it has its places.
struct Checked {
    findings: Vec<Finding>,
    identity: Arc<Identity>,
    /// The values that may not be shown; nothing is known of them in text that was not recognised.
    masked: Option<Vec<Span>>,
}

impl<'c> Checker<'c> {
    pub(super) fn new(terms: &Terms<'_>, catalogue: &'c Catalogue, sight: &'c Sight) -> anyhow::Result<Self> {
        let standard = Standard::new(terms, catalogue)?;
        let arrays = match (terms.input(), &standard) {
            (Some(InputKind::Array), _) => Arrays::OfPayloads,
            (Some(InputKind::Json), _) | (_, Standard::Schema(_)) => Arrays::ArePayloads,
            (_, Standard::Families(..)) => Arrays::OfPayloads,
        };
        Ok(Self {
            standard,
            selection: Selection::new(terms.layers())?,
            excluded_fields: terms.excluded_fields(),
            arrays,
            strict: terms.strict(),
            expect: terms.expect(),
            sight,
        })
    }

    /// The reports of a batch's payloads. `look` sees those of each record.
    pub(super) fn batch(
        &self,
        batch: &Batch,
        scratch: &mut Scratch<'c>,
        mut look: impl FnMut(&Record<'_>, &[PayloadReport]),
    ) -> anyhow::Result<Vec<PayloadReport>> {
        let mut reports = Vec::new();
        let mut records = batch.records(std::mem::take(&mut scratch.tree));
        while let Some(record) = records.next() {
            let before = reports.len();
            self.record(&batch.file, &record, &mut scratch.identities, &mut reports)?;
            look(&record, &reports[before..]);
            if let Ok(document) = record.parsed {
                records.recycle(document);
            }
        }
        scratch.tree = records.into_spare();
        Ok(reports)
    }

    /// Adds the reports of a record's payloads.
    fn record(
        &self,
        file: &Arc<str>,
        record: &Record<'_>,
        identities: &mut Identities<'c>,
        reports: &mut Vec<PayloadReport>,
    ) -> anyhow::Result<()> {
        let name = |index| Name::new(file, record.label, index);
        let mut locator = Locator::new(record.text, record.origin);
        let document = match &record.parsed {
            Ok(document) => document,
            Err(error) => {
                let text = (record.text, record.origin);
                reports.push(PayloadReport::unparsed(name(None), text, error, self.sight.glimpse()));
                return Ok(());
            }
        };
        // The mark stands before the first payload of a record only.
        let mut bom = record.has_bom.then(check::of_bom);
        // Each walks through the text once, the payloads being in order.
        let mut keys = Locator::new(record.text, record.origin);
        for delivery in capture::deliveries(document, self.arrays) {
            let mut findings = check::document(document, delivery.body, &mut keys);
            findings.extend(bom.take());
            let checked = self.payload(delivery.body, findings, identities, file)?;
            reports.push(self.report(name(delivery.index), record, &mut locator, checked));
        }
        Ok(())
    }

    /// Checks a payload and adds what is wrong with it to what is said of its text.
    fn payload(
        &self,
        payload: Node<'_>,
        mut findings: Vec<Finding>,
        identities: &mut Identities<'c>,
        file: &str,
    ) -> anyhow::Result<Checked> {
        let (catalogue, selected) = match &self.standard {
            Standard::Families(catalogue, selected) => (catalogue, *selected),
            Standard::Schema(schema) => {
                findings.extend(check::schema(schema, payload, self.policy()));
                let masked = self.masked(payload, &findings, |pointer| Ok(schema.meaning_of_like(pointer)))?;
                return Ok(Checked { findings, identity: identities.unknown(), masked });
            }
        };
        let recogniser = Recogniser::new(catalogue, selected, &self.excluded_fields);
        match recogniser.recognise(payload) {
            Ok(event) => {
                findings.extend(check::event(&event, &catalogue.library, self.policy())?);
                let meanings = check::Meanings::new(&event, &catalogue.library);
                let masked = self.masked(payload, &findings, |pointer| meanings.of(pointer))?;
                Ok(Checked { findings, identity: identities.of(&event), masked })
            }
            Err(mut reason) => {
                if self.sight.is_told() {
                    look_inside(recogniser, &catalogue.library, &mut reason, payload, file);
                }
                let identity = match reason.family {
                    Some(family) => identities.of_family(family),
                    None => identities.unknown(),
                };
                findings.push(check::unrecognised(reason, payload));
                Ok(Checked { findings, identity, masked: None })
            }
        }
    }

    /// The values of a recognised payload that may not be shown, when anything of it will be.
    fn masked(
        &self,
        payload: Node<'_>,
        findings: &[Finding],
        meaning: impl Fn(&Pointer) -> anyhow::Result<Arc<Meaning>>,
    ) -> anyhow::Result<Option<Vec<Span>>> {
        let Glimpse { columns, show_personal } = self.sight.glimpse();
        if findings.is_empty() || columns.is_none() || show_personal {
            return Ok(Some(Vec::new()));
        }
        let text = payload.document().text().as_bytes();
        let visible = findings.iter().map(|finding| Excerpt::reach(text, finding.span)).collect();
        check::masked(payload, visible, meaning).map(Some)
    }

    fn report(&self, name: Name, record: &Record<'_>, locator: &mut Locator<'_>, checked: Checked) -> PayloadReport {
        let Checked { mut findings, identity, masked } = checked;
        let is_known = |findings: &[Finding]| findings.iter().all(|finding| !finding.rule.is_of_recognition());
        let was_refused = !is_known(&findings);
        findings.retain(|finding| self.selection.holds(finding.rule));
        // Who ignores that a payload cannot be checked wants to hear nothing of it.
        let is_skipped = was_refused && masked.is_none() && is_known(&findings);
        if self.strict {
            for finding in &mut findings {
                finding.severity = Severity::Error;
            }
        }
        finding::sort(&mut findings);
        let is_invalid = findings.iter().any(|finding| finding.severity == Severity::Error);
        PayloadReport {
            name,
            identity,
            verdict: match (is_skipped, is_invalid) {
                (true, _) => Verdict::Skipped,
                (false, true) => Verdict::Invalid,
                (false, false) => Verdict::Valid,
            },
            findings: findings
                .into_iter()
                .map(|finding| self.place(finding, record, locator, masked.as_deref()))
                .collect(),
            message: None,
        }
    }

    fn place(
        &self,
        finding: Finding,
        record: &Record<'_>,
        locator: &mut Locator<'_>,
        masked: Option<&[Span]>,
    ) -> Placed {
        let excerpt = match (masked, finding.rule) {
            (_, Rule::Bom) => None,
            (Some(masked), _) => self
                .sight
                .glimpse()
                .columns
                .and_then(|columns| Excerpt::cut(record.text, finding.span, Visibility::Except(masked), columns)),
            (None, _) => self.sight.glimpse().cut(record.text, finding.span),
        };
        Placed {
            start: locator.position(finding.span.start as usize),
            end: locator.end(finding.span.end as usize),
            excerpt,
            finding,
        }
    }

    fn policy(&self) -> Policy<'_> {
        Policy { show_personal: self.sight.glimpse().show_personal, excluded_fields: &self.excluded_fields }
    }
}
