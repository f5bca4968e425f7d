//! `ndjson`: the objects of `json`, one on each line as it is found, the summary on the last. Keeps nothing.

use super::Format;
use super::json::{Payload, Totals};
use crate::report::{PayloadReport, Placed, Summary};
use serde::Serialize;
use std::io::{self, Write};

/// A JSON document for each payload.
#[derive(Debug)]
pub struct Ndjson;

#[derive(Serialize)]
struct End<'a> {
    summary: Totals<'a>,
}

impl Format for Ndjson {
    fn payload(&mut self, out: &mut dyn Write, report: &PayloadReport, shown: &[Placed]) -> io::Result<()> {
        let Some(payload) = Payload::of(report, shown) else {
            return Ok(());
        };
        serde_json::to_writer(&mut *out, &payload)?;
        out.write_all(b"\n")
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &End { summary: Totals::of(summary) })?;
        out.write_all(b"\n")
    }
}
