//! Members that stand in a payload and are no part of it: whoever walks through the payload does not meet them, and who copies
//! its text does.

use super::lookup::PreparedKey;
use super::node::Node;
use super::slot::{ASIDE, COUNT_MAX, COUNT_SHIFT, SHADOWED, Slot, slot_kind};
use super::tree::Document;

impl Document<'_> {
    /// Sets the member with this name aside: of the root, or of every object in a root that is an array.
    pub fn set_aside(&mut self, name: &PreparedKey) {
        let root = self.root();
        let is_named = |object: Node<'_>| object.key_slot(name).map(|key| (object.index, key));
        let found: Vec<(u32, u32)> = match root.slot().kind() {
            slot_kind::OBJECT => is_named(root).into_iter().collect(),
            slot_kind::ARRAY => root.elements().filter_map(is_named).collect(),
            _ => Vec::new(),
        };
        for (object, key) in found {
            let end = self.after(key + 1);
            self.tree.aside.push(key..end);
            self.mark(object, key, true);
        }
    }

    /// Makes what was set aside a part of the payload again.
    pub fn take_back(&mut self) {
        let ranges = std::mem::take(&mut self.tree.aside);
        for range in ranges {
            // The object is the container around the key: the last one before it that has not ended.
            let holds = |index: &u32| {
                let slot = self.slot(*index);
                slot.kind() == slot_kind::OBJECT && slot.link > range.start
            };
            if let Some(object) = (0..range.start).rev().find(holds) {
                self.mark(object, range.start, false);
            }
        }
    }

    fn mark(&mut self, object: u32, key: u32, is_aside: bool) {
        let slots = &mut self.tree.slots;
        let tag = &mut slots[key as usize].tag;
        *tag = if is_aside { *tag | SHADOWED | ASIDE } else { *tag & !(SHADOWED | ASIDE) };
        let tag = &mut slots[object as usize].tag;
        if *tag >> COUNT_SHIFT < COUNT_MAX {
            *tag = if is_aside { *tag - (1 << COUNT_SHIFT) } else { *tag + (1 << COUNT_SHIFT) };
        }
    }

    /// The slots of a value and all that is part of it.
    pub(super) fn parts_of(&self, value: Node<'_>) -> impl Iterator<Item = (u32, Slot)> {
        self.slots_of(value).filter(|(index, _)| !self.is_aside(*index))
    }

    fn is_aside(&self, index: u32) -> bool {
        let aside = &self.tree.aside;
        let before = aside.partition_point(|range| range.start <= index);
        before > 0 && aside[before - 1].contains(&index)
    }
}

impl<'d> Node<'d> {
    /// The value of the object's member that was set aside.
    pub fn aside(self) -> Option<Node<'d>> {
        let aside = &self.document.tree.aside;
        let end = self.document.after(self.index);
        let first = aside.partition_point(|range| range.start <= self.index);
        let range = aside.get(first).filter(|range| range.start < end)?;
        (self.slot().kind() == slot_kind::OBJECT).then(|| Node { document: self.document, index: range.start + 1 })
    }
}

#[cfg(test)]
mod tests {
    use crate::json::{Document, Node, PreparedKey};

    const TEXT: &str = r#"{"a":1,"k":{"b":1,"b":"\ud800","k":{}},"c":{"k":0}}"#;

    fn set_aside(text: &str) -> Document<'_> {
        let mut document = Document::parse(text.as_bytes()).unwrap();
        document.set_aside(&PreparedKey::new("k"));
        document
    }

    #[test]
    fn what_is_set_aside_is_met_by_nobody() {
        let mut document = set_aside(TEXT);
        let root = document.root();
        assert_eq!((root.len(), root.members().count()), (2, 2));
        assert!(root.get("k").is_none() && root.get("c").and_then(|c| c.get("k")).is_some());
        assert_eq!(root.aside().map(Node::raw), Some(r#"{"b":1,"b":"\ud800","k":{}}"#));
        assert!(root.get("c").unwrap().aside().is_none());
        assert!(document.duplicate_keys(root).is_empty() && document.lone_surrogates(root).is_empty());
        document.take_back();
        let root = document.root();
        assert_eq!((root.len(), root.members().count()), (3, 3));
        assert!(root.get("k").is_some() && root.aside().is_none());
        assert_eq!((document.duplicate_keys(root).len(), document.lone_surrogates(root).len()), (1, 1));
    }

    #[test]
    fn every_payload_of_an_array_has_its_own() {
        let mut document = set_aside(r#"[{"k":1},{"a":[{"k":2}]},3,{"b":{"c":0},"k":4}]"#);
        let aside = |document: &Document<'_>| -> Vec<Option<String>> {
            document.root().elements().map(|item| item.aside().map(|node| node.raw().to_owned())).collect()
        };
        assert_eq!(aside(&document), [Some("1".into()), None, None, Some("4".into())]);
        document.take_back();
        let lengths: Vec<usize> = document.root().elements().map(Node::len).collect();
        assert_eq!(lengths, [1, 1, 0, 2]);
    }

    #[test]
    fn of_a_key_that_stands_again_the_last_one_is_set_aside() {
        let mut document = set_aside(r#"{"k":1,"a":2,"k":3}"#);
        assert_eq!(document.root().aside().map(Node::raw), Some("3"));
        assert_eq!(document.root().len(), 1);
        document.take_back();
        assert_eq!(document.root().len(), 2);
    }
}
