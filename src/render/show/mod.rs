//! `show`: a payload for people, one file for each format.

mod card;
mod cells;
mod document;
mod escaping;
mod fields;
mod html;
mod json;
mod markdown;
mod overview;
mod room;
mod tree;

pub use card::card;
pub use document::{Document, DocumentFields};
pub use escaping::{Escaped, Escaping};
pub use fields::Fields;
pub use json::{JsonFields, ShownJson};
pub use overview::{Column, Overview};
pub use tree::Tree;

use super::style::Style;
use crate::finding::Severity;

/// Where the line ends, and which signs it may have.
#[derive(Debug, Clone, Copy, Default)]
pub struct Page {
    /// Colours.
    pub style: Style,
    /// The width that no line may exceed; nothing when lines are as long as they are.
    pub width: Option<usize>,
    /// Whether values are shown to their end, however wide that is.
    pub full: bool,
    /// Whether only ASCII may be printed.
    pub ascii: bool,
}

impl Page {
    /// What stands where something was left out.
    fn cut_sign(self) -> &'static str {
        if self.ascii { "..." } else { "\u{2026}" }
    }

    /// The name of what follows.
    pub fn title(self, text: &str) -> String {
        self.style.bold(cells::end(
            &self.fitted(text, usize::MAX),
            self.width.unwrap_or(usize::MAX),
            self.cut_sign(),
            self.ascii,
        ))
    }

    /// Says that the text goes no further.
    pub fn cut_note(self) -> String {
        let note = format!("{} cut here: the rest is missing", self.cut_sign());
        self.style.mark(Severity::Error, self.fitted(&note, self.width.unwrap_or(usize::MAX)))
    }

    /// A text in one line, at most so many columns of it.
    fn fitted(self, text: &str, columns: usize) -> String {
        let units = cells::of_text(text, self.ascii);
        cells::fitted(units, columns, self.cut_sign())
    }
}
