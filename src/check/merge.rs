//! One mistake, one finding: what several keywords say of the same mistake is told once.

use crate::finding::{Finding, Rule, Severity};
use crate::json::{Kind, Node, Pointer, escape};
use crate::near::nearest;
use std::collections::BTreeMap;

/// Of what is said about one value itself, keeps the first that counts: errors before advice, then by the rules' rank.
pub(super) fn one_for_each_value(findings: Vec<Finding>) -> Vec<Finding> {
    let weight = |finding: &Finding| finding.rule.rank().map(|rank| (finding.severity, rank, finding.rule));
    let mut best: BTreeMap<Pointer, (Severity, u8, Rule)> = BTreeMap::new();
    for finding in &findings {
        if let Some(weight) = weight(finding) {
            best.entry(finding.pointer.clone()).and_modify(|best| *best = (*best).min(weight)).or_insert(weight);
        }
    }
    let is_told = |finding: &Finding| weight(finding).is_none_or(|weight| best.get(&finding.pointer) == Some(&weight));
    let mut told: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings.into_iter().filter(is_told) {
        // The same field can be required or unknown for more than one part of a schema.
        if !told.iter().any(|other| other.rule == finding.rule && other.pointer == finding.pointer) {
            told.push(finding);
        }
    }
    told
}

/// An unknown name and a missing one that is like it, in one object, are one mistake: a misspelt key.
pub(super) fn misspelt(findings: Vec<Finding>) -> Vec<Finding> {
    join(findings, |unknown, missing| {
        let (object, name) = unknown.pointer.split_last()?;
        let meant = missing.iter().filter_map(|finding| {
            let (holder, meant) = finding.pointer.split_last()?;
            (holder == object).then(|| (meant.as_str().to_owned(), *finding))
        });
        let meant: Vec<(String, &Finding)> = meant.collect();
        let near = nearest(name.as_str(), meant.iter().map(|(name, _)| name.as_str()))?;
        let finding = meant.iter().find(|(name, _)| name == near)?.1;
        let message = format!("{} is not a known field, and {} is missing", escape(name.as_str()), escape(near));
        let meaning = finding.meaning.as_ref().map_or(String::new(), |meaning| format!(": {meaning}"));
        Some((finding.pointer.clone(), message, format!("rename it to {}{meaning}", escape(near))))
    })
}

/// A name that is unknown where it stands and missing elsewhere was put at the wrong level. `known` gives the names that
/// the schemas know for the object at a pointer.
pub(super) fn misplaced(
    findings: Vec<Finding>,
    root: Node<'_>,
    known: impl Fn(&Pointer) -> Vec<String>,
) -> Vec<Finding> {
    if !findings.iter().any(|finding| finding.rule == Rule::UnknownField) {
        return findings;
    }
    let joined = join(findings, |unknown, missing| {
        let (_, name) = unknown.pointer.split_last()?;
        let finding =
            missing.iter().find(|finding| finding.pointer.split_last().is_some_and(|(_, other)| other == name))?;
        let (home, _) = finding.pointer.split_last()?;
        let message = format!("{} stands at the wrong level", escape(name.as_str()));
        Some((finding.pointer.clone(), message, format!("move it to {}", place(&home))))
    });
    let objects = objects(root);
    joined.into_iter().map(|finding| with_home(finding, &objects, &known)).collect()
}

/// An unknown name that is known in another object of the payload is told where it belongs.
fn with_home(finding: Finding, objects: &[Pointer], known: &impl Fn(&Pointer) -> Vec<String>) -> Finding {
    if finding.rule != Rule::UnknownField || finding.help.is_some() {
        return finding;
    }
    let Some((object, name)) = finding.pointer.split_last() else {
        return finding;
    };
    let knows = |pointer: &&Pointer| **pointer != object && known(pointer).iter().any(|known| known == name.as_str());
    match objects.iter().find(knows) {
        Some(home) => {
            let help = format!("a field of this name belongs to {}", place(home));
            finding.with_help(help)
        }
        None => finding,
    }
}

/// Every object of a payload, parents first; of very many the first ones.
fn objects(root: Node<'_>) -> Vec<Pointer> {
    let mut found = Vec::new();
    let mut next = vec![(Pointer::default(), root)];
    while let Some((pointer, node)) = next.pop().filter(|_| found.len() < 64) {
        let members = node.members().filter(|(_, value)| value.kind() == Kind::Object);
        next.extend(members.map(|(key, value)| (pointer.join(key.name()), value)));
        found.push(pointer);
    }
    found
}

fn place(pointer: &Pointer) -> String {
    if pointer.tokens().is_empty() { "the payload's root".into() } else { pointer.to_string() }
}

/// Joins unknown fields with the missing ones that a matcher finds for them. The matcher gives the missing field's pointer,
/// the message and the help.
fn join(
    findings: Vec<Finding>,
    matcher: impl Fn(&Finding, &[&Finding]) -> Option<(Pointer, String, String)>,
) -> Vec<Finding> {
    let mut taken: Vec<Pointer> = Vec::new();
    let mut joined: Vec<(usize, Finding)> = Vec::new();
    for (index, unknown) in findings.iter().enumerate().filter(|(_, finding)| finding.rule == Rule::UnknownField) {
        let missing: Vec<&Finding> = findings
            .iter()
            .filter(|finding| finding.rule == Rule::Required && !taken.contains(&finding.pointer))
            .collect();
        let Some((pointer, message, help)) = matcher(unknown, &missing) else { continue };
        let Some(missing) = missing.into_iter().find(|finding| finding.pointer == pointer) else { continue };
        let finding = Finding {
            rule: Rule::MisspeltField,
            severity: missing.severity,
            advice: missing.advice,
            docs: missing.docs.clone(),
            message,
            ..unknown.clone()
        };
        joined.push((index, finding.with_help(help)));
        taken.push(pointer);
    }
    let mut kept = Vec::with_capacity(findings.len());
    for (index, finding) in findings.into_iter().enumerate() {
        if let Some(at) = joined.iter().position(|(other, _)| *other == index) {
            kept.push(joined.swap_remove(at).1);
        } else if finding.rule != Rule::Required || !taken.contains(&finding.pointer) {
            kept.push(finding);
        }
    }
    kept
}
