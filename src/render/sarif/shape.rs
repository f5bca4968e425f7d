//! The part of SARIF 2.1.0 that is written. The names are those of the standard, chapter 3.

use super::level;
use crate::finding::Rule;
use crate::render::place::{Base, Uri};
use crate::render::style::safe;
use serde::Serialize;

/// Who writes the log.
#[derive(Serialize)]
pub(super) struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<ReportingDescriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportingDescriptor {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// A finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Finding {
    pub(super) rule_id: &'static str,
    pub(super) rule_index: usize,
    pub(super) level: &'static str,
    pub(super) message: Message,
    pub(super) locations: [Location; 1],
    pub(super) partial_fingerprints: PartialFingerprints,
}

/// A text.
#[derive(Debug, Serialize)]
pub(super) struct Message {
    text: String,
}

/// A place in a file, and what stands there.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    pub(super) physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) logical_locations: Option<[LogicalLocation; 1]>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub(super) artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<Region>,
}

/// A file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Message>,
}

/// Lines and columns from 1, the end exclusive, as ours are.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub(super) start_line: u64,
    pub(super) start_column: u64,
    pub(super) end_line: u64,
    pub(super) end_column: u64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation {
    pub(super) fully_qualified_name: String,
}

/// GitHub's own `primaryLocationLineHash` is not among them: its upload makes that from the text of the line, and warns of
/// every other value that it meets.
#[derive(Serialize)]
pub(super) struct PartialFingerprints {
    #[serde(rename = "hookspectFinding/v1")]
    pub(super) finding: String,
}

/// How the run went.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation<'a> {
    pub(super) execution_successful: bool,
    pub(super) tool_execution_notifications: &'a [Notification],
}

/// What is said of the run itself.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notification {
    pub(super) level: &'static str,
    pub(super) message: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) locations: Option<[Location; 1]>,
}

impl Tool {
    pub(super) fn new() -> Self {
        Self {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: Rule::ALL.iter().copied().map(ReportingDescriptor::of).collect(),
            },
        }
    }
}

impl ReportingDescriptor {
    /// The rule's page in the manual.
    fn of(rule: Rule) -> Self {
        let page = rule.page();
        let (when, example, way_out) = (page.when, safe(page.example), page.way_out);
        Self {
            id: rule.id(),
            short_description: Message::new(when),
            full_description: Message::new(format!("{when}; way out: {way_out}")),
            help: Help {
                text: format!("{when}\nexample: {example}\nway out: {way_out}"),
                markdown: format!("{when}\n\n```json\n{example}\n```\n\nWay out: {way_out}"),
            },
            default_configuration: Configuration { level: level(rule.usual_severity()) },
        }
    }
}

impl Message {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

impl ArtifactLocation {
    pub(super) fn new(base: &Base, file: &str) -> Self {
        match base.uri(file) {
            Uri::Relative(uri) => Self { uri, uri_base_id: Some("%SRCROOT%"), description: None },
            Uri::Absolute(uri) => Self { uri, uri_base_id: None, description: None },
            // A result without a file would have the whole log refused where it is uploaded.
            Uri::Stdin => {
                Self { uri: "stdin".to_owned(), uri_base_id: None, description: Some(Message::new("standard input")) }
            }
        }
    }
}
