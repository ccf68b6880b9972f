use super::*;
use crate::outcome::tests::row;

#[test]
fn what_was_written_is_read_again() {
    let medians = [("offshoot", Kind::Ours, 1.25), ("Vec", Kind::Std, 0.0)];
    let mut first = row("Test", "a, \"quoted\"", 1_000_000, &medians);
    first.faults.push("Vec panicked".into());
    let all = [first, row("Test", "b", 0, &[("bytes", Kind::Flat, 1e9), ("im", Kind::Peer, 3.5)])];
    assert_eq!(read(&write(&all)), Ok(all.to_vec()));
}

#[test]
fn a_ratio_without_bound_is_left_out() {
    let all = [row("Test", "a", 1, &[("offshoot", Kind::Ours, 0.0), ("Vec", Kind::Std, 1.0)])];
    assert!(write(&all).contains("\"std_over_ours\": null"));
}

#[test]
fn what_is_wrong_is_said() {
    let message = |text: &str| read(text).expect_err("it is wrong");
    assert!(message("[1, 2").contains("EOF"));
    assert_eq!(message("{}"), "no `rows`, or not as it should be");
    let good = write(&[row("Test", "a", 1, &[("offshoot", Kind::Ours, 1.0)])]);
    assert_eq!(message(&good.replace("\"ours\"", "\"hours\"")), "no kind is called hours");
    let other = good.replace("\"n\": 1", "\"n\": -1");
    assert_eq!(message(&other), "no `n`, or not as it should be");
}
