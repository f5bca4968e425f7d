//! From an event to findings: the schemas are applied, and what they say is told the way a person would.
//!
//! One mistake gives one finding, at its place, with the way out. The room knows documents, families and schemas; it
//! knows nothing of options, files and output.

mod branch;
mod cross;
mod failure;
mod format;
mod help;
mod keyword;
mod manifest;
mod merge;
mod personal;
mod phrase;
mod text;

use crate::family::{Catalogue, Event, Family, NameError, Selected, Unrecognised};
use crate::finding::{self, Finding, Rule, Severity};
use crate::json::{Document, Locator, Node, Pointer};
use crate::schema::{Compiled, Library, Meaning};
use failure::Explainer;
use std::cell::OnceCell;
use std::sync::Arc;

pub use manifest::{FileFindings, of_folder};
pub use personal::masked;
pub use phrase::{alternatives, meaning as meaning_in_words};
pub use text::of_bom;

/// How findings are told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Policy<'a> {
    /// Whether values of personal fields may stand in messages.
    pub show_personal: bool,
    /// Fields at the root of an event's body that need not be there.
    pub excluded_fields: &'a [String],
}

/// Checks an event against the schemas of its envelope and body, and against the rules between fields.
///
/// # Errors
///
/// When a schema file of the family is missing or no schema.
pub fn event(event: &Event<'_, '_>, library: &Library, policy: Policy<'_>) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    if let Some(file) = event.envelope {
        let envelope = library.compiled(&event.family.schema_path(file))?;
        findings.extend(apply(envelope, event.root, &Pointer::default(), Policy { excluded_fields: &[], ..policy }));
    }
    // Without a body only the envelope can say what is wrong: it misses the member that leads there.
    if let Some(body) = event.body.resolve(event.root) {
        findings.extend(candidates(event, body, library, policy)?);
    }
    let known = |pointer: &Pointer| known_names(event, library, pointer).unwrap_or_default();
    let mut findings = merge::misplaced(findings, event.root, |name| declares(event, library, name), known);
    for rule in event.family.cross_fields() {
        findings.extend(cross::disagreement(rule, event, &findings));
    }
    findings.extend(text::of_placeholders(event));
    findings.extend(event.alias.map(|node| text::of_alias(event, node)));
    finding::sort(&mut findings);
    Ok(findings)
}

/// Checks a value against a schema.
pub fn schema(schema: &Compiled, node: Node<'_>, policy: Policy<'_>) -> Vec<Finding> {
    let findings = apply(schema, node, &Pointer::default(), policy);
    let mut findings =
        merge::misplaced(findings, node, |name| schema.declares(name), |pointer| schema.known_names(pointer));
    finding::sort(&mut findings);
    findings
}

/// What can be said of the document's text itself: it can be read, but other readers may read it otherwise.
/// The locator finds places in the document's text.
pub fn document(document: &Document<'_>, payload: Node<'_>, locator: &mut Locator<'_>) -> Vec<Finding> {
    text::of_document(document, payload, locator)
}

/// The finding of a payload that no schema was applied to.
pub fn unrecognised(reason: Unrecognised<'_, '_>, root: Node<'_>) -> Finding {
    let document = root.document();
    let pointer = document.pointer_below(root, reason.node);
    let mut finding = Finding::error(reason.rule, opening(reason.node), pointer, reason.message);
    finding.help = reason.help;
    finding.docs = reason.family.map(|family| family.docs().to_owned());
    finding
}

/// Applies a schema to a value that stands at `prefix` in its payload.
fn apply(schema: &Compiled, node: Node<'_>, prefix: &Pointer, policy: Policy<'_>) -> Vec<Finding> {
    if schema.is_clean(node) { Vec::new() } else { Explainer::new(schema, node, prefix, policy).explain() }
}

/// Checks the body as each kind of event that it can be. Twins share a schema and so their findings; candidates that
/// disagree are an error of their own, beside the findings that all of them have.
fn candidates(
    event: &Event<'_, '_>,
    body: Node<'_>,
    library: &Library,
    policy: Policy,
) -> anyhow::Result<Vec<Finding>> {
    let mut files: Vec<&str> = Vec::new();
    for candidate in &event.candidates {
        if !files.contains(&candidate.schema.as_str()) {
            files.push(&candidate.schema);
        }
    }
    let mut opinions = Vec::with_capacity(files.len());
    for file in files {
        let schema = library.compiled(&event.family.schema_path(file))?;
        let mut findings = apply(schema, body, event.body, policy);
        finding::sort(&mut findings);
        opinions.push(findings);
    }
    let Some((first, others)) = opinions.split_first() else {
        return Ok(Vec::new());
    };
    let all_valid = |opinion: &Vec<Finding>| opinion.iter().all(|finding| finding.severity == Severity::Advice);
    let agreed: Vec<Finding> =
        first.iter().filter(|finding| others.iter().all(|other| has_same(other, finding))).cloned().collect();
    if others.iter().all(|other| same_findings(first, other)) || opinions.iter().all(all_valid) {
        return Ok(agreed);
    }
    let names: Vec<String> = event.candidates.iter().map(|candidate| candidate.name.clone()).collect();
    let message = format!("it can be {}, and they disagree about it", phrase::alternatives(&names));
    let ambiguous = Finding::error(Rule::AmbiguousEvent, opening(event.root), Pointer::default(), message)
        .with_help("say which with --event NAME");
    Ok(std::iter::once(ambiguous).chain(agreed).collect())
}

fn has_same(findings: &[Finding], wanted: &Finding) -> bool {
    findings.iter().any(|finding| {
        (finding.rule, &finding.pointer, finding.severity) == (wanted.rule, &wanted.pointer, wanted.severity)
    })
}

fn same_findings(one: &[Finding], other: &[Finding]) -> bool {
    one.len() == other.len() && one.iter().all(|finding| has_same(other, finding))
}

/// Where a finding about a whole value points: a container's opening bracket, of anything else all of it.
fn opening(node: Node<'_>) -> crate::json::Span {
    use crate::json::{Kind, Span};
    let span = node.span();
    match node.kind() {
        Kind::Object | Kind::Array => Span { end: span.start + 1, ..span },
        _ => span,
    }
}

/// What the schemas of an event say of the fields of its payload.
pub struct Meanings<'a> {
    event: &'a Event<'a, 'a>,
    library: &'a Library,
    /// The payload's objects with the names that the schemas know for them, once they were asked for.
    homes: OnceCell<Vec<(Pointer, Arc<[String]>)>>,
}

impl<'a> Meanings<'a> {
    /// Asks the schemas of this event.
    pub fn new(event: &'a Event<'a, 'a>, library: &'a Library) -> Self {
        Self { event, library, homes: OnceCell::new() }
    }

    /// The meaning of the field at a pointer from the payload's root. A field that the schemas do not know means what the one
    /// means whose name it nearly has, or that has its name elsewhere in the payload.
    ///
    /// # Errors
    ///
    /// When a schema file of the family is missing or no schema.
    pub fn of(&self, pointer: &Pointer) -> anyhow::Result<Arc<Meaning>> {
        let found = schema_of(self.event, self.library, pointer)?;
        let meaning = found.map(|(schema, local)| schema.meaning_of_like(&local)).unwrap_or_default();
        let name = pointer.split_last().map(|(_, name)| name).filter(|_| meaning.is_nothing());
        let name = name.filter(|name| declares(self.event, self.library, name.as_str()));
        let home = name
            .and_then(|name| self.homes().iter().find(|(_, names)| names.iter().any(|known| known == name.as_str())));
        match (home, name) {
            (Some((home, _)), Some(name)) => {
                let found = schema_of(self.event, self.library, &home.join(name.as_str()))?;
                Ok(found.map_or(meaning, |(schema, local)| schema.meaning(&local)))
            }
            _ => Ok(meaning),
        }
    }

    /// Whether a schema speaks of the field at a pointer itself, and not only of one like it.
    pub fn knows(&self, pointer: &Pointer) -> bool {
        let found = schema_of(self.event, self.library, pointer).ok().flatten();
        found.is_some_and(|(schema, local)| !schema.meaning(&local).is_nothing())
    }

    fn homes(&self) -> &[(Pointer, Arc<[String]>)] {
        self.homes.get_or_init(|| {
            let names =
                |pointer: Pointer| known_names(self.event, self.library, &pointer).ok().map(|names| (pointer, names));
            merge::objects(self.event.root).into_iter().filter_map(names).collect()
        })
    }
}

/// Whether the schemas of an event know a name at all.
fn declares(event: &Event<'_, '_>, library: &Library, name: &str) -> bool {
    let files = event.candidates.iter().map(|candidate| candidate.schema.as_str()).chain(event.envelope);
    let mut schemas = files.filter_map(|file| library.compiled(&event.family.schema_path(file)).ok());
    schemas.any(|schema| schema.declares(name))
}

/// The names that the schemas of an event know for the object at a pointer from the payload's root.
fn known_names(event: &Event<'_, '_>, library: &Library, pointer: &Pointer) -> anyhow::Result<Arc<[String]>> {
    Ok(schema_of(event, library, pointer)?.map(|(schema, local)| schema.known_names(&local)).unwrap_or_default())
}

/// The schema that speaks of a place in a payload, and the path from where it is applied.
fn schema_of<'l>(
    event: &Event<'_, '_>,
    library: &'l Library,
    pointer: &Pointer,
) -> anyhow::Result<Option<(&'l Compiled, Pointer)>> {
    let (file, local) = match (pointer.below(event.body), event.candidates.first(), event.envelope) {
        (Some(rest), Some(kind), _) => (kind.schema.as_str(), rest),
        (_, _, Some(file)) => (file, pointer.clone()),
        _ => return Ok(None),
    };
    Ok(Some((library.compiled(&event.family.schema_path(file))?, local)))
}

/// The family to whose events the beginning of a payload can belong: the one whose schemas know the most of its names, and all
/// but one of them.
pub fn likely_family<'c>(catalogue: &'c Catalogue, root: Node<'_>) -> Option<&'c Family> {
    let names: Vec<_> = root.members().map(|(key, _)| key.name()).collect();
    let known_to = |family: &Family| {
        let envelopes = family.shape_rules().filter_map(|rule| rule.envelope.as_deref());
        let files = envelopes.chain(family.events().iter().map(|event| event.schema.as_str()));
        let known = files.filter_map(|file| {
            let known = catalogue.library.compiled(&family.schema_path(file)).ok()?.known_names(&Pointer::default());
            Some(names.iter().filter(|name| known.iter().any(|known| known == *name)).count())
        });
        known.max().unwrap_or_default()
    };
    let mut families: Vec<_> = catalogue.families().iter().map(|family| (known_to(family), family)).collect();
    families.sort_by_key(|(known, _)| std::cmp::Reverse(*known));
    match families.as_slice() {
        [(best, family), rest @ ..] if *best > 1 && *best + 1 >= names.len() => {
            rest.first().is_none_or(|(next, _)| next < best).then_some(*family)
        }
        _ => None,
    }
}

/// Checks that names of excluded fields are fields of an event that can be meant.
///
/// # Errors
///
/// When no such event has a field of that name, which is a [`NameError`].
pub fn excluded_fields(catalogue: &Catalogue, selected: Option<Selected<'_>>, names: &[String]) -> anyhow::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let mut known = Vec::new();
    for family in
        catalogue.families().iter().filter(|family| selected.is_none_or(|selected| selected.family.id == family.id))
    {
        let events = family
            .events()
            .iter()
            .filter(|event| selected.and_then(|selected| selected.event).is_none_or(|only| only == *event));
        for event in events {
            let schema = catalogue.library.compiled(&family.schema_path(&event.schema))?;
            known.extend(schema.known_names(&Pointer::default()).iter().cloned());
        }
    }
    match names.iter().find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(unknown) => {
            let near = crate::near::nearest(unknown, known.iter().map(String::as_str));
            let help = near.map_or_else(
                || "they are names at the root of an event's body".to_owned(),
                |near| format!("did you mean {near:?}?"),
            );
            Err(NameError { message: format!("no event has a field {unknown:?} to exclude"), help }.into())
        }
    }
}
