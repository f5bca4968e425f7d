//! Numbers as they are written, compared by value without loss.

use crate::decimal::{self, Decimal};
use std::cmp::Ordering;

/// A JSON number in its own spelling.
#[derive(Debug, Clone, Copy)]
pub struct Number<'t>(&'t str);

impl<'t> Number<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self(text)
    }

    /// The number as it is written.
    pub fn as_written(self) -> &'t str {
        self.0
    }

    /// Whether the value is a whole number, however it is spelled: `1.0` and `1e2` are, `1e-1` is not.
    pub fn is_integer(self) -> bool {
        let is_plain = self.0.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        is_plain || self.decimal().is_integer()
    }

    /// The value as an unsigned integer, when it is spelled as one.
    pub fn as_u64(self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// The value as a signed integer, when it is spelled as one.
    pub fn as_i64(self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The nearest double, when the value is not beyond all of them.
    pub fn as_f64(self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// The exact value.
    pub(crate) fn decimal(self) -> Decimal {
        Decimal::read(self.0)
    }

    /// Whether both have the same value.
    pub fn equals(self, other: Number<'_>) -> bool {
        self.0 == other.0 || decimal::are_same(self.0, other.0)
    }

    /// Whether the values are at most so far apart.
    pub(crate) fn is_within(self, other: Number<'_>, most: &Decimal) -> bool {
        self.decimal().is_within(&other.decimal(), most)
    }

    /// How the values compare.
    pub fn compare(self, other: Number<'_>) -> Ordering {
        self.decimal().cmp(&other.decimal())
    }
}

#[cfg(test)]
mod tests {
    use super::Number;
    use std::cmp::Ordering;

    #[test]
    fn values_compare_whatever_their_spelling() {
        let equal = [("1", "1.0"), ("100", "1E+2"), ("-0", "0e5"), ("0.1", "1e-1"), ("1e400", "10e399")];
        for (a, b) in equal {
            assert!(Number(a).equals(Number(b)), "{a} = {b}");
            assert_eq!(Number(a).compare(Number(b)), Ordering::Equal);
        }
        let ascending = [
            "-1e400",
            "-2",
            "-1.5",
            "0",
            "1e-400",
            "1",
            "9007199254740992",
            "9007199254740993",
            "1e400",
            "2e400",
            "1e99999",
        ];
        for (index, a) in ascending.iter().enumerate() {
            for (other, b) in ascending.iter().enumerate() {
                assert_eq!(Number(a).compare(Number(b)), index.cmp(&other), "{a} {b}");
                assert_eq!(Number(a).equals(Number(b)), index == other);
            }
        }
    }

    #[test]
    fn whole_numbers_are_told_by_value() {
        for whole in ["0", "-0.0", "1e1000000000", "1.50e1", "120e-1", "0e-5"] {
            assert!(Number(whole).is_integer(), "{whole}");
        }
        for broken in ["1.5", "1e-1", "15e-1", "1e-1000000000"] {
            assert!(!Number(broken).is_integer(), "{broken}");
        }
    }
}
