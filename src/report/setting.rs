//! What a run was told, and by whom.

use crate::json::Position;

/// The settings that hold for a run, or for one file of it.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The file that they are meant for, as it is called; nothing for all that no override speaks of.
    pub file: Option<String>,
    /// Every setting, in the order of the manual.
    pub settings: Vec<Setting>,
}

/// One setting.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Its key in the file.
    pub key: &'static str,
    /// The table that it stands in; nothing for those before the first table.
    pub table: Option<&'static str>,
    /// Whether its value is a list.
    pub is_list: bool,
    /// What was said, one thing at most unless it is a list.
    pub said: Vec<Said>,
}

/// One thing that was said.
#[derive(Debug, Clone)]
pub struct Said {
    /// The value.
    pub value: Value,
    /// Who said it.
    pub origin: Origin,
}

/// A value.
#[derive(Debug, Clone)]
pub enum Value {
    /// `true` or `false`.
    Switch(bool),
    /// A number.
    Count(usize),
    /// Anything else, as it is written.
    Text(String),
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A flag of the key's name.
    Flag,
    /// A variable.
    Environment,
    /// This place in the configuration file.
    File(Position),
    /// Nobody said anything.
    Default,
}
