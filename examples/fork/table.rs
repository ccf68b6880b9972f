//! The measurements as a table, and how to read it.

use comfy_table::{CellAlignment, Table, presets};

use crate::contender::Contender;
use crate::machine;
use crate::units::{grouped, size, time};

/// One column for each contender; all rows have units.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "three digits are shown"
)]
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
    row("fork off one child", &|column| time(column.fork));
    row("first write to a page", &|column| time(column.writes.first));
    row("... in memory of dropped children", &|column| column.reused.map_or("-".to_string(), time));
    row("second write to it", &|column| time(column.writes.second));
    row("a child's private memory (Private_Dirty)", &|column| size(column.private));
    row("shared with the parent (Shared_Dirty)", &|column| size(column.shared));
    row("a child's page tables (VmPTE)", &|column| column.tables.map_or("-".to_string(), size));
    let all =
        if wanted == 1 { "the child".to_string() } else { format!("all {}", grouped(wanted)) };
    row(&format!("{all}: time to fork"), &|column| {
        if column.children == wanted {
            time(column.all.0)
        } else {
            // Of a few, one that was disturbed would spoil the mean.
            format!("~ {}", time(column.fork * wanted as f64))
        }
    });
    row(&format!("{all}: memory beside the parent's"), &|column| {
        if column.children == wanted {
            size(column.all.1)
        } else {
            let ratio = wanted as f64 / column.children as f64;
            format!("~ {}", size((column.all.1 as f64 * ratio) as usize))
        }
    });
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// What the table does not say by itself.
pub fn notes(columns: &[Contender], wanted: usize) -> String {
    let mut lines = vec![format!(
        "Times are medians over the children, for writes of a child's mean. The clock's own {} are\nincluded.",
        time(machine::clock())
    )];
    if columns.iter().any(|column| column.children < wanted) {
        lines.push("~ is extrapolated from the children that were measured.".to_string());
    }
    lines.push(
        "Memory is called as /proc/PID/smaps calls it. Ours is what ByteBuf::memory counts: pages, and\n\
         the branches above them, which are the page tables here. The first pages written are fresh\n\
         from the system; later ones lie where dropped children left memory."
            .to_string(),
    );
    if columns.iter().any(|column| column.tables.is_some()) {
        lines.push(
            "fork(2): children that live at once share a mapping with MADV_NOHUGEPAGE, or with\n\
             MADV_HUGEPAGE where the system then gives huge pages."
                .to_string(),
        );
    }
    lines.into_iter().map(|line| format!("- {}\n", line.replace('\n', "\n  "))).collect()
}
