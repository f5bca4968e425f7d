//! What the program knows of its surroundings. Nothing else reads the environment or asks about the terminal.

use crate::words::Moment;
use clap::ValueEnum;
use std::env;
use std::io::{IsTerminal, stderr, stdin, stdout};
use std::path::PathBuf;
use std::time::SystemTime;

/// When output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless the environment says otherwise
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The widest output that is believed: whoever says more has made a mistake.
const WIDEST: usize = 1 << 12;

/// The surroundings of a run, read once.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Context {
    /// Whether stdin is a terminal, so that nothing is piped in.
    pub stdin_is_terminal: bool,
    /// Whether stdout is a terminal.
    pub stdout_is_terminal: bool,
    /// Whether stderr is a terminal.
    pub stderr_is_terminal: bool,
    /// The width of the output in columns, when it is known.
    pub columns: Option<usize>,
    /// The height of the terminal in lines, when stdout is one.
    pub rows: Option<usize>,
    /// The command line of the pager that the environment names; an empty one is none.
    pub pager: Option<String>,
    /// What the environment says of colour; nothing when it is silent.
    pub color_wish: Option<bool>,
    /// Whether the terminal shows other characters than those of ASCII.
    pub is_utf8: bool,
    /// The folder that relative paths begin in.
    pub working_directory: Option<PathBuf>,
    /// The configuration file that the environment names.
    pub config: Option<PathBuf>,
    /// Whether git runs the program as its external diff.
    pub is_called_by_git: bool,
    /// Whether git shows what it and its programs print in a pager, which takes colours as a terminal does.
    pub is_in_git_pager: bool,
    /// Where GitHub Actions takes a step's summary from.
    pub step_summary: Option<PathBuf>,
}

impl Context {
    /// Reads the environment and asks about the streams.
    pub fn from_environment() -> Self {
        let terminal = terminal_size::terminal_size_of(stdout());
        let columns = || terminal.map(|(width, _)| width.0.into());
        Self {
            stdin_is_terminal: stdin().is_terminal(),
            stdout_is_terminal: stdout().is_terminal(),
            stderr_is_terminal: stderr().is_terminal(),
            columns: variable("COLUMNS")
                .and_then(|columns| columns.parse().ok())
                .or_else(columns)
                .map(|columns: usize| columns.min(WIDEST)),
            rows: terminal.map(|(_, height)| height.0.into()),
            pager: pager(|name| env::var(name).ok()),
            color_wish: color_wish(variable),
            is_utf8: cfg!(windows) || is_utf8(variable),
            working_directory: env::current_dir().ok(),
            config: path_variable("HOOKSPECT_CONFIG"),
            is_called_by_git: variable("GIT_DIFF_PATH_TOTAL").is_some(),
            is_in_git_pager: variable("GIT_PAGER_IN_USE").is_some_and(|value| value == "true"),
            step_summary: path_variable("GITHUB_STEP_SUMMARY"),
        }
    }

    /// The present.
    pub fn now(&self) -> Moment {
        Moment::from(SystemTime::now())
    }

    /// Whether stdout is coloured.
    pub fn colors_stdout(&self, choice: ColorChoice) -> bool {
        self.colors(choice, self.stdout_is_terminal || self.is_called_by_git && self.is_in_git_pager)
    }

    /// Whether stderr is coloured.
    pub fn colors_stderr(&self, choice: ColorChoice) -> bool {
        self.colors(choice, self.stderr_is_terminal)
    }

    /// How wide the line may be that shows where a finding stands; its number and a sign stand before it.
    pub fn excerpt_columns(&self) -> usize {
        self.columns.map_or(usize::MAX, |columns| columns.saturating_sub(8))
    }

    fn colors(&self, choice: ColorChoice, is_terminal: bool) -> bool {
        match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => self.color_wish.unwrap_or(is_terminal),
        }
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn path_variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The program's own variable wins over that of all programs. A dumb terminal cannot go back to what it has shown.
fn pager(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    if variable("TERM").is_some_and(|terminal| terminal == "dumb") {
        return Some(String::new());
    }
    ["HOOKSPECT_PAGER", "PAGER"].into_iter().find_map(variable)
}

/// The first of these variables that is set names the encoding.
fn is_utf8(variable: impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    locale.is_some_and(|locale| locale.to_lowercase().replace('-', "").contains("utf8"))
}

/// `NO_COLOR` with any value forbids colour, `CLICOLOR_FORCE` other than 0 forces it, a dumb terminal shows none.
fn color_wish(variable: impl Fn(&str) -> Option<String>) -> Option<bool> {
    if variable("NO_COLOR").is_some() {
        Some(false)
    } else if variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        Some(true)
    } else {
        variable("TERM").filter(|terminal| terminal == "dumb").map(|_| false)
    }
}

#[cfg(test)]
mod tests {
    use super::{color_wish, pager};

    #[test]
    fn the_environment_decides_on_colour_in_this_order() {
        let wish = |pairs: &'static [(&str, &str)]| {
            color_wish(move |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(wish(&[]), None);
        assert_eq!(wish(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]), Some(false));
        assert_eq!(wish(&[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")]), Some(true));
        assert_eq!(wish(&[("CLICOLOR_FORCE", "0")]), None);
        assert_eq!(wish(&[("TERM", "dumb")]), Some(false));
    }

    #[test]
    fn the_environment_names_the_pager() {
        let named = |pairs: &'static [(&str, &str)]| {
            pager(move |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(named(&[]), None);
        assert_eq!(named(&[("PAGER", "more"), ("HOOKSPECT_PAGER", "less -S")]).as_deref(), Some("less -S"));
        assert_eq!(named(&[("PAGER", "more"), ("HOOKSPECT_PAGER", "")]).as_deref(), Some(""));
        assert_eq!(named(&[("PAGER", "more"), ("TERM", "dumb")]).as_deref(), Some(""));
    }
}
