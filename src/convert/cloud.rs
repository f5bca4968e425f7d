//! The envelope of CloudEvents 1.0 around a payload.

use super::loss::{Assumed, Loss, Missing};
use super::{Conversion, Converter, Source, counterpart, kept, kept_at, refused};
use crate::family::EventKind;
use crate::finding::Finding;
use crate::json::{Document, Draft, Pointer, escape};
use crate::words::Moment;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The attributes, in the order in which they are written; those that were set besides stand before the data.
const ATTRIBUTES: [&str; 9] =
    ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data"];

/// What a step of a URI's path may hold as it is.
const STEP: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The places of the model that say where an event comes from, in the order of their steps in the source.
const ORIGINS: [&str; 3] = ["/tenant", "/site", "/project"];

/// Puts a payload into its envelope, as it is.
pub(super) fn wrap<'c>(converter: &Converter<'c>, source: &Source<'_, 'c, '_>) -> Conversion {
    let event = source.event;
    let kind = match kind(converter, source) {
        Ok(kind) => kind,
        Err(finding) => return refused(event, *finding),
    };
    let mut loss = Loss::default();
    let mut draft = Draft::object();
    for (name, value) in attributes(source, kind, &mut loss) {
        draft.set(&at(name), Draft::string(&value));
    }
    draft.set(&at("data"), kept::without(event.root));
    let problems = converter.settings.apply(&mut draft, |_| None);
    let place = |at: &Pointer| ATTRIBUTES.iter().position(|name| at.tokens().iter().any(|step| step.as_str() == *name));
    draft.sort(&|at| place(at).unwrap_or(ATTRIBUTES.len() - 2));
    let json = draft.to_json();
    let has_id = Document::parse(json.as_bytes()).is_ok_and(|document| document.root().get("id").is_some());
    if !has_id {
        let meaning = Some("the id of the event, which together with its source no other event has".to_owned());
        loss.missing.push(Missing { pointer: at("id"), meaning });
    }
    loss.mapped.push((Pointer::default(), at("data")));
    loss.dropped.extend(event.root.aside().map(|_| kept_at()));
    let fits = problems.is_empty() && loss.missing.is_empty();
    let document = (fits || converter.options.allow_incomplete).then_some(json);
    Conversion { document, loss, problems }
}

/// The event that the envelope names. Of twins the first will do where the name is given.
fn kind<'c>(converter: &Converter<'c>, source: &Source<'_, 'c, '_>) -> Result<&'c EventKind, Box<Finding>> {
    let event = source.event;
    match counterpart::twins(source).filter(|_| !converter.settings.sets("/type")) {
        Some(finding) => Err(finding),
        None => event.candidates.first().copied().ok_or_else(|| Box::new(super::no_mapping(event.family, event.root))),
    }
}

/// The attributes that the payload has something for.
fn attributes(source: &Source<'_, '_, '_>, kind: &EventKind, loss: &mut Loss) -> Vec<(&'static str, String)> {
    let family = source.event.family;
    let text = |place: &str| source.text(place).filter(|text| !text.is_empty());
    let moment = |place: &str| text(place).filter(|text| text.len() > 10 && Moment::read(text).is_some());
    let occurred = moment("/occurred_at");
    let time = occurred.clone().or_else(|| moment("/sent_at"));
    if let (None, Some(time)) = (&occurred, &time) {
        let reason = "the payload tells when it was sent, not when it happened".to_owned();
        loss.assumed.push(Assumed { pointer: at("time"), value: escape(time), reason });
    }
    let values = [
        ("specversion", Some("1.0".to_owned())),
        ("id", text("/event_id").or_else(|| text("/delivery_id"))),
        ("source", Some(origin(source))),
        ("type", Some(format!("{}.{}", family.id, kind.name))),
        ("subject", source.neutral.subject().and_then(|subject| text(&format!("/{subject}/id")))),
        ("time", time),
        ("datacontenttype", Some("application/json".to_owned())),
        ("dataschema", Some(format!("hookspect:/{}", family.schema_path(&kind.schema)))),
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
