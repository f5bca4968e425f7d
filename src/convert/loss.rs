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
    pub dropped: Vec<Pointer>,
    /// As [`Loss::dropped`], where the target keeps its source as a whole.
    pub kept: Vec<Pointer>,
    /// Whether the result is the source that the payload kept.
    pub is_restored: bool,
    /// What the target needs and the source does not have.
    pub missing: Vec<Missing>,
    /// What the target has, and the source does not say.
    pub assumed: Vec<Assumed>,
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
}
