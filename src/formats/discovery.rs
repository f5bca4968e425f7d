//! Tables whose columns are known only when all documents are: these wait in a file meanwhile.

use super::columns::{Column, Columns, Scope, Step, pointer_of};
use super::path::Path;
use super::rows::{Rows, Table, each_item};
use super::spill::Spill;
use super::{Flush, Form, Frame, Tally};
use crate::json::{Document, Kind, Node, Tree};
use std::collections::HashMap;
use std::io;

/// Puts documents on lines together into a table.
#[derive(Debug)]
pub struct Discovering<'c, R> {
    rows: R,
    columns: &'c Columns,
    known: Known,
    spill: Option<Spill>,
    space: Tree,
}

/// The columns that were found, in the order in which they were.
#[derive(Debug, Default)]
struct Known {
    /// For each column that was asked for the pointers found for it; for all leaves there is one list only.
    found: Vec<Vec<String>>,
    index: Vec<HashMap<Vec<u8>, usize>>,
}

impl Known {
    /// The number of a pointer in its list, as a new one if it is not known.
    fn note(&mut self, list: usize, pointer: &[u8]) -> usize {
        while self.found.len() <= list {
            self.found.push(Vec::new());
            self.index.push(HashMap::new());
        }
        if let Some(known) = self.index[list].get(pointer) {
            return *known;
        }
        let number = self.found[list].len();
        self.found[list].push(String::from_utf8_lossy(pointer).into_owned());
        self.index[list].insert(pointer.to_vec(), number);
        number
    }

    /// The columns that were asked for and fit nothing.
    fn unmatched(&self, columns: &Columns) -> Vec<String> {
        let Scope::Named(columns) = &columns.scope else { return Vec::new() };
        let is_empty = |list: usize| self.found.get(list).is_none_or(Vec::is_empty);
        let open = columns.iter().enumerate().filter(|(list, column)| column.is_open() && is_empty(*list));
        open.map(|(_, column)| column.header.clone()).collect()
    }

    fn learn(&mut self, root: Node<'_>, columns: &Columns) {
        let explode = columns.explode.as_deref();
        match &columns.scope {
            Scope::Named(columns) => {
                for (list, column) in columns.iter().enumerate() {
                    if column.is_open() {
                        column.matches(root, &mut |pointer| {
                            self.note(list, pointer.as_bytes());
                        });
                    } else {
                        self.note(list, column.header.as_bytes());
                    }
                }
            }
            Scope::All => {
                each_item(root, explode, |item| {
                    leaves(root, explode, item, &mut |path, _| {
                        self.note(0, path);
                    });
                });
            }
        }
    }
}

impl<'c, R: Rows> Discovering<'c, R> {
    /// A table with the columns that documents have.
    pub(super) fn new(rows: R, columns: &'c Columns) -> Self {
        Self { rows, columns, known: Known::default(), spill: None, space: Tree::default() }
    }
}

impl<R: Rows> Frame for Discovering<'_, R> {
    fn add(&mut self, written: &[u8], _: &mut Vec<u8>) -> io::Result<()> {
        let mut space = std::mem::take(&mut self.space);
        for line in written.split_inclusive(|byte| *byte == b'\n') {
            let document = Document::parse_into(line, &mut space).map_err(|error| io::Error::other(error.message))?;
            self.known.learn(document.root(), self.columns);
            space = document.into_tree();
        }
        self.space = space;
        if self.spill.is_none() {
            self.spill = Some(Spill::new()?);
        }
        self.spill.as_mut().map_or(Ok(()), |spill| spill.add(written))
    }

    fn finish(&mut self, out: &mut Vec<u8>, flush: &mut Flush<'_>) -> io::Result<Tally> {
        let Some(spill) = self.spill.take() else { return Ok(Tally::default()) };
        let mut known = std::mem::take(&mut self.known);
        let unmatched = known.unmatched(self.columns);
        let names: Vec<&str> = known.found.iter().flatten().map(String::as_str).collect();
        self.rows.header(&names, out);
        let explode = self.columns.explode.as_deref();
        if let Scope::Named(_) = self.columns.scope {
            let mut columns = Vec::with_capacity(names.len());
            for name in names {
                let mut column = Column::new(name).map_err(io::Error::other)?;
                if let Some(array) = explode {
                    column.set_below(array);
                }
                columns.push(column);
            }
            let mut table = Table::new(self.rows.clone(), &columns, explode);
            spill.read_back(|root| {
                table.document(root, out);
                flush(out)
            })?;
            return Ok(Tally { unmatched, ..table.take_tally() });
        }
        let (count, mut exploded) = (names.len(), 0);
        spill.read_back(|root| {
            let is_exploded = each_item(root, explode, |item| {
                let mut cells: Vec<Option<Node<'_>>> = vec![None; count];
                leaves(root, explode, item, &mut |path, node| cells[known.note(0, path)] = Some(node));
                for cell in cells {
                    self.rows.cell(cell, out);
                }
                self.rows.end(out);
            });
            exploded += u64::from(is_exploded);
            flush(out)
        })?;
        Ok(Tally { guarded: self.rows.take_guarded(), exploded, unmatched })
    }
}

/// Calls for each leaf: what is no object, or has no members; of the array that is taken apart, for those of one item.
fn leaves<'d>(root: Node<'d>, array: Option<&[Step]>, item: Option<usize>, found: &mut impl FnMut(&[u8], Node<'d>)) {
    let base = array.zip(item).map(|(steps, item)| (pointer_of(steps).into_bytes(), item));
    let mut walk = Walk { path: Path::default(), base, found };
    walk.value(root);
}

struct Walk<'f, F> {
    path: Path,
    base: Option<(Vec<u8>, usize)>,
    found: &'f mut F,
}

impl<F> Walk<'_, F> {
    fn value<'d>(&mut self, node: Node<'d>)
    where
        F: FnMut(&[u8], Node<'d>),
    {
        let mark = self.path.mark();
        match (&self.base, node.kind()) {
            (Some((base, index)), Kind::Array) if base.as_slice() == self.path.as_bytes() => {
                let item = node.item(*index);
                self.path.enter_any();
                if let Some(item) = item {
                    self.value(item);
                }
                self.path.back_to(mark);
            }
            (_, Kind::Object) if !node.is_empty() => {
                for (key, value) in node.members() {
                    self.path.enter_name(&key.name());
                    self.value(value);
                    self.path.back_to(mark);
                }
            }
            _ => (self.found)(self.path.as_bytes(), node),
        }
    }
}
