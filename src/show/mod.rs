//! A payload as a person reads it: every value as it is written, and beside it what it means.
//!
//! What may not be seen is masked here, so that no renderer can forget it. The room takes a payload with what the schemas and
//! the check say of it, and gives lines and rows; it knows no colours, no widths and no output.

mod card;
mod explain;
mod fields;
mod figures;
mod mask;
mod other;
mod path;
mod reader;
mod repeated;
mod sentence;
mod tree;

pub use card::{Card, CardRow};
pub use explain::Said;
pub use fields::{Row, fields};
pub use path::{PathStyle, nearest_place, seen_place};
pub use reader::may_open;
pub use tree::{Content, Line, tree};

use crate::check::Meanings;
use crate::finding::Finding;
use crate::json::{Node, Pointer};
use crate::words::{Currency, Moment};

/// What is shown, and all that is known of it.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The whole payload.
    pub payload: Node<'a>,
    /// The part that is shown.
    pub part: &'a Pointer,
    /// What the schemas say of its fields, when its event is known.
    pub meanings: Option<&'a Meanings<'a>>,
    /// What is wrong with it, by place.
    pub findings: &'a [Finding],
}

/// How it is shown.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct Wishes {
    /// What relative times are counted from.
    pub now: Moment,
    /// The currency of amounts in minor units.
    pub currency: Option<Currency>,
    /// Whether personal values are shown.
    pub show_personal: bool,
    /// Whether long arrays and objects are shown to their end.
    pub full: bool,
    /// Whether JSON inside a string is laid out below it.
    pub expand_strings: bool,
    /// Whether values are explained and findings told.
    pub explain: bool,
}
