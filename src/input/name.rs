//! What a payload is called.

use super::record::Label;
use super::source::STDIN;
use std::fmt;
use std::sync::Arc;

/// A payload's name: its file, and what tells it from the others in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    file: Arc<str>,
    label: Label,
    /// Its index, where it stands in an array of payloads.
    index: Option<usize>,
    /// Its place in the record, where it was taken out of one that is no payload.
    inside: Option<Arc<str>>,
}

impl Name {
    /// Names a record of a file, or an item of the array that it is.
    pub fn new(file: &Arc<str>, label: Label, index: Option<usize>) -> Self {
        Self { file: Arc::clone(file), label, index, inside: None }
    }

    /// Names a file as a whole.
    pub fn of_file(file: &str) -> Self {
        Self { file: file.into(), label: Label::Only, index: None, inside: None }
    }

    /// Names what stands at a place inside this one.
    #[must_use]
    pub fn inside(&self, place: &str) -> Self {
        Self { inside: Some(place.into()), ..self.clone() }
    }

    /// Whether it is called by its file alone, or by the first line of a stream, of which nobody knows whether more come.
    pub fn is_of_file(&self) -> bool {
        let is_first = self.label == Label::Line(1) && *self.file == *STDIN;
        (self.label == Label::Only || is_first) && self.index.is_none()
    }

    /// The line that it stands on, as far as its name tells.
    pub fn line(&self) -> u64 {
        if let Label::Line(line) = self.label { line } else { 1 }
    }

    /// The file alone.
    pub fn file(&self) -> &str {
        &self.file
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match self.label {
            Label::Only => {}
            Label::Line(line) => write!(f, ":{line}")?,
            Label::Number(number) => write!(f, "@{number}")?,
        }
        match (self.index, &self.inside) {
            (None, None) => Ok(()),
            (None, Some(place)) => write!(f, "#{place}"),
            (Some(index), place) => write!(f, "#/{index}{}", place.as_deref().unwrap_or_default()),
        }
    }
}
