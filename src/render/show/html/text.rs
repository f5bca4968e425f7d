//! A text of the input as text of a page, and nothing else.

use crate::json::{is_unsafe, push_unicode_escape};
use std::fmt::{self, Display, Formatter, Write};

/// A text, escaped for the content of an element and for an attribute in quotes.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    /// Whether other characters than those of ASCII are written as references.
    pub(super) is_ascii: bool,
}

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in self.text.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // A reference would only hide it from who reads the source.
                hidden if is_unsafe(hidden) => {
                    let mut escape = String::new();
                    push_unicode_escape(&mut escape, hidden);
                    f.write_str(&escape)?;
                }
                other if self.is_ascii && !other.is_ascii() => write!(f, "&#x{:x};", u32::from(other))?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn nothing_is_markup() {
        let cases = [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\"><img src=x onerror='a'>", "&quot;&gt;&lt;img src=x onerror=&#39;a&#39;&gt;"),
            ("&lt;&#60;", "&amp;lt;&amp;#60;"),
            ("\u{1b}[2J\u{202e}\0\r\n", "\\u001b[2J\\u202e\\u0000\\u000d\\u000a"),
            ("é•🦀", "é•🦀"),
        ];
        for (text, expected) in cases {
            assert_eq!(Text { text, is_ascii: false }.to_string(), expected);
        }
        assert_eq!(Text { text: "é🦀", is_ascii: true }.to_string(), "&#xe9;&#x1f980;");
    }
}
