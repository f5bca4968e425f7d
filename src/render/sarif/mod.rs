//! `sarif`: a SARIF 2.1.0 log, written as the run goes. Keeps a fingerprint for each finding, and the files that could not
//! be read, which stand behind the results.

mod shape;

use super::fingerprint::Fingerprints;
use super::place::Base;
use super::style::safe;
use super::{Format, brief};
use crate::finding::{Rule, Severity};
use crate::outcome::Outcome;
use crate::report::{PayloadReport, Placed, Summary};
use crate::words::counted;
use shape::{
    ArtifactLocation, Finding, Invocation, Location, LogicalLocation, Message, Notification, PartialFingerprints,
    PhysicalLocation, Region, Tool,
};
use std::io::{self, Write};

/// What stands before the tool.
const HEAD: &str = concat!(
    r#"{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json","#,
    "\n",
    r#""version":"2.1.0","runs":[{"tool":"#,
);

/// What stands between the tool and the results. Columns are counted as SARIF calls it in code points.
const RUN: &str = concat!(
    ",\n",
    r#""columnKind":"unicodeCodePoints","#,
    r#""originalUriBaseIds":{"%SRCROOT%":{"description":{"text":"the working directory of the run"}}},"#,
    "\n",
    r#""results":["#,
);

/// A log of SARIF.
#[derive(Debug)]
pub struct Sarif {
    base: Base,
    fingerprints: Fingerprints,
    notifications: Vec<Notification>,
    begun: bool,
}

impl Sarif {
    /// Begins without results. Files inside the base are told from it, others by their whole path.
    pub fn new(base: Base) -> Self {
        Self { base, fingerprints: Fingerprints::default(), notifications: Vec::new(), begun: false }
    }

    fn finding(&mut self, file: &str, placed: &Placed) -> Finding {
        let Placed { finding, start, end, .. } = placed;
        let region =
            Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column };
        let pointer = safe(&finding.pointer.to_string());
        Finding {
            rule_id: finding.rule.id(),
            rule_index: Rule::ALL.iter().position(|rule| *rule == finding.rule).unwrap_or_default(),
            level: level(finding.severity),
            message: Message::new(brief::in_full(finding, "\n")),
            locations: [Location {
                logical_locations: (!pointer.is_empty()).then_some([LogicalLocation { fully_qualified_name: pointer }]),
                ..self.location(file, Some(region))
            }],
            partial_fingerprints: PartialFingerprints { finding: self.fingerprints.of(&self.base.path(file), finding) },
        }
    }

    fn location(&self, file: &str, region: Option<Region>) -> Location {
        let artifact_location = ArtifactLocation::new(&self.base, file);
        Location { physical_location: PhysicalLocation { artifact_location, region }, logical_locations: None }
    }
}

impl Format for Sarif {
    fn payload(&mut self, out: &mut dyn Write, report: &PayloadReport, shown: &[Placed]) -> io::Result<()> {
        if let Some(message) = &report.message {
            self.notifications.push(Notification {
                level: "error",
                message: Message::new(safe(message)),
                locations: Some([self.location(report.name.file(), None)]),
            });
        }
        for placed in shown {
            if self.begun {
                out.write_all(b",\n")?;
            } else {
                begin(out)?;
                self.begun = true;
            }
            serde_json::to_writer(&mut *out, &self.finding(report.name.file(), placed))?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if !self.begun {
            begin(out)?;
        }
        if summary.truncated > 0 {
            let text = format!("{} left out, as --max-findings asks", counted(summary.truncated, "finding"));
            self.notifications.push(Notification { level: "note", message: Message::new(text), locations: None });
        }
        let invocation = Invocation {
            execution_successful: summary.outcome() != Outcome::Failed,
            tool_execution_notifications: &self.notifications,
        };
        out.write_all(b"],\n\"invocations\":[")?;
        serde_json::to_writer(&mut *out, &invocation)?;
        out.write_all(b"]}]}\n")
    }
}

/// Writes what stands before the first result.
fn begin(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    serde_json::to_writer(&mut *out, &Tool::new())?;
    out.write_all(RUN.as_bytes())
}

/// The word for a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Advice => "warning",
    }
}
