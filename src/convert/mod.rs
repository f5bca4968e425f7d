//! From an event to what says the same elsewhere: an event of another family, the neutral model, a CloudEvents envelope.
//!
//! Everything goes through the neutral model, by the mapping in `family.json`; no vendor is known here. What a family's target
//! needs and the source does not have is asked for by name, and what the target has no place for is reported: nothing is lost in
//! silence, and nothing is invented. The room knows families, schemas and the model; it does not know options, files and
//! how documents are written.

mod account;
mod blueprint;
mod cloud;
mod complete;
mod counterpart;
mod facing;
mod field;
mod kept;
mod loss;
mod setting;
mod statement;
mod target;

pub use facing::{Bearing, Face, Facing};
pub use loss::{Assumed, Changed, Loss, Missing};
pub use setting::Settings;
pub use statement::Statement;
pub use target::{CLOUD_EVENTS, Target};

use crate::check;
use crate::family::{Catalogue, Event, EventKind, Family};
use crate::finding::{Finding, Rule};
use crate::input::KEPT_SOURCE;
use crate::json::{Document, Draft, Node, Pointer};
use crate::neutral::{self, Neutral};
use account::Trace;
use blueprint::{Blueprint, Blueprints};
use facing::Vocabularies;
use std::sync::Arc;

/// How documents are made.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Options {
    /// Whether the original is put into the result.
    pub keep_source: bool,
    /// Whether a document is made that its target would not take.
    pub allow_incomplete: bool,
    /// Whether nobody asks where each field went.
    pub leaves_unreported: bool,
    /// Whether the model is only read: what an event that cannot be told from its twins leaves open stays open.
    pub leaves_open: bool,
}

/// Makes documents of events.
#[derive(Debug)]
pub struct Converter<'c> {
    catalogue: &'c Catalogue,
    target: Target<'c>,
    settings: Settings,
    options: Options,
    lore: Arc<Lore<'c>>,
}

/// What is known of the model and of the forms that were needed so far, whatever the target is.
#[derive(Debug)]
struct Lore<'c> {
    /// The places of the model whose values mean something to their sender only.
    own: Vec<Pointer>,
    blueprints: Blueprints<'c>,
    vocabularies: Vocabularies,
}

/// What became of an event.
#[derive(Debug, Default)]
pub struct Conversion {
    /// The document in JSON; nothing when its target would not take it.
    pub document: Option<String>,
    /// What did not come along, and what else is to be known of it.
    pub loss: Loss,
    /// Why the target would not take it, missing values apart.
    pub problems: Vec<Finding>,
}

impl Conversion {
    /// Whether the target takes the document.
    pub fn fits(&self) -> bool {
        self.problems.is_empty() && self.loss.missing.is_empty()
    }
}

/// An event, and what it says.
struct Source<'e, 'c, 'd> {
    event: &'e Event<'c, 'd>,
    neutral: Neutral<'c, 'd>,
}

impl<'c> Converter<'c> {
    /// Prepares the way to a target.
    ///
    /// # Errors
    ///
    /// When the neutral model's schema is missing, which the tests rule out.
    pub fn new(
        catalogue: &'c Catalogue,
        target: Target<'c>,
        settings: Settings,
        options: Options,
    ) -> anyhow::Result<Self> {
        let model = catalogue.library.compiled(neutral::SCHEMA)?;
        let own = model.fields().into_iter().filter(|field| field.meaning.own);
        let own = own.map(|field| field.path.into_iter().collect()).collect();
        let lore = Arc::new(Lore { own, blueprints: Blueprints::default(), vocabularies: Vocabularies::default() });
        Ok(Self { catalogue, target, settings, options, lore })
    }

    /// The way to another target.
    #[must_use]
    pub fn towards(&self, target: Target<'c>, settings: Settings, options: Options) -> Self {
        Self { catalogue: self.catalogue, target, settings, options, lore: Arc::clone(&self.lore) }
    }

    /// Makes the document of an event.
    ///
    /// # Errors
    ///
    /// When a schema file of a family is missing or no schema.
    pub fn convert(&self, event: &Event<'c, '_>) -> anyhow::Result<Conversion> {
        let Some(neutral) = Neutral::read(event) else {
            return Ok(refused(event, no_mapping(event.family, event.root)));
        };
        let source = Source { event, neutral };
        let mut conversion = match self.target {
            Target::CloudEvents => cloud::wrap(self, &source),
            Target::Family(family, named) => match self.restored(&source, family, named)? {
                Some(restored) => restored,
                None => self.to_family(&source, family, named)?,
            },
        };
        conversion.loss.event = name_of(event);
        if conversion.loss.target.is_none() {
            conversion.loss.target = Some(self.target.to_string());
        }
        Ok(conversion)
    }

    fn to_family(
        &self,
        source: &Source<'_, 'c, '_>,
        family: &'c Family,
        named: Option<&'c EventKind>,
    ) -> anyhow::Result<Conversion> {
        let must_be_told = !self.options.leaves_open && !self.options.allow_incomplete;
        if family.is_neutral()
            && must_be_told
            && !self.settings.sets(neutral::CHANGE)
            && let Some(finding) = counterpart::twins(source)
        {
            return Ok(refused(source.event, *finding));
        }
        let counterpart = match counterpart::choose(self.catalogue, source, family, named) {
            Ok(counterpart) => counterpart,
            Err(finding) => return Ok(refused(source.event, *finding)),
        };
        let Some(blueprint) = self.lore.blueprints.of(self.catalogue, family, counterpart.event)? else {
            return Ok(refused(source.event, no_mapping(family, source.event.root)));
        };
        let mut conversion = self.fill(source, &blueprint)?;
        conversion.loss.assumed.extend(counterpart.assumed);
        conversion.loss.target = Some(blueprint.name());
        Ok(conversion)
    }

    /// Writes what the source says into the target's form, and completes and checks it.
    fn fill(&self, source: &Source<'_, 'c, '_>, blueprint: &Blueprint<'c>) -> anyhow::Result<Conversion> {
        let mut traces = Vec::new();
        let mut draft = self.first_draft(source, blueprint, &mut traces);
        let mut loss = Loss::default();
        let mut problems = self.settings.apply(&mut draft, |at| blueprint.field(at));
        if self.options.leaves_open {
            blueprint.fill_constants(&mut draft);
        } else {
            let completed = complete::complete(&mut draft, blueprint, &self.settings, &self.ids(blueprint));
            loss.missing = completed.missing;
            loss.assumed = completed.assumed;
        }
        draft.sort(&|at| blueprint.rank(at));
        let json = draft.to_json();
        if !self.options.leaves_open {
            problems.extend(self.misfits(&json, blueprint, &loss)?);
        }
        if !self.options.leaves_unreported {
            loss.account(source, &traces, &json, self.options.keep_source, self.catalogue)?;
        }
        let fits = problems.is_empty() && loss.missing.is_empty();
        let document = (fits || self.options.allow_incomplete || self.options.leaves_open)
            .then(|| if self.options.keep_source { kept::keep(&mut draft, source.event.root) } else { json });
        Ok(Conversion { document, loss, problems })
    }

    /// What the source says in the places of the target.
    fn first_draft(&self, source: &Source<'_, 'c, '_>, blueprint: &Blueprint<'c>, traces: &mut Vec<Trace>) -> Draft {
        let mut draft = Draft::object();
        let event = source.event;
        let is_same = event.family.id == blueprint.family.id;
        let has_body = is_same && event.candidates.iter().any(|kind| kind.schema == blueprint.event.schema);
        if has_body && let Some(body) = event.body.resolve(event.root) {
            draft.set(blueprint.body_at(), kept::without(body));
            traces.push(Trace::copied(event.body.clone(), body, blueprint.body_at().clone()));
        }
        if let Some(at) = blueprint.name_at() {
            draft.set(at, Draft::string(&blueprint.event.name));
        }
        let carries_own = is_same || blueprint.family.is_neutral() || event.family.is_neutral();
        for mapped in blueprint.mapping().fields.iter().filter(|mapped| !has_body || mapped.field.from_root) {
            if !carries_own && self.lore.own.contains(&mapped.neutral) {
                continue;
            }
            if let Some(at) = blueprint.place(&mapped.field)
                && let Some(trace) = field::write(mapped, source, at, blueprint)
            {
                draft.set(&trace.to, Draft::from(trace.json.as_str()));
                traces.push(trace);
            }
        }
        draft
    }

    /// The places of the target whose values mean something to its vendor only.
    fn ids(&self, blueprint: &Blueprint<'c>) -> Vec<Pointer> {
        let own = blueprint.mapping().fields.iter().filter(|mapped| self.lore.own.contains(&mapped.neutral));
        own.filter_map(|mapped| blueprint.place(&mapped.field)).collect()
    }

    /// What the target's schemas find wrong with a document, values that are known to be missing apart.
    fn misfits(&self, json: &str, blueprint: &Blueprint<'c>, loss: &Loss) -> anyhow::Result<Vec<Finding>> {
        let Ok(document) = Document::parse(json.as_bytes()) else { return Ok(Vec::new()) };
        let findings =
            check::event(&blueprint.event_of(document.root()), &self.catalogue.library, check::Policy::default())?;
        let is_told = |pointer: &Pointer| loss.missing.iter().any(|missing| missing.pointer == *pointer);
        let is_error = |finding: &Finding| finding.severity == crate::finding::Severity::Error;
        Ok(findings.into_iter().filter(|finding| is_error(finding) && !is_told(&finding.pointer)).collect())
    }
}

impl Source<'_, '_, '_> {
    /// The text at a place of the model.
    fn text(&self, place: &str) -> Option<String> {
        let json = self.neutral.fact(place)?.json();
        let document = Document::parse(json.as_bytes()).ok()?;
        document.root().as_str().map(std::borrow::Cow::into_owned)
    }
}

/// The event's name; nothing of one that cannot be told from its twins.
fn name_of(event: &Event<'_, '_>) -> Option<String> {
    match event.candidates.as_slice() {
        [only] => Some(format!("{}:{}", event.family.id, only.name)),
        _ => None,
    }
}

/// What becomes of an event that has no way to the target.
fn refused(event: &Event<'_, '_>, finding: Finding) -> Conversion {
    Conversion { loss: Loss { event: name_of(event), ..Loss::default() }, problems: vec![finding], document: None }
}

fn no_mapping(family: &Family, root: Node<'_>) -> Finding {
    let message = format!("{} has no mapping to the neutral model", family.name());
    Finding::error(Rule::NoCounterpart, root.span(), Pointer::default(), message)
        .with_help("a family's family.json says it under \"mapping\"")
}

/// The place at which a result keeps its source.
fn kept_at() -> Pointer {
    Pointer::default().join(KEPT_SOURCE)
}
