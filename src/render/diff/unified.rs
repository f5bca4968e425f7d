//! `unified`: as `diff -u` writes it, for `patch`.

use super::summary;
use crate::report::{Detail, PairReport, SideReport};
use std::io::{self, Write};
use std::ops::Range;

type Hunk = (Range<u32>, Range<u32>);

/// How many equal lines stand around changed ones.
const CONTEXT: u32 = 3;

pub(super) fn pair(out: &mut dyn Write, pair: &PairReport) -> io::Result<()> {
    let name = |side: &Option<SideReport>| side.as_ref().map_or("/dev/null", |side| side.name.as_str()).to_owned();
    let (before, after) = (name(&pair.before), name(&pair.after));
    let Detail::Lines(compared) = &pair.detail else {
        return if pair.before.is_some() && pair.after.is_some() {
            writeln!(out, "Binary files {before} and {after} differ")
        } else {
            summary::pair(out, pair)
        };
    };
    let sides = Sides { before: lines(&compared.before), after: lines(&compared.after) };
    let groups: Vec<&[Hunk]> =
        compared.hunks.chunk_by(|(last, _), (next, _)| next.start - last.end <= 2 * CONTEXT).collect();
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(out, "--- {}\n+++ {}", crate::render::message(&before), crate::render::message(&after))?;
    groups.iter().try_for_each(|group| sides.group(out, group))
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

struct Sides<'a> {
    before: Vec<&'a str>,
    after: Vec<&'a str>,
}

impl Sides<'_> {
    /// Hunks that are so near to each other that they share the lines around them.
    fn group(&self, out: &mut dyn Write, group: &[Hunk]) -> io::Result<()> {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { return Ok(()) };
        let lead = first.0.start.min(CONTEXT);
        let trail = CONTEXT.min(u32::try_from(self.before.len()).unwrap_or(u32::MAX) - last.0.end);
        let old = first.0.start - lead..last.0.end + trail;
        let new = first.1.start - lead..last.1.end + trail;
        writeln!(out, "@@ -{} +{} @@", range(&old), range(&new))?;
        let mut at = old.start;
        for (old, new) in group {
            signed(out, ' ', &self.before, at..old.start)?;
            signed(out, '-', &self.before, old.clone())?;
            signed(out, '+', &self.after, new.clone())?;
            at = old.end;
        }
        signed(out, ' ', &self.before, at..old.end)
    }
}

fn signed(out: &mut dyn Write, sign: char, lines: &[&str], range: Range<u32>) -> io::Result<()> {
    for line in &lines[range.start as usize..range.end as usize] {
        write!(out, "{sign}{line}")?;
        if !line.ends_with('\n') {
            writeln!(out, "\n\\ No newline at end of file")?;
        }
    }
    Ok(())
}

/// First line and number of lines; of none the line before.
fn range(lines: &Range<u32>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        count => format!("{},{count}", lines.start + 1),
    }
}
