//! Paths as they stand in URIs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a URI's path keeps as it is. A colon is not among it: in a relative one it would end a scheme.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path with `/` between its steps, as a URI spells it.
pub(crate) fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, KEPT).to_string()
}
