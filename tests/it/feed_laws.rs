//! Reading a source piece by piece finds the same records as having all of it, however the pieces come.

use hookspect::input::{Feed, IgnoreRules, Inputs, Layout, Portion, Record, Records, Start};
use hookspect::json::Tree;
use proptest::prelude::*;
use std::io::Read;

/// Gives its bytes in pieces of these lengths, over and over.
struct Pieces<'a> {
    bytes: &'a [u8],
    lengths: Vec<usize>,
    next: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.lengths[self.next % self.lengths.len()].min(buffer.len());
        self.next += 1;
        self.bytes.read(&mut buffer[..length])
    }
}

fn told(record: &Record<'_>) -> String {
    let place = |at| record.origin.position(record.text, at);
    match &record.parsed {
        Ok(document) => {
            let root = document.root();
            format!("{:?} {:?} {} {}", record.label, place(root.span().start as usize), record.has_bom, root.raw())
        }
        // What is said of damage may depend on what follows it.
        Err(_) => format!("{:?} {}", record.label, record.has_bom),
    }
}

fn all(records: Records<'_>) -> Vec<String> {
    records.map(|record| told(&record)).collect()
}

fn in_pieces(bytes: &[u8], layout: Layout, lengths: &[usize]) -> Vec<String> {
    let mut stdin = Pieces { bytes, lengths: lengths.to_vec(), next: 0 };
    let inputs = Inputs::new(&[], None, IgnoreRules::Honour).expect("stdin is named once");
    let mut feed = Feed::new(inputs, &mut stdin, move |_| layout);
    let mut found = Vec::new();
    while let Some(portion) = feed.next(Vec::new()) {
        match portion {
            Portion::Batch(batch) => found.extend(all(batch.records(Tree::default()))),
            Portion::Unread(unread) => panic!("{unread:?}"),
        }
    }
    found
}

/// Values in the ways in which they come: whole on a line, over several lines, broken, and what is between them.
fn part() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just("{\"a\":1}\n".to_owned()),
        2 => Just("{\"b\":[true,\"é€😀\\n\"]}\r\n".to_owned()),
        2 => Just("{\n  \"c\": {\n  }\n}\n".to_owned()),
        1 => Just("[1,\n2]\n".to_owned()),
        1 => Just("{\"d\":2} {\"e\":3}\n".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("{\"f\":}\n".to_owned()),
        1 => Just("{\"g\": \"cut\n".to_owned()),
        1 => Just("12\n".to_owned()),
        1 => Just("\u{FEFF}{}\n".to_owned()),
        1 => "[ -~]{0,12}\n",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn lines_and_values_are_the_same_in_pieces(
        parts in prop::collection::vec(part(), 0..8),
        is_ended in any::<bool>(),
        lengths in prop::collection::vec(1_usize..40, 1..6),
    ) {
        let mut text = parts.concat();
        if !is_ended {
            text.truncate(text.trim_end().len());
        }
        for layout in [Layout::Lines, Layout::Values] {
            let whole = Records::new(text.as_bytes(), layout, Start::of_file(true), Tree::default());
            prop_assert_eq!(in_pieces(text.as_bytes(), layout, &lengths), all(whole), "{:?} {:?}", layout, text);
        }
    }

    #[test]
    fn what_is_detected_is_the_same_in_large_pieces(parts in prop::collection::vec(part(), 0..8)) {
        let text = parts.concat();
        let whole = Records::new(text.as_bytes(), Layout::Detect, Start::of_file(true), Tree::default());
        prop_assert_eq!(in_pieces(text.as_bytes(), Layout::Detect, &[1 << 20]), all(whole), "{:?}", text);
    }

    /// Where nothing is broken, how the pieces come does not matter even for what is detected.
    #[test]
    fn whole_values_are_detected_in_any_pieces(
        lines in prop::collection::vec(prop_oneof![Just("{\"a\":1}\n"), Just("{\n \"c\": {}\n}\n"), Just("[2]\n"), Just("\n")], 0..8),
        lengths in prop::collection::vec(1_usize..40, 1..6),
    ) {
        let text = lines.concat();
        let whole = Records::new(text.as_bytes(), Layout::Detect, Start::of_file(true), Tree::default());
        prop_assert_eq!(in_pieces(text.as_bytes(), Layout::Detect, &lengths), all(whole), "{:?}", text);
    }
}
