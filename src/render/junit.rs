//! `junit`: a test suite for each file and a test case for each payload, valid ones too. Keeps the written cases, as their
//! numbers stand before them.
//!
//! A payload with several errors is one failure that tells them all: readers of these reports show only the first failure of
//! a case.

use super::style::{Style, safe};
use super::{Format, brief};
use crate::finding::Severity;
use crate::report::{PayloadReport, Placed, Summary, Verdict};
use crate::words::counted;
use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::writer::{ElementWriter, Writer};
use std::borrow::Cow;
use std::io::{self, Write};

/// Test results as JUnit writes them.
#[derive(Debug, Default)]
pub struct Junit {
    suites: Vec<Suite>,
    /// The cases of all suites, one after another.
    cases: Vec<u8>,
}

/// The payloads of one file.
#[derive(Debug)]
struct Suite {
    file: String,
    /// Where its cases end.
    end: usize,
    counts: Counts,
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Format for Junit {
    fn payload(&mut self, _: &mut dyn Write, report: &PayloadReport, shown: &[Placed]) -> io::Result<()> {
        if self.suites.last().is_none_or(|suite| suite.file != report.name.file()) {
            self.suites.push(Suite { file: report.name.file().to_owned(), end: 0, counts: Counts::default() });
        }
        write_case(&mut Writer::new(&mut self.cases), report, shown)?;
        if let Some(suite) = self.suites.last_mut() {
            suite.end = self.cases.len();
            suite.counts.add(report.verdict);
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let mut writer = Writer::new(out);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        writer.get_mut().write_all(b"\n")?;
        // The schema has no attribute for the skipped ones of all suites.
        writer
            .create_element("testsuites")
            .with_attribute(("name", env!("CARGO_PKG_NAME")))
            .with_attributes([
                ("tests", number(summary.payloads)),
                ("failures", number(summary.invalid)),
                ("errors", number(summary.unreadable)),
            ])
            .write_inner_content(|writer| {
                let mut start = 0;
                for suite in &self.suites {
                    suite.write(writer, &self.cases[start..suite.end])?;
                    start = suite.end;
                }
                writer.get_mut().write_all(b"\n")
            })?;
        writer.get_mut().write_all(b"\n")
    }
}

impl Counts {
    fn add(&mut self, verdict: Verdict) {
        self.tests += 1;
        match verdict {
            Verdict::Valid => {}
            Verdict::Invalid => self.failures += 1,
            Verdict::Unreadable => self.errors += 1,
            Verdict::Skipped => self.skipped += 1,
        }
    }
}

impl Suite {
    fn write<W: Write>(&self, writer: &mut Writer<W>, cases: &[u8]) -> io::Result<()> {
        writer.get_mut().write_all(b"\n  ")?;
        let Counts { tests, failures, errors, skipped } = self.counts;
        writer
            .create_element("testsuite")
            .with_attribute(("name", safe(&self.file).as_str()))
            .with_attributes([
                ("tests", number(tests)),
                ("failures", number(failures)),
                ("errors", number(errors)),
                ("skipped", number(skipped)),
            ])
            .write_inner_content(|writer| {
                writer.get_mut().write_all(cases)?;
                writer.get_mut().write_all(b"\n  ")
            })
            .map(|_| ())
    }
}

/// Writes a payload as a test case, with the line break before it.
fn write_case<W: Write>(writer: &mut Writer<W>, report: &PayloadReport, shown: &[Placed]) -> io::Result<()> {
    writer.get_mut().write_all(b"\n    ")?;
    let case = writer
        .create_element("testcase")
        .with_attribute(("name", safe(&report.name.to_string()).as_str()))
        .with_attribute(("classname", safe(report.name.file()).as_str()));
    let advice = told(report, shown, Severity::Advice);
    if report.verdict == Verdict::Valid && advice.is_empty() {
        return case.write_empty().map(|_| ());
    }
    case.write_inner_content(|writer| {
        if report.verdict != Verdict::Valid {
            writer.get_mut().write_all(b"\n      ")?;
        }
        match report.verdict {
            Verdict::Valid => {}
            Verdict::Invalid => write_failure(writer, report, shown)?,
            Verdict::Unreadable => {
                let message = safe(report.message.as_deref().unwrap_or_default());
                element(writer, "error", "unreadable", &message).write_empty()?;
            }
            Verdict::Skipped => {
                element(writer, "skipped", "skipped", "not recognised, and such payloads are ignored").write_empty()?;
            }
        }
        if !advice.is_empty() {
            writer.get_mut().write_all(b"\n      ")?;
            writer.create_element("system-out").write_text_content(BytesText::new(&advice))?;
        }
        writer.get_mut().write_all(b"\n    ")
    })
    .map(|_| ())
}

/// Writes what is wrong with an invalid payload. It fails even when no error of it may be shown any more.
fn write_failure<W: Write>(writer: &mut Writer<W>, report: &PayloadReport, shown: &[Placed]) -> io::Result<()> {
    let errors = report.count(Severity::Error);
    let first = shown.iter().find(|placed| placed.finding.severity == Severity::Error);
    let (kind, message) = match first {
        None => ("truncated", format!("{}, not shown", counted(errors, "error"))),
        Some(Placed { finding, .. }) if errors == 1 => (finding.rule.id(), safe(&finding.message)),
        Some(Placed { finding, .. }) => {
            (finding.rule.id(), format!("{} (and {} more)", safe(&finding.message), errors - 1))
        }
    };
    let text = told(report, shown, Severity::Error);
    element(writer, "failure", kind, &message).write_text_content(BytesText::new(&text)).map(|_| ())
}

/// An element that says why a case is not plainly passed.
fn element<'w, W: Write>(
    writer: &'w mut Writer<W>,
    name: &'static str,
    kind: &str,
    message: &str,
) -> ElementWriter<'w, W> {
    writer.create_element(name).with_attributes([("type", kind), ("message", message)])
}

/// The findings of a severity, each with its place and the way out.
fn told(report: &PayloadReport, shown: &[Placed], severity: Severity) -> String {
    let told = shown.iter().filter(|placed| placed.finding.severity == severity).map(|placed| {
        let line = brief::line(report, placed, Style::default());
        std::iter::once(line).chain(brief::notes(&placed.finding)).collect::<Vec<_>>().join("\n  ")
    });
    told.collect::<Vec<_>>().join("\n")
}

fn number<'a>(number: usize) -> Cow<'a, str> {
    number.to_string().into()
}
