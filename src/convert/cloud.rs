//! The envelope of CloudEvents 1.0 around a payload.

use super::loss::{Assumed, Dropped, Loss, Missing, Reason};
use super::{Conversion, Converter, Gaps, Settings, Source, counterpart, kept, kept_at, refused};
use crate::check::{self, Policy};
use crate::family::EventKind;
use crate::finding::{Finding, Rule, Severity};
use crate::json::{Document, Draft, Pointer, Span, escape};
use crate::near::nearest;
use crate::reference;
use crate::words::Moment;
use anyhow::bail;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The file that says what an envelope may hold, below `schemas/`.
const SCHEMA: &str = "cloudevents.json";

/// Where the payload stands.
const DATA: &str = "data";

/// What a step of a URI's path may hold as it is.
const STEP: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The places of the model that say where an event comes from, in the order of their steps in the source.
const ORIGINS: [&str; 3] = ["/tenant", "/site", "/project"];

/// Whether values may be given for these places: an attribute stands at the root, and the payload is not changed.
///
/// # Errors
///
/// The place for which none may.
pub(super) fn judge(settings: &Settings) -> anyhow::Result<()> {
    for at in settings.places() {
        let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        match at.tokens() {
            [first, ..] if matches!(first.as_str(), DATA | "data_base64") => {
                bail!("--set {at}: the data of a CloudEvents event are the payload as it was delivered")
            }
            [name] if !name.as_str().is_empty() && is_name(name.as_str()) => {}
            [_] => bail!("--set {at}: the name of a CloudEvents attribute has lower-case letters and digits only"),
            _ => bail!("--set {at}: CloudEvents attributes stand at the root, as in --set /subject=..."),
        }
    }
    Ok(())
}

impl<'c> Converter<'c> {
    /// The names that the envelope itself gives its attributes, in their order; the payload is the last.
    pub(super) fn attributes(&self) -> anyhow::Result<&[String]> {
        if let Some(known) = self.lore.attributes.get() {
            return Ok(known);
        }
        let fields = self.catalogue.library.compiled(SCHEMA)?.fields();
        let names = fields.iter().filter_map(|field| Some(field.path.first()?.as_str().to_owned())).collect();
        Ok(self.lore.attributes.get_or_init(|| names))
    }

    /// Puts a payload into its envelope, as it is.
    pub(super) fn wrapped(&self, source: &Source<'_, 'c, '_>) -> anyhow::Result<Conversion> {
        let event = source.event;
        let kind = match self.kind(source) {
            Ok(kind) => kind,
            Err(finding) => return Ok(refused(event, *finding)),
        };
        let names = self.attributes()?;
        let mut loss = Loss::default();
        let mut draft = Draft::object();
        for (name, value) in attributes(source, kind, &mut loss) {
            draft.set(&at(name), Draft::string(&value));
        }
        draft.set(&at(DATA), kept::without(event.root));
        let mut problems = self.settings.apply(&mut draft, |_| None);
        loss.assumed.retain(|assumed| !self.settings.sets(&assumed.pointer.to_string()));
        // What was set besides stands before the data.
        let place = |at: &Pointer| {
            let name = at.tokens().first().map_or("", |step| step.as_str());
            names.iter().position(|known| known == name).map_or(2 * names.len() - 3, |index| 2 * index)
        };
        draft.sort(&place);
        let json = draft.to_json();
        problems.extend(self.faults(&json, &mut loss)?);
        loss.mapped.push((Pointer::default(), at(DATA)));
        let kept = event.root.aside().map(|_| Dropped { pointer: kept_at(), reason: Reason::NoCounterpart });
        loss.dropped.extend(kept);
        loss.given_ids.extend(self.settings.sets("/id").then(|| at("id")));
        // What is incomplete can be written; what is wrong is none of theirs.
        let is_enough = loss.missing.is_empty() || self.options.gaps == Gaps::Written;
        let document = (problems.is_empty() && is_enough).then_some(json);
        let notes = self.settings.strangers(names);
        Ok(Conversion { document, loss, problems, notes, unread: 0 })
    }

    /// The event that the envelope names. Of twins the first will do where the name is given.
    fn kind(&self, source: &Source<'_, 'c, '_>) -> Result<&'c EventKind, Box<Finding>> {
        let event = source.event;
        let none = || Box::new(super::no_mapping(event.family, event.root));
        match counterpart::twins(source).filter(|_| !self.settings.sets("/type")) {
            Some(finding) => Err(finding),
            None => event.candidates.first().copied().ok_or_else(none),
        }
    }

    /// What is wrong with an envelope. An id that is not there is asked for.
    fn faults(&self, json: &str, loss: &mut Loss) -> anyhow::Result<Vec<Finding>> {
        let Ok(document) = Document::parse(json.as_bytes()) else { return Ok(Vec::new()) };
        let schema = self.catalogue.library.compiled(SCHEMA)?;
        let mut findings = check::schema(schema, document.root(), Policy::default());
        findings.retain(|finding| finding.severity == Severity::Error);
        if document.root().get("id").is_none() {
            let meaning = Some("the id of the event, which together with its source no other event has".to_owned());
            loss.missing.push(Missing { pointer: at("id"), meaning });
            findings.retain(|finding| finding.pointer != at("id"));
        }
        Ok(findings)
    }
}

impl Settings {
    /// Attributes that the envelope does not know, where it knows one that is called nearly so.
    fn strangers(&self, names: &[String]) -> Vec<Finding> {
        let unknown = self.places().filter_map(|at| at.tokens().first().map(|step| (at, step.as_str())));
        let unknown = unknown.filter(|(_, name)| names.iter().all(|known| known != name));
        let near = unknown.filter_map(|(at, name)| {
            let near = nearest(name, names.iter().map(String::as_str))?;
            let message = format!("{} is no attribute of the envelope's own", escape(name));
            let finding = Finding::advice(Rule::UnknownField, Span::default(), at.clone(), message);
            Some(finding.with_help(format!("did you mean {}?", escape(near))))
        });
        near.collect()
    }
}

/// The attributes that the payload has something for.
fn attributes(source: &Source<'_, '_, '_>, kind: &EventKind, loss: &mut Loss) -> Vec<(&'static str, String)> {
    let family = source.event.family;
    let text = |place: &str| source.text(place).filter(|text| !text.is_empty());
    let moment = |place: &str| text(place).filter(|text| Moment::read(text).is_some_and(|moment| !moment.is_date()));
    let occurred = moment("/occurred_at");
    let time = occurred.clone().or_else(|| moment("/sent_at"));
    if let (None, Some(time)) = (&occurred, &time) {
        let reason = "the payload tells when it was sent, not when it happened".to_owned();
        loss.assumed.push(Assumed { pointer: at("time"), value: escape(time), reason, is_personal: false });
    }
    let values = [
        ("specversion", Some("1.0".to_owned())),
        ("id", text("/event_id").or_else(|| text("/delivery_id"))),
        ("source", Some(origin(source))),
        ("type", Some(format!("{}.{}", family.id, kind.name))),
        ("subject", source.neutral.subject().and_then(|subject| text(&format!("/{subject}/id")))),
        ("time", time),
        ("datacontenttype", Some("application/json".to_owned())),
        ("dataschema", Some(reference::schema_id(family, kind))),
    ];
    values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn at(name: &str) -> Pointer {
    Pointer::default().join(name)
}

/// Where the event comes from, as a URI: the family, and what the payload says of the sender.
fn origin(source: &Source<'_, '_, '_>) -> String {
    let own = ORIGINS.iter().filter_map(|place| source.text(place));
    let steps = std::iter::once(source.event.family.id.clone()).chain(own);
    let steps: Vec<String> = steps.map(|step| utf8_percent_encode(&step, STEP).to_string()).collect();
    format!("/{}", steps.join("/"))
}
