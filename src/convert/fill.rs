//! An event in the form of another family: what the source says is written, completed and checked.

use super::account::Account;
use super::blueprint::Blueprint;
use super::complete::{self, Completed};
use super::loss::Loss;
use super::trace::Trace;
use super::{Conversion, Converter, Gaps, Source, field, kept};
use crate::check;
use crate::family::{Event, Way};
use crate::finding::{Finding, Rule, Severity};
use crate::json::{Document, Draft, Pointer};

/// A document in the making that lacks nothing which could be filled in.
pub(super) struct Filled {
    pub(super) draft: Draft,
    pub(super) json: String,
    pub(super) completed: Completed,
    traces: Vec<Trace>,
    problems: Vec<Finding>,
}

impl<'c> Converter<'c> {
    /// Writes what the source says into the target's form, and completes and checks it.
    pub(super) fn fill(&self, source: &Source<'_, 'c, '_>, blueprint: &Blueprint<'c>) -> anyhow::Result<Conversion> {
        let gaps = self.options.gaps;
        let Filled { mut draft, json, completed, traces, mut problems } = self.filled(source, blueprint, gaps);
        let Completed { missing, assumed, left_out } = completed;
        let mut loss = Loss { missing, assumed, given_ids: self.given_ids(blueprint), ..Loss::default() };
        let mut notes = Vec::new();
        if gaps != Gaps::Open {
            let document = Document::parse(json.as_bytes());
            let findings = document.map(|document| self.findings(&blueprint.event_of(document.root())));
            let findings = findings.unwrap_or_else(|_| Ok(Vec::new()))?;
            (problems, notes) = self.sorted_out(problems, findings, &loss, Some(blueprint));
        }
        if !self.options.leaves_unreported {
            let account = Account {
                traces: &traces,
                written: &json,
                left_out: &left_out,
                is_kept: self.options.keep_source,
                catalogue: self.catalogue,
            };
            account.close(source, &mut loss)?;
        }
        let fits = problems.is_empty() && loss.missing.is_empty();
        let document = (fits || gaps != Gaps::Asked)
            .then(|| if self.options.keep_source { kept::keep(&mut draft, source.event.root) } else { json });
        let unread = if gaps == Gaps::Open { source.unread() } else { 0 };
        Ok(Conversion { document, loss, problems, notes, unread })
    }

    /// Writes what the source says and what was given, and completes it.
    pub(super) fn filled(&self, source: &Source<'_, 'c, '_>, blueprint: &Blueprint<'c>, gaps: Gaps) -> Filled {
        let mut traces = Vec::new();
        let mut draft = self.first_draft(source, blueprint, &mut traces);
        let problems = self.settings.apply(&mut draft, |at| blueprint.field(at));
        let completed = if gaps == Gaps::Open {
            blueprint.fill_constants(&mut draft);
            Completed::default()
        } else {
            let terms = complete::Terms {
                blueprint,
                settings: &self.settings,
                ids: &blueprint.places_of(&self.lore.own),
                keeps_parts: gaps == Gaps::Written,
            };
            complete::complete(&mut draft, &terms)
        };
        draft.sort(&|at| blueprint.rank(at));
        let json = draft.to_json();
        Filled { draft, json, completed, traces, problems }
    }

    /// What the source says in the places of the target.
    fn first_draft(&self, source: &Source<'_, 'c, '_>, blueprint: &Blueprint<'c>, traces: &mut Vec<Trace>) -> Draft {
        let mut draft = Draft::object();
        let event = source.event;
        let is_same = event.family.id == blueprint.family.id;
        let has_body = is_same && event.candidates.iter().any(|kind| kind.schema == blueprint.event.schema);
        if has_body && let Some(body) = event.body.resolve(event.root) {
            draft.set(blueprint.body_at(), kept::without(body));
            traces.push(Trace::copied(event.body.clone(), body, blueprint.body_at().clone()));
        }
        let carries_own = blueprint.carries_own(event);
        let name = blueprint.name_at().map(|at| {
            let name = crate::json::escape(&blueprint.event.name);
            Trace::renamed(event, at.clone(), name)
        });
        let fields = blueprint.mapping().fields.iter().filter(|mapped| !has_body || mapped.field.from_root);
        let fields = fields.filter(|mapped| mapped.only != Some(Way::Read));
        let fields = fields.filter(|mapped| carries_own || !self.lore.own.contains(&mapped.neutral));
        let fields = fields.filter_map(|mapped| {
            let at = blueprint.place(&mapped.field)?;
            field::write(mapped, source, at, blueprint)
        });
        for trace in name.into_iter().chain(fields) {
            draft.set(&trace.to, Draft::from(trace.json.as_str()));
            traces.push(trace);
        }
        draft
    }

    /// The ids of the target that were given.
    fn given_ids(&self, blueprint: &Blueprint<'c>) -> Vec<Pointer> {
        if self.settings.is_empty() {
            return Vec::new();
        }
        let mut ids = blueprint.places_of(&self.lore.ids);
        ids.retain(|at| self.settings.sets(&at.to_string()));
        ids
    }

    /// What the schemas find in a document that was made.
    pub(super) fn findings(&self, event: &Event<'_, '_>) -> anyhow::Result<Vec<Finding>> {
        check::event(event, &self.catalogue.library, check::Policy::default())
    }

    /// Adds the errors to the problems, those of values that are known to be missing apart; what is advised of values that
    /// were given comes back beside them.
    pub(super) fn sorted_out(
        &self,
        mut problems: Vec<Finding>,
        findings: Vec<Finding>,
        loss: &Loss,
        blueprint: Option<&Blueprint<'_>>,
    ) -> (Vec<Finding>, Vec<Finding>) {
        // What lacks something may be missing itself, as it was not begun.
        let is_told = |finding: &Finding| {
            let is_around =
                |missing: &Pointer| finding.rule == Rule::Required && missing.below(&finding.pointer).is_some();
            loss.missing.iter().any(|missing| missing.pointer == finding.pointer || is_around(&missing.pointer))
        };
        let (errors, advice): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.severity == Severity::Error);
        problems.extend(errors.into_iter().filter(|finding| !is_told(finding)));
        let given = advice.into_iter().filter(|finding| self.settings.touch(&finding.pointer));
        // A name that is taken is no way out elsewhere; here the value may have been meant for it.
        let notes = given.map(|finding| match blueprint.and_then(|blueprint| blueprint.near(&finding.pointer)) {
            Some(near) if finding.rule == Rule::UnknownField => finding.with_help(format!("did you mean {near:?}?")),
            _ => finding,
        });
        let notes = notes.collect();
        (problems, notes)
    }
}
