//! `gitlab`: a Code Quality report, one JSON array, written as the run goes. Keeps a fingerprint for each finding.

use super::fingerprint::Fingerprints;
use super::place::Base;
use super::style::safe;
use super::{Format, brief};
use crate::finding::Severity;
use crate::json::Position;
use crate::report::{PayloadReport, Placed, Summary};
use serde::Serialize;
use std::io::{self, Write};

/// Code Quality of GitLab.
#[derive(Debug)]
pub struct Gitlab {
    base: Base,
    fingerprints: Fingerprints,
    begun: bool,
}

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
    positions: Positions,
}

#[derive(Serialize)]
struct Lines {
    begin: u64,
    end: u64,
}

#[derive(Serialize)]
struct Positions {
    begin: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u64,
    column: u64,
}

impl Gitlab {
    /// Begins without issues. Paths are told from the base, as GitLab knows them.
    pub fn new(base: Base) -> Self {
        Self { base, fingerprints: Fingerprints::default(), begun: false }
    }

    fn issue(&mut self, out: &mut dyn Write, issue: &Issue<'_>) -> io::Result<()> {
        out.write_all(if self.begun { b",\n  " } else { b"[\n  " })?;
        self.begun = true;
        Ok(serde_json::to_writer(out, issue)?)
    }
}

impl Format for Gitlab {
    fn payload(&mut self, out: &mut dyn Write, report: &PayloadReport, shown: &[Placed]) -> io::Result<()> {
        let path = safe(&self.base.path(report.name.file()));
        if let Some(message) = &report.message {
            let issue = Issue {
                description: &safe(message),
                check_name: "unreadable",
                fingerprint: self.fingerprints.of_unreadable(&path),
                severity: "major",
                location: Location::new(&path, Position { line: 1, column: 1 }, Position { line: 1, column: 1 }),
            };
            self.issue(out, &issue)?;
        }
        for placed in shown {
            let finding = &placed.finding;
            let issue = Issue {
                description: &brief::in_full(finding, "; "),
                check_name: finding.rule.id(),
                fingerprint: self.fingerprints.of(&path, finding),
                severity: match finding.severity {
                    Severity::Error => "major",
                    Severity::Advice => "minor",
                },
                location: Location::new(&path, placed.start, placed.end),
            };
            self.issue(out, &issue)?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })
    }
}

impl<'a> Location<'a> {
    fn new(path: &'a str, start: Position, end: Position) -> Self {
        let place = |Position { line, column }| Place { line, column };
        Self {
            path,
            lines: Lines { begin: start.line, end: end.line },
            positions: Positions { begin: place(start), end: place(end) },
        }
    }
}
