//! One thing for each set of terms: for files that no override speaks of, and for each set of overrides that meet in a file.

use super::Terms;
use crate::command::inputs::layout;
use crate::config::{Instructions, Table};
use crate::context::Context;
use crate::input::{Source, Treatment};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Makes something from terms.
type Make<'c, T> = Box<dyn Fn(&Terms<'c>) -> anyhow::Result<T> + Send + Sync + 'c>;

/// What is made from terms, each made once, when a file needs it.
pub(in crate::command) struct Variants<'c, T> {
    instructions: &'c Instructions,
    table: Option<Table>,
    context: &'c Context,
    make: Make<'c, T>,
    known: Mutex<Vec<Variant<T>>>,
}

/// What holds for the files of certain overrides.
struct Variant<T> {
    /// Their numbers, in the order of the file.
    overrides: Vec<usize>,
    made: Option<T>,
}

impl<'c, T: Clone> Variants<'c, T> {
    /// Begins with the variant of files that no override speaks of.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub(in crate::command) fn new(
        instructions: &'c Instructions,
        table: Option<Table>,
        context: &'c Context,
        make: impl Fn(&Terms<'c>) -> anyhow::Result<T> + Send + Sync + 'c,
    ) -> anyhow::Result<Self> {
        let usual = Variant { overrides: Vec::new(), made: None };
        let variants = Self { instructions, table, context, make: Box::new(make), known: Mutex::new(vec![usual]) };
        variants.at(0)?;
        Ok(variants)
    }

    /// How a source is treated: its batches will carry the number of its variant.
    pub(in crate::command) fn treatment(&self, source: &Source) -> Treatment {
        let overrides = overrides_of(source, self.instructions, self.context);
        let layout = layout(self.terms(&overrides).input(), source);
        let mut known = self.known();
        let number = known.iter().position(|variant| variant.overrides == overrides).unwrap_or_else(|| {
            known.push(Variant { overrides, made: None });
            known.len() - 1
        });
        Treatment { layout, terms: number }
    }

    /// What was made for the files with a number.
    ///
    /// # Errors
    ///
    /// When it cannot be made, as with schemas of several overrides that do not go together.
    pub(in crate::command) fn at(&self, number: usize) -> anyhow::Result<T> {
        let mut known = self.known();
        let Variant { overrides, made } = &mut known[number];
        if let Some(made) = made {
            return Ok(made.clone());
        }
        let new = (self.make)(&self.terms(overrides))?;
        *made = Some(new.clone());
        Ok(new)
    }

    fn terms(&self, overrides: &[usize]) -> Terms<'c> {
        Terms::new(self.instructions.of_files(self.table, overrides))
    }

    fn known(&self) -> MutexGuard<'_, Vec<Variant<T>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The numbers of the overrides that speak of a source.
pub(in crate::command) fn overrides_of(source: &Source, instructions: &Instructions, context: &Context) -> Vec<usize> {
    let directory = context.working_directory.as_deref();
    let overrides = source.location().map(|path| instructions.config.overrides_of(path, directory));
    overrides.unwrap_or_default()
}
