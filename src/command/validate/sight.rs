//! What a run lets people see of payloads.

use crate::report::Glimpse;
use std::sync::atomic::{AtomicBool, Ordering};

/// How much of payloads is shown, to all checkers of a run alike.
#[derive(Debug)]
pub(super) struct Sight {
    glimpse: Glimpse,
    /// Whether so much was shown that no more lines are needed.
    is_enough: AtomicBool,
}

impl Sight {
    /// Begins with this much.
    pub(super) fn new(glimpse: Glimpse) -> Self {
        Self { glimpse, is_enough: AtomicBool::new(false) }
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
