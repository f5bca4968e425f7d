//! Which branch of an `anyOf` or `oneOf` was meant.

use super::failure::Subject;
use crate::json::Pointer;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Failed;
use std::cmp::Reverse;

/// The errors of the branch that the sender most likely meant: the one whose constant or enumerated property the value
/// has, then the one that speaks of the right kind of value, then the one with the fewest errors. Nothing when the
/// branches say no more than that the value is of another type.
pub(super) fn plausible<'e>(
    branches: &'e [Vec<ValidationError<'static>>],
    subject: &Subject<'_>,
) -> Option<&'e [ValidationError<'static>]> {
    let failed = branches.iter().filter(|errors| !errors.is_empty());
    failed.min_by_key(|errors| rank(errors, &subject.local)).map(Vec::as_slice)
}

/// The lower, the likelier: a wrong kind of value, wrong discriminators, the number of errors, and how much of the value
/// fits before the first of them.
fn rank(errors: &[ValidationError<'_>], own: &Pointer) -> (usize, usize, usize, Reverse<usize>) {
    let place = |error: &ValidationError<'_>| Pointer::parse(error.instance_path().as_str()).unwrap_or_default();
    let depth = |error: &ValidationError<'_>| place(error).tokens().len();
    let is_wrong_kind =
        |error: &&ValidationError<'_>| matches!(error.kind(), Failed::Type { .. }) && place(error) == *own;
    let tells_branch = |error: &&ValidationError<'_>| {
        matches!(error.kind(), Failed::Constant { .. } | Failed::Enum { .. }) && depth(error) == own.tokens().len() + 1
    };
    (
        errors.iter().filter(is_wrong_kind).count(),
        errors.iter().filter(tells_branch).count(),
        errors.len(),
        Reverse(errors.iter().map(depth).min().unwrap_or(0)),
    )
}
