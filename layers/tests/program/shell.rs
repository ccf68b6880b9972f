//! A store, and calls of the program on it. Knows no command.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use layers::{Layer, LayeredFs};
use serde_json::Value;
use tempfile::TempDir;

/// A store in a directory that is gone after the test, and a place beside it for files.
pub struct Shell {
    directory: TempDir,
}

/// What a call printed, and its exit status.
#[derive(Debug)]
pub struct Done {
    pub status: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Shell {
    pub fn new() -> Self {
        Self { directory: TempDir::new().expect("there is a place for temporary files") }
    }

    /// One with an image `base`, made of a tree.
    pub fn with_base(tree: &LayeredFs) -> Self {
        let shell = Self::new();
        shell.archive("base.tar", tree);
        shell.ok(&["import", "base.tar", "--name", "base"]);
        shell
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn store(&self) -> PathBuf {
        self.path("store")
    }

    /// Writes a tree to an archive.
    pub fn archive(&self, name: &str, tree: &LayeredFs) {
        let layer = Layer::between(&LayeredFs::new(), tree).unwrap();
        layer.to_tar(fs::File::create(self.path(name)).unwrap()).unwrap();
    }

    /// The call, in the directory of the test.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_layers"));
        command
            .args(arguments)
            .current_dir(self.directory.path())
            .env("LAYERS_STORE", self.store())
            .env("SOURCE_DATE_EPOCH", "1700000000");
        command
    }

    pub fn run_with<S: AsRef<OsStr>>(&self, arguments: &[S], stdin: &[u8]) -> Done {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be run");
        // Not all calls read it.
        let _ = child.stdin.take().expect("it is a pipe").write_all(stdin);
        let output = child.wait_with_output().unwrap();
        Done {
            status: output.status.code().expect("it was not killed"),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Done {
        self.run_with(arguments, b"")
    }

    /// A call that succeeds, and what it printed.
    pub fn ok<S: AsRef<OsStr>>(&self, arguments: &[S]) -> String {
        self.ok_with(arguments, b"")
    }

    pub fn ok_with<S: AsRef<OsStr>>(&self, arguments: &[S], stdin: &[u8]) -> String {
        let done = self.run_with(arguments, stdin);
        let called: Vec<_> = arguments.iter().map(|argument| argument.as_ref().display()).collect();
        assert_eq!((done.status, &done.stderr[..]), (0, ""), "{called:?}");
        String::from_utf8(done.stdout).expect("text was printed")
    }

    /// A call that fails, with nothing printed, and what it says in one line.
    pub fn fails<S: AsRef<OsStr>>(&self, status: i32, arguments: &[S]) -> String {
        let done = self.run(arguments);
        let called: Vec<_> = arguments.iter().map(|argument| argument.as_ref().display()).collect();
        assert_eq!((done.status, &done.stdout[..]), (status, &b""[..]), "{called:?}: {done:?}");
        let line = done.stderr.strip_suffix('\n').unwrap_or_else(|| panic!("{called:?}: {done:?}"));
        assert!(line.starts_with("layers: ") && !line.contains('\n'), "{called:?}: {line:?}");
        line["layers: ".len()..].to_owned()
    }

    /// A call that prints one JSON document.
    pub fn json<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Value {
        let mut documents = self.json_lines(arguments);
        assert_eq!(documents.len(), 1);
        documents.remove(0)
    }

    /// A call that prints a JSON document in each line.
    pub fn json_lines<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Vec<Value> {
        let mut all: Vec<OsString> = vec!["--json".into()];
        all.extend(arguments.iter().map(|argument| argument.as_ref().to_owned()));
        self.ok(&all).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Everything in the store, by name.
    pub fn contents(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut pending = vec![self.store()];
        while let Some(directory) = pending.pop() {
            for entry in fs::read_dir(directory).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    pending.push(path);
                } else {
                    let bytes = fs::read(&path).unwrap();
                    files.push((path, bytes));
                }
            }
        }
        files.sort();
        files
    }
}

/// A small root file system with a bit of everything.
pub fn small() -> LayeredFs {
    let mut tree = LayeredFs::with_clock(layers::fs::Clock::Fixed(layers::inode::Time::at(86_400)));
    tree.mkdir_all("etc/app", 0o755).unwrap();
    tree.mkdir_all("usr/bin", 0o755).unwrap();
    tree.write("etc/motd", "hello\n").unwrap();
    tree.write("etc/app/settings", "a = 1\n").unwrap();
    tree.write("usr/bin/tool", vec![b'x'; 100_000]).unwrap();
    tree.chmod("usr/bin/tool", 0o4755).unwrap();
    tree.link("usr/bin/tool", "usr/bin/same").unwrap();
    tree.symlink("../etc", "usr/settings").unwrap();
    tree
}

/// The last of lines that are the same as a program's.
pub fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}
