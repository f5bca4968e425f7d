//! The model as JSON.

use super::{CHANGE, Fact, MODEL, MODEL_AT, Neutral, SUBJECT};
use crate::json::{Draft, Pointer};

impl Neutral<'_, '_> {
    /// The model's document in one line. What cannot be told of twins is left out; numbers are spelled as in the payload.
    pub fn to_json(&self) -> String {
        let mut root = Draft::object();
        let mut put = |at: &str, value: Draft| Pointer::parse(at).is_ok_and(|at| root.set(&at, value));
        put(MODEL_AT, Draft::string(MODEL));
        for (at, word) in [(CHANGE, self.change()), (SUBJECT, self.subject())] {
            if let Some(word) = word {
                put(at, Draft::string(&word));
            }
        }
        for fact in &self.facts {
            root.set(fact.at, Draft::from(fact.json()));
        }
        root.to_json()
    }
}

impl Fact<'_, '_> {
    /// The value as JSON text.
    pub fn json(&self) -> &str {
        self.text.as_deref().unwrap_or_else(|| self.node.raw())
    }
}

/// A number with its decimal point moved to the right, or to the left when `places` is negative: exactly, and spelled
/// without an exponent where it had none.
pub fn moved_point(number: &str, places: i32) -> String {
    let (mantissa, exponent) = match number.find(['e', 'E']) {
        Some(at) => number.split_at(at),
        None => (number, ""),
    };
    let (sign, digits) = mantissa.strip_prefix('-').map_or(("", mantissa), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let point = whole.len() as i32 + places;
    let all = format!("{whole}{fraction}");
    let (all, point) = if point <= 0 {
        (format!("{}{all}", "0".repeat(1 + point.unsigned_abs() as usize)), 1)
    } else {
        let missing = (point as usize).saturating_sub(all.len());
        (all + &"0".repeat(missing), point as usize)
    };
    let (whole, fraction) = all.split_at(point);
    let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}{exponent}")
}

#[cfg(test)]
mod tests {
    use super::moved_point;

    #[test]
    fn the_point_moves_and_no_digit_changes() {
        let cases = [("12.34", 2, "1234"), ("12", 2, "1200"), ("12.345", 2, "1234.5"), ("-0.5", 2, "-50"), ("0.05", 2, "5")];
        for (number, places, moved) in cases {
            assert_eq!(moved_point(number, places), moved);
        }
        for (number, moved) in [("1234", "12.34"), ("5", "0.05"), ("-50", "-0.50"), ("0", "0.00"), ("1e2", "0.01e2")] {
            assert_eq!(moved_point(number, -2), moved);
        }
    }
}
