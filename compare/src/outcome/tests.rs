use super::*;

/// A row of nothing.
pub fn row(group: &str, operation: &str, size: usize, medians: &[(&str, Kind, f64)]) -> Outcome {
    let measured = |&(name, kind, median): &(&str, Kind, f64)| Measured {
        name: name.into(),
        kind,
        median,
        quartile: median,
        rounds: 3,
    };
    Outcome {
        group: group.into(),
        operation: operation.into(),
        element: "u64".into(),
        size,
        measured: medians.iter().map(measured).collect(),
        faults: Vec::new(),
    }
}

#[test]
fn the_best_of_a_kind_is_compared() {
    let medians = [("offshoot", Kind::Ours, 2.0), ("a", Kind::Peer, 8.0), ("b", Kind::Peer, 3.0)];
    let row = row("Test", "nothing", 1, &medians);
    assert_eq!(row.best(Kind::Peer).map(|best| best.name.as_str()), Some("b"));
    assert_eq!(row.over_ours(Kind::Peer), Some(1.5));
    assert_eq!(row.over_ours(Kind::Std), None);
}

#[test]
fn nothing_beside_nothing_is_even() {
    let both = [("offshoot", Kind::Ours, 0.0), ("Vec", Kind::Std, 0.0)];
    assert_eq!(row("Test", "nothing", 1, &both).over_ours(Kind::Std), Some(1.0));
}

#[test]
fn newer_outcomes_take_the_places_of_older_ones() {
    let ours = |median| [("offshoot", Kind::Ours, median)];
    let mut outcomes = vec![row("Test", "a", 1, &ours(1.0)), row("Test", "b", 1, &ours(2.0))];
    // Another size is another row.
    let newer = vec![row("Test", "a", 10, &ours(3.0)), row("Test", "a", 1, &ours(4.0))];
    merge(&mut outcomes, newer);
    let all: Vec<(String, f64)> =
        outcomes.iter().map(|row| (row.title(), row.measured[0].median)).collect();
    let expected = [
        ("Test: a [u64, n = 1]", 4.0),
        ("Test: b [u64, n = 1]", 2.0),
        ("Test: a [u64, n = 10]", 3.0),
    ];
    assert_eq!(all, expected.map(|(title, median)| (title.to_owned(), median)));
}

#[test]
fn words_fit_in_any_order_and_case() {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let title = "Vector: get at random [u64, n = 10]";
    assert!(fits(title, &words(&["RANDOM", "vector"])) && fits(title, &[]));
    assert!(!fits(title, &words(&["vector", "push"])));
}
