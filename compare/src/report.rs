//! Outcomes as tables, in full, and how figures are written. Measures nothing.

#[cfg(test)]
mod tests;

use std::fmt::Write;

use comfy_table::{CellAlignment, Table, presets};

use crate::outcome::{Outcome, grouped};
use crate::trial::Kind;

pub const NOTE: &str = "\
Medians of trials in which all contenders take turns: nanoseconds, or bytes in the rows of memory. \
Behind each is how many times ours it is. On a machine that does other things too, the times mean \
little alone: read the ratios within a row. `peer` is the best crate that shares parts of its \
versions; `std` makes full copies; ecow, EcoBytes and bytes share a buffer as a whole.";

/// One table for each group and kind of element: Markdown, which a terminal shows well enough.
pub fn markdown(outcomes: &[Outcome]) -> String {
    let mut page = format!("{NOTE}\n");
    let tables = grouped(outcomes, |outcome| (&outcome.group, &outcome.element));
    for ((group, element), outcomes) in tables {
        let names = names(&outcomes);
        let mut header = vec!["operation", "n"];
        header.extend(&names);
        header.extend(["peer / ours", "std / ours"]);
        let lines = outcomes.iter().map(|outcome| line(outcome, &names));
        let table = table(header, lines, 1);
        write!(page, "\n## {group}, {element}\n\n{table}\n").expect("a string takes all");
    }
    page
}

/// A table in Markdown, whose columns from one on are numbers.
pub fn table(
    header: Vec<&str>,
    lines: impl IntoIterator<Item = Vec<String>>,
    numbers: usize,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(header);
    table.add_rows(lines);
    for column in table.column_iter_mut().skip(numbers) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let table = table.to_string();
    // What the rule below the header says to who shows Markdown, comfy-table does not write.
    let Some((header, rest)) = table.split_once('\n') else { return table };
    let (rule, lines) = rest.split_once('\n').unwrap_or((rest, ""));
    let mut right = String::new();
    for (at, column) in rule.trim_matches('|').split('|').enumerate() {
        let dashes = if at < numbers { column } else { &column[1..] };
        right.extend(["|", dashes, if at < numbers { "" } else { ":" }]);
    }
    format!("{header}\n{right}|\n{lines}")
}

/// The contenders of a table, in the order in which rows have them.
fn names<'a>(outcomes: &[&'a Outcome]) -> Vec<&'a str> {
    let mut all: Vec<(Kind, &str)> = Vec::new();
    for measured in outcomes.iter().flat_map(|outcome| &outcome.measured) {
        if !all.iter().any(|&(_, name)| name == measured.name) {
            all.push((measured.kind, &measured.name));
        }
    }
    all.sort_by_key(|(kind, _)| Kind::ALL.iter().position(|other| other == kind));
    all.into_iter().map(|(_, name)| name).collect()
}

fn line(outcome: &Outcome, names: &[&str]) -> Vec<String> {
    let mut cells = vec![outcome.operation.clone(), thousands(outcome.size as f64)];
    let ours = outcome.best(Kind::Ours);
    for &name in names {
        let measured = outcome.measured.iter().find(|measured| measured.name == name);
        cells.push(match (measured, ours) {
            (None, _) => String::new(),
            (Some(measured), Some(ours)) if measured.kind != Kind::Ours => {
                let times = if measured.median == ours.median {
                    1.0
                } else {
                    measured.median / ours.median
                };
                format!("{} ({}x)", figure(measured.median), figure(times))
            }
            (Some(measured), _) => figure(measured.median),
        });
    }
    for kind in [Kind::Peer, Kind::Std] {
        cells.push(
            outcome.over_ours(kind).map_or(String::new(), |over| format!("{}x", figure(over))),
        );
    }
    cells
}

/// A number with three digits, or all that are before the point.
pub fn figure(number: f64) -> String {
    match number {
        _ if number.is_infinite() => "inf".to_owned(),
        ..10.0 => format!("{number:.2}"),
        ..100.0 => format!("{number:.1}"),
        _ => thousands(number),
    }
}

/// A whole number, its thousands set off by commas.
pub fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
