//! A report for people to read.

use std::fmt;

use comfy_table::{CellAlignment, Table, presets};

use super::Report;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED);
        table.set_header([
            "container",
            "size",
            "shared with\nthe base",
            "pages\ncopied up",
            "own memory",
            "whole-file\ncopy-up",
        ]);
        for container in &self.containers {
            table.add_row([
                container.name.clone(),
                size(container.apparent),
                size(container.shared),
                container.pages.to_string(),
                size(container.own),
                size(container.copy_up),
            ]);
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        writeln!(f, "{table}")?;
        let store = &self.store;
        let own: u64 = self.containers.iter().map(|container| container.own).sum();
        let mut sums = Table::new();
        sums.load_style(presets::NOTHING);
        for (what, bytes) in [
            ("the base", store.base),
            ("between containers", store.between),
            ("containers' own", own),
            ("memory in all", store.memory),
            ("whole-file copy-up would take", store.copy_up),
            ("full copies would take", store.full_copies),
        ] {
            sums.add_row([what.to_string(), size(bytes), format!("{bytes} B")]);
        }
        for column in sums.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        write!(f, "{sums}")
    }
}

/// Bytes in the largest unit that leaves a whole number before the point, as the table has them.
///
/// ```
/// use layers::report::size;
///
/// assert_eq!((size(1_023), size(1 << 20), size(1_610)), ("1023 B".into(), "1.0 MiB".into(), "1.6 KiB".into()));
/// ```
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "one digit behind the point is shown")]
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if bytes < 1 << 10 {
        return format!("{bytes} B");
    }
    let at = (bytes.ilog2() as usize / 10).min(UNITS.len());
    format!("{:.1} {}", bytes as f64 / (1u64 << (10 * at)) as f64, UNITS[at - 1])
}
