//! What a run lets people see of payloads.

use crate::report::Glimpse;
use std::sync::atomic::{AtomicBool, Ordering};

/// How much of payloads is shown, to all checkers of a run alike.
#[derive(Debug)]
pub(super) struct Sight {
    glimpse: Glimpse,
    /// Whether what is found is told at all, and not only counted.
    is_told: bool,
    /// Whether so much was shown that no more lines are needed.
    is_enough: AtomicBool,
}

impl Sight {
    /// Begins with this much, for outputs that tell what is found or for none.
    pub(super) fn new(glimpse: Glimpse, is_told: bool) -> Self {
        let columns = glimpse.columns.filter(|_| is_told);
        Self { glimpse: Glimpse { columns, ..glimpse }, is_told, is_enough: AtomicBool::new(false) }
    }

    /// Whether what is found is told at all, and not only counted.
    pub(super) fn is_told(&self) -> bool {
        self.is_told
    }

    /// Findings are told without the lines that they stand on from now on: nobody will see them.
    pub(super) fn show_no_more(&self) {
        self.is_enough.store(true, Ordering::Relaxed);
    }

    /// How much is shown now.
    pub(super) fn glimpse(&self) -> Glimpse {
        let columns = self.glimpse.columns.filter(|_| !self.is_enough.load(Ordering::Relaxed));
        Glimpse { columns, ..self.glimpse }
    }
}
