//! The parts of BENCHMARKS.md that are figures: written between marks, whatever stands around them.
//! Knows no row but by its title.

mod causes;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use causes::Causes;

use crate::outcome::{Outcome, grouped};
use crate::report::{figure, table, thousands};
use crate::trial::Kind;

/// Begins a part: `<!-- NAME -->` on a line of its own.
const BEGIN: (&str, &str) = ("<!-- ", " -->");
/// Ends a part.
const END: &str = "<!-- end -->";
/// Parts that other programs fill.
const OTHERS: [&str; 1] = ["size"];
/// A peer that is ahead by no more than this is even with us: the machine is not that quiet.
const EVEN: f64 = 0.97;

/// Writes every part of a page anew. An error names the mark that is wrong.
///
/// - `totals`: a line for each group of rows
/// - the name of a group (`Vector`, `Memory of OrdMap`, ...): its table
/// - `lost`: the rows where a peer is ahead, below their causes
pub fn fill(page: &str, outcomes: &[Outcome], causes: &Causes) -> Result<String, String> {
    let mut filled = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        filled.push_str(line);
        filled.push('\n');
        let Some(name) = line.strip_prefix(BEGIN.0).and_then(|rest| rest.strip_suffix(BEGIN.1))
        else {
            continue;
        };
        if line == END {
            return Err(format!("{END} where no part was begun"));
        }
        let part = part(name, outcomes, causes).ok_or_else(|| format!("no rows for {line}"))?;
        let mut old = String::new();
        loop {
            match lines.next() {
                Some(END) => break,
                Some(line) => old.extend([line, "\n"]),
                None => return Err(format!("{line} has no {END}")),
            }
        }
        match part {
            Some(new) => filled.push_str(&format!("\n{}\n\n", new.trim_end())),
            None => filled.push_str(&old),
        }
        filled.push_str(END);
        filled.push('\n');
    }
    Ok(filled)
}

/// What goes into a part: none, if it is another program's or there are no rows for it.
fn part(name: &str, outcomes: &[Outcome], causes: &Causes) -> Option<Option<String>> {
    match name {
        "totals" => Some(Some(totals(outcomes))),
        "lost" => Some(Some(lost(outcomes, causes))),
        _ if OTHERS.contains(&name) => Some(None),
        _ => {
            let rows: Vec<&Outcome> =
                outcomes.iter().filter(|outcome| outcome.group == name).collect();
            if rows.is_empty() { None } else { Some(Some(summary(&rows))) }
        }
    }
}

/// For each group: how many rows, in how many a peer takes part, in how many none is ahead, and the
/// geometric means of the ratios.
fn totals(outcomes: &[Outcome]) -> String {
    let header = vec!["", "rows", "with a peer", "no peer ahead", "peer / ours", "std / ours"];
    let lines = grouped(outcomes, |outcome| &outcome.group).into_iter().map(|(group, rows)| {
        let peers = ratios(&rows, Kind::Peer);
        let ahead = peers.iter().filter(|&&ratio| ratio >= EVEN).count();
        let count = |count: usize| thousands(count as f64);
        vec![
            group.clone(),
            count(rows.len()),
            count(peers.len()),
            count(ahead),
            mean(&peers),
            mean(&ratios(&rows, Kind::Std)),
        ]
    });
    table(header, lines, 1)
}

fn ratios(rows: &[&Outcome], kind: Kind) -> Vec<f64> {
    rows.iter().filter_map(|row| row.over_ours(kind)).collect()
}

/// The geometric mean of what is neither nothing nor without bound.
fn mean(ratios: &[f64]) -> String {
    let logarithms: Vec<f64> =
        ratios.iter().map(|ratio| ratio.ln()).filter(|ratio| ratio.is_finite()).collect();
    if logarithms.is_empty() {
        return String::new();
    }
    figure((logarithms.iter().sum::<f64>() / logarithms.len() as f64).exp())
}

/// The ratios of a group: a line for each operation and kind of element, a column for each size.
/// Operations that are measured at other sizes than most stand in tables of their own.
fn summary(rows: &[&Outcome]) -> String {
    let lines = grouped(rows.iter().copied(), |row| (&row.operation, &row.element));
    let mut tables: Vec<(BTreeSet<usize>, Vec<_>)> = Vec::new();
    for (name, rows) in lines {
        let sizes: BTreeSet<usize> = rows.iter().map(|row| row.size).collect();
        let fits = |other: &BTreeSet<usize>| sizes.is_subset(other) || sizes.is_superset(other);
        match tables.iter_mut().find(|(other, _)| fits(other)) {
            Some((other, lines)) => {
                other.extend(sizes);
                lines.push((name, rows));
            }
            None => tables.push((sizes, vec![(name, rows)])),
        }
    }
    let tables = tables.into_iter().map(|(sizes, lines)| {
        let columns: Vec<String> =
            sizes.iter().map(|&size| format!("n = {}", thousands(size as f64))).collect();
        let mut header = vec!["peer / ours; std / ours", "of"];
        header.extend(columns.iter().map(String::as_str));
        let lines = lines.into_iter().map(|((operation, element), rows)| {
            let mut line = vec![operation.clone(), element.clone()];
            line.extend(sizes.iter().map(|&size| {
                rows.iter().find(|row| row.size == size).map_or(String::new(), |row| cell(row))
            }));
            line
        });
        table(header, lines, 2)
    });
    tables.collect::<Vec<_>>().join("\n\n")
}

/// Both ratios of a row; a dash, where nobody of the kind takes part.
fn cell(row: &Outcome) -> String {
    let [peer, std] =
        [Kind::Peer, Kind::Std].map(|kind| row.over_ours(kind).map_or("-".to_owned(), figure));
    format!("{peer}; {std}")
}

/// Every row where a peer is ahead, the worst first, below its cause.
fn lost(outcomes: &[Outcome], causes: &Causes) -> String {
    let mut lost: Vec<(f64, &Outcome)> = outcomes
        .iter()
        .filter_map(|row| Some((row.over_ours(Kind::Peer)?, row)))
        .filter(|&(ratio, _)| ratio < EVEN)
        .collect();
    lost.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    if lost.is_empty() {
        return "None.".to_owned();
    }
    let of = |cause: Option<&str>| {
        let rows: Vec<&(f64, &Outcome)> =
            lost.iter().filter(|(_, row)| causes.of(&row.title()) == cause).collect();
        if rows.is_empty() {
            return None;
        }
        let lines = rows.iter().map(|(ratio, row)| {
            let peer = row.best(Kind::Peer).expect("a row is lost to a peer");
            vec![row.title(), peer.name.clone(), figure(*ratio)]
        });
        let table = table(vec!["row", "best peer", "peer / ours"], lines, 2);
        Some(format!("{}\n\n{table}", cause.unwrap_or("The cause is not known yet.")))
    };
    causes.all().map(Some).chain([None]).filter_map(of).collect::<Vec<_>>().join("\n\n")
}
