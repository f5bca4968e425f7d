//! How a document keeps its values and keys: one after another, in slots of one size.

/// What a slot of the tree holds; kept in the low bits of [`Slot::tag`].
pub(super) mod slot_kind {
    pub(in crate::json) const NULL: u32 = 0;
    pub(in crate::json) const FALSE: u32 = 1;
    pub(in crate::json) const TRUE: u32 = 2;
    pub(in crate::json) const NUMBER: u32 = 3;
    pub(in crate::json) const STRING: u32 = 4;
    pub(in crate::json) const ARRAY: u32 = 5;
    pub(in crate::json) const OBJECT: u32 = 6;
    pub(in crate::json) const KEY: u32 = 7;
    pub(in crate::json) const MASK: u32 = 7;
}

/// A string or key whose text holds a backslash.
pub(super) const ESCAPED: u32 = 1 << 3;
/// A number without fraction and exponent.
pub(super) const PLAIN: u32 = 1 << 7;
/// An object of which a key stands again.
pub(super) const REPEATING: u32 = 1 << 5;
/// A key that a later member of the same object has again; the later one counts.
pub(super) const SHADOWED: u32 = 1 << 4;
/// A key that is no part of the payload although it stands in it; it is shadowed too.
pub(super) const ASIDE: u32 = 1 << 6;
/// The bits of [`Slot::tag`] above these hold a container's number of children.
pub(super) const COUNT_SHIFT: u32 = 8;
/// A count that no longer fits is this; then the children are counted when asked for.
pub(super) const COUNT_MAX: u32 = u32::MAX >> COUNT_SHIFT;

/// One value or key, in document order: 16 bytes, so that four share a cache line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Of a container the slot after its subtree, of a key its fingerprint.
    pub(super) link: u32,
    /// The kind, the flags, and a container's number of children (of an object: of distinct keys).
    pub(super) tag: u32,
}

impl Slot {
    pub(super) fn kind(self) -> u32 {
        self.tag & slot_kind::MASK
    }

    pub(super) fn is(self, flag: u32) -> bool {
        self.tag & flag != 0
    }
}
