//! From the failures of a schema's keywords to findings.

use super::branch::{self, Choice};
use super::format;
use super::keyword::{self, Told};
use super::merge;
use super::phrase;
use super::{Policy, opening};
use crate::finding::{Finding, Rule, Severity};
use crate::json::{Key, Kind, Node, Pointer, Span, escape};
use crate::near::nearest;
use crate::schema::{Compiled, Meaning, ends_in_additional};
use crate::words::counted;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Failed;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Tells in findings what a schema says of a value that fails it.
pub(super) struct Explainer<'a, 'd> {
    schema: &'a Compiled,
    /// The value that the schema was applied to.
    root: Node<'d>,
    /// Where that value stands in the payload.
    prefix: &'a Pointer,
    policy: Policy<'a>,
}

/// The value that a failure speaks of.
pub(super) struct Subject<'d> {
    pub(super) node: Node<'d>,
    /// The path from where the schema was applied.
    pub(super) local: Pointer,
    /// The path from the payload's root.
    pub(super) pointer: Pointer,
    /// The field's name for a message.
    pub(super) name: String,
    pub(super) meaning: Arc<Meaning>,
    /// Whether the value must not be shown.
    pub(super) masked: bool,
}

impl<'a, 'd> Explainer<'a, 'd> {
    pub(super) fn new(schema: &'a Compiled, root: Node<'d>, prefix: &'a Pointer, policy: Policy<'a>) -> Self {
        Self { schema, root, prefix, policy }
    }

    /// Every finding of the value, one for each mistake.
    pub(super) fn explain(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for failure in self.schema.failures(self.root) {
            self.tell(&failure.error, failure.advice, &mut findings);
        }
        if findings.is_empty() {
            self.schema.note_clean();
            return findings;
        }
        merge::misspelt(merge::one_for_each_value(findings))
    }

    /// Adds the findings of one failure.
    fn tell(&self, error: &ValidationError<'_>, advice: bool, findings: &mut Vec<Finding>) {
        let subject = self.subject(Pointer::parse(error.instance_path().as_str()).unwrap_or_default());
        match error.kind() {
            Failed::AnyOf { context } | Failed::OneOfNotValid { context } => {
                self.branches(context, &subject, advice, findings);
            }
            Failed::AdditionalProperties { unexpected } | Failed::UnevaluatedProperties { unexpected } => {
                findings.extend(self.unknown_fields(&subject, unexpected, advice));
            }
            Failed::Required { property } if self.is_excluded(&subject, property) => {}
            Failed::Required { property } => {
                findings.push(self.missing(&subject, property.as_str().unwrap_or_default(), advice));
            }
            Failed::PropertyNames { error: inner } => findings.push(wrong_name(&subject, inner, advice)),
            Failed::FalseSchema if allows_no_field(error) => {
                let names: Vec<String> = subject.node.members().map(|(key, _)| key.name().into_owned()).collect();
                findings.extend(self.unknown_fields(&subject, &names, advice));
            }
            Failed::FalseSchema => findings.push(self.forbidden(&subject)),
            kind => {
                let told = keyword::failure(kind, error, &subject);
                findings.push(at_value(&subject, told, advice));
            }
        }
    }

    /// Adds the findings of a value that fits none of several branches.
    fn branches(
        &self,
        branches: &[Vec<ValidationError<'static>>],
        subject: &Subject<'d>,
        advice: bool,
        findings: &mut Vec<Finding>,
    ) {
        match branch::choose(branches, subject) {
            Choice::Meant(errors, telling) => {
                let before = findings.len();
                for error in errors {
                    self.tell(error, self.schema.is_advice(error), findings);
                }
                if let Some(telling) = telling.map(|pointer| self.subject(pointer)) {
                    let because = format!("as {} is {}", telling.name, phrase::value(telling.node, telling.masked));
                    for finding in &mut findings[before..] {
                        let meaning = finding.meaning.take().map_or_else(String::new, |meaning| meaning + ", ");
                        finding.meaning = Some(meaning + &because);
                    }
                }
            }
            Choice::UnknownKind(pointer, values) => {
                let kind = self.subject(pointer);
                let told = keyword::unknown_value(&kind, &values);
                findings.push(at_value(&kind, told, advice));
            }
            Choice::Open => {
                let told = Told::new(Rule::OneOf, format!("{} fits none of the shapes that it may have", subject.name));
                findings.push(at_value(subject, told, advice));
            }
        }
    }

    /// Whether the sender was told to leave a field of the body's root out.
    fn is_excluded(&self, object: &Subject<'_>, name: &Value) -> bool {
        object.local.tokens().is_empty() && self.policy.excluded_fields.iter().any(|excluded| name == excluded.as_str())
    }

    pub(super) fn subject(&self, local: Pointer) -> Subject<'d> {
        let node = local.resolve(self.root).unwrap_or(self.root);
        let parent = local.split_last().and_then(|(parent, _)| parent.resolve(self.root));
        let pointer = self.prefix.concat(&local);
        let meaning = self.schema.meaning(&local);
        let is_item = parent.is_some_and(|parent| parent.kind() == Kind::Array);
        Subject {
            node,
            name: phrase::subject(&pointer, is_item),
            masked: !self.policy.show_personal && (meaning.is_masked() || node.holds_address()),
            meaning,
            local,
            pointer,
        }
    }

    /// The fields whose names the schema does not know: each finding stands at its key.
    fn unknown_fields(&self, object: &Subject<'d>, names: &[String], advice: bool) -> Vec<Finding> {
        let known = self.schema.known_names(&object.local);
        let is_absent = |known: &&str| object.node.get(known).is_none();
        let names: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let unknown = object.node.members().filter(|(key, _)| names.contains(&*key.name()));
        let finding = |key: Key<'_>| {
            let name = key.name();
            // Most names are near none at all, be it there or not.
            let is_near = self.schema.near_name(&object.local.join(name.clone())).is_some();
            let near = is_near.then(|| nearest(&name, known.iter().map(String::as_str).filter(is_absent))).flatten();
            let told = Told::new(Rule::UnknownField, format!("{} is not a known field", phrase::name(&name)))
                .help(near.map(|near| format!("did you mean {}?", escape(near))));
            finding(told, key.span(), object.pointer.join(name), &Meaning::default(), advice)
        };
        unknown.map(|(key, _)| finding(key)).collect()
    }

    /// A field that is missing: the finding has its pointer, and stands at the opening of the object that misses it.
    fn missing(&self, object: &Subject<'d>, name: &str, advice: bool) -> Finding {
        let meaning = self.schema.meaning(&object.local.join(name));
        let message = if advice {
            format!("{} is absent: the sender left it out, or the subscription excludes it", escape(name))
        } else {
            let place = if object.pointer.tokens().is_empty() { String::new() } else { format!(" in {}", object.name) };
            format!("{} is missing{place}", escape(name))
        };
        let told = Told::new(Rule::Required, message);
        finding(told, opening(object.node), object.pointer.join(name), &meaning, advice)
    }

    /// A value where the schema allows none.
    fn forbidden(&self, subject: &Subject<'d>) -> Finding {
        let told = Told::new(Rule::Properties, format!("{} must not be here", subject.name));
        let parent = subject.local.split_last().and_then(|(parent, name)| Some((parent.resolve(self.root)?, name)));
        let key = parent.and_then(|(object, name)| object.key_span(name.as_str()));
        finding(told, key.unwrap_or_else(|| opening(subject.node)), subject.pointer.clone(), &subject.meaning, false)
    }
}

/// Whether an object fails because its schema forbids other fields and declares none.
fn allows_no_field(error: &ValidationError<'_>) -> bool {
    Pointer::parse(error.schema_path().as_str()).is_ok_and(|path| ends_in_additional(path.tokens()))
}

/// A key that an object may not have because of its spelling.
fn wrong_name(object: &Subject<'_>, inner: &ValidationError<'_>, advice: bool) -> Finding {
    let name = inner.instance().as_str().unwrap_or_default().to_owned();
    let why = match inner.kind() {
        Failed::Not { .. } => "be another one: this name is not used here".into(),
        Failed::Pattern { pattern } => format::pattern(pattern),
        Failed::MinLength { limit } => format!("have {} or more", counted(*limit, "character")),
        Failed::MaxLength { limit } => format!("have {} or fewer", counted(*limit, "character")),
        Failed::Enum { options } => format!("be {}", phrase::values(options.as_array().map_or(&[], Vec::as_slice))),
        _ => "fit its schema".into(),
    };
    let told = Told::new(Rule::Properties, format!("the key {} must {why}", phrase::name(&name)));
    let span = object.node.key_span(&name).unwrap_or_else(|| opening(object.node));
    let pointer = object.pointer.join(name);
    finding(told, span, pointer, &object.meaning, advice)
}

fn finding(told: Told, span: Span, pointer: Pointer, meaning: &Meaning, advice: bool) -> Finding {
    let severity = if advice { Severity::Advice } else { Severity::Error };
    Finding {
        severity,
        advice,
        help: told.help,
        meaning: phrase::meaning(meaning),
        docs: meaning.docs.clone(),
        ..Finding::error(told.rule, span, pointer, told.message)
    }
}

fn at_value(subject: &Subject<'_>, told: Told, advice: bool) -> Finding {
    finding(told, opening(subject.node), subject.pointer.clone(), &subject.meaning, advice)
}
