//! The members of two objects, brought together by their keys.

use super::members::Key;
use super::node::Node;
use std::collections::HashMap;

/// A key of two objects, with its value in the first and in the second; one of them may not have it.
pub(crate) type Member<'d> = (Key<'d>, (Option<Node<'d>>, Option<Node<'d>>));

/// Objects with more keys than this are joined by a table; a search through fewer is faster than making one.
const FEW: usize = 16;

/// Every key of two objects: those of the first in its order, then those that only the second has. Takes time in proportion
/// to the keys, whatever their order.
pub(crate) fn join<'d>(first: Node<'d>, second: Node<'d>) -> impl Iterator<Item = Member<'d>> {
    let others: Vec<(Key<'d>, Node<'d>)> = second.members().collect();
    let mut finder = Finder { taken: vec![false; others.len()], others, next: 0, table: None };
    let mut members = first.members();
    let mut rest = 0;
    std::iter::from_fn(move || {
        if let Some((key, value)) = members.next() {
            return Some((key, (Some(value), finder.take(key))));
        }
        rest += finder.taken[rest.min(finder.taken.len())..].iter().take_while(|taken| **taken).count();
        let (key, value) = *finder.others.get(rest)?;
        rest += 1;
        Some((key, (None, Some(value))))
    })
}

/// Finds keys of the second object. Most often the next one is it.
struct Finder<'d> {
    others: Vec<(Key<'d>, Node<'d>)>,
    taken: Vec<bool>,
    /// The index after the key that was found last.
    next: usize,
    /// The indexes of the keys with a fingerprint, once they were needed.
    table: Option<HashMap<u32, Vec<usize>>>,
}

impl<'d> Finder<'d> {
    fn take(&mut self, key: Key<'_>) -> Option<Node<'d>> {
        let found = self.find(key)?;
        self.taken[found] = true;
        self.next = found + 1;
        Some(self.others[found].1)
    }

    fn find(&mut self, key: Key<'_>) -> Option<usize> {
        let is_it = |index: &usize| self.others.get(*index).is_some_and(|(other, _)| other.is_same(key));
        if is_it(&self.next) {
            return Some(self.next);
        }
        if self.others.len() <= FEW {
            return (0..self.others.len()).find(is_it);
        }
        let table = self.table.get_or_insert_with(|| {
            let mut table: HashMap<u32, Vec<usize>> = HashMap::with_capacity(self.others.len());
            for (index, (key, _)) in self.others.iter().enumerate() {
                table.entry(key.print()).or_default().push(index);
            }
            table
        });
        table.get(&key.print())?.iter().copied().find(is_it)
    }
}

#[cfg(test)]
mod tests {
    use super::{Member, join};
    use crate::json::{Document, Node};

    fn joined(first: &str, second: &str) -> Vec<String> {
        let (first, second) = (Document::parse(first.as_bytes()).unwrap(), Document::parse(second.as_bytes()).unwrap());
        let raw = |value: Option<Node<'_>>| value.map_or_else(String::new, |value| value.raw().to_owned());
        let show = |(key, (mine, theirs)): Member<'_>| format!("{}={}|{}", key.name(), raw(mine), raw(theirs));
        join(first.root(), second.root()).map(show).collect()
    }

    #[test]
    fn keys_meet_whatever_their_order_and_spelling() {
        assert_eq!(
            joined(r#"{"a":1,"b":2,"c":3}"#, r#"{"c":30,"d":40,"\u0061":10}"#),
            ["a=1|10", "b=2|", "c=3|30", "d=|40"]
        );
        assert_eq!(joined("{}", "{}").len(), 0);
        assert_eq!(joined(r#"{"":1}"#, r#"{"":2,"x":3}"#), ["=1|2", "x=|3"]);
        assert_eq!(joined(r#"{"a":1,"a":2}"#, r#"{"a":3}"#), ["a=2|3"]);
    }

    #[test]
    fn large_objects_meet_in_any_order() {
        let object = |keys: &mut dyn Iterator<Item = usize>| {
            let members: Vec<String> = keys.map(|key| format!("\"key {key}\":{key}")).collect();
            format!("{{{}}}", members.join(","))
        };
        let joined = joined(&object(&mut (0..500)), &object(&mut (100..600).rev()));
        assert_eq!(joined.len(), 600);
        assert!(joined[..100].iter().all(|member| member.ends_with('|')));
        assert!(
            joined[100..500].iter().all(|member| member
                .split_once('=')
                .unwrap()
                .1
                .split_once('|')
                .is_some_and(|(a, b)| a == b))
        );
        assert_eq!(joined[500], "key 599=|599");
    }
}
