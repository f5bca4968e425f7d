//! One line for each leaf: its pointer, ` = `, its value as JSON spells it.
//!
//! Empty containers are leaves. An object whose keys read like the indices of an array is told by a line of its own before
//! its members, `POINTER = {}`. A pointer stands in quotes, as a JSON string, where its keys are spelled with escapes or hold a
//! `=`, and where it is empty. A blank line stands between documents. So the lines can be read back without a doubt.

use super::Form;
use super::path::Path;
use crate::json::{Kind, Node};

/// Writes lines of pointers and values, after a blank line.
#[derive(Debug, Default)]
pub struct Flat {
    path: Path,
}

impl Flat {
    /// What parts a document from the one before.
    pub const PARTING: &[u8] = b"\n";
}

impl Form for Flat {
    fn document(&mut self, root: Node<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(Self::PARTING);
        self.value(root, out);
    }
}

impl Flat {
    fn value(&mut self, node: Node<'_>, out: &mut Vec<u8>) {
        let mark = self.path.mark();
        match node.kind() {
            Kind::Object if !node.is_empty() => {
                if looks_like_array(node) {
                    self.line("{}", out);
                }
                for (key, value) in node.members() {
                    self.path.enter(key);
                    self.value(value, out);
                    self.path.back_to(mark);
                }
            }
            Kind::Array if !node.is_empty() => {
                for (index, item) in node.elements().enumerate() {
                    self.path.enter_item(index);
                    self.value(item, out);
                    self.path.back_to(mark);
                }
            }
            Kind::Object => self.line("{}", out),
            Kind::Array => self.line("[]", out),
            _ => self.line(node.raw(), out),
        }
    }

    fn line(&self, value: &str, out: &mut Vec<u8>) {
        if self.path.is_quoted() {
            out.push(b'"');
            out.extend_from_slice(self.path.as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(self.path.as_bytes());
        }
        out.extend_from_slice(b" = ");
        out.extend_from_slice(value.as_bytes());
        out.push(b'\n');
    }
}

/// Whether the keys of an object are 0, 1, 2 and so on.
fn looks_like_array(object: Node<'_>) -> bool {
    object.members().enumerate().all(|(index, (key, _))| {
        let name = key.name();
        name.as_bytes().first().is_some_and(u8::is_ascii_digit) && name == index.to_string()
    })
}
