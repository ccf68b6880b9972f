//! `start`, `diff`, `commit`, `df`, `history`, `squash`, `rebase`, `drop`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use crate::shell::{Shell, lines, small};

/// What `ls` says of everything in a root.
fn listing(shell: &Shell, name: &str) -> Vec<Value> {
    shell.json_lines(&["ls", "-R", name])
}

#[test]
fn containers_are_apart() {
    let shell = Shell::with_base(&small());
    assert_eq!(shell.ok(&["start", "base", "-n", "2"]), "base-1\nbase-2\n");
    assert_eq!(shell.ok(&["start", "base"]), "base-3\n");
    shell.ok(&["write", "base-1:/etc/motd", "one"]);
    shell.ok(&["rm", "-r", "base-1:/usr"]);
    shell.ok(&["write", "base-2:/etc/motd", "two"]);
    shell.ok(&["mv", "base-2:/etc/app", "base-2:/app"]);
    assert_eq!(shell.ok(&["diff", "base-1"]), "M /etc/motd\nD /usr\n");
    assert_eq!(
        shell.ok(&["diff", "base-2"]),
        "A /app/\nA /app/settings\nD /etc/app\nM /etc/motd\n"
    );
    assert_eq!(shell.ok(&["diff", "base-3"]), "");
    assert_eq!(
        shell.ok(&["cat", "base:/etc/motd", "base-1:/etc/motd", "base-2:/etc/motd"]),
        "hello\none\ntwo\n"
    );
    assert_eq!(
        shell.ok(&["diff", "base-1", "base-2"]),
        "D /app\nA /etc/app/\nA /etc/app/settings\nM /etc/motd\nD /usr\n"
    );
    let changes = shell.json_lines(&["diff", "base-1"]);
    assert_eq!(
        (&changes[0]["change"], &changes[0]["path"], &changes[0]["size"]),
        (&"M".into(), &"/etc/motd".into(), &4.into())
    );
    assert_eq!((&changes[1]["change"], &changes[1]["path"]), (&"D".into(), &"/usr".into()));
    // What is as it was takes nothing.
    shell.ok(&["write", "base-3:/x", "text"]);
    shell.ok(&["rm", "base-3:/x"]);
    assert_eq!(shell.json_lines(&["ls"])[3]["bytes"], 0);
}

#[test]
fn names_are_given_and_taken() {
    let shell = Shell::with_base(&small());
    assert_eq!(shell.ok(&["start", "base", "--name", "web"]), "web\n");
    assert_eq!(shell.ok(&["start", "base", "--name", "web", "-n", "2"]), "web-1\nweb-2\n");
    // Of several names one is taken: none is started.
    assert_eq!(
        shell.fails(1, &["start", "base", "--name", "web", "-n", "3"]),
        "web-1: There is such a container already"
    );
    let started = shell.json(&["start", "base", "-n", "100"]);
    assert_eq!(started["containers"].as_array().unwrap().len(), 100);
    assert_eq!(started["image"], "base");
    let roots = shell.json_lines(&["ls"]);
    assert_eq!(roots.len(), 1 + 3 + 100);
    let names: Vec<_> = roots.iter().map(|root| root["name"].as_str().unwrap()).collect();
    assert_eq!(
        (names[9], names[10], names[100], names[101]),
        ("base-9", "base-10", "base-100", "web")
    );
    shell.ok(&["drop", "web", "base-50"]);
    assert_eq!(shell.ok(&["start", "base"]), "base-50\n");
}

#[test]
fn what_is_committed_is_what_the_container_was() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    shell.ok(&["write", "web:/etc/motd", "new"]);
    shell.ok(&["mv", "web:/usr/bin", "web:/bin"]);
    shell.ok(&["rm", "-r", "web:/etc/app"]);
    shell.ok(&["mkdir", "-p", "web:/srv/a/b"]);
    let made = shell.json(&["commit", "web", "app:2", "-m", "a message\twith a tab"]);
    assert_eq!((&made["name"], &made["layers"]), (&"app:2".into(), &2.into()));
    shell.ok(&["start", "app:2", "--name", "again"]);
    assert_eq!(listing(&shell, "again"), listing(&shell, "web"));
    assert_eq!(listing(&shell, "app:2"), listing(&shell, "web"));
    assert_eq!(shell.ok(&["diff", "web", "app:2"]), "");
    assert_eq!(shell.ok(&["cat", "again:/bin/tool"]).len(), 100_000);

    let text = shell.ok(&["history", "app:2"]);
    let rows: Vec<Vec<_>> =
        lines(&text).into_iter().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0], ["created", "bytes", "layer", "by", "comment"]);
    assert_eq!((rows[1][0], rows[1][3]), ("2023-11-14T22:13:20Z", "layers import base.tar"));
    assert_eq!((rows[2][3], rows[2][4]), ("layers commit web", "a message\\x09with a tab"));
    let steps = shell.json(&["history", "again"]);
    assert_eq!(steps.as_array().unwrap().len(), 2);
    assert_eq!(steps[1]["comment"], "a message\twith a tab");
    assert!(steps[1]["layer"]["bytes"].as_u64().unwrap() > 0);
    // The same again is the same to the byte.
    assert_eq!(
        shell.json(&["commit", "web", "app:3", "-m", "a message\twith a tab"])["digest"],
        made["digest"]
    );
    assert_eq!(shell.json_lines(&["ls"]).len(), 5);
    // Without changes there is a step, and no layer.
    shell.ok(&["start", "base", "--name", "idle"]);
    assert_eq!(shell.json(&["commit", "idle", "same"])["layers"], 1);
    assert_eq!(shell.json(&["history", "same"])[1]["empty_layer"], true);
}

#[test]
fn a_name_moves_to_another_image() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    shell.ok(&["write", "web:/etc/motd", "new"]);
    shell.ok(&["commit", "web", "base", "--replace"]);
    assert_eq!(shell.ok(&["cat", "base:/etc/motd"]), "new\n");
    assert_eq!(shell.ok(&["diff", "web"]), "M /etc/motd\n", "it is still on the old one");
    let roots = shell.json_lines(&["ls"]);
    assert_eq!(
        roots.iter().map(|root| &root["name"]).collect::<Vec<_>>(),
        [&Value::Null, &"base".into(), &"web".into()]
    );
    shell.ok(&["rebase", "web", "base"]);
    assert_eq!(shell.ok(&["diff", "web"]), "");
    assert_eq!(shell.json_lines(&["ls"]).len(), 2, "nobody needs the old one");
    shell.ok(&["drop", "base"]);
    assert_eq!(shell.ok(&["cat", "web:/etc/motd"]), "new\n", "a container keeps its image");
    shell.ok(&["drop", "web"]);
    assert_eq!(shell.ok(&["ls"]), "name\tkind\timage\tlayers\tbytes\n");
    let blobs = shell.store().join("blobs/sha256");
    assert_eq!(std::fs::read_dir(blobs).unwrap().count(), 0, "and nothing else stays");
}

#[test]
fn df_sums_up() {
    let mut tree = small();
    tree.write("data", vec![7; 1 << 20]).unwrap();
    let shell = Shell::with_base(&tree);
    shell.ok(&["start", "base", "-n", "3"]);
    shell.ok_with(&["write", "--offset", "70000", "base-1:/data"], b"x");
    shell.ok(&["write", "base-2:/new", "text"]);
    let document = shell.json(&["df"]);
    let image = &document["images"][0];
    assert_eq!(image["image"], "base");
    let containers = image["containers"].as_array().unwrap();
    assert_eq!(containers.len(), 3);
    let number = |value: &Value| value.as_u64().unwrap();
    let all = (1 << 20) + 100_000 + 12;
    assert_eq!(number(&containers[0]["apparent"]), all);
    assert_eq!(number(&containers[0]["copy_up"]), 1 << 20);
    // Also when it was read again: a page has changed, and not the file.
    assert_eq!((number(&containers[0]["pages"]), number(&containers[0]["changed"])), (1, 4_096));
    assert!(number(&containers[0]["own"]) < 16 << 10);
    assert_eq!(number(&containers[1]["apparent"]), all + 5);
    assert_eq!(number(&containers[2]["own"]), 0);
    for container in containers {
        assert_eq!(
            number(&container["apparent"]),
            number(&container["shared"]) + number(&container["changed"])
        );
    }
    let store = &image["store"];
    let own: u64 = containers.iter().map(|container| number(&container["own"])).sum();
    assert_eq!(number(&store["memory"]), number(&store["base"]) + number(&store["between"]) + own);
    assert_eq!(number(&store["full_copies"]), 4 * all + 5);
    let on_disk: u64 = shell
        .contents()
        .iter()
        .filter(|(path, _)| path.to_str().unwrap().contains("/blobs/"))
        .map(|(_, bytes)| bytes.len() as u64)
        .sum();
    assert_eq!(number(&document["disk"]["bytes"]), on_disk);

    let text = shell.ok(&["df", "base-3"]);
    let rows: Vec<Vec<_>> =
        lines(&text).into_iter().map(|line| line.split('\t').collect()).collect();
    assert_eq!(
        rows[0],
        ["image", "container", "size", "shared", "changed", "pages", "own", "copy_up"]
    );
    assert_eq!(rows[1], ["base", "base-3", &all.to_string(), &all.to_string(), "0", "0", "0", "0"]);
    assert_eq!(rows[2], [""]);
}

#[test]
fn layers_are_squashed() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    shell.ok(&["write", "web:/large", &"x".repeat(50_000)]);
    shell.ok(&["commit", "web", "two"]);
    shell.ok(&["rm", "web:/large"]);
    shell.ok(&["write", "web:/etc/motd", "three"]);
    // On the layer with the large file, so that it is there and removed.
    shell.ok(&["start", "two", "--name", "next"]);
    shell.ok(&["rm", "next:/large"]);
    shell.ok(&["write", "next:/etc/motd", "three"]);
    shell.ok(&["commit", "next", "three"]);
    let flat = shell.json(&["squash", "three", "flat"]);
    assert_eq!(flat["layers"], 1);
    assert_eq!(shell.json(&["squash", "three", "top", "--layers", "2..3"])["layers"], 2);
    for name in ["flat", "top"] {
        assert_eq!(shell.ok(&["diff", name, "three"]), "", "{name}");
        assert_eq!(listing(&shell, name), listing(&shell, "next"), "{name}");
    }
    let steps = shell.json(&["history", "top"]);
    let steps = steps.as_array().unwrap();
    assert_eq!(steps.len(), 4);
    assert_eq!(steps.last().unwrap()["created_by"], "layers squash three --layers 2..3");
    let layer = shell.run(&["export", "flat", "--as", "layer"]).stdout;
    assert!(layer.len() < 150_000 && !layer.windows(6).any(|bytes| bytes == b"large\0"));
}

#[test]
fn a_container_is_moved_onto_a_newer_image() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "newer"]);
    shell.ok(&["write", "newer:/etc/motd", "newer"]);
    shell.ok(&["write", "newer:/lib", "1.1"]);
    shell.ok(&["commit", "newer", "base:2"]);
    shell.ok(&["start", "base", "--name", "web", "-n", "2"]);
    shell.ok(&["write", "web-1:/mine", "text"]);
    assert_eq!(shell.ok(&["rebase", "web-1", "base:2"]), "");
    assert_eq!(shell.ok(&["diff", "web-1"]), "A /mine\n");
    assert_eq!(shell.ok(&["cat", "web-1:/etc/motd", "web-1:/lib"]), "newer\n1.1\n");

    shell.ok(&["write", "web-2:/etc/motd", "mine"]);
    shell.ok(&["rm", "-r", "web-2:/usr"]);
    let before = shell.contents();
    let done = shell.run(&["rebase", "web-2", "base:2"]);
    assert_eq!(done.status, 1);
    assert_eq!(
        String::from_utf8(done.stdout).unwrap(),
        "/etc/motd: modified by the container, modified by the base\n"
    );
    assert_eq!(
        done.stderr,
        "layers: web-2: Not moved onto base:2: 1 conflict; --take says which side is right\n"
    );
    let done = shell.run(&["--json", "rebase", "web-2", "base:2"]);
    let document: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!((done.status, &document["rebased"]), (1, &false.into()));
    assert_eq!(
        (&document["conflicts"][0]["path"], &document["conflicts"][0]["ours"]),
        (&"/etc/motd".into(), &"modified".into())
    );
    assert!(document["conflicts"][0]["taken"].is_null(), "nothing was taken: {document}");
    assert_eq!(shell.contents(), before);

    let document = shell.json(&["rebase", "web-2", "base:2", "--take", "theirs"]);
    assert_eq!(
        (&document["rebased"], &document["conflicts"][0]["taken"]),
        (&true.into(), &"theirs".into())
    );
    assert_eq!(shell.ok(&["cat", "web-2:/etc/motd"]), "newer\n");
    assert_eq!(shell.ok(&["diff", "web-2"]), "D /usr\n");
    // Back again, with the other answer.
    shell.ok(&["write", "web-2:/lib", "mine"]);
    assert_eq!(
        shell.ok(&["rebase", "web-2", "base", "--take", "ours"]),
        "/lib: modified by the container, deleted by the base: took the container's\n"
    );
    assert_eq!(shell.ok(&["diff", "web-2"]), "A /lib\nD /usr\n");
}

#[test]
fn pages_of_one_file_are_merged() {
    let mut tree = small();
    tree.write("data", vec![b'.'; 40_000]).unwrap();
    let shell = Shell::with_base(&tree);
    shell.ok(&["start", "base", "-n", "2"]);
    shell.ok_with(&["write", "--offset", "10", "base-1:/data"], b"one");
    shell.ok_with(&["write", "--offset", "30000", "base-2:/data"], b"two");
    shell.ok(&["commit", "base-1", "one"]);
    assert_eq!(shell.run(&["rebase", "base-2", "one"]).status, 1);
    assert_eq!(
        shell.ok(&["rebase", "base-2", "one", "--pages"]),
        "/data: modified by the container, modified by the base: took both\n"
    );
    let merged = shell.ok(&["cat", "base-2:/data"]);
    assert_eq!((&merged[9..14], &merged[29_999..30_004], merged.len()), (".one.", ".two.", 40_000));
    // What else both have changed, each in its own way, is a conflict still.
    fs::write(shell.path("data"), vec![b'.'; 40_000]).unwrap();
    for (name, mode) in [("base-1", 0o600), ("base-3", 0o640)] {
        fs::set_permissions(shell.path("data"), fs::Permissions::from_mode(mode)).unwrap();
        if name == "base-3" {
            shell.ok(&["start", "base", "--name", name]);
        }
        shell.ok(&["cp", "data", &format!("{name}:/data")]);
    }
    shell.ok(&["commit", "base-1", "two"]);
    let done = shell.run(&["rebase", "base-3", "two", "--pages"]);
    assert_eq!((done.status, &done.stdout[..6]), (1, &b"/data:"[..]), "{done:?}");
}
