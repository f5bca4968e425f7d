//! `github`: annotations, as commands in the log of a workflow's step. Keeps the most severe ones, as many as GitHub shows.

use super::place::Base;
use super::style::safe;
use super::{Format, brief};
use crate::finding::Severity;
use crate::report::{PayloadReport, Placed, STDIN, Summary};
use crate::words::counted;
use std::io::{self, Write};

/// How many annotations of a kind GitHub shows for a step; it drops the rest without a word.
const MOST: usize = 10;

/// Annotations of GitHub.
#[derive(Debug)]
pub struct Github {
    base: Base,
    errors: Vec<Annotation>,
    warnings: Vec<Annotation>,
}

/// One command.
#[derive(Debug)]
struct Annotation {
    weight: Weight,
    text: String,
}

/// What goes first where not all fits, the heaviest being the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Nothing of a file was checked.
    Unreadable,
    /// It was checked.
    Finding,
}

impl Github {
    /// Begins without annotations. Paths are told from the base, as GitHub knows them.
    pub fn new(base: Base) -> Self {
        Self { base, errors: Vec::new(), warnings: Vec::new() }
    }

    /// Keeps an annotation, if it is among the heaviest of its kind.
    fn annotate(&mut self, severity: Severity, weight: Weight, text: impl FnOnce(&Base) -> String) {
        let kept = match severity {
            Severity::Error => &mut self.errors,
            Severity::Advice => &mut self.warnings,
        };
        let place = kept.partition_point(|other| other.weight <= weight);
        if place < MOST {
            kept.insert(place, Annotation { weight, text: text(&self.base) });
            kept.truncate(MOST);
        }
    }
}

impl Format for Github {
    fn payload(&mut self, _: &mut dyn Write, report: &PayloadReport, shown: &[Placed]) -> io::Result<()> {
        if let Some(message) = &report.message {
            self.annotate(Severity::Error, Weight::Unreadable, |base| unreadable(base, report.name.file(), message));
        }
        for placed in shown {
            let text = |base: &Base| finding(base, report.name.file(), placed);
            self.annotate(placed.finding.severity, Weight::Finding, text);
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        for annotation in self.errors.iter().chain(&self.warnings) {
            writeln!(out, "{}", annotation.text)?;
        }
        let errors = summary.errors + summary.unreadable - self.errors.len();
        let warnings = summary.advices - self.warnings.len();
        let more = match (errors, warnings) {
            (0, 0) => return Ok(()),
            (errors, 0) => counted(errors, "error"),
            (0, warnings) => counted(warnings, "warning"),
            (errors, warnings) => format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")),
        };
        let reason = if self.errors.len().max(self.warnings.len()) == MOST {
            format!(": GitHub shows {MOST} of each kind for a step")
        } else {
            String::new()
        };
        writeln!(out, "::notice title=hookspect::and {more} more{reason}")
    }
}

fn finding(base: &Base, file: &str, placed: &Placed) -> String {
    let Placed { finding, .. } = placed;
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Advice => "warning",
    };
    // The log shows the text alone, so that it names the place too.
    let text = format!("{} {}", brief::place(file, placed), brief::in_full(finding, "\n"));
    format!("::{kind} {}title=hookspect ({})::{}", place(base, file, &lines(placed)), finding.rule, data(&text))
}

fn unreadable(base: &Base, file: &str, message: &str) -> String {
    let text = format!("{}: {}", safe(file), safe(message));
    format!("::error {}title=hookspect (unreadable)::{}", place(base, file, ""), data(&text))
}

/// The properties that tell where an annotation belongs. A text without a file belongs nowhere.
fn place(base: &Base, file: &str, lines: &str) -> String {
    if file == STDIN { String::new() } else { format!("file={}{lines},", property(&safe(&base.path(file)))) }
}

/// Lines and columns as GitHub takes them: from 1, the end column exclusive, and columns only within one line.
fn lines(placed: &Placed) -> String {
    let Placed { start, end, .. } = placed;
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column.max(start.column))
    } else {
        String::new()
    };
    format!(",line={},endLine={}{columns}", start.line, end.line)
}

/// The text of a command, which ends with its line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, which ends before the next one or before the text.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
