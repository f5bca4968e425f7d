//! The names that schemas declare anywhere, by which most names are known to be nowhere.

use super::library::Shelf;
use super::place::resolve;
use crate::json::{PreparedKey, fingerprint};

/// The prints of names, in order.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<u32>);

const PROPERTIES: PreparedKey = PreparedKey::of("properties");
const REFERENCE: PreparedKey = PreparedKey::of("$ref");

impl Names {
    /// The names of all properties in schema files and in those that they refer to.
    pub(super) fn declared_in(shelf: &dyn Shelf, files: Vec<String>) -> Self {
        let (mut files, mut names, mut at) = (files, Vec::new(), 0);
        while let Some(uri) = files.get(at) {
            let file = shelf.file(uri);
            at += 1;
            let Some(file) = file else { continue };
            let mut others: Vec<String> = Vec::new();
            for (keyword, part) in file.document.root().members_below() {
                if keyword.is(&PROPERTIES) {
                    names.extend(part.members().map(|(name, _)| name.print()));
                } else if keyword.is(&REFERENCE) {
                    let target = part.as_str().unwrap_or_default();
                    let other = target.split('#').next().unwrap_or_default();
                    if !other.is_empty() && !others.iter().any(|known| known == other) {
                        others.push(other.to_owned());
                    }
                }
            }
            let uris = others.iter().map(|other| resolve(&file.uri, other));
            let new: Vec<String> = uris.filter(|uri| !files.contains(uri)).collect();
            files.extend(new);
        }
        names.sort_unstable();
        Self(names)
    }

    /// Whether a property may have this name. That none has is certain.
    pub(super) fn may_have(&self, name: &str) -> bool {
        self.0.binary_search(&fingerprint(name.as_bytes())).is_ok()
    }
}
