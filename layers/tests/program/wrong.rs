//! Wrong calls, and what is not there: the exit status, and one line that says why.

use layers::LayeredFs;

use crate::shell::{Shell, small};

const COMMANDS: [&str; 18] = [
    "import", "ls", "cat", "cp", "mv", "rm", "mkdir", "write", "start", "diff", "commit", "df",
    "history", "squash", "rebase", "export", "drop", "demo",
];

#[test]
fn every_command_has_help_with_an_example() {
    let shell = Shell::new();
    let all = shell.ok(&["--help"]);
    for command in COMMANDS {
        assert!(all.contains(&format!("\n  {command} ")), "{command}");
        let help = shell.ok(&[command, "--help"]);
        assert!(help.contains("Usage: layers") && help.contains("--json"), "{command}");
        assert!(
            help.contains("example:\n  ") && help.contains(&format!("layers {command}")),
            "{command}"
        );
    }
    let listed = all.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    assert_eq!(listed.lines().count(), COMMANDS.len() + 1, "{listed}");
    assert!(shell.ok(&["--version"]).starts_with("layers 0."));
}

#[test]
fn wrong_calls_have_the_status_2() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    let before = shell.contents();
    for call in [
        "",
        "nonsense",
        "ls --nonsense",
        "import",
        "cat",
        "cat web",
        "cat web:etc",
        "cp web:/etc/motd",
        "cp here there",
        "cp web:/etc/motd web:there",
        "cp web:etc/motd web:/there",
        "cp here here web",
        "mv web:/etc",
        "mv web:/etc here",
        "mv --exchange -n web:/etc web:/usr",
        "mkdir /etc",
        "rm",
        "write",
        "write --offset -1 web:/x y",
        "write --offset 1 --append web:/x y",
        "write --offset one web:/x y",
        "start",
        "start base -n 0",
        "start base -n many",
        "start ../base",
        "diff",
        "commit web",
        "commit web /x",
        "commit web x --compress rar",
        "squash base flat --layers 0..1",
        "squash base flat --layers 2..1",
        "squash base flat --layers 1",
        "rebase web base --take both",
        "export base --as zip",
        "export base --as dir",
        "demo -n 1",
    ] {
        let arguments: Vec<_> = call.split_whitespace().collect();
        let said = shell.fails(2, &arguments);
        assert!(!said.is_empty() && !said.contains("error:"), "{call}: {said}");
    }
    assert_eq!(shell.contents(), before);
    assert_eq!(
        shell.fails(2, &["ls", "--nonsense"]),
        "unexpected argument '--nonsense' found; --help says how to call it"
    );
    let nothing: [&str; 0] = [];
    assert_eq!(shell.fails(2, &nothing), "a command is missing; --help lists them");
    assert_eq!(
        shell.fails(2, &["strat", "base"]),
        "unrecognized subcommand 'strat' (a similar subcommand exists: 'start'); --help says how to call it"
    );
    assert_eq!(
        shell.fails(2, &["cp", "one"]),
        "2 values required by '<FROM> <TO>...'; only 1 was provided; --help says how to call it"
    );
}

#[test]
fn what_is_not_there_is_named() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    let before = shell.contents();
    for (call, said) in [
        ("cat web:/nowhere", "web:/nowhere: No such file or directory"),
        ("cat web:/etc/motd web:/nowhere", "web:/nowhere: No such file or directory"),
        ("cat web:/etc", "web:/etc: Is a directory"),
        ("cat web:/etc/motd/x", "web:/etc/motd/x: Not a directory"),
        ("cat other:/etc/motd", "other: No such image or container"),
        ("ls web:/nowhere", "web:/nowhere: No such file or directory"),
        ("ls other", "other: No such image or container"),
        ("rm web:/nowhere", "web:/nowhere: No such file or directory"),
        ("rm web:/etc", "web:/etc: Is a directory"),
        ("rm -r web:/", "web:/: Device or resource busy"),
        ("mkdir web:/etc", "web:/etc: File exists"),
        ("mkdir web:/a/b", "web:/a/b: No such file or directory"),
        ("mkdir -p web:/etc/motd/x", "web:/etc/motd/x: Not a directory"),
        ("write web:/etc x", "web:/etc: Is a directory"),
        ("write web:/nowhere/x y", "web:/nowhere/x: No such file or directory"),
        ("write --offset 9223372036854775807 web:/x y", "web:/x: File too large"),
        ("write --offset 99999999999 web:/x y", "web:/x: File too large"),
        ("mv web:/nowhere web:/x", "web:/nowhere: No such file or directory"),
        ("mv web:/etc web:/etc/app", "web:/etc/app/etc: Invalid argument"),
        ("mv -n web:/etc/motd web:/usr/bin/tool", "web:/usr/bin/tool: File exists"),
        ("mv web:/etc web:/usr/bin/tool", "web:/usr/bin/tool: Not a directory"),
        ("cp web:/etc web:/x", "web:/etc: Is a directory (-r copies it)"),
        ("cp web:/etc/motd web:/etc/motd", "web:/etc/motd: Is what should be copied there"),
        ("cp web:/etc/motd web:/usr/bin/tool web:/x", "web:/x: Not a directory"),
        ("cp web:/nowhere web:/x", "web:/nowhere: No such file or directory"),
        ("cp nowhere web:/x", "nowhere: No such file or directory"),
        ("cp web:/nowhere here", "web:/nowhere: No such file or directory"),
        ("cp web:/etc here", "web:/etc: Is a directory (-r copies it)"),
        ("diff other", "other: No such image or container"),
        ("diff base", "base: Is an image: `layers start base` makes a container of it"),
        ("write base:/x y", "base: Is an image: `layers start base` makes a container of it"),
        ("commit base x", "base: Is an image: `layers start base` makes a container of it"),
        ("commit web base", "base: There is such an image already"),
        ("commit web web", "web: There is such a container already"),
        ("start web", "web: Is a container, and this is for images"),
        ("start base --name web", "web: There is such a container already"),
        ("start base --name base", "base: There is such an image already"),
        ("start base --name a/b", "a/b: The name of a container is one word, without / and :"),
        ("squash base flat --layers 1..2", "base: Has 1 layers, and 2 is none of them"),
        ("rebase web web", "web: Is a container, and this is for images"),
        ("import nowhere.tar", "nowhere.tar: No such file or directory"),
        ("import base.tar", "base: There is such an image already"),
        ("import base.tar --on other", "other: No such image or container"),
        ("export other", "other: No such image or container"),
        ("export base -o nowhere/x.tar", "nowhere/x.tar: No such file or directory"),
        ("drop web other", "other: No such image or container"),
        ("df base", "base: Is an image: `layers start base` makes a container of it"),
        ("demo nowhere.tar", "nowhere.tar: No such file or directory"),
    ] {
        let arguments: Vec<_> = call.split_whitespace().collect();
        assert_eq!(shell.fails(1, &arguments), said, "{call}");
    }
    assert_eq!(shell.contents(), before, "a failed command changes nothing");
}

#[test]
fn a_store_that_is_not_there_is_named() {
    let shell = Shell::new();
    for call in [&["ls"][..], &["start", "base"], &["cat", "a:/b"], &["drop", "a"], &["df"]] {
        let said = shell.fails(1, call);
        let store = shell.store();
        assert_eq!(
            said,
            format!("{}: There is no store; `layers import` makes one", store.display())
        );
    }
    assert!(!shell.store().exists(), "a failed command makes no store");
    std::fs::create_dir(shell.store()).unwrap();
    std::fs::write(shell.store().join("letters"), "mine").unwrap();
    shell.archive("base.tar", &LayeredFs::new());
    let said = shell.fails(1, &["import", "base.tar"]);
    assert!(said.ends_with("Is neither empty nor a store of layers"), "{said}");
    assert_eq!(shell.contents().len(), 1);
}

#[test]
fn the_store_is_where_it_is_said_to_be() {
    let shell = Shell::new();
    shell.archive("base.tar", &small());
    shell.ok(&["--store", "other", "import", "base.tar"]);
    assert!(!shell.store().exists());
    assert!(shell.ok(&["ls", "--store", "other"]).contains("base\timage"));
    let mut command = shell.command(&["ls"]);
    command.env_remove("LAYERS_STORE").env("XDG_DATA_HOME", shell.path("data"));
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with(&format!("layers: {}:", shell.path("data/layers").display())),
        "{said}"
    );
    let mut command = shell.command(&["ls"]);
    command.env_remove("LAYERS_STORE").env_remove("XDG_DATA_HOME").env_remove("HOME");
    assert_eq!(command.output().unwrap().status.code(), Some(2));
}

/// What cannot be printed is an error, also where there is nothing else to do.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let shell = Shell::with_base(&small());
    for call in [&["--help"][..], &["--version"], &["ls"], &["cat", "base:/etc/motd"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = shell.command(call).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{call:?}");
        assert_eq!(output.stderr, b"layers: No space left on device\n", "{call:?}");
    }
}
