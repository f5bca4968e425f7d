//! Which branch of an `anyOf` or `oneOf` was meant.

use super::failure::Subject;
use crate::json::Pointer;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Failed;
use serde_json::Value;
use std::cmp::Reverse;

/// The errors of one branch.
type Branch = Vec<ValidationError<'static>>;

/// What can be said of a value that fits no branch.
pub(super) enum Choice<'e> {
    /// One branch was most likely meant; the property that tells so, if there is one.
    Meant(&'e [ValidationError<'static>], Option<Pointer>),
    /// The property that tells the branches apart has a value of none of them; these are the values that it may have.
    UnknownKind(Pointer, Vec<Value>),
    /// Nothing tells which branch was meant.
    Open,
}

/// Chooses the branch whose constant or enumerated property the value has, then the one that speaks of the right kind of
/// value, then the one with the fewest errors.
pub(super) fn choose<'e>(branches: &'e [Branch], subject: &Subject<'_>) -> Choice<'e> {
    let own = &subject.local;
    let failed: Vec<&Branch> = branches.iter().filter(|errors| !errors.is_empty()).collect();
    if let Some((pointer, values)) = unknown_kind(&failed, own) {
        return Choice::UnknownKind(pointer, values);
    }
    let Some(meant) = failed.iter().min_by_key(|errors| rank(errors, own)) else {
        return Choice::Open;
    };
    let others = failed.iter().filter(|errors| !std::ptr::eq(**errors, *meant));
    let has_value = |pointer: &Pointer| meant.iter().all(|error| place(error) != *pointer);
    let telling =
        others.flat_map(|errors| errors.iter()).filter(|error| tells_branch(error, own)).map(place).find(has_value);
    Choice::Meant(meant, telling)
}

/// The property whose value every branch refuses, when it is what tells the branches apart.
fn unknown_kind(failed: &[&Branch], own: &Pointer) -> Option<(Pointer, Vec<Value>)> {
    let (first, others) = failed.split_first().filter(|(_, others)| !others.is_empty())?;
    let candidates = first.iter().filter(|error| tells_branch(error, own)).map(place);
    let at = |errors: &Branch, pointer: &Pointer| {
        errors.iter().find(|error| tells_branch(error, own) && place(error) == *pointer).map(values)
    };
    for pointer in candidates {
        let mut all = at(first, &pointer)?;
        let of_others: Option<Vec<Vec<Value>>> = others.iter().map(|errors| at(errors, &pointer)).collect();
        if let Some(of_others) = of_others {
            for value in of_others.into_iter().flatten().filter(|value| !value.is_null()) {
                if !all.contains(&value) {
                    all.push(value);
                }
            }
            return Some((pointer, all));
        }
    }
    None
}

/// The values that a constant or enumeration allows.
fn values(error: &ValidationError<'_>) -> Vec<Value> {
    match error.kind() {
        Failed::Constant { expected_value } => vec![Value::clone(expected_value)],
        Failed::Enum { options } => options.as_array().cloned().unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn place(error: &ValidationError<'_>) -> Pointer {
    Pointer::parse(error.instance_path().as_str()).unwrap_or_default()
}

/// Whether the error is of a property that can tell a branch from others.
fn tells_branch(error: &ValidationError<'_>, own: &Pointer) -> bool {
    matches!(error.kind(), Failed::Constant { .. } | Failed::Enum { .. })
        && place(error).tokens().len() == own.tokens().len() + 1
}

/// The lower, the likelier: a wrong kind of value, wrong discriminators, the number of errors, and how much of the value
/// fits before the first of them.
fn rank(errors: &[ValidationError<'_>], own: &Pointer) -> (usize, usize, usize, Reverse<usize>) {
    let is_wrong_kind =
        |error: &&ValidationError<'_>| matches!(error.kind(), Failed::Type { .. }) && place(error) == *own;
    (
        errors.iter().filter(is_wrong_kind).count(),
        errors.iter().filter(|error| tells_branch(error, own)).count(),
        errors.len(),
        Reverse(errors.iter().map(|error| place(error).tokens().len()).min().unwrap_or(0)),
    )
}
