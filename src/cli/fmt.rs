//! What `fmt` is told.

use super::InputArgs;
use crate::json::Indent;
use clap::Args;

/// Re-indent JSON without changing a single value's spelling
///
/// White space outside strings changes and nothing else: order, numbers, escapes, a byte order mark and even keys that stand
/// twice stay as they are. Text that is no JSON is told and left alone.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct FmtArgs {
    /// Write the files anew, each in one step; those that would not change are not touched
    ///
    /// A link is followed to its file, and the file's mode stays. Other names of the same file (hard links) keep the old text.
    #[arg(short, long)]
    pub write: bool,

    /// Write nothing; list what would change, and end with 1 if anything would
    #[arg(long, conflicts_with = "write")]
    pub check: bool,

    /// How far each level stands to the right: 1 to 16 spaces, or tab [default: 2]
    ///
    /// Values that stand on a line each stay there unless this is given; those in files called .ndjson or .jsonl do so even then
    /// when the file is written.
    #[arg(long, value_name = "N|tab", value_parser = indent)]
    pub indent: Option<Indent>,

    /// Put each value on one line, without white space
    #[arg(long, conflicts_with = "indent")]
    pub compact: bool,

    /// Sort the keys of every object by code points; equal ones stay in their order
    #[arg(long)]
    pub sort_keys: bool,

    /// What is read.
    #[command(flatten)]
    pub inputs: InputArgs,
}

/// Takes a number of spaces, or a tab.
fn indent(text: &str) -> Result<Indent, &'static str> {
    match text.parse() {
        _ if text == "tab" => Ok(Indent::Tab),
        Ok(spaces @ 1..=16) => Ok(Indent::Spaces(spaces)),
        Ok(0) => Err("for no indentation at all there is --compact"),
        _ => Err("it is a number of spaces from 1 to 16, or tab"),
    }
}
