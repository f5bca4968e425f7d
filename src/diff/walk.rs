//! The comparison itself: down into both values at once, skipping what is spelled alike.

use super::align::{Aligner, Matching, Tie};
use super::change::{Change, ChangeKind, PathId, Paths, Side, Step, Weight};
use super::lcs::number;
use super::row::Row;
use super::rules::{Arrays, Volatile};
use super::scope::{Place, Scope};
use super::select::{WHOLE, Worth};
use crate::json::{Kind, Node, Token, join};

/// In thousandths: how much of two items that only stand at the same place must be the same to compare their parts.
const RELATED: u64 = 250;

/// A place in both values.
type Places = (Place, Place);

/// A comparison under way.
pub(super) struct Walk<'d, 'r> {
    pub(super) scope: Scope<'d, 'r>,
    pub(super) changes: Vec<Change<'d>>,
    pub(super) paths: Paths<'d>,
    pub(super) is_shortest: bool,
    /// How many values and keys were found to be the same.
    agreed: u64,
}

impl<'d, 'r> Walk<'d, 'r> {
    pub(super) fn new(scope: Scope<'d, 'r>) -> Self {
        Self { scope, changes: Vec::new(), paths: Paths::default(), is_shortest: true, agreed: 0 }
    }

    pub(super) fn run(&mut self, before: Node<'d>, after: Node<'d>) {
        let at = (self.scope.root(Side::Before), self.scope.root(Side::After));
        if self.scope.worth(at.0) != Worth::Nothing {
            self.pair(at, (before, after), PathId::ROOT, Weight::Counts);
        }
    }

    fn record(&mut self, kind: ChangeKind, weight: Weight, values: (Option<Node<'d>>, Option<Node<'d>>), path: PathId) {
        self.changes.push(Change { kind, weight, before: values.0, after: values.1, path });
    }

    /// Whether two values need no comparison: they are spelled alike, and the same of them counts.
    fn is_alike(at: Places, before: Node<'d>, after: Node<'d>) -> bool {
        at.0.state == at.1.state && before.raw() == after.raw()
    }

    /// Whether all of both values counts.
    fn is_whole(at: Places) -> bool {
        at.0.state == WHOLE && at.1.state == WHOLE
    }

    /// Compares two values that belong together.
    fn pair(&mut self, at: Places, (before, after): (Node<'d>, Node<'d>), path: PathId, weight: Weight) {
        if Self::is_alike(at, before, after) {
            self.agreed += self.scope.extent(before, at.0);
            return;
        }
        let changes = self.changes.len();
        match (before.kind(), after.kind()) {
            (Kind::Object, Kind::Object) => {
                self.objects(at, before, after, path, weight);
                self.agreed += u64::from(self.changes.len() == changes);
            }
            (Kind::Array, Kind::Array) => {
                self.arrays(at, before, after, path, weight);
                self.agreed += u64::from(self.changes.len() == changes);
            }
            _ if self.scope.worth(at.0) == Worth::OnTheWay => {
                self.alone(Side::Before, at, before, path, weight);
                self.alone(Side::After, at, after, path, weight);
            }
            _ if !self.scope.rules.same_scalar(before, after) => {
                self.record(ChangeKind::Changed, weight, (Some(before), Some(after)), path);
            }
            _ => {
                self.agreed += 1;
                // What is only near enough is another value, not another spelling.
                let is_other = self.scope.rules.structure || self.scope.rules.is_tolerant();
                if self.scope.rules.spelling && !is_other {
                    self.record(ChangeKind::Respelled, weight, (Some(before), Some(after)), path);
                }
            }
        }
    }

    /// What only one side has.
    fn alone(&mut self, side: Side, at: Places, node: Node<'d>, path: PathId, weight: Weight) {
        let place = if side == Side::Before { at.0 } else { at.1 };
        let values = |node| if side == Side::Before { (Some(node), None) } else { (None, Some(node)) };
        if self.scope.worth(place) != Worth::OnTheWay {
            let kind = if side == Side::Before { ChangeKind::Removed } else { ChangeKind::Added };
            return self.record(kind, weight, values(node), path);
        }
        for (key, value) in node.members() {
            let at = (self.scope.member(at.0, key), self.scope.member(at.1, key));
            self.part(at, Step::Member(key), values(value), path, weight);
        }
        for (index, item) in node.elements().enumerate() {
            let at = (self.scope.item(at.0, index), self.scope.item(at.1, index));
            self.part(at, Step::Item(number(index), number(index)), values(item), path, weight);
        }
    }

    /// Compares what stands at one step below a path on either side.
    fn part(
        &mut self,
        at: Places,
        step: Step<'d>,
        values: (Option<Node<'d>>, Option<Node<'d>>),
        path: PathId,
        weight: Weight,
    ) {
        let before = values.0.filter(|_| self.scope.worth(at.0) != Worth::Nothing);
        let after = values.1.filter(|_| self.scope.worth(at.1) != Worth::Nothing);
        if let (Some(before), Some(after)) = (before, after)
            && Self::is_alike(at, before, after)
        {
            self.agreed += self.scope.extent(before, at.0) + 1;
            return;
        }
        let weight = match self.weight(at, weight) {
            Some(weight) if before.is_some() || after.is_some() => weight,
            _ => return,
        };
        self.below(path, step, |walk, path| match (before, after) {
            (Some(before), Some(after)) => walk.pair(at, (before, after), path, weight),
            (Some(before), None) => walk.alone(Side::Before, at, before, path, weight),
            (None, Some(after)) => walk.alone(Side::After, at, after, path, weight),
            (None, None) => {}
        });
    }

    /// What a difference at these places weighs below one that weighs so much; nothing when it is not even told.
    fn weight(&self, at: Places, above: Weight) -> Option<Weight> {
        if above == Weight::Volatile || !self.scope.is_volatile(at.0) && !self.scope.is_volatile(at.1) {
            return Some(above);
        }
        (self.scope.rules.volatile == Volatile::Show).then_some(Weight::Volatile)
    }

    /// Does something one step below a path, which is forgotten when no change came of it.
    fn below(&mut self, path: PathId, step: Step<'d>, act: impl FnOnce(&mut Self, PathId)) {
        let (paths, changes) = (self.paths.len(), self.changes.len());
        let path = self.paths.push(path, step);
        act(self, path);
        if self.changes.len() == changes {
            self.paths.truncate(paths);
        }
    }

    fn objects(&mut self, at: Places, before: Node<'d>, after: Node<'d>, path: PathId, weight: Weight) {
        for (key, values) in join(before, after) {
            // Where all counts, what is spelled alike needs no place.
            if let (true, (Some(before), Some(after))) = (Self::is_whole(at), values)
                && before.raw() == after.raw()
            {
                self.agreed += u64::from(before.extent()) + 1;
                continue;
            }
            let at = (self.scope.member(at.0, key), self.scope.member(at.1, key));
            self.part(at, Step::Member(key), values, path, weight);
        }
    }

    fn arrays(&mut self, at: Places, before: Node<'d>, after: Node<'d>, path: PathId, weight: Weight) {
        let mut first = Row::new(before, at.0, &mut self.scope);
        let mut second = Row::new(after, at.1, &mut self.scope);
        self.trim(&mut first, &mut second);
        if first.len() == 0 && second.len() == 0 {
            return;
        }
        let names = self.names(at, path);
        let Matching { ties, is_shortest } = Aligner::new(&mut self.scope, &first, &second).matching(names.as_deref());
        self.is_shortest &= is_shortest;
        self.items((&first, &second), ties, path, weight);
    }

    /// Compares the items of two rows that belong together, and tells those that stand alone in their place between them.
    fn items(&mut self, (first, second): (&Row<'d>, &Row<'d>), ties: Vec<Tie>, path: PathId, weight: Weight) {
        let mut is_tied = vec![false; first.len()];
        for tie in ties.iter().filter_map(|tie| tie.first()) {
            is_tied[tie as usize] = true;
        }
        let step = |a: usize, b: usize| Step::Item(number(first.index(a)), number(second.index(b)));
        let mut next = 0;
        for (b, tie) in ties.into_iter().enumerate() {
            let place = second.place(b, &mut self.scope);
            if let Tie::Kept(until) | Tie::Loose(until) = tie {
                for a in (next..until as usize).filter(|a| !is_tied[*a]) {
                    self.gone(first, a, step(a, b), path, weight);
                }
                next = next.max(until as usize + 1);
            }
            let Some(a) = tie.first().map(|a| a as usize) else {
                self.part((place, place), step(next, b), (None, Some(second.node(b))), path, weight);
                continue;
            };
            let at = (first.place(a, &mut self.scope), place);
            let values = (first.node(a), second.node(b));
            let Some(weight) = self.weight(at, weight) else { continue };
            self.below(path, step(a, b), |walk, path| {
                if let Tie::Loose(_) = tie {
                    return walk.loose(at, values, path, weight);
                }
                walk.moved(tie, values, path, weight);
                walk.pair(at, values, path, weight);
            });
        }
        for a in (next..first.len()).filter(|a| !is_tied[*a]) {
            self.gone(first, a, step(a, second.len()), path, weight);
        }
    }

    /// Tells an item that only the first row has.
    fn gone(&mut self, first: &Row<'d>, a: usize, step: Step<'d>, path: PathId, weight: Weight) {
        let place = first.place(a, &mut self.scope);
        self.part((place, place), step, (Some(first.node(a)), None), path, weight);
    }

    /// Leaves out the items at both ends that are spelled alike.
    fn trim(&mut self, first: &mut Row<'d>, second: &mut Row<'d>) {
        let most = first.len().min(second.len());
        let ends = (first.len(), second.len());
        let by_index = self.scope.rules.arrays == Arrays::Index && ends.0 != ends.1;
        let mut alike = |a: usize, b: usize| {
            let at = (first.place(a, &mut self.scope), second.place(b, &mut self.scope));
            let is_alike = Self::is_alike(at, first.node(a), second.node(b));
            self.agreed += if is_alike { self.scope.extent(first.node(a), at.0) } else { 0 };
            is_alike
        };
        let prefix = (0..most).take_while(|index| alike(*index, *index)).count();
        let most = if by_index { 0 } else { most - prefix };
        let suffix = (1..=most).take_while(|index| alike(ends.0 - index, ends.1 - index)).count();
        first.cut(prefix, suffix);
        second.cut(prefix, suffix);
    }

    /// The names that tell the items of the array at a path apart.
    fn names(&self, at: Places, path: PathId) -> Option<Vec<String>> {
        let rules = &self.scope.rules;
        if !rules.array_keys.is_empty() {
            let tokens: Vec<_> = self.paths.steps(path).into_iter().map(|step| step.token(Side::After)).collect();
            let is_named = |glob: &super::Glob| glob.names(tokens.iter().map(Token::as_str));
            if let Some(key) = rules.array_keys.iter().find(|key| is_named(&key.glob)) {
                return Some(key.names.clone());
            }
        }
        self.scope.stated_key(at.1).or_else(|| self.scope.stated_key(at.0)).filter(|_| rules.arrays == Arrays::Align)
    }

    fn moved(&mut self, tie: Tie, (before, after): (Node<'d>, Node<'d>), path: PathId, weight: Weight) {
        let weight = match tie {
            Tie::Moved(_) => weight,
            Tie::Shifted(_) if self.scope.rules.arrays != Arrays::Set => Weight::Order,
            _ => return,
        };
        self.record(ChangeKind::Moved, weight, (Some(before), Some(after)), path);
    }

    /// Compares two values that may have nothing to do with each other: then one took the place of the other as a whole.
    fn loose(&mut self, at: Places, values: (Node<'d>, Node<'d>), path: PathId, weight: Weight) {
        let (changes, paths, agreed) = (self.changes.len(), self.paths.len(), self.agreed);
        self.pair(at, values, path, weight);
        let found = &self.changes[changes..];
        let is_one = found.len() == 1 || found.iter().all(|change| change.weight != Weight::Counts);
        let size = self.scope.extent(values.0, at.0) + self.scope.extent(values.1, at.1);
        let is_told = self.scope.worth(at.0) != Worth::OnTheWay;
        if is_told && !is_one && (self.agreed - agreed) * 2000 < size * RELATED {
            self.changes.truncate(changes);
            self.paths.truncate(paths);
            self.agreed = agreed;
            self.record(ChangeKind::Changed, weight, (Some(values.0), Some(values.1)), path);
        }
    }
}
