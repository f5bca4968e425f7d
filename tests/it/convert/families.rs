//! Laws of conversion between families.

use super::{base, convert, each_sample, parse, readings, recognise, something, targets};
use hookspect::check::{self, Policy};
use hookspect::convert::{Conversion, Converter, Gaps, Options, Target};
use hookspect::family::{Catalogue, Event, EventKind, Family};
use hookspect::finding::{Finding, Rule};
use hookspect::json::{Document, Node, Pointer};
use hookspect::neutral::Neutral;

/// The leaves of a value with their places; an empty container is one.
fn leaves(node: Node<'_>, at: &Pointer, found: &mut Vec<Pointer>) {
    let before = found.len();
    for (key, value) in node.members() {
        leaves(value, &at.join(key.name()), found);
    }
    for (index, item) in node.elements().enumerate() {
        leaves(item, &at.join(index.to_string()), found);
    }
    if found.len() == before {
        found.push(at.clone());
    }
}

/// The leaves of an event of which the report does not say what became of them.
fn unaccounted(event: &Event<'_, '_>, conversion: &Conversion) -> Vec<Pointer> {
    let loss = &conversion.loss;
    let mut all = Vec::new();
    leaves(event.root, &Pointer::default(), &mut all);
    let dropped = loss.dropped.iter().map(|dropped| &dropped.pointer);
    let told: Vec<&Pointer> = loss.mapped.iter().map(|(at, _)| at).chain(dropped).chain(&loss.kept).collect();
    all.retain(|leaf| !told.iter().any(|told| leaf.below(told).is_some()));
    all
}

/// Converts with everything given that is asked for.
fn convert_complete<'c>(
    catalogue: &'c Catalogue,
    base: &Converter<'c>,
    event: &Event<'c, '_>,
    (family, kind): (&'c Family, &'c EventKind),
    options: Options,
) -> (Conversion, Vec<(String, String)>) {
    let mut given: Vec<(String, String)> = Vec::new();
    loop {
        let conversion = convert(base, event, Target::Family(family, Some(kind)), &given, options);
        let asked: Vec<String> = conversion.loss.missing.iter().map(|missing| missing.pointer.to_string()).collect();
        let new: Vec<&String> = asked.iter().filter(|at| !given.iter().any(|(known, _)| known == *at)).collect();
        if new.is_empty() {
            return (conversion, given);
        }
        let new: Vec<_> = new.into_iter().map(|at| (at.clone(), something(catalogue, family, kind, at))).collect();
        given.extend(new);
    }
}

#[test]
fn every_leaf_is_mapped_kept_or_reported() {
    let catalogue = Catalogue::bundled();
    let base = base(&catalogue);
    let mut count = 0;
    each_sample(&catalogue, |name, event| {
        for reading in readings(event) {
            for (family, kind) in targets(&catalogue) {
                for keep_source in [false, true] {
                    let options = Options { gaps: Gaps::Written, keep_source, ..Options::default() };
                    let made = convert(&base, &reading, Target::Family(family, Some(kind)), &[], options);
                    if made.document.is_some() {
                        let lost = unaccounted(&reading, &made);
                        assert!(lost.is_empty(), "{name} to {}: {lost:?}", kind.name);
                        assert!(made.loss.dropped.is_empty() || !keep_source, "{name}");
                        count += 1;
                    }
                }
            }
        }
    });
    assert!(count > 1000, "{count}");
}

#[test]
fn plain_samples_become_strictly_valid_once_what_is_asked_for_is_given() {
    let catalogue = Catalogue::bundled();
    let base = base(&catalogue);
    let mut pairs = std::collections::BTreeSet::new();
    each_sample(&catalogue, |name, event| {
        if name.contains('~') {
            return;
        }
        for reading in readings(event) {
            for (family, kind) in targets(&catalogue) {
                let (made, given) = convert_complete(&catalogue, &base, &reading, (family, kind), Options::default());
                if made.problems.iter().any(|problem| problem.rule == Rule::NoCounterpart) {
                    continue;
                }
                let is_of_segment = |finding: &Finding| matches!(finding.rule, Rule::Const | Rule::Enum);
                // An event that can be about one segment only takes no other.
                if made.problems.iter().all(is_of_segment) && !made.problems.is_empty() {
                    continue;
                }
                let json = made.document.unwrap_or_else(|| panic!("{name} to {}: {:?}", kind.name, made.problems));
                let result = parse(&json);
                let told = recognise(&catalogue, &result).unwrap_or_else(|| panic!("{json}"));
                assert_eq!(told.family.id, family.id, "{json}");
                assert!(told.candidates.contains(&kind), "{json}");
                let findings = check::event(&told, &catalogue.library, Policy::default()).expect("it can be checked");
                assert!(findings.is_empty(), "{name} to {} with {given:?}: {findings:?}\n{json}", kind.name);
                pairs.insert(format!("{} {} {}", reading.candidates[0].name, family.id, kind.name));
            }
        }
    });
    assert!(pairs.len() > 30, "{pairs:#?}");
}

#[test]
fn the_model_comes_back_in_the_fields_that_the_family_has() {
    let catalogue = Catalogue::bundled();
    let base = base(&catalogue);
    let mut count = 0;
    each_sample(&catalogue, |name, event| {
        for reading in readings(event) {
            let neutral_family = catalogue.neutral().expect("it is there");
            let kind = &neutral_family.events()[0];
            let to_model =
                convert(&base, &reading, Target::Family(neutral_family, Some(kind)), &[], Options::default());
            let model = to_model.document.unwrap_or_else(|| panic!("{name}: {:?}", to_model.problems));
            let model_document = parse(&model);
            let model_event = recognise(&catalogue, &model_document).expect("the model is recognised");
            let (there, _) = convert_complete(
                &catalogue,
                &base,
                &model_event,
                (reading.family, reading.candidates[0]),
                Options { gaps: Gaps::Written, ..Options::default() },
            );
            let json = there.document.unwrap_or_else(|| panic!("{name}: {:?}", there.problems));
            let result = parse(&json);
            let back = recognise(&catalogue, &result).unwrap_or_else(|| panic!("{json}"));
            let back = Event { candidates: vec![reading.candidates[0]], ..back };
            let back = Neutral::read(&back).expect("there is a mapping");
            let mapped: Vec<&Pointer> = there.loss.mapped.iter().map(|(at, _)| at).collect();
            for fact in Neutral::read(&model_event).expect("there is a mapping").facts {
                if mapped.contains(&&fact.source) && fact.at.tokens().len() > 1 {
                    let again = back.facts.iter().find(|other| other.at == fact.at);
                    let again = again.unwrap_or_else(|| panic!("{name}: {} is lost in {json}", fact.at));
                    let (one, other) = (fact.json(), again.json());
                    let (one, other) = (Document::parse(one.as_bytes()), Document::parse(other.as_bytes()));
                    let (one, other) = (one.expect("it is JSON"), other.expect("it is JSON"));
                    assert!(one.root().same_value(other.root()), "{name}: {} in {json}", fact.at);
                    count += 1;
                }
            }
        }
    });
    assert!(count > 1000, "{count}");
}
