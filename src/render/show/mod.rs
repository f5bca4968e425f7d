//! `show`: a payload for people, one file for each format.

mod cells;
mod fields;
mod json;
mod tree;

pub use fields::Fields;
pub use json::{JsonFields, ShownJson};
pub use tree::Tree;

use super::style::Style;
use super::table::verdict;
use crate::report::PayloadReport;
use std::io::{self, Write};

/// Where the line ends, and which signs it may have.
#[derive(Debug, Clone, Copy)]
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

    /// A text in one line, at most so many columns of it.
    fn fitted(self, text: &str, columns: usize) -> String {
        let units = cells::of_text(text, self.ascii);
        cells::fitted(units, columns, self.cut_sign())
    }
}

/// Says above a payload what it is called, what it is, and whether it is right.
///
/// # Errors
///
/// When the output takes no more.
pub fn heading(out: &mut dyn Write, report: &PayloadReport, page: Page) -> io::Result<()> {
    let what = report.identity.in_words().unwrap_or_else(|| "no known event".to_owned());
    let text = format!("{}: {what}: {}", report.name, verdict(report));
    let text = page.fitted(&text, usize::MAX);
    for line in textwrap::wrap(&text, textwrap::Options::new(page.width.unwrap_or(usize::MAX)).subsequent_indent("  "))
    {
        writeln!(out, "{}", page.style.bold(line))?;
    }
    Ok(())
}
