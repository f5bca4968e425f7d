//! Signatures over a payload's text survive `fmt`: what a pretty form is made of can be signed again.

use crate::support::hookspect;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Key, the message as it was signed, and the digest that the vendor published, in hexadecimal.
const PUBLISHED: [(&str, &str, &str); 3] = [
    ("secretKey", r#"{"a":1}"#, "a17d2ac229d1ebbb5f10e839c7985c4818e5986eab297f7e5979196d4d7d3ed2"),
    ("secretKey", r#"{"a\"b":1}"#, "f7cf97814a03146abedb9793f56e1dec34f618f82d10395310d053f749483ffb"),
    ("secret-signature-key", r#"{"test":"test1"}"#, "5547d4d07430a2d1b77649564c68d80afe591f7cc61ca110bccb442e3205eeec"),
];

fn digest(key: &str, message: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key has any length");
    mac.update(message.as_bytes());
    let bytes: Vec<String> = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    bytes.concat()
}

#[test]
fn published_signatures_verify_over_the_compact_form_of_the_pretty_form() {
    for (key, message, expected) in PUBLISHED {
        for layout in [["--indent", "2"], ["--indent", "tab"], ["--indent", "16"]] {
            let pretty = hookspect(&["fmt", layout[0], layout[1]], message.as_bytes()).stdout;
            assert!(pretty.lines().count() > 1, "{pretty}");
            assert_ne!(digest(key, &pretty), expected);
            let compact = hookspect(&["fmt", "--compact"], pretty.as_bytes()).stdout;
            assert_eq!(digest(key, compact.strip_suffix('\n').expect("a line ends")), expected, "{pretty}");
        }
    }
}
