//! Answers that were found once, for questions that come again with every payload.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

/// How many answers are kept: the keys of a payload are its sender's, and there is no end to them.
const MOST: usize = 1 << 12;

/// Answers by their questions.
#[derive(Debug)]
pub(super) struct Memory<K, V>(RwLock<HashMap<K, V>>);

impl<K, V> Default for Memory<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Eq + Hash, V: Clone> Memory<K, V> {
    /// The answer to a question, which is found out if it is new.
    pub(super) fn recall<Q: Eq + Hash + ToOwned<Owned = K> + ?Sized>(&self, question: &Q, find: impl FnOnce() -> V) -> V
    where
        K: Borrow<Q>,
    {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(question) {
            return known.clone();
        }
        let found = find();
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(question.to_owned(), found.clone());
        found
    }
}
