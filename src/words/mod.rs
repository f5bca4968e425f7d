//! Amounts and times in words: what a number or a date-time of a payload says to a person.
//!
//! Everything is computed from the text as it is spelled, exactly and without floating point; what cannot be said briefly is
//! not said at all. The room knows spellings only: no documents, no schemas, no output.

mod change;
mod count;
mod currency;
mod moment;
mod shell;

pub use change::{change, difference, percent};
pub use count::{counted, grouped};
pub use currency::{Currency, UnknownCurrency};
pub use moment::{Epoch, Moment};
pub use shell::shell_word;

/// A failure of the machine without its number.
pub fn in_words(error: &std::io::Error) -> String {
    without_number(&error.to_string()).to_lowercase()
}

/// A message that ends with a failure of the machine, without its number.
pub fn without_number(message: &str) -> &str {
    message.rsplit_once(" (os error").map_or(message, |(words, _)| words)
}
