//! Laws of the forms: what is written can be read back, value for value and, where the form can, token for token.

use super::samples;
use crate::json_laws::json_text;
use crate::support::{hookspect, root};
use hookspect::formats::{Blanks, Columns, Flat, Form, Frame, Plain, Separated, Unflat};
use hookspect::json::{Document, Kind, Node};
use hookspect::outcome::Outcome;
use proptest::prelude::*;

/// Writes documents one by one, and puts them together; the number of guarded cells comes with them.
fn put_together(mut form: Box<dyn Form + '_>, mut frame: Box<dyn Frame + '_>, texts: &[&str]) -> (String, u64) {
    let (mut out, mut guarded) = (Vec::new(), 0);
    for text in texts {
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        let mut written = Vec::new();
        form.document(document.root(), &mut written);
        guarded += form.take_tally().guarded;
        frame.add(&written, &mut out).expect("a file can be made");
    }
    guarded += frame.finish(&mut out, &mut |_| Ok(())).expect("a vector takes all").guarded;
    (String::from_utf8(out).expect("it is text"), guarded)
}

fn flat(texts: &[&str]) -> String {
    put_together(Box::new(Flat::default()), Box::new(Plain::parted_by(Flat::PARTING)), texts).0
}

fn table(columns: &Columns, rows: &Separated, texts: &[&str]) -> (String, u64) {
    put_together(columns.form(rows.clone()), columns.frame(rows.clone()), texts)
}

/// Whether two values are the same, scalars and their spelling included; of keys the names count.
fn is_same(one: Node<'_>, other: Node<'_>) -> bool {
    if one.kind() != other.kind() || one.len() != other.len() {
        return false;
    }
    match one.kind() {
        Kind::Object => one
            .members()
            .zip(other.members())
            .all(|((key, one), (like, other))| key.name() == like.name() && is_same(one, other)),
        Kind::Array => one.elements().zip(other.elements()).all(|(one, other)| is_same(one, other)),
        _ => one.raw() == other.raw(),
    }
}

fn check_flat(texts: &[&str]) {
    let lines = flat(texts);
    let back: Vec<String> = Unflat::new(&lines)
        .map(|document| document.json.unwrap_or_else(|broken| panic!("{broken:?} in\n{lines}")))
        .collect();
    assert_eq!(back.len(), texts.len(), "{lines}");
    for (text, back) in texts.iter().zip(&back) {
        let (one, other) = (Document::parse(text.as_bytes()), Document::parse(back.as_bytes()));
        let (one, other) = (one.expect("it is JSON"), other.unwrap_or_else(|error| panic!("{error:?}\n{back}")));
        assert!(is_same(one.root(), other.root()), "{text}\n{back}\n{lines}");
    }
    let again: Vec<&str> = back.iter().map(String::as_str).collect();
    assert_eq!(flat(&again), lines);
}

/// Texts that are hard to tell apart in lines.
const HARD: [&str; 12] = [
    r#"{"0":1,"1":2}"#,
    r#"[{"0":1},{"1":2},{"00":3},["0"]]"#,
    r#"{"":{"":[]},"/":{},"~":[{}],"a = b":"= c","a":"x = y","x":{" ":1," = ":2}}"#,
    r#"{"a\/b":1,"\u002f":2,"\u007e1":3,"~01":4,"a~1b":5,"\"":6,"\\":7,"\u0061=\"b\" = ":8}"#,
    r#"{"\ud800":1,"\udc00":2,"\ud83e\udd80":3,"é":4,"\u2028":5}"#,
    "7",
    "\"\"",
    "[]",
    "{}",
    "[[],[[]],{},[{}]]",
    r#"{"n":[123456789012345678901234567890,-0.0E-0,1e400,0.1000,1E+2]}"#,
    "{\"line\u{2028}end\":\"\u{85}\",\"tab\\t\":\"\\n\"}",
];

#[test]
fn hard_texts_come_back_from_flat_lines() {
    for text in HARD {
        check_flat(&[text]);
    }
    check_flat(&HARD);
}

#[test]
fn samples_come_back_from_flat_lines() {
    for (name, text) in samples() {
        check_flat(&[&text]);
        let lines = hookspect(&["convert", "--format", "flat"], text.as_bytes()).stdout;
        let json = hookspect(&["convert", "--from", "flat"], lines.as_bytes());
        assert_eq!(json.outcome, Outcome::Clean, "{name}: {}", json.stderr);
    }
}

/// What a reader of CSV makes of it.
fn cells(csv: &str, separator: u8) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(csv.as_bytes());
    reader.records().map(|record| record.expect("it is CSV").iter().map(str::to_owned).collect()).collect()
}

/// The text that a cell must hold.
fn expected(node: Option<Node<'_>>) -> Option<String> {
    let node = node?;
    match node.kind() {
        Kind::Null => None,
        Kind::String => Some(node.as_str().expect("it is a string").into_owned()),
        Kind::Object | Kind::Array => Some("container".to_owned()),
        _ => Some(node.raw().to_owned()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn json_comes_back_from_flat_lines(texts in prop::collection::vec(json_text(), 1..4)) {
        let texts: Vec<String> = texts.iter().map(|text| without_repeated_keys(text)).collect();
        check_flat(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn every_leaf_has_a_cell(texts in prop::collection::vec(json_text(), 1..5), by_tabs in any::<bool>()) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let blanks = Blanks::default();
        let (rows, separator) = if by_tabs {
            (Separated::by_tabs(blanks, false), b'\t')
        } else {
            (Separated::by_commas(blanks, false), b',')
        };
        let (csv, _) = table(&Columns::all(), &rows, &texts);
        let rows = cells(&csv, separator);
        prop_assert_eq!(rows.len(), texts.len() + 1, "{}", csv);
        let (header, rows) = rows.split_first().expect("there is a header");
        for (text, row) in texts.iter().zip(rows) {
            prop_assert_eq!(row.len(), header.len(), "{}", csv);
            let document = Document::parse(text.as_bytes()).expect("it is JSON");
            let mut leaves = Vec::new();
            leaves_of(document.root(), &mut String::new(), &mut leaves);
            let mut told = 0;
            for (pointer, node) in leaves {
                let column = header.iter().position(|name| *name == pointer);
                let column = column.unwrap_or_else(|| panic!("{pointer:?} has no column in {header:?}"));
                match expected(Some(node)) {
                    Some(text) if text == "container" && matches!(node.kind(), Kind::Object | Kind::Array) => {
                        let cell = Document::parse(row[column].as_bytes()).expect("it is JSON");
                        prop_assert!(cell.root().same_value(node));
                    }
                    Some(text) => prop_assert_eq!(&row[column], &text),
                    None => prop_assert_eq!(&row[column], ""),
                }
                told += 1;
            }
            prop_assert!(told > 0);
        }
    }

    #[test]
    fn no_string_is_a_formula(start in "[-=+@\t\r]", rest in "[ -~]{0,10}") {
        let text = serde_json::to_string(&serde_json::json!({ "a": format!("{start}{rest}") })).expect("it is JSON");
        for columns in [Columns::named(["/a"]).expect("it is a pointer"), Columns::all()] {
            let (guarded, count) = table(&columns, &Separated::by_commas(Blanks::default(), true), &[&text]);
            prop_assert_eq!(&cells(&guarded, b',')[1][0], &format!("'{start}{rest}"));
            prop_assert_eq!(count, 1);
            let (bare, _) = table(&columns, &Separated::by_commas(Blanks::default(), false), &[&text]);
            prop_assert_eq!(&cells(&bare, b',')[1][0], &format!("{start}{rest}"));
        }
    }
}

/// The text with keys that stand again renamed: flat lines have each place once.
fn without_repeated_keys(text: &str) -> String {
    let document = Document::parse(text.as_bytes()).expect("it is JSON");
    let mut out = text.to_owned();
    let mut repeated = document.duplicate_keys(document.root());
    repeated.sort_by_key(|repeated| std::cmp::Reverse(repeated.key));
    for (index, repeated) in repeated.iter().enumerate() {
        out.replace_range(repeated.key.range(), &format!("\"again {index}\""));
    }
    out
}

fn leaves_of<'d>(node: Node<'d>, at: &mut String, found: &mut Vec<(String, Node<'d>)>) {
    if node.kind() != Kind::Object || node.is_empty() {
        found.push((at.clone(), node));
        return;
    }
    for (key, value) in node.members() {
        let length = at.len();
        *at += "/";
        *at += &key.name().replace('~', "~0").replace('/', "~1");
        leaves_of(value, at, found);
        at.truncate(length);
    }
}

#[test]
fn the_kept_source_is_no_part_of_a_table_and_stays_where_only_the_form_changes() {
    let text = br#"{"a":1,"x-hookspect-source":{"b":2}}"#;
    let csv = hookspect(&["convert", "--format", "csv", "--columns", "all"], text);
    assert_eq!(csv.stdout, "/a\r\n1\r\n");
    let yaml = hookspect(&["convert", "--format", "yaml"], text);
    assert_eq!(yaml.stdout, "a: 1\nx-hookspect-source:\n  b: 2\n");
    let sample = root().join("samples/emporix/valid/customer-segment.segment-deleted.json");
    let text = std::fs::read_to_string(sample).expect("it can be read");
    let kept = text.trim_end().strip_suffix('}').expect("it is an object").to_owned()
        + r#","x-hookspect-source":{"id":1,"id":"\ud800"}}"#;
    let checked = hookspect(&["validate", "--strict"], kept.as_bytes());
    assert_eq!(checked.outcome, Outcome::Clean, "{}{}", checked.stdout, checked.stderr);
}

#[test]
fn any_number_of_threads_writes_the_same() {
    let lines: String = (2..40_000)
        .map(|number| match number % 997 {
            0 => "{\"id\":\n".to_owned(),
            1 => "{\"id\":1,\"id\":\"=2\"}\n".to_owned(),
            rest => format!("{{\"id\":{number},\"text\":\"{}\",\"more\":[{rest}]}}\n", "x".repeat(rest % 90)),
        })
        .collect();
    assert!(lines.len() > 1 << 20, "it is more than what is done on one thread");
    for options in [
        &["-f", "yaml"][..],
        &["-f", "flat"],
        &["-f", "ndjson"],
        &["-f", "json"],
        &[],
        &["-f", "csv", "--columns", "/id,/text"],
        &["-f", "tsv", "--columns", "all"],
    ] {
        let run = |threads: &'static str| {
            let arguments: Vec<&str> = ["convert", "--threads", threads].iter().chain(options).copied().collect();
            let output = hookspect(&arguments, lines.as_bytes());
            assert_eq!(output.outcome, Outcome::Problems);
            (output.stdout, output.stderr)
        };
        let one = run("1");
        assert!(one == run("4"), "{options:?}");
        assert!(one.0.len() > lines.len() / 3, "{options:?}");
    }
}
