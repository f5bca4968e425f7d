//! From documents to rows whose columns are known: what CSV and Markdown tables share.

use super::columns::{Column, Step, resolve};
use super::{Form, Tally};
use crate::json::{Kind, Node};

/// How rows are written.
pub trait Rows: Clone + Send {
    /// Writes the names of the columns.
    fn header(&mut self, names: &[&str], out: &mut Vec<u8>);

    /// Writes the next cell of a row.
    fn cell(&mut self, value: Option<Node<'_>>, out: &mut Vec<u8>);

    /// Ends a row.
    fn end(&mut self, out: &mut Vec<u8>);

    /// How many cells were given an apostrophe since this was asked for.
    fn take_guarded(&mut self) -> u64 {
        0
    }
}

/// Rows of documents, without a header.
#[derive(Debug)]
pub struct Table<'c, R> {
    rows: R,
    columns: &'c [Column],
    explode: Option<&'c [Step]>,
    exploded: u64,
}

impl<'c, R: Rows> Table<'c, R> {
    /// Rows with these columns.
    pub(super) fn new(rows: R, columns: &'c [Column], explode: Option<&'c [Step]>) -> Self {
        Self { rows, columns, explode, exploded: 0 }
    }

    /// The header.
    pub(super) fn header(&mut self) -> Vec<u8> {
        let names: Vec<&str> = self.columns.iter().map(|column| column.header.as_str()).collect();
        let mut out = Vec::new();
        self.rows.header(&names, &mut out);
        out
    }
}

impl<R: Rows> Form for Table<'_, R> {
    fn document(&mut self, root: Node<'_>, out: &mut Vec<u8>) {
        let is_exploded = each_item(root, self.explode, |item| {
            for column in self.columns {
                self.rows.cell(column.value(root, item), out);
            }
            self.rows.end(out);
        });
        self.exploded += u64::from(is_exploded);
    }

    fn take_tally(&mut self) -> Tally {
        let exploded = std::mem::take(&mut self.exploded);
        Tally { guarded: self.rows.take_guarded(), exploded, ..Tally::default() }
    }
}

/// Calls for each item of the array that is taken apart; where there is none, once. Says whether there is an array.
pub(super) fn each_item(root: Node<'_>, array: Option<&[Step]>, mut row: impl FnMut(Option<usize>)) -> bool {
    let items = array.and_then(|array| resolve(root, array)).filter(|node| node.kind() == Kind::Array);
    match items.map_or(0, Node::len) {
        0 => row(None),
        count => (0..count).for_each(|index| row(Some(index))),
    }
    items.is_some()
}
