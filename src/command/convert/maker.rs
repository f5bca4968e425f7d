//! From a portion of the input to what is written and said of it: each by itself, so that many can be made at a time.

use super::documents::{Payload, Reading};
use super::flat::FlatLines;
use super::form::FormChoice;
use super::product::Product;
use super::route::{Made, Route};
use crate::check;
use crate::command::terms::{Expected, Variants};
use crate::convert::Conversion;
use crate::finding::{self, Finding, Rule, Severity};
use crate::formats::Form;
use crate::input::{Batch, KEPT_SOURCE};
use crate::json::{Document, Draft, Locator, Node, Pointer, Tree};
use crate::render::{self, Format, LossReport, Style};
use crate::report::{Glimpse, PayloadReport, Placed, Verdict};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Makes documents of payloads. All threads share it.
pub(super) struct Maker<'a, 'c> {
    pub(super) route: &'a Route<'c>,
    pub(super) choice: &'a FormChoice,
    pub(super) reading: Reading,
    /// What was said of the payloads of each file.
    pub(super) expected: &'a Variants<'c, Arc<Expected<'c>>>,
    pub(super) telling: Telling,
    /// Whether an event has the only id that was given.
    pub(super) is_id_taken: AtomicBool,
}

/// What is said of payloads, and how.
#[derive(Clone, Copy)]
pub(super) struct Telling {
    pub(super) quiet: bool,
    pub(super) style: Style,
    pub(super) glimpse: Glimpse,
    /// Whether payloads are mapped, so that fields are counted.
    pub(super) is_mapped: bool,
    /// Writes the loss report, if there is one.
    pub(super) loss: Option<LossReport>,
}

/// What a thread keeps from portion to portion.
pub(super) struct Scratch<'a> {
    form: Box<dyn Form + 'a>,
    space: Tree,
}

impl<'a, 'c> Maker<'a, 'c> {
    pub(super) fn scratch(&self) -> Scratch<'a> {
        Scratch { form: self.choice.form(), space: Tree::default() }
    }

    /// Makes documents of the records of a batch.
    pub(super) fn batch(&self, batch: &Batch, scratch: &mut Scratch<'a>) -> anyhow::Result<Product> {
        let mut product = Product::default();
        let Scratch { form, space } = scratch;
        let expected = self.expected.at(batch.terms)?;
        let mut each = |payload: &Payload<'_>| self.payload(payload, &expected, form.as_mut(), &mut product);
        self.reading.as_said(expected.input).records(batch, space, &mut each)?;
        Ok(product)
    }

    /// Makes documents of flat lines.
    pub(super) fn flat(
        &self,
        file: &Arc<str>,
        lines: &FlatLines,
        expected: &Expected<'c>,
        scratch: &mut Scratch<'a>,
        product: &mut Product,
    ) -> anyhow::Result<()> {
        let form = &mut scratch.form;
        self.reading.flat(file, lines, &mut |payload| self.payload(payload, expected, form.as_mut(), product))
    }

    fn payload(
        &self,
        payload: &Payload<'_>,
        expected: &Expected<'c>,
        form: &mut dyn Form,
        product: &mut Product,
    ) -> anyhow::Result<()> {
        product.first.get_or_insert(payload.standing);
        product.totals.payloads += 1;
        let node = match payload.node {
            Ok(node) => node,
            Err(error) => {
                product.totals.broken += 1;
                let text = (payload.text, payload.origin);
                let report = PayloadReport::unparsed(payload.name.clone(), text, error, self.telling.glimpse);
                let problems = report.findings.iter().map(|placed| placed.finding.clone()).collect();
                self.record(payload, &Conversion { problems, ..Conversion::default() }, product)?;
                return self.tell(&report, product);
            }
        };
        let mut locator = Locator::new(payload.text, payload.origin);
        let findings = check::document(node.document(), node, &mut locator);
        if !findings.is_empty() {
            self.findings(payload, self.choice.told(findings), product)?;
        }
        match self.route.follow(node, expected)? {
            Made::Same => write(node, form, product),
            Made::Refused(finding) => {
                let conversion = Conversion { problems: vec![finding.clone()], ..Conversion::default() };
                product.totals.add(&conversion);
                self.record(payload, &conversion, product)?;
                self.findings(payload, vec![finding], product)?;
            }
            Made::Other(mut conversion) => {
                self.take_id(&mut conversion);
                if let Some(json) = &conversion.document
                    && let Ok(document) = Document::parse(json.as_bytes())
                {
                    product.totals.unplaced += self.choice.unplaced(document.root());
                    write(document.root(), form, product);
                }
                product.totals.add(&conversion);
                product.once.add(&conversion);
                self.record(payload, &conversion, product)?;
                self.converted(payload, &conversion, product);
            }
        }
        Ok(())
    }

    /// Refuses what would be a second event with the one id that was given.
    fn take_id(&self, conversion: &mut Conversion) {
        if !self.route.gives_event_id() || conversion.document.is_none() {
            return;
        }
        if self.is_id_taken.swap(true, Ordering::Relaxed) {
            let at = conversion.loss.given_ids.first().cloned().unwrap_or_default();
            let message =
                format!("the id that --set {at} gives is that of the event before: no two events have one id");
            let finding = Finding::error(Rule::MissingRequired, crate::json::Span::default(), at, message);
            conversion.problems.push(finding.with_help("convert the payloads one by one, each with an id of its own"));
            conversion.document = None;
        }
    }

    /// Adds what became of a payload to the loss report.
    fn record(&self, payload: &Payload<'_>, conversion: &Conversion, product: &mut Product) -> anyhow::Result<()> {
        if let Some(report) = &self.telling.loss {
            report.record(&mut product.loss, &payload.name.to_string(), conversion)?;
        }
        Ok(())
    }

    /// Says what became of a payload.
    fn converted(&self, payload: &Payload<'_>, conversion: &Conversion, product: &mut Product) {
        if self.telling.quiet {
            return;
        }
        let name = payload.name.to_string();
        let mut told = render::conversion_problems(&name, conversion, self.telling.style);
        let is_one_of_many = payload.standing.is_line || payload.standing.is_item;
        let has_way = conversion.document.is_some() || !conversion.loss.mapped.is_empty();
        if self.telling.is_mapped && has_way && (!is_one_of_many || self.telling.style.verbose) {
            let loss = render::conversion_loss(&name, conversion, self.telling.loss.is_some());
            if told.is_empty() {
                product.notes += &loss;
            } else {
                told += &loss;
            }
        }
        if !told.is_empty() {
            product.problems.push(told);
        }
    }

    fn findings(&self, payload: &Payload<'_>, mut findings: Vec<Finding>, product: &mut Product) -> anyhow::Result<()> {
        finding::sort(&mut findings);
        let mut locator = Locator::new(payload.text, payload.origin);
        let place = |finding: Finding| Placed {
            start: locator.position(finding.span.start as usize),
            end: locator.end(finding.span.end as usize),
            excerpt: None,
            finding,
        };
        let is_error = |finding: &Finding| finding.severity == Severity::Error;
        let report = PayloadReport {
            name: payload.name.clone(),
            identity: Arc::default(),
            verdict: if findings.iter().any(is_error) { Verdict::Invalid } else { Verdict::Valid },
            findings: findings.into_iter().map(place).collect(),
            message: None,
        };
        self.tell(&report, product)
    }

    fn tell(&self, report: &PayloadReport, product: &mut Product) -> anyhow::Result<()> {
        if !self.telling.quiet {
            let mut text = Vec::new();
            let style = Style { verbose: false, ..self.telling.style };
            render::Text(style).payload(&mut text, report, &report.findings)?;
            product.problems.push(String::from_utf8_lossy(&text).into_owned());
        }
        Ok(())
    }
}

fn write(node: Node<'_>, form: &mut dyn Form, product: &mut Product) {
    if node.aside().is_some() {
        // A form that copies text would copy what is no part of the payload.
        let mut draft = Draft::of(node);
        draft.remove(&Pointer::default().join(KEPT_SOURCE));
        if let Ok(document) = Document::parse(draft.to_json().as_bytes()) {
            write(document.root(), form, product);
        }
        return;
    }
    form.document(node, &mut product.written);
    product.tally(&form.take_tally());
}
