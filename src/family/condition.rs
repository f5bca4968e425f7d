//! The conditions by which payloads are recognised: the part of JSON Schema that can be tested in one walk and explained
//! when it fails. `schemas/family.schema.json` says which part.

use super::written::{self, Comment};
use crate::json::{Kind, Lookup, Node, PreparedKey, brief, escape};
use serde::Deserialize;
use serde_json::Value;

/// A test of one value. As in JSON Schema, what speaks of objects, arrays or strings passes on other kinds.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Condition {
    #[serde(rename = "$comment")]
    _comment: Comment,
    /// What it tells of a payload that it should not pass.
    description: Option<String>,
    #[serde(deserialize_with = "written::kind")]
    r#type: Option<Kind>,
    r#const: Option<Value>,
    r#enum: Box<[Value]>,
    /// A literal beginning, written with a `^` before it.
    pattern: Option<String>,
    #[serde(deserialize_with = "written::keys")]
    required: Box<[PreparedKey]>,
    #[serde(deserialize_with = "written::members")]
    properties: Box<[(PreparedKey, Condition)]>,
    max_items: Option<usize>,
    prefix_items: Box<[Condition]>,
    all_of: Box<[Condition]>,
    any_of: Box<[Condition]>,
    not: Option<Box<Condition>>,
}

/// How near a value came to passing a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Likeness {
    /// How many single conditions hold that name something: a value, a key.
    pub telling: usize,
    /// How many conditions do not hold.
    pub failing: usize,
}

/// How a payload is tested.
#[derive(Debug, Clone, Copy, Default)]
pub struct Testing<'a> {
    /// Finds members for many tests of the same payload.
    pub lookup: Option<&'a Lookup>,
    /// The event's body, at whose root keys may be absent although a test asks for them: a subscription may leave fields out.
    pub body: Option<Node<'a>>,
    /// Their names.
    pub excluded: &'a [String],
}

impl Testing<'_> {
    fn get<'d>(self, object: Node<'d>, key: &PreparedKey) -> Option<Node<'d>> {
        self.lookup.map_or_else(|| object.get_prepared(key), |lookup| lookup.get(object, key))
    }

    fn excuses(self, node: Node<'_>, name: &str) -> bool {
        self.body.is_some_and(|body| body.span() == node.span())
            && self.excluded.iter().any(|excluded| excluded == name)
    }
}

/// A condition that does not hold, before there are words for it: most payloads miss most families.
#[derive(Debug, Clone, Copy)]
enum Miss<'t> {
    Kind(Kind),
    Constant(&'t Value),
    Enumeration,
    Beginning(&'t str),
    Key(&'t str),
    Items(usize),
}

impl Miss<'_> {
    /// What is wrong with the value, as a clause.
    fn clause(self, node: Node<'_>) -> String {
        match self {
            Self::Kind(wanted) => {
                format!("this is {} instead of {}", node.kind().with_article(), wanted.with_article())
            }
            Self::Constant(wanted) => format!("this is {} instead of {wanted}", shown(node)),
            Self::Enumeration => format!("{} is none of the values that tell it", shown(node)),
            Self::Beginning(prefix) => format!("{} does not begin with {}", shown(node), escape(prefix)),
            Self::Key(missing) => format!("{} is missing here", escape(missing)),
            Self::Items(most) => format!("this array has more than {most} items"),
        }
    }
}

/// The first condition that does not hold.
#[derive(Debug, Clone)]
pub struct Failure<'d> {
    /// The value at fault, or the object that misses something.
    pub node: Node<'d>,
    /// What is wrong with it, as a clause.
    pub clause: String,
}

impl Condition {
    /// Whether the value passes.
    pub fn passes(&self, node: Node<'_>, testing: Testing<'_>) -> bool {
        self.own_failure(node, testing).is_none()
            && self
                .properties
                .iter()
                .all(|(name, test)| testing.get(node, name).is_none_or(|value| test.passes(value, testing)))
            && self.prefix_items.iter().zip(node.elements()).all(|(test, item)| test.passes(item, testing))
            && self.all_of.iter().all(|test| test.passes(node, testing))
            && (self.any_of.is_empty() || self.any_of.iter().any(|test| test.passes(node, testing)))
            && self.not.as_ref().is_none_or(|test| !test.passes(node, testing))
    }

    /// The condition on the value itself, its parts apart, that does not hold.
    fn own_failure(&self, node: Node<'_>, testing: Testing<'_>) -> Option<Miss<'_>> {
        let kind = node.kind();
        if let Some(wanted) = self.r#type
            && kind != wanted
        {
            return Some(Miss::Kind(wanted));
        }
        if let Some(wanted) = &self.r#const
            && !node.same_as(wanted)
        {
            return Some(Miss::Constant(wanted));
        }
        if !self.r#enum.is_empty() && !self.r#enum.iter().any(|wanted| node.same_as(wanted)) {
            return Some(Miss::Enumeration);
        }
        if let Some(prefix) = self.pattern.as_deref().and_then(|pattern| pattern.strip_prefix('^'))
            && node.as_str().is_some_and(|text| !text.starts_with(prefix))
        {
            return Some(Miss::Beginning(prefix));
        }
        if kind == Kind::Object
            && let Some(missing) = self
                .required
                .iter()
                .find(|name| testing.get(node, name).is_none() && !testing.excuses(node, name.as_str()))
        {
            return Some(Miss::Key(missing.as_str()));
        }
        self.max_items.filter(|most| kind == Kind::Array && node.len() > *most).map(Miss::Items)
    }

    /// Why a value that passes the test is no likeness, in the test's own words.
    fn denial<'d>(&self, node: Node<'d>) -> Failure<'d> {
        let names_key = self.required.iter().map(|name| escape(name.as_str())).collect::<Vec<_>>();
        if !names_key.is_empty() {
            let tells = self.description.as_ref().map_or_else(String::new, |tells| format!(": {tells}"));
            return Failure { node, clause: format!("{} stands here{tells}", names_key.join(" and ")) };
        }
        if let Some((part, test)) =
            self.properties.iter().find_map(|(name, test)| Some((node.get_prepared(name)?, test)))
        {
            return test.denial(part);
        }
        if let Some(test) =
            self.any_of.iter().find(|test| test.passes(node, Testing::default())).or(self.all_of.first())
        {
            return test.denial(node);
        }
        Failure { node, clause: format!("{} stands here", shown(node)) }
    }

    /// Counts which conditions hold. Of alternatives the likeliest counts.
    pub fn likeness(&self, node: Node<'_>) -> Likeness {
        let mut sum = Likeness::default();
        let own_holds = self.own_failure(node, Testing::default()).is_none();
        let tells = self.r#const.is_some() || self.pattern.is_some() || !self.r#enum.is_empty();
        sum.telling += usize::from(own_holds && tells && !node.is_null());
        sum.telling += self.required.iter().filter(|name| node.get_prepared(name).is_some()).count();
        sum.failing += usize::from(!own_holds);
        for (name, test) in &self.properties {
            if let Some(value) = node.get_prepared(name) {
                sum = sum.plus(test.likeness(value));
            }
        }
        for (test, item) in self.prefix_items.iter().zip(node.elements()) {
            sum = sum.plus(test.likeness(item));
        }
        for test in &self.all_of {
            sum = sum.plus(test.likeness(node));
        }
        if let Some(best) = self.any_of.iter().map(|test| test.likeness(node)).max_by_key(|likeness| likeness.order()) {
            sum = sum.plus(best);
        }
        sum.failing += usize::from(self.not.as_ref().is_some_and(|test| test.passes(node, Testing::default())));
        sum
    }

    /// The first condition that does not hold, in the order of the payload's depth.
    pub fn first_failure<'d>(&self, node: Node<'d>) -> Option<Failure<'d>> {
        if let Some(miss) = self.own_failure(node, Testing::default()) {
            return Some(Failure { node, clause: miss.clause(node) });
        }
        let of_parts = self
            .properties
            .iter()
            .find_map(|(name, test)| node.get_prepared(name).and_then(|value| test.first_failure(value)));
        let of_items =
            || self.prefix_items.iter().zip(node.elements()).find_map(|(test, item)| test.first_failure(item));
        let of_all = || self.all_of.iter().find_map(|test| test.first_failure(node));
        let of_any = || {
            if self.any_of.iter().any(|test| test.passes(node, Testing::default())) {
                return None;
            }
            let likeliest = self.any_of.iter().max_by_key(|test| test.likeness(node).order());
            likeliest.and_then(|test| test.first_failure(node))
        };
        let of_not = || {
            let test = self.not.as_ref().filter(|test| test.passes(node, Testing::default()))?;
            Some(test.denial(node))
        };
        of_parts.or_else(of_items).or_else(of_all).or_else(of_any).or_else(of_not)
    }
}

impl Likeness {
    fn plus(self, other: Self) -> Self {
        Self { telling: self.telling + other.telling, failing: self.failing + other.failing }
    }

    /// The higher, the nearer.
    pub fn order(self) -> (isize, usize) {
        (self.telling.cast_signed() - self.failing.cast_signed(), self.telling)
    }
}

/// A marker's value as a message shows it.
fn shown(node: Node<'_>) -> String {
    node.as_str().map_or_else(|| node.kind().with_article().to_owned(), |text| brief(&text))
}
