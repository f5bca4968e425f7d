//! Lines of pointers and values, read back into documents.

use crate::json::{Document, Pointer};
use std::borrow::Cow;
use std::collections::HashMap;

/// Walks through the documents of a text in lines.
#[derive(Debug)]
pub struct Unflat<'t> {
    rest: &'t str,
    line: u64,
}

/// A document that was put together.
#[derive(Debug)]
pub struct Unflattened<'t> {
    /// The number of its first line.
    pub line: u64,
    /// Its text in JSON, or where it goes wrong.
    pub json: Result<String, BrokenLine<'t>>,
}

/// A line that has no place in its document.
#[derive(Debug)]
pub struct BrokenLine<'t> {
    /// Its number.
    pub line: u64,
    /// The line.
    pub text: &'t str,
    /// What is wrong with it.
    pub reason: String,
}

impl<'t> Unflat<'t> {
    /// Begins at the first line.
    pub fn new(text: &'t str) -> Self {
        Self::from_line(text, 1)
    }

    /// Begins at a line with this number.
    pub fn from_line(text: &'t str, line: u64) -> Self {
        let rest = text.strip_prefix('\u{FEFF}').filter(|_| line == 1).unwrap_or(text);
        Self { rest, line }
    }

    fn next_line(&mut self) -> Option<&'t str> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        self.line += 1;
        Some(line.strip_suffix('\r').unwrap_or(line))
    }
}

impl<'t> Iterator for Unflat<'t> {
    type Item = Unflattened<'t>;

    fn next(&mut self) -> Option<Unflattened<'t>> {
        let mut first = self.next_line()?;
        while first.trim().is_empty() {
            first = self.next_line()?;
        }
        let line = self.line - 1;
        let mut tree = Tree::default();
        let mut fault = None;
        let mut next = Some(first);
        while let Some(text) = next.filter(|text| !text.trim().is_empty()) {
            if fault.is_none() {
                fault = tree.add(text).err().map(|reason| BrokenLine { line: self.line - 1, text, reason });
            }
            next = self.next_line();
        }
        Some(Unflattened { line, json: fault.map_or_else(|| Ok(tree.to_json()), Err) })
    }
}

/// A document in the making. The first part is its root.
#[derive(Debug, Default)]
struct Tree {
    parts: Vec<Part>,
    /// The members and items, by the container and the name.
    children: HashMap<(usize, String), usize>,
}

#[derive(Debug, Default)]
struct Part {
    value: Value,
    /// The steps to the parts of a container, as JSON strings without quotes, and the parts.
    children: Vec<(String, usize)>,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Value {
    /// A container of which nobody has said what it is.
    #[default]
    Open,
    Object,
    Array,
    Scalar(String),
}

impl Part {
    /// Whether the steps to its parts are those of an array.
    fn has_items(&self) -> bool {
        self.children.iter().enumerate().all(|(index, (step, _))| *step == index.to_string())
    }
}

impl Tree {
    fn add(&mut self, line: &str) -> Result<(), String> {
        let (steps, value) = split(line)?;
        let value = match value.trim() {
            "{}" => Value::Object,
            "[]" => Value::Array,
            other => Value::Scalar(other.to_owned()),
        };
        if self.parts.is_empty() {
            self.parts.push(Part::default());
        }
        let mut at = 0;
        for step in steps {
            if matches!(self.parts[at].value, Value::Scalar(_)) {
                return Err("a value stands above this place already".to_owned());
            }
            let name = name_of(&step);
            let new = self.parts.len();
            let count = self.parts[at].children.len();
            if self.parts[at].value == Value::Array
                && !self.children.contains_key(&(at, name.clone()))
                && step != count.to_string()
            {
                return Err(format!("the next item of this array is {count}, found {step:?}"));
            }
            let next = *self.children.entry((at, name)).or_insert(new);
            if next == new {
                self.parts.push(Part::default());
                self.parts[at].children.push((step, new));
            }
            at = next;
        }
        let part = &mut self.parts[at];
        let is_scalar = matches!(value, Value::Scalar(_));
        if value == Value::Array && part.value == Value::Open && !part.has_items() {
            return Err("an object stands in this place already".to_owned());
        }
        if part.value != Value::Open || is_scalar && !part.children.is_empty() {
            return Err("something stands in this place already".to_owned());
        }
        part.value = value;
        Ok(())
    }

    fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out
    }

    fn write(&self, index: usize, out: &mut String) {
        let part = &self.parts[index];
        let is_array = match &part.value {
            Value::Scalar(json) => return out.push_str(json),
            Value::Array => true,
            Value::Object => false,
            Value::Open => part.has_items(),
        };
        out.push(if is_array { '[' } else { '{' });
        for (index, (step, child)) in part.children.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { "," });
            if !is_array {
                out.push('"');
                out.push_str(step);
                out.push_str("\":");
            }
            self.write(*child, out);
        }
        out.push(if is_array { ']' } else { '}' });
    }
}

/// The steps of a line's pointer, as the insides of JSON strings, and its value.
fn split(line: &str) -> Result<(Vec<String>, &str), String> {
    let (pointer, value) = if let Some(rest) = line.strip_prefix('"') {
        let end = end_of_string(rest).ok_or("the pointer's quote is not closed")?;
        let value = rest[end + 1..].strip_prefix(" = ").ok_or("after the pointer stands no \" = \"")?;
        (Cow::Borrowed(&rest[..end]), value)
    } else {
        let (pointer, value) = line.split_once(" = ").ok_or("a line is a pointer, \" = \" and a value")?;
        if !pointer.starts_with('/') {
            return Err("a pointer begins with /".to_owned());
        }
        (Cow::Owned(pointer.replace('\\', "\\\\").replace('"', "\\\"")), value)
    };
    let quoted = format!("\"{pointer}\"");
    let is_string = Document::parse(quoted.as_bytes())
        .is_ok_and(|document| Pointer::parse(&document.root().as_str().unwrap_or_default()).is_ok());
    if !is_string {
        return Err("this is no JSON Pointer".to_owned());
    }
    if let Err(error) = Document::parse(value.as_bytes()) {
        return Err(format!("the value is no JSON: {}", error.message));
    }
    let steps = pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    Ok((steps, value))
}

fn end_of_string(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })
}

/// What tells a step from others: its characters, whatever their spelling. Halves of surrogate pairs are told apart by it.
fn name_of(step: &str) -> String {
    if step.contains('\\') && !step.to_ascii_lowercase().contains("\\ud") {
        crate::json::unescape(step).into_owned()
    } else {
        step.to_owned()
    }
}
