//! Laws of the documents of `show`: whatever a payload holds is text in them, all of it is there, and nothing else.

use crate::show_laws::{made_safe, objects, payloads, show};
use crate::support::hookspect;
use hookspect::outcome::Outcome;
use proptest::prelude::*;
use serde_json::{Value, value::RawValue};
use std::path::PathBuf;

/// Texts that are markup, drive a terminal, reorder a line or are taken for something elsewhere.
const HOSTILE: &[&str] = &[
    "\u{1b}[2J",
    "\u{1b}]8;;https://example.com\u{7}link\u{1b}]8;;\u{7}",
    "\u{202e}gpj.exe",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload='alert(1)'>",
    "</code></td></tr></table></title></style>",
    "&lt;&#60;&amp;",
    "javascript:alert(1)",
    "<!-- x",
    "]]>-->",
    "a|b\\|c\\\\|d",
    "`a` ``b`` ```",
    "`",
    "\\",
    "**a** _b_ ~~c~~ [d](https://example.com) ![e](f)",
    "@all #12 !3 GH-4 :tada: www.example.com a.example.com $5",
    "one\ntwo\r\n\tthree",
    "- a\n# b\n|---|\n",
    " ",
    "  a  ",
    "",
    "\u{0}\u{7f}\u{85}\u{2028}\u{feff}",
    "شركة الأمل 漢字 e\u{301} 🦀",
];

const FIELDS: usize = 40;

/// Payloads made of these: as values, as keys, where a known event has its words, deep, long and spelled oddly.
fn hostile() -> Vec<String> {
    let values: Value =
        HOSTILE.iter().enumerate().map(|(index, text)| (format!("v{index}"), Value::from(*text))).collect();
    let keys: Value = HOSTILE.iter().map(|text| ((*text).to_owned(), Value::from(*text))).collect();
    let known = |index: usize| {
        let text = |offset: usize| HOSTILE[(index + offset) % HOSTILE.len()];
        serde_json::json!({
            "id": text(0), "topic": "program_events/customer.moved_to_loyal_segment", "created_at": text(1),
            "payload": {
                "customer": { "id": text(2), "merchant_id": text(3), "email": text(4), text(5): text(6) },
                "new_insight_segment": text(7), "previous_insight_segment": text(8),
            },
        })
        .to_string()
    };
    let deep = format!("{}1{}", "{\"a\":[".repeat(250), "]}".repeat(250));
    let long = format!("{{\"long\":\"{}\",\"number\":1{}}}", "x".repeat(200_000), "0".repeat(2_000));
    let odd = r#"{"half":"\ud800","same":1,"same":2,"\ud800":"\u003cscript>","escaped":"\u001b[2J"}"#.to_owned();
    let all = [values.to_string(), keys.to_string(), deep, long, odd];
    all.into_iter().chain((0..HOSTILE.len()).map(known)).collect()
}

/// What `show` prints of values after each other.
fn shown(texts: &[String], options: &[&str]) -> String {
    let options = [&["show", "--input=values", "--now=2026-11-21T00:00:00Z"], options].concat();
    let output = hookspect(&options, texts.join("\n").as_bytes());
    assert_eq!(output.outcome, Outcome::Clean, "{}", output.stderr);
    output.stdout
}

/// The places and values of all payloads, as JSON tells them.
fn fields(ndjson: &str) -> Vec<[String; 2]> {
    #[derive(serde::Deserialize)]
    struct Shown {
        fields: Vec<Field>,
    }
    #[derive(serde::Deserialize)]
    struct Field {
        path: String,
        value: Box<RawValue>,
    }
    let fields = ndjson.lines().flat_map(|line| serde_json::from_str::<Shown>(line).expect("it is JSON").fields);
    let place =
        |path: String| if path.is_empty() { "(root)".to_owned() } else { made_safe(&path).replace('\n', "\\u000a") };
    fields.map(|field| [place(field.path), made_safe(field.value.get())]).collect()
}

/// The tags and texts of a page. Panics where it is not written as strictly as it can be.
fn tokens(html: &str) -> Vec<Result<(&str, &str), String>> {
    let mut tokens = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        tokens.push(Ok((name, attributes)));
        assert!(!text.contains(['>', '"', '\'']) || name == "style", "{text}");
        let unescaped =
            ["&lt;<", "&gt;>", "&quot;\"", "&#39;'", "&amp;&"].iter().fold(text.to_owned(), |text, pair| {
                let (reference, character) = pair.split_at(pair.len() - 1);
                text.replace(reference, character)
            });
        let references = text.matches('&').count();
        let known = ["&lt;", "&gt;", "&quot;", "&#39;", "&amp;"].iter().map(|known| text.matches(known).count());
        assert!(references == known.sum::<usize>() || name == "style", "{text}");
        tokens.push(Err(unescaped));
    }
    tokens
}

/// Checks that a page is made of our elements alone, each with its end, and of no attribute that the input could have made.
fn check_page(html: &str) {
    const VOID: [&str; 2] = ["meta", "wbr"];
    const NAMES: &str = "html head meta title style body main h1 article h2 bdi p strong dl div dt dd h3 ol li code details summary table \
                         thead tbody tr th td small wbr footer";
    const ATTRIBUTES: &str =
        "open|scope=\"col\"|scope=\"row\"|dir=\"ltr\"|class=\"note\"|class=\"error\"|class=\"advice\"|class=\"valid\"";
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">\n"), "{html}");
    assert!(html.ends_with("</footer>\n</body>\n</html>\n"), "{html}");
    let (head, body) = html.split_once("<body>").expect("there is a body");
    assert!(head.contains("default-src 'none'") && html.matches("<style>").count() == 1);
    let mut open = Vec::new();
    let body = format!("<body>{body}");
    for (name, attributes) in tokens(&body).into_iter().flatten() {
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop().unwrap_or("html"), name);
            continue;
        }
        assert!(NAMES.split(' ').any(|known| known == name), "{name}");
        let is_value = ["string", "number", "boolean", "null", "array", "object"]
            .iter()
            .any(|kind| attributes == format!("dir=\"ltr\" class=\"{kind}\""));
        let is_known = attributes.is_empty() || ATTRIBUTES.split('|').any(|known| known == attributes);
        assert!(is_known || is_value, "{attributes}");
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// The places and values in the tables of a page.
fn fields_of_page(html: &str) -> Vec<[String; 2]> {
    let (mut fields, mut code, mut row) = (Vec::new(), None, None);
    for token in tokens(html) {
        match token {
            Ok(("code", _)) => code = Some(String::new()),
            Ok(("/code", _)) => {
                let text = code.take().expect("it was begun");
                match row.take() {
                    Some(None) => row = Some(Some(text)),
                    Some(Some(path)) => fields.push([path, text]),
                    None => {}
                }
            }
            Ok(("th", "scope=\"row\"")) => row = Some(None),
            Ok(_) => {}
            Err(text) => code.iter_mut().for_each(|code| code.push_str(&text)),
        }
    }
    fields
}

/// The text of the code that Markdown begins with, and what follows it.
fn code(markdown: &str) -> (String, &str) {
    let rest = markdown.trim_start_matches('`');
    let fence = &markdown[..markdown.len() - rest.len()];
    let mut from = 0;
    let end = loop {
        let start = from + rest[from..].find('`').expect("code ends");
        let length = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        if length == fence.len() {
            break start;
        }
        from = start + length;
    };
    let text = &rest[..end];
    let is_padded = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let text = if is_padded { &text[1..text.len() - 1] } else { text };
    (text.to_owned(), &rest[end + fence.len()..])
}

/// Checks that outside code there is no sign that means something but our own, and gives the places and values of the tables.
fn check_markdown(markdown: &str) -> Vec<[String; 2]> {
    let mut fields = Vec::new();
    for line in markdown.lines() {
        let (mut rest, mut plain) = (line, String::new());
        while let Some(at) = rest.find('`') {
            plain += &rest[..at];
            rest = code(&rest[at..]).1;
        }
        plain += rest;
        let ours = plain.strip_prefix("## ").unwrap_or(&plain).replace("**error**", "").replace("->", "");
        let ours =
            if ours.starts_with("- verdict: ") { ours.replace("**", "") } else { ours.replace("**advice**", "") };
        let is_plain = |sign: char| !"<>&@#[]*_~\\!$^{}`".contains(sign) && !sign.is_control();
        assert!(ours.chars().all(is_plain) && !ours.contains("://") && !ours.contains("www."), "{line}");
        if !line.starts_with('|') {
            assert!(line.is_empty() || line.starts_with(['#', '-', ' ', 'F', 'T']), "{line}");
            continue;
        }
        let is_bar = |at: &usize| !line[..*at].ends_with('\\');
        let bars: Vec<usize> = line.match_indices('|').map(|(at, _)| at).filter(is_bar).collect();
        assert_eq!(bars.len(), 4, "{line}");
        if line.starts_with("| `") {
            // The table takes its escapes away before anything else is read.
            let cell = |index: usize| code(&line[bars[index] + 2..bars[index + 1] - 1].replace("\\|", "|")).0;
            fields.push([cell(0), cell(1)]);
        }
    }
    fields
}

/// Checks both documents of what `show` is asked for by `print`.
fn check(print: &dyn Fn(&[&str]) -> String) {
    let all = fields(&print(&["--full", "--show-personal", "--format=ndjson"]));
    assert!(all.len() > FIELDS);
    let markdown = check_markdown(&print(&["--full", "--show-personal", "--format=markdown"]));
    assert!(markdown == all, "{:?}", markdown.iter().zip(&all).find(|(one, other)| one != other));
    let html = print(&["--full", "--show-personal", "--format=html"]);
    check_page(&html);
    let html = fields_of_page(&html);
    assert!(html == all, "{:?}", html.iter().zip(&all).find(|(one, other)| one != other));
    // Masked and cut there is less, and as safely.
    assert_eq!(check_markdown(&print(&["--format=markdown"])).len(), all.len());
    let html = print(&["--format=html"]);
    check_page(&html);
    assert_eq!(fields_of_page(&html).len(), all.len());
}

#[test]
fn every_payload_is_in_its_documents() {
    let payloads: Vec<PathBuf> = payloads();
    check(&|options| show(&payloads, options));
}

#[test]
fn hostile_payloads_are_text_in_their_documents() {
    check(&|options| shown(&hostile(), options));
}

#[test]
fn long_values_are_cut_unless_all_is_wanted() {
    let text = [format!("{{\"a\":\"{}\",\"b\":\"{}\"}}", "x".repeat(5_000), "\\u00e9".repeat(100))];
    for format in ["--format=markdown", "--format=html"] {
        let cut = shown(&text, &[format]);
        assert!(cut.contains("and 4,001 more characters"), "{cut}");
        assert_eq!(cut.matches("\\u00e9").count(), 100);
        assert_eq!(shown(&text, &[format, "--full"]).matches('x').count() - cut.matches('x').count(), 4_001);
    }
}

#[test]
fn no_address_is_in_a_document_unasked() {
    let text =
        [r#"{"to":"anna@example.com","anna@example.com":{"a":[1]},"note":"write to <anna@example.com>"}"#.to_owned()];
    for format in ["--format=markdown", "--format=html"] {
        assert!(!shown(&text, &[format]).contains("anna"));
        assert!(shown(&text, &[format, "--show-personal"]).contains("anna"));
        let all = show(&payloads(), &["--full", format]);
        let body = all.split_once("</style>").map_or(&*all, |(_, body)| body);
        let lines = body.lines().filter(|line| !line.contains("[^@"));
        for line in lines {
            for (at, _) in line.match_indices('@') {
                assert!(line[..at].ends_with('\u{2022}'), "{format}: {line}");
            }
        }
    }
}

#[test]
fn what_cannot_be_shown_has_a_section_and_the_document_its_end() {
    let output = hookspect(&["show", "--format=html", "samples/none.json", "samples/tour/cut.json"], b"");
    assert_eq!(output.outcome, Outcome::Failed);
    check_page(&output.stdout);
    assert_eq!(output.stdout.matches("<article>").count(), 2, "{}", output.stdout);
    let output = hookspect(&["show", "--format=markdown", "samples/none.json", "samples/tour/cut.json"], b"");
    check_markdown(&output.stdout);
    assert_eq!(output.stdout.matches("## ").count(), 2, "{}", output.stdout);
    let output = hookspect(&["--quiet", "show", "--format=html"], b"{}");
    assert_eq!(output.stdout, "");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn any_payload_is_in_its_documents(texts in objects()) {
        let texts: Vec<String> = texts.into_iter().map(|text| String::from_utf8(text).expect("JSON is UTF-8")).collect();
        // Enough of them for a run, and no more than the law asks for.
        let texts: Vec<String> = texts.into_iter().chain(hostile().into_iter().take(2)).collect();
        check(&|options| shown(&texts, options));
    }
}
