//! Decimal numbers of any size, exactly, from the way they are spelled. Nothing is rounded on the way in, and nothing is
//! expanded: `1e1000000000` takes as little room as `1`.

use num_bigint::{BigInt, Sign};
use std::cmp::Ordering;

/// A number's value: `digits` (no zeros at either end) times ten to the power of `exponent`. Zero has no digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Decimal {
    negative: bool,
    /// In ASCII.
    digits: Vec<u8>,
    /// The power of ten of the last digit. Exponents beyond what 128 bits hold are all the same.
    exponent: i128,
}

impl Decimal {
    /// Reads a number as JSON spells it; a plus before it is taken too.
    pub(crate) fn read(spelling: &str) -> Self {
        let (negative, unsigned) = match spelling.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, spelling.strip_prefix('+').unwrap_or(spelling)),
        };
        let (mantissa, power) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = whole.bytes().chain(fraction.bytes()).skip_while(|digit| *digit == b'0').collect();
        Self::new(negative, digits, read_power(power).saturating_sub(fraction.len() as i128))
    }

    /// Takes the zeros at the end away.
    fn new(negative: bool, mut digits: Vec<u8>, exponent: i128) -> Self {
        let written = digits.len();
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() {
            return Self { negative: false, digits, exponent: 0 };
        }
        let exponent = exponent.saturating_add((written - digits.len()) as i128);
        Self { negative, digits, exponent }
    }

    /// Whether the value is a whole number.
    pub(crate) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// Whether the exponent is one that 128 bits may not hold, so that others are taken for the same.
    fn is_beyond(&self) -> bool {
        self.exponent.unsigned_abs() >= 1 << 126
    }

    /// Whether the value is zero.
    pub(crate) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The digits of a whole number that is not negative, ends with no zero and is short; JSON spells it just so.
    pub(crate) fn as_plain_digits(&self) -> Option<&[u8]> {
        (self.exponent == 0 && !self.negative && self.digits.len() < 18 && !self.is_zero()).then_some(&self.digits)
    }

    /// -1, 0 or 1.
    pub(crate) fn sign(&self) -> i8 {
        match (self.is_zero(), self.negative) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => -1,
        }
    }

    /// The power of ten of the first digit.
    fn magnitude(&self) -> i128 {
        self.exponent.saturating_add(self.digits.len() as i128)
    }

    /// The value with its point moved to the left by so many places.
    #[must_use]
    pub(crate) fn scaled_down(self, places: u8) -> Self {
        if self.is_zero() { self } else { Self { exponent: self.exponent.saturating_sub(places.into()), ..self } }
    }

    /// This value without another. Nothing when the two are so far apart that the result has too many digits to be of use.
    pub(crate) fn minus(&self, other: &Decimal) -> Option<Decimal> {
        let (mine, theirs, exponent) = self.aligned(other)?;
        let (sign, digits) = (mine - theirs).into_parts();
        Some(Self::new(sign == Sign::Minus, digits.to_string().into_bytes(), exponent))
    }

    /// Whether this value and another are at most so far apart.
    pub(crate) fn is_within(&self, other: &Decimal, most: &Decimal) -> bool {
        let (low, high) = if self < other { (self, other) } else { (other, self) };
        match high.minus(low) {
            Some(apart) => apart <= *most,
            // One of the two is out of the other's sight: the larger one alone decides.
            None => most.magnitude() > low.magnitude().max(high.magnitude()).saturating_add(1),
        }
    }

    /// Both values as whole numbers times the same power of ten.
    pub(crate) fn aligned(&self, other: &Decimal) -> Option<(BigInt, BigInt, i128)> {
        /// The most digits that are worked with.
        const WIDEST: i128 = 1000;
        let both = || [self, other].into_iter().filter(|decimal| !decimal.is_zero());
        let exponent = both().map(|decimal| decimal.exponent).min().unwrap_or(0);
        let magnitude = both().map(Decimal::magnitude).max().unwrap_or(0);
        if magnitude.saturating_sub(exponent) > WIDEST {
            return None;
        }
        let whole = |decimal: &Decimal| {
            let zeros = usize::try_from(decimal.exponent.saturating_sub(exponent)).ok().filter(|_| !decimal.is_zero());
            let mut digits = decimal.digits.clone();
            digits.resize(digits.len() + zeros.unwrap_or(0), b'0');
            let number = BigInt::parse_bytes(&digits, 10).unwrap_or_default();
            if decimal.negative { -number } else { number }
        };
        Some((whole(self), whole(other), exponent))
    }

    /// The value without an exponent, with at least so many places after its point. Nothing when that would be longer than a
    /// person reads.
    pub(crate) fn plain(&self, places: u8) -> Option<String> {
        /// The most digits.
        const LONGEST: i128 = 100;
        let fraction = self.exponent.checked_neg()?.max(places.into());
        if self.magnitude().max(1).saturating_add(fraction) > LONGEST {
            return None;
        }
        let fraction = usize::try_from(fraction).ok()?;
        let trailing = usize::try_from(self.exponent.checked_add(fraction.try_into().ok()?)?).ok()?;
        let digits: Vec<u8> = self.digits.iter().copied().chain(std::iter::repeat_n(b'0', trailing)).collect();
        let digits = format!("{:0>width$}", String::from_utf8(digits).ok()?, width = fraction + 1);
        let (whole, fraction) = digits.split_at(digits.len() - fraction);
        let sign = if self.negative { "-" } else { "" };
        Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
    }
}

/// Whether two spellings are of the same value.
pub(crate) fn are_same(one: &str, other: &str) -> bool {
    let (first, second) = (Decimal::read(one), Decimal::read(other));
    if first.is_beyond() && second.is_beyond() {
        let sign_and_digits = |decimal: &Decimal| (decimal.negative, decimal.digits.clone());
        return sign_and_digits(&first) == sign_and_digits(&second) && exponent(one) == exponent(other);
    }
    first == second
}

/// The power of ten of the last digit that is not zero, however large it is.
fn exponent(spelling: &str) -> BigInt {
    let (mantissa, power) = spelling.split_once(['e', 'E']).unwrap_or((spelling, "0"));
    let (_, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let zeros = mantissa.bytes().rev().filter(|byte| *byte != b'.').take_while(|digit| *digit == b'0').count();
    let power = BigInt::parse_bytes(power.trim_start_matches('+').as_bytes(), 10).unwrap_or_default();
    power + BigInt::from(zeros) - BigInt::from(fraction.len())
}

fn read_power(text: &str) -> i128 {
    text.parse().unwrap_or(if text.starts_with('-') { i128::MIN } else { i128::MAX })
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sign().cmp(&other.sign()).then_with(|| {
            let size = self.magnitude().cmp(&other.magnitude()).then_with(|| self.digits.cmp(&other.digits));
            if self.negative { size.reverse() } else { size }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn differences_are_exact() {
        let cases = [
            ("3", "1", "2"),
            ("1", "3", "-2"),
            ("0.3", "0.1", "0.2"),
            ("9007199254740993", "9007199254740992", "1"),
            ("1e2", "99.99", "0.01"),
            ("-1", "-1.0", "0"),
            ("0", "1e-3", "-0.001"),
            ("123456789012345678901234567890", "1", "123456789012345678901234567889"),
        ];
        for (a, b, expected) in cases {
            let difference = Decimal::read(a).minus(&Decimal::read(b)).and_then(|decimal| decimal.plain(0));
            assert_eq!(difference.as_deref(), Some(expected), "{a} - {b}");
        }
        assert_eq!(Decimal::read("1e1000000000").minus(&Decimal::read("1")), None);
        assert_eq!(Decimal::read("1e99999999999999999999999999999999999999999").minus(&Decimal::read("1")), None);
    }

    #[test]
    fn exponents_of_any_size_are_told_apart() {
        let large = "9".repeat(60);
        let same = |one: &str, other: &str| super::are_same(one, other);
        assert!(same(&format!("1e{large}"), &format!("0.10e1{}", "0".repeat(60))));
        assert!(!same(&format!("1e{large}"), &format!("1e{}8", &large[1..])));
        assert!(same(&format!("100e-{large}"), &format!("1e-{}7", &large[1..])));
        assert!(!same(&format!("1e-{large}"), &format!("1e{large}")));
        assert!(same(&format!("0e{large}"), "0"));
    }

    #[test]
    fn plain_spelling_has_no_exponent() {
        let cases = [
            ("1e3", 0, Some("1000")),
            ("-1.50", 0, Some("-1.5")),
            ("-1.50", 3, Some("-1.500")),
            ("0", 2, Some("0.00")),
            ("5e-2", 0, Some("0.05")),
            ("-0", 0, Some("0")),
            ("1e400", 0, None),
            ("1e-400", 0, None),
            ("1e-99999999999999999999999999999999999999999", 0, None),
        ];
        for (spelling, places, expected) in cases {
            assert_eq!(Decimal::read(spelling).plain(places).as_deref(), expected, "{spelling}");
        }
    }
}
