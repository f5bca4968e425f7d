//! The rows of a card that are times and numbers.

use super::Wishes;
use super::card::{Facts, Seen};
use crate::json::{Kind, escape};
use crate::words::{Epoch, Moment};

/// What stands after an amount whose currency nobody named.
const MINOR_UNITS: &str = " minor units";

/// When it happened; where that is not told the time that comes nearest to it, and what that is.
pub(super) fn when(facts: &Facts, wishes: &Wishes) -> Vec<String> {
    let times = [("/occurred_at", None), ("/sent_at", Some("when it was sent"))];
    let changed = [("/record/modified_at", Some("when the record was last changed"))];
    let told = times.into_iter().chain(changed).filter_map(|(at, what)| {
        facts.text(at)?;
        Some((facts.get(at)?, what))
    });
    let told: Vec<_> = told.collect();
    let readable = told.iter().find_map(|(seen, what)| Some((Moment::read(&seen.text)?, *what)));
    let (mut parts, what) = match (readable, told.first()) {
        (Some((moment, what)), _) => (vec![moment.to_string(), moment.relative_to(wishes.now)], what),
        (None, Some((seen, what))) => (unusual(seen, wishes), *what),
        (None, None) => return vec!["not told".to_owned()],
    };
    if let (Some(last), Some(what)) = (parts.last_mut(), what) {
        *last = format!("{last} ({what})");
    }
    parts
}

/// A time that is no date-time: as it is spelled, and the date if it is one counted from 1970.
fn unusual(seen: &Seen, wishes: &Wishes) -> Vec<String> {
    if seen.kind != Kind::Number {
        return vec![escape(&seen.text)];
    }
    match Moment::read_epoch(&seen.text) {
        Some(Epoch { unit, moment }) => {
            vec![moment.to_string(), moment.relative_to(wishes.now), format!("{} {unit} since 1970", seen.text)]
        }
        None => vec![seen.text.clone()],
    }
}

pub(super) fn figures(facts: &Facts, wishes: &Wishes) -> Vec<String> {
    let spend = facts.get("/figures/spend").and_then(|seen| money(seen, wishes));
    let average = facts.get("/figures/average_order").and_then(|seen| money(seen, wishes));
    // The unit is said once.
    let average = average.map(|average| match &spend {
        Some(spend) if spend.ends_with(MINOR_UNITS) => average.trim_end_matches(MINOR_UNITS).to_owned(),
        _ => average,
    });
    let orders = || Some(counted(facts.get("/figures/orders")?, "order"));
    let points = || Some(counted(facts.get("/figures/points")?, "point"));
    let last = || {
        let text = facts.text("/figures/last_order_at")?;
        Some(format!("last order {}", Moment::read(text).map_or_else(|| escape(text), |moment| moment.to_string())))
    };
    let parts = [
        orders(),
        spend.map(|spend| format!("spend {spend}")),
        average.map(|average| format!("average {average}")),
        points(),
        last(),
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect()
}

/// A number with its noun. What is no number is shown as it is spelled: nobody knows what was counted.
fn counted(seen: &Seen, noun: &str) -> String {
    match seen.kind {
        Kind::Null => String::new(),
        Kind::Number if seen.text == "1" => format!("1 {noun}"),
        Kind::Number => format!("{} {noun}s", seen.text),
        _ => format!("{noun}s {}", escape(&seen.text)),
    }
}

/// An amount in minor units, in a currency if one was named.
fn money(seen: &Seen, wishes: &Wishes) -> Option<String> {
    match seen.kind {
        Kind::Null => None,
        Kind::Number => {
            let amount = wishes.currency.and_then(|currency| currency.amount(&seen.text));
            Some(amount.unwrap_or_else(|| seen.text.clone() + MINOR_UNITS))
        }
        _ => Some(escape(&seen.text)),
    }
}
