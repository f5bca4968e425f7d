//! From a document to the deliveries in it.
//!
//! A delivery is one webhook call: its body, and whatever its container still knows of it. Today the containers are a
//! document that is one body and an array of bodies; of what wraps a body further (capture files, queues) it is told where the
//! payloads stand. The room knows JSON documents only.

mod inside;
mod text;

pub use inside::{Inside, Lead, Place, Recognise};
pub use text::{Wrapping, json_in};

use crate::json::{Document, Kind, Node};

/// One webhook call, as far as its container kept it.
#[derive(Debug, Clone)]
pub struct Delivery<'d> {
    /// The payload.
    pub body: Node<'d>,
    /// Its index, where the container is an array of payloads.
    pub index: Option<usize>,
    /// The HTTP headers that came with it, in their order.
    pub headers: Vec<(String, String)>,
    /// The event's name, where the container gives it.
    pub event: Option<String>,
    /// The steps from the file to the body, outermost first.
    pub trail: Vec<String>,
    /// How faithful the bytes are to those that were sent.
    pub fidelity: Fidelity,
}

/// How faithful a body is to what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fidelity {
    /// The bytes are those of the file, which may have been saved as they came.
    AsStored,
}

/// How arrays are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrays {
    /// An array at the top holds payloads.
    OfPayloads,
    /// An array is a payload like any other value.
    ArePayloads,
}

/// The deliveries of a document.
pub fn deliveries<'d>(document: &'d Document<'_>, arrays: Arrays) -> impl Iterator<Item = Delivery<'d>> {
    let plain = |body, index| Delivery {
        body,
        index,
        headers: Vec::new(),
        event: None,
        trail: Vec::new(),
        fidelity: Fidelity::AsStored,
    };
    let root = document.root();
    let holds_payloads = root.kind() == Kind::Array && arrays == Arrays::OfPayloads;
    let itself = (!holds_payloads).then(|| plain(root, None));
    let items = holds_payloads.then(|| root.elements().enumerate());
    itself.into_iter().chain(items.into_iter().flatten().map(move |(index, body)| plain(body, Some(index))))
}
