//! One schema for whole payloads, with everything that it refers to inside: for editors and other validators.
//!
//! The test by which a shape is recognised is JSON Schema already, so the shapes become conditions, in the order in which
//! they are tried. What stands in other files is moved below `$defs`, each file under its name.

use crate::family::{Catalogue, EventKind, Family, MANIFEST, ShapeRule, Verdict};
use crate::json::Pointer;
use crate::neutral;
use crate::schema::{Profile, export};
use crate::uri::encode_path;
use anyhow::Context;
use serde_json::{Map, Value, json};

/// How a schema is written for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In standard keywords only, which find these failures.
    Plain(Profile),
    /// With our annotations, and every keyword.
    Annotated,
}

/// The id of the schema of whole payloads of one event: whoever has it finds the schema with `hookspect schema`.
pub fn schema_id(family: &Family, event: &EventKind) -> String {
    format!("hookspect:/{}", encode_path(&format!("{}/{}.json", family.id, event.name)))
}

/// The schema of whole payloads of one event, whatever shape they come in. A payload of no known shape is taken for a
/// bare body.
///
/// # Errors
///
/// When a schema file of the family is missing.
pub fn of_event(catalogue: &Catalogue, family: &Family, event: &EventKind, form: Form) -> anyhow::Result<Value> {
    let mut bundle = Bundle::new(catalogue, form);
    let bare = bundle.file(family, &event.schema)?;
    let rules: Vec<(usize, &ShapeRule)> =
        family.shape_rules().enumerate().filter(|(_, rule)| super::can_be(rule, event)).collect();
    let mut schema = bare;
    for (index, rule) in rules.into_iter().rev() {
        let test = bundle.test(family, index)?;
        let then = bundle.payload(family, rule, &[event])?;
        schema = if then == schema { schema } else { json!({ "if": test, "then": then, "else": schema }) };
    }
    let id = form.id(family, event);
    Ok(bundle.finish(Some(id), &format!("{} {}", family.name(), event.name), &event.title, schema))
}

/// The schema of payloads of any event of a family: which event it is, is recognised as the program does it.
///
/// # Errors
///
/// When a schema file of the family is missing.
pub fn of_family(catalogue: &Catalogue, family: &Family, form: Form) -> anyhow::Result<Value> {
    let mut bundle = Bundle::new(catalogue, form);
    // What no rule recognises is no payload of the family.
    let mut schema = json!(false);
    for (index, rule) in family.shape_rules().enumerate().rev() {
        let test = bundle.test(family, index)?;
        let then = match rule.verdict() {
            Verdict::Named(_) => bundle.payload(family, rule, &family.events().iter().collect::<Vec<_>>())?,
            Verdict::OneOf(names) => {
                let events: Vec<&EventKind> = names.iter().filter_map(|name| family.event(name)).collect();
                bundle.payload(family, rule, &events)?
            }
            Verdict::Unsupported(_) | Verdict::Conflict(_) => json!(false),
        };
        schema = json!({ "if": test, "then": then, "else": schema });
    }
    Ok(bundle.finish(None, family.title(), "A payload of any event of this family.", schema))
}

/// The schema of the neutral model's documents.
///
/// # Errors
///
/// When the program does not carry it, which the tests rule out.
pub fn of_neutral_model(catalogue: &Catalogue, form: Form) -> anyhow::Result<Value> {
    let document = catalogue.library.document(neutral::SCHEMA).context("the neutral model has no schema")?;
    let mut schema = form.write(&document.root().to_value());
    let family = catalogue.neutral().context("the neutral model is no family")?;
    if let (Value::Object(members), Some(event)) = (&mut schema, family.events().first()) {
        members.shift_insert(1, "$id".into(), json!(form.id(family, event)));
    }
    Ok(schema)
}

impl Form {
    /// The id of a schema in this form. What the strict profile refuses the other one takes, so they are not the same.
    fn id(self, family: &Family, event: &EventKind) -> String {
        let suffix = if self == Self::Plain(Profile::Default) { "" } else { "?profile=strict" };
        schema_id(family, event) + suffix
    }

    fn write(self, schema: &Value) -> Value {
        match self {
            Self::Plain(profile) => export(schema, profile),
            Self::Annotated => schema.clone(),
        }
    }
}

/// A schema that is being put together.
struct Bundle<'c> {
    catalogue: &'c Catalogue,
    form: Form,
    definitions: Map<String, Value>,
}

impl<'c> Bundle<'c> {
    fn new(catalogue: &'c Catalogue, form: Form) -> Self {
        Self { catalogue, form, definitions: Map::new() }
    }

    fn document(&self, family: &Family, file: &str) -> anyhow::Result<Value> {
        let path = family.schema_path(file);
        let document = self.catalogue.library.document(&path);
        Ok(document.with_context(|| format!("there is no schema file {path}"))?.root().to_value())
    }

    /// The test of one of a family's rules, as its file states it.
    fn test(&self, family: &Family, index: usize) -> anyhow::Result<Value> {
        let manifest = self.document(family, MANIFEST)?;
        Ok(manifest["recognise"][index]["when"].clone())
    }

    /// A payload in the shape of a rule that is one of these events.
    fn payload(&mut self, family: &Family, rule: &ShapeRule, events: &[&EventKind]) -> anyhow::Result<Value> {
        let mut parts = Vec::new();
        if let Some(envelope) = &rule.envelope {
            parts.push(self.file(family, envelope)?);
        }
        match rule.verdict() {
            Verdict::Named(place) => {
                let names: Vec<&str> = events.iter().flat_map(|event| self.names(event)).collect();
                parts.push(within(place, json!({ "enum": names })));
                parts.extend(self.bodies(family, rule, place, events)?);
            }
            _ => parts.push(within(&rule.body, self.any_body(family, events)?)),
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { json!({ "allOf": parts }) })
    }

    /// The names that an event may carry. An old one is advice.
    fn names<'e>(&self, event: &'e EventKind) -> impl Iterator<Item = &'e str> + use<'e> {
        let aliases = if self.form == Form::Plain(Profile::Strict) { &[][..] } else { event.aliases.as_slice() };
        std::iter::once(event.name.as_str()).chain(aliases.iter().map(String::as_str))
    }

    /// For each schema of these events, the body of a payload that names one of them.
    fn bodies(
        &mut self,
        family: &Family,
        rule: &ShapeRule,
        place: &Pointer,
        events: &[&EventKind],
    ) -> anyhow::Result<Vec<Value>> {
        let files = files_of(events);
        if let [file] = files.as_slice() {
            return Ok(vec![within(&rule.body, self.file(family, file)?)]);
        }
        let mut parts = Vec::with_capacity(files.len());
        for file in files {
            let alike = events.iter().filter(|event| event.schema == file);
            let names: Vec<&str> = alike.flat_map(|event| self.names(event)).collect();
            let body = within(&rule.body, self.file(family, file)?);
            parts.push(json!({ "if": has(place, json!({ "enum": names })), "then": body }));
        }
        Ok(parts)
    }

    /// A body that cannot be told apart: errors are those that any of the events finds, advice is what all find.
    fn any_body(&mut self, family: &Family, events: &[&EventKind]) -> anyhow::Result<Value> {
        let mut schemas = Vec::new();
        for file in files_of(events) {
            schemas.push(self.file(family, file)?);
        }
        let keyword = if self.form == Form::Plain(Profile::Strict) { "anyOf" } else { "allOf" };
        Ok(if schemas.len() == 1 { schemas.remove(0) } else { json!({ keyword: schemas }) })
    }

    /// A reference to a schema file, which is taken in with those that it refers to.
    fn file(&mut self, family: &Family, file: &str) -> anyhow::Result<Value> {
        Ok(json!({ "$ref": self.place_of(family, file)? }))
    }

    /// Where a schema file stands in the bundle.
    fn place_of(&mut self, family: &Family, file: &str) -> anyhow::Result<String> {
        let name = format!("{}.{}", family.id, file.trim_end_matches(".json"));
        let place = format!("#/$defs{}", encode_path(&Pointer::default().join(&*name).to_string()));
        if !self.definitions.contains_key(&name) {
            let mut schema = self.form.write(&self.document(family, file)?);
            if let Value::Object(members) = &mut schema {
                members.shift_remove("$schema");
            }
            // Files may refer to each other: this one counts as taken in from now on.
            self.definitions.insert(name.clone(), Value::Null);
            self.redirect(family, &place, &mut schema)?;
            self.definitions.insert(name, schema);
        }
        Ok(place)
    }

    /// Leads the references of a schema to where their targets stand in the bundle.
    fn redirect(&mut self, family: &Family, home: &str, schema: &mut Value) -> anyhow::Result<()> {
        match schema {
            Value::Object(members) => {
                for (name, part) in members {
                    match part {
                        Value::String(reference) if name == "$ref" => {
                            let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
                            let place = if file.is_empty() { home.to_owned() } else { self.place_of(family, file)? };
                            *reference = format!("{place}{fragment}");
                        }
                        part => self.redirect(family, home, part)?,
                    }
                }
                Ok(())
            }
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.redirect(family, home, item)),
            _ => Ok(()),
        }
    }

    fn finish(self, id: Option<String>, title: &str, description: &str, schema: Value) -> Value {
        let mut whole = Map::new();
        whole.insert("$schema".into(), json!(DIALECT));
        whole.extend(id.map(|id| ("$id".to_owned(), json!(id))));
        whole.insert("title".into(), json!(title));
        whole.insert("description".into(), json!(description));
        match schema {
            Value::Object(members) => whole.extend(members),
            other => drop(whole.insert("allOf".into(), json!([other]))),
        }
        whole.insert("$defs".into(), Value::Object(self.definitions));
        Value::Object(whole)
    }
}

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

fn files_of<'e>(events: &[&'e EventKind]) -> Vec<&'e str> {
    let mut files: Vec<&str> = Vec::new();
    for event in events {
        if !files.contains(&event.schema.as_str()) {
            files.push(&event.schema);
        }
    }
    files
}

/// A schema that speaks of the value at a place, if it is there.
fn within(place: &Pointer, schema: Value) -> Value {
    place.tokens().iter().rev().fold(schema, |inner, token| json!({ "properties": { token.as_str(): inner } }))
}

/// A schema that a value passes only if something stands at the place that passes it.
fn has(place: &Pointer, schema: Value) -> Value {
    place.tokens().iter().rev().fold(schema, |inner, token| {
        json!({ "type": "object", "required": [token.as_str()], "properties": { token.as_str(): inner } })
    })
}
