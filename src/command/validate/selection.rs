//! Which rules a run looks at.

use crate::config::{Key, Layers};
use crate::finding::Rule;
use anyhow::bail;

/// The rules that were chosen. What is not chosen does not exist: it is not printed, not counted, and has no exit code.
#[derive(Debug, Clone)]
pub(super) struct Selection {
    ignored: Vec<Rule>,
    only: Vec<Rule>,
}

impl Selection {
    pub(super) fn new(layers: &Layers<'_>) -> anyhow::Result<Self> {
        let rules = |key| layers.texts(key).filter_map(Rule::with_id).collect::<Vec<_>>();
        let ignored = rules(Key::Ignore);
        if let Some(reason) = ignored.iter().find_map(|rule| rule.why_not_ignored()) {
            bail!("{reason}");
        }
        Ok(Self { ignored, only: rules(Key::Only) })
    }

    pub(super) fn holds(&self, rule: Rule) -> bool {
        rule == Rule::Syntax || !self.ignored.contains(&rule) && (self.only.is_empty() || self.only.contains(&rule))
    }
}
