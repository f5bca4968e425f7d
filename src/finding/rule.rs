//! The kinds of findings. Their ids are short and stable: people filter by them.

use std::fmt;

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// The kind of a finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// Every rule, in the order of the manual.
            pub const ALL: &[Rule] = &[$(Rule::$name,)*];

            /// The id that output prints and options take.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

rules! {
    /// The text is no JSON.
    Syntax = "syntax",
    /// No family recognises the payload.
    UnknownEvent = "unknown-event",
    /// A family recognises the payload and has no schema for it.
    UnsupportedEvent = "unsupported-event",
    /// Two families recognise the payload, or the candidates of one disagree.
    AmbiguousEvent = "ambiguous-event",
    /// Keys of two events exclude each other.
    Conflict = "conflict",
    /// The value has another type.
    Type = "type",
    /// A field is missing.
    Required = "required",
    /// The value is none of the known ones.
    Enum = "enum",
    /// The value is not the only possible one.
    Const = "const",
    /// The string is not written in its format.
    Format = "format",
    /// The string does not match its pattern.
    Pattern = "pattern",
    /// The number is out of its range.
    Range = "range",
    /// The string is too short or too long.
    Length = "length",
    /// The array has too few, too many or wrong items.
    Items = "items",
    /// The object has too few, too many or wrong keys.
    Properties = "properties",
    /// The value fits none of several shapes, or more than one.
    OneOf = "one-of",
    /// The value has a shape that it must not have.
    Not = "not",
    /// The string's content is not encoded as it should be.
    Content = "content",
    /// A field is misspelt: its name is unknown, and one like it is missing.
    MisspeltField = "misspelt-field",
    /// A field's name is unknown.
    UnknownField = "unknown-field",
    /// Two fields disagree.
    CrossField = "cross-field",
    /// The payload holds the vendor page's placeholders.
    Placeholder = "placeholder",
    /// The target of a conversion needs a value that the source does not have.
    MissingRequired = "missing-required",
    /// The target of a conversion has no event that says what the payload says.
    NoCounterpart = "no-counterpart",
    /// The payload has no error, and was expected to have one.
    Unexpected = "unexpected",
    /// A fault in a family's own files.
    Family = "family",
    /// A fault in the configuration file.
    Config = "config",
    /// A key stands twice in one object.
    DuplicateKey = "duplicate-key",
    /// A string holds half of a surrogate pair.
    LoneSurrogate = "lone-surrogate",
    /// A byte order mark stands before the payload.
    Bom = "bom",
    /// The event is called by an old name.
    Alias = "alias",
}

impl Rule {
    /// The rule with this id.
    pub fn with_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }

    /// Why it cannot be ignored, if it cannot.
    pub fn why_not_ignored(self) -> Option<&'static str> {
        match self {
            Self::Syntax => Some("`syntax` cannot be ignored: nothing can be said of text that is no JSON"),
            Self::Unexpected => Some("`unexpected` cannot be ignored: --expect invalid asks for nothing else"),
            _ => None,
        }
    }

    /// Whether it says that a payload was not recognised, so that nothing else is known of it.
    pub fn is_of_recognition(self) -> bool {
        matches!(self, Self::UnknownEvent | Self::UnsupportedEvent | Self::AmbiguousEvent | Self::Conflict)
    }

    /// Of several rules that a value breaks the one that is told has the lowest rank. Rules that are told beside others
    /// have none.
    pub fn rank(self) -> Option<u8> {
        match self {
            Self::Type => Some(0),
            Self::Enum | Self::Const => Some(1),
            Self::Format => Some(2),
            Self::Pattern => Some(3),
            Self::Range => Some(4),
            Self::Length => Some(5),
            Self::Content => Some(6),
            Self::OneOf | Self::Not => Some(7),
            _ => None,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
