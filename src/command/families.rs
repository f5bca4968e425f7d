//! Families of the user's own, loaded before the run and checked like any other input.

use crate::Io;
use crate::check::{self, FileFindings};
use crate::family::{Catalogue, Folder, MANIFEST, NEUTRAL_ID};
use crate::render::{self, Format, Style};
use crate::report::PayloadReport;
use anyhow::bail;
use std::path::PathBuf;

/// Adds the families in the folders of `--families` to the catalogue. Their faults are reported at their places in their
/// files; says whether there were none.
pub(super) fn load(
    catalogue: &mut Catalogue,
    roots: &[PathBuf],
    verbose: bool,
    io: &mut Io<'_>,
    mut report: impl FnMut(&PayloadReport, &mut Io<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let mut is_sound = true;
    for root in roots {
        for folder in Folder::read_all(root)? {
            if folder.id == NEUTRAL_ID {
                bail!(
                    "{}: a family cannot be called \"{NEUTRAL_ID}\", as the neutral model is\n  help: rename the folder",
                    folder.path_of(MANIFEST)
                );
            }
            for found in check::of_folder(&folder, &catalogue.library)? {
                report(&faulty(&folder, &found), io)?;
                is_sound = false;
            }
            if !is_sound {
                continue;
            }
            let id = folder.id.clone();
            if catalogue.add(folder)? && verbose {
                writeln!(io.stderr, "hookspect: the family {id} in {} replaces the bundled one", root.display())?;
            }
        }
    }
    Ok(is_sound)
}

/// The bundled families and those in folders of the user's, for commands that only look things up.
///
/// # Errors
///
/// When a family has faults, which are told before.
pub(super) fn catalogue(
    roots: &[PathBuf],
    verbose: bool,
    style: Style,
    io: &mut Io<'_>,
) -> anyhow::Result<&'static Catalogue> {
    let catalogue = bundled();
    let mut findings = render::Text(style);
    let report = |report: &PayloadReport, io: &mut Io<'_>| Ok(findings.payload(io.stdout, report, &report.findings)?);
    if load(catalogue, roots, verbose, io, report)? {
        return Ok(catalogue);
    }
    io.stdout.flush()?;
    bail!("a family has faults")
}

/// The bundled families. They are needed to the end of the run, and not taken down there: they are made of many small parts.
pub(super) fn bundled() -> &'static mut Catalogue {
    Box::leak(Box::new(Catalogue::bundled()))
}

fn faulty(folder: &Folder, found: &FileFindings) -> PayloadReport {
    let text = folder.file(&found.file).unwrap_or_default();
    PayloadReport::of_own_file(&folder.path_of(&found.file), text, &found.findings)
}
