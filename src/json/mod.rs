//! JSON text as it stands: one pass over the bytes builds a flat tree that knows where every value is and how it was
//! written.
//!
//! This is the only JSON parser of the program; payloads, family files and `--schema` files all pass through it. It
//! never alters what it read: key order, number spelling, escapes and duplicate keys stay. Everything that looks at a
//! payload (validation, messages, formatting, comparison) reads this one tree.
//!
//! The room knows nobody but the words for counts: no families, no schemas, no findings. What it says of broken text is a [`SyntaxError`], which
//! others turn into a finding.

mod aside;
mod damage;
mod draft;
mod equal;
mod fingerprint;
mod foreign;
mod format;
mod join;
mod lookup;
mod members;
mod mend;
mod node;
mod number;
mod oddities;
mod parse;
mod pointer;
mod position;
mod reach;
mod resemblance;
mod scan;
mod slot;
mod string;
mod syntax;
mod tree;
mod value;
mod view;

pub(crate) use damage::is_wide;
pub use draft::{Draft, Entry};
pub(crate) use fingerprint::fingerprint;
pub use format::{Formatter, Indent};
pub(crate) use join::join;
pub use lookup::{Lookup, PreparedKey};
pub(crate) use members::Items;
pub use members::{Elements, Key, Members};
pub use mend::{Damage, Mended};
pub use node::Node;
pub use number::Number;
pub use oddities::DuplicateKey;
pub use parse::{MAX_DEPTH, MAX_LEN};
pub(crate) use pointer::index_of;
pub use pointer::{Pointer, PointerError, Token};
pub use position::{Locator, Origin, Position};
pub use reach::{Beginning, Reach};
pub use string::{brief, escape, is_unsafe, push_unicode_escape, unescape};
pub use syntax::{Fault, SyntaxError};
pub use tree::{Document, Kind, Span, Tree};
pub use value::LossyValue;
pub use view::View;
