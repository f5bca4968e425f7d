//! From documents to rows: what CSV and Markdown tables share.

use super::columns::{Column, Columns, Scope, Step, pointer_of, resolve};
use super::path::Path;
use super::spill::Spill;
use super::{Flush, Form};
use crate::json::{Kind, Node};
use std::collections::HashMap;
use std::io;

/// How rows are written.
pub(super) trait Rows {
    fn header(&mut self, names: &[&str], out: &mut Vec<u8>);
    fn cell(&mut self, value: Option<Node<'_>>, out: &mut Vec<u8>);
    fn end(&mut self, out: &mut Vec<u8>);

    fn guarded(&self) -> u64 {
        0
    }
}

/// A table that grows by a row for each document.
#[derive(Debug)]
pub(super) struct Table<R> {
    rows: R,
    columns: Columns,
    has_header: bool,
    /// What is known of columns so far, and the documents until all are known.
    waiting: Option<(Discovery, Spill)>,
}

/// The columns that were found, in the order in which they were.
#[derive(Debug, Default)]
struct Discovery {
    /// For each column that was asked for the pointers found for it; for all leaves there is one list only.
    found: Vec<Vec<String>>,
    index: Vec<HashMap<Vec<u8>, usize>>,
}

impl Discovery {
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
}

impl<R: Rows> Table<R> {
    pub(super) fn new(rows: R, columns: Columns) -> Self {
        Self { rows, columns, has_header: false, waiting: None }
    }

    fn is_open(&self) -> bool {
        match &self.columns.scope {
            Scope::All => true,
            Scope::Named(columns) => columns.iter().any(Column::is_open),
        }
    }

    fn wait(&mut self, root: Node<'_>) -> io::Result<()> {
        if self.waiting.is_none() {
            self.waiting = Some((Discovery::default(), Spill::new()?));
        }
        let Some((discovery, spill)) = &mut self.waiting else { return Ok(()) };
        match &self.columns.scope {
            Scope::Named(columns) => {
                for (list, column) in columns.iter().enumerate() {
                    if column.is_open() {
                        column.matches(root, &mut |pointer| {
                            discovery.note(list, pointer.as_bytes());
                        });
                    } else {
                        discovery.note(list, column.header.as_bytes());
                    }
                }
            }
            Scope::All => each_item(root, self.columns.explode.as_deref(), |item| {
                leaves(root, self.columns.explode.as_deref(), item, &mut |path, _| {
                    discovery.note(0, path);
                });
            }),
        }
        spill.add(root)
    }

    /// Writes the rows of a document whose columns are known.
    fn write_named(rows: &mut R, columns: &Columns, root: Node<'_>, out: &mut Vec<u8>) {
        let Scope::Named(named) = &columns.scope else { return };
        each_item(root, columns.explode.as_deref(), |item| {
            for column in named {
                rows.cell(column.value(root, item), out);
            }
            rows.end(out);
        });
    }
}

impl<R: Rows> Form for Table<R> {
    fn document(&mut self, root: Node<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        if self.is_open() {
            return self.wait(root);
        }
        self.begin(out);
        Self::write_named(&mut self.rows, &self.columns, root, out);
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>, flush: &mut Flush<'_>) -> io::Result<()> {
        let Some((mut discovery, spill)) = self.waiting.take() else {
            self.begin(out);
            return Ok(());
        };
        let names: Vec<&str> = discovery.found.iter().flatten().map(String::as_str).collect();
        self.rows.header(&names, out);
        if let Scope::Named(_) = self.columns.scope {
            let mut named = Vec::with_capacity(names.len());
            for name in names {
                let mut column = Column::new(name).map_err(io::Error::other)?;
                if let Some(array) = &self.columns.explode {
                    column.set_below(array);
                }
                named.push(column);
            }
            self.columns.scope = Scope::Named(named);
            return spill.read_back(|root| {
                Self::write_named(&mut self.rows, &self.columns, root, out);
                flush(out)
            });
        }
        let count = names.len();
        spill.read_back(|root| {
            let explode = self.columns.explode.as_deref();
            each_item(root, explode, |item| {
                let mut cells: Vec<Option<Node<'_>>> = vec![None; count];
                leaves(root, explode, item, &mut |path, node| {
                    if let Some(cell) = cells.get_mut(discovery.note(0, path)) {
                        *cell = Some(node);
                    }
                });
                for cell in cells {
                    self.rows.cell(cell, out);
                }
                self.rows.end(out);
            });
            flush(out)
        })
    }

    fn guarded(&self) -> u64 {
        self.rows.guarded()
    }
}

impl<R: Rows> Table<R> {
    /// Writes the header, once.
    fn begin(&mut self, out: &mut Vec<u8>) {
        if self.has_header {
            return;
        }
        self.has_header = true;
        if let Scope::Named(columns) = &self.columns.scope {
            let names: Vec<&str> = columns.iter().map(|column| column.header.as_str()).collect();
            self.rows.header(&names, out);
        }
    }
}

/// Calls for each item of the array that is taken apart; where there is none, once.
fn each_item(root: Node<'_>, array: Option<&[Step]>, mut row: impl FnMut(Option<usize>)) {
    let items = array.and_then(|array| resolve(root, array)).filter(|node| node.kind() == Kind::Array);
    match items.map_or(0, Node::len) {
        0 => row(None),
        count => (0..count).for_each(|index| row(Some(index))),
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
