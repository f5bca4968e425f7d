//! The samples that the program carries.

use crate::family::{EventKind, Family};

/// The valid samples by their path below `samples/`.
static SAMPLES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// A payload of an event as its vendor sends it.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// What is special about it; nothing for the plain one.
    pub variant: Option<&'static str>,
    /// Its bytes.
    pub text: &'static [u8],
}

/// The samples of an event: the plain one first, or else the one with the shortest name.
pub fn of(family: &Family, event: &EventKind) -> Vec<Sample> {
    let of_event = |(path, text): &(&'static str, &'static str)| {
        let name = path.strip_prefix(family.id.as_str())?.strip_prefix("/valid/")?.strip_suffix(".json")?;
        let (name, variant) = name.split_once('~').map_or((name, None), |(name, variant)| (name, Some(variant)));
        (name == event.name).then_some(Sample { variant, text: text.as_bytes() })
    };
    let mut samples: Vec<Sample> = SAMPLES.iter().filter_map(of_event).collect();
    samples.sort_by_key(|sample| sample.variant);
    let plainest = (0..samples.len()).min_by_key(|index| samples[*index].variant.map_or(0, str::len));
    if let Some(index) = plainest {
        samples[..=index].rotate_right(1);
    }
    samples
}
