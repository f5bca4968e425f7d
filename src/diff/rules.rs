//! What counts as a difference.

use super::glob::{ArrayKey, Glob};
use crate::decimal::Decimal;
use crate::json::{Document, Kind, Node};
use crate::words::Moment;
use jiff::{SignedDuration, Timestamp};
use std::fmt;
use std::str::FromStr;

/// How arrays are compared whose items have no names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Arrays {
    /// Items by the longest common subsequence, then by likeness.
    #[default]
    Align,
    /// Items by their index.
    Index,
    /// Items in any order; how often each is there counts.
    Set,
}

/// What becomes of fields that differ between two deliveries of the same fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Volatile {
    /// They are told apart and do not count.
    #[default]
    Show,
    /// They count like any other.
    Count,
    /// They are left out.
    Hide,
}

/// What counts as a difference, and how parts are matched.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// How arrays are compared.
    pub arrays: Arrays,
    /// The names that tell items of arrays apart, besides those that the schema states.
    pub array_keys: Vec<ArrayKey>,
    /// Places that are left out.
    pub ignore: Vec<Glob>,
    /// The only places that count, when there are any.
    pub only: Vec<Glob>,
    /// How far numbers may be apart.
    pub tolerance: Option<Tolerance>,
    /// How far date-times may be apart.
    pub time_tolerance: Option<TimeTolerance>,
    /// What becomes of volatile fields.
    pub volatile: Volatile,
    /// Whether equal values that are spelled otherwise are told.
    pub spelling: bool,
    /// Whether only keys and types count.
    pub structure: bool,
}

impl Rules {
    /// Whether two values that are no containers are the same.
    pub(super) fn same_scalar(&self, before: Node<'_>, after: Node<'_>) -> bool {
        if before.kind() != after.kind() {
            return false;
        }
        match before.kind() {
            _ if self.structure => true,
            Kind::Number => match (before.as_number(), after.as_number()) {
                (Some(old), Some(new)) => {
                    let tolerance = self.tolerance.as_ref();
                    old.equals(new) || tolerance.is_some_and(|Tolerance(most)| old.is_within(new, most))
                }
                _ => false,
            },
            Kind::String => {
                before.same_string(after) || self.time_tolerance.is_some_and(|most| most.holds(before, after))
            }
            _ => before.as_bool() == after.as_bool(),
        }
    }

    /// Whether values that differ can be the same.
    pub(super) fn is_tolerant(&self) -> bool {
        self.tolerance.is_some() || self.time_tolerance.is_some()
    }
}

/// How far numbers may be apart: an absolute amount, itself included, computed in decimals.
#[derive(Debug, Clone)]
pub struct Tolerance(Decimal);

/// A text that is no tolerance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToleranceError(&'static str);

impl fmt::Display for ToleranceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ToleranceError {}

impl FromStr for Tolerance {
    type Err = ToleranceError;

    fn from_str(text: &str) -> Result<Self, ToleranceError> {
        let is_number = Document::parse(text.as_bytes())
            .is_ok_and(|document| document.root().kind() == Kind::Number && document.root().raw() == text);
        if is_number && !text.starts_with('-') {
            Ok(Self(Decimal::read(text)))
        } else {
            Err(ToleranceError("it is a number without a sign, such as 0.01"))
        }
    }
}

/// How far date-times may be apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeTolerance(SignedDuration);

impl FromStr for TimeTolerance {
    type Err = ToleranceError;

    fn from_str(text: &str) -> Result<Self, ToleranceError> {
        let duration = text.parse().ok().filter(|duration: &SignedDuration| !duration.is_negative());
        let begins_plainly = text.starts_with(|first: char| first.is_ascii_digit());
        duration
            .filter(|_| begins_plainly)
            .map(Self)
            .ok_or(ToleranceError("it is a length of time without a sign, such as 5s, 100ms or 1h"))
    }
}

impl TimeTolerance {
    fn holds(self, before: Node<'_>, after: Node<'_>) -> bool {
        match (instant(before), instant(after)) {
            (Some(before), Some(after)) => before.duration_since(after).abs() <= self.0,
            _ => false,
        }
    }
}

/// The point in time that a string names in RFC 3339, with its zone.
pub(super) fn instant(node: Node<'_>) -> Option<Timestamp> {
    let text = node.as_str().filter(|text| text.len() > "2026-01-01".len() && Moment::read(text).is_some())?;
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Rules, TimeTolerance, Tolerance};
    use crate::json::Document;

    fn same(rules: &Rules, before: &str, after: &str) -> bool {
        let (before, after) = (Document::parse(before.as_bytes()).unwrap(), Document::parse(after.as_bytes()).unwrap());
        rules.same_scalar(before.root(), after.root())
    }

    #[test]
    fn tolerances_are_inclusive_and_decimal() {
        let rules = |tolerance: &str| Rules { tolerance: tolerance.parse().ok(), ..Rules::default() };
        assert!(same(&rules("0.2"), "0.1", "0.3"));
        assert!(!same(&rules("0.19999999999999999999"), "0.1", "0.3"));
        assert!(!same(&rules("0.5"), "9007199254740992", "9007199254740993"));
        assert!(same(&rules("1"), "9007199254740992", "9007199254740993"));
        assert!(!same(&rules("1"), "1e1000000000", "1"));
        assert!(same(&rules("1e1000000002"), "1e1000000000", "1"));
        assert!(same(&rules("1"), "1e-1000000000", "-1e-2000000000"));
        assert!(!same(&rules("1"), "1", "\"1\""));
        for wrong in ["-1", "+1", "NaN", "1 ", "", "0x1", "inf"] {
            assert!(wrong.parse::<Tolerance>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn times_are_compared_as_instants() {
        let rules = |tolerance: &str| Rules { time_tolerance: tolerance.parse().ok(), ..Rules::default() };
        let z = "\"2025-08-01T12:00:00Z\"";
        assert!(same(&rules("0s"), z, "\"2025-08-01T14:00:00+02:00\""));
        assert!(!same(&rules("0s"), z, "\"2025-08-01T12:00:00.000000001Z\""));
        assert!(same(&rules("5s"), z, "\"2025-08-01T12:00:05Z\""));
        assert!(!same(&rules("5s"), z, "\"2025-08-01T12:00:05.001Z\""));
        assert!(!same(&rules("5s"), "\"2025-08-01\"", "\"2025-08-01T00:00:00Z\""));
        assert!(!same(&rules("9h"), "\"2025-08-01T12:00:00\"", z));
        for wrong in ["-5s", "+5s", "5", "", "soon"] {
            assert!(wrong.parse::<TimeTolerance>().is_err(), "{wrong:?}");
        }
    }
}
