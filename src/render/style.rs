//! Colour, where it is wanted. It never carries meaning alone.

use crate::finding::Severity;
use anstyle::{AnsiColor, Style as Ansi};
use std::fmt::Display;
use unicode_width::UnicodeWidthStr;

/// How text for people looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// Whether to colour it.
    pub color: bool,
    /// Whether to name valid payloads too.
    pub verbose: bool,
    /// How wide lines may be that can be broken; nothing when nobody watches.
    pub columns: Option<usize>,
}

impl Style {
    /// The word for a severity.
    pub(super) fn severity(self, severity: Severity) -> String {
        self.mark(severity, severity.word())
    }

    /// What is less important than the text around it.
    pub(super) fn dim(self, text: impl Display) -> String {
        self.paint(Ansi::new().dimmed(), text)
    }

    /// What is more important.
    pub(super) fn bold(self, text: impl Display) -> String {
        self.paint(Ansi::new().bold(), text)
    }

    /// The mark under a place.
    pub(super) fn mark(self, severity: Severity, text: impl Display) -> String {
        match severity {
            Severity::Error => self.paint(AnsiColor::Red.on_default().bold(), text),
            Severity::Advice => self.paint(AnsiColor::Yellow.on_default().bold(), text),
        }
    }

    /// What is as it should be.
    pub(super) fn good(self, text: impl Display) -> String {
        self.paint(AnsiColor::Green.on_default(), text)
    }

    /// A key.
    pub(super) fn key(self, text: &str) -> String {
        self.paint(AnsiColor::Blue.on_default(), text)
    }

    /// A string.
    pub(super) fn string(self, text: &str) -> String {
        self.paint(AnsiColor::Green.on_default(), text)
    }

    /// A number.
    pub(super) fn number(self, text: &str) -> String {
        self.paint(AnsiColor::Cyan.on_default(), text)
    }

    /// `null`, `true` or `false`.
    pub(super) fn word(self, text: &str) -> String {
        self.paint(AnsiColor::Magenta.on_default(), text)
    }

    /// What is no more.
    pub(super) fn bad(self, text: impl Display) -> String {
        self.paint(AnsiColor::Red.on_default(), text)
    }

    fn paint(self, style: Ansi, text: impl Display) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_string() }
    }
}

/// How many columns a text takes on a terminal. Most texts are plain, and the rules of all others take their time.
pub(super) fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// Text from the input, with nothing raw in it that could drive a terminal or reorder the line.
pub(super) fn safe(text: &str) -> String {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if crate::json::is_unsafe(character) {
            crate::json::push_unicode_escape(&mut out, character);
        } else {
            out.push(character);
        }
    }
    out
}

/// A line about the run or its inputs, and another one with the way out.
pub fn complaint(weight: &str, message: &str, help: Option<&str>) -> String {
    let help = help.map_or_else(String::new, |help| format!("\n  help: {}", safe(help)));
    format!("hookspect: {weight}: {}{help}", safe(message))
}

/// A message in lines, with nothing raw in it that could drive a terminal.
pub fn message(text: &str) -> String {
    text.split('\n').map(safe).collect::<Vec<_>>().join("\n")
}
