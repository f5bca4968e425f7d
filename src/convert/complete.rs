//! What the target needs beyond what the source says.
//!
//! A value that can be no other is filled in; where nothing or an empty object may stand, that stands there and is told. An
//! object of which the source has parts only, and which need not be there, is left out, unless the user gave something of
//! it or wants what there is: it would have to be made up. All else is missing, and asked for.

use super::blueprint::{Blueprint, Issue};
use super::loss::{Assumed, Missing};
use super::setting::Settings;
use crate::json::{Document, Draft, Node, Pointer};
use crate::schema::{Field, Presence};
use std::collections::HashSet;

/// How often a document is looked at: each look settles something, and a schema could ask for what it forbids.
const LOOKS: usize = 128;

/// What came out.
#[derive(Default)]
pub(super) struct Completed {
    pub(super) missing: Vec<Missing>,
    pub(super) assumed: Vec<Assumed>,
    pub(super) left_out: Vec<LeftOut>,
}

/// Something that has a place in the target and is not written.
pub(super) struct LeftOut {
    pub(super) at: Pointer,
    /// What it would need to be complete.
    pub(super) needs: Vec<Pointer>,
    /// The place in it that holds what it may not.
    pub(super) unfit: Option<Pointer>,
}

/// On what terms a document is completed.
pub(super) struct Terms<'a, 'c> {
    pub(super) blueprint: &'a Blueprint<'c>,
    pub(super) settings: &'a Settings,
    /// Places of ids, which nothing can stand for.
    pub(super) ids: &'a [Pointer],
    /// Whether what is incomplete is written all the same.
    pub(super) keeps_parts: bool,
}

struct Work<'a, 'c> {
    draft: &'a mut Draft,
    terms: &'a Terms<'a, 'c>,
    /// What was filled with null or an empty object.
    filled: Vec<Pointer>,
    /// What was left out once is not left out again.
    tried: HashSet<Pointer>,
    left_out: Vec<LeftOut>,
}

/// Completes a document as far as nothing has to be made up.
pub(super) fn complete(draft: &mut Draft, terms: &Terms<'_, '_>) -> Completed {
    let mut work = Work { draft, terms, filled: Vec::new(), tried: HashSet::new(), left_out: Vec::new() };
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
        let issues = |document: Document<'_>| self.terms.blueprint.issues(document.root());
        Document::parse(json.as_bytes()).map_or_else(|_| Vec::new(), issues)
    }

    /// Fills in what needs no source.
    fn fill_any(&mut self, issues: &[Issue]) -> bool {
        let mut is_changed = false;
        for issue in issues {
            if let Issue::Missing(at) = issue
                && !self.tried.contains(at)
                && !self.terms.ids.contains(at)
                && let Some(value) = self.terms.blueprint.field(at).and_then(substitute)
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
        for issue in issues {
            let (start, unfit) = match issue {
                Issue::Missing(_) if self.terms.keeps_parts => continue,
                Issue::Missing(at) => (at.split_last().map(|(around, _)| around), None),
                Issue::Unfit(at) => (Some(at.clone()), Some(at.clone())),
            };
            if let Some(at) = start.and_then(|start| self.leave_out(&start)) {
                let needs = self.needs_of(&at, issues);
                self.left_out.push(LeftOut { at, needs, unfit });
                return true;
            }
        }
        false
    }

    /// What a group that is left out would need: where that is a group left out before, what that one needs.
    fn needs_of(&self, group: &Pointer, issues: &[Issue]) -> Vec<Pointer> {
        let mut needs = Vec::new();
        for issue in issues {
            if let Issue::Missing(at) = issue
                && at != group
                && at.below(group).is_some()
            {
                match self.left_out.iter().find(|known| known.at == *at) {
                    Some(known) => needs.extend(known.needs.iter().chain(&known.unfit).cloned()),
                    None => needs.push(at.clone()),
                }
            }
        }
        needs
    }

    fn leave_out(&mut self, start: &Pointer) -> Option<Pointer> {
        let blueprint = self.terms.blueprint;
        let mut at = start.clone();
        while let Some((around, _)) = at.split_last() {
            if blueprint.body_at().below(&at).is_some() || self.terms.settings.reach(&at) {
                return None;
            }
            if let Some(field) = blueprint.field(&at) {
                let allows_null = field.types.iter().any(|kind| kind == "null");
                if field.presence <= Presence::Sometimes && self.tried.insert(at.clone()) {
                    self.draft.remove(&at);
                    self.remove_emptied(around);
                    return Some(at);
                }
                if blueprint.requires(&at) && allows_null && self.tried.insert(at.clone()) {
                    self.draft.set(&at, Draft::from("null"));
                    self.filled.push(at.clone());
                    return Some(at);
                }
            }
            at = around;
        }
        None
    }

    /// Removes the containers that hold nothing any more and need not be there.
    fn remove_emptied(&mut self, mut at: Pointer) {
        while let Some((around, _)) = at.split_last() {
            let is_needed = self.terms.blueprint.body_at().below(&at).is_some() || self.terms.blueprint.requires(&at);
            if !self.draft.is_hollow(&at) || is_needed || self.terms.settings.reach(&at) {
                return;
            }
            self.draft.remove(&at);
            at = around;
        }
    }

    /// Takes the empty objects away again that were filled in and lack something themselves.
    fn remove_hollow(&mut self, missing: &[Pointer]) {
        for at in self.filled.iter().rev() {
            let lacks = missing.iter().any(|missing| missing != at && missing.below(at).is_some());
            if lacks && self.draft.is_hollow(at) {
                self.draft.remove(at);
            }
        }
    }

    fn finish(mut self, missing: Vec<Pointer>) -> Completed {
        self.remove_hollow(&missing);
        let json = self.draft.to_json();
        let Ok(document) = Document::parse(json.as_bytes()) else { return Completed::default() };
        let blueprint = self.terms.blueprint;
        let mut assumed: Vec<Assumed> = Vec::new();
        for pointer in self.filled {
            let value = pointer.resolve(document.root()).map(Node::raw).unwrap_or_default().to_owned();
            let is_known = assumed.iter().any(|known| known.pointer == pointer);
            if matches!(value.as_str(), "null" | "{}") && !is_known {
                let reason = "the target requires it, and the source does not have it".to_owned();
                assumed.push(Assumed { pointer, value, reason, is_personal: false });
            }
        }
        let meaning = |at: &Pointer| blueprint.field(at).and_then(|field| field.meaning.title.clone());
        let mut missing: Vec<Missing> =
            missing.into_iter().map(|pointer| Missing { meaning: meaning(&pointer), pointer }).collect();
        missing.sort_by_key(|missing| blueprint.rank(&missing.pointer));
        missing.dedup();
        Completed { missing, assumed, left_out: self.left_out }
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
