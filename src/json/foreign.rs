//! What other languages, word processors and tools write where JSON has something else, or nothing.

use super::syntax::{Scene, SyntaxError};

/// Words that other languages write where JSON has its own.
const FOREIGN_WORDS: &[(&str, &str, &str)] = &[
    ("None", "Python", "null"),
    ("True", "Python", "true"),
    ("False", "Python", "false"),
    ("nil", "Ruby", "null"),
    ("undefined", "JavaScript", "null"),
    ("NULL", "SQL", "null"),
    ("TRUE", "SQL", "true"),
    ("FALSE", "SQL", "false"),
];

/// Typographic quotes that word processors and chat programs make.
const SMART_QUOTES: [char; 8] =
    ['\u{201C}', '\u{201D}', '\u{201E}', '\u{201F}', '\u{2018}', '\u{2019}', '\u{AB}', '\u{BB}'];

pub(super) fn not_a_number(at: usize, word: &str) -> SyntaxError {
    SyntaxError::new(at, at + word.len(), format!("JSON has no {word}")).help("write null, or a number")
}

/// What begins with a sign or word that belongs to another language or to a word processor.
pub(super) fn foreign(scene: &Scene<'_>, at: usize, first: char) -> Option<SyntaxError> {
    let rest = scene.rest(at);
    match first {
        '\'' => {
            Some(SyntaxError::new(at, at + 1, "a single quote: JSON strings stand in double quotes").help(
                "write \" around names and texts; it looks like Python's or JavaScript's own notation: json.dumps and JSON.stringify print JSON",
            ))
        }
        '`' if rest.starts_with("```") => {
            Some(SyntaxError::new(at, at + 3, "a Markdown fence: JSON has none").help("leave out the lines with ```"))
        }
        '<' if rest.starts_with("<<<<<<<") => {
            Some(SyntaxError::new(at, at + 7, "the mark of a merge conflict").help("resolve the conflict first"))
        }
        '`' => Some(SyntaxError::new(at, at + 1, "a backtick: JSON strings stand in double quotes")),
        '/' | '#' => comment(scene, at),
        quote if SMART_QUOTES.contains(&quote) => Some(
            SyntaxError::new(
                at,
                at + quote.len_utf8(),
                format!("a typographic quote {quote}: JSON strings stand in straight double quotes"),
            )
            .help("a word processor or chat program changed the quotes: replace all of them by \""),
        ),
        '\u{A0}' | '\u{200B}' | '\u{FEFF}' | '\u{2003}' | '\u{3000}' => {
            let code = u32::from(first);
            Some(
                SyntaxError::new(
                    at,
                    at + first.len_utf8(),
                    format!("an invisible character (U+{code:04X}) that is no JSON white space"),
                )
                .help("delete it"),
            )
        }
        _ => foreign_word(rest, at),
    }
}

fn foreign_word(rest: &str, at: usize) -> Option<SyntaxError> {
    let word: &str =
        rest.split(|character: char| !character.is_alphanumeric() && character != '_').next().unwrap_or_default();
    if matches!(word, "NaN" | "Infinity") {
        return Some(not_a_number(at, word));
    }
    let (name, language, instead) = FOREIGN_WORDS.iter().find(|(name, ..)| *name == word)?;
    Some(
        SyntaxError::new(at, at + name.len(), format!("{name} is {language}: JSON writes {instead}"))
            .help(format!("write {instead}")),
    )
}

/// A comment, where one begins.
pub(super) fn comment(scene: &Scene<'_>, at: usize) -> Option<SyntaxError> {
    let rest = scene.rest(at);
    let is_comment = ["//", "/*", "#"].iter().any(|opening| rest.starts_with(opening));
    is_comment.then(|| {
        let opening = if rest.starts_with('#') { 1 } else { 2 };
        SyntaxError::new(at, at + opening, "a comment: JSON has none").help("delete it")
    })
}
