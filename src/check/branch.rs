//! Which branch of an `anyOf` or `oneOf` was meant.

use super::failure::Subject;
use crate::json::Pointer;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Failed;

/// The errors of the branch that the sender most likely meant: the one whose constant or enumerated property the value
/// has, then the one that speaks of the right kind of value, then the one with the fewest errors. Nothing when the
/// branches say no more than that the value is of another type.
pub(super) fn plausible<'e>(branches: &'e [Vec<ValidationError<'static>>], subject: &Subject<'_>) -> Option<&'e [ValidationError<'static>]> {
    let own = subject.local.to_string();
    let ranked = branches.iter().filter(|errors| !errors.is_empty()).map(|errors| (rank(errors, &own), errors));
    let best = ranked.min_by_key(|(rank, _)| *rank)?;
    Some(best.1.as_slice())
}

/// The lower, the likelier: a wrong kind of value, wrong discriminators, the number of errors.
fn rank(errors: &[ValidationError<'_>], own: &str) -> (usize, usize, usize) {
    let depth = |error: &ValidationError<'_>| Pointer::parse(error.instance_path().as_str()).map_or(0, |pointer| pointer.tokens().len());
    let own_depth = Pointer::parse(own).map_or(0, |pointer| pointer.tokens().len());
    let wrong_kind = errors.iter().filter(|error| error.instance_path().as_str() == own && matches!(error.kind(), Failed::Type { .. })).count();
    let discriminators = errors
        .iter()
        .filter(|error| depth(error) == own_depth + 1 && matches!(error.kind(), Failed::Constant { .. } | Failed::Enum { .. }))
        .count();
    (wrong_kind, discriminators, errors.len())
}
