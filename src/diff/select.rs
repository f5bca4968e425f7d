//! Which places of the two values are compared: globs, followed down.

use super::glob::{Glob, Step};
use std::collections::HashMap;

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

#[cfg(test)]
mod tests {
    use super::{Glob, Selector, Worth};

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
}
