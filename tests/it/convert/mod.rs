//! Laws of `convert`.

mod cloud_events;
mod families;
mod forms;
mod kept;
mod pairs;

use hookspect::convert::{Conversion, Converter, Options, Settings, Target};
use hookspect::family::{Catalogue, Event, EventKind, Family, Recogniser};
use hookspect::json::{Document, PreparedKey};
use std::path::PathBuf;

use crate::support::{files, root};

/// Reads a payload as the program does.
pub(crate) fn parse(text: &str) -> Document<'_> {
    let mut document = Document::parse(text.as_bytes()).expect("it is JSON");
    document.set_aside(&PreparedKey::new(hookspect::input::KEPT_SOURCE));
    document
}

/// The valid samples of all families: their names and their texts.
pub(crate) fn samples() -> Vec<(String, String)> {
    let folders: Vec<PathBuf> =
        crate::support::families().iter().map(|id| root().join("samples").join(id).join("valid")).collect();
    let paths = folders.iter().flat_map(|folder| files(folder, "json"));
    let name = |path: &PathBuf| path.strip_prefix(root().join("samples")).expect("it is there").display().to_string();
    paths.map(|path| (name(&path), std::fs::read_to_string(&path).expect("it is text"))).collect()
}

/// Converts an event; `given` are values for places of the target.
pub(crate) fn convert<'c>(
    base: &Converter<'c>,
    event: &Event<'c, '_>,
    target: Target<'c>,
    given: &[(String, String)],
    options: Options,
) -> Conversion {
    let mut settings = Settings::default();
    let all: Vec<String> =
        given.iter().map(|(at, json)| format!("{}:{json}", serde_json::to_string(at).expect("it is text"))).collect();
    let object = format!("{{{}}}", all.join(","));
    settings.add_all(Document::parse(object.as_bytes()).expect("it is JSON").root()).expect("they are pointers");
    base.towards(target, settings, options).convert(event).expect("the schemas are there")
}

/// A converter to make others of.
pub(crate) fn base(catalogue: &Catalogue) -> Converter<'_> {
    Converter::new(catalogue, Target::CloudEvents, Settings::default(), Options::default()).expect("the model is there")
}

/// The event of a payload; of twins the one that is told.
pub(crate) fn recognise<'c, 'd>(catalogue: &'c Catalogue, document: &'d Document<'d>) -> Option<Event<'c, 'd>> {
    Recogniser::new(catalogue, None, &[]).recognise(document.root()).ok()
}

/// Does something with the event of every valid sample.
pub(crate) fn each_sample<'c>(catalogue: &'c Catalogue, mut act: impl for<'d> FnMut(&str, &Event<'c, 'd>)) {
    for (name, text) in samples() {
        let document = parse(&text);
        act(&name, &recognise(catalogue, &document).expect("it is a valid sample"));
    }
}

/// The event as each of the kinds that it can be.
pub(crate) fn readings<'c, 'd>(event: &Event<'c, 'd>) -> Vec<Event<'c, 'd>> {
    event.candidates.iter().map(|kind| Event { candidates: vec![*kind], ..event.clone() }).collect()
}

/// All events that a payload can be made into: the vendors', and the neutral model's.
pub(crate) fn targets(catalogue: &Catalogue) -> Vec<(&Family, &EventKind)> {
    catalogue.known().flat_map(|family| family.events().iter().map(move |event| (family, event))).collect()
}

/// A value for a place that a target asks for: something that its schema takes.
pub(crate) fn something(catalogue: &Catalogue, family: &Family, event: &EventKind, at: &str) -> String {
    let body = family
        .shape_rules()
        .find(|rule| family.mapping().is_some_and(|mapping| mapping.shape == rule.shape))
        .expect("the shape is there");
    let prefix = body.body.to_string();
    let local = at.strip_prefix(&prefix).unwrap_or(at);
    let schemas = [Some(&event.schema), body.envelope.as_ref()];
    let fields = schemas
        .into_iter()
        .flatten()
        .flat_map(|file| catalogue.library.compiled(&family.schema_path(file)).expect("it compiles").fields());
    let field = fields.into_iter().find(|field| field.pointer() == local || field.pointer() == at);
    let field = field.unwrap_or_else(|| panic!("{at} is in no schema"));
    if let Some(value) = field.meaning.values.first() {
        return value.to_string();
    }
    let has = |kind: &str| field.types.iter().any(|known| known == kind);
    match (has("string"), field.meaning.format.as_deref()) {
        (true, Some("date-time")) => "\"2026-02-03T04:05:06Z\"".into(),
        (true, Some("uuid")) => "\"00000000-0000-4000-8000-000000000000\"".into(),
        (true, _) if at.ends_with("segment/id") => "\"seg_Example00000000000000134\"".into(),
        (true, _) if at.ends_with("/id") => "\"cust_Example00000000000000134\"".into(),
        (true, _) => "\"sample\"".into(),
        _ if has("boolean") => "false".into(),
        _ if has("object") => "{}".into(),
        _ => "7".into(),
    }
}
