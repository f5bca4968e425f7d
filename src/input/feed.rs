//! The bytes of a run's inputs in batches of whole records, one input after another.

use super::inputs::{Input, Inputs};
use super::open::Open;
use super::records::{Layout, Records, Start};
use super::source::Source;
use crate::json::Tree;
use std::io::{self, Read};
use std::sync::Arc;

/// What is next among the inputs.
#[derive(Debug)]
pub enum Portion {
    /// Records to look at.
    Batch(Batch),
    /// Something that cannot be read, or not to its end.
    Unreadable {
        /// Its name in messages.
        name: String,
        /// What the machine said.
        error: io::Error,
        /// What to do about it.
        help: Option<String>,
    },
    /// A folder without a payload file.
    Empty {
        /// Its name in messages.
        name: String,
        /// What to do about it.
        help: &'static str,
    },
    /// A glob that names nothing.
    NoMatch {
        /// The glob as it was typed.
        glob: String,
        /// The one that was probably meant.
        help: Option<String>,
    },
}

/// Whole records of one source.
#[derive(Debug)]
pub struct Batch {
    /// What the source is called.
    pub file: Arc<str>,
    /// Whether nothing of the source comes after it.
    pub is_last: bool,
    bytes: Vec<u8>,
    start: Start,
    layout: Layout,
}

impl Batch {
    pub(super) fn new(file: &Arc<str>, bytes: Vec<u8>, start: Start, layout: Layout, is_last: bool) -> Self {
        Self { file: Arc::clone(file), is_last, bytes, start, layout }
    }

    /// The records, read in the space of an earlier document.
    pub fn records(&self, spare: Tree) -> Records<'_> {
        Records::new(&self.bytes, self.layout, self.start, spare)
    }

    /// How many bytes it holds.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The space of its bytes, for those of a later batch.
    pub fn into_spare(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads the inputs of a run, one after another.
pub struct Feed<'a> {
    inputs: Inputs<'a>,
    stdin: Option<&'a mut (dyn Read + Send)>,
    /// How values stand in a source.
    layout: Box<dyn Fn(&Source) -> Layout + Send + 'a>,
    open: Option<Open<'a>>,
}

impl<'a> Feed<'a> {
    /// Begins with the first input.
    pub fn new(
        inputs: Inputs<'a>,
        stdin: &'a mut (dyn Read + Send),
        layout: impl Fn(&Source) -> Layout + Send + 'a,
    ) -> Self {
        Self { inputs, stdin: Some(stdin), layout: Box::new(layout), open: None }
    }

    /// What is next, read into the space of an earlier batch. Nothing after the last input.
    pub fn next(&mut self, spare: Vec<u8>) -> Option<Portion> {
        loop {
            if let Some(open) = &mut self.open {
                let batch = open.batch(spare);
                let unreadable = |error| Portion::Unreadable { name: open.file.to_string(), error, help: None };
                let portion = batch.map_or_else(unreadable, Portion::Batch);
                if !matches!(&portion, Portion::Batch(batch) if !batch.is_last) {
                    self.open = None;
                }
                return Some(portion);
            }
            match self.inputs.next()? {
                Input::Source(source) => match self.open(&source) {
                    Ok(open) => self.open = Some(open),
                    Err(error) => {
                        let help = source.help(&error);
                        return Some(Portion::Unreadable { name: source.name().to_owned(), error, help });
                    }
                },
                Input::Unreadable { name, error } => return Some(Portion::Unreadable { name, error, help: None }),
                Input::Empty { name, help } => return Some(Portion::Empty { name, help }),
                Input::NoMatch { glob, help } => return Some(Portion::NoMatch { glob, help }),
            }
        }
    }

    fn open(&mut self, source: &Source) -> io::Result<Open<'a>> {
        let stdin = if source.is_stdin() { self.stdin.take() } else { None };
        Ok(Open::new(source, source.open(stdin)?, (self.layout)(source)))
    }
}
