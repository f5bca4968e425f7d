//! Rows under headings, as wide as the output.

use comfy_table::{ContentArrangement, Row, Table, presets};
use std::io::{self, Write};

/// Writes rows with their columns aligned; where a width is given, cells are broken to fit it.
pub(super) fn columns<R: Into<Row>>(
    out: &mut dyn Write,
    header: impl Into<Row>,
    rows: impl IntoIterator<Item = R>,
    width: Option<usize>,
) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header).add_rows(rows);
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
