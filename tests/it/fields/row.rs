//! One row of a field table, and where it is found in a sample.

use super::sample::Sample;
use hookspect::finding::Severity;
use hookspect::json::Pointer;
use serde_json::Value;

/// One row of a table, its columns as the module above describes them.
pub(super) struct Row {
    pub(super) section: String,
    pub(super) event: String,
    pub(super) pointer: String,
    pub(super) types: Vec<String>,
    /// What is said of null, if anything.
    pub(super) null: Option<Severity>,
    /// What is said of a missing one, if anything.
    pub(super) missing: Option<Severity>,
    pub(super) why: String,
    pub(super) sample: String,
}

impl Row {
    /// Reads a line; what it leaves out at its end is empty.
    pub(super) fn read(line: &str) -> Self {
        let mut cells = line.split('\t');
        let [section, event, pointer, types, null, required, why, sample] =
            std::array::from_fn(|_| cells.next().unwrap_or_default());
        assert!(cells.next().is_none(), "eight columns: {line:?}");
        let severity = |cell: &str, error: &str, nothing: &str| match cell {
            "advice" => Some(Severity::Advice),
            cell if cell == error => Some(Severity::Error),
            cell if cell == nothing => None,
            cell => panic!("{cell:?} is no word of its column: {line:?}"),
        };
        Self {
            section: section.to_owned(),
            event: event.to_owned(),
            pointer: pointer.to_owned(),
            types: types.split('|').map(str::to_owned).collect(),
            null: severity(null, "no", "yes"),
            missing: severity(required, "error", "no"),
            why: why.to_owned(),
            sample: sample.to_owned(),
        }
    }

    /// Whether a value of this type, null apart, is no error.
    pub(super) fn allows(&self, kind: &str) -> bool {
        self.types.iter().any(|known| known == kind || known == "any" || known == "number" && kind == "integer")
    }

    /// Whether the sample shows the event or the envelope that the row is about.
    pub(super) fn is_about(&self, sample: &Sample) -> bool {
        let is_of_event = match self.event.strip_prefix("envelope:") {
            Some(file) => sample.envelope == Some(file),
            None => sample.candidates.iter().any(|candidate| candidate.name == self.event),
        };
        let is_meant =
            if self.sample.is_empty() { sample.name.starts_with("valid/") } else { sample.name == self.sample };
        is_of_event && is_meant
    }

    /// The first place in a sample that holds the field with a value of its type.
    pub(super) fn place(&self, sample: &Sample) -> Option<Pointer> {
        let start = if self.event.starts_with("envelope:") { Pointer::default() } else { sample.body.clone() };
        let steps: Vec<&str> = self.pointer.split('/').skip(1).collect();
        self.walk(sample.value.pointer(&start.to_string())?, &steps, &start)
    }

    fn walk(&self, value: &Value, steps: &[&str], at: &Pointer) -> Option<Pointer> {
        let Some((step, rest)) = steps.split_first() else {
            return self.allows(kind(value)).then(|| at.clone());
        };
        match value {
            Value::Object(members) if *step == "*" => {
                members.iter().find_map(|(key, part)| self.walk(part, rest, &at.join(key)))
            }
            Value::Array(items) if *step == "*" => {
                items.iter().enumerate().find_map(|(index, part)| self.walk(part, rest, &at.join(index.to_string())))
            }
            value => self.walk(value.get(step)?, rest, &at.join(*step)),
        }
    }
}

/// The JSON type of a value, integers told apart from other numbers.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
