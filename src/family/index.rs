//! Where the parts of a manifest stand in its text, and the keys by which payloads are told from afar: so that a part, and each
//! rule of recognition by itself, is read only when somebody wants it.
//!
//! The build script makes it for the bundled families; it reads this file as well.

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
    /// Sets of keys: a payload that the rule fits has all keys of one of them at its root.
    pub(super) signs: &'static [&'static [&'static str]],
}

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
                let signs = required(&test).into_iter().map(|keys| &*keys.leak());
                rules.push(Rule { at: place(rule.get()), signs: signs.collect::<Vec<_>>().leak() });
            }
        }
        let parts = members.into_iter().map(|(name, part)| (&*name.leak(), place(part.get())));
        Ok(Self { parts: parts.collect::<Vec<_>>().leak(), rules: rules.leak() })
    }
}

/// The sets of keys that a test asks for; each of its alternatives asks for one of its own.
fn required(test: &Value) -> Vec<Vec<&'static str>> {
    let names = test["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let own: Vec<&'static str> = names.map(|name| &*name.to_owned().leak()).collect();
    let Some(alternatives) = test["anyOf"].as_array() else { return vec![own] };
    let with_own = |keys: Vec<&'static str>| own.iter().copied().chain(keys).collect();
    alternatives.iter().flat_map(required).map(with_own).collect()
}
