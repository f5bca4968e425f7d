//! Points in time as payloads write them.

use super::counted;
use jiff::Unit;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use std::fmt;
use std::time::SystemTime;

/// A date-time with its zone, or a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// As it is written; of a date its midnight.
    local: DateTime,
    utc: DateTime,
    /// None of a date, which has no zone.
    offset: Option<Offset>,
}

/// What a number of seconds or milliseconds since 1970 stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Epoch {
    /// `seconds` or `milliseconds`.
    pub unit: &'static str,
    /// The point in time.
    pub moment: Moment,
}

impl Moment {
    /// Reads a date-time of RFC 3339, with a T or a space between its parts, or a date. Nothing when the text is neither, names
    /// a day or time that does not exist, or misses its zone.
    pub fn read(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let date: Date = has_shape(date, "0000-00-00").then(|| date.parse().ok())??;
        if rest.is_empty() {
            let midnight = date.to_datetime(jiff::civil::Time::midnight());
            return Some(Self { local: midnight, utc: midnight, offset: None });
        }
        let clock = rest.strip_prefix(['T', 't', ' '])?;
        let (clock, zone) = clock.split_at(clock.find(['Z', 'z', '+', '-'])?);
        let local = DateTime::from_parts(date, read_clock(clock)?);
        Self::at_offset(local, read_offset(zone)?)
    }

    /// Reads a whole number of ten digits as seconds since 1970, of thirteen as milliseconds.
    pub fn read_epoch(number: &str) -> Option<Epoch> {
        let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
        let count: i64 = number.parse().ok().filter(|count| *count > 0 && is_plain)?;
        let (unit, instant) = match number.len() {
            10 => ("seconds", jiff::Timestamp::from_second(count).ok()?),
            13 => ("milliseconds", jiff::Timestamp::from_millisecond(count).ok()?),
            _ => return None,
        };
        let utc = Offset::UTC.to_datetime(instant);
        Some(Epoch { unit, moment: Self { local: utc, utc, offset: Some(Offset::UTC) } })
    }

    fn at_offset(local: DateTime, offset: Offset) -> Option<Self> {
        let utc = Offset::UTC.to_datetime(offset.to_timestamp(local).ok()?);
        Some(Self { local, utc, offset: Some(offset) })
    }

    /// The point in time as RFC 3339 spells it, in UTC; of a date the date.
    pub fn to_rfc_3339(self) -> String {
        if self.offset.is_some() { format!("{}Z", self.utc) } else { self.local.date().to_string() }
    }

    /// Whether it is a date, without a time.
    pub fn is_date(self) -> bool {
        self.offset.is_none()
    }

    /// How far away it is: `8 years ago`, `in 3 days`, `now`; of a date, or by one, in days: `today`.
    pub fn relative_to(self, now: Self) -> String {
        match self.distance(now) {
            (_, None) if self.is_by_day(now) => "today".to_owned(),
            (_, None) => "now".to_owned(),
            (true, Some(distance)) => format!("in {distance}"),
            (false, Some(distance)) => format!("{distance} ago"),
        }
    }

    /// How it lies to another: `4 days later`, `1 hour 5 minutes earlier`, `at the same time`, `on the same day`.
    pub fn compared_to(self, other: Self) -> String {
        match self.distance(other) {
            (_, None) if self.is_by_day(other) => "on the same day".to_owned(),
            (_, None) => "at the same time".to_owned(),
            (true, Some(distance)) => format!("{distance} later"),
            (false, Some(distance)) => format!("{distance} earlier"),
        }
    }

    /// Whether only the days of the two can be compared.
    fn is_by_day(self, other: Self) -> bool {
        self.offset.is_none() || other.offset.is_none()
    }

    /// Whether this is the later one, and how far the two are from each other.
    fn distance(self, other: Self) -> (bool, Option<String>) {
        let (mine, theirs) = if self.is_by_day(other) {
            let day = |moment: Self| moment.local.date().to_datetime(jiff::civil::Time::midnight());
            (day(self), day(other))
        } else {
            (self.utc, other.utc)
        };
        let is_later = mine > theirs;
        let (from, to) = if is_later { (theirs, mine) } else { (mine, theirs) };
        (is_later, length(from, to))
    }
}

impl From<SystemTime> for Moment {
    /// In UTC; a clock that is beyond all reason stands at 1970.
    fn from(time: SystemTime) -> Self {
        let utc = Offset::UTC.to_datetime(jiff::Timestamp::try_from(time).unwrap_or_default());
        Self { local: utc, utc, offset: Some(Offset::UTC) }
    }
}

impl fmt::Display for Moment {
    /// `2018-01-01 03:00:05 UTC`, `2018-01-01 05:00:05 +02:00`, `2018-01-01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(offset) = self.offset else {
            return write!(f, "{}", self.local.date());
        };
        write!(f, "{} ", self.local.strftime("%Y-%m-%d %H:%M:%S"))?;
        let minutes = offset.seconds() / 60;
        if minutes == 0 {
            return f.write_str("UTC");
        }
        let sign = if minutes < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }
}

/// The largest unit of a length of time, and the next one when the largest is there only once: "1 year" alone could be
/// nearly two.
fn length(from: DateTime, to: DateTime) -> Option<String> {
    let span = from.until((Unit::Year, to)).ok()?;
    let units = [
        (i64::from(span.get_years()), "year"),
        (i64::from(span.get_months()), "month"),
        (i64::from(span.get_days()), "day"),
        (i64::from(span.get_hours()), "hour"),
        (span.get_minutes(), "minute"),
        (span.get_seconds(), "second"),
        (span.get_milliseconds(), "millisecond"),
    ];
    let largest = units.iter().position(|(count, _)| *count > 0)?;
    let (count, noun) = units[largest];
    let words = counted(count, noun);
    match units.get(largest + 1) {
        Some((next, noun)) if count == 1 && *next > 0 && *noun != "millisecond" => {
            Some(format!("{words} {}", counted(*next, noun)))
        }
        _ => Some(words),
    }
}

/// Whether a text is made like another, which has zeros where digits stand.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(found, wanted): (u8, u8)| if wanted == b'0' { found.is_ascii_digit() } else { found == wanted };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

/// Hours, minutes and seconds, with or without a fraction; a leap second is the second before it.
fn read_clock(text: &str) -> Option<jiff::civil::Time> {
    let (clock, fraction) = text.split_once('.').map_or((text, None), |(clock, fraction)| (clock, Some(fraction)));
    let is_fraction = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !has_shape(clock, "00:00:00") || !fraction.is_none_or(is_fraction) {
        return None;
    }
    // Finer than nanoseconds is nothing that anybody reads.
    let fraction = fraction.map_or("", |fraction| fraction.get(..9).unwrap_or(fraction));
    format!("{clock}.{fraction:0<9}").parse().ok()
}

fn read_offset(text: &str) -> Option<Offset> {
    if matches!(text, "Z" | "z") {
        return Some(Offset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = has_shape(text.get(1..)?, "00:00").then_some(text)?;
    let (hours, minutes): (i32, i32) = (digits[1..3].parse().ok()?, digits[4..6].parse().ok()?);
    (hours < 24 && minutes < 60).then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok())?
}

#[cfg(test)]
mod tests {
    use super::Moment;

    const NOW: &str = "2026-11-21T00:00:00Z";

    fn read(text: &str) -> Moment {
        Moment::read(text).unwrap_or_else(|| panic!("{text} is a moment"))
    }

    #[test]
    fn moments_are_told_absolutely_and_from_now() {
        let cases = [
            ("2018-01-01T03:00:05.000Z", "2018-01-01 03:00:05 UTC", "8 years ago"),
            ("2018-01-01 05:00:05+02:00", "2018-01-01 05:00:05 +02:00", "8 years ago"),
            ("2026-11-20t18:30:00.5-05:30", "2026-11-20 18:30:00 -05:30", "in 500 milliseconds"),
            ("2026-11-21T00:00:00-00:00", "2026-11-21 00:00:00 UTC", "now"),
            ("2026-11-20T23:59:59Z", "2026-11-20 23:59:59 UTC", "1 second ago"),
            ("2026-11-20T23:58:00Z", "2026-11-20 23:58:00 UTC", "2 minutes ago"),
            ("2026-11-20T22:55:00Z", "2026-11-20 22:55:00 UTC", "1 hour 5 minutes ago"),
            ("2026-11-24T12:00:00Z", "2026-11-24 12:00:00 UTC", "in 3 days"),
            ("2025-01-20T00:00:00Z", "2025-01-20 00:00:00 UTC", "1 year 10 months ago"),
            ("2025-11-20T00:00:00Z", "2025-11-20 00:00:00 UTC", "1 year ago"),
            ("2026-10-20T00:00:00Z", "2026-10-20 00:00:00 UTC", "1 month 1 day ago"),
            ("2016-12-31T23:59:60Z", "2016-12-31 23:59:59 UTC", "9 years ago"),
            ("2026-11-21", "2026-11-21", "today"),
            ("2026-11-22", "2026-11-22", "in 1 day"),
            ("1990-02-28", "1990-02-28", "36 years ago"),
        ];
        for (text, absolute, relative) in cases {
            let moment = read(text);
            assert_eq!((&*moment.to_string(), &*moment.relative_to(read(NOW))), (absolute, relative), "{text}");
        }
    }

    #[test]
    fn two_moments_are_told_by_their_distance() {
        let cases = [
            ("2026-03-06T03:00:07Z", "2026-03-02T03:00:05Z", "4 days later"),
            ("2026-03-02T03:00:05Z", "2026-03-06T03:00:07Z", "4 days earlier"),
            ("2026-03-02T03:00:05Z", "2026-03-02T05:00:05+02:00", "at the same time"),
            ("2026-03-02", "2026-03-02T23:00:00Z", "on the same day"),
            ("2024-02-29", "2024-02-28", "1 day later"),
            ("2026-03-02T03:00:05.250Z", "2026-03-02T03:00:05Z", "250 milliseconds later"),
        ];
        for (moment, other, expected) in cases {
            assert_eq!(read(moment).compared_to(read(other)), expected, "{moment} {other}");
        }
    }

    #[test]
    fn what_only_looks_like_a_moment_is_none() {
        for text in [
            "",
            "2026",
            "20260301",
            "2026-02-30",
            "2026-03-01T09:30:00",
            "2026-03-01T09:30Z",
            "2026-03-01T24:00:00Z",
            "2026-03-01T09:30:00.Z",
            "2026-03-01T09:30:00+0200",
            "2026-03-01T09:30:00+24:00",
            "2026-03-01T09:30:00Z[UTC]",
            "2026-03-01T09:30:00\u{a0}Z",
            "9999-12-31T23:59:59-23:59",
            "+2026-03-1",
            "2026-03-0\u{e9}",
        ] {
            assert_eq!(Moment::read(text), None, "{text}");
        }
        assert!(Moment::read("0001-01-01T00:00:00+23:59").is_some());
    }

    #[test]
    fn epochs_are_told_by_their_digits() {
        let epoch = |number| Moment::read_epoch(number).map(|epoch| (epoch.unit, epoch.moment.to_rfc_3339()));
        assert_eq!(epoch("1767225600"), Some(("seconds", "2026-01-01T00:00:00Z".to_owned())));
        assert_eq!(epoch("1767225600123"), Some(("milliseconds", "2026-01-01T00:00:00.123Z".to_owned())));
        for number in ["17672256", "-176722560", "1767225600.0", "+176722560", "1e99999999"] {
            assert_eq!(epoch(number), None, "{number}");
        }
    }
}
