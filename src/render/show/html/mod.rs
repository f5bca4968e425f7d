//! `html`: one file that can be attached, opened anywhere and printed.
//!
//! It brings its style along, asks nobody for anything and holds no script; its policy forbids both, should this room ever fail to
//! escape a text. No attribute is made from the input, and there are no links.

mod text;

use super::document::{Field, Section};
use crate::finding::Severity;
use crate::render::summary::summary;
use crate::render::table::verdict;
use crate::report::{PayloadReport, Placed, Summary, Verdict};
use crate::words::counted;
use std::io::{self, Write};
use text::Text;

/// How the page looks. The policy allows this style alone, by its hash.
const STYLE: &str = include_str!("style.css");
const STYLE_HASH: &str = "sha256-HfE2Dqwg9/wIwyU+dwa1piDSNNnLQXOGaLqxRVnAZHc=";

/// How many payloads have their fields unfolded.
const UNFOLDED: usize = 5;

/// A document in HTML.
#[derive(Debug)]
pub(super) struct Html {
    /// What stands in the window's title.
    pub(super) title: String,
    /// Whether the file holds ASCII only.
    pub(super) is_ascii: bool,
    /// Whether personal values are shown.
    pub(super) show_personal: bool,
}

impl Html {
    pub(super) fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        let policy = format!("default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'");
        writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
        writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
        writeln!(out, "<title>{}</title>\n<style>{STYLE}</style>", self.text(&self.title))?;
        writeln!(out, "</head>\n<body>\n<main>\n<h1>Webhook payloads</h1>")
    }

    pub(super) fn section(&self, out: &mut dyn Write, section: Section<'_>) -> io::Result<()> {
        let Section { card, report, fields, .. } = section;
        writeln!(out, "<article>\n<h2><bdi>{}</bdi></h2>", self.text(&card.headline))?;
        writeln!(out, "<p><strong class=\"{}\">{}</strong></p>", class(report), self.text(&verdict(report)))?;
        writeln!(out, "<dl>")?;
        if let Some(kind) = super::card::kind(report) {
            self.row(out, "event", &[kind])?;
        }
        for row in &card.rows {
            self.row(out, row.label, &row.parts)?;
        }
        self.row(out, "payload", &[report.name.to_string()])?;
        if let Some(message) = &report.message {
            self.row(out, "reason", std::slice::from_ref(message))?;
        }
        writeln!(out, "</dl>")?;
        if !report.findings.is_empty() {
            writeln!(out, "<h3>Findings</h3>\n<ol>")?;
            report.findings.iter().try_for_each(|placed| self.finding(out, placed, section.place_of(placed)))?;
            writeln!(out, "</ol>")?;
        }
        if !fields.is_empty() {
            self.fields(out, section)?;
        }
        writeln!(out, "</article>")
    }

    /// How many payloads there were, and whether they may be passed on.
    pub(super) fn finish(&self, out: &mut dyn Write, counts: &Summary) -> io::Result<()> {
        let personal = if self.show_personal { "shown" } else { "masked" };
        let counts = summary(counts, None);
        writeln!(out, "</main>\n<footer>\n<p>{}</p>", self.text(&counts))?;
        writeln!(out, "<p>Written by hookspect. Personal values are {personal}.</p>\n</footer>\n</body>\n</html>")
    }

    fn row(&self, out: &mut dyn Write, label: &str, parts: &[String]) -> io::Result<()> {
        let parts: Vec<String> = parts.iter().map(|part| format!("<bdi>{}</bdi>", self.text(part))).collect();
        writeln!(out, "<div><dt>{label}</dt><dd>{}</dd></div>", parts.join(", "))
    }

    fn finding(&self, out: &mut dyn Write, placed: &Placed, place: Option<String>) -> io::Result<()> {
        let Placed { finding, start, .. } = placed;
        let severity = finding.severity.word();
        write!(
            out,
            "<li><p><strong class=\"{severity}\">{severity}</strong> line {}, column {}: ",
            start.line, start.column
        )?;
        writeln!(out, "<bdi>{}</bdi> <code>{}</code></p>", self.text(&finding.message), finding.rule)?;
        if let Some(place) = place {
            let meaning = finding.meaning.as_ref().map_or_else(String::new, |text| format!(": {}", self.text(text)));
            writeln!(out, "<p class=\"note\">at {}{meaning}</p>", self.path(&place))?;
        }
        if let Some(help) = &finding.help {
            writeln!(out, "<p class=\"note\">help: <bdi>{}</bdi></p>", self.text(help))?;
        }
        writeln!(out, "</li>")
    }

    fn fields(&self, out: &mut dyn Write, section: Section<'_>) -> io::Result<()> {
        let unfolded = if section.number <= UNFOLDED { " open" } else { "" };
        let count = counted(section.fields.len(), "field");
        writeln!(out, "<details{unfolded}>\n<summary>{count}</summary>\n<table>")?;
        writeln!(
            out,
            "<thead><tr><th scope=\"col\">field</th><th scope=\"col\">value</th><th scope=\"col\">meaning</th></tr></thead>"
        )?;
        writeln!(out, "<tbody>")?;
        section.fields.iter().try_for_each(|field| self.field(out, field, section.findings_at(field)))?;
        writeln!(out, "</tbody>\n</table>\n</details>")
    }

    fn field(&self, out: &mut dyn Write, field: &Field, findings: &[&Placed]) -> io::Result<()> {
        let kind = field.kind.name();
        write!(out, "<tr><th scope=\"row\">{}</th><td>", self.path(&field.path))?;
        write!(out, "<code dir=\"ltr\" class=\"{kind}\">{}</code>", self.text(&field.value))?;
        if let Some(left_out) = &field.left_out {
            write!(out, " <small>{left_out}</small>")?;
        }
        write!(out, "</td><td>")?;
        if !field.notes.is_empty() {
            write!(out, "<bdi>{}</bdi>", self.text(&field.notes))?;
        }
        for Placed { finding, .. } in findings {
            let severity = finding.severity.word();
            write!(out, "<p class=\"{severity}\">{severity}: <bdi>{}</bdi></p>", self.text(&finding.message))?;
        }
        writeln!(out, "</td></tr>")
    }

    /// A place, which may be broken before each of its steps.
    fn path(&self, path: &str) -> String {
        let steps: Vec<String> = path.split('/').map(|step| self.text(step).to_string()).collect();
        let steps = steps.join("<wbr>/");
        format!("<code dir=\"ltr\">{}</code>", steps.strip_prefix("<wbr>").unwrap_or(&steps))
    }

    fn text<'t>(&self, text: &'t str) -> Text<'t> {
        Text { text, is_ascii: self.is_ascii }
    }
}

/// How a verdict looks.
fn class(report: &PayloadReport) -> &'static str {
    match report.verdict {
        Verdict::Valid if report.count(Severity::Advice) == 0 => "valid",
        Verdict::Valid => Severity::Advice.word(),
        _ => Severity::Error.word(),
    }
}

#[cfg(test)]
mod tests {
    use super::{STYLE, STYLE_HASH};
    use sha2::{Digest, Sha256};

    #[test]
    fn the_policy_allows_the_style() {
        const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let hash = Sha256::digest(STYLE.replace("\r\n", "\n"));
        // 32 bytes are ten groups of three and one of two.
        let groups = hash
            .chunks(3)
            .map(|group| group.iter().chain([&0; 2]).take(3).fold(0, |all, byte| all << 8 | u32::from(*byte)));
        let signs =
            groups.flat_map(|group| [18, 12, 6, 0].map(|shift| char::from(SIGNS[(group >> shift & 63) as usize])));
        let base64: String = signs.take(43).collect();
        assert_eq!(STYLE_HASH, format!("sha256-{base64}="));
    }
}
