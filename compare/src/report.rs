//! Shows what came out, as Markdown and as JSON. Measures nothing.

use std::fmt::Write;

use comfy_table::{CellAlignment, Table, presets};
use serde_json::json;

use crate::race::{Measured, Outcome};
use crate::trial::Kind;

const NOTE: &str = "\
Medians of trials in which all contenders take turns: nanoseconds, or bytes in the rows of memory. \
Behind each is how many times ours it is. On a machine that does other things too, the times mean \
little alone: read the ratios within a row. `peer` is the best crate that shares parts of its \
versions; `std` makes full copies; ecow, EcoBytes and bytes share a buffer as a whole.";

/// One table for each group and kind of element: Markdown, which a terminal shows well enough.
pub fn markdown(outcomes: &[Outcome]) -> String {
    let mut page = format!("{NOTE}\n");
    let same = |a: &Outcome, b: &Outcome| (a.group, a.element) == (b.group, b.element);
    for group in outcomes.chunk_by(same) {
        let names = names(group);
        let mut table = Table::new();
        table.load_style(presets::ASCII_MARKDOWN);
        let mut header = vec!["operation".to_owned(), "n".to_owned()];
        header.extend(names.iter().map(|&name| name.to_owned()));
        header.extend(["peer / ours".to_owned(), "std / ours".to_owned()]);
        table.set_header(header);
        for outcome in group {
            table.add_row(line(outcome, &names));
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let Outcome { group, element, .. } = &group[0];
        write!(page, "\n## {group}, {element}\n\n{table}\n").expect("a string takes all");
    }
    page
}

/// The contenders of a table, in the order in which rows have them.
fn names(outcomes: &[Outcome]) -> Vec<&'static str> {
    let mut all: Vec<(Kind, &'static str)> = Vec::new();
    for measured in outcomes.iter().flat_map(|outcome| &outcome.measured) {
        if !all.iter().any(|&(_, name)| name == measured.name) {
            all.push((measured.kind, measured.name));
        }
    }
    let rank = [Kind::Ours, Kind::Std, Kind::Peer, Kind::Flat];
    all.sort_by_key(|(kind, _)| rank.iter().position(|other| other == kind));
    all.into_iter().map(|(_, name)| name).collect()
}

fn line(outcome: &Outcome, names: &[&str]) -> Vec<String> {
    let mut cells = vec![outcome.operation.to_owned(), grouped(outcome.size as f64)];
    let ours = best(outcome, Kind::Ours);
    for &name in names {
        let measured = outcome.measured.iter().find(|measured| measured.name == name);
        cells.push(match (measured, ours) {
            (None, _) => String::new(),
            (Some(measured), Some(ours)) if measured.kind != Kind::Ours => {
                format!("{} ({})", amount(measured.median), ratio(measured.median, ours.median))
            }
            (Some(measured), _) => amount(measured.median),
        });
    }
    for kind in [Kind::Peer, Kind::Std] {
        cells.push(match (best(outcome, kind), ours) {
            (Some(best), Some(ours)) => ratio(best.median, ours.median),
            _ => String::new(),
        });
    }
    cells
}

/// The least of a kind.
fn best(outcome: &Outcome, kind: Kind) -> Option<&Measured> {
    let of_kind = outcome.measured.iter().filter(|measured| measured.kind == kind);
    of_kind.min_by(|a, b| a.median.total_cmp(&b.median))
}

fn ratio(theirs: f64, ours: f64) -> String {
    if ours == 0.0 {
        return if theirs == 0.0 { "1.00x" } else { "inf" }.to_owned();
    }
    let ratio = theirs / ours;
    match ratio {
        ..10.0 => format!("{ratio:.2}x"),
        ..100.0 => format!("{ratio:.1}x"),
        _ => format!("{}x", grouped(ratio)),
    }
}

fn amount(amount: f64) -> String {
    match amount {
        ..10.0 => format!("{amount:.2}"),
        ..100.0 => format!("{amount:.1}"),
        _ => grouped(amount),
    }
}

/// A whole number, its thousands set off by commas.
fn grouped(number: f64) -> String {
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

pub fn json(outcomes: &[Outcome]) -> String {
    let row = |outcome: &Outcome| {
        let measured = |measured: &Measured| {
            json!({
                "name": measured.name,
                "kind": measured.kind.name(),
                "median": measured.median,
                "quartile": measured.quartile,
                "rounds": measured.rounds,
            })
        };
        let ours = best(outcome, Kind::Ours).map(|ours| ours.median);
        let over =
            |kind| Some(best(outcome, kind)?.median / ours?).filter(|ratio| ratio.is_finite());
        json!({
            "group": outcome.group,
            "operation": outcome.operation,
            "element": outcome.element,
            "n": outcome.size,
            "contenders": outcome.measured.iter().map(measured).collect::<Vec<_>>(),
            "peer_over_ours": over(Kind::Peer),
            "std_over_ours": over(Kind::Std),
            "faults": outcome.faults,
        })
    };
    let rows: Vec<_> = outcomes.iter().map(row).collect();
    format!("{:#}\n", json!({ "note": NOTE, "rows": rows }))
}
