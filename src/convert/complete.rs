//! What the target needs beyond what the source says.
//!
//! A value that can be no other is filled in; where nothing or an empty object may stand, that stands there and is told. An
//! object of which the source has parts only, and which need not be there, is left out, unless the user gave something of
//! it: it would have to be made up. All else is missing, and asked for.

use super::blueprint::{Blueprint, Issue};
use super::loss::{Assumed, Missing};
use super::setting::Settings;
use crate::json::{Document, Draft, Pointer};
use crate::schema::{Field, Presence};
use std::collections::HashSet;

/// How often a document is looked at: each look settles something, and a schema could ask for what it forbids.
const LOOKS: usize = 128;

/// What came out.
#[derive(Default)]
pub(super) struct Completed {
    pub(super) missing: Vec<Missing>,
    pub(super) assumed: Vec<Assumed>,
}

struct Work<'a, 'c> {
    draft: &'a mut Draft,
    blueprint: &'a Blueprint<'c>,
    settings: &'a Settings,
    /// Places of ids, which nothing can stand for.
    ids: &'a [Pointer],
    /// What was filled with null or an empty object.
    filled: Vec<Pointer>,
    left_out: HashSet<Pointer>,
}

/// Completes a document as far as nothing has to be made up.
pub(super) fn complete(
    draft: &mut Draft,
    blueprint: &Blueprint<'_>,
    settings: &Settings,
    ids: &[Pointer],
) -> Completed {
    let mut work = Work { draft, blueprint, settings, ids, filled: Vec::new(), left_out: HashSet::new() };
    let mut missing = Vec::new();
    for _ in 0..LOOKS {
        let issues = work.issues();
        if work.fill_any(&issues) || work.leave_out_any(&issues) {
            continue;
        }
        let places = issues.into_iter().filter_map(|issue| match issue {
            Issue::Missing(at) => Some(at),
            Issue::Unfit(_) => None,
        });
        missing = places.collect();
        break;
    }
    work.finish(missing)
}

impl Work<'_, '_> {
    fn issues(&self) -> Vec<Issue> {
        let json = self.draft.to_json();
        Document::parse(json.as_bytes()).map_or_else(|_| Vec::new(), |document| self.blueprint.issues(document.root()))
    }

    /// Fills in what needs no source.
    fn fill_any(&mut self, issues: &[Issue]) -> bool {
        let mut is_changed = false;
        for issue in issues {
            if let Issue::Missing(at) = issue
                && !self.left_out.contains(at)
                && !self.ids.contains(at)
                && let Some(value) = self.blueprint.field(at).and_then(substitute)
            {
                is_changed |= self.draft.set(at, Draft::from(value.json.as_str()));
                if !value.is_constant {
                    self.filled.push(at.clone());
                }
            }
        }
        is_changed
    }

    /// Leaves the innermost object out that can be, of those that lack something or hold what they may not.
    fn leave_out_any(&mut self, issues: &[Issue]) -> bool {
        issues.iter().any(|issue| match issue {
            Issue::Missing(at) => at.split_last().is_some_and(|(around, _)| self.leave_out(&around)),
            Issue::Unfit(at) => self.leave_out(at),
        })
    }

    fn leave_out(&mut self, start: &Pointer) -> bool {
        let mut at = start.clone();
        while let Some((around, _)) = at.split_last() {
            if self.blueprint.body_at().below(&at).is_some() || self.settings.reach(&at) {
                return false;
            }
            if let Some(field) = self.blueprint.field(&at) {
                let allows_null = field.types.iter().any(|kind| kind == "null");
                if field.presence <= Presence::Sometimes && self.left_out.insert(at.clone()) {
                    self.draft.remove(&at);
                    return true;
                }
                if self.blueprint.requires(&at) && allows_null && self.left_out.insert(at.clone()) {
                    self.draft.set(&at, Draft::from("null"));
                    self.filled.push(at);
                    return true;
                }
            }
            at = around;
        }
        false
    }

    fn finish(self, missing: Vec<Pointer>) -> Completed {
        let json = self.draft.to_json();
        let Ok(document) = Document::parse(json.as_bytes()) else { return Completed::default() };
        let mut assumed: Vec<Assumed> = Vec::new();
        for at in self.filled {
            let value = at.resolve(document.root()).map(crate::json::Node::raw).unwrap_or_default();
            let is_known = assumed.iter().any(|known| known.pointer == at);
            if matches!(value, "null" | "{}") && !is_known {
                let reason = "the target requires it, and the source does not have it".to_owned();
                assumed.push(Assumed { pointer: at, value: value.to_owned(), reason });
            }
        }
        let meaning = |at: &Pointer| self.blueprint.field(at).and_then(|field| field.meaning.title.clone());
        let mut missing: Vec<Missing> =
            missing.into_iter().map(|pointer| Missing { meaning: meaning(&pointer), pointer }).collect();
        missing.sort_by_key(|missing| self.blueprint.rank(&missing.pointer));
        missing.dedup();
        Completed { missing, assumed }
    }
}

/// What can stand in a place that must not be empty, without being made up.
struct Substitute {
    json: String,
    is_constant: bool,
}

fn substitute(field: &Field) -> Option<Substitute> {
    let allows = |kind: &str| field.types.iter().any(|known| known == kind);
    match field.meaning.values.as_slice() {
        [only] => Some(Substitute { json: only.to_string(), is_constant: true }),
        _ if allows("null") => Some(Substitute { json: "null".to_owned(), is_constant: false }),
        _ if allows("object") => Some(Substitute { json: "{}".to_owned(), is_constant: false }),
        _ => None,
    }
}
