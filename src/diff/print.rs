//! Prints of values: numbers that equal values share, and others hardly ever. They only decide what is compared with what;
//! whether two values are the same is never left to them, so that two that share one by chance cost nothing but time.

use super::rules::Arrays;
use super::scope::{Place, Scope};
use super::select::Worth;
use crate::json::{Kind, Node};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Values of this extent and more have their prints kept.
const KEPT: u32 = 64;

const SEEDS: [u64; 4] = [0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03, 0x8CB9_2BA7_2F3D_8DD7, 0xA076_1D64_78BD_642F];

/// Mixes a word into a print.
#[inline]
pub(super) fn mix(print: u64, word: u64) -> u64 {
    let product = u128::from(print ^ SEEDS[0]) * u128::from(word ^ SEEDS[1]);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
    let folded = product as u64 ^ (product >> 64) as u64;
    folded
}

/// The print of a text.
#[inline]
fn of_bytes(bytes: &[u8]) -> u64 {
    let mut print = mix(SEEDS[2], bytes.len() as u64);
    let mut rest = bytes;
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        print = mix(print, u64::from_le_bytes(*word));
        rest = tail;
    }
    let last = rest.iter().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
    mix(print, last)
}

/// The print of a number: of its spelling where no other spelling means the same, else of its exact value.
fn of_number(node: Node<'_>) -> u64 {
    let raw = node.raw().as_bytes();
    let is_plain = raw.len() < 18 && raw.iter().all(u8::is_ascii_digit) && raw.last() != Some(&b'0');
    if is_plain {
        return of_bytes(raw);
    }
    let mut hasher = DefaultHasher::new();
    node.as_number()
        .map(|number| {
            let decimal = number.decimal();
            // What can be spelled plainly has the print of that.
            match decimal.as_plain_digits() {
                Some(digits) => return of_bytes(digits),
                None => decimal.hash(&mut hasher),
            }
            hasher.finish()
        })
        .unwrap_or_default()
}

/// The print of a value that is no container, without its kind.
fn of_value(node: Node<'_>) -> u64 {
    match node.kind() {
        Kind::String => of_bytes(&node.string_identity()),
        Kind::Number => of_number(node),
        _ => of_bytes(node.raw().as_bytes()),
    }
}

/// The print of a value, all of it and by value.
pub(super) fn exact(node: Node<'_>) -> u64 {
    match node.kind() {
        Kind::Array => node.elements().fold(SEEDS[2], |print, item| mix(print, exact(item))),
        Kind::Object => node
            .members()
            .fold(SEEDS[3], |sum, (key, value)| sum.wrapping_add(mix(u64::from(key.print()), exact(value)))),
        kind => mix(of_value(node), kind as u64),
    }
}

impl<'d> Scope<'d, '_> {
    /// The print of a value at a place, as far as it counts there.
    pub(super) fn print(&mut self, node: Node<'d>, place: Place) -> u64 {
        match node.kind() {
            Kind::Array | Kind::Object => {
                let is_kept = node.extent() >= KEPT;
                let known = if is_kept { self.prints.get(&(place.side, node.number())) } else { None };
                if let Some(print) = known {
                    return *print;
                }
                let print =
                    if node.kind() == Kind::Array { self.of_array(node, place) } else { self.of_object(node, place) };
                if is_kept {
                    self.prints.insert((place.side, node.number()), print);
                }
                print
            }
            _ => self.of_scalar(node),
        }
    }

    /// The print of a value that is no container.
    pub(super) fn of_scalar(&self, node: Node<'d>) -> u64 {
        mix(if self.rules.structure { SEEDS[3] } else { of_value(node) }, node.kind() as u64)
    }

    fn of_array(&mut self, node: Node<'d>, place: Place) -> u64 {
        // Where order says nothing, items count in any order.
        let is_ordered = self.rules.arrays != Arrays::Set;
        let (mut print, mut sum) = (mix(SEEDS[2], Kind::Array as u64), 0_u64);
        for (index, item) in node.elements().enumerate() {
            let place = self.item(place, index);
            if !self.holds(item, place) {
                continue;
            }
            let item = self.print(item, place);
            if is_ordered {
                print = mix(print, item);
            } else {
                sum = sum.wrapping_add(mix(SEEDS[1], item));
            }
        }
        mix(print, sum)
    }

    fn of_object(&mut self, node: Node<'d>, place: Place) -> u64 {
        // Members count in any order.
        let mut sum = 0_u64;
        for (key, value) in node.members() {
            let place = self.member(place, key);
            if self.holds(value, place) && !self.is_volatile(place) {
                sum = sum.wrapping_add(mix(u64::from(key.print()), self.print(value, place)));
            }
        }
        mix(sum, Kind::Object as u64)
    }

    /// Prints of what a value is made of: of each part that is no container with the way to it, indexes left out. The
    /// smallest ones stand for all.
    pub(super) fn sketch(&mut self, node: Node<'d>, place: Place) -> Vec<u64> {
        /// How many are kept: enough to tell likeness to a tenth or so.
        const SIZE: usize = 48;
        let mut parts = Vec::new();
        self.collect(node, place, SEEDS[1], &mut parts);
        parts.sort_unstable();
        parts.dedup();
        parts.truncate(SIZE);
        parts
    }

    fn collect(&mut self, node: Node<'d>, place: Place, way: u64, parts: &mut Vec<u64>) {
        for (index, item) in node.elements().enumerate() {
            let place = self.item(place, index);
            if self.worth(place) != Worth::Nothing {
                self.collect(item, place, mix(way, 1), parts);
            }
        }
        for (key, value) in node.members() {
            let place = self.member(place, key);
            if self.worth(place) != Worth::Nothing && !self.is_volatile(place) {
                self.collect(value, place, mix(way, u64::from(key.print())), parts);
            }
        }
        let is_container = matches!(node.kind(), Kind::Array | Kind::Object);
        if is_container && !node.is_empty() {
            return;
        }
        // Numbers that may differ say that there is one, as do texts that may be times; their values say more where they are equal.
        let is_vague = self.rules.tolerance.is_some() && node.kind() == Kind::Number
            || self.rules.time_tolerance.is_some() && node.kind() == Kind::String;
        if is_container || is_vague {
            parts.push(mix(way, node.kind() as u64));
        }
        if !is_container {
            parts.push(mix(way, self.of_scalar(node)));
        }
    }
}
