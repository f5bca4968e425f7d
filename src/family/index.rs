//! Where the parts of a manifest stand in its text, and the keys by which payloads are told from afar: so that a part, and each
//! rule of recognition by itself, is read only when somebody wants it.
//!
//! The build script makes it for the bundled families; it reads this file as well.

use super::PreparedKey;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::ops::Range;

/// The index of a manifest. It stays to the end of the run, as the manifest does.
#[derive(Debug)]
pub(super) struct Index {
    /// The members, in the order of their names.
    pub(super) parts: &'static [(&'static str, Range<usize>)],
    /// The rules of recognition, in order.
    pub(super) rules: &'static [Rule],
}

/// A rule of recognition.
#[derive(Debug)]
pub(super) struct Rule {
    /// Where it stands.
    pub(super) at: Range<usize>,
    /// A payload that the rule fits shows one of these.
    pub(super) signs: &'static [Sign],
}

/// The ways to members that a payload must have, all of them: a name at its root, or one and another in the object there.
pub(super) type Sign = &'static [&'static [PreparedKey]];

impl Index {
    /// The index of a manifest with this text.
    pub(super) fn of(text: &str) -> serde_json::Result<Self> {
        let place = |part: &str| {
            let start = part.as_ptr().addr() - text.as_ptr().addr();
            start..start + part.len()
        };
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(text)?;
        let mut rules = Vec::new();
        if let Some(written) = members.get("recognise") {
            for rule in serde_json::from_str::<Vec<&RawValue>>(written.get())? {
                let test = serde_json::from_str::<Value>(rule.get())?["when"].take();
                let signs = required(&test).into_iter().map(|ways| &*ways.leak());
                rules.push(Rule { at: place(rule.get()), signs: signs.collect::<Vec<_>>().leak() });
            }
        }
        let parts = members.into_iter().map(|(name, part)| (&*name.leak(), place(part.get())));
        Ok(Self { parts: parts.collect::<Vec<_>>().leak(), rules: rules.leak() })
    }
}

/// The ways that a test asks for; each of its alternatives asks for more of its own.
fn required(test: &Value) -> Vec<Vec<&'static [PreparedKey]>> {
    let mut own: Vec<&'static [PreparedKey]> = Vec::new();
    for name in names(test) {
        let part = &test["properties"][name];
        // What is asked of an object's members holds of everything that is none.
        let inner = if part["type"] == "object" { names(part) } else { Vec::new() };
        own.push(vec![PreparedKey::of(name)].leak());
        own.extend(inner.into_iter().map(|inner| &*vec![PreparedKey::of(name), PreparedKey::of(inner)].leak()));
    }
    let Some(alternatives) = test["anyOf"].as_array() else { return vec![own] };
    let with_own = |ways: Vec<_>| own.iter().copied().chain(ways).collect();
    alternatives.iter().flat_map(required).map(with_own).collect()
}

/// The keys that a test asks for.
fn names(test: &Value) -> Vec<&'static str> {
    let names = test["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    names.map(|name| &*name.to_owned().leak()).collect()
}
