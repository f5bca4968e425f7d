//! Numbers as they are written, compared by value without loss.

use crate::decimal::{self, Decimal};
use std::cmp::Ordering;

/// A JSON number in its own spelling.
#[derive(Debug, Clone, Copy)]
pub struct Number<'t> {
    text: &'t str,
    /// Whether it has neither fraction nor exponent.
    is_plain: bool,
}

impl<'t> Number<'t> {
    pub(super) fn new(text: &'t str, is_plain: bool) -> Self {
        Self { text, is_plain }
    }

    /// A number with this spelling.
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, is_plain: text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') }
    }

    /// The number as it is written.
    pub fn as_written(self) -> &'t str {
        self.text
    }

    /// Whether the value is a whole number, however it is spelled: `1.0` and `1e2` are, `1e-1` is not.
    pub fn is_integer(self) -> bool {
        self.is_plain
            || match self.text.split_once('.') {
                Some((_, fraction)) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => {
                    fraction.bytes().all(|digit| digit == b'0')
                }
                _ => self.decimal().is_integer(),
            }
    }

    /// The value as an unsigned integer, when it is spelled as one.
    pub fn as_u64(self) -> Option<u64> {
        self.text.parse().ok()
    }

    /// The value as a signed integer, when it is spelled as one.
    pub fn as_i64(self) -> Option<i64> {
        self.text.parse().ok()
    }

    /// The nearest double, when the value is not beyond all of them.
    pub fn as_f64(self) -> Option<f64> {
        self.text.parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// The exact value.
    pub(crate) fn decimal(self) -> Decimal {
        Decimal::read(self.text)
    }

    /// Whether both have the same value.
    pub fn equals(self, other: Number<'_>) -> bool {
        self.text == other.text || decimal::are_same(self.text, other.text)
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
            assert!(Number::of(a).equals(Number::of(b)), "{a} = {b}");
            assert_eq!(Number::of(a).compare(Number::of(b)), Ordering::Equal);
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
                assert_eq!(Number::of(a).compare(Number::of(b)), index.cmp(&other), "{a} {b}");
                assert_eq!(Number::of(a).equals(Number::of(b)), index == other);
            }
        }
    }

    #[test]
    fn whole_numbers_are_told_by_value() {
        for whole in ["0", "-0.0", "12.000", "1.0e0", "1e1000000000", "1.50e1", "120e-1", "0e-5"] {
            assert!(Number::of(whole).is_integer(), "{whole}");
        }
        for broken in ["1.5", "1.01", "1.0e-1", "1e-1", "15e-1", "1e-1000000000"] {
            assert!(!Number::of(broken).is_integer(), "{broken}");
        }
    }
}
