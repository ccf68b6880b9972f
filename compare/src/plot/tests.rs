use super::*;
use crate::outcome::tests::row;

const PICTURE: Picture = Picture {
    name: "test",
    title: "Test",
    unit: Unit::Time,
    rows: &[
        Shown { group: "Test", operation: "one", element: "u64", size: 10 },
        Shown { group: "Test", operation: "missing", element: "u64", size: 10 },
        Shown { group: "Test", operation: "two", element: "u64", size: 10 },
    ],
};

/// The widths of the bars of a colour, in the order in which they stand.
fn widths(svg: &str, colour: &str) -> Vec<f64> {
    let attribute = |line: &str, name: &str| -> f64 {
        let rest = line.split_once(&format!(" {name}=\"")).expect("every rectangle has it").1;
        rest.split('"').next().expect("a value").parse().expect("a number")
    };
    let bars = svg.lines().filter(|line| line.starts_with("<rect") && line.contains(colour));
    // Not the square of the legend.
    bars.skip(1).map(|line| attribute(line, "width")).collect()
}

#[test]
fn bars_are_as_long_as_the_logarithm() {
    let medians = |ours, peer| [("offshoot", Kind::Ours, ours), ("imbl", Kind::Peer, peer)];
    let rows = [
        row("Test", "two", 10, &medians(10.0, 1_000.0)),
        row("Test", "other", 10, &medians(7.0, 7.0)),
        row("Test", "one", 10, &medians(100.0, 9_000.0)),
    ];
    let svg = draw(&PICTURE, &rows).expect("rows are there");
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
    let (ours, peer) = (widths(&svg, "#0969DA"), widths(&svg, "#DB6D28"));
    // From 1 to 10,000: in the order of the picture, and only what is in it.
    assert_eq!((ours.len(), peer.len()), (2, 2));
    let decade = peer[1] / 3.0;
    assert!((ours[0] / decade - 2.0).abs() < 0.02, "{ours:?} {peer:?}");
    assert!((ours[1] / decade - 1.0).abs() < 0.02, "{ours:?} {peer:?}");
    assert!((peer[0] / decade - 9_000_f64.log10()).abs() < 0.02, "{ours:?} {peer:?}");
    for text in ["one", "two", "imbl", "9 µs", "100 ns", "10 µs"] {
        assert!(svg.lines().any(|line| line.trim() == text), "{text} in {svg}");
    }
}

#[test]
fn of_std_the_best_takes_part() {
    let medians = [
        ("offshoot", Kind::Ours, 4.0),
        ("Vec", Kind::Std, 3.0),
        ("VecDeque", Kind::Std, 2.0),
        ("im", Kind::Peer, 0.0),
    ];
    let row = row("Test", "one", 10, &medians);
    let names: Vec<&str> = contenders(&row).iter().map(|bar| bar.name.as_str()).collect();
    assert_eq!(names, ["offshoot", "VecDeque", "im"]);
}

#[test]
fn what_is_nothing_is_said_without_a_bar() {
    let rows = [row("Test", "one", 10, &[("offshoot", Kind::Ours, 0.0), ("im", Kind::Peer, 5.0)])];
    let svg = draw(&PICTURE, &rows).expect("im takes some time");
    assert_eq!(widths(&svg, "#0969DA"), [0.0]);
    assert!(svg.lines().any(|line| line.trim() == "0 ns"), "{svg}");
    let nothing = [row("Test", "one", 10, &[("offshoot", Kind::Ours, 0.0)])];
    assert!(draw(&PICTURE, &nothing).is_none());
}

#[test]
fn without_rows_there_is_no_picture() {
    assert!(draw(&PICTURE, &[row("Test", "other", 10, &[])]).is_none());
    assert!(draw(&PICTURE, &[row("Test", "one", 10, &[])]).is_none());
}
