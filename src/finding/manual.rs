//! What each rule means, for people who meet it for the first time.

use super::{Rule, Severity};

/// A rule's page in the manual.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// How much it weighs, in a word or a short clause.
    pub severity: &'static str,
    /// When it is found.
    pub when: &'static str,
    /// A piece of a payload that has it.
    pub example: &'static str,
    /// What to do about it.
    pub way_out: &'static str,
}

/// What most keywords weigh: the schema says which.
const BY_SCHEMA: &str = "error or advice";

impl Rule {
    /// What most findings of the rule weigh, where neither a schema nor an option says otherwise.
    pub fn usual_severity(self) -> Severity {
        if self.page().severity.starts_with("advice") { Severity::Advice } else { Severity::Error }
    }

    /// The rule's page in the manual.
    #[rustfmt::skip]
    pub fn page(self) -> Page {
        let page = |severity, when, example, way_out| Page { severity, when, example, way_out };
        match self {
            Self::Syntax => page("error", "the text is not JSON by RFC 8259, is not UTF-8, or has more than 512 objects and arrays open",
                r#"{"id": "a1", }"#, "mend the text at the place shown; the help names what usually damages it"),
            Self::UnknownEvent => page("error", "no family recognises the payload; or its event's name is a known one but for case or a typo",
                r#"{"hello": "world"}"#, "say what it is with --event NAME, or give its own schema with --schema FILE"),
            Self::UnsupportedEvent => page("error", "the payload is recognised, and there is no schema for it: it was not checked",
                r#"{"event": "something.else"}"#, "check it as another event with --event NAME, or skip such payloads with --ignore unsupported-event"),
            Self::AmbiguousEvent => page("error", "the payload can be an event of two families, or of one family whose events disagree about it",
                r#"{"id": "a1"}"#, "say which one it is with --family or --event"),
            Self::Conflict => page("error", "the payload has keys of two events that exclude each other",
                r#"{"id": "s1", "memberId": "m1"}"#, "take away the keys that belong to the other event"),
            Self::Type => page(BY_SCHEMA, "the value has another JSON type than its field",
                r#"{"total": "4500"}"#, "write the value as the type shown; a number stands without quotes"),
            Self::Required => page(BY_SCHEMA, "a field that must be there is missing; the place is the opening of its object",
                r#"{"customer": {}}"#, "add the field, or tell with --excluded-fields that the subscription leaves it out"),
            Self::Enum => page(BY_SCHEMA, "the value is none of the known ones",
                r#"{"status": "ACTIV"}"#, "write one of the values that the help lists"),
            Self::Const => page(BY_SCHEMA, "the value is not the only one that may stand here",
                r#"{"object": "customers"}"#, "write the value shown"),
            Self::Format => page(BY_SCHEMA, "the string is not written in its format, such as date-time or uuid",
                r#"{"created_at": "2026-03-01 09:30"}"#, "the help says what is missing; a date-time is 2026-03-01T09:30:00Z"),
            Self::Pattern => page(BY_SCHEMA, "the string does not match the pattern of its field",
                r#"{"id": "4711"}"#, "write it as the message says, for example with its prefix"),
            Self::Range => page(BY_SCHEMA, "the number is too small, too large or no multiple of what it must be",
                r#"{"quantity": -1}"#, "give a number within the bounds shown"),
            Self::Length => page(BY_SCHEMA, "the string is too short or too long",
                r#"{"id": ""}"#, "give a string of the length shown"),
            Self::Items => page(BY_SCHEMA, "the array has too few, too many, repeated or wrong items",
                r#"{"tags": ["a", "a"]}"#, "mend the array as the message says"),
            Self::Properties => page(BY_SCHEMA, "the object has too few or too many keys, or one that it may not have",
                r#"{"name": {"english": "Gold"}}"#, "mend the keys as the message says"),
            Self::OneOf => page(BY_SCHEMA, "the value fits none of several shapes, or more than one, and none was clearly meant",
                r#"{"reward": {"kind": "none"}}"#, "compare the value with the shapes in the schema"),
            Self::Not => page(BY_SCHEMA, "the value has a shape that it must not have",
                r#"{"old": true}"#, "take away what makes it that shape"),
            Self::Content => page(BY_SCHEMA, "the string does not hold the kind of content that it must",
                r#"{"image": "not base64!"}"#, "encode the content as the message says"),
            Self::MisspeltField => page("the missing field's", "a name is not known, and one like it is missing in the same object; or it stands at the wrong level",
                r#"{"merchnat_id": "1"}"#, "rename the key, or move it to where the help says"),
            Self::UnknownField => page("advice (--schema: error)", "a name that the schema does not know",
                r#"{"emial": "a@example.com"}"#, "rename it if the help has the right name; new fields of the vendor are no harm"),
            Self::CrossField => page("error or advice", "two fields disagree",
                r#"{"from": "2026-02-01", "to": "2026-01-01"}"#, "decide which of the two fields is right"),
            Self::Placeholder => page("advice", "the payload holds values that the vendor's page prints in place of real ones",
                r#"{"id": "String"}"#, "use a payload that was really sent, or `hookspect sample`"),
            Self::MissingRequired => page("error", "convert: the target needs a value that the source does not have",
                r#"{"customer": {"name": "Robin"}}"#, "give it with --set POINTER=VALUE, or write what there is with --allow-incomplete"),
            Self::NoCounterpart => page("error", "convert: no event of the target says what the payload says",
                r#"{"event": "item.assigned"}"#, "choose another target; the help names those that have a counterpart"),
            Self::Unexpected => page("error", "validate --expect invalid: the payload has no error; reports for CI say so, and nothing of those that have one",
                r#"{"id": "a1"}"#, "break the payload as its fixture is meant to be broken, or expect nothing of it"),
            Self::Family => page("error", "a file of a family in a --families folder is faulty",
                r#"{"name": "Acme", "event": []}"#, "mend the family's file at the place shown"),
            Self::Config => page("error", "the configuration file is faulty",
                "stric = true", "mend the file at the place shown; `hookspect schema config` is its schema for editors"),
            Self::DuplicateKey => page("advice", "a key stands twice in one object; only the last value is looked at",
                r#"{"id": 1, "id": 2}"#, "keep one: other readers may take the first value"),
            Self::LoneSurrogate => page("advice", "a string holds an escape that is half of a character",
                r#"{"name": "\ud83d"}"#, "send the whole character; this one was probably cut in two"),
            Self::Bom => page("advice", "a byte order mark stands before the payload",
                "\u{FEFF}{}", "save the file as UTF-8 without BOM"),
            Self::Alias => page("advice", "the event is called by an old or wrong name",
                r#"{"event": "entered.customer"}"#, "use the name that the help shows"),
        }
    }
}
