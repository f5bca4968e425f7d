//! Counts with their nouns.

use std::fmt::Display;

/// `1 item`, `2 items`.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn only_one_is_singular() {
        assert_eq!(counted(0_usize, "payload"), "0 payloads");
        assert_eq!(counted(1_u64, "error"), "1 error");
        assert_eq!(counted(2_u64, "error"), "2 errors");
    }
}
