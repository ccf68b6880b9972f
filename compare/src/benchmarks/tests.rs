use super::*;
use crate::outcome::tests::row;

const PAGE: &str = "\
# Title

<!-- Test -->
old
<!-- end -->

Between.
<!-- size -->
stays
<!-- end -->
<!-- lost -->
<!-- end -->
";

const CAUSES: &str = "\
For who writes it.

## Test: slow ... n = 10]
## Test: never

It copies.

## Test: slow

It waits.
";

fn rows() -> Vec<Outcome> {
    let medians =
        |peer| [("offshoot", Kind::Ours, 2.0), ("im", Kind::Peer, peer), ("Vec", Kind::Std, 1.0)];
    vec![
        row("Test", "fast", 10, &medians(8.0)),
        row("Test", "fast", 1_000, &medians(2.0)),
        row("Test", "slow", 10, &medians(1.0)),
        row("Test", "slow", 1_000, &medians(0.5)),
        row("Test", "even", 10, &medians(1.95)),
        row("Test", "odd", 10, &medians(1.5)),
    ]
}

/// The cells of the line that begins so.
fn cells(page: &str, begin: &str) -> Vec<String> {
    let line = page.lines().find(|line| line.starts_with(begin));
    let line = line.unwrap_or_else(|| panic!("{begin} in {page}"));
    line.split('|').map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect()
}

#[test]
fn parts_are_written_anew_and_the_rest_stays() {
    let page = fill(PAGE, &rows(), &Causes::read(CAUSES)).expect("every part is known");
    assert!(page.starts_with("# Title\n\n<!-- Test -->\n\n|"), "{page}");
    assert!(
        page.contains("\n<!-- end -->\n\nBetween.\n<!-- size -->\nstays\n<!-- end -->\n"),
        "{page}"
    );
    assert!(!page.contains("old"));
    assert_eq!(cells(&page, "| fast"), ["fast", "u64", "4.00; 0.50", "1.00; 0.50"]);
    // Again, nothing changes.
    assert_eq!(fill(&page, &rows(), &Causes::read(CAUSES)).as_ref(), Ok(&page));
}

#[test]
fn rows_are_lost_below_their_causes() {
    let page = lost(&rows(), &Causes::read(CAUSES));
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} in {page}"));
    let order = [
        at("It copies."),
        at("Test: slow [u64, n = 10]"),
        at("It waits."),
        at("Test: slow [u64, n = 1000]"),
        at("The cause is not known yet."),
        at("Test: odd"),
    ];
    assert!(order.is_sorted(), "{page}");
    // Ahead, and ahead by less than what counts.
    assert!(!page.contains("fast") && !page.contains("even"), "{page}");
    assert_eq!(cells(&page, "| Test: odd"), ["Test: odd [u64, n = 10]", "im", "0.75"]);
    assert_eq!(lost(&rows()[..2], &Causes::default()), "None.");
}

#[test]
fn totals_count_and_take_the_geometric_mean() {
    let page = totals(&rows()[..4]);
    assert_eq!(cells(&page, "| Test"), ["Test", "4", "4", "2", "0.84", "0.50"]);
}

#[test]
fn other_sizes_make_another_table() {
    let ours = [("offshoot", Kind::Ours, 2.0)];
    let rows =
        [row("Test", "a", 1, &ours), row("Test", "b", 10, &ours), row("Test", "a", 2, &ours)];
    let page = summary(&rows.iter().collect::<Vec<_>>());
    assert_eq!(page.matches("n = ").count(), 3);
    assert_eq!(page.split("\n\n").count(), 2);
    assert_eq!(cells(&page, "| a"), ["a", "u64", "-; -", "-; -"]);
}

#[test]
fn a_wrong_mark_is_an_error() {
    let fill = |page: &str| fill(page, &rows(), &Causes::default()).expect_err("it is wrong");
    assert_eq!(fill("<!-- None -->\n<!-- end -->\n"), "no rows for <!-- None -->");
    assert_eq!(fill("<!-- Test -->\n"), "<!-- Test --> has no <!-- end -->");
    assert_eq!(fill("<!-- end -->\n"), "<!-- end --> where no part was begun");
}
