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
mod edits;
mod facing;
mod field;
mod fill;
mod kept;
mod loss;
mod places;
mod setting;
mod statement;
mod target;
mod trace;

pub use facing::{Bearing, Face, Facing};
pub use loss::{Assumed, Changed, Dropped, Loss, Missing, Reason};
pub use setting::Settings;
pub use statement::Statement;
pub use target::{CLOUD_EVENTS, Target};

use crate::family::{Catalogue, Event, EventKind, Family};
use crate::finding::{Finding, Rule};
use crate::input::KEPT_SOURCE;
use crate::json::{Node, Pointer};
use crate::neutral::{self, Neutral};
use blueprint::Blueprints;
use facing::Vocabularies;
use kept::Return;
use std::sync::{Arc, OnceLock};

/// How documents are made.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Whether the original is put into the result.
    pub keep_source: bool,
    /// What is made of an event that lacks something.
    pub gaps: Gaps,
    /// Whether nobody asks where each field went.
    pub leaves_unreported: bool,
}

/// What is made of an event that does not say all that its target needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gaps {
    /// Nothing: what is missing is asked for.
    #[default]
    Asked,
    /// What there is, although the target would not take it.
    Written,
    /// The model is only read: what an event that cannot be told from its twins leaves open stays open.
    Open,
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
    /// Those of them that are ids of one thing or of one event.
    ids: Vec<Pointer>,
    /// The names of the envelope's own attributes, once they were asked for.
    attributes: OnceLock<Vec<String>>,
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
    /// What is advised of values that the user gave. It is the same for every payload.
    pub notes: Vec<Finding>,
    /// Of a payload whose model is only read, how many values the model does not have.
    pub unread: usize,
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
    /// When a value is given for a place where none can be, or the neutral model's schema is missing, which the tests rule out.
    pub fn new(
        catalogue: &'c Catalogue,
        target: Target<'c>,
        settings: Settings,
        options: Options,
    ) -> anyhow::Result<Self> {
        if matches!(target, Target::CloudEvents) {
            cloud::judge(&settings)?;
        }
        let model = catalogue.library.compiled(neutral::SCHEMA)?;
        let own = model.fields().into_iter().filter(|field| field.meaning.own);
        let own: Vec<Pointer> = own.map(|field| field.path.into_iter().collect()).collect();
        let is_id = |at: &&Pointer| {
            at.tokens().last().is_some_and(|name| name.as_str() == "id" || name.as_str().ends_with("_id"))
        };
        let ids = own.iter().filter(is_id).cloned().collect();
        let lore = Arc::new(Lore {
            own,
            ids,
            attributes: OnceLock::new(),
            blueprints: Blueprints::default(),
            vocabularies: Vocabularies::default(),
        });
        Ok(Self { catalogue, target, settings, options, lore })
    }

    /// The way to another target.
    #[must_use]
    pub fn towards(&self, target: Target<'c>, settings: Settings, options: Options) -> Self {
        Self { catalogue: self.catalogue, target, settings, options, lore: Arc::clone(&self.lore) }
    }

    /// Whether an id was given that only one event can have.
    pub fn gives_event_id(&self) -> bool {
        matches!(self.target, Target::CloudEvents) && self.settings.sets("/id")
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
            Target::CloudEvents => self.wrapped(&source)?,
            Target::Family(family, named) => match self.restored(&source, family, named)? {
                Return::Done(restored) => *restored,
                Return::Edited(places) => {
                    let mut conversion = self.to_family(&source, family, named)?;
                    let kept = conversion.loss.dropped.iter_mut().filter(|dropped| dropped.pointer == kept_at());
                    kept.for_each(|kept| kept.reason = Reason::Edited(places.clone()));
                    conversion
                }
                Return::Nothing => self.to_family(&source, family, named)?,
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
        if family.is_neutral()
            && self.options.gaps == Gaps::Asked
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
}

impl Source<'_, '_, '_> {
    /// The text at a place of the model.
    fn text(&self, place: &str) -> Option<String> {
        self.neutral.fact(place)?.as_str().map(std::borrow::Cow::into_owned)
    }

    /// How many values of the payload the model does not have; the name of the event says what the model says.
    fn unread(&self) -> usize {
        let read = self.neutral.facts.iter().map(|fact| fact.node).chain(self.event.name().map(|(_, node)| node));
        self.event.root.scalar_count().saturating_sub(read.map(Node::scalar_count).sum())
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
    let loss = Loss { event: name_of(event), ..Loss::default() };
    Conversion { loss, problems: vec![finding], ..Conversion::default() }
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
