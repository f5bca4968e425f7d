//! Events and families by name, as options and payloads give them.

use super::{Catalogue, EventKind, Family};
use crate::near::nearest;
use std::fmt;

/// What a name on the command line stands for.
#[derive(Debug, Clone, Copy)]
pub struct Selected<'c> {
    /// The family.
    pub family: &'c Family,
    /// The event, when one was named.
    pub event: Option<&'c EventKind>,
}

/// A name that stands for nothing, or for more than one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameError {
    /// What is wrong.
    pub message: String,
    /// What can be done about it.
    pub help: String,
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  help: {}", self.message, self.help)
    }
}

impl std::error::Error for NameError {}

/// What a name inside a payload stands for that is none of its family's events.
pub(super) enum Called<'f> {
    Unsupported(&'f str),
    /// No known name, and one like it.
    Near(&'f str),
    Unknown,
}

impl Family {
    /// The event with this name, and whether it is an old or wrong one.
    pub(super) fn known(&self, name: &str) -> Option<(&EventKind, bool)> {
        let has_alias = |event: &&EventKind| event.aliases.iter().any(|alias| alias == name);
        let aliased = || self.events().iter().find(has_alias).map(|event| (event, true));
        self.event(name).map(|event| (event, false)).or_else(aliased)
    }

    /// What a payload's own name stands for that is none of the family's events.
    pub(super) fn called(&self, name: &str) -> Called<'_> {
        let events = self.events();
        let unsupported = self.manifest.unsupported.get();
        if let Some(found) = unsupported.iter().find(|group| group.names.iter().any(|other| other == name)) {
            return Called::Unsupported(&found.sentence);
        }
        let known = events.iter().map(|event| event.name.as_str());
        let others = unsupported.iter().flat_map(|group| &group.names).map(String::as_str);
        nearest(name, known.chain(others)).map_or(Called::Unknown, Called::Near)
    }
}

impl Catalogue {
    /// The event that a name on the command line stands for: `family:event`, an old name, or any end of it that begins after `/`,
    /// `.` or `:` and fits one event only. A family that was named leaves only its own events.
    ///
    /// # Errors
    ///
    /// When no event or more than one has that name.
    pub fn select_event(&self, name: &str, within: Option<&Family>) -> Result<Selected<'_>, NameError> {
        let is_meant = |selected: &Selected<'_>| within.is_none_or(|family| family.id == selected.family.id);
        let all: Vec<(String, Selected<'_>)> = self.full_names().filter(|(_, selected)| is_meant(selected)).collect();
        let has_alias = |selected: &Selected<'_>| {
            selected.event.is_some_and(|event| event.aliases.iter().any(|alias| alias == name))
        };
        if let Some((_, exact)) = all.iter().find(|(full, selected)| full == name || has_alias(selected)) {
            return Ok(*exact);
        }
        let fits = |full: &str| full.strip_suffix(name).is_some_and(|rest| rest.ends_with(['/', '.', ':']));
        let found: Vec<&(String, Selected<'_>)> = all.iter().filter(|(full, _)| fits(full)).collect();
        match found.as_slice() {
            [(_, only)] => Ok(*only),
            [] => Err(self.unknown_event(name, &all)),
            several => {
                let names: Vec<&str> = several.iter().map(|(full, _)| full.as_str()).collect();
                Err(NameError {
                    message: format!("{name:?} is the name of {} events", names.len()),
                    help: format!("say which: {}", names.join(", ")),
                })
            }
        }
    }

    /// The family with this id.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn select_family(&self, id: &str) -> Result<&Family, NameError> {
        self.known().find(|family| family.id == id).ok_or_else(|| {
            let ids: Vec<&str> = self.known().map(|family| family.id.as_str()).collect();
            let help = nearest(id, ids.iter().copied())
                .map_or_else(|| format!("known: {}", ids.join(", ")), |near| format!("did you mean {near:?}?"));
            NameError { message: format!("no family is called {id:?}"), help }
        })
    }

    fn full_names(&self) -> impl Iterator<Item = (String, Selected<'_>)> {
        self.known().flat_map(|family| {
            family
                .events()
                .iter()
                .map(move |event| (format!("{}:{}", family.id, event.name), Selected { family, event: Some(event) }))
        })
    }

    fn unknown_event(&self, name: &str, all: &[(String, Selected<'_>)]) -> NameError {
        let ends = all.iter().flat_map(|(full, _)| std::iter::once(full.as_str()).chain(ends(full)));
        let aliases = self.known().flat_map(Family::events).flat_map(|event| &event.aliases).map(String::as_str);
        let holding: Vec<&str> = all.iter().map(|(full, _)| full.as_str()).filter(|full| full.contains(name)).collect();
        let help = match (nearest(name, ends.chain(aliases)), holding.as_slice()) {
            (Some(near), _) => match self.select_event(near, None) {
                Ok(Selected { family, .. }) => format!("did you mean {near:?} ({})?", family.name()),
                Err(_) => format!("did you mean {near:?}?"),
            },
            (None, [one]) => format!("did you mean {one}?"),
            (None, several @ [_, _, ..]) if !name.is_empty() => format!("did you mean one of {}?", several.join(", ")),
            _ => "`hookspect events` lists the names".to_owned(),
        };
        NameError { message: format!("no event is called {name:?}"), help }
    }
}

/// The ends of a name that begin after a separator, the longest first.
fn ends(full: &str) -> impl Iterator<Item = &str> {
    full.match_indices(['/', '.', ':']).map(|(at, _)| &full[at + 1..])
}
