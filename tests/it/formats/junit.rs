//! JUnit against the elements and attributes that its XML Schema allows. `tests/data/junit/check.sh` has a validator of XML Schema
//! do the same in full.

use super::{payloads, printed};
use crate::support::{hookspect, root};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};

/// What the schema says of one element.
#[derive(Debug, Default)]
struct Element {
    required: BTreeSet<String>,
    optional: BTreeSet<String>,
    children: BTreeSet<String>,
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attributes = tag.attributes().map(|attribute| attribute.expect("it is well-formed"));
    let mut found = attributes.filter(|attribute| attribute.key.as_ref() == name);
    found.next().map(|attribute| attribute.value.into_owned())
}

fn name(tag: &BytesStart<'_>) -> String {
    tag.name().as_ref().to_owned()
}

/// The start tags of a text in their order, each with its depth.
fn tags(text: &str) -> Vec<(usize, BytesStart<'static>)> {
    let mut reader = Reader::from_str(text);
    let (mut depth, mut tags) = (0, Vec::new());
    loop {
        match reader.read_event().expect("it is well-formed") {
            Event::Start(tag) => {
                tags.push((depth, tag.into_owned()));
                depth += 1;
            }
            Event::Empty(tag) => tags.push((depth, tag.into_owned())),
            Event::End(_) => depth -= 1,
            Event::Eof => return tags,
            _ => {}
        }
    }
}

/// The elements that stand at the top of the schema; that is all that it has.
fn schema() -> BTreeMap<String, Element> {
    let text = std::fs::read_to_string(root().join("tests/data/junit/junit-10.xsd")).expect("it can be read");
    let mut elements: BTreeMap<String, Element> = BTreeMap::new();
    let mut current = String::new();
    for (depth, tag) in tags(&text) {
        match (depth, name(&tag).as_str()) {
            (1, "xs:element") => {
                current = attribute(&tag, "name").expect("it has a name");
                elements.insert(current.clone(), Element::default());
            }
            (1, _) => current.clear(),
            (_, kind) if !current.is_empty() => {
                let element = elements.get_mut(&current).expect("it was begun");
                match (kind, attribute(&tag, "name"), attribute(&tag, "ref")) {
                    ("xs:attribute", Some(name), _) if attribute(&tag, "use").as_deref() == Some("required") => {
                        element.required.insert(name);
                    }
                    ("xs:attribute", Some(name), _) => {
                        element.optional.insert(name);
                    }
                    ("xs:element", _, Some(child)) => {
                        element.children.insert(child);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    elements
}

fn assert_junit(text: &str) {
    let schema = schema();
    assert!(schema["testcase"].children.contains("failure") && schema["testsuite"].required.contains("tests"));
    let mut path: Vec<String> = Vec::new();
    for (depth, tag) in tags(text) {
        path.truncate(depth);
        let element = &schema[&name(&tag)];
        match path.last() {
            None => assert_eq!(name(&tag), "testsuites"),
            Some(parent) => assert!(schema[parent].children.contains(&name(&tag)), "{tag:?} in {path:?}"),
        }
        let written = tag.attributes().map(|attribute| attribute.expect("it is well-formed"));
        let written: BTreeSet<String> = written.map(|attribute| attribute.key.as_ref().to_owned()).collect();
        assert!(element.required.is_subset(&written), "{tag:?}");
        assert!(
            written.iter().all(|name| element.required.contains(name) || element.optional.contains(name)),
            "{tag:?}"
        );
        path.push(name(&tag));
    }
    let is_allowed = |character: char| !character.is_control() || character == '\n';
    assert!(text.chars().all(|character| is_allowed(character) && !matches!(character, '\u{FFFE}' | '\u{FFFF}')));
}

/// How many elements there are of a name.
fn count(text: &str, element: &str) -> usize {
    tags(text).iter().filter(|(_, tag)| name(tag) == element).count()
}

#[test]
fn every_report_has_only_what_the_schema_allows() {
    for options in [&[] as &[&str], &["--strict"], &["--ignore", "unknown-event"], &["--max-findings", "2"]] {
        assert_junit(&printed("junit", options));
    }
    assert_junit(&hookspect(&["validate", "--format", "junit"], b"").stdout);
}

#[test]
fn every_payload_is_a_case_and_the_numbers_agree() {
    let text = printed("junit", &[]);
    assert_eq!((count(&text, "testsuite"), count(&text, "error")), (payloads().len(), 1));
    let tags = tags(&text);
    let (_, all) = &tags[0];
    let number = |tag: &BytesStart<'_>, name: &str| -> usize {
        attribute(tag, name).expect("it is written").parse().expect("it is a number")
    };
    let suites: Vec<_> = tags.iter().filter(|(_, tag)| name(tag) == "testsuite").map(|(_, tag)| tag).collect();
    for counted in ["tests", "failures", "errors"] {
        assert_eq!(number(all, counted), suites.iter().map(|suite| number(suite, counted)).sum::<usize>(), "{counted}");
    }
    assert_eq!(number(all, "tests"), count(&text, "testcase"));
    assert_eq!(number(all, "failures"), count(&text, "failure"));
}

#[test]
fn hostile_text_is_escaped() {
    let payload = "{\"id\":\"s1\",\"tenant\":\"acme\",\"a\\u001b\\uffff]]>&<\\\"\u{202e}\":1}";
    let found = hookspect(
        &["validate", "--format", "junit", "--strict", "--stdin-filename", "<&\"'\u{1b}>"],
        payload.as_bytes(),
    );
    assert_junit(&found.stdout);
    assert!(found.stdout.contains("a\\u001b\\uffff]]&gt;&amp;&lt;\\&quot;\\u202e"), "{}", found.stdout);
}

#[test]
fn an_invalid_payload_fails_even_when_its_errors_are_left_out() {
    let lines = "{\"id\":7,\"tenant\":\"acme\"}\n".repeat(3);
    let found = hookspect(&["validate", "--format", "junit", "--max-findings", "1"], lines.as_bytes());
    assert_eq!((count(&found.stdout, "failure"), count(&found.stdout, "testsuite")), (3, 1));
    assert_eq!(found.stdout.matches("type=\"truncated\" message=\"1 error, not shown\"").count(), 2);
}
