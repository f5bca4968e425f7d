//! What schemas say of the fields of a payload, looked up on the way down: each place is asked for once, however many items
//! of an array stand there. Nothing is compiled for it.

use super::field::{self, Marks, Meaning};
use super::fields;
use super::library::Shelf;
use super::names::Names;
use super::place::{self, Place};
use crate::json::{Pointer, Token, index_of};
use crate::near::nearest;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Follows a payload's structure through schemas.
#[derive(Debug)]
pub struct Guide {
    shelf: Option<Arc<dyn Shelf>>,
    /// Where each schema is applied, and its URI. What stands first has the first word.
    schemas: Vec<(Pointer, String)>,
    stops: Vec<Stop>,
    /// Where the payload itself is; found when first asked for.
    root: Option<Spot>,
    /// The names of all properties near the top, each with the first place that has it; made when first needed.
    homes: Option<HashMap<String, Spot>>,
    /// The names of all properties; made when first needed.
    names: Option<Names>,
}

/// A place in a payload, as far as the schemas know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spot(u32);

#[derive(Debug, Default)]
struct Stop {
    places: Vec<Place>,
    /// The schemas that are applied further down, with the number of steps taken towards them.
    ahead: Vec<(usize, usize)>,
    /// Where its parts are that were asked for.
    parts: BTreeMap<Box<str>, Spot>,
    /// As what those are taken that the schemas do not know here.
    likenesses: BTreeMap<Box<str>, Spot>,
    /// Found when first asked for.
    meaning: OnceCell<Box<Meaning>>,
    /// Found when first asked for, which is more often than the meaning is.
    marks: OnceCell<Marks>,
}

/// The place of which no schema says anything.
const NOWHERE: Spot = Spot(0);

/// How many places are searched for a name that stands elsewhere than it should.
const SEARCHED: usize = 64;

impl Guide {
    /// What stands for any index in the place where a schema is applied.
    pub const ANY_ITEM: &str = "*";

    /// Knows nothing.
    pub fn silent() -> Self {
        Self { shelf: None, schemas: Vec::new(), stops: vec![Stop::default()], root: None, homes: None, names: None }
    }

    pub(super) fn new(shelf: Arc<dyn Shelf>, schemas: Vec<(Pointer, String)>) -> Self {
        Self { shelf: Some(shelf), schemas, ..Self::silent() }
    }

    /// Whether nothing is known of a spot and all that is below it.
    pub fn is_silent(&self, spot: Spot) -> bool {
        spot == NOWHERE
    }

    /// The payload itself.
    pub fn root(&mut self) -> Spot {
        if let Some(known) = self.root {
            return known;
        }
        let root = self.stop(Vec::new(), (0..self.schemas.len()).map(|schema| (schema, 0)).collect());
        self.root = Some(root);
        root
    }

    /// A part of the value at a spot: a member, or an item by its index.
    pub fn step(&mut self, spot: Spot, token: &str) -> Spot {
        if spot == NOWHERE {
            return NOWHERE;
        }
        let stop = &self.stops[spot.0 as usize];
        if let Some(known) = stop.parts.get(token) {
            return *known;
        }
        let places = self.shelf.as_deref().map_or_else(Vec::new, |shelf| place::follow(shelf, &stop.places, token));
        let leads = |(schema, taken): &&(usize, usize)| {
            let way = self.schemas[*schema].0.tokens().get(*taken).map(Token::as_str);
            way.is_some_and(|way| way == token || way == Self::ANY_ITEM && index_of(token).is_some())
        };
        let ahead = stop.ahead.iter().filter(leads).map(|(schema, taken)| (*schema, taken + 1)).collect();
        let next = self.stop(places, ahead);
        self.stops[spot.0 as usize].parts.insert(token.into(), next);
        next
    }

    /// An item of the array at a spot. Where the schemas do not tell items apart by their place, all of them are one spot.
    pub fn item(&mut self, spot: Spot, index: usize) -> Spot {
        /// Schemas that tell items apart say so of the first few.
        const TOLD_APART: usize = 16;
        if spot == NOWHERE { NOWHERE } else { self.step(spot, &index.min(TOLD_APART).to_string()) }
    }

    /// What the schemas say of the value at a spot.
    pub fn meaning(&self, spot: Spot) -> &Meaning {
        let stop = &self.stops[spot.0 as usize];
        stop.meaning.get_or_init(|| Box::new(field::meaning_of(&stop.places)))
    }

    /// How the schemas say that the value at a spot is compared.
    pub fn marks(&self, spot: Spot) -> &Marks {
        let stop = &self.stops[spot.0 as usize];
        stop.marks.get_or_init(|| field::marks_of(&stop.places))
    }

    /// As [`Guide::step`]; of a name that the schemas do not know here the spot of the one that it nearly is, or that has this
    /// name elsewhere. For what must not be shown it is better to think too much of a name than too little.
    pub fn step_to_like(&mut self, spot: Spot, name: &str) -> Spot {
        let found = self.step(spot, name);
        if found != NOWHERE || self.schemas.is_empty() {
            return found;
        }
        if let Some(known) = self.stops[spot.0 as usize].likenesses.get(name) {
            return *known;
        }
        let like = self.like(spot, name);
        self.stops[spot.0 as usize].likenesses.insert(name.into(), like);
        like
    }

    /// As what a part with this name is taken, which the schemas do not know here.
    fn like(&mut self, spot: Spot, name: &str) -> Spot {
        let known = fields::names(&self.stops[spot.0 as usize].places);
        if let Some(near) = nearest(name, known.iter().map(String::as_str)) {
            return self.step(spot, near);
        }
        let schemas = &self.schemas;
        let names = self.names.get_or_insert_with(|| {
            let files = schemas.iter().map(|(_, uri)| uri.clone()).collect();
            self.shelf.as_deref().map_or_else(Names::default, |shelf| Names::declared_in(shelf, files))
        });
        if names.may_have(name) { self.home(name) } else { NOWHERE }
    }

    /// The place that a name has near the top of the payload.
    fn home(&mut self, name: &str) -> Spot {
        if self.homes.is_none() {
            let mut homes: HashMap<String, Spot> = HashMap::new();
            let mut next = vec![self.root()];
            let mut at = 0;
            while let Some(spot) = next.get(at).copied().filter(|_| at < SEARCHED) {
                at += 1;
                let ahead = self.stops[spot.0 as usize].ahead.clone();
                let towards = ahead.iter().filter_map(|(schema, taken)| self.schemas[*schema].0.tokens().get(*taken));
                let mut names: Vec<String> = towards.map(|token| token.as_str().to_owned()).collect();
                names.extend(fields::names(&self.stops[spot.0 as usize].places));
                for name in names {
                    let child = self.step(spot, &name);
                    homes.entry(name).or_insert(child);
                    if !next.contains(&child) {
                        next.push(child);
                    }
                }
            }
            self.homes = Some(homes);
        }
        self.homes.as_ref().and_then(|homes| homes.get(name)).copied().unwrap_or(NOWHERE)
    }

    /// The spot of these schema objects and of the schemas that begin here.
    fn stop(&mut self, mut places: Vec<Place>, ahead: Vec<(usize, usize)>) -> Spot {
        let Some(shelf) = self.shelf.as_deref() else { return NOWHERE };
        let (here, ahead): (Vec<_>, Vec<_>) =
            ahead.into_iter().partition(|(schema, taken)| self.schemas[*schema].0.tokens().len() == *taken);
        if !here.is_empty() {
            let files = here.iter().filter_map(|(schema, _)| shelf.file(&self.schemas[*schema].1));
            let begin = files.flat_map(|file| place::expand(shelf, vec![Place::root(file)]));
            places = begin.chain(places).collect();
        }
        if places.is_empty() && ahead.is_empty() {
            return NOWHERE;
        }
        self.stops.push(Stop { places, ahead, ..Stop::default() });
        Spot(u32::try_from(self.stops.len() - 1).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::Guide;
    use crate::json::Pointer;
    use crate::schema::Library;

    fn guide() -> Guide {
        let mut library = Library::default();
        let body = r##"{
            "properties": {
                "tags": { "type": "array", "x-key": ["id"], "items": { "$ref": "#/$defs/tag" } },
                "mail": { "title": "where to write", "x-personal": "email" }
            },
            "$defs": { "tag": { "properties": { "id": { "title": "the tag's id" }, "seen": { "x-volatile": true } } } }
        }"##;
        let envelope = r#"{ "properties": { "sent": { "x-volatile": true }, "data": { "title": "the body" } } }"#;
        library.add("f/body.json".into(), body.into());
        library.add("f/envelope.json".into(), envelope.into());
        let data = Pointer::parse("/data").unwrap();
        library.guide(&[(data, "f/body.json".into()), (Pointer::default(), "f/envelope.json".into())])
    }

    #[test]
    fn schemas_are_followed_from_where_they_are_applied() {
        let mut guide = guide();
        let root = guide.root();
        let at = |guide: &mut Guide, path: &[&str]| path.iter().fold(root, |spot, token| guide.step(spot, token));
        let sent = at(&mut guide, &["sent"]);
        assert!(guide.marks(sent).volatile);
        let data = at(&mut guide, &["data"]);
        assert_eq!(guide.meaning(data).title.as_deref(), Some("the body"));
        let tags = at(&mut guide, &["data", "tags"]);
        assert_eq!(guide.marks(tags).key, ["id"]);
        let (first, last) = (guide.item(tags, 20), guide.item(tags, 70_000));
        assert_eq!(first, last);
        let seen = guide.step(last, "seen");
        assert!(guide.marks(seen).volatile);
        let unknown = at(&mut guide, &["nobody", "knows"]);
        assert_eq!(guide.meaning(unknown), &crate::schema::Meaning::default());
    }

    #[test]
    fn names_that_are_nearly_known_or_known_elsewhere_are_found() {
        let mut guide = guide();
        let root = guide.root();
        let data = guide.step(root, "data");
        for (spot, name) in [(data, "mial"), (root, "mail")] {
            let found = guide.step_to_like(spot, name);
            assert!(guide.meaning(found).is_masked(), "{name}");
        }
        let mut silent = Guide::silent();
        let root = silent.root();
        assert_eq!(silent.step_to_like(root, "mail"), root);
    }
}
