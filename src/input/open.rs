//! A source that is being read: its bytes, cut where records end.
//!
//! Lines are cut at line ends; values one after another where one ends, which only reading them tells. One value is held
//! whole, however large it is; of everything else no more than is worth handling at once.

use super::feed::Batch;
use super::lines::{
    BOM, TWO_LINES, blank_length, ends_line, goes_on_after, is_blank, is_broken_first_line, is_one_line,
};
use super::record::{Layout, Start};
use super::source::Source;
use crate::json::{Beginning, Kind, Reach, Tree};
use std::io::{self, ErrorKind, Read};
use std::sync::Arc;

/// How much is read of a file at first, and then at a time; of a pipe what comes, up to the first of these.
const FIRST: usize = 1 << 16;
const BLOCK: usize = 1 << 19;

pub(super) struct Open<'a> {
    pub(super) file: Arc<str>,
    reader: Box<dyn Read + Send + 'a>,
    is_stream: bool,
    mode: Mode,
    /// What was read and not handed on, and how much of it is known to hold no line end.
    bytes: Vec<u8>,
    seen: usize,
    /// How much there must be before the end of a value is looked for again: a large one is not read anew for each part of it.
    worth: usize,
    start: Start,
    has_ended: bool,
    space: Tree,
}

/// How the rest of a source is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Not known before the first value was seen.
    Detect,
    /// Not at all: it is one value.
    Whole,
    /// At line ends.
    Lines,
    /// At line ends as long as the lines look whole: of the first one it is known.
    Guess,
    /// After each value.
    Values,
}

/// Where the bytes are cut.
enum Cut {
    /// After so many bytes, which hold so many records and stand as it says.
    At(usize, u64, Layout),
    /// Not before more was read.
    Later,
    /// Nowhere: nothing more is needed to see what is wrong.
    Never,
}

impl<'a> Open<'a> {
    pub(super) fn new(source: &Source, reader: Box<dyn Read + Send + 'a>, layout: Layout) -> Self {
        Self {
            file: source.name().into(),
            reader,
            is_stream: source.is_stream(),
            mode: match layout {
                Layout::Detect => Mode::Detect,
                Layout::One => Mode::Whole,
                Layout::Lines => Mode::Lines,
                Layout::Values => Mode::Values,
            },
            bytes: Vec::new(),
            seen: 0,
            worth: 0,
            start: Start::of_file(source.is_stream()),
            has_ended: false,
            space: Tree::default(),
        }
    }

    /// The next whole records, or the last ones with whatever follows them. What is read later goes into `spare`.
    pub(super) fn batch(&mut self, mut spare: Vec<u8>) -> io::Result<Batch> {
        if self.bytes.is_empty() {
            std::mem::swap(&mut self.bytes, &mut spare);
            self.bytes.clear();
        }
        loop {
            match self.cut() {
                Cut::At(end, count, layout) => {
                    spare.clear();
                    spare.extend_from_slice(&self.bytes[end..]);
                    let mut bytes = std::mem::replace(&mut self.bytes, spare);
                    bytes.truncate(end);
                    let start = self.start;
                    self.start = start.after(&bytes, count);
                    (self.seen, self.worth) = (0, 0);
                    return Ok(Batch::new(&self.file, bytes, start, layout, false));
                }
                Cut::Later if !self.has_ended => self.read()?,
                Cut::Later | Cut::Never => {
                    let bytes = std::mem::take(&mut self.bytes);
                    return Ok(Batch::new(&self.file, bytes, self.start, self.mode.layout(), true));
                }
            }
        }
    }

    fn read(&mut self) -> io::Result<()> {
        if self.is_stream {
            let length = self.bytes.len();
            self.bytes.resize(length + FIRST, 0);
            let count = loop {
                match self.reader.read(&mut self.bytes[length..]) {
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    read => break read?,
                }
            };
            self.bytes.truncate(length + count);
            self.has_ended = count == 0;
            return Ok(());
        }
        let most = if self.bytes.is_empty() && self.worth == 0 { FIRST } else { BLOCK };
        self.bytes.reserve(most);
        let count = self.reader.by_ref().take(most as u64).read_to_end(&mut self.bytes)?;
        self.has_ended = count < most;
        Ok(())
    }

    fn cut(&mut self) -> Cut {
        match self.mode {
            Mode::Whole => Cut::Later,
            // Whoever walks through the records finds the layout of a text that is there as a whole.
            Mode::Detect | Mode::Lines if self.has_ended => Cut::Later,
            Mode::Detect => self.detect(),
            Mode::Lines => self.after_lines(),
            Mode::Guess => self.after_guessed_lines(),
            Mode::Values => self.after_values(),
        }
    }

    /// Finds out how the values stand, if what was read tells.
    fn detect(&mut self) -> Cut {
        if !self.is_worth_trying() {
            return Cut::Later;
        }
        let text = self.bytes.strip_prefix(BOM).unwrap_or(&self.bytes);
        let mode = match Beginning::new(text).reach(0, &mut self.space) {
            Reach::Open => Ok(None),
            Reach::Broken => guess(text),
            Reach::Ends(end, kind) => {
                let (value, rest) = text.split_at(end);
                let is_alone = is_blank(rest);
                let is_line = is_one_line(value) && ends_line(rest) && rest.contains(&b'\n');
                match kind {
                    _ if is_line && (self.is_stream || !is_alone) => Ok(Some(Mode::Guess)),
                    _ if is_alone => Ok(None),
                    Kind::Object | Kind::Array => Ok(Some(Mode::Values)),
                    // A word or number before other text is no payload but a line of something else.
                    _ => guess(text),
                }
            }
        };
        match mode {
            Ok(Some(mode)) => {
                self.mode = mode;
                self.cut()
            }
            Ok(None) => {
                self.worth = 2 * self.bytes.len();
                Cut::Later
            }
            Err(lost) => lost,
        }
    }

    fn after_lines(&mut self) -> Cut {
        let end = memchr::memrchr(b'\n', &self.bytes[self.seen..]).map(|at| self.seen + at + 1);
        self.seen = self.bytes.len();
        // Lines are not numbered but found by their place.
        end.map_or(Cut::Later, |end| Cut::At(end, 0, Layout::Lines))
    }

    /// The end of the last line before one that looks cut, and is whole when the next lines are taken with it.
    fn after_guessed_lines(&mut self) -> Cut {
        let (mut at, mut count) = (0, 0);
        while let Some(length) = memchr::memchr(b'\n', &self.bytes[at..]) {
            let rest = &self.bytes[at..];
            let line = rest[..length].trim_ascii();
            if looks_cut(line) {
                match goes_on_after(rest, length, &mut self.space) {
                    Some(true) => {
                        self.mode = Mode::Values;
                        break;
                    }
                    None if !self.has_ended => break,
                    None | Some(false) => {}
                }
            }
            count += u64::from(!line.is_empty());
            at += length + 1;
        }
        match (at, self.mode) {
            (0, Mode::Values) => self.cut(),
            (0, _) => Cut::Later,
            _ => Cut::At(at, count, Layout::Lines),
        }
    }

    fn after_values(&mut self) -> Cut {
        if !self.is_worth_trying() {
            return Cut::Later;
        }
        let text = Beginning::new(&self.bytes);
        let (mut end, mut count) = (0, 0);
        let next = loop {
            let from = end + blank_length(&self.bytes[end..]);
            let from = from + if self.bytes[from..].starts_with(BOM) { BOM.len() } else { 0 };
            match text.reach(from, &mut self.space) {
                Reach::Ends(length, _) => (end, count) = (from + length, count + 1),
                next => break next,
            }
        };
        match next {
            _ if end > 0 => Cut::At(end, count, Layout::Values),
            Reach::Broken => Cut::Never,
            _ => {
                self.worth = 2 * self.bytes.len();
                Cut::Later
            }
        }
    }

    /// Whether what was read since the last try may have brought the end of a value.
    fn is_worth_trying(&self) -> bool {
        let closes = || self.bytes.trim_ascii_end().ends_with(b"}") || self.bytes.trim_ascii_end().ends_with(b"]");
        self.has_ended || self.bytes.len() >= self.worth || self.is_stream && closes()
    }
}

impl Mode {
    /// How records are walked through that were cut in this way.
    fn layout(self) -> Layout {
        match self {
            Self::Detect => Layout::Detect,
            Self::Whole => Layout::One,
            Self::Lines | Self::Guess => Layout::Lines,
            Self::Values => Layout::Values,
        }
    }
}

/// How a text goes on whose first value is broken, if what was read tells, or that it is lost.
fn guess(text: &[u8]) -> Result<Option<Mode>, Cut> {
    match is_broken_first_line(text, false) {
        Some(true) => Ok(Some(Mode::Guess)),
        None if text.len() < TWO_LINES => Ok(None),
        _ => Err(Cut::Never),
    }
}

/// Whether a line opens what it does not close.
fn looks_cut(line: &[u8]) -> bool {
    match (line.first(), line.last()) {
        (Some(b'{'), Some(last)) => *last != b'}',
        (Some(b'['), Some(last)) => *last != b']',
        _ => false,
    }
}
