//! The measurements as a table, and how to read it.

use comfy_table::{CellAlignment, Table, presets};

use crate::contender::Contender;
use crate::machine;
use crate::units::{count, grouped, size, time};

/// One column for each contender; all rows have units.
pub fn table(columns: &[Contender], wanted: usize) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    let mut header = vec![String::new()];
    header.extend(columns.iter().map(|column| column.name.replace(", ", "\n")));
    table.set_header(header);
    let mut row = |name: &str, cell: &dyn Fn(&Contender) -> String| {
        let mut cells = vec![name.to_string()];
        cells.extend(columns.iter().map(cell));
        table.add_row(cells);
    };
    row("children measured", &|column| grouped(column.children));
    row("fork off a child", &|column| time(column.fork));
    row("first write to a page", &|column| time(column.writes.first));
    row("second write to it", &|column| time(column.writes.second));
    row("a child's private memory (Private_Dirty)", &|column| size(column.private));
    row("shared with the parent (Shared_Dirty)", &|column| size(column.shared));
    row("a child's page tables (VmPTE)", &|column| column.tables.map_or("-".to_string(), size));
    let all =
        if wanted == 1 { "the child".to_string() } else { format!("all {}", grouped(wanted)) };
    row(&format!("{all}: time to fork"), &|column| {
        let (mark, factor) = extrapolation(column, wanted);
        format!("{mark}{}", time(column.all.0 * factor))
    });
    row(&format!("{all}: memory beside the parent's"), &|column| {
        let (mark, factor) = extrapolation(column, wanted);
        format!("{mark}{}", size(scaled(column.all.1, factor)))
    });
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// A mark for what was not measured, and by how much there are more children than were.
#[allow(clippy::cast_precision_loss, reason = "a ratio")]
fn extrapolation(column: &Contender, wanted: usize) -> (&'static str, f64) {
    if column.children == wanted {
        ("", 1.0)
    } else {
        ("~ ", wanted as f64 / column.children as f64)
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "three digits are shown"
)]
fn scaled(bytes: usize, factor: f64) -> usize {
    (bytes as f64 * factor) as usize
}

/// What the table does not say by itself.
pub fn notes(columns: &[Contender]) -> String {
    let mut lines = vec![format!(
        "Times are medians over children (of a child's writes, their mean), the clock's own {} included.",
        time(machine::clock())
    )];
    let most = columns.iter().map(|column| column.children).max().unwrap_or(0);
    if columns.iter().any(|column| column.children < most) {
        lines.push(format!(
            "~ is extrapolated from the children measured: {} would not fit, or take too long.",
            count(most, "child", "children")
        ));
    }
    lines.push(
        "Sizes are called as /proc/PID/smaps calls them; a ByteBuf's are counted by ByteBuf::memory,\n\
         pages and the branches above them. It has no page tables."
            .to_string(),
    );
    if columns.iter().any(|column| column.tables.is_some()) {
        lines.push(
            "fork(2): children alive at once, sharing a mapping with MADV_NOHUGEPAGE (MADV_HUGEPAGE in\n\
             the column for huge pages, which is there where the system gives any)."
                .to_string(),
        );
    }
    lines.into_iter().map(|line| line + "\n").collect()
}
