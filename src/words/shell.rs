//! Words for a shell.

use std::borrow::Cow;

/// A text as one word of a command line: in single quotes where a shell would take it apart, which PowerShell reads too.
pub fn shell_word(text: &str) -> Cow<'_, str> {
    let is_plain = |character: char| character.is_alphanumeric() || "/._-:@%+=,".contains(character);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.into()
    } else {
        format!("'{}'", text.replace('\'', "'\\''")).into()
    }
}

#[cfg(test)]
mod tests {
    use super::shell_word;

    #[test]
    fn words_are_quoted_where_they_must_be() {
        let words = ["/a/0/b", "", "a b", "it's", "a$b"].map(shell_word);
        assert_eq!(words, ["/a/0/b", "''", "'a b'", r"'it'\''s'", "'a$b'"]);
    }
}
