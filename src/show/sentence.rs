//! What happened, in a sentence made of the model's words.

use super::card::Facts;
use crate::check::alternatives;
use crate::family::{Change, Event};
use crate::json::escape;

/// The sentence of an event; of events that cannot be told apart one that holds for all. Events that the model has no words for
/// are told by their titles.
pub(super) fn sentence(event: &Event<'_, '_>, facts: &Facts) -> String {
    let changes: Vec<&Change> = event.candidates.iter().filter_map(|candidate| candidate.neutral.as_ref()).collect();
    if changes.is_empty() {
        let titles = event.candidates.iter().map(|candidate| candidate.title.as_str());
        return alternatives(&distinct(titles));
    }
    let subjects = distinct(changes.iter().map(|change| change.subject.as_str()));
    let clauses = subjects.into_iter().map(|subject| {
        let of_subject: Vec<&Change> = changes.iter().copied().filter(|change| change.subject == subject).collect();
        (words_of(subject, facts), predicate(subject, &of_subject, facts))
    });
    // What two subjects may have done alike is said once.
    let mut said: Vec<(Vec<String>, String)> = Vec::new();
    for (subject, predicate) in clauses {
        match said.iter_mut().find(|(_, known)| *known == predicate) {
            Some((subjects, _)) => subjects.push(subject),
            None => said.push((vec![subject], predicate)),
        }
    }
    let said = said.into_iter().map(|(mut subjects, predicate)| {
        // "a customer or an item", but "customer left".
        if subjects.len() > 1 {
            subjects
                .iter_mut()
                .filter(|subject| *subject == "customer")
                .for_each(|subject| subject.insert_str(0, "a "));
        }
        format!("{} {predicate}", alternatives(&subjects))
    });
    said.collect::<Vec<_>>().join(", or ")
}

/// What happened in the fewest words, and the segment with an arrow to or from it where there is no other one.
pub(super) fn in_short(event: &Event<'_, '_>, (segment, has_both): (String, bool)) -> (String, String) {
    let changes: Vec<&Change> = event.candidates.iter().filter_map(|candidate| candidate.neutral.as_ref()).collect();
    if changes.is_empty() || changes.len() < event.candidates.len() {
        return (String::new(), segment);
    }
    let words = distinct(changes.iter().map(|change| change.change.as_str()));
    let subjects = distinct(changes.iter().map(|change| change.subject.as_str()));
    let subject = match subjects.as_slice() {
        ["customer"] => String::new(),
        subjects => alternatives(subjects) + " ",
    };
    let is_any = |known: &[&str]| !words.is_empty() && words.iter().all(|word| known.contains(word));
    let is_of_segment = subjects.contains(&"segment") || has_both || segment.is_empty();
    let segment = match () {
        () if is_of_segment => segment,
        () if is_any(&["entered", "assigned", "created", "updated"]) => format!("-> {segment}"),
        () if is_any(&["left", "unassigned", "deleted"]) => format!("{segment} ->"),
        () => segment,
    };
    (format!("{subject}{}", alternatives(&words)), segment)
}

/// What the change happened to.
fn words_of(subject: &str, facts: &Facts) -> String {
    match (subject, facts.text("/item/kind")) {
        ("segment", _) => match named_segment(facts) {
            Some(name) => format!("segment {name}"),
            None => "a segment".to_owned(),
        },
        ("item", Some(kind)) => {
            let kind = kind.to_lowercase();
            let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
            format!("{article} {kind}")
        }
        ("item", None) => "an item".to_owned(),
        _ => subject.to_owned(),
    }
}

/// What was done, to one subject, and with which segment.
fn predicate(subject: &str, changes: &[&Change], facts: &Facts) -> String {
    let words = distinct(changes.iter().map(|change| change.change.as_str()));
    if subject == "segment" {
        return format!("was {}", alternatives(&words));
    }
    let verbs: Vec<&str> = words.into_iter().map(verb).collect();
    let (first, rest) = verbs.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    // "was assigned to or updated in": the auxiliary is said once.
    let is_passive = first.starts_with("was ");
    let rest = rest.iter().map(|verb| verb.strip_prefix("was ").filter(|_| is_passive).unwrap_or(verb));
    let verbs: Vec<&str> = std::iter::once(first).chain(rest).collect();
    format!("{} {}", alternatives(&verbs), target(changes, facts))
}

/// The segment that it is about.
fn target(changes: &[&Change], facts: &Facts) -> String {
    let only = distinct(changes.iter().filter_map(|change| change.segment.as_deref()));
    match (only.as_slice(), named_segment(facts)) {
        ([only], named) if changes.iter().all(|change| change.segment.is_some()) => {
            let other = named.filter(|_| facts.text("/segment/name").is_some_and(|name| name != *only));
            let other = other.map_or_else(String::new, |name| format!(", but the payload says {name}"));
            format!("the {only} segment{other}")
        }
        (_, Some(name)) => format!("the segment {name}"),
        (_, None) => "a segment".to_owned(),
    }
}

/// The segment's name in quotes, or else its id.
fn named_segment(facts: &Facts) -> Option<String> {
    let name = facts.text("/segment/name").map(escape);
    name.or_else(|| facts.text("/segment/id").map(str::to_owned))
}

/// A word of the model as a verb that the segment follows.
fn verb(change: &str) -> &str {
    match change {
        "moved" => "moved to",
        "assigned" => "was assigned to",
        "unassigned" => "was unassigned from",
        "created" => "was created in",
        "updated" => "was updated in",
        "deleted" => "was deleted from",
        intransitive => intransitive,
    }
}

fn distinct<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all = Vec::new();
    for word in words {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    all
}
