//! JSON text that is put together member by member.

use super::node::Node;
use super::pointer::{Pointer, Token};
use super::string::escape;
use super::tree::{Document, Kind};

/// A value in the making. What is taken over from a document keeps its spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Draft {
    /// An object, its members in order.
    Object(Vec<Entry>),
    /// An array.
    Array(Vec<Draft>),
    /// JSON text, which is taken apart only when something in it is changed.
    Text(String),
}

/// A member of an object in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    name: String,
    /// The name as JSON text.
    key: String,
    value: Draft,
}

impl Draft {
    /// An object without members.
    pub fn object() -> Self {
        Self::Object(Vec::new())
    }

    /// A string.
    pub fn string(text: &str) -> Self {
        Self::Text(escape(text))
    }

    /// A value as it is written in a document.
    pub fn of(node: Node<'_>) -> Self {
        Self::Text(node.raw().to_owned())
    }

    /// Takes one level of a container's text apart.
    fn open(&mut self) {
        let Self::Text(text) = self else { return };
        let Ok(document) = Document::parse(text.as_bytes()) else { return };
        let root = document.root();
        let opened = match root.kind() {
            Kind::Object => Self::Object(root.members().map(|(key, value)| Entry::of(key.raw(), value)).collect()),
            Kind::Array => Self::Array(root.elements().map(Self::of).collect()),
            _ => return,
        };
        *self = opened;
    }

    /// Puts a value in a place, in the stead of what stands there; objects on the way there are made. Says whether it could:
    /// nothing stands below a scalar, or beyond the end of an array.
    pub fn set(&mut self, at: &Pointer, value: Self) -> bool {
        self.set_below(at.tokens(), value)
    }

    fn set_below(&mut self, steps: &[Token], value: Self) -> bool {
        let Some((first, rest)) = steps.split_first() else {
            *self = value;
            return true;
        };
        self.open();
        match self {
            Self::Object(entries) => {
                let known = entries.iter().position(|entry| entry.name == first.as_str());
                let index = known.unwrap_or_else(|| {
                    entries.push(Entry::new(first.as_str(), Self::object()));
                    entries.len() - 1
                });
                let was_set = entries[index].value.set_below(rest, value);
                if !was_set && known.is_none() {
                    entries.pop();
                }
                was_set
            }
            Self::Array(items) => match first.as_index() {
                Some(index) if index < items.len() => items[index].set_below(rest, value),
                Some(index) if index == items.len() => {
                    items.push(Self::object());
                    let was_set = items[index].set_below(rest, value);
                    items.truncate(if was_set { index + 1 } else { index });
                    was_set
                }
                _ => false,
            },
            Self::Text(_) => false,
        }
    }

    /// Takes a place away.
    pub fn remove(&mut self, at: &Pointer) {
        let Some((parent, last)) = at.split_last() else { return };
        let Some(parent) = self.find(parent.tokens()) else { return };
        parent.open();
        match parent {
            Self::Object(entries) => entries.retain(|entry| entry.name != last.as_str()),
            Self::Array(items) => {
                if let Some(index) = last.as_index().filter(|index| *index < items.len()) {
                    items.remove(index);
                }
            }
            Self::Text(_) => {}
        }
    }

    /// The place that steps lead to. Text on the way is taken apart.
    fn find(&mut self, steps: &[Token]) -> Option<&mut Self> {
        let Some((first, rest)) = steps.split_first() else { return Some(self) };
        self.open();
        match self {
            Self::Object(entries) => entries.iter_mut().find(|entry| entry.name == first.as_str())?.value.find(rest),
            Self::Array(items) => items.get_mut(first.as_index()?)?.find(rest),
            Self::Text(_) => None,
        }
    }

    /// Whether an object without members stands in a place that was put together, not taken over.
    pub fn is_hollow(&self, at: &Pointer) -> bool {
        let found = at.tokens().iter().try_fold(self, |draft, step| match draft {
            Self::Object(entries) => entries.iter().find(|entry| entry.name == step.as_str()).map(|entry| &entry.value),
            Self::Array(items) => items.get(step.as_index()?),
            Self::Text(_) => None,
        });
        found.is_some_and(|draft| match draft {
            Self::Object(entries) => entries.is_empty(),
            Self::Array(_) => false,
            Self::Text(text) => text == "{}",
        })
    }

    /// Sorts the members of objects by the rank of their places; those of one rank stay in order. Text stays as it is.
    pub fn sort(&mut self, rank: &impl Fn(&Pointer) -> usize) {
        self.sort_below(&Pointer::default(), rank);
    }

    fn sort_below(&mut self, at: &Pointer, rank: &impl Fn(&Pointer) -> usize) {
        if let Self::Object(entries) = self {
            entries.sort_by_cached_key(|entry| rank(&at.join(entry.name.as_str())));
            for entry in entries {
                entry.value.sort_below(&at.join(entry.name.as_str()), rank);
            }
        }
    }

    /// The value in one line, but for white space in text that was taken over.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Object(entries) => {
                out.push('{');
                for (index, entry) in entries.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    out.push_str(&entry.key);
                    out.push(':');
                    entry.value.write(out);
                }
                out.push('}');
            }
            Self::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    item.write(out);
                }
                out.push(']');
            }
        }
    }
}

impl Entry {
    fn new(name: &str, value: Draft) -> Self {
        Self { name: name.to_owned(), key: escape(name), value }
    }

    fn of(key: &str, node: Node<'_>) -> Self {
        let name = super::string::unescape(&key[1..key.len() - 1]).into_owned();
        Self { name, key: key.to_owned(), value: Draft::of(node) }
    }
}

impl From<&str> for Draft {
    /// JSON text.
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Draft;
    use crate::json::Pointer;

    fn at(text: &str) -> Pointer {
        Pointer::parse(text).unwrap()
    }

    #[test]
    fn objects_are_made_on_the_way() {
        let mut draft = Draft::object();
        assert!(draft.set(&at("/a/b"), Draft::from("1.0")));
        assert!(draft.set(&at("/a/c"), Draft::string("é\n")));
        assert!(draft.set(&at("/a/b"), Draft::from("2")));
        assert!(!draft.set(&at("/a/b/c"), Draft::from("2")));
        assert_eq!(draft.to_json(), r#"{"a":{"b":2,"c":"é\n"}}"#);
    }

    #[test]
    fn text_keeps_its_spelling_but_where_it_is_changed() {
        let mut draft = Draft::from(r#"{ "\u0061": [1.0, {"x" : 1e2}] , "b":{ } }"#);
        assert!(draft.set(&at("/a/1/y"), Draft::from("null")));
        assert!(draft.set(&at("/a/2"), Draft::from("3")));
        assert!(!draft.set(&at("/a/9"), Draft::from("3")));
        assert!(!draft.is_hollow(&at("/a/0")) && !draft.is_hollow(&at("/b")) && !draft.is_hollow(&at("/none")));
        draft.remove(&at("/a/0/x"));
        assert!(!draft.is_hollow(&at("/a/0")));
        draft.remove(&at("/a/0"));
        draft.remove(&at("/none/0"));
        assert_eq!(draft.to_json(), r#"{"\u0061":[{"x":1e2,"y":null},3],"b":{ }}"#);
    }

    #[test]
    fn members_are_sorted_by_the_rank_of_their_places() {
        let mut draft = Draft::object();
        for place in ["/c", "/b/z", "/b/y", "/a"] {
            draft.set(&at(place), Draft::from("0"));
        }
        let order = ["/a", "/b", "/b/y", "/b/z"];
        draft.sort(&|place| order.iter().position(|known| *known == place.to_string()).unwrap_or(order.len()));
        assert_eq!(draft.to_json(), r#"{"a":0,"b":{"y":0,"z":0},"c":0}"#);
    }
}
