//! Two statements in the neutral model, made ready to be compared: what one side has in one piece and the other in several is
//! brought into one form, and of each difference it is known whether it could be otherwise.
//!
//! Families differ in what they can say at all: ids mean something to their sender only, some fields have no counterpart, and
//! some words are the nearest that there are. Such differences tell nothing about two payloads, and must not hide those that do.

use super::field::taken;
use super::{Converter, Lore, Statement};
use crate::family::{Event, Family};
use crate::json::{Document, Draft, Kind, Node, Pointer, escape};
use crate::neutral;
use crate::schema::Library;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

/// The places of the model that events have a field for.
#[derive(Debug, Default)]
pub(super) struct Vocabularies(Mutex<HashMap<(String, Option<String>), Vocabulary>>);

type Vocabulary = HashSet<Pointer>;

/// Two statements that face each other.
#[derive(Debug)]
pub struct Facing {
    /// What is said before.
    pub before: Face,
    /// What is said after.
    pub after: Face,
    own: Vec<Pointer>,
}

/// One of two statements.
#[derive(Debug)]
pub struct Face {
    /// The model's document, with the words of the other side where they can be had, and with the containers of the other side.
    pub document: String,
    /// Places of the payload, each with its place in the document.
    pub places: Vec<(Pointer, Pointer)>,
    /// The vendor's name.
    pub vendor: String,
    vocabulary: Vocabulary,
    /// Changes that the event is the nearest word for.
    expresses: Vec<String>,
}

/// What a difference between two statements tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// That the two say different things.
    Full,
    /// Nothing: such values mean something to their sender only.
    Own,
    /// That the payload before has a field for it and the one after has none, or the other way round.
    OneSided,
    /// That one side says with its nearest word what the other says.
    Nearest,
}

impl Vocabularies {
    /// All that an event can say in its shape; of events that cannot be told apart, all that any of them can.
    fn of(&self, event: &Event<'_, '_>, library: &Library) -> anyhow::Result<Vocabulary> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = Vocabulary::new();
        for kind in &event.candidates {
            let path = |file: &str| event.family.schema_path(file).into_owned();
            let key = (path(&kind.schema), event.envelope.map(path));
            if !known.contains_key(&key) {
                let vocabulary = vocabulary(event.family, &key, library)?;
                known.insert(key.clone(), vocabulary);
            }
            all.extend(known.get(&key).into_iter().flatten().cloned());
            // An event that can be about one segment only says which.
            let names_segment = kind.neutral.as_ref().is_some_and(|change| change.segment.is_some());
            all.extend(Pointer::parse(neutral::SEGMENT_NAME).ok().filter(|_| names_segment));
        }
        Ok(all)
    }
}

/// The places of the model for which the schemas of a body and of its envelope declare a field.
fn vocabulary(
    family: &Family,
    (body, envelope): &(String, Option<String>),
    library: &Library,
) -> anyhow::Result<Vocabulary> {
    let fields = |path: &String| -> anyhow::Result<Vocabulary> {
        Ok(library.compiled(path)?.fields().into_iter().map(|field| field.path.into_iter().collect()).collect())
    };
    let body = fields(body)?;
    let envelope = envelope.as_ref().map(fields).transpose()?;
    let declared = |place: &crate::family::Place| match (place.from_root, &envelope) {
        (true, envelope) => envelope.as_ref().is_some_and(|envelope| envelope.contains(&place.pointer)),
        (false, _) => body.contains(&place.pointer),
    };
    let mapped = family.mapping().map_or(&[][..], |mapping| &mapping.fields);
    // What is only read is said by chance: that it is not there tells nothing.
    let fields = mapped.iter().filter(|mapped| mapped.only.is_none() && declared(&mapped.field));
    let fields = fields.map(|mapped| mapped.neutral.clone());
    let told = [neutral::MODEL_AT, neutral::CHANGE, neutral::SUBJECT];
    Ok(fields.chain(told.iter().filter_map(|at| Pointer::parse(at).ok())).collect())
}

impl<'c> Converter<'c> {
    /// Brings two statements face to face.
    ///
    /// # Errors
    ///
    /// When a schema file of a family is missing or no schema.
    pub fn face(
        &self,
        before: (&Event<'c, '_>, &Statement),
        after: (&Event<'c, '_>, &Statement),
    ) -> anyhow::Result<Facing> {
        let (mut first, mut second) = (self.side(before)?, self.side(after)?);
        let (families, Lore { own, .. }) = ((before.0.family, after.0.family), &*self.lore);
        // Documents of the model are of no vendor: they may hold the ids of any.
        let is_across = families.0.id != families.1.id && !families.0.is_neutral() && !families.1.is_neutral();
        if is_across {
            first.speak_like(families.1, &second);
            second.speak_like(families.0, &first);
        }
        let containers = first.containers().into_iter().chain(second.containers()).collect();
        first.add(&containers);
        second.add(&containers);
        Ok(Facing { before: first, after: second, own: if is_across { own.clone() } else { Vec::new() } })
    }

    fn side(&self, (event, statement): (&Event<'c, '_>, &Statement)) -> anyhow::Result<Face> {
        let changes = event.candidates.iter().filter_map(|kind| kind.neutral.as_ref());
        Ok(Face {
            document: statement.document.clone(),
            places: statement.places.clone(),
            vendor: event.family.name().to_owned(),
            vocabulary: self.lore.vocabularies.of(event, &self.catalogue.library)?,
            expresses: changes.flat_map(|change| change.expresses.clone()).collect(),
        })
    }
}

impl Facing {
    /// What a difference at a place tells.
    pub fn bearing(&self, at: &Pointer, before: Option<Node<'_>>, after: Option<Node<'_>>) -> Bearing {
        let is_in = |place: &Pointer| at.below(place).is_some();
        if self.own.iter().any(is_in) {
            return Bearing::Own;
        }
        let silent = match (before, after) {
            (Some(_), None) => &self.after,
            (None, Some(_)) => &self.before,
            (Some(before), Some(after)) if at.to_string() == neutral::CHANGE => {
                let is_word = |face: &Face, node: Node<'_>| {
                    node.as_str().is_some_and(|change| face.expresses.iter().any(|word| *word == *change))
                };
                let is_near = is_word(&self.after, before) || is_word(&self.before, after);
                return if is_near { Bearing::Nearest } else { Bearing::Full };
            }
            _ => return Bearing::Full,
        };
        if silent.vocabulary.iter().any(is_in) { Bearing::Full } else { Bearing::OneSided }
    }
}

impl Face {
    /// Says what the other side says in its own pieces, if that can be made of the pieces at hand: these are taken up then.
    fn speak_like(&mut self, family: &Family, other: &Face) {
        let (mine, theirs) = (self.document.clone(), other.document.clone());
        let (Ok(mine), Ok(theirs)) = (Document::parse(mine.as_bytes()), Document::parse(theirs.as_bytes())) else {
            return;
        };
        let is_said = |at: &Pointer, document: &Document<'_>| at.resolve(document.root()).is_some();
        let mut draft = Draft::of(mine.root());
        let mut used: Vec<&Pointer> = Vec::new();
        for mapped in family.mapping().map_or(&[][..], |mapping| &mapping.fields) {
            let Some(otherwise) = &mapped.otherwise else { continue };
            if is_said(&mapped.neutral, &mine) || !is_said(&mapped.neutral, &theirs) {
                continue;
            }
            let pieces: Option<Vec<Node<'_>>> = otherwise.of.iter().map(|at| at.resolve(mine.root())).collect();
            let Some(text) = pieces.and_then(|pieces| taken(otherwise.take, pieces.into_iter())) else { continue };
            draft.set(&mapped.neutral, Draft::Text(escape(&text)));
            let sources = self.places.iter().filter(|(_, place)| otherwise.of.contains(place));
            let made: Vec<_> = sources.map(|(source, _)| (source.clone(), mapped.neutral.clone())).collect();
            self.places.extend(made);
            used.extend(&otherwise.of);
        }
        for at in used.into_iter().filter(|at| !is_said(at, &theirs)) {
            draft.remove(at);
        }
        self.document = draft.to_json();
    }

    /// The objects in the document.
    fn containers(&self) -> BTreeSet<Pointer> {
        let mut found = BTreeSet::new();
        if let Ok(document) = Document::parse(self.document.as_bytes()) {
            objects(document.root(), &Pointer::default(), &mut found);
        }
        found
    }

    /// Adds the objects that it does not have, so that differences are told field by field.
    fn add(&mut self, containers: &BTreeSet<Pointer>) {
        let Ok(document) = Document::parse(self.document.as_bytes()) else { return };
        let mut draft = Draft::of(document.root());
        // Those around others come first.
        for at in containers.iter().filter(|at| at.resolve(document.root()).is_none()) {
            draft.set(at, Draft::object());
        }
        self.document = draft.to_json();
    }
}

/// The objects below a value, as deep as the model goes.
fn objects(node: Node<'_>, at: &Pointer, found: &mut BTreeSet<Pointer>) {
    /// The model's fields stand in no more objects than these.
    const DEEPEST: usize = 2;
    if at.tokens().len() > DEEPEST {
        return;
    }
    for (key, value) in node.members().filter(|(_, value)| value.kind() == Kind::Object) {
        let at = at.join(key.name());
        objects(value, &at, found);
        found.insert(at);
    }
}
