//! Payloads as the sections of a document.

use super::payload::Shower;
use crate::cli::{ShowArgs, ShowFormat};
use crate::render::{Document, DocumentFields, Page};
use crate::report::PayloadReport;
use crate::show::{self, Card, Subject};
use std::io::Write;

/// The document that is written, if it is one.
pub(super) fn begun(args: &ShowArgs, page: Page) -> Option<Document> {
    match args.format {
        ShowFormat::Markdown => Some(Document::markdown(page, args.show_personal)),
        ShowFormat::Html => Some(Document::html(page, title(args), args.show_personal)),
        _ => None,
    }
}

/// What a page is called: by its only file, if there is one.
fn title(args: &ShowArgs) -> String {
    match args.inputs.paths.as_slice() {
        [only] if only.as_os_str() != "-" => format!("{} - webhook payloads", only.display()),
        _ => "Webhook payloads".to_owned(),
    }
}

impl Shower<'_> {
    /// Shows a payload as a section of a document.
    pub(super) fn section(
        &mut self,
        subject: Subject<'_>,
        card: &Card,
        report: &PayloadReport,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let mut fields = DocumentFields::new(self.page);
        show::fields(subject, &self.wishes, &mut |row| {
            fields.row(self.path(subject, &row.pointer), row);
            Ok(())
        })?;
        self.document.as_mut().map_or(Ok(()), |document| Ok(document.section(out, card, report, &fields)?))
    }

    /// Tells in the document, if one is written, that there is no payload to show.
    pub(super) fn note(&mut self, headline: &str, report: &PayloadReport, out: &mut dyn Write) -> anyhow::Result<()> {
        let card = Card { headline: headline.to_owned(), ..Card::default() };
        let fields = DocumentFields::default();
        self.document.as_mut().map_or(Ok(()), |document| Ok(document.section(out, &card, report, &fields)?))
    }
}
