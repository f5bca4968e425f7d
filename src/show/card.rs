//! A payload in a few rows: what happened, to whom, in which segment and when. The rows are always the same ones, in one order,
//! made from the neutral model, so that every family has them; one without data is left out.

use super::mask::{mask, mask_word};
use super::reader::Reader;
use super::sentence::sentence;
use super::{Subject, Wishes};
use crate::family::Event;
use crate::json::{Document, Kind, Node, Pointer, escape};
use crate::neutral::{self, Fact, Neutral};
use crate::schema::Library;
use crate::words::Moment;

/// What there is to say of a payload in short.
#[derive(Debug, Default)]
pub struct Card {
    /// What happened, in a sentence.
    pub headline: String,
    /// What else there is to know.
    pub rows: Vec<CardRow>,
    /// Whether the payload stands in a string, where lines and columns of the file tell nobody a place.
    pub is_in_string: bool,
}

/// One row.
#[derive(Debug)]
pub struct CardRow {
    /// What it is about.
    pub label: &'static str,
    /// What there is to say, the most telling first. There is always one.
    pub parts: Vec<String>,
}

/// A value of the neutral model as it may be seen.
pub(super) struct Seen {
    kind: Kind,
    /// Of a string its text, of a number or boolean its spelling.
    text: String,
}

/// What stands after an amount whose currency nobody named.
const MINOR_UNITS: &str = " minor units";

/// The values of the neutral model that a payload has.
#[derive(Default)]
pub(super) struct Facts(Vec<(Pointer, Seen)>);

impl Card {
    /// The card of an event.
    ///
    /// # Errors
    ///
    /// When a schema cannot be read.
    pub fn of_event(
        event: &Event<'_, '_>,
        subject: Subject<'_>,
        wishes: &Wishes,
        library: &Library,
    ) -> anyhow::Result<Self> {
        let facts = match Neutral::read(event) {
            Some(neutral) => Facts::read(&neutral, &Reader { subject, wishes }, library)?,
            None => Facts::default(),
        };
        let rows = [
            ("customer", customer(&facts)),
            ("company", company(&facts)),
            ("item", item(&facts)),
            ("segment", segment(&facts)),
            ("when", when(&facts, wishes)),
            ("figures", figures(&facts, wishes)),
            ("where", facts.named(&[("tenant", "/tenant"), ("site", "/site"), ("project", "/project")])),
            ("delivery", facts.named(&[("", "/delivery_id"), ("event", "/event_id")])),
        ];
        let rows = rows.into_iter().filter(|(_, parts)| !parts.is_empty());
        Ok(Self {
            headline: format!("{}: {}", event.family.name(), sentence(event, &facts)),
            rows: rows.map(|(label, parts)| CardRow { label, parts }).collect(),
            is_in_string: false,
        })
    }

    /// The most telling part of a row.
    pub fn first_of(&self, label: &str) -> Option<&str> {
        let row = self.rows.iter().find(|row| row.label == label)?;
        row.parts.first().map(String::as_str)
    }
}

impl Facts {
    fn read(neutral: &Neutral<'_, '_>, reader: &Reader<'_>, library: &Library) -> anyhow::Result<Self> {
        let model = library.compiled(neutral::SCHEMA)?;
        let mut facts = Vec::with_capacity(neutral.facts.len());
        for fact in &neutral.facts {
            let Some((kind, text)) = said(fact) else { continue };
            // The family's schema knows what is personal; where it forgot, the model does.
            let meaning = model.meaning(fact.at);
            let own = meaning.personal.as_deref().filter(|_| meaning.is_masked());
            let is_shown = reader.wishes.show_personal || kind == Kind::Null;
            let hidden = if is_shown { None } else { reader.hidden_at(&fact.source)? };
            let address = text.contains('@').then_some("email");
            let hidden = hidden.as_deref().or(own).or(address).filter(|_| !is_shown);
            let text = match hidden {
                None => text,
                Some(hidden) if kind == Kind::String => mask(hidden, &text),
                Some(_) => mask_word(&text),
            };
            facts.push((fact.at.clone(), Seen { kind, text }));
        }
        Ok(Self(facts))
    }

    fn get(&self, at: &str) -> Option<&Seen> {
        let place = Pointer::parse(at).ok()?;
        self.0.iter().find_map(|(known, seen)| (*known == place).then_some(seen))
    }

    /// A value that says something.
    pub(super) fn text(&self, at: &str) -> Option<&str> {
        let seen = self.get(at).filter(|seen| seen.kind != Kind::Null)?;
        Some(seen.text.as_str()).filter(|text| !text.is_empty())
    }

    /// Those of some values that are there, each after its name.
    fn named(&self, places: &[(&str, &str)]) -> Vec<String> {
        let part = |(name, at): &(&str, &str)| {
            let text = self.text(at)?;
            Some(if name.is_empty() { text.to_owned() } else { format!("{name} {text}") })
        };
        places.iter().filter_map(part).collect()
    }

    /// What was before and what is after, as far as it is told.
    fn transition(&self, before: &str, after: &str) -> Option<String> {
        let name = |at| match self.get(at) {
            Some(Seen { kind: Kind::Null, .. }) => "none",
            Some(Seen { text, .. }) if text.is_empty() => "\"\"",
            Some(Seen { text, .. }) => text,
            None => "?",
        };
        match self.get(before) {
            Some(_) => Some(format!("{} -> {}", name(before), name(after))),
            None => self.text(after).map(str::to_owned),
        }
    }
}

/// The kind and text of a value. Nothing of a container, which has no place in a row; what is wrong with it is a finding.
fn said(fact: &Fact<'_, '_>) -> Option<(Kind, String)> {
    match &fact.text {
        Some(json) => Document::parse(json.as_bytes()).ok().and_then(|document| of_value(document.root())),
        None => of_value(fact.node),
    }
}

fn of_value(node: Node<'_>) -> Option<(Kind, String)> {
    match node.kind() {
        Kind::Object | Kind::Array => None,
        Kind::String => Some((Kind::String, node.as_str()?.into_owned())),
        kind => Some((kind, node.raw().to_owned())),
    }
}

fn customer(facts: &Facts) -> Vec<String> {
    let mut parts =
        facts.named(&[("", "/customer/id"), ("merchant id", "/customer/external_id"), ("", "/customer/email")]);
    let names = ["/customer/first_name", "/customer/last_name"].into_iter().filter_map(|at| facts.text(at));
    let name = facts.text("/customer/name").map_or_else(|| names.collect::<Vec<_>>().join(" "), str::to_owned);
    parts.extend(Some(name).filter(|name| !name.is_empty()));
    parts
}

fn company(facts: &Facts) -> Vec<String> {
    facts.named(&[("", "/company/name"), ("id", "/company/id")])
}

fn item(facts: &Facts) -> Vec<String> {
    facts.named(&[("", "/item/kind"), ("", "/item/name"), ("code", "/item/code"), ("id", "/item/id")])
}

fn segment(facts: &Facts) -> Vec<String> {
    let name = facts.transition("/segment/previous/name", "/segment/name");
    let status = facts.transition("/segment/previous/status", "/segment/status");
    let id = facts.named(&[("id", "/segment/id")]);
    name.into_iter().chain(id).chain(status.map(|status| format!("status {status}"))).collect()
}

/// When it happened; where that is not told the time that comes nearest to it, and what that is.
fn when(facts: &Facts, wishes: &Wishes) -> Vec<String> {
    let times = [("/occurred_at", None), ("/sent_at", Some("when it was sent"))];
    let changed = [("/record/modified_at", Some("when the record was last changed"))];
    let mut told = times.into_iter().chain(changed).filter_map(|(at, what)| Some((facts.text(at)?, what))).peekable();
    let first = told.peek().copied();
    let readable = told.find_map(|(text, what)| Some((Moment::read(text)?, what)));
    let (mut parts, what) = match (readable, first) {
        (Some((moment, what)), _) => (vec![moment.to_string(), moment.relative_to(wishes.now)], what),
        (None, Some((text, what))) => (vec![escape(text)], what),
        (None, None) => return Vec::new(),
    };
    if let (Some(last), Some(what)) = (parts.last_mut(), what) {
        *last = format!("{last} ({what})");
    }
    parts
}

fn figures(facts: &Facts, wishes: &Wishes) -> Vec<String> {
    let spend = facts.get("/figures/spend").and_then(|seen| money(seen, wishes));
    let average = facts.get("/figures/average_order").and_then(|seen| money(seen, wishes));
    // The unit is said once.
    let average = average.map(|average| match &spend {
        Some(spend) if spend.ends_with(MINOR_UNITS) => average.trim_end_matches(MINOR_UNITS).to_owned(),
        _ => average,
    });
    let orders = || Some(counted(facts.get("/figures/orders")?, "order"));
    let points = || Some(counted(facts.get("/figures/points")?, "point"));
    let last = || {
        let text = facts.text("/figures/last_order_at")?;
        Some(format!("last order {}", Moment::read(text).map_or_else(|| escape(text), |moment| moment.to_string())))
    };
    let parts = [
        orders(),
        spend.map(|spend| format!("spend {spend}")),
        average.map(|average| format!("average {average}")),
        points(),
        last(),
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect()
}

/// A number with its noun. What is no number is shown as it is spelled: nobody knows what was counted.
fn counted(seen: &Seen, noun: &str) -> String {
    match seen.kind {
        Kind::Null => String::new(),
        Kind::Number if seen.text == "1" => format!("1 {noun}"),
        Kind::Number => format!("{} {noun}s", seen.text),
        _ => format!("{noun}s {}", escape(&seen.text)),
    }
}

/// An amount in minor units, in a currency if one was named.
fn money(seen: &Seen, wishes: &Wishes) -> Option<String> {
    match seen.kind {
        Kind::Null => None,
        Kind::Number => {
            let amount = wishes.currency.and_then(|currency| currency.amount(&seen.text));
            Some(amount.unwrap_or_else(|| seen.text.clone() + MINOR_UNITS))
        }
        _ => Some(escape(&seen.text)),
    }
}
