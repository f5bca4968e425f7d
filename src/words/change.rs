//! How much a number changed.

use crate::decimal::Decimal;

/// What was added, with its sign: `+4500`, `-0.01`, `0`. Nothing when it has too many digits to be read.
pub fn difference(old: &str, new: &str) -> Option<String> {
    let difference = Decimal::read(new).minus(&Decimal::read(old))?;
    let plus = if difference.sign() > 0 { "+" } else { "" };
    difference.plain(0).map(|spelling| format!("{plus}{spelling}"))
}

/// What was added, of the size of the old number, rounded to a tenth: `+100 %`, `-33.3 %`, `+<0.1 %`. Nothing when the number
/// did not change, was zero before or grew beyond what percentages tell.
pub fn percent(old: &str, new: &str) -> Option<String> {
    /// In tenths of a percent.
    const HIGHEST: u64 = 10_000_000;
    let (old, new) = (Decimal::read(old), Decimal::read(new));
    let (before, after, _) = old.aligned(&new)?;
    if old.is_zero() || before == after {
        return None;
    }
    let sign = if after > before { '+' } else { '-' };
    let (base, added) = (before.magnitude().clone(), (after - before).into_parts().1);
    // Half a tenth is rounded away from zero.
    let tenths = (added * 2000_u32 + &base) / (base * 2_u32);
    let tenths = u64::try_from(&tenths).ok().filter(|tenths| *tenths <= HIGHEST)?;
    Some(match (tenths / 10, tenths % 10) {
        (0, 0) => format!("{sign}<0.1 %"),
        (whole, 0) => format!("{sign}{whole} %"),
        (whole, tenth) => format!("{sign}{whole}.{tenth} %"),
    })
}

/// Difference and percentage: `+4500 (+100 %)`. Nothing when the value is the same or the difference cannot be told.
pub fn change(old: &str, new: &str) -> Option<String> {
    let difference = difference(old, new).filter(|difference| difference != "0")?;
    Some(match percent(old, new) {
        Some(percent) => format!("{difference} ({percent})"),
        None => difference,
    })
}

#[cfg(test)]
mod tests {
    use super::change;

    #[test]
    fn changes_are_told_exactly() {
        let cases = [
            ("4500", "9000", Some("+4500 (+100 %)")),
            ("3", "2", Some("-1 (-33.3 %)")),
            ("3", "4.0e0", Some("+1 (+33.3 %)")),
            ("0.1", "0.3", Some("+0.2 (+200 %)")),
            ("-10", "-5", Some("+5 (+50 %)")),
            ("10", "-10", Some("-20 (-200 %)")),
            ("0", "7", Some("+7")),
            ("7", "0", Some("-7 (-100 %)")),
            ("2000", "2001", Some("+1 (+0.1 %)")),
            ("2001", "2002", Some("+1 (+<0.1 %)")),
            ("1", "1.0", None),
            ("9007199254740992", "9007199254740993", Some("+1 (+<0.1 %)")),
            ("123456789012345678901234567890", "123456789012345678901234567891", Some("+1 (+<0.1 %)")),
            ("1e-30", "1", Some("+0.999999999999999999999999999999")),
            ("1", "1e1000000000", None),
            ("1e1000000000", "1e1000000000", None),
        ];
        for (old, new, expected) in cases {
            assert_eq!(change(old, new).as_deref(), expected, "{old} -> {new}");
        }
    }
}
