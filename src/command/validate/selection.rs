//! Which rules a run looks at.

use crate::finding::Rule;
use anyhow::bail;

/// The rules that were chosen. What is not chosen does not exist: it is not printed, not counted, and has no exit code.
#[derive(Debug)]
pub(super) struct Selection {
    ignored: Vec<Rule>,
    only: Vec<Rule>,
}

impl Selection {
    pub(super) fn new(ignored: &[Rule], only: &[Rule]) -> anyhow::Result<Self> {
        if ignored.contains(&Rule::Syntax) {
            bail!("`{}` cannot be ignored: nothing can be said of text that is no JSON", Rule::Syntax);
        }
        Ok(Self { ignored: ignored.to_vec(), only: only.to_vec() })
    }

    pub(super) fn holds(&self, rule: Rule) -> bool {
        rule == Rule::Syntax || !self.ignored.contains(&rule) && (self.only.is_empty() || self.only.contains(&rule))
    }
}
