//! The advice rule: a keyword that stands in the `x-advice` of its own schema object makes advice when it fails, not an
//! error.

use super::locate::{Site, ends_in_additional};
use super::place::lists;
use jsonschema::error::ValidationErrorKind;

/// Whether the failure of the keyword at this place is advice.
pub(super) fn is_advice(site: &Site, kind: &ValidationErrorKind) -> bool {
    let named = |keyword: &str| {
        let listed = site.holder_of(keyword).and_then(|holder| holder.get("x-advice"));
        listed.is_some_and(|list| lists(list, keyword))
    };
    match kind {
        // Both say that a property is missing, at locations of different depth.
        ValidationErrorKind::Required { .. } => {
            named(if ends_with(site, "required") { "required" } else { "dependentRequired" })
        }
        // Where no other properties are declared, every one fails as the whole object does.
        ValidationErrorKind::FalseSchema if ends_in_additional(site.path()) => named("additionalProperties"),
        // A `false` schema is told at the property that it stands for.
        ValidationErrorKind::FalseSchema => false,
        _ => named(kind.keyword()) || (within_names(site) && named("propertyNames")),
    }
}

fn ends_with(site: &Site, keyword: &str) -> bool {
    site.path().last().is_some_and(|token| token.as_str() == keyword)
}

/// Whether the place is inside a `propertyNames`.
fn within_names(site: &Site) -> bool {
    site.path().iter().any(|token| token.as_str() == "propertyNames")
}
