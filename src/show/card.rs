//! A payload in a few rows: what happened, to whom, in which segment and when. The rows are always the same ones, in one order,
//! made from the neutral model, so that every family has them; one without data is left out.

use super::figures::{figures, when};
use super::mask::{mask, mask_word};
use super::reader::Reader;
use super::repeated::name_repeated;
use super::sentence::{in_short, sentence};
use super::{Subject, Wishes};
use crate::family::Event;
use crate::json::{Document, Kind, Locator, Node, Pointer, escape, is_unsafe};
use crate::neutral::{self, Fact, Neutral};
use crate::schema::Library;
use std::borrow::Cow;

/// What there is to say of a payload in short.
#[derive(Debug, Default)]
pub struct Card {
    /// What happened, in a sentence.
    pub headline: String,
    /// What else there is to know.
    pub rows: Vec<CardRow>,
    /// Whether the payload stands in a string, where lines and columns of the file tell nobody a place.
    pub is_in_string: bool,
    /// What happened in a word or two, for the cell of a table.
    pub happened: String,
    /// The segment before and after in as few: `VIP ->` for one that was left.
    pub segment: String,
    /// What to say of it in a line where there is nothing else to say, if that is not what is wrong with it.
    pub note: Option<String>,
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
    pub(super) kind: Kind,
    /// Of a string its text, of a number or boolean its spelling.
    pub(super) text: String,
}

/// The values of the neutral model that a payload has.
#[derive(Default)]
pub(super) struct Facts(Vec<Told>);

/// One of them.
struct Told {
    /// Its place in the model, and in the payload.
    at: Pointer,
    source: Pointer,
    seen: Seen,
}

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
        lines: &mut Locator<'_>,
    ) -> anyhow::Result<Self> {
        let facts = facts_of(event, subject, wishes, library)?;
        let rows = rows_of(&facts, subject, wishes, lines)?;
        let (happened, segment) = in_short(event, facts.changed_segment());
        let headline = format!("{}: {}", event.family.name(), sentence(event, &facts));
        Ok(Self { headline, rows, happened, segment, ..Self::default() })
    }

    /// Adds the rows of a payload whose shape is known, and its event is not.
    ///
    /// # Errors
    ///
    /// When a schema cannot be read.
    pub fn add_rows(
        &mut self,
        outline: &Event<'_, '_>,
        subject: Subject<'_>,
        wishes: &Wishes,
        library: &Library,
        lines: &mut Locator<'_>,
    ) -> anyhow::Result<()> {
        self.rows = rows_of(&facts_of(outline, subject, wishes, library)?, subject, wishes, lines)?;
        Ok(())
    }

    /// The most telling part of a row.
    pub fn first_of(&self, label: &str) -> Option<&str> {
        let row = self.rows.iter().find(|row| row.label == label)?;
        row.parts.first().map(String::as_str)
    }
}

fn facts_of(event: &Event<'_, '_>, subject: Subject<'_>, wishes: &Wishes, library: &Library) -> anyhow::Result<Facts> {
    match Neutral::read(event) {
        Some(neutral) => Facts::read(&neutral, &Reader { subject, wishes }, library),
        None => Ok(Facts::default()),
    }
}

fn rows_of(
    facts: &Facts,
    subject: Subject<'_>,
    wishes: &Wishes,
    lines: &mut Locator<'_>,
) -> anyhow::Result<Vec<CardRow>> {
    let rows = [
        ("customer", customer(facts)),
        ("company", company(facts)),
        ("item", item(facts)),
        ("segment", segment(facts)),
        ("when", when(facts, wishes)),
        ("figures", figures(facts, wishes)),
        ("where", facts.named(&[("tenant", "/tenant"), ("site", "/site"), ("project", "/project")])),
        ("delivery", facts.named(&[("", "/delivery_id"), ("event", "/event_id")])),
    ];
    let rows = rows.into_iter().filter(|(_, parts)| !parts.is_empty());
    let mut rows: Vec<CardRow> = rows.map(|(label, parts)| CardRow { label, parts }).collect();
    name_repeated(&mut rows, facts, &Reader { subject, wishes }, lines)?;
    Ok(rows)
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
            let text = masked(hidden, kind, &text);
            facts.push(Told { at: fact.at.clone(), source: fact.source.clone(), seen: Seen { kind, text } });
        }
        Ok(Self(facts))
    }

    pub(super) fn get(&self, at: &str) -> Option<&Seen> {
        let place = Pointer::parse(at).ok()?;
        self.0.iter().find_map(|told| (told.at == place).then_some(&told.seen))
    }

    /// A value that says something.
    pub(super) fn text(&self, at: &str) -> Option<&str> {
        let seen = self.get(at).filter(|seen| seen.kind != Kind::Null)?;
        Some(seen.text.as_str()).filter(|text| !text.is_empty())
    }

    /// Where the first value below a place of the model stands, if that is at a place of the payload or below it.
    pub(super) fn first_source(&self, beginning: &str, place: &Pointer) -> Option<&Pointer> {
        let beginning = Pointer::parse(beginning).ok()?;
        let told = self.0.iter().filter(|told| told.at.below(&beginning).is_some());
        told.map(|told| &told.source).find(|source| source.below(place).is_some())
    }

    /// Those of some values that are there, each after its name.
    fn named(&self, places: &[(&str, &str)]) -> Vec<String> {
        let part = |(name, at): &(&str, &str)| {
            let text = self.text(at)?;
            let text = apart(text);
            Some(if name.is_empty() { text.into_owned() } else { format!("{name} {text}") })
        };
        places.iter().filter_map(part).collect()
    }

    /// The segment before and after, or the only one that is told, and whether there are both.
    fn changed_segment(&self) -> (String, bool) {
        let name = self.transition("/segment/previous/name", "/segment/name");
        let id = || self.text("/segment/id").map(|id| apart(id).into_owned());
        (name.or_else(id).unwrap_or_default(), self.get("/segment/previous/name").is_some())
    }

    /// What was before and what is after, as far as it is told.
    fn transition(&self, before: &str, after: &str) -> Option<String> {
        let name = |at| match self.get(at) {
            Some(Seen { kind: Kind::Null, .. }) => "none".into(),
            Some(Seen { text, .. }) => apart(text),
            None => "?".into(),
        };
        match self.get(before) {
            Some(_) => Some(format!("{} -> {}", name(before), name(after))),
            None => self.text(after).map(|text| apart(text).into_owned()),
        }
    }
}

/// A text that cannot be taken for several or for what stands around it: in quotes where it could.
pub(super) fn apart(text: &str) -> Cow<'_, str> {
    let is_sign = |sign: char| matches!(sign, ',' | '"' | '\\') || is_unsafe(sign);
    if text.is_empty() || text.contains("->") || text.contains(is_sign) || text.trim() != text {
        escape(text).into()
    } else {
        text.into()
    }
}

/// The kind and text of a value. Nothing of a container, which has no place in a row; what is wrong with it is a finding. A text is
/// said as the payload spells it, not as the model would.
fn said(fact: &Fact<'_, '_>) -> Option<(Kind, String)> {
    match &fact.text {
        Some(json) if fact.node.kind() != Kind::String => {
            Document::parse(json.as_bytes()).ok().and_then(|document| of_value(document.root()))
        }
        _ => of_value(fact.node),
    }
}

/// A text as it may be seen.
pub(super) fn masked(hidden: Option<&str>, kind: Kind, text: &str) -> String {
    match hidden {
        None => text.to_owned(),
        Some(hidden) if kind == Kind::String => mask(hidden, text),
        Some(_) => mask_word(text),
    }
}

pub(super) fn of_value(node: Node<'_>) -> Option<(Kind, String)> {
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
    parts.extend(Some(name).filter(|name| !name.is_empty()).map(|name| apart(&name).into_owned()));
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
