//! What the program knows of an event, for those who look it up: its shapes, its fields, its samples, and one schema
//! that other validators can use.
//!
//! The room knows families and schemas; it prints nothing.

mod bundle;
mod page;
mod sample;

pub use bundle::{Form, of_event, of_family, of_neutral_model, schema_id};
pub use page::{EventPage, FieldRow, Part};
pub use sample::{Sample, of as samples_of};

use crate::family::{EventKind, Family, ShapeRule, Verdict};
use crate::json::Pointer;

/// A shape in which an event comes. Several rules may lead to it.
#[derive(Debug, Clone)]
pub struct Shape<'c> {
    /// Its name.
    pub name: &'c str,
    /// Where the body stands.
    pub body: &'c Pointer,
    /// The schema file of what stands around the body.
    pub envelope: Option<&'c str>,
    /// Where the event's name stands.
    pub event: Option<&'c Pointer>,
    /// The numbers of its rules among those of the family.
    rules: Vec<usize>,
}

/// The shapes in which an event comes: the one that is written first, the others in the order of recognition.
pub fn shapes<'c>(family: &'c Family, event: &EventKind) -> Vec<Shape<'c>> {
    let mut shapes: Vec<Shape<'c>> = Vec::new();
    for (index, rule) in family.shape_rules().enumerate().filter(|(_, rule)| can_be(rule, event)) {
        let place = match rule.verdict() {
            Verdict::Named(place) => Some(place),
            _ => None,
        };
        let known = shapes.iter_mut().find(|shape| shape.name == rule.shape && shape.body == &rule.body);
        match known {
            Some(shape) => {
                shape.rules.push(index);
                shape.event = shape.event.or(place);
            }
            None => shapes.push(Shape {
                name: &rule.shape,
                body: &rule.body,
                envelope: rule.envelope.as_deref(),
                event: place,
                rules: vec![index],
            }),
        }
    }
    let written = family.mapping().map(|mapping| mapping.shape.as_str());
    shapes.sort_by_key(|shape| Some(shape.name) != written);
    shapes
}

fn can_be(rule: &ShapeRule, event: &EventKind) -> bool {
    match rule.verdict() {
        Verdict::Named(_) => true,
        Verdict::OneOf(names) => names.contains(&event.name),
        Verdict::Unsupported(_) | Verdict::Conflict(_) => false,
    }
}
