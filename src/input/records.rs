//! A file's values, one after another, each with its name and its place in the file.

use super::lines::{BOM, blank_length, ends_line, goes_on_after, is_blank, is_broken_first_line, is_one_line};
use super::record::{Label, Layout, Record, Start};
use crate::json::{Beginning, Document, Kind, Origin, Position, PreparedKey, SyntaxError, Tree, is_wide};
use std::sync::LazyLock;

/// Walks through the values of a file, or of a part of one that holds whole values.
#[derive(Debug)]
pub struct Records<'t> {
    bytes: &'t [u8],
    /// The bytes as far as they are UTF-8, once values one after another were looked for.
    text: Option<&'t str>,
    /// How to find the next value; nothing after the last one.
    layout: Option<Layout>,
    is_stream: bool,
    /// Whether lines were taken for values because the first one was.
    is_guess: bool,
    at: usize,
    position: Position,
    count: u64,
    spare: Tree,
}

/// The member of a payload's root under which a conversion keeps what the payload was made of: it is no part of the payload.
pub const KEPT_SOURCE: &str = "x-hookspect-source";

static KEPT_KEY: LazyLock<PreparedKey> = LazyLock::new(|| PreparedKey::of(KEPT_SOURCE));

impl<'t> Records<'t> {
    /// Begins with bytes that stand at this place of their file. The space is that of an earlier document.
    pub fn new(bytes: &'t [u8], layout: Layout, start: Start, spare: Tree) -> Self {
        let Start { position, count, is_stream } = start;
        Self { bytes, text: None, layout: Some(layout), is_stream, is_guess: false, at: 0, position, count, spare }
    }

    /// Gives the space back for other documents.
    pub fn into_spare(self) -> Tree {
        self.spare
    }

    /// Takes a document's space back for the next one.
    pub fn recycle(&mut self, document: Document<'t>) {
        self.spare = document.into_tree();
    }

    fn rest(&self) -> &'t [u8] {
        &self.bytes[self.at..]
    }

    /// Moves to an offset of the file.
    fn advance(&mut self, to: usize) {
        self.position = Origin(self.position).position(self.rest(), to - self.at);
        self.at = to;
    }

    /// Cuts the byte order mark off the rest, and moves past it. It takes no column.
    fn skip_bom(&mut self) -> bool {
        let has_bom = self.rest().starts_with(BOM);
        self.at += if has_bom { BOM.len() } else { 0 };
        has_bom
    }

    fn record(
        &self,
        label: Label,
        text: &'t [u8],
        has_bom: bool,
        mut parsed: Result<Document<'t>, SyntaxError>,
    ) -> Record<'t> {
        if let Ok(document) = &mut parsed {
            document.set_aside(&KEPT_KEY);
        }
        let has_bom_here = has_bom && self.bytes[..self.at].ends_with(BOM);
        let start = self.at - if has_bom_here { BOM.len() } else { 0 };
        let end = self.at + text.len();
        let end = end + usize::from(matches!(label, Label::Line(_)) && self.bytes.get(end) == Some(&b'\n'));
        Record { label, origin: Origin(self.position), text, whole: &self.bytes[start..end], has_bom, parsed }
    }

    /// The whole file as one value.
    fn only(&mut self) -> Record<'t> {
        let has_bom = self.skip_bom();
        let text = self.rest();
        let parsed = Document::parse_into(text, &mut self.spare);
        self.last(Label::Only, text, has_bom, parsed)
    }

    /// A record after which nothing is read.
    fn last(
        &mut self,
        label: Label,
        text: &'t [u8],
        has_bom: bool,
        parsed: Result<Document<'t>, SyntaxError>,
    ) -> Record<'t> {
        self.layout = None;
        self.record(label, text, has_bom, parsed)
    }

    /// The first value of a file whose layout is to be found out.
    fn first(&mut self) -> Option<Record<'t>> {
        let bom_at = self.at;
        let has_bom = self.skip_bom();
        let text = self.rest();
        match Document::parse_prefix(text, &mut self.spare) {
            Ok((document, end)) => {
                let fills_line = is_one_line(&text[..end]) && ends_line(&text[end..]);
                let is_alone = is_blank(&text[end..]);
                if fills_line && (!is_alone || self.is_stream) {
                    self.recycle(document);
                    return self.as_lines(bom_at);
                }
                let is_container = matches!(document.root().kind(), Kind::Object | Kind::Array);
                if !is_alone && !is_container {
                    // A word or number before other text is no payload but a line of something else.
                    self.recycle(document);
                    if is_broken_first_line(text, true) == Some(true) {
                        return self.as_lines(bom_at);
                    }
                    self.at = bom_at;
                    return Some(self.only());
                }
                if is_alone {
                    return Some(self.last(Label::Only, text, has_bom, Ok(document)));
                }
                self.layout = Some(Layout::Values);
                Some(self.take_value(has_bom, document, end))
            }
            Err(_) if is_broken_first_line(text, true) == Some(true) => self.as_lines(bom_at),
            Err(_) if self.is_stream && is_blank(text) => None,
            Err(error) => Some(self.last(Label::Only, text, has_bom, Err(error))),
        }
    }

    /// Goes back to an offset and reads lines from there.
    fn as_lines(&mut self, at: usize) -> Option<Record<'t>> {
        self.at = at;
        self.is_guess = true;
        self.layout = Some(Layout::Lines);
        self.line()
    }

    /// The value on the next line that is not blank.
    fn line(&mut self) -> Option<Record<'t>> {
        if self.count == 0 && self.at == 0 && is_wide(self.bytes) {
            // It has no lines that could be told apart.
            return Some(self.only());
        }
        // A mark before a blank line is one before the next payload.
        let mut has_bom = false;
        loop {
            if self.rest().is_empty() {
                return None;
            }
            has_bom |= self.skip_bom();
            let length = memchr::memchr(b'\n', self.rest()).unwrap_or(self.rest().len());
            let text = &self.rest()[..length];
            let next = (self.at + length + 1).min(self.bytes.len());
            if is_blank(text) {
                self.next_line(next);
                continue;
            }
            let parsed = Document::parse_into(text, &mut self.spare);
            if parsed.is_err() && self.is_guess && self.goes_on_after(length) {
                self.layout = Some(Layout::Values);
                return self.value();
            }
            let label = Label::Line(self.position.line);
            let record = self.record(label, text, has_bom, parsed);
            self.count += 1;
            self.next_line(next);
            return Some(record);
        }
    }

    /// Whether a value that is cut at its line's end is whole when the next lines are taken with it: then the file holds values
    /// one after another, and only the first of them filled one line each.
    fn goes_on_after(&mut self, length: usize) -> bool {
        goes_on_after(self.rest(), length, &mut self.spare) == Some(true)
    }

    fn next_line(&mut self, at: usize) {
        self.at = at;
        self.position = Position { line: self.position.line + 1, column: 1 };
    }

    /// The next of several values.
    fn value(&mut self) -> Option<Record<'t>> {
        let blank = blank_length(self.rest());
        if self.rest().len() == blank && (self.count > 0 || self.is_stream) {
            return None;
        }
        self.advance(self.at + blank);
        let has_bom = self.skip_bom();
        let text = self.rest();
        match self.read_value() {
            Ok((document, end)) => Some(self.take_value(has_bom, document, end)),
            Err(error) => {
                self.count += 1;
                let error = if self.count > 1 { lose_rest(error) } else { error };
                Some(self.last(Label::Number(self.count), text, has_bom, Err(error)))
            }
        }
    }

    /// Reads a value from the rest of the file. That the bytes are UTF-8 is checked once for all values.
    fn read_value(&mut self) -> Result<(Document<'t>, usize), SyntaxError> {
        let text = *self.text.get_or_insert_with(|| Beginning::new(self.bytes).text());
        let known = text.get(self.at..).unwrap_or_default();
        match Document::parse_first(known, &mut self.spare) {
            // What is damaged after the text may be what is wrong with it.
            Err(_) if text.len() < self.bytes.len() => Document::parse_prefix(self.rest(), &mut self.spare),
            read => read,
        }
    }

    /// Takes a value that was read from the rest of the file.
    fn take_value(&mut self, has_bom: bool, document: Document<'t>, end: usize) -> Record<'t> {
        self.count += 1;
        let record = self.record(Label::Number(self.count), &self.rest()[..end], has_bom, Ok(document));
        self.advance(self.at + end);
        record
    }
}

impl<'t> Iterator for Records<'t> {
    type Item = Record<'t>;

    fn next(&mut self) -> Option<Record<'t>> {
        match self.layout? {
            Layout::One if self.is_stream && is_blank(self.bytes) => None,
            Layout::One => Some(self.only()),
            Layout::Detect => self.first(),
            Layout::Lines => self.line(),
            Layout::Values => self.value(),
        }
    }
}

/// Says that nothing after the error is read: values one after another have no mark to go on from.
fn lose_rest(error: SyntaxError) -> SyntaxError {
    let help = error.help.map_or_else(String::new, |help| help + "; ");
    SyntaxError { help: Some(help + "the rest of the file is not read"), ..error }
}

#[cfg(test)]
mod tests {
    use super::{Label, Layout, Records, Start};
    use crate::json::Tree;

    fn walk(text: &str, layout: Layout, is_stream: bool) -> Vec<String> {
        let records = Records::new(text.as_bytes(), layout, Start::of_file(is_stream), Tree::default());
        let show = |record: super::Record<'_>| {
            let label = match record.label {
                Label::Only => "only".into(),
                Label::Line(line) => format!("line {line}"),
                Label::Number(number) => format!("number {number}"),
            };
            let place = record.origin.position(
                record.text,
                record.parsed.as_ref().map_or_else(|error| error.at, |document| document.root().span().start as usize),
            );
            let value = record.parsed.map_or_else(|_| "broken".into(), |document| document.root().raw().to_owned());
            format!("{label} {}:{} {value}", place.line, place.column)
        };
        records.map(show).collect()
    }

    #[test]
    fn one_value_is_the_file() {
        assert_eq!(walk("\n{\"a\":\n1}\n", Layout::Detect, false), ["only 2:1 {\"a\":\n1}"]);
        assert_eq!(walk("{}", Layout::Detect, false), ["only 1:1 {}"]);
        assert_eq!(walk("{}", Layout::Detect, true), ["line 1 1:1 {}"]);
        assert_eq!(walk(" ", Layout::Detect, false), ["only 1:2 broken"]);
        assert_eq!(walk(" ", Layout::Detect, true).len(), 0);
        assert_eq!(walk("\u{FEFF}[1]", Layout::One, false), ["only 1:1 [1]"]);
        assert_eq!(walk("{} {}", Layout::One, false), ["only 1:4 broken"]);
    }

    #[test]
    fn lines_go_on_after_a_broken_one() {
        let lines = "{\"a\":1}\n\n{\"a\":}\r\n{\"b\":2}\n";
        let expected = ["line 1 1:1 {\"a\":1}", "line 3 3:6 broken", "line 4 4:1 {\"b\":2}"];
        assert_eq!(walk(lines, Layout::Detect, false), expected);
        assert_eq!(walk(lines, Layout::Lines, false), expected);
        assert_eq!(walk("{]}\n{}\n", Layout::Detect, false), ["line 1 1:2 broken", "line 2 2:1 {}"]);
    }

    #[test]
    fn values_end_with_the_first_broken_one() {
        let values = "{\"a\":\n1} {\"b\":2}\n[3] x {}";
        let expected =
            ["number 1 1:1 {\"a\":\n1}", "number 2 2:4 {\"b\":2}", "number 3 3:1 [3]", "number 4 3:5 broken"];
        assert_eq!(walk(values, Layout::Detect, false), expected);
        let mixed = "{\"a\":1}\n{\"b\":\n2}\n{}";
        assert_eq!(
            walk(mixed, Layout::Detect, false),
            ["line 1 1:1 {\"a\":1}", "number 2 2:1 {\"b\":\n2}", "number 3 4:1 {}"]
        );
        assert_eq!(walk("1 2", Layout::Values, false), ["number 1 1:1 1", "number 2 1:3 2"]);
    }
}
