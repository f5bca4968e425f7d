//! What a card says of values that stand twice: one of them counts here, and others may take the other one.

use super::card::{CardRow, Facts, apart, masked, of_value};
use super::reader::Reader;
use crate::json::{Locator, Node, Pointer, Span};

/// The rows that values can be named in, with the place in the model that begins theirs.
const ROWS: [(&str, &str); 6] = [
    ("customer", "/customer"),
    ("company", "/company"),
    ("item", "/item"),
    ("segment", "/segment"),
    ("when", "/sent_at"),
    ("when", "/occurred_at"),
];

/// Adds to the rows what stands in the payload beside their values, under keys that stand again.
pub(super) fn name_repeated(
    rows: &mut [CardRow],
    facts: &Facts,
    reader: &Reader<'_>,
    lines: &mut Locator<'_>,
) -> anyhow::Result<()> {
    let payload = reader.subject.payload;
    let document = payload.document();
    for duplicate in document.duplicate_keys(payload) {
        let place = document.pointer_below(payload, duplicate.object).join(duplicate.name.clone());
        for (label, beginning) in ROWS {
            let Some(row) = rows.iter_mut().find(|row| row.label == label) else { continue };
            let Some(source) = facts.first_source(beginning, &place) else { continue };
            let rest = source.below(&place).unwrap_or_default();
            let hidden = reader.hidden_at(source)?;
            if let Some((span, other)) = before(duplicate.object, &duplicate.name, duplicate.key) {
                let line = lines.position(span.start as usize).line;
                row.parts.push(words(other, &rest, hidden.as_deref(), line));
            }
        }
    }
    Ok(())
}

/// The member before one that has the same name.
fn before<'d>(object: Node<'d>, name: &str, key: Span) -> Option<(Span, Node<'d>)> {
    let earlier = object.all_members().take_while(|(other, _)| other.span() != key);
    earlier.filter(|(other, _)| other.name() == name).last().map(|(other, value)| (other.span(), value))
}

fn words(other: Node<'_>, rest: &Pointer, hidden: Option<&str>, line: u64) -> String {
    let value = rest.resolve(other).and_then(of_value);
    let value =
        value.map_or_else(|| "another one".to_owned(), |(kind, text)| apart(&masked(hidden, kind, &text)).into_owned());
    format!("also {value} on line {line}: the last one counts")
}
