//! What tells a finding from all others of a report, wherever its line moves to.

use crate::finding::Finding;
use std::collections::HashMap;
use std::hash::Hasher;

/// Names the findings of one report, no two alike.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    /// How often each finding was seen: the lines of a stream have the same ones again and again.
    seen: HashMap<u64, u64>,
}

impl Fingerprints {
    /// A finding's name: made of its file, its rule, its pointer and what is said of it, values left out. Of those that
    /// agree in all of it each further one has a number.
    pub(super) fn of(&mut self, path: &str, finding: &Finding) -> String {
        self.name([path, finding.rule.id(), &finding.pointer.to_string(), &kind(&finding.message)])
    }

    /// The name of a file that could not be read.
    pub(super) fn of_unreadable(&mut self, path: &str) -> String {
        self.name([path, "unreadable", "", ""])
    }

    fn name(&mut self, parts: [&str; 4]) -> String {
        let mut hash = Fnv::default();
        for part in parts {
            hash.write(part.as_bytes());
            hash.write(&[0]);
        }
        let hash = hash.finish();
        let count = self.seen.entry(hash).or_default();
        *count += 1;
        if *count == 1 { format!("{hash:016x}") } else { format!("{hash:016x}-{count}") }
    }
}

/// A message without what it quotes and counts: a value may change and the mistake is still the same.
fn kind(message: &str) -> String {
    let unquoted = message.split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
    unquoted.chars().filter(|character| !character.is_ascii_digit()).collect()
}

/// FNV-1a: the same in every version and on every machine, which the standard library's hashes do not promise.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprints, Fnv};
    use crate::finding::{Finding, Rule};
    use crate::json::{Pointer, Span};
    use std::hash::Hasher;

    #[test]
    fn the_hash_is_the_published_one() {
        let mut hash = Fnv::default();
        hash.write(b"foobar");
        assert_eq!(hash.finish(), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn places_and_values_do_not_count_and_repetitions_are_numbered() {
        let finding = |at: u32, message: &str, pointer: &str| {
            Finding::error(Rule::Type, Span { start: at, end: at }, Pointer::parse(pointer).unwrap(), message)
        };
        let mut prints = Fingerprints::default();
        let first = prints.of("a.json", &finding(1, "\"x\" must be 1 or more, found \"7\"", "/x"));
        let second = prints.of("a.json", &finding(9, "\"y\" must be 20 or more, found \"8 \"", "/x"));
        assert_eq!(second, format!("{first}-2"));
        let others = [
            prints.of("b.json", &finding(1, "\"x\" must be 1 or more, found \"7\"", "/x")),
            prints.of("a.json", &finding(1, "\"x\" must be 1 or more, found \"7\"", "/x/y")),
            prints.of("a.json", &finding(1, "\"x\" must be 1 or less, found \"7\"", "/x")),
        ];
        assert!(others.iter().all(|other| other.len() == 16 && *other != first), "{others:?}");
    }
}
