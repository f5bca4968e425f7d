//! There and back: with the source kept, what comes back is what went, token for token.

use super::{base, convert, each_sample, parse, readings, recognise, samples, something, targets};
use crate::json_laws::json_text;
use hookspect::convert::{Converter, Gaps, Options, Target};
use hookspect::family::Catalogue;
use hookspect::json::{Document, Formatter, Indent, Node};
use proptest::prelude::*;
use std::sync::LazyLock;

fn tokens(node: Node<'_>) -> String {
    let mut out = Vec::new();
    Formatter::new(Indent::None, false).write(node, &mut out).expect("a vector takes all");
    String::from_utf8(out).expect("it is text")
}

/// Converts a payload to every counterpart and back; says how many there are.
fn there_and_back<'c>(catalogue: &'c Catalogue, base: &Converter<'c>, text: &str) -> usize {
    let document = parse(text);
    let Some(event) = recognise(catalogue, &document) else { return 0 };
    let mut count = 0;
    for reading in readings(&event) {
        for (family, kind) in targets(catalogue) {
            if family.id == reading.family.id {
                continue;
            }
            let options = Options { keep_source: true, ..Options::default() };
            let mut given: Vec<(String, String)> = Vec::new();
            let mut there = convert(base, &reading, Target::Family(family, Some(kind)), &given, options);
            while there.document.is_none() && there.problems.is_empty() && given.len() < 100 {
                let asked: Vec<_> = there.loss.missing.iter().map(|missing| missing.pointer.to_string()).collect();
                given.extend(asked.iter().map(|at| (at.clone(), something(catalogue, family, kind, at))));
                there = convert(base, &reading, Target::Family(family, Some(kind)), &given, options);
            }
            let Some(json) = there.document else { continue };
            let there = parse(&json);
            let event = recognise(catalogue, &there).unwrap_or_else(|| panic!("{json}"));
            let back = convert(base, &event, Target::Family(reading.family, None), &[], Options::default());
            let back = back.document.unwrap_or_else(|| panic!("{:?}\n{json}", back.problems));
            let back = Document::parse(back.as_bytes()).expect("it is JSON");
            assert_eq!(tokens(back.root()), tokens(document.root()), "by way of {json}");
            count += 1;
        }
    }
    count
}

#[test]
fn samples_come_back_token_for_token() {
    let catalogue = Catalogue::bundled();
    let base = base(&catalogue);
    let counts: usize = samples().iter().map(|(_, text)| there_and_back(&catalogue, &base, text)).sum();
    assert!(counts > 250, "{counts}");
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::bundled);
static BASE: LazyLock<Converter<'_>> = LazyLock::new(|| base(&CATALOGUE));
static SAMPLES: LazyLock<Vec<(String, String)>> = LazyLock::new(samples);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Payloads in which parts are anything: what is invalid stays as invalid as it was.
    #[test]
    fn generated_payloads_come_back_token_for_token(
        which in any::<prop::sample::Index>(),
        name in "[a-z]{1,8}",
        anything in json_text(),
    ) {
        let (_, text) = which.get(&SAMPLES);
        let end = text.trim_end().len() - 1;
        let comma = if text[..end].trim_end().ends_with('{') { "" } else { "," };
        let text = format!("{}{comma}\"x_{name}\": {anything}}}", &text[..end]);
        there_and_back(&CATALOGUE, &BASE, &text);
    }
}

#[test]
fn what_was_edited_since_is_not_thrown_away() {
    let catalogue = Catalogue::bundled();
    let base = base(&catalogue);
    let neutral = catalogue.neutral().expect("it is there");
    let (_, text) = samples().into_iter().find(|(name, _)| name.contains("loyal_segment.json")).expect("it is there");
    let document = parse(&text);
    let event = recognise(&catalogue, &document).expect("it is a valid sample");
    let options = Options { keep_source: true, ..Options::default() };
    let there = convert(&base, &event, Target::Family(neutral, None), &[], options).document.expect("it fits");
    let edited = there.replacen("\"spend\":", "\"spend\":9", 1);
    assert_ne!(edited, there);
    let document = parse(&edited);
    let event = recognise(&catalogue, &document).expect("it is the model");
    let family = catalogue.families().iter().find(|family| text.contains("topic") && !family.is_neutral());
    let family = catalogue
        .families()
        .iter()
        .find(|family| family.id.starts_with("loyalty"))
        .or(family)
        .expect("the sample is of a family");
    let options = Options { gaps: Gaps::Written, ..Options::default() };
    let back = convert(&base, &event, Target::Family(family, None), &[], options);
    assert!(back.document.expect("incomplete is allowed").contains(":9"));
    assert!(back.loss.dropped.iter().any(|at| at.pointer.to_string() == "/x-hookspect-source"), "{:?}", back.loss);
}

#[test]
fn what_lacks_values_comes_back_all_the_same() {
    let catalogue = Catalogue::bundled();
    let base = base(&catalogue);
    let mut count = 0;
    each_sample(&catalogue, |name, event| {
        for family in catalogue.known().filter(|family| family.id != event.family.id) {
            let options = Options { keep_source: true, gaps: Gaps::Written, ..Options::default() };
            let there = convert(&base, event, Target::Family(family, None), &[], options);
            let Some(json) = there.document else { continue };
            let there = parse(&json);
            let home = Target::Family(event.family, None);
            let back = match recognise(&catalogue, &there) {
                Some(event) => convert(&base, &event, home, &[], Options::default()),
                None => base
                    .towards(home, hookspect::convert::Settings::default(), Options::default())
                    .restore(there.root())
                    .expect("the schemas are there")
                    .unwrap_or_else(|| panic!("{name} by way of {json}")),
            };
            let back = back.document.unwrap_or_else(|| panic!("{name}: {:?}\n{json}", back.problems));
            let back = Document::parse(back.as_bytes()).expect("it is JSON");
            assert_eq!(tokens(back.root()), tokens(event.root), "{name} by way of {json}");
            count += 1;
        }
    });
    assert!(count > 150, "{count}");
}
