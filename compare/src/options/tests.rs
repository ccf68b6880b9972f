use super::*;

fn read(line: &str) -> Result<Options, String> {
    Options::read(line.split_whitespace().map(OsString::from)).map_err(|error| error.to_string())
}

#[test]
fn files_are_taken_in_their_order() {
    let options = read("--from a.json vector --plots dir --from b.json --benchmarks B --causes C")
        .expect("nothing is wrong");
    assert_eq!(options.from, [PathBuf::from("a.json"), "b.json".into()]);
    assert!(!options.smoke() && !options.list);
    assert_eq!(options.words, ["vector"]);
    assert_eq!(options.plots, Some("dir".into()));
}

#[test]
fn what_excludes_each_other_is_wrong() {
    for line in ["--smoke --budget 3", "--from a --smoke", "--from a --budget 3", "--causes C"] {
        assert!(read(line).is_err(), "{line}");
    }
    assert!(read("--budget").is_err() && read("--nonsense").is_err());
    assert!(
        matches!(read("--budget 3").map(|options| options.pace), Ok(Pace::Budget(time)) if time == Duration::from_millis(3))
    );
}
