//! What an event says in the neutral model, for those who compare and do not write.

use super::{Conversion, Converter, Gaps, Options, Settings, no_mapping};
use crate::family::Event;
use crate::finding::{Finding, Rule};
use crate::json::Pointer;

/// What an event says in the neutral model.
#[derive(Debug)]
pub struct Statement {
    /// The model's document.
    pub document: String,
    /// Places of the payload, each with its place in the model.
    pub places: Vec<(Pointer, Pointer)>,
    /// Places of the payload that have none in the model. A container is told once, for all that is in it.
    pub unplaced: Vec<Pointer>,
}

impl<'c> Converter<'c> {
    /// What an event says in the model, by a converter whose target is the model. Values that the model would not take stay what
    /// they are: they are still what the payload says.
    ///
    /// # Errors
    ///
    /// When a schema file is missing or no schema. The inner error is the finding that tells why the payload has no one
    /// meaning.
    pub fn state(&self, event: &Event<'c, '_>) -> anyhow::Result<Result<Statement, Box<Finding>>> {
        let mut conversion = self.convert(event)?;
        let is_refusal = |finding: &Finding| matches!(finding.rule, Rule::AmbiguousEvent | Rule::NoCounterpart);
        if let Some(refusal) = conversion.problems.iter().position(is_refusal) {
            return Ok(Err(Box::new(conversion.problems.swap_remove(refusal))));
        }
        if conversion.document.is_none() {
            let options = Options { gaps: Gaps::Written, ..self.options };
            conversion = self.towards(self.target, Settings::default(), options).convert(event)?;
        }
        let Conversion { document: Some(document), loss, .. } = conversion else {
            return Ok(Err(Box::new(no_mapping(event.family, event.root))));
        };
        let unplaced = loss.dropped.into_iter().map(|dropped| dropped.pointer).collect();
        Ok(Ok(Statement { document, places: loss.mapped, unplaced }))
    }
}
