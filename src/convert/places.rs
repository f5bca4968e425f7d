//! Where values stand in what is made: the columns that a table of it has.

use super::{Converter, Target, kept_at};
use crate::json::Pointer;

impl Converter<'_> {
    /// The places of values in the documents that are made, in the order in which they are written there.
    ///
    /// # Errors
    ///
    /// When a schema file of a family is missing or no schema.
    pub fn places(&self) -> anyhow::Result<Vec<Pointer>> {
        let mut places: Vec<Pointer> = Vec::new();
        match self.target {
            Target::CloudEvents => {
                places.extend(self.attributes()?.iter().map(|name| Pointer::default().join(name.as_str())));
                let given = self.settings.places().filter(|at| !places.contains(at));
                let given: Vec<Pointer> = given.cloned().collect();
                let before_data = places.len() - 1;
                places.splice(before_data..before_data, given);
            }
            Target::Family(family, named) => {
                for event in family.events().iter().filter(|event| named.is_none_or(|named| named == *event)) {
                    let Some(blueprint) = self.lore.blueprints.of(self.catalogue, family, event)? else { continue };
                    let new: Vec<Pointer> = blueprint.leaves().filter(|at| !places.contains(at)).cloned().collect();
                    places.extend(new);
                }
                let is_known =
                    |at: &Pointer| places.iter().any(|known| at.below(known).is_some() || known.below(at).is_some());
                let given: Vec<Pointer> = self.settings.places().filter(|at| !is_known(at)).cloned().collect();
                places.extend(given);
            }
        }
        places.extend(self.options.keep_source.then(kept_at));
        Ok(places)
    }
}
