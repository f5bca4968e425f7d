//! What a conversion did to a payload: the loss report as a value.

use crate::json::Pointer;

/// What did not come along, and what else is to be known of a conversion. Places of the source are told from its root,
/// places of the target from that one's.
#[derive(Debug, Default)]
pub struct Loss {
    /// What the source is: `family:event`, unless it cannot be told from its twins.
    pub event: Option<String>,
    /// What was made of it.
    pub target: Option<String>,
    /// Places of the source, and where in the target they went.
    pub mapped: Vec<(Pointer, Pointer)>,
    /// Values that are others in the target; each is mapped too.
    pub changed: Vec<Changed>,
    /// Places of the source that are not in the target. A container is told once, for all that is in it.
    pub dropped: Vec<Dropped>,
    /// As [`Loss::dropped`], where the target keeps its source as a whole.
    pub kept: Vec<Pointer>,
    /// Whether the result is the source that the payload kept.
    pub is_restored: bool,
    /// What the target needs and the source does not have.
    pub missing: Vec<Missing>,
    /// What the target has, and the source does not say.
    pub assumed: Vec<Assumed>,
    /// Ids of the target that the user gave: over several payloads they would be the same.
    pub given_ids: Vec<Pointer>,
}

/// A place of the source that is not in the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Where it stands in the source.
    pub pointer: Pointer,
    /// Why it did not come along.
    pub reason: Reason,
}

/// Why a place of the source is not in the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The target has no place for it.
    NoCounterpart,
    /// It has a place, and what must stand beside it is missing: these places of the target.
    Incomplete(Vec<Pointer>),
    /// It has a place that takes no such value.
    Unfit,
    /// The user gave another value for its place.
    Replaced,
    /// It is a kept source, and the payload is no longer what was made of it: these places of the payload are others.
    Edited(Vec<Pointer>),
}

impl Reason {
    /// The word for it.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NoCounterpart => "no-counterpart",
            Self::Incomplete(_) => "incomplete",
            Self::Unfit => "unfit",
            Self::Replaced => "replaced",
            Self::Edited(_) => "edited",
        }
    }

    /// The places that it speaks of.
    pub fn places(&self) -> &[Pointer] {
        match self {
            Self::Incomplete(places) | Self::Edited(places) => places,
            Self::NoCounterpart | Self::Unfit | Self::Replaced => &[],
        }
    }
}

/// A value that became another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Where it stands in the source.
    pub pointer: Pointer,
    /// What it is there, in JSON.
    pub from: String,
    /// What it is in the target, in JSON.
    pub to: String,
    /// Whether the values must not be shown unasked.
    pub is_personal: bool,
}

/// A value that the target needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Where it belongs in the target.
    pub pointer: Pointer,
    /// What it means.
    pub meaning: Option<String>,
}

/// Something that the source does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumed {
    /// Where it stands in the target; the root for what the target is as a whole.
    pub pointer: Pointer,
    /// What stands there, in JSON.
    pub value: String,
    /// Why.
    pub reason: String,
    /// Whether the value must not be shown unasked.
    pub is_personal: bool,
}
