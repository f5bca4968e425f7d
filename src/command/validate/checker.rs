//! From a record to the reports of its payloads.

use super::selection::Selection;
use crate::capture::{self, Arrays};
use crate::check::{self, Policy};
use crate::cli::{InputKind, ValidateArgs};
use crate::family::{Catalogue, Event, Recogniser, Selected};
use crate::finding::{self, Finding, Rule, Severity};
use crate::input::{Label, Record, Source};
use crate::json::{Locator, Node, Pointer, Span};
use crate::report::{Excerpt, Glimpse, Identity, PayloadReport, Placed, Verdict, Visibility};
use crate::schema::{Compiled, Meaning};

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
}

/// What was found in one payload, before it has its places.
struct Checked {
    findings: Vec<Finding>,
    identity: Identity,
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
        })
    }

    /// The reports of a record's payloads.
    pub(super) fn record(&self, source: &Source, record: &Record<'_>) -> anyhow::Result<Vec<PayloadReport>> {
        let name = match record.label {
            Label::Only => source.name().to_owned(),
            Label::Line(line) => format!("{}:{line}", source.name()),
            Label::Number(number) => format!("{}@{number}", source.name()),
        };
        let mut locator = Locator::new(record.text, record.origin);
        let document = match &record.parsed {
            Ok(document) => document,
            Err(error) => {
                let text = (record.text, record.origin);
                return Ok(vec![PayloadReport::unparsed(source.name(), name, text, error, self.glimpse())]);
            }
        };
        // The mark stands before the first payload of a record only.
        let mut bom = record.has_bom.then(check::of_bom);
        // Each walks through the text once, the payloads being in order.
        let mut keys = Locator::new(record.text, record.origin);
        let mut reports = Vec::new();
        for delivery in capture::deliveries(document, self.arrays) {
            let name = delivery.index.map_or_else(|| name.clone(), |index| format!("{name}#/{index}"));
            let mut findings = check::document(document, delivery.body, &mut keys);
            findings.extend(bom.take());
            let checked = self.payload(delivery.body, findings)?;
            reports.push(self.report(source, name, record, &mut locator, checked));
        }
        Ok(reports)
    }

    /// Checks a payload and adds what is wrong with it to what is said of its text.
    fn payload(&self, payload: Node<'_>, mut findings: Vec<Finding>) -> anyhow::Result<Checked> {
        let (catalogue, selected) = match &self.standard {
            Standard::Families(catalogue, selected) => (catalogue, *selected),
            Standard::Schema(schema) => {
                findings.extend(check::schema(schema, payload, self.policy));
                let masked = self.masked(payload, &findings, |pointer| Ok(schema.meaning_of_like(pointer)))?;
                return Ok(Checked { findings, identity: Identity::default(), masked });
            }
        };
        let recogniser = Recogniser::new(catalogue, selected, self.policy.excluded_fields);
        match recogniser.recognise(payload) {
            Ok(event) => {
                findings.extend(check::event(&event, &catalogue.library, self.policy)?);
                let meanings = check::Meanings::new(&event, &catalogue.library);
                let masked = self.masked(payload, &findings, |pointer| meanings.of(pointer))?;
                Ok(Checked { findings, identity: identity(&event), masked })
            }
            Err(reason) => {
                let identity = reason.family.map_or_else(Identity::default, |family| Identity {
                    family: Some(family.id.clone()),
                    vendor: Some(family.name().to_owned()),
                    ..Identity::default()
                });
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
        meaning: impl Fn(&Pointer) -> anyhow::Result<Meaning>,
    ) -> anyhow::Result<Option<Vec<Span>>> {
        if findings.is_empty() || self.excerpts.is_none() || self.policy.show_personal {
            return Ok(Some(Vec::new()));
        }
        check::masked(payload, findings, meaning).map(Some)
    }

    fn report(
        &self,
        source: &Source,
        name: String,
        record: &Record<'_>,
        locator: &mut Locator<'_>,
        checked: Checked,
    ) -> PayloadReport {
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
            file: source.name().to_owned(),
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
                .excerpts
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
        Glimpse { columns: self.excerpts, show_personal: self.policy.show_personal }
    }
}

/// What was recognised of an event.
pub(in crate::command) fn identity(event: &Event<'_, '_>) -> Identity {
    Identity {
        family: Some(event.family.id.clone()),
        vendor: Some(event.family.name().to_owned()),
        candidates: event.candidates.iter().map(|candidate| candidate.name.clone()).collect(),
        shape: event.shape.map(str::to_owned),
    }
}
