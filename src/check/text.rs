//! Advice about a payload's text: it can be read, but other readers may read it otherwise, or it is no real payload.

use super::opening;
use super::phrase;
use crate::family::Event;
use crate::finding::{Finding, Rule};
use crate::json::{Document, Locator, Node, Pointer, Span, escape};

/// Keys that stand twice and halves of surrogate pairs, within one payload of a document.
pub(super) fn of_document(document: &Document<'_>, payload: Node<'_>, locator: &mut Locator<'_>) -> Vec<Finding> {
    let duplicates = document.duplicate_keys(payload).into_iter().map(|duplicate| {
        let pointer = document.pointer_below(payload, duplicate.object).join(duplicate.name.clone());
        let name = phrase::name(&duplicate.name);
        let first = locator.position(duplicate.first.start as usize);
        Finding::advice(
            Rule::DuplicateKey,
            duplicate.key,
            pointer,
            format!("{name} stands twice in this object, first on line {}, column {}", first.line, first.column),
        )
        .with_help(format!("only the last value is looked at here, and others may take the first: keep one {name}"))
    });
    let surrogates = document.lone_surrogates(payload).into_iter().map(|(span, node)| {
        let pointer = document.pointer_below(payload, node);
        Finding::advice(Rule::LoneSurrogate, span, pointer, "the string holds half of a surrogate pair")
            .with_help("it is no character: other readers refuse it or put U+FFFD there")
    });
    let duplicates: Vec<Finding> = duplicates.collect();
    duplicates.into_iter().chain(surrogates).collect()
}

/// The byte order mark before a payload.
pub fn of_bom() -> Finding {
    Finding::advice(Rule::Bom, Span::default(), Pointer::default(), "a byte order mark stands before the payload")
        .with_help("JSON has none: save the file without it (UTF-8 without BOM)")
}

/// An event that is called by an old or wrong name.
pub(super) fn of_alias(event: &Event<'_, '_>, node: Node<'_>) -> Finding {
    let name = event.candidates.first().map_or("", |candidate| candidate.name.as_str());
    let called = node.as_str().unwrap_or_default();
    let pointer = node.document().pointer_below(event.root, node);
    Finding::advice(
        Rule::Alias,
        node.span(),
        pointer,
        format!("{} is another name of {}", escape(&called), escape(name)),
    )
    .with_help(format!("write {}", escape(name)))
}

/// A payload that holds what the vendor's page prints in place of values.
pub(super) fn of_placeholders(event: &Event<'_, '_>) -> Option<Finding> {
    let placeholders = event.family.placeholders();
    let is_one = |node: Node<'_>| {
        placeholders
            .iter()
            .any(|placeholder| node.may_be(placeholder) && node.as_str().is_some_and(|text| *placeholder == text))
    };
    let text = event.root.strings().find(|node| is_one(*node))?.as_str()?;
    let message = format!(
        "the payload holds the placeholder {} of {}'s page instead of a value",
        escape(&text),
        event.family.name()
    );
    let finding = Finding::advice(Rule::Placeholder, opening(event.root), Pointer::default(), message);
    Some(finding.with_help("this is the page's description of a payload, not one that was sent"))
}
