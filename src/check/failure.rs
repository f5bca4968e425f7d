//! From the failures of a schema's keywords to findings.

use super::branch;
use super::format;
use super::help;
use super::merge;
use super::phrase;
use super::{Policy, opening};
use crate::finding::{Finding, Rule, Severity};
use crate::json::{Kind, Node, Pointer, Span, escape};
use crate::schema::{Compiled, Meaning};
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Failed;
use serde_json::Value;

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
    pub(super) meaning: Meaning,
    /// Whether the value must not be shown.
    pub(super) masked: bool,
}

/// What one keyword's failure says, before it is given its place.
struct Told {
    rule: Rule,
    message: String,
    help: Option<String>,
}

impl Told {
    fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, message: message.into(), help: None }
    }

    fn help(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }
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
        let findings = merge::one_for_each_value(findings);
        let findings = merge::misspelt(findings, self);
        merge::misplaced(findings, self)
    }

    /// Adds the findings of one failure.
    fn tell(&self, error: &ValidationError<'_>, advice: bool, findings: &mut Vec<Finding>) {
        let subject = self.subject(Pointer::parse(error.instance_path().as_str()).unwrap_or_default());
        match error.kind() {
            Failed::AnyOf { context } | Failed::OneOfNotValid { context } => {
                if let Some(chosen) = branch::plausible(context, &subject) {
                    for error in chosen {
                        self.tell(error, self.schema.is_advice(error), findings);
                    }
                } else {
                    let told =
                        Told::new(Rule::OneOf, format!("{} fits none of the shapes that it may have", subject.name));
                    findings.push(at_value(&subject, told, advice));
                }
            }
            Failed::AdditionalProperties { unexpected } | Failed::UnevaluatedProperties { unexpected } => {
                findings.extend(unexpected.iter().map(|name| self.unknown_field(&subject, name, advice)));
            }
            Failed::Required { property } if self.is_excluded(&subject, property) => {}
            Failed::Required { property } => {
                findings.push(self.missing(&subject, property.as_str().unwrap_or_default(), advice));
            }
            Failed::PropertyNames { error: inner } => findings.push(wrong_name(&subject, inner, advice)),
            Failed::FalseSchema => findings.push(self.forbidden(&subject)),
            kind => {
                let told = of_value(kind, error, &subject);
                findings.push(at_value(&subject, told, advice));
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
            masked: meaning.is_masked() && !self.policy.show_personal,
            meaning,
            local,
            pointer,
        }
    }

    /// The names that the schema knows for an object, and the object itself.
    pub(super) fn known_names(&self, pointer: &Pointer) -> Vec<String> {
        pointer.below(self.prefix).map_or_else(Vec::new, |local| self.schema.known_names(&local))
    }

    /// Every object of the value with its pointer from the payload's root, parents first; of very many the first ones.
    pub(super) fn objects(&self) -> Vec<Pointer> {
        let mut found = Vec::new();
        let mut next = vec![(self.prefix.clone(), self.root)];
        while let Some((pointer, node)) = next.pop().filter(|_| found.len() < 64) {
            next.extend(
                node.members()
                    .map(|(key, value)| (pointer.join(key.name()), value))
                    .filter(|(_, value)| value.kind() == Kind::Object),
            );
            found.push(pointer);
        }
        found
    }

    /// What a field means, by its pointer from the payload's root.
    pub(super) fn meaning(&self, pointer: &Pointer) -> Meaning {
        pointer.below(self.prefix).map_or_else(Meaning::default, |local| self.schema.meaning(&local))
    }

    /// A field whose name the schema does not know: the finding stands at its key.
    fn unknown_field(&self, object: &Subject<'d>, name: &str, advice: bool) -> Finding {
        let known = self.schema.known_names(&object.local);
        let near = crate::near::nearest(
            name,
            known.iter().map(String::as_str).filter(|known| object.node.get(known).is_none()),
        );
        let told = Told::new(Rule::UnknownField, format!("{} is not a known field", escape(name)))
            .help(near.map(|near| format!("did you mean {}?", escape(near))));
        let span = object.node.key_span(name).unwrap_or_else(|| opening(object.node));
        finding(told, span, object.pointer.join(name), &Meaning::default(), advice)
    }

    /// A field that is missing: the finding has its pointer, and stands at the opening of the object that misses it.
    fn missing(&self, object: &Subject<'d>, name: &str, advice: bool) -> Finding {
        let meaning = self.schema.meaning(&object.local.join(name));
        let message = if advice {
            format!("{} is absent: the sender left it out, or the subscription excludes it", escape(name))
        } else {
            format!("{} is missing", escape(name))
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

/// A key that an object may not have because of its spelling.
fn wrong_name(object: &Subject<'_>, inner: &ValidationError<'_>, advice: bool) -> Finding {
    let name = inner.instance().as_str().unwrap_or_default().to_owned();
    let why = match inner.kind() {
        Failed::Not { .. } => "be another one: this name is not used here".into(),
        Failed::Pattern { pattern } => format::pattern(pattern),
        Failed::MinLength { limit } => format!("have {} or more", phrase::counted(*limit, "character")),
        Failed::MaxLength { limit } => format!("have {} or fewer", phrase::counted(*limit, "character")),
        Failed::Enum { options } => format!("be {}", phrase::values(options.as_array().map_or(&[], Vec::as_slice))),
        _ => "fit its schema".into(),
    };
    let told = Told::new(Rule::Properties, format!("the key {} must {why}", escape(&name)));
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

/// What the failure of a keyword says of the value itself.
fn of_value(kind: &Failed, error: &ValidationError<'_>, subject: &Subject<'_>) -> Told {
    let Subject { node, name, masked, .. } = subject;
    let shown = || phrase::value(*node, *masked);
    match kind {
        Failed::Type { kind } => Told::new(
            Rule::Type,
            format!("{name} must be {}, found {}", phrase::types(kind), phrase::found(*node, kind)),
        )
        .help(help::of_type(kind, subject)),
        Failed::Constant { expected_value } => {
            Told::new(Rule::Const, format!("{name} must be {}, found {}", phrase::json(expected_value), shown()))
        }
        Failed::Enum { options } => {
            let options = options.as_array().map_or(&[] as &[Value], Vec::as_slice);
            Told::new(Rule::Enum, format!("{} is not a known value of {name}", shown()))
                .help(Some(help::of_enum(options, *node)))
        }
        Failed::Format { format } => {
            let text = node.as_str().unwrap_or_default();
            Told::new(Rule::Format, format!("{name} must be {}, found {}", format::noun(format), shown()))
                .help(format::why(format, &text))
        }
        Failed::Pattern { pattern } => {
            Told::new(Rule::Pattern, format!("{name} must {}, found {}", format::pattern(pattern), shown()))
        }
        Failed::BacktrackLimitExceeded { .. } | Failed::RegexEngineFailure { .. } => {
            Told::new(Rule::Pattern, format!("the pattern of {name} is too costly to check on this value"))
        }
        Failed::MinLength { limit: 1 } => Told::new(Rule::Length, format!("{name} must not be empty")),
        Failed::MinLength { limit } => Told::new(Rule::Length, too_few(name, *limit, "character", characters(*node))),
        Failed::MaxLength { limit } => Told::new(Rule::Length, too_many(name, *limit, "character", characters(*node))),
        Failed::MinItems { limit } => Told::new(Rule::Items, too_few(name, *limit, "item", node.len() as u64)),
        Failed::MaxItems { limit } => Told::new(Rule::Items, too_many(name, *limit, "item", node.len() as u64)),
        Failed::AdditionalItems { limit } => {
            Told::new(Rule::Items, too_many(name, *limit as u64, "item", node.len() as u64))
        }
        Failed::UniqueItems => Told::new(Rule::Items, format!("the items of {name} must differ, and two are the same")),
        Failed::Contains => {
            Told::new(Rule::Items, format!("{name} holds too few or too many items of the kind that it must hold"))
        }
        Failed::UnevaluatedItems { .. } => {
            Told::new(Rule::Items, format!("{name} has items that its schema does not know"))
        }
        Failed::MinProperties { limit } => Told::new(Rule::Properties, too_few(name, *limit, "key", node.len() as u64)),
        Failed::MaxProperties { limit } => {
            Told::new(Rule::Properties, too_many(name, *limit, "key", node.len() as u64))
        }
        Failed::OneOfMultipleValid { .. } => {
            Told::new(Rule::OneOf, format!("{name} fits more than one of the shapes of which it must have one"))
        }
        Failed::Not { .. } => Told::new(Rule::Not, format!("{name} has a shape that it must not have")),
        Failed::ContentEncoding { content_encoding } => {
            Told::new(Rule::Content, format!("{name} must be encoded as {content_encoding}"))
        }
        Failed::ContentMediaType { content_media_type } => {
            Told::new(Rule::Content, format!("{name} must hold {content_media_type}"))
        }
        Failed::FromUtf8 { .. } => Told::new(Rule::Content, format!("{name} does not decode to text")),
        _ => match phrase::bound(kind) {
            Some(bound) => Told::new(Rule::Range, format!("{name} must be {bound}, found {}", shown())),
            None => Told::new(Rule::OneOf, format!("{name}: {}", error.masked())),
        },
    }
}

fn characters(node: Node<'_>) -> u64 {
    node.as_str().map_or(0, |text| text.chars().count() as u64)
}

fn too_few(name: &str, limit: u64, noun: &str, found: u64) -> String {
    format!("{name} must have {} or more, has {found}", phrase::counted(limit, noun))
}

fn too_many(name: &str, limit: u64, noun: &str, found: u64) -> String {
    format!("{name} must have {} or fewer, has {found}", phrase::counted(limit, noun))
}
