//! Families of the user's own: their files are checked like payloads, and every fault is a finding in its file.

use super::Policy;
use crate::family::{Folder, MANIFEST};
use crate::finding::{self, Finding, Rule};
use crate::json::{Document, Kind, Locator, Node, Origin, Pointer, Span, escape};
use crate::near::nearest;
use crate::schema::{Field, Library};
use std::collections::BTreeMap;

/// The schema that a `family.json` must fit, and the one for the schema files beside it.
const MANIFEST_SCHEMA: &str = "family.schema.json";
const EVENT_SCHEMA: &str = "event.schema.json";

/// The faults of one file.
#[derive(Debug)]
pub struct FileFindings {
    /// The file's name in its folder.
    pub file: String,
    /// What is wrong with it, by place.
    pub findings: Vec<Finding>,
}

/// The faults of a family's files, none when it can be used.
///
/// # Errors
///
/// When the bundled schemas for families are faulty, which the tests rule out.
pub fn of_folder(folder: &Folder, library: &Library) -> anyhow::Result<Vec<FileFindings>> {
    let documents: BTreeMap<&str, Document<'_>> =
        folder.files().filter_map(|(name, text)| Some((name, Document::parse(text).ok()?))).collect();
    let mut faults = Vec::new();
    for (name, text) in folder.files() {
        let mut findings = match documents.get(name) {
            Some(document) => of_file(name, document, folder, &documents, library)?,
            None => Document::parse(text).err().map(syntax).into_iter().collect(),
        };
        finding::sort(&mut findings);
        if !findings.is_empty() {
            faults.push(FileFindings { file: name.to_owned(), findings });
        }
    }
    Ok(faults)
}

fn syntax(error: crate::json::SyntaxError) -> Finding {
    let finding = Finding::error(Rule::Family, Span::new(error.at, error.end), Pointer::default(), error.message);
    Finding { help: error.help, ..finding }
}

fn of_file(
    name: &str,
    document: &Document<'_>,
    folder: &Folder,
    all: &BTreeMap<&str, Document<'_>>,
    library: &Library,
) -> anyhow::Result<Vec<Finding>> {
    let repeated = repeated_keys(document);
    if !repeated.is_empty() {
        return Ok(repeated);
    }
    let schema = library.compiled(if name == MANIFEST { MANIFEST_SCHEMA } else { EVENT_SCHEMA })?;
    let mut findings: Vec<Finding> =
        super::schema(schema, document.root(), Policy { show_personal: true, excluded_fields: &[] })
            .into_iter()
            .map(|finding| Finding {
                message: format!("{} ({})", finding.message, finding.rule),
                rule: Rule::Family,
                ..finding
            })
            .collect();
    if !findings.is_empty() {
        // What is built on these parts cannot be judged before they are mended.
        return Ok(findings);
    }
    let root = document.root();
    if name == MANIFEST {
        findings.extend(named_files(root, folder));
        findings.extend(event_names(root));
        findings.extend(mapping(root, library)?);
    } else {
        findings.extend(references(root, name, all));
        findings.extend(advice(root, false));
    }
    Ok(findings)
}

/// The keys that stand twice in an object: readers of the file would not agree on what it says.
fn repeated_keys(document: &Document<'_>) -> Vec<Finding> {
    let mut locator = Locator::new(document.text().as_bytes(), Origin::default());
    let advice = super::text::of_document(document, document.root(), &mut locator).into_iter();
    let repeated = advice.filter(|finding| finding.rule == Rule::DuplicateKey);
    let told = |finding: Finding| Finding {
        help: Some("keep one of them".into()),
        ..Finding::error(Rule::Family, finding.span, finding.pointer, finding.message)
    };
    repeated.map(told).collect()
}

fn fault(node: Node<'_>, message: String, help: Option<String>) -> Finding {
    let document = node.document();
    Finding { help, ..Finding::error(Rule::Family, node.span(), document.pointer_to(node), message) }
}

/// The schema files that the manifest names and that are not there.
fn named_files(root: Node<'_>, folder: &Folder) -> Vec<Finding> {
    let of = |list: &str, member: &'static str| {
        root.get(list)
            .into_iter()
            .flat_map(Node::elements)
            .filter_map(move |entry| entry.get(member))
            .collect::<Vec<_>>()
    };
    let named = of("events", "schema").into_iter().chain(of("recognise", "envelope"));
    let missing = named.filter_map(|node| {
        let name = node.as_str()?;
        let near =
            nearest(&name, folder.files().map(|(file, _)| file)).map(|near| format!("did you mean {}?", escape(near)));
        folder
            .file(&name)
            .is_none()
            .then(|| fault(node, format!("there is no file {} in this folder", escape(&name)), near))
    });
    missing.collect()
}

/// Names of events that stand twice, and candidates that are no events.
fn event_names(root: Node<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut known: Vec<String> = Vec::new();
    for event in root.get("events").into_iter().flat_map(Node::elements) {
        for node in event.get("name").into_iter().chain(event.get("aliases").into_iter().flat_map(Node::elements)) {
            let name = node.as_str().unwrap_or_default().into_owned();
            if known.contains(&name) {
                findings.push(fault(node, format!("the event name {} is taken already", escape(&name)), None));
            }
            known.push(name);
        }
    }
    let rules = root.get("recognise").into_iter().flat_map(Node::elements);
    for node in rules.filter_map(|rule| rule.get("events")).flat_map(Node::elements) {
        let name = node.as_str().unwrap_or_default();
        if !known.iter().any(|other| *other == *name) {
            let near =
                nearest(&name, known.iter().map(String::as_str)).map(|near| format!("did you mean {}?", escape(near)));
            findings.push(fault(node, format!("{} is not among the events of this family", escape(&name)), near));
        }
    }
    findings
}

/// A mapping that writes no known shape, and places that the neutral model does not have.
fn mapping(root: Node<'_>, library: &Library) -> anyhow::Result<Vec<Finding>> {
    let Some(mapping) = root.get("mapping") else { return Ok(Vec::new()) };
    let text = |node: Node<'_>| node.as_str().map(std::borrow::Cow::into_owned);
    let rules = root.get("recognise").into_iter().flat_map(Node::elements);
    let shapes: Vec<String> = rules.filter_map(|rule| text(rule.get("shape")?)).collect();
    let model = library.compiled(crate::neutral::SCHEMA)?;
    let places: Vec<String> = model.fields().iter().map(Field::pointer).collect();
    let shape = mapping.get("shape").map(|node| (node, "shape of this family", &shapes));
    let mapped = mapping.get("fields").into_iter().flat_map(Node::elements).filter_map(|row| row.get("neutral"));
    let named = shape.into_iter().chain(mapped.map(|node| (node, "place in the neutral model", &places)));
    let unknown = named.filter_map(|(node, what, known)| {
        let name = text(node).filter(|name| !known.contains(name))?;
        let near =
            nearest(&name, known.iter().map(String::as_str)).map(|near| format!("did you mean {}?", escape(near)));
        Some(fault(node, format!("{} is no {what}", escape(&name)), near))
    });
    Ok(unknown.collect())
}

/// References that lead nowhere.
fn references(root: Node<'_>, file: &str, all: &BTreeMap<&str, Document<'_>>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut next = vec![root];
    while let Some(node) = next.pop() {
        if let Some((target, text)) = node.get("$ref").and_then(|target| Some((target, target.as_str()?))) {
            let (name, fragment) = text.split_once('#').unwrap_or((&text, ""));
            let document = all.get(if name.is_empty() { file } else { name });
            let place = document.and_then(|document| Pointer::parse(fragment).ok()?.resolve(document.root()));
            if place.is_none() {
                let what =
                    if document.is_none() { "there is no such file in this folder" } else { "nothing stands there" };
                findings.push(fault(target, format!("the reference {} leads nowhere: {what}", escape(&text)), None));
            }
        }
        next.extend(node.members().map(|(_, value)| value).chain(node.elements()));
    }
    findings
}

/// `x-advice` where it decides instead of advising, or without the keyword that it speaks of.
fn advice(node: Node<'_>, decides: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    if node.kind() == Kind::Object
        && let Some(list) = node.get("x-advice").filter(|list| list.kind() == Kind::Array)
    {
        if decides {
            findings.push(fault(
                list,
                "there is no advice below `if`, `not` and `contains`: they decide, they do not find".into(),
                None,
            ));
        }
        for keyword in list.elements() {
            let name = keyword.as_str().unwrap_or_default();
            if node.get(&name).is_none() {
                findings.push(fault(keyword, format!("{} does not stand beside this x-advice", escape(&name)), None));
            }
        }
    }
    for (key, value) in node.members() {
        findings.extend(advice(value, decides || matches!(&*key.name(), "if" | "not" | "contains")));
    }
    node.elements().for_each(|item| findings.extend(advice(item, decides)));
    findings
}
