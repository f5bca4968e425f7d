//! `hookspect sample`

use crate::Io;
use crate::cli::SampleArgs;
use crate::family::Catalogue;
use crate::near::nearest;
use crate::outcome::Outcome;
use crate::reference::{Sample, samples_of};
use anyhow::{anyhow, bail};

/// Prints a bundled sample as it is, or lists the variants.
///
/// # Errors
///
/// When there is no such event or variant, or the output takes no more.
pub(crate) fn run(args: &SampleArgs, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let catalogue = Catalogue::bundled();
    let selected = catalogue.select_event(&args.event, None)?;
    let samples = selected.event.map_or_else(Vec::new, |event| samples_of(selected.family, event));
    let variants: Vec<&str> = samples.iter().filter_map(|sample| sample.variant).collect();
    let sample: Option<&Sample> = match args.variant.as_deref() {
        Some("") => {
            variants.iter().try_for_each(|variant| writeln!(io.stdout, "{variant}"))?;
            return Ok(Outcome::Clean);
        }
        Some(name) => {
            let found = samples.iter().find(|sample| sample.variant == Some(name));
            Some(found.ok_or_else(|| unknown(&args.event, name, &variants))?)
        }
        None => samples.first(),
    };
    match sample {
        Some(sample) => io.stdout.write_all(sample.text)?,
        None => bail!("there is no sample of {:?}", args.event),
    }
    Ok(Outcome::Clean)
}

fn unknown(event: &str, name: &str, variants: &[&str]) -> anyhow::Error {
    let help = match nearest(name, variants.iter().copied()) {
        Some(near) => format!("did you mean {near:?}?"),
        None => format!("`hookspect sample {event} --variant` lists them"),
    };
    anyhow!("no sample of {event:?} is called {name:?}\n  help: {help}")
}
