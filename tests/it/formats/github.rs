//! Annotations: at the right place of the file, within GitHub's limits, and nothing of the input can make a command.

use crate::support::{Output, hookspect, hookspect_in};
use hookspect::context::Context;

fn annotations(stdin: &str, options: &[&str]) -> Output {
    let args = ["validate", "--format", "github", "--stdin-filename", "in.json"];
    hookspect(&args.into_iter().chain(options.iter().copied()).collect::<Vec<_>>(), stdin.as_bytes())
}

/// A property of a command, as it stands.
fn property<'a>(command: &'a str, name: &str) -> Option<&'a str> {
    let (_, properties) = command.split_once(' ')?;
    let (properties, _) = properties.split_once("::")?;
    properties.split(',').find_map(|property| property.strip_prefix(name)?.strip_prefix('='))
}

/// The text that a command points at, as an editor counts: lines that end with a line feed, columns in characters.
fn pointed_at(text: &str, command: &str) -> String {
    let number = |name: &str| property(command, name).and_then(|number| number.parse::<usize>().ok());
    let line = text.split('\n').nth(number("line").expect("it has a line") - 1).expect("the line is there");
    let (start, end) = (number("col").expect("it has a column"), number("endColumn").expect("it has an end"));
    line.chars().skip(start - 1).take(end - start).collect()
}

#[test]
fn places_are_right_with_crlf_tabs_and_wide_characters() {
    let text = "{\r\n\t\"id\": 7,\r\n\t\"名前\u{1f980}\": \"é\",\t\"tenant\": \"acme\"\r\n}\r\n";
    let found = annotations(text, &[]);
    let commands: Vec<&str> = found.stdout.lines().collect();
    let places: Vec<String> = commands.iter().map(|command| pointed_at(text, command)).collect();
    assert_eq!(places, ["7", "\"名前\u{1f980}\""]);
    assert!(
        commands[0].starts_with("::error file=in.json,line=2,endLine=2,col=8,endColumn=9,title=hookspect (type)::")
    );
    assert!(commands[1].starts_with("::warning file=in.json,line=3,endLine=3,col=2,endColumn=7,"), "{}", commands[1]);
}

#[test]
fn the_most_severe_come_first_and_no_more_than_github_shows() {
    let line = "{\"id\":7,\"tenant\":\"acme\",\"a\":1,\"b\":2}\n";
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("in.ndjson");
    std::fs::write(&path, line.repeat(12)).expect("there is room");
    let args = ["validate", "--format", "github", path.to_str().expect("it is UTF-8"), "nowhere.json"];
    let found = hookspect(&args, b"");
    let lines: Vec<&str> = found.stdout.lines().collect();
    assert_eq!(lines.len(), 21);
    assert!(lines[0].starts_with("::error file=nowhere.json,title=hookspect (unreadable)::"), "{}", lines[0]);
    assert!(lines[1..10].iter().all(|line| line.starts_with("::error ")));
    assert!(lines[10..20].iter().all(|line| line.starts_with("::warning ")));
    assert_eq!(property(lines[9], "line"), Some("9"), "the first ones are kept");
    assert_eq!(
        lines[20],
        "::notice title=hookspect::and 3 errors and 14 warnings more: GitHub shows 10 of each kind for a step"
    );
    let found = hookspect(&[&args[..], &["--max-findings", "2"]].concat(), b"");
    assert_eq!(found.stdout.lines().count(), 4, "{}", found.stdout);
}

#[test]
fn nothing_of_the_input_ends_a_property_or_a_command() {
    let payload = "{\"id\":\"s1\",\"tenant\":\"acme\",\"a\\n::error::%0A,x\":1}";
    let name = "a,b:c%\n::error file=x::y.json";
    let found = hookspect(&["validate", "--format", "github", "--stdin-filename", name], payload.as_bytes());
    assert_eq!(found.stdout.lines().count(), 1, "{}", found.stdout);
    assert!(
        found.stdout.starts_with("::warning file=a%2Cb%3Ac%25\\u000a%3A%3Aerror file=x%3A%3Ay.json,line=1,"),
        "{}",
        found.stdout
    );
    assert!(found.stdout.contains("\"a\\n::error::%250A,x\" is not a known field"), "{}", found.stdout);
}

#[test]
fn text_that_is_in_no_file_is_annotated_without_one() {
    let found = hookspect(&["validate", "--format", "github"], b"{\"id\":7,\"tenant\":\"acme\"}");
    assert!(found.stdout.starts_with("::error title=hookspect (type)::<stdin>:1:7: "), "{}", found.stdout);
}

#[test]
fn a_summary_of_the_step_is_added_to_its_file() {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("summary.md");
    std::fs::write(&path, "before\n").expect("there is room");
    let context = Context { step_summary: Some(path.clone()), ..Context::default() };
    let payloads = "{\"id\":7,\"tenant\":\"acme\"}\n{\"id\":\"s1\",\"tenant\":\"acme\"}\n";
    let name = "<b>|`x`\u{202e}.ndjson";
    for format in ["github", "text"] {
        let args = ["validate", "--format", format, "--stdin-filename", name, "-q"];
        hookspect_in(&context, &args, payloads.repeat(60).as_bytes());
    }
    let summary = std::fs::read_to_string(&path).expect("it is there");
    assert!(summary.starts_with("before\n### hookspect: 60 of 120 payloads with errors\n\n| payloads |"), "{summary}");
    let rows = summary.lines().filter(|line| line.contains("must be a string"));
    assert!(rows.clone().all(|row| row.replace("\\|", "").matches('|').count() == 4), "{summary}");
    assert_eq!(rows.count(), 50);
    assert!(summary.contains("| ``<b>\\|`x`\\u202e.ndjson:1`` |"), "{summary}");
    assert!(summary.ends_with("\n... and 10 more\n\n"), "{summary}");
}
