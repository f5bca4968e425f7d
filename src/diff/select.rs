//! Which places of the two values are compared: globs on JSON Pointers.

use std::collections::HashMap;
use std::fmt;

/// A glob on JSON Pointers. `*` stands for any part of one step, `**` for any number of steps; what it names counts with all
/// that is below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob {
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
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
    fn fits(&self, token: &str) -> bool {
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

/// What a place is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worth {
    /// It counts, with everything below it.
    Whole,
    /// It counts, and something below it may not.
    Partly,
    /// It does not count itself, and something below it may.
    OnTheWay,
    /// Nothing of it counts.
    Nothing,
}

/// A place, as far as the globs care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct State(u32);

/// Follows globs down into a value: those that leave places out, and those that alone let places in.
#[derive(Debug)]
pub(super) struct Selector {
    /// The globs, and whether each leaves out.
    globs: Vec<(Glob, bool)>,
    /// Of each state the steps of globs that may come next, in order and without repetition.
    states: Vec<Vec<(u16, u16)>>,
    worths: Vec<Worth>,
    known: HashMap<Vec<(u16, u16)>, State>,
}

/// A state from which nothing changes any more.
pub(super) const WHOLE: State = State(0);
const NOTHING: State = State(1);

impl Selector {
    pub(super) fn new(ignore: &[Glob], only: &[Glob]) -> Self {
        let globs: Vec<(Glob, bool)> = ignore
            .iter()
            .map(|glob| (glob.clone(), true))
            .chain(only.iter().map(|glob| (glob.clone(), false)))
            .take(usize::from(u16::MAX))
            .collect();
        Self {
            globs,
            states: vec![Vec::new(), Vec::new()],
            worths: vec![Worth::Whole, Worth::Nothing],
            known: HashMap::new(),
        }
    }

    /// The state of the values themselves.
    pub(super) fn root(&mut self) -> State {
        if self.globs.is_empty() {
            return WHOLE;
        }
        let starts = (0..self.globs.len()).map(|glob| (index(glob), 0)).collect();
        self.state(starts)
    }

    pub(super) fn worth(&self, state: State) -> Worth {
        self.worths[state.0 as usize]
    }

    /// The state one step further down.
    pub(super) fn step(&mut self, state: State, token: &str) -> State {
        if matches!(state, WHOLE | NOTHING) {
            return state;
        }
        let mut next = Vec::new();
        for (glob, at) in &self.states[state.0 as usize] {
            let steps = &self.globs[usize::from(*glob)].0.steps;
            match steps.get(usize::from(*at)) {
                // What a glob names, it names with all that is below it.
                None | Some(Step::Any) => next.push((*glob, *at)),
                Some(step) if step.fits(token) => next.push((*glob, at + 1)),
                Some(_) => {}
            }
        }
        self.state(next)
    }

    /// The state of these steps of globs and of those that are reached from them without a step.
    fn state(&mut self, mut steps: Vec<(u16, u16)>) -> State {
        let mut next = 0;
        while let Some((glob, at)) = steps.get(next).copied() {
            next += 1;
            if self.globs[usize::from(glob)].0.steps.get(usize::from(at)) == Some(&Step::Any) {
                steps.push((glob, at + 1));
            }
        }
        steps.sort_unstable();
        steps.dedup();
        if let Some(known) = self.known.get(&steps) {
            return *known;
        }
        let worth = self.judge(&steps);
        let state = match worth {
            Worth::Whole => WHOLE,
            Worth::Nothing => NOTHING,
            Worth::Partly | Worth::OnTheWay => {
                self.states.push(steps.clone());
                self.worths.push(worth);
                State(u32::try_from(self.states.len() - 1).unwrap_or(0))
            }
        };
        self.known.insert(steps, state);
        state
    }

    fn judge(&self, steps: &[(u16, u16)]) -> Worth {
        let named = |leaves_out: bool| {
            steps.iter().any(|(glob, at)| {
                let (glob, out) = &self.globs[usize::from(*glob)];
                *out == leaves_out && usize::from(*at) == glob.steps.len()
            })
        };
        let may_name = |leaves_out: bool| steps.iter().any(|(glob, _)| self.globs[usize::from(*glob)].1 == leaves_out);
        let is_in = self.globs.iter().all(|(_, leaves_out)| *leaves_out) || named(false);
        match (named(true), is_in) {
            (false, true) if may_name(true) => Worth::Partly,
            (false, true) => Worth::Whole,
            (false, false) if may_name(false) => Worth::OnTheWay,
            _ => Worth::Nothing,
        }
    }
}

fn index(glob: usize) -> u16 {
    u16::try_from(glob).unwrap_or(u16::MAX)
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
    use super::{ArrayKey, Glob, Selector, Worth};

    fn worth(ignore: &[&str], only: &[&str], path: &[&str]) -> Worth {
        let globs = |texts: &[&str]| texts.iter().map(|text| text.parse::<Glob>().unwrap()).collect::<Vec<_>>();
        let mut selector = Selector::new(&globs(ignore), &globs(only));
        let root = selector.root();
        let state = path.iter().fold(root, |state, token| selector.step(state, token));
        selector.worth(state)
    }

    #[test]
    fn globs_hold_what_they_name_and_all_below() {
        let cases: &[(&str, &[&str], Worth)] = &[
            ("/a", &[], Worth::Partly),
            ("/a", &["a"], Worth::Nothing),
            ("/a", &["a", "b"], Worth::Nothing),
            ("/a", &["b"], Worth::Whole),
            ("/a/*/c", &["a", "x"], Worth::Partly),
            ("/a/*/c", &["a", "x", "c"], Worth::Nothing),
            ("/a/*/c", &["a", "x", "d"], Worth::Whole),
            ("**/id", &["a"], Worth::Partly),
            ("**/id", &["a", "id"], Worth::Nothing),
            ("**/id", &["id"], Worth::Nothing),
            ("/**/id", &["id"], Worth::Nothing),
            ("/*_at", &["created_at"], Worth::Nothing),
            ("/*_at", &["_at"], Worth::Nothing),
            ("/c*d*t", &["created_at"], Worth::Nothing),
            ("/a~1b*", &["a/bc"], Worth::Nothing),
            ("/", &[""], Worth::Nothing),
            ("", &["x"], Worth::Nothing),
            ("**", &[], Worth::Nothing),
        ];
        for (glob, path, expected) in cases {
            assert_eq!(worth(&[glob], &[], path), *expected, "{glob} {path:?}");
        }
        assert_eq!(worth(&[], &["/a/b"], &[]), Worth::OnTheWay);
        assert_eq!(worth(&[], &["/a/b"], &["a", "b", "c"]), Worth::Whole);
        assert_eq!(worth(&[], &["/a/b"], &["c"]), Worth::Nothing);
        assert_eq!(worth(&["**/x"], &["/a"], &["a"]), Worth::Partly);
        assert_eq!(worth(&["**/x"], &["/a"], &["a", "x"]), Worth::Nothing);
    }

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
