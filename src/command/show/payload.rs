//! One payload: recognised, checked and shown.

use super::pile::Pile;
use super::places::Places;
use crate::capture::Lead;
use crate::check::{self, Meanings, Policy};
use crate::cli::{InputKind, ShowArgs};
use crate::command::inside::look_inside;
use crate::command::terms::Terms;
use crate::command::validate::Identities;
use crate::family::{Catalogue, Event, Recogniser, Selected, Unrecognised};
use crate::finding::{self, Finding};
use crate::input::Name;
use crate::json::{Damage, Document, Node, Pointer};
use crate::render::{Document as ShownDocument, Page, ShownJson};
use crate::report::PayloadReport;
use crate::show::{self, Card, Subject, Wishes};
use std::io::Write;
use std::sync::Arc;

/// Shows payloads, one by one.
pub(super) struct Shower<'a> {
    pub(super) args: &'a ShowArgs,
    pub(super) catalogue: &'a Catalogue,
    pub(super) told: Arc<Told<'a>>,
    pub(super) wishes: Wishes,
    pub(super) page: Page,
    pub(super) identities: Identities<'a>,
    pub(super) json: ShownJson,
    pub(super) pile: Pile,
    /// The document that is written, if it is one.
    pub(super) document: Option<ShownDocument>,
    /// How many there were.
    pub(super) payloads: usize,
    /// How many of them have begun to be printed.
    pub(super) printed: usize,
    /// What was recognised of the last one and why, if somebody asks.
    pub(super) account: Option<String>,
    /// Whether the last one was cut.
    pub(super) is_cut: bool,
}

/// What was said of the payloads of some files.
pub(super) struct Told<'a> {
    selected: Option<Selected<'a>>,
    excluded_fields: Vec<String>,
    pub(super) input: Option<InputKind>,
}

impl<'a> Told<'a> {
    pub(super) fn new(terms: &Terms<'_>, catalogue: &'a Catalogue) -> anyhow::Result<Self> {
        let (excluded_fields, input) = (terms.excluded_fields(), terms.input());
        Ok(Self { selected: terms.selected(catalogue)?, excluded_fields, input })
    }
}

/// A payload, or what holds one.
pub(super) struct Found<'d> {
    pub(super) name: Name,
    pub(super) root: Node<'d>,
    /// What is wrong with the text around it.
    pub(super) findings: Vec<Finding>,
    /// What is wrong with the text that it was made from, where that is damaged.
    pub(super) damage: Option<Damage>,
}

/// A place that a payload does not have.
pub(super) struct Missing {
    pub(super) place: Pointer,
    /// The one that was probably meant.
    pub(super) near: Option<Pointer>,
}

impl Shower<'_> {
    /// Shows a payload, or the part of it that was asked for, if there is an output for it.
    pub(super) fn payload(
        &mut self,
        found: Found<'_>,
        places: &mut Places<'_>,
        out: Option<&mut dyn Write>,
    ) -> anyhow::Result<Result<(), Missing>> {
        self.payloads += 1;
        let Some(part) = self.args.at.clone() else {
            return self.shown(found, &Pointer::default(), places, out).map(Ok);
        };
        match Lead::of(found.root, &part) {
            Lead::Into { string, text, rest } if self.may_open(found.root, &string)? => {
                let (Some(node), Ok(inner)) = (string.resolve(found.root), Document::parse(text.as_bytes())) else {
                    return Ok(Err(Missing { place: part, near: None }));
                };
                // The way to the innermost string.
                let way: Pointer =
                    part.tokens().iter().take(part.tokens().len() - rest.tokens().len()).cloned().collect();
                let name = found.name.inside(&show::seen_place(&way, self.args.show_personal));
                let mut places = places.inside(node.span(), &text);
                let shown = self.part(Found { name, root: inner.root(), ..found }, &rest, &mut places, out)?;
                Ok(shown.map_err(|missing| Missing { place: part, near: missing.near.map(|near| way.concat(&near)) }))
            }
            _ => self.part(found, &part, places, out),
        }
    }

    /// Shows a part of a payload; of what is no payload itself the part is one by itself, if it is recognised.
    fn part(
        &mut self,
        found: Found<'_>,
        part: &Pointer,
        places: &mut Places<'_>,
        out: Option<&mut dyn Write>,
    ) -> anyhow::Result<Result<(), Missing>> {
        let Some(node) = part.resolve(found.root) else {
            return Ok(Err(Missing { place: part.clone(), near: show::nearest_place(found.root, part) }));
        };
        let recogniser = Recogniser::new(self.catalogue, self.told.selected, &self.told.excluded_fields);
        let is_whole = part.tokens().is_empty();
        let is_itself = !is_whole && recogniser.event(found.root).is_none() && recogniser.event(node).is_some();
        if !is_itself || !self.may_open(found.root, part)? {
            return self.shown(found, part, places, out).map(Ok);
        }
        let name = found.name.inside(&show::seen_place(part, self.args.show_personal));
        self.shown(Found { name, root: node, ..found }, &Pointer::default(), places, out).map(Ok)
    }

    /// Whether what stands at a place may be taken out of what is around it: not where it is personal by that.
    fn may_open(&self, root: Node<'_>, place: &Pointer) -> anyhow::Result<bool> {
        let recogniser = Recogniser::new(self.catalogue, self.told.selected, &self.told.excluded_fields);
        let event = recogniser.event(root);
        let meanings = event.as_ref().map(|event| Meanings::new(event, &self.catalogue.library));
        let subject = Subject { payload: root, part: place, meanings: meanings.as_ref(), findings: &[] };
        show::may_open(subject, &self.wishes)
    }

    /// Shows a part of one payload.
    fn shown(
        &mut self,
        found: Found<'_>,
        part: &Pointer,
        places: &mut Places<'_>,
        out: Option<&mut dyn Write>,
    ) -> anyhow::Result<()> {
        let Found { name, root, mut findings, damage } = found;
        self.is_cut = damage == Some(Damage::Cut);
        let told = Arc::clone(&self.told);
        let recogniser = Recogniser::new(self.catalogue, told.selected, &told.excluded_fields);
        let library = &self.catalogue.library;
        findings.extend(check::document(root.document(), root, &mut places.keys));
        let mut why = None;
        let (event, identity, other) = match recogniser.recognise(root) {
            Ok(event) => {
                let policy = Policy { show_personal: self.args.show_personal, excluded_fields: &told.excluded_fields };
                // Of what is cut nobody can say what it misses.
                if !self.is_cut {
                    findings.extend(check::event(&event, library, policy)?);
                }
                let identity = self.identities.of(&event);
                (Some(event), identity, None)
            }
            Err(mut reason) => {
                let card = self.other(
                    recogniser,
                    &mut reason,
                    Subject { payload: root, part, meanings: None, findings: &[] },
                    (&name, places),
                )?;
                why = Some(reason.message.clone());
                if !self.is_cut {
                    findings.push(check::unrecognised(reason, root));
                }
                (None, self.identities.unknown(), Some(card))
            }
        };
        finding::sort(&mut findings);
        let meanings = event.as_ref().map(|event| Meanings::new(event, library));
        let subject = Subject { payload: root, part, meanings: meanings.as_ref(), findings: &findings };
        let report = places.report(&name, identity, &findings);
        let mut card = match &event {
            Some(event) if self.has_card() => {
                Some(Card::of_event(event, subject, &self.wishes, library, &mut places.keys)?)
            }
            _ => other,
        };
        if let Some(told) = &mut self.account {
            *told = account(&report, event.as_ref(), why.as_deref(), !places.are_lines());
        }
        let Some(out) = out else { return Ok(()) };
        if let Some(card) = &mut card {
            card.mark(damage, !places.are_lines());
        }
        match card {
            Some(card) if self.document.is_some() => self.section(subject, &card, &report, out),
            Some(card) if self.has_card() => self.in_pile(subject, &card, &report, places, out),
            _ => self.show(subject, &report, places, out),
        }
    }

    /// The card of what is no event that can be checked. In the reason it is told which ones stand inside.
    fn other(
        &self,
        recogniser: Recogniser<'_, '_>,
        reason: &mut Unrecognised<'_, '_>,
        subject: Subject<'_>,
        (name, places): (&Name, &mut Places<'_>),
    ) -> anyhow::Result<Card> {
        let (root, library) = (subject.payload, &self.catalogue.library);
        let inside = look_inside(recogniser, library, reason, root, name.file());
        let family = if self.is_cut { check::likely_family(self.catalogue, root) } else { None };
        let mut card = match inside.as_ref() {
            None if self.is_cut => Card::of_part(family),
            inside => Card::of_unrecognised(reason, inside),
        };
        let part_of = || recogniser.outline_of_part(family?, root);
        let outline = recogniser.outline(root).or_else(part_of);
        if let Some(outline) = outline.filter(|_| inside.is_none() && self.has_card()) {
            let meanings = Meanings::new(&outline, library);
            let subject = Subject { meanings: Some(&meanings), ..subject };
            card.add_rows(&outline, subject, &self.wishes, library, &mut places.keys)?;
        }
        Ok(card)
    }
}

/// What was recognised and why, in a line.
fn account(report: &PayloadReport, event: Option<&Event<'_, '_>>, reason: Option<&str>, is_in_string: bool) -> String {
    let place = if is_in_string { ", out of the JSON in a string" } else { "" };
    let Some(event) = event else {
        return format!("{}: not recognised{place}: {}", report.name, reason.unwrap_or_default());
    };
    let what = report.identity.in_words().unwrap_or_default();
    let body = if event.body.tokens().is_empty() {
        "its body is all of it".to_owned()
    } else {
        format!("its body stands at {}", event.body)
    };
    let shape = event
        .shape
        .map_or_else(|| "of no known shape, as it was told".to_owned(), |shape| format!("by the shape {shape:?}"));
    format!("{}: {what}, {shape}{place}; {body}", report.name)
}
