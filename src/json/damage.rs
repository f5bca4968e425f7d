//! Recognises the usual damage: what people and programs do to JSON before it gets here.

use super::foreign::{comment, foreign, not_a_number};
use super::resemblance::{looks_like, not_json};
use super::syntax::{Scene, SyntaxError};

/// A value should stand at `at`.
pub(super) fn at_value(scene: &Scene<'_>, at: usize) -> SyntaxError {
    let before = scene.before(at);
    let after_comma = before.filter(|(_, byte)| *byte == b',' && scene.is_nested());
    match (scene.rest(at).chars().next(), after_comma) {
        (None, _) if !scene.is_nested() => nothing(scene),
        (None, Some(_)) => scene.ends("after a comma"),
        (None, None) => {
            scene.ends(if before.is_some_and(|(_, byte)| byte == b':') { "before a value" } else { "inside an array" })
        }
        (Some(close @ ('}' | ']')), Some((comma, _))) => trailing_comma(comma, close),
        (Some(close @ ('}' | ']')), None) if scene.is_nested() => {
            SyntaxError::new(at, at + 1, format!("a value is missing before \"{close}\""))
        }
        (Some(','), _) if scene.is_nested() => comma_too_many(at),
        _ if cut_literal(scene.rest(at)).is_some() => {
            scene.ends(&format!("inside {}", cut_literal(scene.rest(at)).unwrap_or_default()))
        }
        (Some(first), _) => foreign(scene, at, first).unwrap_or_else(|| unknown_value(scene, at)),
    }
}

/// The word of JSON that a text is the beginning of.
fn cut_literal(rest: &str) -> Option<&'static str> {
    ["true", "false", "null"]
        .into_iter()
        .find(|word| !rest.is_empty() && word.len() > rest.len() && word.starts_with(rest))
}

/// A key should stand at `at`.
pub(super) fn at_key(scene: &Scene<'_>, at: usize) -> SyntaxError {
    let Some(first) = scene.rest(at).chars().next() else {
        return scene.ends("inside an object");
    };
    match (first, scene.before(at)) {
        ('}', Some((comma, b','))) => trailing_comma(comma, '}'),
        (',', _) => comma_too_many(at),
        ('{', _) => SyntaxError::new(at, at + 1, "an object stands where a key should")
            .help("if this is a placeholder {{...}}, it was not filled in"),
        ('0'..='9', Some((comma, b','))) if scene.text[..comma].ends_with(|before: char| before.is_ascii_digit()) => {
            SyntaxError::new(comma, comma + 1, "a comma inside a number")
                .help("a decimal number has a point, not a comma")
        }
        ('\\', _) if scene.rest(at).starts_with("\\\"") => escaped_quotes(at),
        _ => foreign(scene, at, first).unwrap_or_else(|| {
            let (end, token) = scene.token(at);
            let error = SyntaxError::new(at, end, format!("expected a key in double quotes, found {token}"));
            if first.is_alphanumeric() || matches!(first, '_' | '$') {
                error.help(format!("write {token} in double quotes"))
            } else {
                error
            }
        }),
    }
}

/// A colon should stand at `at`.
pub(super) fn at_colon(scene: &Scene<'_>, at: usize) -> SyntaxError {
    let rest = scene.rest(at);
    if rest.is_empty() {
        return scene.ends("after a key");
    }
    if rest.starts_with("=>") {
        return SyntaxError::new(at, at + 2, "expected a colon after the key, found \"=>\"")
            .help("this is Ruby: JSON writes a colon");
    }
    if rest.starts_with(['"', '{', '[']) {
        return SyntaxError::new(at, at, "a colon is missing before the value");
    }
    let (end, token) = scene.token(at);
    let error = SyntaxError::new(at, end, format!("expected a colon after the key, found {token}"));
    match rest.as_bytes()[0] {
        b'=' => error.help("write a colon instead"),
        b',' | b'}' => error.help("the value is missing"),
        _ => error,
    }
}

/// A comma or the end of the container should stand at `at`.
pub(super) fn at_separator(scene: &Scene<'_>, at: usize) -> SyntaxError {
    let rest = scene.rest(at);
    let Some(first) = rest.chars().next() else {
        return scene.ends("after a value");
    };
    match first {
        '}' => SyntaxError::new(at, at + 1, "found \"}\" where the array should end with \"]\""),
        ']' => SyntaxError::new(at, at + 1, "found \"]\" where the object should end with \"}\""),
        '"' | '{' | '[' | '0'..='9' | '-' => {
            let place = scene.before(at).map_or(at, |(offset, _)| offset + 1);
            SyntaxError::new(place, place, "a comma is missing here")
        }
        '/' | '#' => comment(scene, at).unwrap_or_else(|| expected_separator(scene, at)),
        _ if scene.before(at).is_some_and(|(offset, byte)| byte == b'"' && offset + 1 == at) => {
            expected_separator(scene, at).help("a quote inside a string is written \\\"")
        }
        _ => expected_separator(scene, at),
    }
}

fn expected_separator(scene: &Scene<'_>, at: usize) -> SyntaxError {
    let (end, token) = scene.token(at);
    SyntaxError::new(at, end, format!("expected a comma or the end of the object or array, found {token}"))
}

/// A raw control character stands in a string.
pub(super) fn control(scene: &Scene<'_>, at: usize) -> SyntaxError {
    let byte = scene.text.as_bytes()[at];
    match byte {
        b'\n' | b'\r' => SyntaxError::new(at, at + 1, "a line break inside a string")
            .help("close the string before it, or write it as \\n"),
        b'\t' => SyntaxError::new(at, at + 1, "a tab inside a string").help("write it as \\t"),
        _ => SyntaxError::new(at, at + 1, format!("a control character inside a string: \\u{byte:04x}"))
            .help(format!("write it as \\u{byte:04x}")),
    }
}

/// A backslash begins no escape that JSON knows.
pub(super) fn escape_sequence(scene: &Scene<'_>, at: usize) -> SyntaxError {
    let rest = scene.rest(at + 1);
    let after = rest.chars().next().map_or(0, char::len_utf8);
    let (_, shown) = scene.token(at + 1);
    let escape = SyntaxError::new(at, at + 1 + after, "");
    match rest.as_bytes().first() {
        Some(b'u') => SyntaxError { message: "\\u must be followed by four hexadecimal digits".into(), ..escape },
        Some(b'\'') => SyntaxError { message: "JSON has no escape \\'".into(), ..escape }
            .help("write the apostrophe without the backslash"),
        Some(b'x') => {
            SyntaxError { message: "JSON has no escape \\x".into(), ..escape }.help("write \\u00 and the two digits")
        }
        _ => SyntaxError { message: format!("a backslash before {shown} is no escape of JSON"), ..escape }
            .help("write a backslash itself as \\\\"),
    }
}

/// A number lacks a digit at `at`.
pub(super) fn digit(scene: &Scene<'_>, at: usize) -> SyntaxError {
    let before = &scene.text[..at];
    if before.ends_with('-') && scene.rest(at).starts_with("Infinity") {
        return not_a_number(at - 1, "-Infinity");
    }
    let (end, token) = scene.token(at);
    if before.ends_with('-') && !before.ends_with("e-") && !before.ends_with("E-") {
        return SyntaxError::new(at - 1, at, "a minus without a number after it");
    }
    let error = SyntaxError::new(at, end, format!("expected a digit, found {token}"));
    if before.ends_with('.') {
        error.help("a number may not end with a point: leave it out, or write .0")
    } else {
        error
    }
}

/// Text stands after a complete value.
pub(super) fn trailing(scene: &Scene<'_>, at: usize) -> SyntaxError {
    let (end, token) = scene.token(at);
    let is_string = scene.text.trim_start().starts_with('"');
    let start = scene.text.len() - scene.text.trim_start().len();
    let first_line = scene.rest(start).lines().next().unwrap_or_default();
    match scene.rest(at).as_bytes()[0] {
        b'}' | b']' => SyntaxError::new(at, at + 1, format!("{token} closes nothing: the value ended before it")),
        b':' if is_string => SyntaxError::new(at, at + 1, "a key and a value outside an object")
            .help("this is a part of an object: take the whole of it, or put { and } around it"),
        _ if !first_line.starts_with(['{', '[']) && looks_like(scene, start, first_line).is_some() => {
            not_json(scene, start)
        }
        _ => SyntaxError::new(at, end, format!("expected the end of the text after the value, found {token}")),
    }
}

/// The bytes are not UTF-8.
pub(super) fn not_utf8(bytes: &[u8]) -> SyntaxError {
    if let Some(error) = wide(bytes) {
        return error;
    }
    let (at, is_cut) = std::str::from_utf8(bytes)
        .map_or_else(|error| (error.valid_up_to(), error.error_len().is_none()), |text| (text.len(), true));
    if is_cut {
        return SyntaxError::new(at, bytes.len(), "the text ends inside a character")
            .help("the end is missing: it was cut when it was copied, logged or sent");
    }
    let byte = bytes.get(at).copied().unwrap_or_default();
    let error = SyntaxError::new(at, (at + 1).min(bytes.len()), format!("the byte 0x{byte:02X} is not UTF-8"));
    match byte {
        0xC0..=0xFF => error.help(format!(
            "in Latin-1 it is {:?}: save the text as UTF-8, or convert it: iconv -f LATIN1 -t UTF-8; in PowerShell: Get-Content -Encoding Latin1 FILE | Set-Content -Encoding utf8NoBOM NEW",
            char::from(byte)
        )),
        _ => error.help("the text is in another encoding, or bytes of it were lost"),
    }
}

/// Text of two or four bytes a character, by its mark or by the zeros between its first characters.
pub(super) fn wide(bytes: &[u8]) -> Option<SyntaxError> {
    let (name, order) = wide_name(bytes)?;
    let error = SyntaxError::new(0, 2.min(bytes.len()), format!("the text is {name} ({order}), JSON is UTF-8"));
    let windows = match (name, order) {
        ("UTF-16", "little-endian") => "Unicode",
        ("UTF-16", _) => "BigEndianUnicode",
        _ => "UTF32",
    };
    Some(error.help(format!(
        "save it as UTF-8, or convert it: iconv -f {name} -t UTF-8; in PowerShell: Get-Content -Encoding {windows} FILE | Set-Content -Encoding utf8NoBOM NEW"
    )))
}

/// Whether a text has two or four bytes a character.
pub(crate) fn is_wide(bytes: &[u8]) -> bool {
    wide_name(bytes).is_some()
}

/// The encoding and the order of the bytes of such a text.
pub(super) fn wide_name(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [1..=u8::MAX, 0, 0, 0, ..] => Some(("UTF-32", "little-endian")),
        [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, 1..=u8::MAX, ..] => Some(("UTF-32", "big-endian")),
        [0xFF, 0xFE, ..] | [1..=u8::MAX, 0, ..] => Some(("UTF-16", "little-endian")),
        [0xFE, 0xFF, ..] | [0, 1..=u8::MAX, ..] => Some(("UTF-16", "big-endian")),
        _ => None,
    }
}

fn nothing(scene: &Scene<'_>) -> SyntaxError {
    let what = if scene.text.is_empty() { "the text is empty" } else { "there is nothing but white space" };
    SyntaxError::new(scene.text.len(), scene.text.len(), format!("expected a JSON value: {what}"))
}

fn trailing_comma(comma: usize, close: char) -> SyntaxError {
    let last = if close == ']' { "item" } else { "member" };
    SyntaxError::new(comma, comma + 1, format!("a comma before \"{close}\": JSON allows none after the last {last}"))
        .help("drop the comma")
}

fn comma_too_many(at: usize) -> SyntaxError {
    SyntaxError::new(at, at + 1, "a comma without a value before it").help("drop the comma")
}

fn escaped_quotes(at: usize) -> SyntaxError {
    SyntaxError::new(at, at + 2, "the quotes are escaped with backslashes")
        .help("this was copied out of a string that holds JSON: take away one level of escapes")
}

/// What stands where a value should and is none that can be named.
fn unknown_value(scene: &Scene<'_>, at: usize) -> SyntaxError {
    let rest = scene.rest(at);
    if let Some(number) =
        rest.strip_prefix(['+', '.']).filter(|digits| digits.starts_with(|digit: char| digit.is_ascii_digit()))
    {
        let (end, token) = scene.token(rest.len() - number.len() + at);
        let sign = &rest[..1];
        return SyntaxError::new(at, end, format!("a number may not begin with {sign:?}")).help(if sign == "+" {
            format!("write {}", token.trim_matches('"'))
        } else {
            format!("write 0.{}", token.trim_matches('"'))
        });
    }
    if !scene.is_nested() {
        return not_json(scene, at);
    }
    let (end, token) = scene.token(at);
    let error = SyntaxError::new(at, end, format!("expected a value, found {token}"));
    if rest.starts_with(char::is_alphabetic) { error.help("a string stands in double quotes") } else { error }
}
