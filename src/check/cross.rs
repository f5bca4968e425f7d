//! Rules between fields, as `family.json` states them.

use super::opening;
use crate::family::{CrossField, Event, Place, Relation};
use crate::finding::{Finding, Rule, Severity};
use crate::json::{Kind, Node, Pointer};
use std::cmp::Ordering;

/// The finding of a rule that does not hold. A rule is silent where a field is absent or (as a rule) null, or has an error of its own.
pub(super) fn disagreement(rule: &CrossField, event: &Event<'_, '_>, findings: &[Finding]) -> Option<Finding> {
    let present = rule.places.iter().filter_map(|place| {
        let node = event.value_at(place).filter(|node| rule.null_counts || !node.is_null())?;
        Some((place, node))
    });
    let fields: Vec<(&Place, Node<'_>)> = present.collect();
    let (first, node) = match (rule.relation, fields.as_slice()) {
        (Relation::OneOf, [first, _, ..]) => first,
        (Relation::OneOf, _) => return None,
        (relation, [first, second]) => (!holds(relation, first.1, second.1)).then_some(first)?,
        _ => return None,
    };
    let has_error = |pointer: &Pointer| {
        findings.iter().any(|finding| finding.severity == Severity::Error && finding.pointer.below(pointer).is_some())
    };
    if fields.iter().filter_map(|(place, _)| event.pointer_to(place)).any(|pointer| has_error(&pointer)) {
        return None;
    }
    let pointer = event.pointer_to(first)?;
    Some(match rule.severity {
        Severity::Error => Finding::error(Rule::CrossField, opening(*node), pointer, rule.sentence.clone()),
        Severity::Advice => Finding::advice(Rule::CrossField, opening(*node), pointer, rule.sentence.clone()),
    })
}

fn holds(relation: Relation, first: Node<'_>, second: Node<'_>) -> bool {
    match relation {
        Relation::Same => first.same_value(second),
        Relation::Differ => !first.same_value(second),
        Relation::Contains => first.kind() != Kind::Array || first.elements().any(|item| item.same_value(second)),
        Relation::Order => order(first, second) != Some(Ordering::Greater),
        Relation::OneOf => true,
    }
}

/// How two numbers or two instants compare; nothing when they cannot be compared.
fn order(first: Node<'_>, second: Node<'_>) -> Option<Ordering> {
    if let (Some(first), Some(second)) = (first.as_number(), second.as_number()) {
        return Some(first.compare(second));
    }
    let instant = |node: Node<'_>| node.as_str()?.parse::<jiff::Timestamp>().ok();
    Some(instant(first)?.cmp(&instant(second)?))
}
