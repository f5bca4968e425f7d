//! Comparison of two large arrays of payloads, from bytes in memory to the list of changes, beside `serde_json` parsing both.
//!
//! The ways are run in turn, nine rounds, so that a busy machine disturbs all alike; the table shows medians and each way's ratio
//! to the first. The payloads are invented here: 15,000 of them, about 10 MB a side.

use hookspect::diff::{Rules, compare};
use hookspect::json::Document;
use hookspect::schema::Guide;
use serde_json::Value;
use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

const ROUNDS: usize = 9;

/// Two texts, with what is between them.
type Pair = (&'static str, String, String);

fn main() {
    let mut lines = vec![format!("{:24} {:24} {:>9} {:>7} {:>8}\n", "pair", "way", "ms", "ratio", "changes")];
    for (name, before, after) in pairs() {
        let (mut theirs, mut ours, mut changes) = (Vec::new(), Vec::new(), 0);
        for _ in 0..ROUNDS {
            theirs.push(time(|| drop(black_box((read(&before), read(&after))))));
            ours.push(time(|| changes = count(&before, &after)));
        }
        let (theirs, ours) = (median(theirs), median(ours));
        lines.push(format!("{name:24} {:24} {theirs:9.1} {:7.2}\n", "serde_json Value", 1.0));
        lines.push(format!("{:24} {:24} {ours:9.1} {:7.2} {changes:8}\n", "", "parse and compare", ours / theirs));
    }
    std::io::stdout().write_all(lines.concat().as_bytes()).expect("stdout takes the table");
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

fn count(before: &str, after: &str) -> usize {
    let document = |text| Document::parse(text).expect("it is JSON");
    let (before, after) = (document(before.as_bytes()), document(after.as_bytes()));
    compare(before.root(), after.root(), &Rules::default(), &mut Guide::silent()).count()
}

fn time(way: impl FnOnce()) -> Duration {
    let start = Instant::now();
    way();
    start.elapsed()
}

/// In milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}

fn pairs() -> Vec<Pair> {
    let payload = |n: usize, spend: usize| {
        format!(
            r#"{{"id":"{n:032x}","topic":"moved","created_at":"2026-03-01T09:30:00Z","payload":{{"customer":{{"id":{},"email":"c{n}@example.com","points":{},"blocked":false,"tags":["a","b","c"],"tier":{{"id":{},"name":"Silver","position":1}},"note":"Imported from the point of sale on the first of the month"}},"orders":{},"spend":{spend},"average":{}.25,"lines":[{{"sku":"ABC-{n:05}","quantity":1,"price":49.90}},{{"sku":"XYZ-{n:05}","quantity":2,"price":7.5}}]}}}}"#,
            1_000_000 + n,
            n % 5000,
            n % 9,
            n % 30,
            n % 900,
        )
    };
    let array = |items: &mut dyn Iterator<Item = String>| format!("[{}]", items.collect::<Vec<_>>().join(","));
    let plain = || (0..15_000).map(|n| payload(n, n * 7));
    // A stride that has no divisor in common with the number visits all in another order.
    let shuffled = || (0..15_000).map(|n| payload(n * 7919 % 15_000, n * 7919 % 15_000 * 7));
    vec![
        (
            "1 % edited",
            array(&mut plain()),
            array(&mut (0..15_000).map(|n| payload(n, n * 7 + usize::from(n % 100 == 3)))),
        ),
        ("one in front", array(&mut plain()), array(&mut std::iter::once(payload(20_000, 1)).chain(plain()))),
        ("shuffled", array(&mut plain()), array(&mut shuffled())),
        (
            "indented",
            array(&mut plain()),
            serde_json::to_string_pretty(&read(&array(&mut plain()))).expect("it is JSON"),
        ),
        (
            "10,000 integers shuffled",
            array(&mut (0..10_000).map(|n| n.to_string())),
            array(&mut (0..10_000).map(|n| (n * 7919 % 10_000).to_string())),
        ),
        (
            "9,000 repeats",
            array(&mut (0..9000).map(|n| (n % 3).to_string())),
            array(&mut (0..9000).map(|n| (n % 2).to_string())),
        ),
    ]
}
