//! What a value says to who knows its field: the day of a date-time, the amount of minor units, JSON inside a string.

use super::Wishes;
use crate::json::{Document, Kind, Node};
use crate::schema::Meaning;
use crate::words::{Epoch, Moment, counted};

/// A value in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// All there is to say.
    pub text: String,
    /// The part of it that the value does not show, for where room is short.
    pub short: String,
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self { short: text.clone(), text }
    }
}

/// A value in words, if there is more to say than it says itself.
pub(super) fn explain(node: Node<'_>, name: Option<&str>, meaning: &Meaning, wishes: &Wishes) -> Option<Said> {
    match node.kind() {
        Kind::String => {
            let text = node.as_str()?;
            moment(&text, wishes)
                .or_else(|| Some(Said::from(format!("JSON inside: {}", in_words(parse_inside(&text)?.root())))))
        }
        Kind::Number => amount(node.raw(), meaning, wishes).or_else(|| epoch(node.raw(), name?, meaning, wishes)),
        _ => None,
    }
}

/// The JSON that a string holds: an object or array, nothing less, as any word could be JSON by chance.
pub(super) fn parse_inside(text: &str) -> Option<Document<'_>> {
    let is_container = text.trim_start().starts_with(['{', '[']);
    is_container.then(|| Document::parse(text.as_bytes()).ok())?
}

fn moment(text: &str, wishes: &Wishes) -> Option<Said> {
    let moment = Moment::read(text)?;
    let short = moment.relative_to(wishes.now);
    let absolute = moment.to_string();
    Some(if absolute == text { Said::from(short) } else { Said { text: format!("{absolute}, {short}"), short } })
}

/// An amount in minor units in the currency that was named.
fn amount(number: &str, meaning: &Meaning, wishes: &Wishes) -> Option<Said> {
    let is_money = meaning.unit.as_deref() == Some("currency-minor");
    wishes.currency.filter(|_| is_money)?.amount(number).map(Said::from)
}

/// Seconds or milliseconds since 1970, where the field's schema or name says that it is a time: many ids have as many digits.
fn epoch(number: &str, name: &str, meaning: &Meaning, wishes: &Wishes) -> Option<Said> {
    let is_camel = ["At", "On"].iter().any(|word| {
        name.strip_suffix(word)
            .is_some_and(|start| start.ends_with(|last: char| last.is_lowercase() || last.is_numeric()))
    });
    let name = name.to_lowercase();
    let is_told = meaning.format.as_deref().is_some_and(|format| format.starts_with("date"));
    let is_time = is_told
        || is_camel
        || ["time", "date", "_at", "_on"].iter().any(|word| name.ends_with(word))
        || ["stamp", "expir"].iter().any(|word| name.contains(word));
    let Epoch { unit, moment } = is_time.then(|| Moment::read_epoch(number))??;
    let short = format!("{moment}, {}", moment.relative_to(wishes.now));
    Some(Said { text: format!("{short}, in {unit} since 1970"), short })
}

/// `object of 14 keys`
fn in_words(node: Node<'_>) -> String {
    match node.kind() {
        Kind::Object => format!("object of {}", counted(node.len(), "key")),
        _ => format!("array of {}", counted(node.len(), "item")),
    }
}
