use super::*;
use crate::outcome::tests::row;

#[test]
fn figures_have_three_digits_or_commas() {
    let cases = [(0.0, "0.00"), (9.994, "9.99"), (12.34, "12.3"), (1_234_567.8, "1,234,568")];
    cases.iter().for_each(|&(number, text)| assert_eq!(figure(number), text));
    assert_eq!(figure(f64::INFINITY), "inf");
}

#[test]
fn there_is_a_table_for_each_group_wherever_its_rows_stand() {
    let medians = [("offshoot", Kind::Ours, 2.0), ("im", Kind::Peer, 3.0), ("Vec", Kind::Std, 1.0)];
    let rows = [
        row("A", "one", 10, &medians),
        row("B", "other", 10, &medians[..1]),
        row("A", "two", 10, &medians[1..]),
    ];
    let page = markdown(&rows);
    assert_eq!(page.matches("\n## ").count(), 2);
    let cells = |operation: &str| {
        let line = page.lines().find(|line| line.contains(operation)).expect("a line each");
        line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(cells("| operation")[1..6], ["operation", "n", "offshoot", "Vec", "im"]);
    assert_eq!(cells("| one")[3..8], ["2.00", "1.00 (0.50x)", "3.00 (1.50x)", "1.50x", "0.50x"]);
    // Without ours there is nothing to compare with.
    assert_eq!(cells("| two")[3..8], ["", "1.00", "3.00", "", ""]);
}

#[test]
fn numbers_stand_on_the_right() {
    let line = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    let table =
        table(vec!["name", "n", "of"], [line(["a", "1,000", "7"]), line(["b", "1", "7"])], 1);
    let expected = "\
| name |     n | of |
|------|------:|---:|
| a    | 1,000 |  7 |
| b    |     1 |  7 |";
    assert_eq!(table, expected);
}
