//! The checkers of a run: one for files that no override speaks of, and one for each set of overrides that meet in a file.

use super::checker::Checker;
use super::sight::Sight;
use super::terms::Terms;
use crate::cli::InputKind;
use crate::command::inputs::layout;
use crate::config::{Instructions, Table};
use crate::context::Context;
use crate::family::Catalogue;
use crate::input::{Source, Treatment};
use crate::report::Glimpse;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The checkers of a run, each made once, when it is needed.
pub(super) struct Checkers<'c> {
    instructions: &'c Instructions,
    catalogue: &'c Catalogue,
    context: &'c Context,
    sight: Arc<Sight>,
    known: Mutex<Vec<Variant<'c>>>,
}

/// What holds for the files of certain overrides.
struct Variant<'c> {
    /// Their numbers, in the order of the file.
    overrides: Vec<usize>,
    input: Option<InputKind>,
    checker: Option<Arc<Checker<'c>>>,
}

impl<'c> Checkers<'c> {
    /// Begins with the checker of files that no override speaks of.
    ///
    /// # Errors
    ///
    /// When it cannot be made: its schema cannot be used.
    pub(super) fn new(
        instructions: &'c Instructions,
        catalogue: &'c Catalogue,
        context: &'c Context,
        glimpse: Glimpse,
    ) -> anyhow::Result<Self> {
        let sight = Arc::new(Sight::new(glimpse));
        let checkers = Self { instructions, catalogue, context, sight, known: Mutex::default() };
        checkers.number_of(Vec::new());
        checkers.at(0)?;
        Ok(checkers)
    }

    /// Findings are told without the lines that they stand on from now on: nobody will see them.
    pub(super) fn show_no_more(&self) {
        self.sight.show_no_more();
    }

    /// How a source is treated: its batches will carry the number of its checker.
    pub(super) fn treatment(&self, source: &Source) -> Treatment {
        let directory = self.context.working_directory.as_deref();
        let overrides = source.location().map(|path| self.instructions.config.overrides_of(path, directory));
        let (terms, input) = self.number_of(overrides.unwrap_or_default());
        Treatment { layout: layout(input, source), terms }
    }

    /// The checker with a number.
    ///
    /// # Errors
    ///
    /// When the schemas of several overrides do not go together.
    pub(super) fn at(&self, number: usize) -> anyhow::Result<Arc<Checker<'c>>> {
        let mut known = self.known();
        let Variant { overrides, checker, .. } = &mut known[number];
        if let Some(checker) = checker {
            return Ok(Arc::clone(checker));
        }
        let terms = Terms::new(self.instructions.of_files(Some(Table::Validate), overrides));
        let made = Arc::new(Checker::new(&terms, self.catalogue, Arc::clone(&self.sight))?);
        *checker = Some(Arc::clone(&made));
        Ok(made)
    }

    /// The number of the checker for the files of certain overrides, and how such files hold payloads.
    fn number_of(&self, overrides: Vec<usize>) -> (usize, Option<InputKind>) {
        let mut known = self.known();
        if let Some(number) = known.iter().position(|variant| variant.overrides == overrides) {
            return (number, known[number].input);
        }
        let input = Terms::new(self.instructions.of_files(Some(Table::Validate), &overrides)).input();
        known.push(Variant { overrides, input, checker: None });
        (known.len() - 1, input)
    }

    fn known(&self) -> MutexGuard<'_, Vec<Variant<'c>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
