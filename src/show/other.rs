//! The card of what is no event that can be checked, and what a card says of a damaged text.

use super::card::Card;
use crate::capture::Inside;
use crate::family::{Family, Unrecognised};
use crate::finding::Rule;
use crate::json::{Damage, brief};

impl Card {
    /// The card of a payload that is no event which can be checked: what it is not, what is near, and what is in it.
    pub fn of_unrecognised(reason: &Unrecognised<'_, '_>, inside: Option<&Inside>) -> Self {
        let vendor = reason.family.map(Family::name);
        let headline = match (reason.rule, vendor, reason.near) {
            _ if let Some(inside) = inside => in_words(inside),
            (Rule::UnsupportedEvent, Some(vendor), _) => match reason.node.as_str() {
                Some(name) => format!("{vendor}: {}, an event that has no schema here", brief(&name)),
                None => format!("{vendor}: an event that has no schema here"),
            },
            (Rule::Conflict, Some(vendor), _) => format!("{vendor}: keys of two events that exclude each other"),
            (Rule::AmbiguousEvent, ..) => "it can be an event of several families".to_owned(),
            (_, Some(vendor), Some(near)) => format!("no known event; near: {vendor} {near}"),
            (_, Some(vendor), None) => format!("no known event; near: those of {vendor}"),
            _ => "no known event".to_owned(),
        };
        let note = inside.map(|inside| match inside.places.as_slice() {
            [first, ..] if inside.count > 1 => format!("holds {} events, first {}", inside.count, first.what),
            places => format!("holds {}", places.first().map_or("", |first| &first.what)),
        });
        Self { headline, note, ..Self::default() }
    }

    /// The card of a text whose end is missing and with it what would tell its event.
    pub fn of_part(family: Option<&Family>) -> Self {
        let headline = match family {
            Some(family) => format!("part of an event of {}", family.name()),
            None => "part of a text that nobody knows".to_owned(),
        };
        Self { headline, ..Self::default() }
    }

    /// The card of a text that nothing can be read of.
    pub fn of_text() -> Self {
        Self { headline: "text that is no JSON".to_owned(), ..Self::default() }
    }

    /// Says what is wrong with the text that the payload was read from.
    pub fn mark(&mut self, damage: Option<Damage>, is_in_string: bool) {
        self.is_in_string = is_in_string;
        match damage {
            None => {}
            Some(Damage::Cut) => self.headline += " (cut: the rest is missing)",
            Some(Damage::Encoding(name)) => self.headline.extend([" (read as ", name, ")"]),
        }
    }
}

/// What a document holds that is no event itself. The finding lists the places.
fn in_words(inside: &Inside) -> String {
    let first = inside.places.first().map_or_else(String::new, ToString::to_string);
    match inside.count {
        1 => format!("no known event here; inside it: {first}"),
        count => format!("no known event here; {count} inside it, first: {first}"),
    }
}
