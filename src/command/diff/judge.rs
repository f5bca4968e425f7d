//! From two payloads to the report of what differs between them.

use super::known::{Known, is_redelivery};
use super::rows::place;
use super::sides::Payload;
use crate::check::{self, Policy};
use crate::cli::DiffFormat;
use crate::command::terms::Expected;
use crate::convert::Converter;
use crate::diff::{self, Change, Rules, Weight};
use crate::family::{Catalogue, Event, Recogniser};
use crate::finding::Finding;
use crate::json::{Locator, Node, Pointer};
use crate::report::{PairReport, SideFinding};
use crate::schema::{Compiled, Guide};

/// What says which fields there are and what they mean.
pub(super) enum Standard<'c> {
    /// The families' schemas.
    Families(&'c Catalogue),
    /// A schema of the user's own.
    Schema(Box<Compiled>),
}

/// Compares payloads.
pub(super) struct Judge<'c> {
    pub(super) standard: &'c Standard<'c>,
    /// Where payloads are compared by what they mean: the way into the neutral model.
    pub(super) neutral: Option<Converter<'c>>,
    pub(super) rules: Rules,
    pub(super) format: DiffFormat,
    pub(super) show_personal: bool,
}

impl<'c> Judge<'c> {
    /// Recognises a payload, by what was said of its file.
    ///
    /// # Errors
    ///
    /// When a schema file of a family cannot be used.
    pub(super) fn know<'d>(&self, payload: &'d Payload<'d>, expected: &Expected<'c>) -> anyhow::Result<Known<'c, 'd>> {
        match (self.standard, &self.neutral) {
            (Standard::Schema(_), _) => Ok(Known::new(payload, None)),
            (Standard::Families(catalogue), None) => {
                Ok(Known::new(payload, expected.recogniser(catalogue).event(payload.document.root())))
            }
            (Standard::Families(catalogue), Some(converter)) => match in_itself(payload, expected, catalogue) {
                Some(event) => Known::new(payload, Some(event)).stated(converter),
                None => match expected.recogniser(catalogue).recognise(payload.document.root()) {
                    Ok(event) => Known::new(payload, Some(event)).stated(converter),
                    Err(reason) => Ok(Known::new(payload, None).without_meaning(reason)),
                },
            },
        }
    }

    /// Whether payloads are of events at all.
    pub(super) fn recognises(&self) -> bool {
        matches!(self.standard, Standard::Families(..))
    }

    /// The report of two payloads.
    ///
    /// # Errors
    ///
    /// When no merge patch can say what changed, or a schema file of a family cannot be used.
    pub(super) fn pair<'d>(&self, before: &Known<'c, 'd>, after: &Known<'c, 'd>) -> anyhow::Result<PairReport> {
        if let (Some(converter), Some(old), Some(new)) = (&self.neutral, before.said(), after.said()) {
            return self.meanings(converter, (before, old), (after, new));
        }
        let mut guide = self.guide(before, after);
        let comparison = diff::compare(before.root(), after.root(), &self.rules, &mut guide);
        let tells_fields = self.tells_fields() && !comparison.changes.is_empty();
        let mut of_items = if tells_fields { self.guide_of_items(before, after) } else { None };
        let detail = self.detail(&comparison, of_items.as_mut().unwrap_or(&mut guide))?;
        let is_volatile = |change: &&Change<'_>| change.weight == Weight::Volatile;
        let volatile = comparison.changes.iter().filter(is_volatile);
        Ok(PairReport {
            before: Some(before.report(None)),
            after: Some(after.report(before.moment)),
            is_redelivery: is_redelivery(before, after),
            detail,
            findings: if tells_fields { self.findings(before, after)? } else { Vec::new() },
            changes: comparison.count(),
            volatile: volatile.map(|change| place(&comparison, change).to_string()).collect(),
            meeting: None,
            is_shortest: comparison.is_shortest,
            is_one_of_many: false,
        })
    }

    /// What the schemas of both payloads say of their fields; the later one has the first word.
    fn guide(&self, before: &Known<'_, '_>, after: &Known<'_, '_>) -> Guide {
        let catalogue = match self.standard {
            Standard::Families(catalogue) => catalogue,
            Standard::Schema(schema) => return schema.guide(),
        };
        let events = [after, before].into_iter().filter_map(|known| known.event.as_ref());
        let schemas = schemas_of(events, &Pointer::default());
        if schemas.is_empty() { Guide::silent() } else { catalogue.library.guide(&schemas) }
    }

    /// What the schemas say of the fields of events in an array. It is compared as plain JSON, and yet nobody should see what is
    /// masked elsewhere.
    fn guide_of_items(&self, before: &Known<'_, '_>, after: &Known<'_, '_>) -> Option<Guide> {
        let Standard::Families(catalogue) = self.standard else { return None };
        let recogniser = Recogniser::new(catalogue, None, &[]);
        let arrays = [after, before].into_iter().filter(|known| known.event.is_none()).map(Known::root);
        let events: Vec<Event<'_, '_>> =
            arrays.flat_map(Node::elements).filter_map(|item| recogniser.event(item)).collect();
        let schemas = schemas_of(events.iter(), &Pointer::default().join(Guide::ANY_ITEM));
        (!schemas.is_empty()).then(|| catalogue.library.guide(&schemas))
    }

    /// Whether the output is about fields: what they mean, and what is wrong with them.
    fn tells_fields(&self) -> bool {
        matches!(
            self.format,
            DiffFormat::Text | DiffFormat::SideBySide | DiffFormat::Table | DiffFormat::Markdown | DiffFormat::Json
        )
    }

    /// The findings that only one of two payloads has.
    fn findings(&self, before: &Known<'_, '_>, after: &Known<'_, '_>) -> anyhow::Result<Vec<SideFinding>> {
        if self.recognises() && (before.event.is_none() || after.event.is_none()) {
            return Ok(Vec::new());
        }
        let (old, new) = (self.findings_of(before)?, self.findings_of(after)?);
        let is_in = |findings: &[Finding], finding: &Finding| {
            findings.iter().any(|other| (other.rule, &other.pointer) == (finding.rule, &finding.pointer))
        };
        let gone = old.iter().filter(|finding| !is_in(&new, finding)).map(|finding| tell(before, finding, false));
        let come = new.iter().filter(|finding| !is_in(&old, finding)).map(|finding| tell(after, finding, true));
        Ok(gone.chain(come).collect())
    }

    fn findings_of(&self, known: &Known<'_, '_>) -> anyhow::Result<Vec<Finding>> {
        let policy = Policy { show_personal: self.show_personal, excluded_fields: &[] };
        match (self.standard, &known.event) {
            (Standard::Schema(schema), _) => Ok(check::schema(schema, known.root(), policy)),
            (Standard::Families(catalogue), Some(event)) => check::event(event, &catalogue.library, policy),
            (Standard::Families(..), None) => Ok(Vec::new()),
        }
    }
}

/// The schema files of events that stand at a place, each with where it is applied.
fn schemas_of<'e>(events: impl Iterator<Item = &'e Event<'e, 'e>>, at: &Pointer) -> Vec<(Pointer, String)> {
    let mut schemas: Vec<(Pointer, String)> = Vec::new();
    for event in events {
        let body = event.candidates.first().map(|kind| (at.concat(event.body), kind.schema.as_str()));
        let envelope = event.envelope.map(|file| (at.clone(), file));
        for (pointer, file) in body.into_iter().chain(envelope) {
            let schema = (pointer, event.family.schema_path(file).into_owned());
            if !schemas.contains(&schema) {
                schemas.push(schema);
            }
        }
    }
    schemas
}

fn tell(known: &Known<'_, '_>, finding: &Finding, is_new: bool) -> SideFinding {
    let text = known.payload.document.text().as_bytes();
    let position = Locator::new(text, known.payload.origin).position(finding.span.start as usize);
    SideFinding {
        is_new,
        place: format!("{}:{}:{}", known.payload.file, position.line, position.column),
        severity: finding.severity,
        pointer: finding.pointer.to_string(),
        rule: finding.rule.id(),
        message: finding.message.clone(),
    }
}

/// The event that a payload is by itself, where it is of another family than the one that was named: that name is meant for a
/// payload that does not tell.
fn in_itself<'c, 'd>(
    payload: &'d Payload<'d>,
    expected: &Expected<'c>,
    catalogue: &'c Catalogue,
) -> Option<Event<'c, 'd>> {
    let named = expected.selected?.family;
    let by_itself = Expected { selected: None, ..expected.clone() };
    let event = by_itself.recogniser(catalogue).event(payload.document.root())?;
    (event.family.id != named.id && event.candidates.len() == 1).then_some(event)
}
