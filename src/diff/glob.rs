//! Globs on JSON Pointers.

use std::fmt;

/// A glob on JSON Pointers. `*` stands for any part of one step, `**` for any number of steps; what it names counts with all
/// that is below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob {
    pub(super) steps: Vec<Step>,
}

/// A step of a glob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Any number of steps, also none.
    Any,
    /// One step: the texts between its stars.
    One(Vec<String>),
}

/// A text that is no glob on pointers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlobError(String);

impl fmt::Display for GlobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for GlobError {}

impl std::str::FromStr for Glob {
    type Err = GlobError;

    fn from_str(text: &str) -> Result<Self, GlobError> {
        let steps = match text.strip_prefix('/') {
            Some(steps) => steps,
            None if text == "**" || text.starts_with("**/") => text,
            None if text.is_empty() => return Ok(Self { steps: Vec::new() }),
            None => {
                let meant = format!("/{text}");
                return Err(GlobError(format!(
                    "it begins with / or **, as in {meant:?} for this place or \"**{meant}\" for any depth"
                )));
            }
        };
        steps.split('/').map(Step::read).collect::<Result<_, _>>().map(|steps| Self { steps })
    }
}

impl Glob {
    /// Whether it is empty, and so names a value itself and all of it.
    pub fn names_root(&self) -> bool {
        self.steps.is_empty()
    }
}

impl Step {
    fn read(text: &str) -> Result<Self, GlobError> {
        if text == "**" {
            return Ok(Self::Any);
        }
        let part = |part: &str| crate::json::Pointer::parse(&format!("/{part}")).ok();
        let parts = text.split('*').map(|text| Some(part(text)?.tokens().first()?.as_str().to_owned()));
        let parts: Option<Vec<String>> = parts.collect();
        parts.map(Self::One).ok_or_else(|| GlobError("in its steps ~ is written ~0 and / is written ~1".to_owned()))
    }

    /// Whether a step of a pointer is one of those that are meant.
    pub(super) fn fits(&self, token: &str) -> bool {
        let Self::One(parts) = self else { return true };
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
        if parts.len() == 1 {
            return token == first;
        }
        let Some(mut rest) = token.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str()))
        else {
            return false;
        };
        parts[1..parts.len() - 1].iter().all(|part| match rest.find(part.as_str()) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        })
    }
}

/// The items of `--array-key`: a glob on arrays, and the names that tell their items apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrayKey {
    pub(super) glob: Glob,
    pub(super) names: Vec<String>,
}

impl std::str::FromStr for ArrayKey {
    type Err = GlobError;

    fn from_str(text: &str) -> Result<Self, GlobError> {
        let (glob, names) = text
            .rsplit_once('=')
            .filter(|(_, names)| names.split(',').all(|name| !name.is_empty()))
            .ok_or_else(|| GlobError("it is a glob, an equals sign and names, as in \"/items=id\"".to_owned()))?;
        Ok(Self { glob: glob.parse()?, names: names.split(',').map(str::to_owned).collect() })
    }
}

impl Glob {
    /// Whether a pointer is exactly one of the places that are named.
    pub fn names<'t>(&self, tokens: impl Iterator<Item = &'t str>) -> bool {
        let mut at: Vec<usize> = self.reach(0).collect();
        for token in tokens {
            let mut next: Vec<usize> = Vec::new();
            for step in at {
                match self.steps.get(step) {
                    Some(Step::Any) => next.extend(self.reach(step)),
                    Some(one) if one.fits(token) => next.extend(self.reach(step + 1)),
                    _ => {}
                }
            }
            next.sort_unstable();
            next.dedup();
            at = next;
        }
        at.contains(&self.steps.len())
    }

    /// The steps that may come next at a step: where it stands for none, also the one after it.
    fn reach(&self, step: usize) -> impl Iterator<Item = usize> {
        let skipped = self.steps[step.min(self.steps.len())..].iter().take_while(|step| **step == Step::Any).count();
        step..=step + skipped
    }
}

#[cfg(test)]
mod tests {
    use super::{ArrayKey, Glob};

    #[test]
    fn globs_of_arrays_name_the_array_itself() {
        let key: ArrayKey = "**/items=sku,lot".parse().unwrap();
        assert_eq!(key.names, ["sku", "lot"]);
        assert!(key.glob.names(["a", "items"].into_iter()));
        assert!(key.glob.names(["items"].into_iter()));
        assert!(!key.glob.names(["items", "0"].into_iter()));
        assert!("".parse::<Glob>().unwrap().names(std::iter::empty()));
        for broken in ["items=id", "/items", "/items=", "/items=a,,b", "/~2=a"] {
            assert!(broken.parse::<ArrayKey>().is_err(), "{broken}");
        }
    }
}
