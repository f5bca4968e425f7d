//! What payloads are made into, by its name on the command line.

use crate::family::{Catalogue, EventKind, Family, NameError, Selected};
use crate::near::nearest;
use std::fmt;

/// The name of the envelope that is no family.
pub const CLOUD_EVENTS: &str = "cloudevents";

/// What payloads are made into.
#[derive(Debug, Clone, Copy)]
pub enum Target<'c> {
    /// Events of a family, of one kind if one is named.
    Family(&'c Family, Option<&'c EventKind>),
    /// An envelope around the payload as it is.
    CloudEvents,
}

impl<'c> Target<'c> {
    /// The target with this name: a family, one of its events, the neutral model, or CloudEvents.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn named(catalogue: &'c Catalogue, name: &str) -> Result<Self, NameError> {
        if name == CLOUD_EVENTS {
            return Ok(Self::CloudEvents);
        }
        if let Some(family) = catalogue.known().find(|family| family.id == name) {
            return Ok(Self::Family(family, None));
        }
        // After the family's name the end of its event's name will do, as it does everywhere.
        let within = name.split_once(':').and_then(|(id, rest)| Some((catalogue.select_family(id).ok()?, rest)));
        let selected = match within {
            Some((family, rest)) => catalogue.select_event(rest, Some(family)),
            None => catalogue.select_event(name, None),
        };
        match selected {
            Ok(Selected { family, event }) => Ok(Self::Family(family, event)),
            Err(error) => Err(unknown(catalogue, name, error)),
        }
    }
}

impl fmt::Display for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CloudEvents => f.write_str(CLOUD_EVENTS),
            Self::Family(family, None) => f.write_str(&family.id),
            Self::Family(family, Some(event)) => write!(f, "{}:{}", family.id, event.name),
        }
    }
}

fn unknown(catalogue: &Catalogue, name: &str, error: NameError) -> NameError {
    let names: Vec<&str> = catalogue.known().map(|family| family.id.as_str()).chain([CLOUD_EVENTS]).collect();
    if name.contains(':') || error.message.contains(" events") {
        return error;
    }
    let help = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean {near:?}?"),
        None if error.help.starts_with("did you") => error.help,
        None => format!("known: {}, and the events of each family (`hookspect events`)", names.join(", ")),
    };
    NameError { message: format!("no target is called {name:?}"), help }
}
