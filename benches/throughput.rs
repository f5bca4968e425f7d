//! Throughput of the hot paths over a stream of payloads, from bytes in memory, on one thread.
//!
//! The ways are run in turn, nine rounds, so that a busy machine disturbs all alike; the table shows medians and each
//! way's ratio to the first; an argument names the one way to run. `HOOKSPECT_CORPUS` names an NDJSON file and `HOOKSPECT_SCHEMA` its JSON Schema; without
//! them the stream is made of the bundled samples and only parsed.

use hookspect::json::{Document, Formatter, Indent, Tree, View};
use serde::de::IgnoredAny;
use serde_json::Value;
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 9;

/// A way through the whole corpus, with its name.
type Way<'a> = (&'a str, Box<dyn Fn(&[u8]) + 'a>);

fn main() {
    let corpus = corpus();
    let schema = std::env::var_os("HOOKSPECT_SCHEMA").map(|path| {
        let text = std::fs::read(path).expect("HOOKSPECT_SCHEMA is a readable file");
        serde_json::from_slice::<Value>(&text).expect("HOOKSPECT_SCHEMA holds JSON")
    });
    let mut ways = ways(schema.as_ref());
    if let Some(only) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) {
        ways.retain(|(name, _)| *name == only);
    }
    let mut times = vec![Vec::with_capacity(ROUNDS); ways.len()];
    for _ in 0..ROUNDS {
        for ((_, way), times) in ways.iter().zip(&mut times) {
            let start = Instant::now();
            way(&corpus);
            times.push(start.elapsed());
        }
    }
    report(corpus.len(), &ways, times);
}

fn ways(schema: Option<&Value>) -> Vec<Way<'static>> {
    let mut ways: Vec<Way<'static>> = vec![
        (
            "serde_json IgnoredAny",
            Box::new(|corpus| each_line(corpus, |line| drop(black_box(serde_json::from_slice::<IgnoredAny>(line))))),
        ),
        ("document", Box::new(parse)),
        ("document + compact", Box::new(|corpus| format(corpus, Indent::None))),
        ("document + indent", Box::new(|corpus| format(corpus, Indent::Spaces(2)))),
        (
            "serde_json Value",
            Box::new(|corpus| each_line(corpus, |line| drop(black_box(serde_json::from_slice::<Value>(line))))),
        ),
    ];
    if let Some(schema) = schema {
        let options = jsonschema::options().should_validate_formats(true);
        let theirs = options.build(schema).expect("the schema compiles");
        let options = jsonschema::options_for::<View>().should_validate_formats(true);
        let ours = options.build(schema).expect("the schema compiles");
        ways.push((
            "Value + validate",
            Box::new(move |corpus| {
                each_line(corpus, |line| {
                    let value: Value = serde_json::from_slice(line).expect("the corpus is valid");
                    assert!(theirs.is_valid(&value));
                });
            }),
        ));
        ways.push((
            "document + validate",
            Box::new(move |corpus| {
                let mut tree = Tree::default();
                each_line(corpus, |line| {
                    let document = Document::parse_into(line, &mut tree).expect("the corpus is valid");
                    assert!(ours.is_valid(document.root()));
                    tree = document.into_tree();
                });
            }),
        ));
    }
    ways
}

fn parse(corpus: &[u8]) {
    let mut tree = Tree::default();
    each_line(corpus, |line| {
        let document = Document::parse_into(line, &mut tree).expect("the corpus is valid");
        black_box(document.root());
        tree = document.into_tree();
    });
}

fn format(corpus: &[u8], indent: Indent) {
    let mut tree = Tree::default();
    let mut formatter = Formatter::new(indent, false);
    each_line(corpus, |line| {
        let document = Document::parse_into(line, &mut tree).expect("the corpus is valid");
        formatter.write(document.root(), &mut std::io::sink()).expect("a sink takes all");
        tree = document.into_tree();
    });
}

fn each_line(corpus: &[u8], mut way: impl FnMut(&[u8])) {
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', corpus) {
        way(&corpus[start..end]);
        start = end + 1;
    }
}

fn corpus() -> Vec<u8> {
    if let Some(path) = std::env::var_os("HOOKSPECT_CORPUS") {
        return std::fs::read(path).expect("HOOKSPECT_CORPUS is a readable file");
    }
    let line = br#"{"id":"a","n":[1,2.5,true,null],"o":{"k":"v"}}"#;
    [line.as_slice(), b"\n"].concat().repeat(200_000)
}

fn report(bytes: usize, ways: &[Way<'_>], times: Vec<Vec<Duration>>) {
    #[expect(clippy::cast_precision_loss, reason = "a corpus has far fewer than 2^52 bytes")]
    let megabytes = bytes as f64 / 1e6;
    let medians: Vec<f64> = times.into_iter().map(median).collect();
    let mut table = vec![format!("{:24} {:>9} {:>9} {:>7}\n", "way", "ms", "MB/s", "ratio")];
    for ((name, _), seconds) in ways.iter().zip(&medians) {
        let speed = megabytes / seconds;
        table.push(format!("{name:24} {:9.1} {speed:9.0} {:7.2}\n", seconds * 1e3, seconds / medians[0]));
    }
    std::io::Write::write_all(&mut std::io::stdout(), table.concat().as_bytes()).expect("stdout takes the table");
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}
