//! The source that a result keeps, and the way back to it.

use super::loss::Loss;
use super::{Conversion, Converter, Options, Settings, Source, Target, kept_at};
use crate::family::{Event, EventKind, Family, Recogniser};
use crate::input::KEPT_SOURCE;
use crate::json::{Document, Draft, Kind, Node, Pointer, PreparedKey};
use crate::neutral::Neutral;

/// A document with its source in it.
pub(super) fn keep(draft: &mut Draft, source: Node<'_>) -> String {
    draft.set(&kept_at(), Draft::of(source));
    draft.to_json()
}

/// A value as it is written, without the source that it keeps.
pub(super) fn without(node: Node<'_>) -> Draft {
    let mut draft = Draft::of(node);
    if node.aside().is_some() {
        draft.remove(&kept_at());
    }
    draft
}

impl<'c> Converter<'c> {
    /// The source that a payload keeps, if that is what the target asks for and the payload is still what was made of it.
    pub(super) fn restored(
        &self,
        source: &Source<'_, 'c, '_>,
        family: &'c Family,
        named: Option<&'c EventKind>,
    ) -> anyhow::Result<Option<Conversion>> {
        let Some(kept) = source.event.root.aside() else { return Ok(None) };
        let text = kept.raw().as_bytes();
        let Ok(mut document) = Document::parse(text) else { return Ok(None) };
        document.set_aside(&PreparedKey::new(KEPT_SOURCE));
        let Ok(original) = Recogniser::new(self.catalogue, None, &[]).recognise(document.root()) else {
            return Ok(None);
        };
        if original.family.id != family.id || named.is_some_and(|named| !original.candidates.contains(&named)) {
            return Ok(None);
        }
        if !self.is_made_of(source, &original)? {
            return Ok(None);
        }
        let mut draft = Draft::of(kept);
        let problems = self.settings.apply(&mut draft, |_| None);
        let mapped = vec![(kept_at(), Pointer::default())];
        let document = if self.options.keep_source { keep(&mut draft, source.event.root) } else { draft.to_json() };
        Ok(Some(Conversion {
            document: Some(document),
            loss: Loss { mapped, is_restored: true, ..Loss::default() },
            problems,
        }))
    }

    /// Whether converting the original gives the payload again, but for what was given besides.
    fn is_made_of(&self, payload: &Source<'_, 'c, '_>, original: &Event<'c, '_>) -> anyhow::Result<bool> {
        let options = Options { allow_incomplete: true, ..Options::default() };
        for event in &payload.event.candidates {
            let target = Target::Family(payload.event.family, Some(event));
            let again = self.towards(target, Settings::default(), options);
            // Twins of the original may have been told apart by an option.
            for candidate in &original.candidates {
                let original = Event { candidates: vec![candidate], ..original.clone() };
                let Some(neutral) = Neutral::read(&original) else { continue };
                let made = again.to_family(&Source { event: &original, neutral }, payload.event.family, Some(event))?;
                let assumed: Vec<&Pointer> = made.loss.assumed.iter().map(|assumed| &assumed.pointer).collect();
                if let Some(json) = &made.document
                    && let Ok(made) = Document::parse(json.as_bytes())
                    && holds(payload.event.root, made.root(), &Pointer::default(), &assumed)
                {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

/// Whether a payload has every value of another one, what was only assumed there apart.
fn holds(payload: Node<'_>, other: Node<'_>, at: &Pointer, assumed: &[&Pointer]) -> bool {
    if assumed.contains(&at) && !at.tokens().is_empty() {
        return true;
    }
    match other.kind() {
        Kind::Object => other.members().all(|(key, value)| {
            payload.get(&key.name()).is_some_and(|mine| holds(mine, value, &at.join(key.name()), assumed))
        }),
        _ => payload.same_value(other),
    }
}
