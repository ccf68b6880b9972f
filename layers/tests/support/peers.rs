//! Programs of others, and directories of the system beside trees. Knows no test.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::Path;
use std::process::Command;

use layers::inode::{Device, Kind};
use layers::{Layer, LayeredFs, Limits, Mode};

/// Whether a program is there and says so.
pub fn found(program: &str, says: &str) -> bool {
    let output = Command::new(program).arg("--version").output();
    let found = output.is_ok_and(|output| {
        [output.stdout, output.stderr]
            .iter()
            .any(|text| String::from_utf8_lossy(text).contains(says))
    });
    if !found {
        eprintln!("skipped: there is no {program} that says it is {says}");
    }
    found
}

/// A real directory and a tree must have the same in them: names, types, contents, where links lead, which
/// names are one file, modes, owners, times; those cut or rounded to seconds, unless `exact`. What the roots themselves
/// have is no matter, and who owns what only to those who may give it away.
pub fn assert_same(root: &Path, tree: &LayeredFs, exact: bool) {
    let mut numbers = HashMap::new();
    let owners = fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0);
    for item in tree.walk("/").unwrap() {
        let mut path = root.to_owned();
        path.extend(item.path.names().map(OsStr::from_bytes));
        let real = fs::symlink_metadata(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let kind = real.file_type();
        let device = |device: u64| Device { major: major(device), minor: minor(device) };
        match &item.inode.kind {
            Kind::File(bytes) => {
                assert!(kind.is_file() && *bytes == fs::read(&path).unwrap(), "{path:?}");
            }
            Kind::Directory(entries) => {
                assert!(kind.is_dir(), "{path:?}");
                assert_eq!(fs::read_dir(&path).unwrap().count(), entries.len(), "{path:?}");
            }
            Kind::Symlink(target) => {
                let real = fs::read_link(&path).unwrap();
                assert_eq!(real.as_os_str().as_bytes(), &target[..], "{path:?}");
            }
            Kind::Fifo => assert!(kind.is_fifo(), "{path:?}"),
            Kind::CharDevice(ours) => {
                assert!(kind.is_char_device() && device(real.rdev()) == *ours, "{path:?}");
            }
            Kind::BlockDevice(ours) => {
                assert!(kind.is_block_device() && device(real.rdev()) == *ours, "{path:?}");
            }
        }
        if item.path.is_root() {
            continue;
        }
        if !kind.is_dir() {
            assert_eq!(real.nlink(), u64::from(item.inode.nlink()), "{path:?}");
            let number = *numbers.entry(item.ino).or_insert(real.ino());
            assert_eq!(real.ino(), number, "{path:?} is one file with another one");
        }
        let meta = &item.inode.meta;
        if !kind.is_symlink() {
            assert_eq!(real.mode() & 0o7777, meta.mode, "{path:?}");
        }
        if owners {
            assert_eq!((real.uid(), real.gid()), (meta.uid, meta.gid), "{path:?}");
        }
        let (seconds, nanoseconds) = (real.mtime(), real.mtime_nsec());
        let ours = (meta.mtime.seconds, i64::from(meta.mtime.nanoseconds));
        if exact {
            assert_eq!(ours, (seconds, nanoseconds), "{path:?}");
        } else {
            let rounded = seconds + i64::from(nanoseconds >= 500_000_000);
            assert!(ours.0 == seconds || ours.0 == rounded, "{path:?}: {ours:?}, {seconds}");
        }
    }
}

/// As Linux packs both into one number.
fn major(device: u64) -> u32 {
    u32::try_from((device >> 8) & 0xfff | (device >> 32) & 0xffff_f000).unwrap()
}

fn minor(device: u64) -> u32 {
    u32::try_from(device & 0xff | (device >> 12) & 0xffff_ff00).unwrap()
}

/// The tree of an archive.
#[allow(dead_code, reason = "not every test has archives")]
pub fn import(path: &Path) -> LayeredFs {
    let file = fs::File::open(path).unwrap();
    let layer = Layer::from_tar(file, Mode::Strict, &Limits::default()).unwrap();
    let tree = layer.apply(&LayeredFs::new()).unwrap();
    tree.check();
    tree
}

/// Lets GNU tar extract an archive into a directory, which need not be there, without a word.
#[allow(dead_code, reason = "not every test has archives")]
pub fn extract(archive: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    let output = Command::new("tar")
        .args(["--extract", "--preserve-permissions", "--numeric-owner"])
        // Else a directory that gets a symbolic link late has the time of that.
        .args(["--delay-directory-restore", "--warning=no-timestamp", "--file"])
        .arg(archive)
        .arg("--directory")
        .arg(to)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}

/// Runs a program that must succeed.
#[allow(dead_code, reason = "not every test makes archives")]
pub fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
