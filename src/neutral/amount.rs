//! Amounts in minor units and with two decimals: the point moves, and no digit changes.

/// An amount with decimals in minor units: `12.34` is `1234`, `12.345` is `1234.5`.
pub fn to_minor(number: &str) -> String {
    let (sign, whole, fraction, exponent) = parts(number);
    let fraction = format!("{fraction:0<2}");
    let (cents, rest) = fraction.split_at(2);
    joined(sign, &format!("{whole}{cents}"), rest, exponent)
}

/// An amount in minor units with two decimals: `1234` is `12.34`, `5` is `0.05`.
pub fn to_decimal(number: &str) -> String {
    let (sign, whole, fraction, exponent) = parts(number);
    let whole = format!("{whole:0>3}");
    let (whole, cents) = whole.split_at(whole.len() - 2);
    joined(sign, whole, &format!("{cents}{fraction}"), exponent)
}

/// A number's sign, the digits on both sides of its point, and its exponent.
fn parts(number: &str) -> (&str, &str, &str, &str) {
    let (mantissa, exponent) = number.split_at(number.find(['e', 'E']).unwrap_or(number.len()));
    let (sign, digits) = mantissa.split_at(usize::from(mantissa.starts_with('-')));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    (sign, whole, fraction, exponent)
}

fn joined(sign: &str, whole: &str, fraction: &str, exponent: &str) -> String {
    let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}{exponent}")
}

#[cfg(test)]
mod tests {
    use super::{to_decimal, to_minor};

    #[test]
    fn the_point_moves_and_no_digit_changes() {
        for (decimal, minor) in [("12.34", "1234"), ("-0.50", "-50"), ("0.05", "5"), ("1.00e2", "100e2"), ("0.00", "0")]
        {
            assert_eq!(to_minor(decimal), minor);
            assert_eq!(to_decimal(minor), decimal);
        }
        for (decimal, minor) in [("12", "1200"), ("12.3", "1230"), ("12.345", "1234.5")] {
            assert_eq!(to_minor(decimal), minor);
        }
    }
}
