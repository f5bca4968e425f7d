//! Counts with their nouns, and large ones.

use std::fmt::Display;

/// `1 item`, `2 items`.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// `12,031`: a count that is long enough to be misread.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{counted, grouped};

    #[test]
    fn only_one_is_singular() {
        assert_eq!(counted(0_usize, "payload"), "0 payloads");
        assert_eq!(counted(1_u64, "error"), "1 error");
        assert_eq!(counted(2_u64, "error"), "2 errors");
    }

    #[test]
    fn thousands_are_set_apart() {
        let numbers = [0, 7, 999, 1_000, 12_031, 1_234_567];
        assert_eq!(numbers.map(grouped), ["0", "7", "999", "1,000", "12,031", "1,234,567"]);
    }
}
