//! Formats and patterns in words.

use crate::words::{Epoch, Moment};

/// A format as a message names it.
pub(super) fn noun(format: &str) -> String {
    match format {
        "date-time" => "a date-time".into(),
        "date" => "a date".into(),
        "time" => "a time".into(),
        "duration" => "a duration".into(),
        "email" | "idn-email" => "an e-mail address".into(),
        "hostname" | "idn-hostname" => "a host name".into(),
        "ipv4" => "an IPv4 address".into(),
        "ipv6" => "an IPv6 address".into(),
        "uri" | "iri" => "a URI".into(),
        "uri-reference" | "iri-reference" => "a URI reference".into(),
        "uuid" => "a UUID".into(),
        "json-pointer" => "a JSON Pointer".into(),
        "regex" => "a regular expression".into(),
        other => format!("in the format {other:?}"),
    }
}

/// A pattern as a demand: `begin with "cust_"`, `match ^[a-z]+$`.
pub(super) fn pattern(pattern: &str) -> String {
    let literal = |text: &str| {
        !text.is_empty() && text.chars().all(|character| character.is_alphanumeric() || "_-/ :@".contains(character))
    };
    match pattern.strip_prefix('^') {
        Some(prefix) if literal(prefix) => format!("begin with {}", crate::json::escape(prefix)),
        _ => format!("match the pattern {}", pattern.replace(char::is_control, "?")),
    }
}

/// Why a text is not in a format, and how it would be written.
pub(super) fn why(format: &str, text: &str) -> Option<String> {
    match format {
        "date-time" => date_time(text),
        "date" => date(text).or_else(|| {
            is_date(text.get(..10)?).then(|| "a date has no time: write the first ten characters only".into())
        }),
        "email" if !text.contains('@') => Some("there is no @ in it".into()),
        "uuid" => Some("a UUID has 32 hexadecimal digits in five groups: 8-4-4-4-12".into()),
        "uri" if !text.contains(':') => Some("a URI begins with its scheme: https://...".into()),
        _ => None,
    }
}

fn date_time(text: &str) -> Option<String> {
    const EXAMPLE: &str = "2026-03-01T09:30:00Z";
    if text.trim() != text && !text.is_empty() {
        return Some("take away the white space around it".into());
    }
    if is_date(text) {
        return Some(format!("the time is missing: write it as {EXAMPLE}"));
    }
    let (Some(date), Some(time)) = (text.get(..10), text.get(11..)) else {
        return instant(text).or_else(|| self::date(text)).or_else(|| Some(format!("write it as {EXAMPLE}")));
    };
    if !is_date(date) {
        return instant(text).or_else(|| self::date(date)).or_else(|| Some(format!("write it as {EXAMPLE}")));
    }
    let zone = time.find(['Z', 'z', '+', '-', ' ']).map(|at| &time[at..]);
    let mut wanting = Vec::new();
    if text.as_bytes().get(10) == Some(&b' ') {
        wanting.push("a T instead of the space");
    }
    if time.split(['Z', 'z', '+', '-', ' ']).next().is_some_and(|clock| clock.matches(':').count() == 1) {
        wanting.push("the seconds");
    }
    match zone {
        None => wanting.push("the time zone (Z for UTC, or an offset such as +02:00)"),
        Some(zone) if zone.len() == 5 && zone[1..].bytes().all(|byte| byte.is_ascii_digit()) => {
            wanting.push("a colon in the offset");
        }
        Some(zone) if zone.starts_with(' ') => wanting.push("the time zone right after the time"),
        Some(_) => {}
    }
    Some(match wanting.as_slice() {
        [] => format!("the time or the date does not exist, or it is written otherwise than {EXAMPLE}"),
        [only] => format!("missing: {only}; write it as {EXAMPLE}"),
        [rest @ .., last] => format!("missing: {} and {last}; write it as {EXAMPLE}", rest.join(", ")),
    })
}

/// What is wrong with something like a date.
fn date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 && text.contains('-') && month.len() == 2 && day.len() == 2 => {
            let number = |text: &str| text.parse::<u32>().ok();
            match (number(month)?, number(day)?) {
                (month @ (0 | 13..), _) => Some(format!("there is no month {month:02}")),
                (month, day) => Some(format!("month {month:02} has no day {day:02}")),
            }
        }
        [_, _, last] if parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) && !last.is_empty() => {
            Some("write year, month and day with hyphens: 2026-03-01".into())
        }
        _ => None,
    }
}

fn is_date(text: &str) -> bool {
    let shape = |(index, byte): (usize, u8)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(shape)
}

/// The date-time that a count of seconds or milliseconds since 1970 stands for.
pub(super) fn instant(text: &str) -> Option<String> {
    let Epoch { unit, moment } = Moment::read_epoch(text)?;
    Some(format!("it looks like {unit} since 1970: write \"{}\"", moment.to_rfc_3339()))
}

#[cfg(test)]
mod tests {
    use super::{pattern, why};

    #[test]
    fn formats_say_why_they_fail() {
        let cases = [
            ("2026-03-01T10:00:00", "missing: the time zone (Z for UTC, or an offset such as +02:00); write"),
            ("2026-03-01 10:00", "missing: a T instead of the space, the seconds and the time zone (Z"),
            ("2026-03-01", "the time is missing"),
            ("2026-03-01 10:00:00Z", "missing: a T instead of the space;"),
            ("2026-13-01T10:00:00Z", "the time or the date does not exist"),
            ("2026-03-01T10:00Z", "missing: the seconds;"),
            ("2026-03-01T10:00:00+0200", "missing: a colon in the offset;"),
            ("1767225600", "it looks like seconds since 1970"),
            ("01.03.2026", "write year, month and day"),
            ("yesterday", "write it as"),
        ];
        for (text, start) in cases {
            let why = why("date-time", text).unwrap();
            assert!(why.starts_with(start), "{text}: {why}");
        }
        assert_eq!(why("date", "2026-13-01").as_deref(), Some("there is no month 13"));
        assert_eq!(why("date", "2026-02-30").as_deref(), Some("month 02 has no day 30"));
    }

    #[test]
    fn a_literal_beginning_is_said_in_words() {
        assert_eq!(pattern("^cust_"), "begin with \"cust_\"");
        assert_eq!(pattern("^[A-Z]{3}$"), "match the pattern ^[A-Z]{3}$");
    }
}
