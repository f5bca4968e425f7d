//! JSON Pointers (RFC 6901), both ways.

use super::node::Node;
use super::tree::{Document, Kind};
use std::fmt;

/// One step of a pointer: a key or an index, its escapes resolved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(String);

impl Token {
    /// A step to a member or, in decimal, to an item.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The key, or the index as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The index into an array: decimal digits without a leading zero.
    pub fn as_index(&self) -> Option<usize> {
        index_of(&self.0)
    }
}

/// The index into an array that a step is as it is written.
pub(crate) fn index_of(step: &str) -> Option<usize> {
    match step.as_bytes() {
        [b'0'] | [b'1'..=b'9', ..] if step.bytes().all(|byte| byte.is_ascii_digit()) => step.parse().ok(),
        _ => None,
    }
}

/// A path through a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(Vec<Token>);

impl Pointer {
    /// Reads a pointer in its string form: empty, or steps that each begin with a slash.
    ///
    /// # Errors
    ///
    /// When the text is neither, or a `~` is not followed by 0 or 1.
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let steps = text.strip_prefix('/').ok_or(PointerError)?;
        steps.split('/').map(unescape_token).collect::<Result<_, _>>().map(Self)
    }

    /// The path with one more step.
    #[must_use]
    pub fn join(&self, name: impl Into<String>) -> Self {
        let mut tokens = self.0.clone();
        tokens.push(Token::new(name));
        Self(tokens)
    }

    /// The path followed by another.
    #[must_use]
    pub fn concat(&self, rest: &Pointer) -> Self {
        Self(self.0.iter().chain(&rest.0).cloned().collect())
    }

    /// The path without its last step, and that step.
    pub fn split_last(&self) -> Option<(Self, &Token)> {
        self.0.split_last().map(|(last, rest)| (Self(rest.to_vec()), last))
    }

    /// The rest of the path after another, if it begins with that one.
    pub fn below(&self, start: &Pointer) -> Option<Self> {
        self.0.strip_prefix(start.0.as_slice()).map(|rest| Self(rest.to_vec()))
    }

    /// The steps from the root on.
    pub fn tokens(&self) -> &[Token] {
        &self.0
    }

    /// The place below `node` that the path leads to.
    pub fn resolve<'d>(&self, node: Node<'d>) -> Option<Node<'d>> {
        self.0.iter().try_fold(node, Node::child)
    }
}

impl FromIterator<Token> for Pointer {
    fn from_iter<I: IntoIterator<Item = Token>>(tokens: I) -> Self {
        Self(tokens.into_iter().collect())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in &self.0 {
            f.write_str("/")?;
            if token.0.contains(['~', '/']) {
                f.write_str(&token.0.replace('~', "~0").replace('/', "~1"))?;
            } else {
                f.write_str(&token.0)?;
            }
        }
        Ok(())
    }
}

/// A text that is no JSON Pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PointerError;

impl fmt::Display for PointerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Pointer is empty or begins with /; in its steps ~ is written ~0 and / is written ~1")
    }
}

impl std::error::Error for PointerError {}

fn unescape_token(text: &str) -> Result<Token, PointerError> {
    if !text.contains('~') {
        return Ok(Token(text.to_owned()));
    }
    let mut parts = text.split('~');
    let mut token = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (character, rest) = match part.as_bytes().first() {
            Some(b'0') => ('~', &part[1..]),
            Some(b'1') => ('/', &part[1..]),
            _ => return Err(PointerError),
        };
        token.push(character);
        token.push_str(rest);
    }
    Ok(Token(token))
}

impl Document<'_> {
    /// The path to a node of this document.
    pub fn pointer_to(&self, target: Node<'_>) -> Pointer {
        self.pointer_below(self.root(), target)
    }

    /// The path from one node to another inside it.
    pub fn pointer_below(&self, start: Node<'_>, target: Node<'_>) -> Pointer {
        let mut path = Vec::new();
        let mut node = start;
        while node.index != target.index {
            let Some((token, child)) = step_towards(node, target.index) else { break };
            path.push(token);
            node = child;
        }
        Pointer(path)
    }
}

/// The child of `node` that holds the slot `target`, and the step to it.
fn step_towards(node: Node<'_>, target: u32) -> Option<(Token, Node<'_>)> {
    let holds = |child: Node<'_>| child.index <= target && target < child.document.after(child.index);
    match node.kind() {
        Kind::Object => {
            node.members().find(|(_, child)| holds(*child)).map(|(key, child)| (Token(key.name().into_owned()), child))
        }
        Kind::Array => node
            .elements()
            .enumerate()
            .find(|(_, child)| holds(*child))
            .map(|(index, child)| (Token(index.to_string()), child)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Pointer, PointerError};
    use crate::json::Document;

    /// The example of RFC 6901, section 5.
    const RFC: &str = r#"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#;

    #[test]
    fn the_examples_of_the_rfc_lead_where_it_says() {
        let document = Document::parse(RFC.as_bytes()).unwrap();
        let cases = [
            ("/foo", r#"["bar","baz"]"#),
            ("/foo/0", r#""bar""#),
            ("/", "0"),
            ("/a~1b", "1"),
            ("/c%d", "2"),
            ("/e^f", "3"),
            ("/g|h", "4"),
            ("/i\\j", "5"),
            ("/k\"l", "6"),
            ("/ ", "7"),
            ("/m~0n", "8"),
            ("", RFC),
        ];
        for (text, raw) in cases {
            let pointer = Pointer::parse(text).unwrap();
            let node = pointer.resolve(document.root()).unwrap();
            assert_eq!(node.raw(), raw);
            assert_eq!(pointer.to_string(), text);
            assert_eq!(document.pointer_to(node), pointer);
        }
        for nowhere in ["/foo/2", "/foo/01", "/foo/-", "/foo/+1", "/none", "/foo/0/x"] {
            assert!(Pointer::parse(nowhere).unwrap().resolve(document.root()).is_none(), "{nowhere}");
        }
        for broken in ["a", "/~", "/~2", "/a~"] {
            assert_eq!(Pointer::parse(broken), Err(PointerError), "{broken}");
        }
    }

    #[test]
    fn of_a_key_that_stands_again_the_last_value_is_found() {
        let document = Document::parse(br#"{"a":1,"b":0,"\u0061":{"c":2}}"#).unwrap();
        let node = Pointer::parse("/a/c").unwrap().resolve(document.root()).unwrap();
        assert_eq!(node.raw(), "2");
        assert_eq!(document.root().len(), 2);
    }
}
