//! Text that is no JSON: what can still be read of it is shown, for people only and marked as what it is.

use super::Run;
use super::payload::{Found, Shower};
use super::places::Places;
use crate::Io;
use crate::cli::ShowFormat;
use crate::input::{Name, Record};
use crate::json::{Damage, Document, Mended, SyntaxError};
use crate::outcome::Outcome;
use crate::render::{self, Format};
use crate::report::PayloadReport;
use crate::show::Card;
use std::io::Write;

impl Run<'_, '_> {
    /// Tells what is wrong with a text, and shows what can be read of it.
    pub(super) fn damaged(
        &mut self,
        name: &Name,
        record: &Record<'_>,
        error: &SyntaxError,
        io: &mut Io<'_>,
    ) -> anyhow::Result<()> {
        self.outcome = self.outcome.max(Outcome::Problems);
        if self.quiet {
            return Ok(());
        }
        let report = PayloadReport::unparsed(name.clone(), (record.text, record.origin), error, self.glimpse);
        // What has a card of its own on the screen is told in it, in its place among the others.
        if !matches!(self.shower.args.format, ShowFormat::Text | ShowFormat::Card) {
            io.stdout.flush()?;
            render::Text(self.errors).payload(io.stderr, &report, &report.findings)?;
        }
        let Some(mended) = self.shower.mended(record.text) else {
            return self.shower.unread(&report, io.stdout);
        };
        let document = Document::parse(mended.text.as_bytes()).map_err(|error| anyhow::anyhow!(error.message))?;
        // What was cut stands where it stood, of what was decoded only the lines are the same.
        let text = if mended.damage == Damage::Cut { record.text } else { mended.text.as_bytes() };
        let mut places = Places::new(text, record.origin);
        let findings = report.findings.into_iter().map(|placed| placed.finding).collect();
        let found = Found { name: name.clone(), root: document.root(), findings, damage: Some(mended.damage) };
        let shown = self.shower.payload(found, &mut places, Some(&mut *io.stdout))?;
        self.after(name, shown, io)
    }
}

impl Shower<'_> {
    /// What can be read of a text, where a person will see that it is not the text itself.
    fn mended(&self, text: &[u8]) -> Option<Mended> {
        let is_for_programs = matches!(self.args.format, ShowFormat::Raw | ShowFormat::Json | ShowFormat::Ndjson);
        let mended = if is_for_programs { None } else { Mended::of(text) };
        let has_part = |mended: &Mended| {
            let document = Document::parse(mended.text.as_bytes());
            document.is_ok_and(|document| self.args.at.as_ref().is_none_or(|at| at.resolve(document.root()).is_some()))
        };
        mended.filter(has_part)
    }

    /// Tells of a text that nothing can be read of.
    fn unread(&mut self, report: &PayloadReport, out: &mut dyn Write) -> anyhow::Result<()> {
        if self.document.is_some() {
            return self.note("text that is no JSON", report, out);
        }
        if !self.has_card() {
            return Ok(());
        }
        self.payloads += 1;
        let card = Card::of_text();
        let mut text = Vec::new();
        if self.pile.wants_texts() {
            self.card(&card, report, &mut text)?;
        }
        self.pile.add(&card, report, text, out)
    }
}
