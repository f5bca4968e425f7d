//! What the failure of one keyword says of a value.

use super::failure::Subject;
use super::{format, help, phrase};
use crate::finding::Rule;
use crate::json::Node;
use crate::words::counted;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Failed;
use serde_json::Value;

/// What one keyword's failure says, before it is given its place.
pub(super) struct Told {
    pub(super) rule: Rule,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Told {
    pub(super) fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, message: message.into(), help: None }
    }

    pub(super) fn help(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }
}

/// What the failure of a keyword says of the value itself.
pub(super) fn failure(kind: &Failed, error: &ValidationError<'_>, subject: &Subject<'_>) -> Told {
    let Subject { node, name, masked, .. } = subject;
    let shown = || phrase::value(*node, *masked);
    match kind {
        Failed::Type { kind } => Told::new(
            Rule::Type,
            format!("{name} must be {}, found {}", phrase::types(kind), phrase::found(*node, kind)),
        )
        .help(help::of_type(kind, subject)),
        Failed::Constant { expected_value } => {
            Told::new(Rule::Const, format!("{name} must be {}, found {}", phrase::json(expected_value), shown()))
                .help(help::of_constant(subject))
        }
        Failed::Enum { options } => unknown_value(subject, options.as_array().map_or(&[], Vec::as_slice)),
        Failed::Format { format } => {
            let text = node.as_str().unwrap_or_default();
            Told::new(Rule::Format, format!("{name} must be {}, found {}", format::noun(format), shown()))
                .help(if *masked { None } else { format::why(format, &text) })
        }
        Failed::Pattern { pattern } => {
            Told::new(Rule::Pattern, format!("{name} must {}, found {}", format::pattern(pattern), shown()))
        }
        Failed::BacktrackLimitExceeded { .. } | Failed::RegexEngineFailure { .. } => {
            Told::new(Rule::Pattern, format!("the pattern of {name} is too costly to check on this value"))
        }
        Failed::MinLength { limit: 1 } => Told::new(Rule::Length, format!("{name} must not be empty")),
        Failed::MinLength { limit } => Told::new(Rule::Length, too_few(name, *limit, "character", characters(*node))),
        Failed::MaxLength { limit } => Told::new(Rule::Length, too_many(name, *limit, "character", characters(*node))),
        Failed::MinItems { limit } => Told::new(Rule::Items, too_few(name, *limit, "item", node.len() as u64)),
        Failed::MaxItems { limit } => Told::new(Rule::Items, too_many(name, *limit, "item", node.len() as u64)),
        Failed::AdditionalItems { limit } => {
            Told::new(Rule::Items, too_many(name, *limit as u64, "item", node.len() as u64))
        }
        Failed::UniqueItems => Told::new(Rule::Items, format!("the items of {name} must differ, and two are the same")),
        Failed::Contains => {
            Told::new(Rule::Items, format!("{name} holds too few or too many items of the kind that it must hold"))
        }
        Failed::UnevaluatedItems { .. } => {
            Told::new(Rule::Items, format!("{name} has items that its schema does not know"))
        }
        Failed::MinProperties { limit } => Told::new(Rule::Properties, too_few(name, *limit, "key", node.len() as u64)),
        Failed::MaxProperties { limit } => {
            Told::new(Rule::Properties, too_many(name, *limit, "key", node.len() as u64))
        }
        Failed::OneOfMultipleValid { .. } => {
            Told::new(Rule::OneOf, format!("{name} fits more than one of the shapes of which it must have one"))
        }
        Failed::Not { .. } => Told::new(Rule::Not, format!("{name} has a shape that it must not have")),
        Failed::ContentEncoding { content_encoding } => {
            Told::new(Rule::Content, format!("{name} must be encoded as {content_encoding}"))
        }
        Failed::ContentMediaType { content_media_type } => {
            Told::new(Rule::Content, format!("{name} must hold {content_media_type}"))
        }
        Failed::FromUtf8 { .. } => Told::new(Rule::Content, format!("{name} does not decode to text")),
        _ => match phrase::bound(kind) {
            Some(bound) => Told::new(Rule::Range, format!("{name} must be {bound}, found {}", shown())),
            None => Told::new(Rule::OneOf, format!("{name}: {}", error.masked())),
        },
    }
}

/// A value that is none of the known ones.
pub(super) fn unknown_value(subject: &Subject<'_>, known: &[Value]) -> Told {
    let message = format!("{} is not a known value of {}", phrase::value(subject.node, subject.masked), subject.name);
    Told::new(Rule::Enum, message).help(Some(help::of_enum(known, subject.node)))
}

fn characters(node: Node<'_>) -> u64 {
    node.as_str().map_or(0, |text| text.chars().count() as u64)
}

fn too_few(name: &str, limit: u64, noun: &str, found: u64) -> String {
    format!("{name} must have {} or more, has {found}", counted(limit, noun))
}

fn too_many(name: &str, limit: u64, noun: &str, found: u64) -> String {
    format!("{name} must have {} or fewer, has {found}", counted(limit, noun))
}
