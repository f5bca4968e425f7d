//! A key's fingerprint: 32 bits that tell most keys apart without looking at their text.

use std::fmt;

const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Computes a fingerprint word by word, so that a scan over the key's bytes can do it on the way. Equality of
/// fingerprints never decides alone.
#[derive(Default, Clone, Copy)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    /// Takes in eight bytes of the key.
    #[inline]
    pub(super) const fn word(self, word: u64) -> Self {
        Self((self.0.rotate_left(5) ^ word).wrapping_mul(SPREAD))
    }

    /// Takes in the last bytes of the key: the lowest `length` of a word, less than eight, perhaps none.
    #[inline]
    pub(super) const fn finish(self, word: u64, length: u32) -> u32 {
        (self.word(word & ((1 << (8 * length)) - 1)).0 >> 32) as u32
    }
}

/// The fingerprint of a key as meant, without escapes.
pub(crate) const fn fingerprint(key: &[u8]) -> u32 {
    let mut print = Fingerprint(0);
    let mut rest = key;
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        print = print.word(u64::from_le_bytes(*word));
        rest = tail;
    }
    let (mut last, mut length) = (0, 0);
    while let Some((byte, tail)) = rest.split_first() {
        last |= (*byte as u64) << (8 * length);
        length += 1;
        rest = tail;
    }
    print.finish(last, length)
}

/// How many slots [`Seen`] has; a power of two.
const SLOTS: usize = 256;

/// Finds fingerprints that stand twice in one object. One table serves all objects: an entry counts only for the round
/// that wrote it, so that nothing has to be cleared between two.
#[derive(Default)]
pub(super) struct Seen {
    /// In the upper half of an entry the upper half of a fingerprint, in the lower half its round. Made when first used.
    table: Option<Box<[u32; SLOTS]>>,
    round: u16,
}

impl fmt::Debug for Seen {
    /// Leaves the table out: it says nothing and fills the screen.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seen").finish_non_exhaustive()
    }
}

impl Seen {
    /// The most fingerprints that one round may hold, below the table's size.
    pub(super) const MOST: usize = 128;

    /// Whether a fingerprint (or its likeness) stands twice among these, which are at most [`Seen::MOST`].
    pub(super) fn repeats(&mut self, prints: &[u32]) -> bool {
        debug_assert!(prints.len() <= Self::MOST);
        if prints.len() <= 4 {
            return prints.iter().enumerate().any(|(index, print)| prints[..index].contains(print));
        }
        let table = self.table.get_or_insert_with(|| Box::new([0; SLOTS]));
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            table.fill(0);
            self.round = 1;
        }
        prints.iter().any(|print| !enter(table, *print, self.round))
    }
}

/// Enters a fingerprint; says whether it is new in this round.
#[inline]
fn enter(table: &mut [u32; SLOTS], print: u32, round: u16) -> bool {
    let entry = print & 0xFFFF_0000 | u32::from(round);
    let mut at = print as usize % SLOTS;
    while table[at] & 0xFFFF == u32::from(round) {
        if table[at] == entry {
            return false;
        }
        at = (at + 1) % SLOTS;
    }
    table[at] = entry;
    true
}

#[cfg(test)]
mod tests {
    use super::{Seen, fingerprint};

    #[test]
    fn tells_the_keys_of_a_payload_apart() {
        let keys = [
            "",
            "a",
            "b",
            "id",
            "to",
            "topic",
            "created_at",
            "updated_at",
            "payload",
            "customer",
            "merchant_id",
            "email",
            "points_approved",
            "points_pending",
            "points_spent",
            "rewards_claimed",
            "rewards_used",
            "properties",
            "metadata",
            "birthday",
            "blocked",
            "guest",
            "enrolled",
            "enrolled_at",
            "referral_id",
            "referred_by",
            "insights_segment",
            "referral_url",
            "new_insight_segment",
            "previous_insight_segment",
            "frequency",
        ];
        let prints: Vec<u32> = keys.iter().map(|key| fingerprint(key.as_bytes())).collect();
        let mut seen = Seen::default();
        assert!(!seen.repeats(&prints));
        for print in &prints {
            assert!(seen.repeats(&[prints.as_slice(), &[*print]].concat()));
        }
    }

    #[test]
    fn rounds_do_not_mix_even_when_their_number_wraps() {
        let mut seen = Seen::default();
        let prints: Vec<u32> = (0..8).map(|n| n * 0x0001_0000).collect();
        for _ in 0..70_000 {
            assert!(!seen.repeats(&prints));
        }
        assert!(seen.repeats(&[1, 2, 3, 4, 5, 6, 1]));
    }
}
