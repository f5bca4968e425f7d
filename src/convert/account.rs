//! Where every leaf of the source went, and why one did not come along.

use super::complete::LeftOut;
use super::loss::{Assumed, Changed, Dropped, Loss, Reason};
use super::trace::{Kind, Origin, Trace};
use super::{Source, kept_at};
use crate::check::Meanings;
use crate::family::Catalogue;
use crate::json::{Document, Node, Pointer, Span};

/// What the report needs besides the source: what was to be written, and what was.
pub(super) struct Account<'a> {
    pub(super) traces: &'a [Trace],
    /// The document that was written.
    pub(super) written: &'a str,
    /// What had a place and was left out.
    pub(super) left_out: &'a [LeftOut],
    /// Whether the document keeps its source.
    pub(super) is_kept: bool,
    pub(super) catalogue: &'a Catalogue,
}

/// A place of the source that was to be written and is not.
struct Fallen {
    span: Span,
    reason: Reason,
    /// Whether it is a part of something that was taken over as a whole.
    is_part: bool,
}

/// What is known of the source's places while they are gone through.
#[derive(Default)]
struct Fates {
    taken: Vec<Span>,
    fallen: Vec<Fallen>,
    left: Vec<Dropped>,
}

impl Account<'_> {
    /// Tells where each leaf of the source went.
    pub(super) fn close(&self, source: &Source<'_, '_, '_>, loss: &mut Loss) -> anyhow::Result<()> {
        let Ok(written) = Document::parse(self.written.as_bytes()) else { return Ok(()) };
        let meanings = Meanings::new(source.event, &self.catalogue.library);
        let mut fates = Fates::default();
        for trace in self.traces {
            let stands = trace.to.resolve(written.root());
            let arrived = |stands: &Node<'_>| trace.kind == Kind::Copied || is_same(*stands, &trace.json);
            if let Some(stands) = stands.filter(arrived) {
                self.arrived(trace, stands, source, &meanings, &mut fates, loss)?;
            } else {
                let reason = self.why(&trace.to, stands.is_some());
                let fallen = |origin: &Origin| Fallen { span: origin.span, reason: reason.clone(), is_part: false };
                fates.fallen.extend(trace.sources.iter().map(fallen));
            }
        }
        fates.walk(source.event.root);
        if self.is_kept {
            loss.kept.extend(fates.left.into_iter().map(|left| left.pointer));
        } else {
            loss.dropped.append(&mut fates.left);
        }
        if source.event.root.aside().is_some() {
            let told = Dropped { pointer: kept_at(), reason: Reason::NoCounterpart };
            if self.is_kept { loss.kept.push(told.pointer) } else { loss.dropped.push(told) }
        }
        Ok(())
    }

    fn arrived(
        &self,
        trace: &Trace,
        stands: Node<'_>,
        source: &Source<'_, '_, '_>,
        meanings: &Meanings<'_>,
        fates: &mut Fates,
        loss: &mut Loss,
    ) -> anyhow::Result<()> {
        let mut is_personal = false;
        for origin in &trace.sources {
            is_personal |= meanings.of(&origin.at)?.is_masked();
            loss.mapped.push((origin.at.clone(), trace.to.clone()));
            match trace.kind {
                Kind::Copied => {
                    if let Some(node) = origin.at.resolve(source.event.root) {
                        self.compare(node, Some(stands), &trace.to, fates);
                    }
                }
                Kind::Made if !is_same(stands, &origin.raw) => loss.changed.push(Changed {
                    pointer: origin.at.clone(),
                    from: origin.raw.clone(),
                    to: trace.json.clone(),
                    is_personal,
                }),
                Kind::Made | Kind::Named => {}
            }
            fates.taken.push(origin.span);
        }
        if let Some(reason) = &trace.assumed {
            let (pointer, value, reason) = (trace.to.clone(), trace.json.clone(), reason.clone());
            loss.assumed.push(Assumed { pointer, value, reason, is_personal });
        }
        Ok(())
    }

    /// Finds the parts of a value taken over that are not what they were.
    fn compare(&self, node: Node<'_>, stands: Option<Node<'_>>, at: &Pointer, fates: &mut Fates) {
        match stands {
            Some(stands) if stands.same_value(node) => {}
            Some(stands) if stands.kind() == node.kind() && !node.is_empty() && parts(node).next().is_some() => {
                for (step, part) in parts(node) {
                    let at = at.join(step.as_str());
                    self.compare(part, child(stands, &step), &at, fates);
                }
            }
            _ => {
                let reason = self.why(at, stands.is_some());
                fates.fallen.push(Fallen { span: node.span(), reason, is_part: true });
            }
        }
    }

    /// Why what was to be written in a place of the target is not there.
    fn why(&self, to: &Pointer, is_filled: bool) -> Reason {
        let mut needs: Vec<Pointer> = Vec::new();
        for left_out in self.left_out.iter().filter(|left_out| to.below(&left_out.at).is_some()) {
            if left_out.unfit.as_ref().is_some_and(|unfit| to.below(unfit).is_some()) {
                return Reason::Unfit;
            }
            needs.extend(left_out.unfit.iter().chain(&left_out.needs).cloned());
        }
        needs.sort_by_cached_key(ToString::to_string);
        needs.dedup();
        match (needs.is_empty(), is_filled) {
            (false, _) => Reason::Incomplete(needs),
            (true, true) => Reason::Replaced,
            (true, false) => Reason::NoCounterpart,
        }
    }
}

impl Fates {
    fn walk(&mut self, root: Node<'_>) {
        let taken = std::mem::take(&mut self.taken);
        // A value that has two places may have lost one of them.
        self.fallen.retain(|fallen| fallen.is_part || !taken.contains(&fallen.span));
        for (step, part) in parts(root) {
            self.left_over(part, &Pointer::default().join(step), &taken);
        }
    }

    /// Adds the places of a value of which nothing was taken, the outermost ones.
    fn left_over(&mut self, node: Node<'_>, at: &Pointer, taken: &[Span]) {
        let span = node.span();
        if let Some(fallen) = self.fallen.iter().find(|fallen| fallen.span == span) {
            let reason = fallen.reason.clone();
            return self.left.push(Dropped { pointer: at.clone(), reason });
        }
        let is_taken = taken.iter().any(|taken| holds(*taken, span));
        let has_fallen = self.fallen.iter().any(|fallen| holds(span, fallen.span));
        if is_taken && !has_fallen {
            return;
        }
        if !has_fallen && !taken.iter().any(|taken| holds(span, *taken)) {
            return self.left.push(Dropped { pointer: at.clone(), reason: Reason::NoCounterpart });
        }
        for (step, part) in parts(node) {
            self.left_over(part, &at.join(step), taken);
        }
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether a value is the same as one in JSON.
fn is_same(node: Node<'_>, json: &str) -> bool {
    node.raw() == json || Document::parse(json.as_bytes()).is_ok_and(|document| document.root().same_value(node))
}

fn child<'d>(node: Node<'d>, step: &str) -> Option<Node<'d>> {
    node.get(step).or_else(|| node.item(step.parse().ok()?))
}

/// The parts of a container, each with the step to it.
fn parts(node: Node<'_>) -> impl Iterator<Item = (String, Node<'_>)> {
    let members = node.members().map(|(key, value)| (key.name().into_owned(), value));
    members.chain(node.elements().enumerate().map(|(index, item)| (index.to_string(), item)))
}
