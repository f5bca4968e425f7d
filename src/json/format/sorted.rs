//! Values with the members of every object in the order of their names.

use super::page::Page;
use crate::json::node::Node;
use crate::json::slot::{Slot, slot_kind};
use crate::json::tree::Document;
use std::io;

/// A container of which something is to be written yet.
struct Rest {
    /// Its closing bracket.
    end: u8,
    /// What is left in it, the next one last: the index of a value and, in an object, its key.
    children: Vec<(Option<Slot>, u32)>,
}

pub(super) fn write(value: Node<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let document = value.document;
    let text = document.text.as_bytes();
    let mut open = Vec::new();
    begin(document, value.index, &mut open, page)?;
    while let Some(rest) = open.last_mut() {
        let Some((key, index)) = rest.children.pop() else {
            page.sign(rest.end)?;
            open.pop();
            continue;
        };
        if !page.is_in_new() {
            page.sign(b',')?;
        }
        if let Some(key) = key {
            page.token(text, key)?;
            page.sign(b':')?;
        }
        begin(document, index, &mut open, page)?;
    }
    Ok(())
}

/// Writes a scalar, or the opening bracket of a container, which is then open.
fn begin(document: &Document<'_>, index: u32, open: &mut Vec<Rest>, page: &mut Page<'_>) -> io::Result<()> {
    let slot = document.slot(index);
    let node = Node::new(document, index);
    match slot.kind() {
        slot_kind::OBJECT => {
            page.sign(b'{')?;
            open.push(Rest { end: b'}', children: members(node) });
        }
        slot_kind::ARRAY => {
            page.sign(b'[')?;
            let mut children: Vec<_> = node.elements().map(|item| (None, item.index)).collect();
            children.reverse();
            open.push(Rest { end: b']', children });
        }
        _ => page.token(document.text.as_bytes(), slot)?,
    }
    Ok(())
}

/// An object's members by name, the first one last; those of one name keep their order.
fn members(object: Node<'_>) -> Vec<(Option<Slot>, u32)> {
    let mut members: Vec<_> = object.all_members().map(|(key, value)| (key.name(), key.slot, value.index)).collect();
    members.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    members.into_iter().rev().map(|(_, key, value)| (Some(key), value)).collect()
}
