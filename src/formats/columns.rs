//! The columns of a table: pointers, in which `*` stands for any one step.

use super::Form;
use super::discovery::Discovering;
use super::frame::{Frame, Plain};
use super::json::Line;
use super::rows::{Rows, Table};
use crate::json::{Node, Pointer, PointerError, PreparedKey, Token};

/// What the columns of a table are.
#[derive(Debug)]
pub struct Columns {
    pub(super) scope: Scope,
    /// The array whose items have a row each.
    pub(super) explode: Option<Vec<Step>>,
}

/// Which columns there are.
#[derive(Debug)]
pub enum Scope {
    /// These, in this order.
    Named(Vec<Column>),
    /// One for every leaf that any document has.
    All,
}

/// A column.
#[derive(Debug)]
pub struct Column {
    pub(super) header: String,
    steps: Vec<Step>,
    /// How many steps lead to the array whose items have a row each, if the column lies below those items.
    below_items: Option<usize>,
}

/// A step of a column's pointer.
#[derive(Debug)]
pub(super) enum Step {
    /// A member or, where it is a number, an item.
    Name(PreparedKey, Option<usize>),
    /// Any member or item.
    Any,
}

impl Columns {
    /// Columns as pointers.
    ///
    /// # Errors
    ///
    /// The text that is no pointer.
    pub fn named<'a>(pointers: impl IntoIterator<Item = &'a str>) -> Result<Self, (String, PointerError)> {
        let column = |text: &str| Column::new(text).map_err(|error| (text.to_owned(), error));
        let columns: Vec<Column> = pointers.into_iter().map(column).collect::<Result<_, _>>()?;
        Ok(Self { scope: Scope::Named(columns), explode: None })
    }

    /// A column for every leaf.
    pub fn all() -> Self {
        Self { scope: Scope::All, explode: None }
    }

    /// Gives every item of an array a row.
    ///
    /// # Errors
    ///
    /// When the text is no pointer.
    pub fn explode(mut self, array: &str) -> Result<Self, PointerError> {
        let base = steps(&Pointer::parse(array)?);
        if let Scope::Named(columns) = &mut self.scope {
            for column in columns {
                column.set_below(&base);
            }
        }
        self.explode = Some(base);
        Ok(self)
    }
}

impl Columns {
    /// Whether the columns are known only when all documents are.
    fn is_open(&self) -> bool {
        match &self.scope {
            Scope::All => true,
            Scope::Named(columns) => columns.iter().any(Column::is_open),
        }
    }

    /// Writes the rows of documents: by themselves where the columns are known, else each document on a line, to wait.
    pub fn form<'c, R: Rows + 'c>(&'c self, rows: R) -> Box<dyn Form + 'c> {
        match &self.scope {
            Scope::Named(columns) if !self.is_open() => Box::new(Table::new(rows, columns, self.explode.as_deref())),
            _ => Box::new(Line::default()),
        }
    }

    /// Puts what [`Columns::form`] writes together.
    pub fn frame<'c, R: Rows + 'c>(&'c self, rows: R) -> Box<dyn Frame + 'c> {
        match &self.scope {
            Scope::Named(columns) if !self.is_open() => {
                Box::new(Plain::below(Table::new(rows, columns, self.explode.as_deref()).header()))
            }
            _ => Box::new(Discovering::new(rows, self)),
        }
    }
}

impl Column {
    pub(super) fn new(pointer: &str) -> Result<Self, PointerError> {
        Ok(Self { header: pointer.to_owned(), steps: steps(&Pointer::parse(pointer)?), below_items: None })
    }

    /// Notes whether the column lies below the items of an array.
    pub(super) fn set_below(&mut self, array: &[Step]) {
        let is_below = self.steps.len() > array.len()
            && self.steps.iter().zip(array).all(|(mine, base)| mine.is_same(base))
            && matches!(self.steps[array.len()], Step::Any);
        self.below_items = is_below.then_some(array.len());
    }

    /// Whether it stands for many columns, which are known only when all documents are.
    pub(super) fn is_open(&self) -> bool {
        let fixed = self.below_items;
        self.steps.iter().enumerate().any(|(index, step)| matches!(step, Step::Any) && Some(index) != fixed)
    }

    /// The value in a document; below the items of an array that of the row's item.
    pub(super) fn value<'d>(&self, root: Node<'d>, item: Option<usize>) -> Option<Node<'d>> {
        let mut node = root;
        for (index, step) in self.steps.iter().enumerate() {
            node = match step {
                Step::Name(key, item) => child(node, key, *item)?,
                Step::Any if self.below_items == Some(index) => node.item(item?)?,
                Step::Any => return None,
            };
        }
        Some(node)
    }

    /// The pointers of all values of an open column in a document.
    pub(super) fn matches(&self, root: Node<'_>, found: &mut impl FnMut(String)) {
        self.matches_from(root, 0, &Pointer::default(), found);
    }

    fn matches_from(&self, node: Node<'_>, from: usize, at: &Pointer, found: &mut impl FnMut(String)) {
        let Some(step) = self.steps.get(from) else { return found(at.to_string()) };
        match step {
            Step::Name(key, item) => {
                if let Some(next) = child(node, key, *item) {
                    self.matches_from(next, from + 1, &at.join(key.as_str()), found);
                }
            }
            Step::Any if self.below_items == Some(from) => {
                for item in node.elements() {
                    self.matches_from(item, from + 1, &at.join("*"), found);
                }
            }
            Step::Any => {
                for (key, value) in node.members() {
                    self.matches_from(value, from + 1, &at.join(key.name()), found);
                }
                for (index, item) in node.elements().enumerate() {
                    self.matches_from(item, from + 1, &at.join(index.to_string()), found);
                }
            }
        }
    }
}

impl Step {
    fn new(token: &Token) -> Self {
        match token.as_str() {
            "*" => Self::Any,
            name => Self::Name(PreparedKey::new(name), token.as_index()),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(one, _), Self::Name(other, _)) => one.as_str() == other.as_str(),
            (Self::Any, Self::Any) => true,
            _ => false,
        }
    }
}

fn steps(pointer: &Pointer) -> Vec<Step> {
    pointer.tokens().iter().map(Step::new).collect()
}

#[inline]
fn child<'d>(node: Node<'d>, key: &PreparedKey, item: Option<usize>) -> Option<Node<'d>> {
    node.get_prepared(key).or_else(|| node.item(item?))
}

/// The value that named steps lead to.
pub(super) fn resolve<'d>(root: Node<'d>, steps: &[Step]) -> Option<Node<'d>> {
    steps.iter().try_fold(root, |node, step| match step {
        Step::Name(key, item) => child(node, key, *item),
        Step::Any => None,
    })
}

/// The pointer of named steps.
pub(super) fn pointer_of(steps: &[Step]) -> String {
    let token = |step: &Step| match step {
        Step::Name(key, _) => Token::new(key.as_str()),
        Step::Any => Token::new("*"),
    };
    steps.iter().map(token).collect::<Pointer>().to_string()
}
