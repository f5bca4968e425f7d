//! Texts of the input in Markdown, of which nothing becomes markup, a link or a mention.
//!
//! What a page makes of `@name`, `#12`, `example.com` or `:sign:` differs from place to place, and most look for such things after
//! the markup was read, when an escape is gone already. None looks into code. So a word that is not plain is shown as code.

use super::style::safe;

/// A text as code, whatever it holds. Nothing when there is no text, as no code is empty.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = safe(text);
    // Code ends at as many backticks as it begins with.
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // One space at each end is taken away again, where there is one at both.
    let is_padded = text.starts_with('`') || text.ends_with('`') || text.starts_with(' ') && text.ends_with(' ');
    let space = if is_padded { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// A sentence: plain words as they are, texts in quotes and all other words as code. It must not stand at the start of a line.
pub(super) fn prose(text: &str) -> String {
    let text = safe(text);
    let (mut out, mut rest) = (String::with_capacity(text.len()), text.as_str());
    while !rest.is_empty() {
        let (piece, tail) = rest.split_at(end_of_piece(rest));
        let (before, inner, after) = parts(piece);
        out.push_str(before);
        out.push_str(&if is_plain(inner) { inner.to_owned() } else { code(inner) });
        out.push_str(after);
        rest = tail.trim_start_matches(' ');
        // A page shows one space of several, and none at the end.
        out.push_str(if rest.is_empty() { "" } else { " " });
    }
    out
}

/// Markdown as the cell of a table: a bar in it is escaped, in code too.
pub(super) fn cell(markdown: &str) -> String {
    markdown.replace('|', "\\|")
}

/// Where the first piece of a text ends: a text in quotes, spaces and all, or a word.
fn end_of_piece(text: &str) -> usize {
    let end_of_word = |start: usize| text[start..].find(' ').map_or(text.len(), |length| start + length);
    let opening = text.find(|character| character != '(').unwrap_or(0);
    let Some(inner) = text[opening..].strip_prefix('"') else {
        return end_of_word(0);
    };
    let mut is_escaped = false;
    let closing = inner.find(|character| {
        let is_closing = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_closing
    });
    closing.map_or_else(|| end_of_word(0), |at| end_of_word(opening + 1 + at))
}

/// A piece without the marks of the sentence around it, and these.
fn parts(piece: &str) -> (&str, &str, &str) {
    let (before, rest) = piece.split_at(piece.len() - piece.trim_start_matches('(').len());
    let is_bracketed = rest.contains('(') && !rest.starts_with('"');
    let is_mark = |sign: char| matches!(sign, ',' | ';' | ':' | '.' | '?' | '\u{2026}') || sign == ')' && !is_bracketed;
    let (inner, after) = rest.split_at(rest.trim_end_matches(is_mark).len());
    (before, inner, after)
}

/// Whether it is a word or a number, in no form that a page could take for a name of something.
fn is_plain(inner: &str) -> bool {
    let is_letter = |character: char| character.is_alphabetic() || character == '\u{2022}';
    let is_word = inner.chars().all(|character| is_letter(character) || matches!(character, '-' | '\'' | '/'));
    let is_number =
        inner.chars().all(|character| character.is_ascii_digit() || matches!(character, '-' | '+' | ':' | '.' | ','));
    let is_joined = ['-', '/'].iter().any(|sign| inner.starts_with(*sign) || inner.ends_with(*sign));
    matches!(inner, "->" | "=" | "-" | "+" | "%" | "\u{2014}")
        || is_word && !is_joined && !inner.contains("--")
        || is_number && !inner.contains("--")
}

#[cfg(test)]
mod tests {
    use super::{cell, code, prose};

    #[test]
    fn code_holds_any_text() {
        let cases = [
            ("a*b_c", "`a*b_c`"),
            ("a`b", "``a`b``"),
            ("`a```", "```` `a``` ````"),
            (" a ", "`  a  `"),
            ("a\n\u{202e}\\", "`a\\u000a\\u202e\\`"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(code(text), expected, "{text}");
        }
        assert_eq!(cell(&code("a|b\\|c")), "`a\\|b\\\\|c`");
    }

    #[test]
    fn plain_words_stay_and_others_are_code() {
        let same = [
            "customer moved to the Win Back segment",
            "2018-01-01 03:00:05 UTC, 8 years ago (when it was sent)",
            "the customer's id, Frequent buyers -> Añejo",
            "+4500 (+100 %), minor units: lower-case and/or 45.00 EUR",
        ];
        for text in same {
            assert_eq!(prose(text), text);
        }
        let cases = [
            ("\"merchnat_id\" is not known, see (\"a b_c\").", "`\"merchnat_id\"` is not known, see (`\"a b_c\"`)."),
            ("of \"id\" (\"a b\"): f(x), (g(x))", "of `\"id\"` (`\"a b\"`): `f(x)`, (`g(x))`"),
            ("to @you and #12, GH-12 or a@example.com:", "to `@you` and `#12`, `GH-12` or `a@example.com`:"),
            ("www.example.com javascript:alert(1)", "`www.example.com` `javascript:alert(1)`"),
            (
                "<b>x</b>  &lt; *a* _b_ ~c~ [d](e) !1 :tada:",
                "`<b>x</b>` `&lt`; `*a*` `_b_` `~c~` `[d](e)` `!1` `:tada`:",
            ),
            ("a \"b \\\" <c>\" d", "a `\"b \\\" <c>\"` d"),
            ("a \"open <b>", "a `\"open` `<b>`"),
            ("/close -- a`b \\", "`/close` `--` ``a`b`` `\\`"),
            ("A••• \u{202e}x\ny", "A••• `\\u202ex\\u000ay`"),
        ];
        for (text, expected) in cases {
            assert_eq!(prose(text), expected);
        }
    }
}
