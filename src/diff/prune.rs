//! Values without what the rules leave out of them.

use super::rules::Rules;
use super::select::{Selector, State, WHOLE, Worth};
use crate::json::{Formatter, Indent, Kind, Node, Pointer};

/// Writes values as far as they count.
#[derive(Debug)]
pub struct Pruner(Selector);

impl Pruner {
    /// Leaves out what these rules leave out.
    pub fn new(rules: &Rules) -> Self {
        Self(Selector::new(&rules.ignore, &rules.only))
    }

    /// Whether there is anything that may be left out.
    pub fn leaves_out(&mut self) -> bool {
        self.0.root() != WHOLE
    }

    /// The value at a place as compact JSON, numbers and texts as they are spelled.
    pub fn write(&mut self, pointer: &Pointer, value: Node<'_>) -> String {
        let root = self.0.root();
        let state = pointer.tokens().iter().fold(root, |state, token| self.0.step(state, token.as_str()));
        let mut out = String::new();
        self.part(state, value, &mut out);
        out
    }

    fn part(&mut self, state: State, value: Node<'_>, out: &mut String) {
        let is_container = matches!(value.kind(), Kind::Object | Kind::Array);
        if !is_container {
            return out.push_str(value.raw());
        }
        if self.0.worth(state) == Worth::Whole {
            return out.push_str(&compact(value));
        }
        let (open, close) = if value.kind() == Kind::Object { ('{', '}') } else { ('[', ']') };
        out.push(open);
        let members = value.members().map(|(key, value)| (Some(key), value));
        let items = value.elements().map(|item| (None, item));
        let start = out.len();
        for (index, (key, part)) in members.chain(items).enumerate() {
            let next = match key {
                Some(key) => self.0.step(state, &key.name()),
                None => self.0.step(state, &index.to_string()),
            };
            let is_leaf = !matches!(part.kind(), Kind::Object | Kind::Array);
            let worth = self.0.worth(next);
            if worth == Worth::Nothing || is_leaf && worth == Worth::OnTheWay {
                continue;
            }
            if out.len() > start {
                out.push(',');
            }
            if let Some(key) = key {
                out.push_str(key.as_written());
                out.push(':');
            }
            self.part(next, part, out);
        }
        out.push(close);
    }
}

fn compact(value: Node<'_>) -> String {
    let mut out = Vec::new();
    // Writing to a vector cannot fail.
    let _ = Formatter::new(Indent::None, false).write(value, &mut out);
    String::from_utf8(out).unwrap_or_default()
}
