//! The keys of the file: the flags, by their long names.

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Switch,
    /// A whole number between these, both included.
    Count(usize, usize),
    /// A name; whether there is such a thing shows where it is used.
    Name,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of names.
    Names,
    /// A list of paths, which begin in the folder of the file.
    Paths,
    /// A list of rules of findings, by their ids.
    Rules,
    /// A list of formats, each with a file after `=`.
    Reports(&'static [&'static str]),
    /// A list of globs on JSON Pointers.
    Globs,
    /// A list of globs on arrays, each with names after `=` that tell the items apart.
    ArrayKeys,
    /// How far numbers may be apart: a number, as such or as text.
    Distance,
    /// How far date-times may be apart.
    Duration,
}

impl Kind {
    /// Whether the key takes a list. Lists of several places add up; of single values the nearest one holds.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Names | Self::Paths | Self::Rules | Self::Reports(_) | Self::Globs | Self::ArrayKeys)
    }
}

/// A command that has a table of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// `[validate]`
    Validate,
    /// `[diff]`
    Diff,
}

impl Table {
    /// Every table.
    pub const ALL: &[Self] = &[Self::Validate, Self::Diff];

    /// The name of the command and of its table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Validate => "validate",
            Self::Diff => "diff",
        }
    }

    /// Whether the command has the flag of a key that means the same to all.
    fn has_common(self, key: Key) -> bool {
        match self {
            Self::Validate => true,
            Self::Diff => matches!(
                key,
                Key::Color
                    | Key::Families
                    | Key::Family
                    | Key::Event
                    | Key::NoIgnore
                    | Key::ShowPersonal
                    | Key::ExitZero
            ),
        }
    }
}

/// A part of the file that holds keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What stands before the first table: it speaks to every command that has the flag.
    Top,
    /// A command's table: it speaks to that command only.
    Table(Table),
    /// An `[[override]]`: it speaks of some files only.
    Override,
}

impl Section {
    /// Every part.
    pub const ALL: &[Self] = &[Self::Top, Self::Table(Table::Validate), Self::Table(Table::Diff), Self::Override];

    /// The keys that may stand in it.
    pub fn keys(self) -> impl Iterator<Item = Key> {
        Key::ALL.iter().copied().filter(move |key| self.takes(*key))
    }

    /// The key with this name that may stand in it.
    pub fn key(self, name: &str) -> Option<Key> {
        self.keys().find(|key| key.name() == name)
    }

    /// Whether a key may stand in it.
    pub fn takes(self, key: Key) -> bool {
        match self {
            Self::Top => key.table().is_none(),
            Self::Table(table) => key.table().map_or_else(|| table.has_common(key), |only| only == table),
            Self::Override => key.is_of_files(),
        }
    }
}

const FORMATS: &[&str] = &["text", "brief", "table", "json", "ndjson", "github", "gitlab", "sarif", "junit"];
const COLORS: &[&str] = &["auto", "always", "never"];
const EXPECTATIONS: &[&str] = &["invalid"];
const DIFF_FORMATS: &[&str] =
    &["text", "side-by-side", "table", "unified", "json", "json-patch", "merge-patch", "markdown", "summary"];
const ARRAYS: &[&str] = &["align", "index", "set"];
const VOLATILE: &[&str] = &["show", "count", "hide"];
const INPUTS: &[&str] = &["json", "ndjson", "array", "values"];

macro_rules! keys {
    ($($(#[$doc:meta])* $key:ident = $name:literal, $kind:expr, $table:expr;)*) => {
        /// A key of the file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Key {
            $($(#[$doc])* $key,)*
        }

        impl Key {
            /// Every key, in the order in which they are listed.
            pub const ALL: &[Self] = &[$(Self::$key,)*];

            /// The name that the file uses and, after two hyphens, the command line.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$key => $name,)*
                }
            }

            /// What it takes.
            pub fn kind(self) -> Kind {
                match self {
                    $(Self::$key => $kind,)*
                }
            }

            /// The table of the only command that has the flag, or has it in this meaning; nothing when it means the same to all.
            pub fn table(self) -> Option<Table> {
                match self {
                    $(Self::$key => $table,)*
                }
            }
        }
    };
}

keys! {
    /// When to use colour.
    Color = "color", Kind::Word(COLORS), None;
    /// Folders with families of one's own.
    Families = "families", Kind::Paths, None;
    /// The family that payloads are of.
    Family = "family", Kind::Name, None;
    /// The event that payloads are.
    Event = "event", Kind::Name, None;
    /// Fields that the subscription leaves out.
    ExcludedFields = "excluded-fields", Kind::Names, None;
    /// How the input holds payloads.
    Input = "input", Kind::Word(INPUTS), None;
    /// Whether hidden and ignored files are read too.
    NoIgnore = "no-ignore", Kind::Switch, None;
    /// Whether values of personal fields are shown.
    ShowPersonal = "show-personal", Kind::Switch, None;
    /// Whether advice counts as errors.
    Strict = "strict", Kind::Switch, None;
    /// The verdict that every payload is expected to get.
    Expect = "expect", Kind::Word(EXPECTATIONS), None;
    /// Whether formats such as date-time are left unchecked.
    NoFormats = "no-formats", Kind::Switch, None;
    /// How many findings are printed.
    MaxFindings = "max-findings", Kind::Count(0, usize::MAX), None;
    /// Whether the first payload with an error is the last one.
    FailFast = "fail-fast", Kind::Switch, None;
    /// Whether problems are no failure.
    ExitZero = "exit-zero", Kind::Switch, None;
    /// How many threads work.
    Threads = "threads", Kind::Count(1, u16::MAX as usize), None;
    /// Whether no progress is shown.
    NoProgress = "no-progress", Kind::Switch, None;
    /// How what was found is printed.
    Format = "format", Kind::Word(FORMATS), Some(Table::Validate);
    /// Further reports.
    Report = "report", Kind::Reports(FORMATS), Some(Table::Validate);
    /// Schemas of one's own.
    Schema = "schema", Kind::Paths, Some(Table::Validate);
    /// Rules of no interest.
    Ignore = "ignore", Kind::Rules, Some(Table::Validate);
    /// The only rules of interest.
    Only = "only", Kind::Rules, Some(Table::Validate);
    /// How what changed is printed.
    DiffFormat = "format", Kind::Word(DIFF_FORMATS), Some(Table::Diff);
    /// Places of no interest.
    DiffIgnore = "ignore", Kind::Globs, Some(Table::Diff);
    /// The only places of interest.
    DiffOnly = "only", Kind::Globs, Some(Table::Diff);
    /// How arrays are compared whose items have no names.
    Arrays = "arrays", Kind::Word(ARRAYS), Some(Table::Diff);
    /// What tells the items of arrays apart.
    ArrayKey = "array-key", Kind::ArrayKeys, Some(Table::Diff);
    /// How far numbers may be apart that count as equal.
    Tolerance = "tolerance", Kind::Distance, Some(Table::Diff);
    /// How far date-times may be apart that count as equal.
    TimeTolerance = "time-tolerance", Kind::Duration, Some(Table::Diff);
    /// What becomes of volatile fields.
    Volatile = "volatile", Kind::Word(VOLATILE), Some(Table::Diff);
    /// Whether equal values are told too that are spelled otherwise.
    Spelling = "spelling", Kind::Switch, Some(Table::Diff);
}

impl Key {
    /// The keys with this name: of a flag that commands read differently several.
    pub fn with_name(name: &str) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |key| key.name() == name)
    }

    /// Whether it says what some files are and what is expected of them; the others hold for a whole run.
    pub fn is_of_files(self) -> bool {
        matches!(
            self,
            Self::Family
                | Self::Event
                | Self::ExcludedFields
                | Self::Input
                | Self::Strict
                | Self::Expect
                | Self::NoFormats
                | Self::Schema
                | Self::Ignore
                | Self::Only
        )
    }

    /// The keys that make no sense beside it.
    pub fn conflicts(self) -> &'static [Self] {
        match self {
            Self::Schema => &[Self::Families, Self::Family, Self::Event, Self::ExcludedFields],
            Self::Only => &[Self::Ignore],
            _ => &[],
        }
    }
}
