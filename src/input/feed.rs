//! The bytes of a run's inputs in batches of whole records, one input after another.

use super::inputs::{Input, Inputs, Unread};
use super::open::Open;
use super::record::{Layout, Start};
use super::records::Records;
use super::source::Source;
use super::workers::Work;
use crate::json::Tree;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

/// What is next among the inputs.
#[derive(Debug)]
pub enum Portion {
    /// Records to look at.
    Batch(Batch),
    /// No records, or no more of a source.
    Unread(Unread),
}

/// What became of a portion of the inputs.
#[derive(Debug)]
pub enum Outturn<'b, Done> {
    /// Of these records.
    Done(&'b Batch, Done),
    /// There were none.
    Unread(Unread),
}

/// How a source is treated, as whoever knows the options says before it is read.
#[derive(Debug, Clone, Copy)]
pub struct Treatment {
    /// How values stand in it.
    pub layout: Layout,
    /// The number of the terms on which its payloads are checked. Its batches carry it; here it means nothing.
    pub terms: usize,
}

impl From<Layout> for Treatment {
    fn from(layout: Layout) -> Self {
        Self { layout, terms: 0 }
    }
}

/// Whole records of one source.
#[derive(Debug)]
pub struct Batch {
    /// What the source is called.
    pub file: Arc<str>,
    /// The number of the terms on which its payloads are checked.
    pub terms: usize,
    /// Whether nothing of the source comes after it.
    pub is_last: bool,
    bytes: Vec<u8>,
    start: Start,
    layout: Layout,
}

impl Batch {
    pub(super) fn new(file: &Arc<str>, bytes: Vec<u8>, start: Start, layout: Layout, is_last: bool) -> Self {
        Self { file: Arc::clone(file), terms: 0, is_last, bytes, start, layout }
    }

    /// The records, read in the space of an earlier document.
    pub fn records(&self, spare: Tree) -> Records<'_> {
        Records::new(&self.bytes, self.layout, self.start, spare)
    }

    /// Whether nobody knows when the next batch comes, as on stdin.
    pub fn is_stream(&self) -> bool {
        self.start.is_stream()
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
    /// How a source is treated.
    treatment: Box<dyn Fn(&Source) -> Treatment + Send + 'a>,
    open: Option<Open<'a>>,
    /// The number of the terms of what is open.
    terms: usize,
}

impl<'a> Feed<'a> {
    /// Begins with the first input.
    pub fn new<T: Into<Treatment>>(
        inputs: Inputs<'a>,
        stdin: &'a mut (dyn Read + Send),
        treatment: impl Fn(&Source) -> T + Send + 'a,
    ) -> Self {
        let treatment = Box::new(move |source: &Source| treatment(source).into());
        Self { inputs, stdin: Some(stdin), treatment, open: None, terms: 0 }
    }

    /// What is next, read into the space of an earlier batch. Nothing after the last input.
    pub fn next(&mut self, spare: Vec<u8>) -> Option<Portion> {
        loop {
            if let Some(open) = &mut self.open {
                let batch = open.batch(spare);
                let unreadable =
                    |error| Portion::Unread(Unread::Unreadable { name: open.file.to_string(), error, help: None });
                let terms = self.terms;
                let portion = batch.map_or_else(unreadable, |batch| Portion::Batch(Batch { terms, ..batch }));
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
                        let name = source.name().to_owned();
                        return Some(Portion::Unread(Unread::Unreadable { name, error, help }));
                    }
                },
                Input::Unread(unread) => return Some(Portion::Unread(unread)),
            }
        }
    }

    /// Does something with every batch, on this many threads, and takes what became of each portion in their order, until it is
    /// told to stop.
    ///
    /// # Errors
    ///
    /// Those of `take`, which end the work.
    pub fn in_order<Kept, Done: Send, E>(
        mut self,
        threads: usize,
        state: impl Fn() -> Kept + Sync,
        act: impl Fn(&mut Kept, &Batch) -> Done + Sync,
        mut take: impl FnMut(Outturn<'_, Done>) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        let spares: Mutex<Vec<Vec<u8>>> = Mutex::default();
        let spares = || spares.lock().unwrap_or_else(PoisonError::into_inner);
        let work = Work {
            next: || {
                let spare = spares().pop();
                self.next(spare.unwrap_or_default())
            },
            size: |portion: &Portion| if let Portion::Batch(batch) = portion { batch.size() } else { 0 },
            state,
            act: |kept: &mut Kept, portion| match portion {
                Portion::Batch(batch) => {
                    let done = act(kept, &batch);
                    Ok((batch, done))
                }
                Portion::Unread(unread) => Err(unread),
            },
        };
        work.in_order(threads, |outturn| match outturn {
            Ok((batch, done)) => {
                let taken = take(Outturn::Done(&batch, done));
                spares().push(batch.into_spare());
                taken
            }
            Err(unread) => take(Outturn::Unread(unread)),
        })
    }

    fn open(&mut self, source: &Source) -> io::Result<Open<'a>> {
        let stdin = if source.is_stdin() { self.stdin.take() } else { None };
        let Treatment { layout, terms } = (self.treatment)(source);
        self.terms = terms;
        Ok(Open::new(source, source.open(stdin)?, layout))
    }
}
