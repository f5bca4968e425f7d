//! What may be seen of each value, and what is said of it.

use super::explain::{Said, explain};
use super::mask::{mask, mask_word};
use super::{Subject, Wishes};
use crate::check::meaning_in_words;
use crate::json::{Key, Kind, Node, Pointer, escape};
use crate::schema::{Meaning, holds_personal, may_be_personal, personal_by_name};
use std::borrow::Cow;
use std::sync::Arc;

/// Looks at the values of one payload.
pub(super) struct Reader<'a> {
    pub(super) subject: Subject<'a>,
    pub(super) wishes: &'a Wishes,
}

/// What is known of a value before it is shown.
pub(super) struct Look {
    pub(super) meaning: Arc<Meaning>,
    /// The kind of personal data that it is or stands in, when it is not to be seen.
    pub(super) hidden: Option<String>,
    /// Whether it is hidden only because of an `@` or of JSON in it.
    pub(super) is_address: bool,
}

impl<'a> Reader<'a> {
    /// Looks at the value of a field; `around` is what the value that it stands in is hidden as. What stands inside a personal
    /// value is personal, whatever the sender made of it.
    pub(super) fn look(&self, node: Node<'_>, pointer: &Pointer, around: Option<&str>) -> anyhow::Result<Look> {
        let is_asked = self.wishes.explain || !self.wishes.show_personal;
        let meaning = match self.subject.meanings {
            Some(meanings) if is_asked => meanings.of(pointer)?,
            _ => Arc::default(),
        };
        let is_shown = self.wishes.show_personal || node.is_null();
        let own = meaning.personal.as_deref().filter(|_| meaning.is_masked()).or(around);
        let own = own.or_else(|| if is_shown { None } else { self.by_name(node, pointer, &meaning) });
        let address = if is_shown { None } else { by_content(node) };
        let hidden = own.or(address).filter(|_| !is_shown).map(str::to_owned);
        Ok(Look { is_address: own.is_none() && hidden.is_some(), hidden, meaning })
    }

    /// What a value is by its name alone, where the schemas do not know the field. Yes and no tell nobody who it is.
    fn by_name(&self, node: Node<'_>, pointer: &Pointer, meaning: &Meaning) -> Option<&'static str> {
        // What a field means may be told by one of its name elsewhere.
        let is_known = || self.subject.meanings.is_some_and(|meanings| meanings.knows(pointer));
        let is_unknown = meaning.is_nothing() || !is_known();
        if may_be_personal(node) && is_unknown { personal_by_name(self.subject.payload, pointer) } else { None }
    }

    /// The shown part, and what the values around it are hidden as. Nothing when there is no such place.
    pub(super) fn part(&self) -> anyhow::Result<Option<(Node<'a>, Option<String>)>> {
        self.at(self.subject.part)
    }

    /// What the value at a place is hidden as.
    pub(super) fn hidden_at(&self, place: &Pointer) -> anyhow::Result<Option<String>> {
        let Some((node, around)) = self.at(place)? else {
            return Ok(None);
        };
        Ok(self.look(node, place, around.as_deref())?.hidden)
    }

    /// The value at a place, and what the values around it are hidden as.
    fn at(&self, place: &Pointer) -> anyhow::Result<Option<(Node<'a>, Option<String>)>> {
        let (mut node, mut pointer, mut around) = (self.subject.payload, Pointer::default(), None);
        for token in place.tokens() {
            around = self.look(node, &pointer, around.as_deref())?.hidden;
            let Some(child) = node.child(token) else {
                return Ok(None);
            };
            node = child;
            pointer = pointer.join(token.as_str());
        }
        Ok(Some((node, around)))
    }

    /// A key in its JSON spelling, masked when it holds an address.
    pub(super) fn key<'d>(&self, key: Key<'d>, payload: Node<'d>) -> Cow<'d, str> {
        let name = key.name();
        if name.contains('@') && !self.wishes.show_personal {
            escape(&mask("email", &name)).into()
        } else {
            payload.document().text()[key.span().range()].into()
        }
    }

    /// What a value says and what its field means, as far as that was asked for and may be seen.
    pub(super) fn notes(&self, node: Node<'_>, name: Option<&str>, look: &Look) -> (Option<Said>, Option<String>) {
        if !self.wishes.explain {
            return (None, None);
        }
        let may_say = look.hidden.is_none() || look.is_address;
        let said = may_say.then(|| explain(node, name, &look.meaning, self.wishes)).flatten();
        (said, meaning_in_words(&look.meaning))
    }
}

/// Whether what stands in a part may be shown by itself: not where the part is personal as a whole.
///
/// # Errors
///
/// When a schema cannot be read.
pub fn may_open(subject: Subject<'_>, wishes: &Wishes) -> anyhow::Result<bool> {
    let reader = Reader { subject, wishes };
    let Some((node, around)) = reader.at(subject.part)? else {
        return Ok(false);
    };
    let look = reader.look(node, subject.part, around.as_deref())?;
    Ok(look.hidden.is_none() || look.is_address)
}

/// What a text is by what is in it: an address, or JSON with something personal in it.
fn by_content(node: Node<'_>) -> Option<&'static str> {
    let text = node.as_str()?;
    if text.contains('@') { Some("email") } else { holds_personal(&text).then_some("text") }
}

/// A scalar or an empty container in its JSON spelling, masked when it is hidden.
pub(super) fn spelled<'d>(node: Node<'d>, hidden: Option<&str>) -> Cow<'d, str> {
    match (hidden, node.kind()) {
        (_, Kind::Object) => "{}".into(),
        (_, Kind::Array) => "[]".into(),
        (None, _) | (_, Kind::Null) => node.raw().into(),
        (Some(kind), Kind::String) => escape(&mask(kind, &node.as_str().unwrap_or_default())).into(),
        // In quotes, so that what is shown is JSON.
        (Some(_), _) => escape(&mask_word(node.raw())).into(),
    }
}
