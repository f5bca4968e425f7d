//! The files that reports are written to: none may take the place of what the run reads.

use crate::cli::ReportFile;
use crate::input::{Input, Inputs};
use anyhow::bail;
use std::fs;
use std::path::{Path, PathBuf};

/// Refuses a report in the place of an input that folders, globs or stdin lead to. The inputs are found once more for this, and
/// only where a file would be replaced: a run that ends early has not met them all.
pub(super) fn spare(reports: &[ReportFile], inputs: Inputs<'_>) -> anyhow::Result<()> {
    let replaced = |report: &ReportFile| {
        let real = fs::canonicalize(&report.file).ok().filter(|real| real.is_file())?;
        Some((report.file.clone(), real))
    };
    let replaced: Vec<(PathBuf, PathBuf)> = reports.iter().filter_map(replaced).collect();
    if replaced.is_empty() {
        return Ok(());
    }
    for input in inputs {
        if let Input::Source(source) = input
            && let Some((file, _)) = replaced.iter().find(|(_, real)| source.is_at(real))
        {
            return refuse(file);
        }
    }
    Ok(())
}

/// Says that a report would take the place of another file.
pub(super) fn refuse(file: &Path) -> anyhow::Result<()> {
    bail!("--report would overwrite an input or another report: \"{}\"", file.display())
}
