//! Text that is something else than JSON: says what it looks like.

use super::syntax::{Scene, SyntaxError};
use super::tree::Document;

/// Text that does not begin as JSON at all: says what it looks like.
pub(super) fn not_json(scene: &Scene<'_>, at: usize) -> SyntaxError {
    let line = scene.rest(at).lines().next().unwrap_or_default();
    let start: String =
        line.chars().take_while(|character| !matches!(character, '{' | '[' | '=' | '@')).take(24).collect();
    let found = match start.trim_end() {
        "" => line.chars().next().map(String::from).unwrap_or_default(),
        words => words.to_owned(),
    };
    let (end, shown) = (at + found.len(), super::string::escape(&found));
    let error = SyntaxError::new(at, end, format!("expected a JSON value, found {shown}"));
    match looks_like(scene, at, line) {
        Some(help) => error.help(help),
        None => error,
    }
}

pub(super) fn looks_like(scene: &Scene<'_>, at: usize, line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    if line.starts_with('<') {
        return Some("it looks like HTML or XML: an error page instead of the payload".into());
    }
    if line.starts_with("&quot;") || line.starts_with("&#") {
        return Some("it looks like JSON that was escaped for HTML".into());
    }
    if line.starts_with("b'") || line.starts_with("b\"") {
        return Some("it looks like Python's repr of bytes: write the bytes themselves".into());
    }
    if line.starts_with("%7B") || lower.contains("=%7b") {
        return Some("it looks like a URL-encoded form: decode it first".into());
    }
    if ["post ", "get ", "put ", "http/1", "http/2"].iter().any(|verb| lower.starts_with(verb)) {
        return Some("it looks like a whole HTTP message: the payload is its body, after the blank line".into());
    }
    if line.split_once('(').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '$'))
    }) {
        return Some("it looks like JSONP: take away the name and the brackets around the JSON".into());
    }
    if let Some(column) = json_in_line(line) {
        let lead = scene.text[..at].rsplit('\n').next().unwrap_or_default().chars().count();
        return Some(format!("it looks like a log line: the JSON starts at column {}", lead + column));
    }
    let yaml = line == "---"
        || line.split_once(": ").is_some_and(|(key, _)| key.chars().all(|c| c.is_alphanumeric() || c == '_'));
    yaml.then(|| "it looks like YAML: convert it to JSON first".into())
}

/// The column at which a line goes over into JSON.
fn json_in_line(line: &str) -> Option<usize> {
    let starts = line.char_indices().enumerate().filter(|(_, (_, character))| matches!(character, '{' | '['));
    starts
        .take(16)
        .find(|(_, (start, _))| {
            Document::parse_prefix(&line.as_bytes()[*start..], &mut super::Tree::default())
                .is_ok_and(|(document, _)| !document.root().is_empty())
        })
        .map(|(column, _)| column + 1)
}
