use super::*;
use crate::trial::{Kind, trial};

/// A contender whose result is `result` and who does nothing for it.
fn contender(name: &'static str, result: u64) -> Contender {
    let work = trial(move |lap| {
        let batch = lap.batch();
        lap.time(|| ());
        lap.check(|| result);
        batch
    });
    Contender { name, kind: Kind::Peer, trial: work.expect("always made") }
}

fn outcome(contenders: Vec<Contender>, pace: Pace) -> Outcome {
    run(Row::timed("Test", "nothing", "u64", 1, || contenders), pace)
}

#[test]
fn another_result_is_a_fault() {
    let three = vec![contender("a", 1), contender("b", 2), contender("c", 1)];
    let outcome = outcome(three, Pace::Smoke);
    assert_eq!(outcome.faults.len(), 1);
    assert!(outcome.faults[0].contains("b has another result than a"), "{}", outcome.faults[0]);
    assert_eq!(outcome.measured.len(), 3);
}

#[test]
fn a_panic_is_a_fault_and_the_others_go_on() {
    let panics = trial(|_| panic!("as the test wants"));
    let panics = Contender { name: "a", kind: Kind::Ours, trial: panics.expect("always made") };
    let outcome = outcome(vec![panics, contender("b", 1)], Pace::Smoke);
    assert_eq!(outcome.faults, ["Test: nothing [u64, n = 1]: a panicked"]);
    assert_eq!(outcome.measured.len(), 1);
}

#[test]
fn who_is_slow_sits_rounds_out() {
    let slow = trial(|lap| {
        lap.time(|| std::thread::sleep(Duration::from_millis(2)));
        1
    });
    let slow = Contender { name: "slow", kind: Kind::Std, trial: slow.expect("always made") };
    let two = vec![contender("a", 0), slow];
    // So long that a busy machine does not take all of it.
    let outcome = outcome(two, Pace::Budget(Duration::from_millis(300)));
    assert!(outcome.faults.is_empty());
    let rounds: Vec<usize> = outcome.measured.iter().map(|measured| measured.rounds).collect();
    assert!(FEWEST_ROUNDS <= rounds[1] && rounds[1] < rounds[0], "{rounds:?}");
}

#[test]
fn another_content_of_what_is_weighed_is_a_fault() {
    let weight = |name, digest| Weight { name, kind: Kind::Peer, bytes: 1.0, digest };
    let weights = move || vec![weight("a", 1), weight("b", 2)];
    let outcome = run(Row::weighed("Test", "nothing", "u64", 1, weights), Pace::Smoke);
    assert_eq!(outcome.faults.len(), 1);
}
