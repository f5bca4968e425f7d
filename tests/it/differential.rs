//! Our parser beside that of `serde_json`: the same texts are JSON, and they have the same values. The fuzz target runs this too.

use hookspect::json::{Document, MAX_DEPTH};
use serde::Deserialize;
use serde_json::Value;

/// Compares both parsers on a text.
///
/// They may differ in two ways that are documented: ours reads half of a surrogate pair as U+FFFD and refuses more than
/// [`MAX_DEPTH`] open containers.
///
/// # Panics
///
/// When they differ otherwise.
pub(crate) fn compare(bytes: &[u8]) {
    let ours = Document::parse(bytes);
    let theirs = parse_unbounded(bytes);
    match (&ours, &theirs) {
        (Ok(document), Ok(value)) => assert_eq!(document.root().to_value(), *value),
        (Ok(document), Err(error)) => {
            assert!(!document.lone_surrogates(document.root()).is_empty(), "only we read it: {error}");
        }
        (Err(error), Ok(_)) => assert!(depth(bytes) > MAX_DEPTH, "only they read it: {error:?}"),
        (Err(error), Err(_)) => {
            assert!(error.at <= bytes.len() && error.end <= bytes.len().max(error.at), "{error:?}");
            assert!(!error.message.is_empty());
        }
    }
    if let Ok(document) = &ours {
        assert_spans(document);
    }
}

fn parse_unbounded(bytes: &[u8]) -> serde_json::Result<Value> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    deserializer.disable_recursion_limit();
    let value = Value::deserialize(&mut deserializer)?;
    deserializer.end().map(|()| value)
}

/// The most brackets that are open at once, those in strings included: never less than the true depth.
fn depth(bytes: &[u8]) -> usize {
    let mut open = 0_usize;
    let mut most = 0;
    for byte in bytes {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// Every value's span is the text of that value, and its pointer leads back to it.
fn assert_spans(document: &Document<'_>) {
    let is_unambiguous = document.lone_surrogates(document.root()).is_empty();
    let mut next = vec![document.root()];
    let mut left = 256;
    while let Some(node) = next.pop().filter(|_| left > 0) {
        left -= 1;
        let raw = &document.text()[node.span().range()];
        assert_eq!(raw, node.raw());
        let again = Document::parse(raw.as_bytes()).expect("a part of JSON is JSON");
        assert!(again.root().same_value(node));
        // Keys that differ only in halves of surrogate pairs have one name, and no pointer tells them apart.
        if is_unambiguous {
            assert_eq!(document.pointer_to(node).resolve(document.root()), Some(node));
        }
        next.extend(node.members().map(|(_, value)| value).chain(node.elements()));
    }
}
