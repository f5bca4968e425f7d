//! From a record to the reports of its payloads.

use super::identities::Identities;
use super::selection::Selection;
use crate::capture::{self, Arrays};
use crate::check::{self, Policy};
use crate::cli::{InputKind, ValidateArgs};
use crate::family::{Catalogue, Recogniser, Selected};
use crate::finding::{self, Finding, Rule, Severity};
use crate::input::{Batch, Name, Record};
use crate::json::{Locator, Node, Pointer, Span, Tree};
use crate::report::{Excerpt, Glimpse, Identity, PayloadReport, Placed, Verdict, Visibility};
use crate::schema::{Compiled, Meaning};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What payloads are checked against.
pub(super) enum Standard<'c> {
    /// The families' schemas; a family or event may have been named.
    Families(&'c Catalogue, Option<Selected<'c>>),
    /// A schema of the user's own.
    Schema(Compiled),
}

/// Checks records, one by one and independently of each other.
pub(super) struct Checker<'c> {
    standard: Standard<'c>,
    selection: Selection,
    policy: Policy<'c>,
    arrays: Arrays,
    strict: bool,
    /// How wide a line may be that shows where a finding stands; nothing when none is shown.
    excerpts: Option<usize>,
    /// Whether so much was shown that no more of them are needed.
    is_enough: AtomicBool,
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
    pub(super) fn new(standard: Standard<'c>, args: &'c ValidateArgs, excerpts: Option<usize>) -> anyhow::Result<Self> {
        let arrays = match (args.input, &standard) {
            (Some(InputKind::Array), _) => Arrays::OfPayloads,
            (Some(InputKind::Json), _) | (_, Standard::Schema(_)) => Arrays::ArePayloads,
            (_, Standard::Families(..)) => Arrays::OfPayloads,
        };
        let policy = Policy { show_personal: args.show_personal, excluded_fields: &args.excluded_fields };
        if let Standard::Families(catalogue, selected) = &standard {
            check::excluded_fields(catalogue, *selected, &args.excluded_fields)?;
        }
        Ok(Self {
            standard,
            selection: Selection::new(&args.ignore, &args.only)?,
            policy,
            arrays,
            strict: args.strict,
            excerpts,
            is_enough: AtomicBool::new(false),
        })
    }

    /// Findings are told without the lines that they stand on from now on: nobody will see them.
    pub(super) fn show_no_more(&self) {
        self.is_enough.store(true, Ordering::Relaxed);
    }

    /// How wide a line may be that shows where a finding stands, as long as any is shown.
    fn columns(&self) -> Option<usize> {
        self.excerpts.filter(|_| !self.is_enough.load(Ordering::Relaxed))
    }

    /// The reports of a batch's payloads, record by record.
    pub(super) fn batch(
        &self,
        batch: &Batch,
        scratch: &mut Scratch<'c>,
        mut take: impl FnMut(&Record<'_>, Vec<PayloadReport>),
    ) -> anyhow::Result<()> {
        let mut records = batch.records(std::mem::take(&mut scratch.tree));
        while let Some(record) = records.next() {
            take(&record, self.record(&batch.file, &record, &mut scratch.identities)?);
            if let Ok(document) = record.parsed {
                records.recycle(document);
            }
        }
        scratch.tree = records.into_spare();
        Ok(())
    }

    /// The reports of a record's payloads.
    fn record(
        &self,
        file: &Arc<str>,
        record: &Record<'_>,
        identities: &mut Identities<'c>,
    ) -> anyhow::Result<Vec<PayloadReport>> {
        let name = |index| Name::new(file, record.label, index);
        let mut locator = Locator::new(record.text, record.origin);
        let document = match &record.parsed {
            Ok(document) => document,
            Err(error) => {
                let text = (record.text, record.origin);
                return Ok(vec![PayloadReport::unparsed(name(None), text, error, self.glimpse())]);
            }
        };
        // The mark stands before the first payload of a record only.
        let mut bom = record.has_bom.then(check::of_bom);
        // Each walks through the text once, the payloads being in order.
        let mut keys = Locator::new(record.text, record.origin);
        let mut reports = Vec::new();
        for delivery in capture::deliveries(document, self.arrays) {
            let mut findings = check::document(document, delivery.body, &mut keys);
            findings.extend(bom.take());
            let checked = self.payload(delivery.body, findings, identities)?;
            reports.push(self.report(name(delivery.index), record, &mut locator, checked));
        }
        Ok(reports)
    }

    /// Checks a payload and adds what is wrong with it to what is said of its text.
    fn payload(
        &self,
        payload: Node<'_>,
        mut findings: Vec<Finding>,
        identities: &mut Identities<'c>,
    ) -> anyhow::Result<Checked> {
        let (catalogue, selected) = match &self.standard {
            Standard::Families(catalogue, selected) => (catalogue, *selected),
            Standard::Schema(schema) => {
                findings.extend(check::schema(schema, payload, self.policy));
                let masked = self.masked(payload, &findings, |pointer| Ok(schema.meaning_of_like(pointer)))?;
                return Ok(Checked { findings, identity: identities.unknown(), masked });
            }
        };
        let recogniser = Recogniser::new(catalogue, selected, self.policy.excluded_fields);
        match recogniser.recognise(payload) {
            Ok(event) => {
                findings.extend(check::event(&event, &catalogue.library, self.policy)?);
                let meanings = check::Meanings::new(&event, &catalogue.library);
                let masked = self.masked(payload, &findings, |pointer| meanings.of(pointer))?;
                Ok(Checked { findings, identity: identities.of(&event), masked })
            }
            Err(reason) => {
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
        if findings.is_empty() || self.columns().is_none() || self.policy.show_personal {
            return Ok(Some(Vec::new()));
        }
        check::masked(payload, findings, meaning).map(Some)
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
                .columns()
                .and_then(|columns| Excerpt::cut(record.text, finding.span, Visibility::Except(masked), columns)),
            (None, _) => self.glimpse().cut(record.text, finding.span),
        };
        Placed {
            start: locator.position(finding.span.start as usize),
            end: locator.end(finding.span.end as usize),
            excerpt,
            finding,
        }
    }

    fn glimpse(&self) -> Glimpse {
        Glimpse { columns: self.columns(), show_personal: self.policy.show_personal }
    }
}
