//! Outcomes as JSON, written and read again. Knows no row.

#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use crate::outcome::{Measured, Outcome};
use crate::report::NOTE;
use crate::trial::Kind;

/// All outcomes, in full.
pub fn write(outcomes: &[Outcome]) -> String {
    let measured = |measured: &Measured| {
        json!({
            "name": measured.name,
            "kind": measured.kind.name(),
            "median": measured.median,
            "quartile": measured.quartile,
            "rounds": measured.rounds,
        })
    };
    let row = |outcome: &Outcome| {
        // For who reads the file with other programs; JSON has no infinity.
        let over = |kind| outcome.over_ours(kind).filter(|ratio| ratio.is_finite());
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
    let rows: Vec<Value> = outcomes.iter().map(row).collect();
    format!("{:#}\n", json!({ "note": NOTE, "rows": rows }))
}

/// What [`write`] wrote. An error says what is wrong with the text.
pub fn read(text: &str) -> Result<Vec<Outcome>, String> {
    let page: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    list(&page, "rows")?.iter().map(outcome).collect()
}

fn outcome(row: &Value) -> Result<Outcome, String> {
    let fault = |fault: &Value| fault.as_str().map(str::to_owned).ok_or("a fault is no text");
    Ok(Outcome {
        group: text(row, "group")?,
        operation: text(row, "operation")?,
        element: text(row, "element")?,
        size: whole(row, "n")?,
        measured: list(row, "contenders")?.iter().map(measured).collect::<Result<_, _>>()?,
        faults: list(row, "faults")?.iter().map(fault).collect::<Result<_, _>>()?,
    })
}

fn measured(contender: &Value) -> Result<Measured, String> {
    let kind = text(contender, "kind")?;
    Ok(Measured {
        name: text(contender, "name")?,
        kind: Kind::named(&kind).ok_or_else(|| format!("no kind is called {kind}"))?,
        median: number(contender, "median")?,
        quartile: number(contender, "quartile")?,
        rounds: whole(contender, "rounds")?,
    })
}

/// A member of an object, as `read` reads it.
fn member<'a, T>(
    object: &'a Value,
    name: &str,
    read: impl Fn(&'a Value) -> Option<T>,
) -> Result<T, String> {
    object.get(name).and_then(read).ok_or_else(|| format!("no `{name}`, or not as it should be"))
}

fn list<'a>(object: &'a Value, name: &str) -> Result<&'a [Value], String> {
    member(object, name, |value| value.as_array().map(Vec::as_slice))
}

fn text(object: &Value, name: &str) -> Result<String, String> {
    member(object, name, |value| value.as_str().map(str::to_owned))
}

fn number(object: &Value, name: &str) -> Result<f64, String> {
    member(object, name, Value::as_f64)
}

fn whole(object: &Value, name: &str) -> Result<usize, String> {
    member(object, name, |value| usize::try_from(value.as_u64()?).ok())
}
