//! Values that the user gives for places of the target.

use crate::finding::{Finding, Rule};
use crate::json::{Document, Draft, Kind, Node, Pointer, Span, escape};
use crate::schema::Field;
use anyhow::{anyhow, bail};

/// Values for places of the target, in the order in which they are set.
#[derive(Debug, Default)]
pub struct Settings(Vec<Setting>);

#[derive(Debug)]
struct Setting {
    at: Pointer,
    value: Given,
}

#[derive(Debug)]
enum Given {
    /// Text, which becomes what the place allows.
    Text(String),
    /// JSON.
    Value(String),
}

impl Settings {
    /// Takes `POINTER=TEXT`.
    ///
    /// # Errors
    ///
    /// When there is no `=`, or no pointer before it.
    pub fn add(&mut self, text: &str) -> anyhow::Result<()> {
        let Some((at, value)) = text.split_once('=') else {
            bail!("--set takes a pointer and a value, as in --set /tenant=acme")
        };
        let at = pointer(at).map_err(|reason| anyhow!("--set: {reason}"))?;
        self.0.push(Setting { at, value: Given::Text(value.to_owned()) });
        Ok(())
    }

    /// Takes an object, pointers to values.
    ///
    /// # Errors
    ///
    /// When it is none, or a key is no pointer.
    pub fn add_all(&mut self, root: Node<'_>) -> anyhow::Result<()> {
        if root.kind() != Kind::Object {
            bail!("it is no JSON object of pointers and values, but {}", root.kind().with_article());
        }
        for (key, value) in root.members() {
            let at = pointer(&key.name()).map_err(|reason| anyhow!(reason))?;
            self.0.push(Setting { at, value: Given::Value(value.raw().to_owned()) });
        }
        Ok(())
    }

    /// Whether nothing is given.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The places for which values are given.
    pub(super) fn places(&self) -> impl Iterator<Item = &Pointer> {
        self.0.iter().map(|setting| &setting.at)
    }

    /// Whether a value is given for this place, one in it or one around it.
    pub(super) fn touch(&self, at: &Pointer) -> bool {
        self.places().any(|given| given.below(at).is_some() || at.below(given).is_some())
    }

    /// Whether a value is given for this place.
    pub(super) fn sets(&self, at: &str) -> bool {
        self.0.iter().any(|setting| setting.at.to_string() == at)
    }

    /// Whether a value is given for this place or one in it.
    pub(super) fn reach(&self, at: &Pointer) -> bool {
        self.0.iter().any(|setting| setting.at.below(at).is_some())
    }

    /// Sets the values, and tells of those that have no place.
    pub(super) fn apply<'f>(&self, draft: &mut Draft, field: impl Fn(&Pointer) -> Option<&'f Field>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for Setting { at, value } in &self.0 {
            let json = match value {
                Given::Value(json) => json.clone(),
                Given::Text(text) => typed(text, field(at)),
            };
            if !draft.set(at, Draft::Text(json)) {
                let message = format!("nothing can be set at {at}: what stands around it is no object");
                findings.push(Finding::error(Rule::Type, Span::default(), at.clone(), message));
            }
        }
        findings
    }
}

fn pointer(text: &str) -> Result<Pointer, String> {
    match Pointer::parse(text) {
        Ok(at) if !at.tokens().is_empty() => Ok(at),
        _ => Err(format!("{text:?} is no JSON Pointer, such as /tenant")),
    }
}

/// A text as JSON: as a string where the place allows one, else as the number, boolean or null that it spells.
fn typed(text: &str, field: Option<&Field>) -> String {
    let types = field.map_or(&[][..], |field| field.types.as_slice());
    let allows_text = types.is_empty() || types.iter().any(|kind| kind == "string");
    let is_scalar = || {
        Document::parse(text.as_bytes())
            .is_ok_and(|document| matches!(document.root().kind(), Kind::Number | Kind::Boolean | Kind::Null))
    };
    if !allows_text && is_scalar() { text.trim().to_owned() } else { escape(text) }
}
