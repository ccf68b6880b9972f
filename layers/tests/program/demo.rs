//! `demo`: with what the program carries, and with archives.

use layers::LayeredFs;

use crate::shell::{Shell, small};

#[test]
fn the_demonstration_checks_what_it_says() {
    let shell = Shell::new();
    let text = shell.ok(&["demo", "--data", "1", "-n", "20"]);
    assert!(text.starts_with("the image: 3 layers, "), "{text}");
    assert_eq!(text.lines().filter(|line| line.ends_with(" ok")).count(), 5, "{text}");
    assert!(
        text.contains("change a byte of a file of 1.0 MiB") && text.contains("start 20 containers")
    );
    assert!(!shell.store().exists(), "it is all in memory");
}

#[test]
fn the_demonstration_takes_layers() {
    let shell = Shell::new();
    let mut base = small();
    base.write("data", vec![1; 50_000]).unwrap();
    let mut upper = LayeredFs::new();
    upper.write("upper", "text").unwrap();
    upper.write("etc/motd", "x").unwrap_err();
    shell.archive("base.tar", &base);
    shell.archive("upper.tar", &upper);
    let document = shell.json(&["demo", "base.tar", "upper.tar", "-n", "7"]);
    assert_eq!(document["layers"].as_array().unwrap().len(), 2);
    assert_eq!(document["report"]["containers"].as_array().unwrap().len(), 7);
    let checks = document["checks"].as_array().unwrap();
    assert!(checks.len() == 5 && checks.iter().all(|check| check["passed"] == true), "{checks:?}");
    assert!(document["times"].as_array().unwrap().iter().all(|time| time["seconds"].is_number()));
    // Of one file nothing can be shown.
    shell.archive("small.tar", &upper);
    assert_eq!(shell.fails(1, &["demo", "small.tar"]), "the image has too few files to be changed");
}
