//! One mistake, one finding: what several keywords say of the same mistake is told once.

use crate::finding::{Finding, Rule, Severity};
use crate::json::{Kind, Node, Pointer, escape};
use crate::near::nearest;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Of what is said about one value itself, keeps the first that counts: errors before advice, then by the rules' rank.
pub(super) fn one_for_each_value(findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() < 2 {
        return findings;
    }
    let weight = |finding: &Finding| finding.rule.rank().map(|rank| (finding.severity, rank, finding.rule));
    let mut best: BTreeMap<Pointer, (Severity, u8, Rule)> = BTreeMap::new();
    for finding in &findings {
        if let Some(weight) = weight(finding) {
            best.entry(finding.pointer.clone()).and_modify(|best| *best = (*best).min(weight)).or_insert(weight);
        }
    }
    let is_told = |finding: &Finding| weight(finding).is_none_or(|weight| best.get(&finding.pointer) == Some(&weight));
    let mut seen = HashSet::new();
    // The same field can be required or unknown for more than one part of a schema.
    findings
        .into_iter()
        .filter(is_told)
        .filter(|finding| seen.insert((finding.rule, finding.pointer.clone())))
        .collect()
}

/// An unknown name and a missing one that is like it, in one object, are one mistake: a misspelt key.
pub(super) fn misspelt(findings: Vec<Finding>) -> Vec<Finding> {
    let mut missing_in: HashMap<Pointer, Vec<usize>> = HashMap::new();
    for (index, finding) in missing(&findings) {
        missing_in.entry(holder(finding)).or_default().push(index);
    }
    join(findings, |findings, unknown, taken| {
        let candidates = missing_in.get(&holder(unknown))?;
        let free = candidates.iter().copied().filter(|index| !taken.contains(index));
        let names: Vec<(usize, &str)> = free.map(|index| (index, name(&findings[index]))).collect();
        let near = nearest(name(unknown), names.iter().map(|(_, name)| *name))?;
        let index = names.iter().find(|(_, name)| *name == near)?.0;
        let message = format!("{} is not a known field, and {} is missing", escape(name(unknown)), escape(near));
        let meaning = findings[index].meaning.as_ref().map_or(String::new(), |meaning| format!(": {meaning}"));
        Some(Joined { missing: index, message, help: format!("rename it to {}{meaning}", escape(near)) })
    })
}

/// A name that is unknown where it stands and missing elsewhere was put at the wrong level. `known` gives the names that
/// the schemas know for the object at a pointer, `declares` tells whether they know a name at all.
pub(super) fn misplaced(
    findings: Vec<Finding>,
    root: Node<'_>,
    declares: impl Fn(&str) -> bool,
    known: impl Fn(&Pointer) -> Arc<[String]>,
) -> Vec<Finding> {
    if !findings.iter().any(|finding| finding.rule == Rule::UnknownField) {
        return findings;
    }
    let mut missing_as: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, finding) in missing(&findings) {
        missing_as.entry(name(finding).to_owned()).or_default().push(index);
    }
    let joined = join(findings, |findings, unknown, taken| {
        let index = missing_as.get(name(unknown))?.iter().copied().find(|index| !taken.contains(index))?;
        let message = format!("{} stands at the wrong level", escape(name(unknown)));
        Some(Joined { missing: index, message, help: format!("move it to {}", place(&holder(&findings[index]))) })
    });
    let is_homeless = |finding: &Finding| finding.rule == Rule::UnknownField && finding.help.is_none();
    if !joined.iter().any(|finding| is_homeless(finding) && declares(name(finding))) {
        return joined;
    }
    let homes: Vec<(Pointer, Arc<[String]>)> =
        objects(root).into_iter().map(|pointer| (pointer.clone(), known(&pointer))).collect();
    joined.into_iter().map(|finding| with_home(finding, &homes)).collect()
}

/// The findings of missing fields, with their index.
fn missing(findings: &[Finding]) -> impl Iterator<Item = (usize, &Finding)> {
    findings.iter().enumerate().filter(|(_, finding)| finding.rule == Rule::Required)
}

/// The object that a field belongs to.
fn holder(finding: &Finding) -> Pointer {
    finding.pointer.split_last().map(|(holder, _)| holder).unwrap_or_default()
}

/// The name of the field that a finding speaks of.
fn name(finding: &Finding) -> &str {
    finding.pointer.tokens().last().map_or("", |name| name.as_str())
}

/// An unknown name that is known in another object of the payload is told where it belongs.
fn with_home(finding: Finding, homes: &[(Pointer, Arc<[String]>)]) -> Finding {
    if finding.rule != Rule::UnknownField || finding.help.is_some() {
        return finding;
    }
    let object = holder(&finding);
    let knows = |(home, names): &&(Pointer, Arc<[String]>)| {
        *home != object && names.iter().any(|known| known == name(&finding))
    };
    match homes.iter().find(knows) {
        Some((home, _)) => {
            let help = format!("a field of this name belongs to {}", place(home));
            finding.with_help(help)
        }
        None => finding,
    }
}

/// Every object of a payload, parents first; of very many the first ones.
pub(super) fn objects(root: Node<'_>) -> Vec<Pointer> {
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

/// An unknown field and the missing one that was meant.
struct Joined {
    /// The index of the missing one's finding.
    missing: usize,
    message: String,
    help: String,
}

/// Makes one finding of each unknown field and the missing one that `matcher` finds for it: at the unknown one's key, with
/// the weight of the missing one.
fn join(
    findings: Vec<Finding>,
    matcher: impl Fn(&[Finding], &Finding, &HashSet<usize>) -> Option<Joined>,
) -> Vec<Finding> {
    if missing(&findings).next().is_none() {
        return findings;
    }
    let mut taken = HashSet::new();
    let mut joined: HashMap<usize, Finding> = HashMap::new();
    for (index, unknown) in findings.iter().enumerate().filter(|(_, finding)| finding.rule == Rule::UnknownField) {
        let Some(Joined { missing, message, help }) = matcher(&findings, unknown, &taken) else { continue };
        let Finding { severity, advice, docs, .. } = findings[missing].clone();
        let finding = Finding { rule: Rule::MisspeltField, severity, advice, docs, message, ..unknown.clone() };
        joined.insert(index, finding.with_help(help));
        taken.insert(missing);
    }
    let kept = findings.into_iter().enumerate().filter(|(index, _)| !taken.contains(index));
    kept.map(|(index, finding)| joined.remove(&index).unwrap_or(finding)).collect()
}
