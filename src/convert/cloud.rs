//! The envelope of CloudEvents 1.0 around a payload.

use super::loss::{Assumed, Loss, Missing};
use super::{Conversion, Converter, Source, counterpart, kept, refused};
use crate::json::{Document, Draft, Pointer, escape};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a step of a URI path may hold as it is.
const STEP: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The attributes in the order in which they are written.
const ATTRIBUTES: [&str; 9] =
    ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data"];

/// The places of the model that say where an event comes from, in the order of their steps in `source`.
const ORIGINS: [&str; 3] = ["/tenant", "/site", "/project"];

/// Puts a payload into its envelope, as it is.
pub(super) fn wrap<'c>(converter: &Converter<'c>, source: &Source<'_, 'c, '_>) -> Conversion {
    let event = source.event;
    let kind = match event.candidates.as_slice() {
        [only] => *only,
        several => match counterpart::twins(source)
            .or_else(|| several.is_empty().then(|| Box::new(super::no_mapping(event.family, event.root))))
        {
            Some(finding) if !converter.settings.sets("/type") => return refused(event, *finding),
            _ => several[0],
        },
    };
    let mut loss = Loss::default();
    let mut draft = Draft::object();
    let text = |at: &str| source.neutral.fact(at).and_then(|fact| fact.node.as_str());
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            draft.set(&at(name), Draft::string(&value));
        }
    };
    let subject = source.neutral.subject().map(|subject| format!("/{subject}/id"));
    let said = |place: &str| source.neutral.fact(place).map(|fact| fact.json().trim_matches('"').to_owned());
    put("specversion", Some("1.0".to_owned()));
    put("id", text("/event_id").or_else(|| text("/delivery_id")).map(Into::into));
    put("source", Some(origin(source)));
    put("type", Some(format!("{}.{}", event.family.id, kind.name)));
    put("subject", subject.and_then(|place| said(&place)).filter(|id| id != "null"));
    let sent = text("/sent_at").filter(|_| text("/occurred_at").is_none());
    if let Some(sent) = &sent {
        let reason = "the payload tells when it was sent, not when it happened".to_owned();
        loss.assumed.push(Assumed { pointer: at("time"), value: escape(sent), reason });
    }
    put("time", said("/occurred_at").or_else(|| said("/sent_at")));
    put("datacontenttype", Some("application/json".to_owned()));
    put("dataschema", Some(format!("hookspect:/{}", event.family.schema_path(&kind.schema))));
    draft.set(&at("data"), kept::without(event.root));
    let problems = converter.settings.apply(&mut draft, |_| None);
    let rank = |place: &Pointer| {
        ATTRIBUTES.iter().position(|name| place.to_string()[1..] == **name).unwrap_or(ATTRIBUTES.len() - 2)
    };
    draft.sort(&rank);
    let json = draft.to_json();
    let has =
        |name: &str| Document::parse(json.as_bytes()).is_ok_and(|document| at(name).resolve(document.root()).is_some());
    if !has("id") {
        let meaning = Some("the id of the event, which together with its source no other event has".to_owned());
        loss.missing.push(Missing { pointer: at("id"), meaning });
    }
    loss.mapped.push((Pointer::default(), at("data")));
    if event.root.aside().is_some() {
        loss.dropped.push(super::kept_at());
    }
    let fits = problems.is_empty() && loss.missing.is_empty();
    let document = (fits || converter.options.allow_incomplete).then_some(json);
    Conversion { document, loss, problems }
}

fn at(name: &str) -> Pointer {
    Pointer::default().join(name)
}

/// Where the event comes from, as a URI: the family, and what the payload says of the sender.
fn origin(source: &Source<'_, '_, '_>) -> String {
    let own = ORIGINS.iter().filter_map(|place| source.neutral.fact(place)?.node.as_str());
    let steps = std::iter::once(source.event.family.id.as_str().into()).chain(own);
    let steps: Vec<String> = steps.map(|step| utf8_percent_encode(&step, STEP).to_string()).collect();
    format!("/{}", steps.join("/"))
}
