//! `ls`, `cat`, `cp`, `mv`, `rm`, `mkdir`, `write`.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

use layers::LayeredFs;

use crate::shell::{Shell, lines, small};

fn started() -> Shell {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    shell
}

#[test]
fn ls_lists_names_trees_and_details() {
    let shell = started();
    assert_eq!(shell.ok(&["ls", "web"]), "etc\nusr\n");
    assert_eq!(shell.ok(&["ls", "base:/etc"]), "app\nmotd\n");
    assert_eq!(shell.ok(&["ls", "web:/usr/settings"]), "app\nmotd\n");
    assert_eq!(shell.ok(&["ls", "-d", "web:/etc/"]), "/etc\n");
    assert_eq!(shell.ok(&["ls", "web:/etc/motd"]), "/etc/motd\n");
    assert_eq!(shell.ok(&["ls", "-R", "web:/etc"]), "/etc/app\n/etc/app/settings\n/etc/motd\n");
    assert_eq!(
        shell.ok(&["ls", "-lR", "web:/usr"]),
        "drwxr-xr-x 2 0 0      2 1970-01-02T00:00:00Z /usr/bin\n\
         -rwsr-xr-x 2 0 0 100000 1970-01-02T00:00:00Z /usr/bin/same\n\
         -rwsr-xr-x 2 0 0 100000 1970-01-02T00:00:00Z /usr/bin/tool\n\
         lrwxrwxrwx 1 0 0      6 1970-01-02T00:00:00Z /usr/settings -> ../etc\n"
    );
    assert_eq!(
        shell.ok(&["ls", "web:/etc/app", "base:/usr/bin"]),
        "web:/etc/app:\nsettings\n\nbase:/usr/bin:\nsame\ntool\n"
    );
    let entries = shell.json_lines(&["ls", "-R", "web"]);
    assert_eq!(entries.len(), 9);
    assert_eq!(entries[0]["path"], "/etc");
    let tool = entries.iter().find(|entry| entry["path"] == "/usr/bin/tool").unwrap();
    assert_eq!(
        (&tool["type"], &tool["mode"], &tool["size"], &tool["nlink"]),
        (&"file".into(), &"4755".into(), &100_000.into(), &2.into())
    );
    let link = entries.iter().find(|entry| entry["path"] == "/usr/settings").unwrap();
    assert_eq!((&link["type"], &link["target"]), (&"symlink".into(), &"../etc".into()));
}

#[test]
fn ls_lists_images_and_containers() {
    let shell = started();
    shell.ok(&["write", "web:/new", "text"]);
    let text = shell.ok(&["ls"]);
    let rows: Vec<Vec<_>> =
        lines(&text).into_iter().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0], ["name", "kind", "image", "layers", "bytes"]);
    assert_eq!((rows[1][0], rows[1][1], rows[1][3]), ("base", "image", "1"));
    assert_eq!((rows[2][0], rows[2][1], rows[2][2], rows[2][3]), ("web", "container", "base", "-"));
    let roots = shell.json_lines(&["ls"]);
    assert_eq!(roots.len(), 2);
    assert_eq!((&roots[1]["image"], &roots[1]["digest"]), (&"base".into(), &roots[0]["digest"]));
    assert!(roots[1]["bytes"].as_u64().unwrap() > 0);
}

#[test]
fn bytes_are_written_and_read_as_they_are() {
    let shell = started();
    let all: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    shell.ok_with(&["write", "web:/bytes"], &all);
    let read = |path: &str| shell.run(&["cat", path]).stdout;
    assert!(read("web:/bytes") == all);
    shell.ok(&["write", "web:/etc/motd", "good morning"]);
    assert_eq!(read("web:/etc/motd"), b"good morning\n");
    shell.ok_with(&["write", "--append", "web:/etc/motd"], b"you\n");
    shell.ok_with(&["write", "--offset", "5", "web:/etc/motd"], b"MORN");
    assert_eq!(read("web:/etc/motd"), b"good MORNing\nyou\n");
    assert_eq!(read("base:/etc/motd"), b"hello\n");
    shell.ok_with(&["write", "--offset", "3", "web:/hole"], b"x");
    shell.ok_with(&["write", "-a", "web:/log"], b"1\n");
    assert_eq!((read("web:/hole"), read("web:/log")), (b"\0\0\0x".to_vec(), b"1\n".to_vec()));
    // Through a link, and one byte of a file of several pages with two names.
    shell.ok_with(&["write", "--offset", "50000", "web:/usr/bin/same"], b"!");
    let mut expected = vec![b'x'; 100_000];
    expected[50_000] = b'!';
    assert!(read("web:/usr/bin/tool") == expected);
    assert_eq!(
        shell.ok(&["ls", "-l", "web:/usr/bin/tool"]),
        "-rwsr-xr-x 2 0 0 100000 2023-11-14T22:13:20Z /usr/bin/tool\n"
    );
    assert_eq!(shell.run(&["cat", "web:/log", "web:/log"]).stdout, b"1\n1\n");
}

#[test]
fn names_come_and_go() {
    let shell = started();
    shell.ok(&["mkdir", "web:/a", "web:/a/b"]);
    shell.ok(&["mkdir", "-p", "web:/a/b/c/d", "web:/etc"]);
    assert_eq!(shell.ok(&["ls", "-R", "web:/a"]), "/a/b\n/a/b/c\n/a/b/c/d\n");
    shell.ok(&["mv", "web:/a/b/c", "web:/etc"]);
    assert_eq!(
        shell.ok(&["ls", "-R", "web:/etc"]),
        "/etc/app\n/etc/app/settings\n/etc/c\n/etc/c/d\n/etc/motd\n"
    );
    shell.ok(&["mv", "web:/etc", "web:/config"]);
    assert_eq!(shell.ok(&["cat", "web:/config/motd"]), "hello\n");
    shell.ok(&["mv", "--exchange", "web:/config", "web:/a"]);
    assert_eq!(shell.ok(&["ls", "web"]), "a\nconfig\nusr\n");
    assert_eq!(shell.ok(&["ls", "web:/config"]), "b\n");
    shell.ok(&["rm", "web:/a/motd", "web:/usr/bin/same"]);
    shell.ok(&["rm", "-r", "web:/config", "web:/a/c"]);
    shell.ok(&["rm", "-f", "web:/nowhere"]);
    assert_eq!(
        shell.ok(&["ls", "-R", "web"]),
        "/a\n/a/app\n/a/app/settings\n/usr\n/usr/bin\n/usr/bin/tool\n/usr/settings\n"
    );
    // One that cannot be removed: none is.
    shell.fails(1, &["rm", "web:/usr/bin/tool", "web:/nowhere"]);
    assert_eq!(shell.ok(&["ls", "web:/usr/bin"]), "tool\n");
}

#[test]
fn files_move_between_containers() {
    let shell = started();
    shell.ok(&["start", "base", "--name", "other"]);
    shell.ok(&["mv", "web:/usr", "other:/srv"]);
    assert_eq!(shell.ok(&["ls", "web"]), "etc\n");
    assert_eq!(
        shell.ok(&["ls", "-l", "other:/srv/bin/same"]),
        shell.ok(&["ls", "-l", "base:/usr/bin/same"]).replace("/usr/", "/srv/")
    );
    shell.ok(&["mv", "web:/etc/motd", "other:/etc/app/settings"]);
    assert_eq!(shell.ok(&["cat", "other:/etc/app/settings"]), "hello\n");
    shell.fails(1, &["mv", "-n", "web:/etc/app/settings", "other:/etc/motd"]);
    shell.fails(2, &["mv", "--exchange", "web:/etc", "other:/etc"]);
    assert_eq!(shell.ok(&["ls", "-R", "web"]), "/etc\n/etc/app\n/etc/app/settings\n");
    // A directory takes the place of an empty one alone.
    let said = shell.fails(1, &["mv", "web:/etc", "other:/"]);
    assert_eq!(said, "other:/etc: Directory not empty");
    shell.ok(&["mkdir", "other:/new", "other:/new/etc"]);
    shell.ok(&["mv", "web:/etc", "other:/new"]);
    assert_eq!(shell.ok(&["ls", "other:/new/etc"]), "app\n");
}

#[test]
fn copies_inside_are_copies() {
    let shell = started();
    shell.ok(&["cp", "-r", "web:/usr", "web:/copy"]);
    shell.ok(&["cp", "-r", "base:/usr", "web:/copy"]);
    assert_eq!(shell.ok(&["ls", "web:/copy"]), "bin\nsettings\nusr\n");
    let strip = |text: String| text.replace("/copy/", "/");
    assert_eq!(
        strip(shell.ok(&["ls", "-lR", "web:/copy/usr"])),
        shell.ok(&["ls", "-lR", "base:/usr"])
    );
    shell.ok(&["write", "web:/copy/bin/tool", "changed"]);
    assert_eq!(shell.ok(&["cat", "web:/copy/bin/same"]), "changed\n");
    assert_eq!(shell.ok(&["cat", "web:/usr/bin/tool"]).len(), 100_000);
    // Into itself: what is copied is what was there before.
    shell.ok(&["cp", "-r", "web:/etc", "web:/etc/app"]);
    assert_eq!(
        shell.ok(&["ls", "-R", "web:/etc"]),
        "/etc/app\n/etc/app/etc\n/etc/app/etc/app\n/etc/app/etc/app/settings\n/etc/app/etc/motd\n/etc/app/settings\n/etc/motd\n"
    );
    // A link is copied, and replaced, as such.
    shell.ok(&["cp", "web:/usr/settings", "web:/link"]);
    assert_eq!(shell.json_lines(&["ls", "-d", "web:/link"])[0]["target"], "../etc");
    shell.ok(&["rm", "web:/link"]);
    shell.ok(&["cp", "web:/usr/bin/same", "web:/usr/bin/tool", "web:/usr/settings"]);
    assert_eq!(shell.ok(&["ls", "web:/etc"]), "app\nmotd\nsame\ntool\n");
}

#[test]
fn files_come_from_the_host_and_go_there() {
    let shell = started();
    let tree = shell.path("tree");
    fs::create_dir_all(tree.join("sub")).unwrap();
    fs::write(tree.join("file"), "from the host").unwrap();
    fs::set_permissions(tree.join("file"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::hard_link(tree.join("file"), tree.join("sub/hard")).unwrap();
    symlink("../file", tree.join("sub/link")).unwrap();
    let odd = OsStr::from_bytes(b"caf\xe9\n");
    fs::write(tree.join(odd), "odd").unwrap();

    assert_eq!(shell.fails(1, &["cp", "tree", "web:/srv"]), "tree: Is a directory (-r copies it)");
    shell.ok(&["cp", "-r", "tree", "web:/srv"]);
    shell.ok(&["cp", "-r", "tree", "web:/srv"]);
    assert_eq!(
        shell.ok(&["ls", "-R", "web:/srv/tree"]),
        "/srv/tree/caf\\xe9\\x0a\n/srv/tree/file\n/srv/tree/sub\n/srv/tree/sub/hard\n/srv/tree/sub/link\n"
    );
    let file = &shell.json_lines(&["ls", "web:/srv/file"])[0];
    assert_eq!(
        (&file["mode"], &file["nlink"], &file["uid"]),
        (&"0640".into(), &2.into(), &0.into())
    );
    let odd_inside = OsStr::from_bytes(b"web:/srv/caf\xe9\n");
    assert_eq!(shell.ok(&[OsStr::new("cat"), odd_inside]), "odd");

    shell.ok(&["cp", "-r", "web:/srv/tree", "back"]);
    let back = shell.path("back");
    assert_eq!(fs::read(back.join(odd)).unwrap(), b"odd");
    let (one, two) =
        (fs::metadata(back.join("file")).unwrap(), fs::metadata(back.join("sub/hard")).unwrap());
    assert_eq!((one.ino(), one.mode() & 0o7777, one.nlink()), (two.ino(), 0o640, 2));
    assert_eq!(one.mtime(), fs::metadata(tree.join("file")).unwrap().mtime());
    assert_eq!(fs::read_link(back.join("sub/link")).unwrap(), OsStr::new("../file"));
    // Into a directory that is there, and over files that are there.
    shell.ok(&["cp", "web:/etc/motd", "web:/usr/bin/tool", "back"]);
    assert_eq!(fs::read(back.join("motd")).unwrap(), b"hello\n");
    // Rights are not given away.
    assert_eq!(fs::metadata(back.join("tool")).unwrap().mode() & 0o7777, 0o755);
    shell.ok(&["cp", "web:/etc/motd", "back/file"]);
    assert_eq!(
        fs::read(back.join("sub/hard")).unwrap(),
        b"from the host",
        "it is no longer one file"
    );
}

#[test]
fn pipes_and_attributes_come_and_go() {
    let shell = started();
    let tree = shell.path("tree");
    fs::create_dir(&tree).unwrap();
    let made = std::process::Command::new("mkfifo").arg(tree.join("pipe")).status();
    assert!(made.unwrap().success());
    let file = tree.join("file");
    fs::write(&file, "text").unwrap();
    #[cfg(target_os = "linux")]
    let has_attributes = {
        let flags = rustix::fs::XattrFlags::empty();
        rustix::fs::setxattr(&file, "user.note", b"a\nb", flags).is_ok()
    };
    shell.ok(&["cp", "-ra", "tree", "web:/srv"]);
    let entries = shell.json_lines(&["ls", "web:/srv"]);
    assert_eq!((&entries[0]["type"], &entries[1]["type"]), (&"file".into(), &"fifo".into()));
    assert_eq!(entries[0]["uid"], fs::metadata(&file).unwrap().uid());
    assert_eq!(shell.fails(1, &["cat", "web:/srv/pipe"]), "web:/srv/pipe: Invalid argument");
    shell.ok(&["cp", "-ra", "web:/srv", "back"]);
    let back = shell.path("back");
    let pipe = fs::symlink_metadata(back.join("pipe")).unwrap();
    assert!(std::os::unix::fs::FileTypeExt::is_fifo(&pipe.file_type()));
    #[cfg(target_os = "linux")]
    if has_attributes {
        let mut value = [0; 16];
        let len = rustix::fs::getxattr(back.join("file"), "user.note", &mut value[..]).unwrap();
        assert_eq!(&value[..len], b"a\nb");
    } else {
        eprintln!("skipped: there are no extended attributes here");
    }
}

#[test]
fn what_comes_from_the_host_replaces_what_is_there() {
    let shell = started();
    fs::create_dir_all(shell.path("tree/sub")).unwrap();
    fs::write(shell.path("tree/sub/file"), "1").unwrap();
    fs::hard_link(shell.path("tree/sub/file"), shell.path("tree/sub/hard")).unwrap();
    symlink("file", shell.path("tree/sub/link")).unwrap();
    shell.ok(&["cp", "-r", "tree", "web:/"]);
    fs::write(shell.path("tree/sub/file"), "2").unwrap();
    shell.ok(&["cp", "-r", "tree", "web:/"]);
    assert_eq!(shell.ok(&["cat", "web:/tree/sub/hard", "web:/tree/sub/link"]), "22");
    let all = shell.json_lines(&["ls", "web:/tree/sub"]);
    assert_eq!((all.len(), &all[0]["nlink"]), (3, &2.into()));

    // It follows no link in the container, and says where there is something else.
    shell.ok(&["rm", "-r", "web:/tree/sub"]);
    symlink("/etc", shell.path("sub")).unwrap();
    shell.ok(&["cp", "sub", "web:/tree"]);
    let said = shell.fails(1, &["cp", "-r", "tree", "web:/"]);
    assert_eq!(said, "web:/tree/sub: Not a directory");
    assert_eq!(shell.ok(&["ls", "web:/etc"]), "app\nmotd\n");
    let said = shell.fails(1, &["cp", "tree/sub/file", "web:/new/"]);
    assert_eq!(said, "web:/new: No such file or directory");
}

/// Whoever copies into a directory that is there does not mean its mode.
#[test]
fn directories_that_are_there_stay_as_they_are() {
    let shell = started();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().mode() & 0o7777;
    let set = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let etc = shell.path("etc");
    fs::create_dir_all(etc.join("new")).unwrap();
    set(&etc, 0o700);
    set(&etc.join("new"), 0o700);
    let inside = |path: &str| shell.json_lines(&["ls", "-d", path])[0]["mode"].clone();
    shell.ok(&["cp", "-r", "etc", "web:/"]);
    assert_eq!((inside("web:/etc"), inside("web:/etc/new")), ("0755".into(), "0700".into()));
    shell.ok(&["cp", "-r", "web:/etc", "."]);
    assert_eq!((mode(&etc), mode(&etc.join("app"))), (0o700, 0o755));
    shell.ok(&["cp", "-ra", "etc", "web:/"]);
    assert_eq!(inside("web:/etc"), "0700");
    set(&etc, 0o711);
    shell.ok(&["cp", "-ra", "web:/etc", "."]);
    assert_eq!(mode(&etc), 0o700);
}

/// A pipe or a device of the host is not replaced by a file, but is where the bytes go.
#[test]
fn a_file_is_written_to_a_pipe() {
    let shell = started();
    let pipe = shell.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let read = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read(pipe).unwrap()
    });
    shell.ok(&["cp", "web:/etc/motd", "pipe"]);
    let is_pipe =
        |metadata: fs::Metadata| std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type());
    assert!(is_pipe(fs::symlink_metadata(&pipe).unwrap()));
    assert_eq!(read.join().unwrap(), b"hello\n");
    let said = shell.fails(1, &["cp", "-r", "web:/etc", "pipe"]);
    assert_eq!(said, "pipe: File exists");
    assert!(is_pipe(fs::symlink_metadata(&pipe).unwrap()));
}

#[test]
fn what_is_copied_to_the_host_follows_no_link() {
    let shell = started();
    shell.ok(&["mkdir", "-p", "web:/out/d"]);
    shell.ok(&["write", "web:/out/d/f", "inside"]);
    shell.ok(&["write", "web:/out/g", "inside"]);
    fs::create_dir_all(shell.path("to/out")).unwrap();
    fs::create_dir(shell.path("victim")).unwrap();
    fs::write(shell.path("victim/g"), "untouched").unwrap();
    symlink("../../victim", shell.path("to/out/d")).unwrap();
    symlink("../../victim/g", shell.path("to/out/g")).unwrap();
    let said = shell.fails(1, &["cp", "-r", "web:/out", "to"]);
    assert!(said.ends_with("to/out/d: Not a directory"), "{said}");
    fs::remove_file(shell.path("to/out/d")).unwrap();
    shell.ok(&["cp", "-r", "web:/out", "to"]);
    assert_eq!(fs::read(shell.path("victim/g")).unwrap(), b"untouched");
    assert_eq!(fs::read(shell.path("to/out/g")).unwrap(), b"inside\n");
    assert_eq!(fs::read_dir(shell.path("victim")).unwrap().count(), 1);
    // Nor one that is found where something is put into a directory; one that is named is meant.
    for path in ["to/g", "link"] {
        symlink(shell.path("victim/g"), shell.path(path)).unwrap();
    }
    shell.ok(&["cp", "web:/out/g", "to"]);
    assert_eq!(fs::read(shell.path("victim/g")).unwrap(), b"untouched");
    assert!(!shell.path("to/g").is_symlink());
    shell.ok(&["cp", "web:/out/g", "link"]);
    assert_eq!(fs::read(shell.path("victim/g")).unwrap(), b"inside\n");
    assert!(shell.path("link").is_symlink());
}

#[test]
fn names_that_no_layer_can_say_are_refused() {
    let shell = started();
    let before = shell.contents();
    let said = shell.fails(1, &["write", "web:/.wh.x", "text"]);
    assert_eq!(said, "web:/.wh.x: A name that begins with .wh. cannot be in a layer");
    let long = format!("web:/{}", "d/".repeat(2_100));
    assert!(shell.fails(1, &["mkdir", "-p", &long]).ends_with("File name too long"));
    assert_eq!(shell.contents(), before);
}

#[test]
fn an_empty_image_can_be_filled() {
    let shell = Shell::with_base(&LayeredFs::new());
    shell.ok(&["start", "base", "--name", "web"]);
    assert_eq!(shell.ok(&["ls", "web"]), "");
    shell.ok(&["write", "web:/first", "text"]);
    assert_eq!(shell.ok(&["diff", "web"]), "A /first\n");
}
