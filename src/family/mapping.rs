//! How a family's fields stand to the neutral model, as `family.json` says it: one table for reading and for writing.

use super::manifest::Place;
use super::written::{self, Comment};
use crate::json::Pointer;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The fields that a family shares with the neutral model.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    #[serde(rename = "$comment", default)]
    _comment: Comment,
    /// The shape in which payloads are written.
    pub shape: String,
    /// The fields, in the order in which they are tried when a payload is read.
    pub fields: Vec<MappedField>,
}

/// A field of the family and its place in the neutral model.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedField {
    #[serde(rename = "$comment", default)]
    _comment: Comment,
    /// The place in the neutral model.
    #[serde(deserialize_with = "written::pointer")]
    pub neutral: Pointer,
    /// The place in a payload.
    pub field: Place,
    /// What becomes of the value on its way.
    #[serde(rename = "as", default)]
    pub transform: Transform,
    /// The family's values and the model's; others stay as they are.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// Whether the field is one way only.
    #[serde(default)]
    pub only: Option<Way>,
    /// What is written where the model does not have the field.
    #[serde(rename = "else", default)]
    pub otherwise: Option<Otherwise>,
}

/// A way between the family and the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// From a payload into the model.
    Read,
}

/// A field of the family made of other fields of the model.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Otherwise {
    /// How it is made.
    pub take: Take,
    /// The places in the neutral model that it is made of, all of which must be there.
    #[serde(deserialize_with = "written::pointers")]
    pub of: Vec<Pointer>,
}

/// How a text is made of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Take {
    /// All of them, with a space between.
    Joined,
    /// All words but the last.
    AllButLastWord,
    /// The last of several words.
    LastWord,
}

/// What becomes of a value on its way into the neutral model, and back on the way out of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transform {
    /// Nothing.
    #[default]
    Same,
    /// A whole number is text in the model.
    Text,
    /// A date-time has a `T` between date and time in the model.
    Instant,
    /// Of a text in several languages the model has the English one, or else the first.
    Localised,
    /// An amount with two decimals is minor units in the model.
    Decimal,
}

/// What an event is in the neutral model.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Change {
    #[serde(rename = "$comment", default)]
    _comment: Comment,
    /// What happened: one of the model's words, such as `entered`.
    pub change: String,
    /// What it happened to: `customer`, `item` or `segment`.
    pub subject: String,
    /// Changes of other families that the event comes nearest to.
    #[serde(default)]
    pub expresses: Vec<String>,
    /// The name of the only segment that the event can be about.
    #[serde(default)]
    pub segment: Option<String>,
}
