//! What a payload is called.

use super::record::Label;
use std::fmt;
use std::sync::Arc;

/// A payload's name: its file, and what tells it from the others in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    file: Arc<str>,
    label: Label,
    /// Its index, where it stands in an array of payloads.
    index: Option<usize>,
}

impl Name {
    /// Names a record of a file, or an item of the array that it is.
    pub fn new(file: &Arc<str>, label: Label, index: Option<usize>) -> Self {
        Self { file: Arc::clone(file), label, index }
    }

    /// Names a file as a whole.
    pub fn of_file(file: &str) -> Self {
        Self { file: file.into(), label: Label::Only, index: None }
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
        self.index.map_or(Ok(()), |index| write!(f, "#/{index}"))
    }
}
