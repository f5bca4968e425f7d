//! Families of the user's own, loaded before the run and checked like any other input.

use crate::Io;
use crate::check::{self, FileFindings};
use crate::cli::{Cli, ValidateArgs};
use crate::family::{Catalogue, Folder};
use crate::json::Origin;
use crate::report::{Excerpt, Identity, PayloadReport, Placed, Verdict, Visibility};

/// Adds the families in the folders of `--families` to the catalogue. Their faults are reported at their places in their
/// files; says whether there were none.
pub(super) fn load(
    catalogue: &mut Catalogue,
    cli: &Cli,
    args: &ValidateArgs,
    io: &mut Io<'_>,
    mut report: impl FnMut(&PayloadReport, &mut Io<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let mut is_sound = true;
    for root in &args.families {
        for folder in Folder::read_all(root)? {
            for found in check::of_folder(&folder, &catalogue.library)? {
                report(&faulty(&folder, &found), io)?;
                is_sound = false;
            }
            if !is_sound {
                continue;
            }
            let id = folder.id.clone();
            if catalogue.add(folder)? && cli.verbose {
                writeln!(io.stderr, "hookspect: the family {id} in {} replaces the bundled one", root.display())?;
            }
        }
    }
    Ok(is_sound)
}

fn faulty(folder: &Folder, found: &FileFindings) -> PayloadReport {
    let file = folder.path_of(&found.file);
    let text = folder.file(&found.file).unwrap_or_default();
    let place = |finding: &crate::finding::Finding| Placed {
        start: Origin::default().position(text, finding.span.start as usize),
        end: Origin::default().position(text, finding.span.end as usize),
        excerpt: Excerpt::cut(text, finding.span, Visibility::Except(&[]), usize::MAX),
        finding: finding.clone(),
    };
    PayloadReport {
        name: file.clone(),
        file,
        identity: Identity::default(),
        verdict: Verdict::Invalid,
        findings: found.findings.iter().map(place).collect(),
        message: None,
    }
}
