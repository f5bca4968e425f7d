//! Values as `diff` writes them: exactly for programs; for people with nothing personal in them, and cut.

use crate::diff::{Change, ChangeKind, Comparison, Merge, Pruner, Rules, Side};
use crate::json::{Kind, Node, Pointer, escape};
use crate::schema::{Guide, Meaning, Spot};
use crate::words::counted;
use std::cell::RefCell;

/// How values are written.
pub(super) struct Writer {
    /// Of those for programs, which want values exactly: writes values exactly, without what is left out of them.
    exact: Option<RefCell<Pruner>>,
    show_personal: bool,
}

/// A field, as far as its schemas know it.
pub(super) struct Field {
    spot: Option<Spot>,
    /// Whether it is personal, or stands in something that is, and must not be shown.
    pub(super) is_masked: bool,
}

static UNKNOWN: std::sync::LazyLock<Meaning> = std::sync::LazyLock::new(Meaning::default);

impl Field {
    pub(super) fn meaning<'g>(&self, guide: &'g Guide) -> &'g Meaning {
        self.spot.map_or(&*UNKNOWN, |spot| guide.meaning(spot))
    }
}

/// The most characters of a value that are shown.
const SHOWN: usize = 160;

/// The most characters of a text that are shown where a part of it changed.
const PART: usize = 48;

impl Writer {
    pub(super) fn exact(rules: &Rules) -> Self {
        Self { exact: Some(RefCell::new(Pruner::new(rules))), show_personal: true }
    }

    pub(super) fn for_people(show_personal: bool) -> Self {
        Self { exact: None, show_personal }
    }

    /// The field at a pointer.
    pub(super) fn field(&self, guide: &mut Guide, pointer: &Pointer) -> Field {
        let mut spot = guide.root();
        let mut is_masked = guide.meaning(spot).is_masked();
        let mut known = Some(spot);
        for token in pointer.tokens() {
            known = known.map(|known| guide.step(known, token.as_str()));
            spot = guide.step_to_like(spot, token.as_str());
            is_masked |= guide.meaning(spot).is_masked();
        }
        Field { spot: known, is_masked: is_masked && !self.show_personal }
    }

    /// The values of a change.
    pub(super) fn values(
        &self,
        comparison: &Comparison<'_>,
        change: &Change<'_>,
        field: &Field,
        guide: &mut Guide,
    ) -> (Option<String>, Option<String>) {
        if let Some(pruner) = &self.exact {
            let mut pruner = pruner.borrow_mut();
            let before = change.before.map(|value| pruner.write(&comparison.pointer(change, Side::Before), value));
            let after = change.after.map(|value| pruner.write(&comparison.pointer(change, Side::After), value));
            return (before, after);
        }
        let hides = |node: Node<'_>| field.is_masked || !self.show_personal && node.holds_address();
        if let (Some(before), Some(after), ChangeKind::Changed) = (change.before, change.after, change.kind)
            && !hides(before)
            && !hides(after)
            && let Some((before, after)) = parts(before, after)
        {
            return (Some(before), Some(after));
        }
        let mut show = |node: Option<Node<'_>>| node.map(|node| self.shown(node, field, guide));
        let before = show(change.before);
        // What moved is the same, and need not be shown twice.
        let after = if change.kind == ChangeKind::Moved { None } else { show(change.after) };
        (before, after)
    }

    /// A value for people, in one line.
    fn shown(&self, node: Node<'_>, field: &Field, guide: &mut Guide) -> String {
        let mut out = String::new();
        let spot = field.spot.unwrap_or_else(|| guide.root());
        let is_whole = self.write(node, spot, field.is_masked, guide, &mut out);
        match node.kind() {
            _ if is_whole => out,
            Kind::Object => format!("{out}... ({})", counted(node.len(), "member")),
            Kind::Array => format!("{out}... ({})", counted(node.len(), "item")),
            _ => format!("{out}... ({})", counted(node.as_str().map_or(0, |text| text.chars().count()), "character")),
        }
    }

    /// Writes a value as far as there is room; says whether all of it was written.
    fn write(&self, node: Node<'_>, spot: Spot, is_masked: bool, guide: &mut Guide, out: &mut String) -> bool {
        let is_masked = is_masked || !self.show_personal && guide.meaning(spot).is_masked();
        let room = SHOWN.saturating_sub(out.chars().count());
        let (open, close) = match node.kind() {
            Kind::Object => ('{', '}'),
            Kind::Array => ('[', ']'),
            _ => return scalar(node, is_masked || !self.show_personal && node.holds_address(), room, out),
        };
        out.push(open);
        let members = node.members().map(|(key, value)| (Some(key), value));
        let items = node.elements().map(|item| (None, item));
        for (index, (key, value)) in members.chain(items).enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            if out.chars().count() >= SHOWN {
                return false;
            }
            let spot = match key {
                Some(key) => {
                    let name = key.name();
                    out.push_str(&escape(&name));
                    out.push_str(": ");
                    guide.step_to_like(spot, &name)
                }
                None => guide.item(spot, index),
            };
            if !self.write(value, spot, is_masked, guide, out) {
                return false;
            }
        }
        out.push(close);
        true
    }
}

/// Writes a value that is no container; says whether all of it was written.
fn scalar(node: Node<'_>, is_masked: bool, room: usize, out: &mut String) -> bool {
    let raw = node.raw();
    if is_masked && !node.is_null() {
        let width = node.as_str().map_or(raw.len(), |text| text.chars().count());
        let quote = if node.kind() == Kind::String { "\"" } else { "" };
        out.extend([quote, &"\u{2022}".repeat(width.min(24)), quote]);
        return true;
    }
    let end = raw.char_indices().nth(room.max(PART)).map(|(end, _)| end);
    out.push_str(&raw[..end.unwrap_or(raw.len())]);
    end.is_none()
}

/// Where two long texts begin to differ.
pub(super) fn first_difference(before: Node<'_>, after: Node<'_>) -> Option<String> {
    let (old, new) = (before.as_str()?, after.as_str()?);
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    (old.len().max(new.len()) > SHOWN).then(|| format!("from character {} on", same + 1))
}

/// Of two long texts the parts where they differ, with a little of what is around them.
fn parts(before: Node<'_>, after: Node<'_>) -> Option<(String, String)> {
    let (old, new) = (before.as_str()?, after.as_str()?);
    if old.len().max(new.len()) <= SHOWN {
        return None;
    }
    let prefix: usize =
        old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(character, _)| character.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[prefix..], &new[prefix..]);
    let suffix: usize = old_rest
        .chars()
        .rev()
        .zip(new_rest.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let around = |text: &str| {
        let (start, end) = (prefix, text.len() - suffix);
        let lead = text[..start].char_indices().rev().nth(PART / 3).map_or(0, |(at, _)| at);
        let changed = text[start..end].char_indices().nth(PART).map_or(end, |(at, _)| start + at);
        let trail = text[end..].char_indices().nth(PART / 3).map_or(text.len(), |(at, _)| end + at);
        let dots = |is_cut: bool| if is_cut { "..." } else { "" };
        let middle = if changed < end {
            format!("{}...{}", &text[lead..changed], &text[end..trail])
        } else {
            text[lead..trail].to_owned()
        };
        format!("{}{}{}", dots(lead > 0), escape(&middle), dots(trail < text.len()))
    };
    Some((around(&old), around(&new)))
}

/// A merge patch as JSON, indented.
pub(super) fn merge_patch(merge: &Merge<'_>, rules: &Rules) -> String {
    let mut out = String::new();
    write_merge(merge, &Pointer::default(), &mut Pruner::new(rules), &mut out);
    out
}

fn write_merge(merge: &Merge<'_>, at: &Pointer, pruner: &mut Pruner, out: &mut String) {
    match merge {
        Merge::Value(value) => out.push_str(&pruner.write(at, *value)),
        Merge::Gone => out.push_str("null"),
        Merge::Members(members) if members.is_empty() => out.push_str("{}"),
        Merge::Members(members) => {
            let indent = "  ".repeat(at.tokens().len());
            out.push('{');
            for (index, (key, part)) in members.iter().enumerate() {
                out.push_str(if index > 0 { ",\n" } else { "\n" });
                out.push_str(&indent);
                out.push_str("  ");
                out.push_str(key.as_written());
                out.push_str(": ");
                write_merge(part, &at.join(key.name()), pruner, out);
            }
            out.push('\n');
            out.push_str(&indent);
            out.push('}');
        }
    }
}
