//! A payload as the lines of its re-indented text.

use super::explain::{Said, parse_inside};
use super::reader::{Look, Reader, spelled};
use super::{Subject, Wishes};
use crate::finding::Finding;
use crate::json::{Key, Kind, Locator, Node, Pointer};
use std::borrow::Cow;

/// One line of a payload.
#[derive(Debug)]
pub struct Line<'d> {
    /// The strings with JSON in them that the line stands in: of each how many containers are open before it.
    pub inside: Vec<usize>,
    /// How many containers are open before the line, in its own document.
    pub depth: usize,
    /// The line of the file that it begins on; none within strings.
    pub number: Option<u64>,
    /// The key in its JSON spelling.
    pub key: Option<Cow<'d, str>>,
    /// What stands after the key.
    pub content: Content<'d>,
    /// Whether a comma follows.
    pub comma: bool,
    /// What the value says, in words.
    pub said: Option<Said>,
    /// What the field means.
    pub meaning: Option<String>,
    /// What is wrong on the line.
    pub findings: &'d [Finding],
}

/// What a line holds besides its key.
#[derive(Debug, PartialEq, Eq)]
pub enum Content<'d> {
    /// A scalar or an empty container, in its JSON spelling.
    Value(Kind, Cow<'d, str>),
    /// The opening bracket of a container.
    Open(char),
    /// Its closing one.
    Close(char),
    /// So many items or keys are left out here.
    More(usize, &'static str),
}

/// How many items of an array and keys of an object are shown before the rest is only counted.
const ITEMS: usize = 10;
const KEYS: usize = 100;

/// What stands for a source that the payload keeps.
const KEPT: &str = "{...}";
const KEPT_MEANING: &str = "what this was made of, as it came; converting back gives it again";

/// A container that is open.
struct Open<'d> {
    node: Node<'d>,
    pointer: Pointer,
    hidden: Option<String>,
    /// What is left of it to show, the next one last.
    children: Vec<Child<'d>>,
    /// How many children are left out after those.
    left_out: usize,
    comma: bool,
}

/// A value in a container.
#[derive(Clone, Copy)]
struct Child<'d> {
    key: Option<Key<'d>>,
    /// Its place in an array.
    index: usize,
    node: Node<'d>,
}

/// Takes the lines.
type Take<'t> = &'t mut dyn FnMut(Line<'_>) -> anyhow::Result<()>;

/// Gives every line of the shown part to `take`, with the numbers that the locator knows for them.
///
/// # Errors
///
/// When a schema cannot be read, and those of `take`.
pub fn tree(
    subject: Subject<'_>,
    wishes: &Wishes,
    numbers: Option<&mut Locator<'_>>,
    take: Take<'_>,
) -> anyhow::Result<()> {
    let reader = Reader { subject, wishes };
    let Some((part, around)) = reader.part()? else {
        return Ok(());
    };
    let start = part.span().start;
    let findings = if wishes.explain { subject.findings } else { &[] };
    let before = findings.partition_point(|finding| finding.span.start < start);
    let whole = subject.part.tokens().is_empty();
    let mut walk = Walk {
        reader: &reader,
        inside: Vec::new(),
        numbers,
        // What stands before a part is not about it.
        findings: if whole { findings } else { &findings[before..] },
        open: Vec::new(),
    };
    walk.run(part, subject.part.clone(), around.as_deref(), take)
}

/// The way through one document.
struct Walk<'r, 'd, 't> {
    reader: &'r Reader<'d>,
    inside: Vec<usize>,
    numbers: Option<&'r mut Locator<'t>>,
    /// What no line has told yet.
    findings: &'d [Finding],
    open: Vec<Open<'d>>,
}

impl<'d> Walk<'_, 'd, '_> {
    fn run(&mut self, root: Node<'d>, pointer: Pointer, around: Option<&str>, take: Take<'_>) -> anyhow::Result<()> {
        let child = Child { key: None, index: 0, node: root };
        self.value(child, pointer, around, false, take)?;
        while let Some(open) = self.open.last_mut() {
            let Some(child) = open.children.pop() else {
                let open = self.open.pop();
                open.map_or(Ok(()), |open| self.end(&open, take))?;
                continue;
            };
            let pointer = match child.key {
                Some(key) => open.pointer.join(key.name()),
                None => open.pointer.join(child.index.to_string()),
            };
            let comma = !open.children.is_empty() || open.left_out > 0;
            let around = open.hidden.clone();
            self.value(child, pointer, around.as_deref(), comma, take)?;
        }
        Ok(())
    }

    /// A scalar, or the first line of a container.
    fn value(
        &mut self,
        child: Child<'d>,
        pointer: Pointer,
        around: Option<&str>,
        comma: bool,
        take: Take<'_>,
    ) -> anyhow::Result<()> {
        let Child { key, node, .. } = child;
        let look = self.reader.look(node, &pointer, around)?;
        // What the payload was made of is no part of it: nobody looks into it here.
        let is_kept = self.reader.subject.payload.aside() == Some(node);
        let is_open = !is_kept && !node.is_empty() && matches!(node.kind(), Kind::Object | Kind::Array);
        let name = key.map(Key::name);
        let (said, meaning) = self.reader.notes(node, name.as_deref(), &look);
        let start = key.map_or(node.span().start, |key| key.span().start);
        let end = if is_open { node.span().start + 1 } else { node.span().end };
        let line = Line {
            inside: self.inside.clone(),
            depth: self.open.len(),
            number: self.number(start),
            key: key.map(|key| self.reader.key(key, node)),
            content: if is_kept {
                Content::Value(node.kind(), KEPT.into())
            } else if is_open {
                Content::Open(if node.kind() == Kind::Object { '{' } else { '[' })
            } else {
                Content::Value(node.kind(), spelled(node, look.hidden.as_deref()))
            },
            comma: comma && !is_open,
            said,
            meaning: if is_kept { self.reader.wishes.explain.then(|| KEPT_MEANING.to_owned()) } else { meaning },
            findings: self.findings_until(end),
        };
        take(line)?;
        if is_open {
            let open = self.opened(node, pointer, look, comma);
            self.open.push(open);
            return Ok(());
        }
        // Where only an address hides the string, the values in it are told apart.
        let may_expand = look.hidden.is_none() || look.is_address;
        if self.reader.wishes.expand_strings && may_expand { self.inner(node, take) } else { Ok(()) }
    }

    fn opened(&self, node: Node<'d>, pointer: Pointer, look: Look, comma: bool) -> Open<'d> {
        let keys = node.all_members().map(|(key, node)| Child { key: Some(key), index: 0, node });
        let items = node.elements().enumerate().map(|(index, node)| Child { key: None, index, node });
        let all = keys.chain(items);
        let most = match node.kind() {
            _ if self.reader.wishes.full => usize::MAX,
            Kind::Object => KEYS,
            _ => ITEMS,
        };
        // One line that says that one is left out would be no shorter.
        let count = node.all_members().count() + if node.kind() == Kind::Array { node.len() } else { 0 };
        let shown = if count <= most.saturating_add(1) { count } else { most };
        let mut children: Vec<_> = all.take(shown).collect();
        children.reverse();
        Open { node, pointer, hidden: look.hidden, children, left_out: count - shown, comma }
    }

    /// The last lines of a container.
    fn end(&mut self, open: &Open<'d>, take: Take<'_>) -> anyhow::Result<()> {
        let Open { node, left_out, comma, .. } = open;
        let (bracket, noun) = if node.kind() == Kind::Object { ('}', "key") } else { (']', "item") };
        let end = node.span().end;
        let bare = |content, depth, number, comma, findings| Line {
            inside: self.inside.clone(),
            depth,
            number,
            key: None,
            content,
            comma,
            said: None,
            meaning: None,
            findings,
        };
        let depth = self.open.len();
        if *left_out > 0 {
            let findings = take_until(&mut self.findings, end);
            take(bare(Content::More(*left_out, noun), depth + 1, None, false, findings))?;
        }
        let number = self.numbers.as_mut().map(|numbers| numbers.position(end as usize - 1).line);
        let findings = take_until(&mut self.findings, end);
        take(bare(Content::Close(bracket), depth, number, *comma, findings))
    }

    /// The lines of the JSON inside a string.
    fn inner(&self, node: Node<'d>, take: Take<'_>) -> anyhow::Result<()> {
        let Some(text) = node.as_str() else {
            return Ok(());
        };
        let Some(document) = parse_inside(&text) else {
            return Ok(());
        };
        let inner = Pointer::default();
        let subject = Subject { payload: document.root(), part: &inner, meanings: None, findings: &[] };
        let reader = Reader { subject, wishes: self.reader.wishes };
        let inside = self.inside.iter().copied().chain([self.open.len()]).collect();
        let mut walk = Walk { reader: &reader, inside, numbers: None, findings: &[], open: Vec::new() };
        walk.run(document.root(), Pointer::default(), None, take)
    }

    fn number(&mut self, offset: u32) -> Option<u64> {
        self.numbers.as_mut().map(|numbers| numbers.position(offset as usize).line)
    }

    /// The findings that no line has told yet and that begin before an offset.
    fn findings_until(&mut self, end: u32) -> &'d [Finding] {
        take_until(&mut self.findings, end)
    }
}

/// Cuts off the findings that begin before an offset.
fn take_until<'d>(findings: &mut &'d [Finding], end: u32) -> &'d [Finding] {
    let (told, later) = findings.split_at(findings.partition_point(|finding| finding.span.start < end));
    *findings = later;
    told
}
