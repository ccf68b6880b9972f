//! Containers that are mounts: of overlayfs by the kernel, of fuse-overlayfs by a process each.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::mount::{MountFlags, UnmountFlags, mount, unmount};

use crate::ours::{Backend, LAYERS, Root, files};

/// The lower layers in a directory, which goes with them.
pub struct Lower {
    pub directory: PathBuf,
}

impl Lower {
    pub fn new(parent: &Path) -> io::Result<Self> {
        let directory = parent.join(format!("layers-compare-{}", std::process::id()));
        fs::create_dir_all(&directory)?;
        let lower = Self { directory };
        for layer in 0..LAYERS {
            for (path, bytes) in files(layer) {
                let path = lower.layer(layer).join(path);
                fs::create_dir_all(path.parent().expect("it has a name"))?;
                File::create(&path)?.write_all(&bytes)?;
            }
        }
        // What is still to be written would be written while something is measured.
        rustix::fs::sync();
        Ok(lower)
    }

    fn layer(&self, layer: usize) -> PathBuf {
        self.directory.join(layer.to_string())
    }

    /// The name of the file system that it lies on.
    pub fn file_system(&self) -> String {
        match rustix::fs::statfs(&self.directory).map(|stat| stat.f_type) {
            Ok(0xef53) => "ext4".to_owned(),
            Ok(0x0102_1994) => "tmpfs".to_owned(),
            Ok(0x5846_5342) => "XFS".to_owned(),
            Ok(0x9123_683e) => "btrfs".to_owned(),
            Ok(0x794c_7630) => "overlayfs".to_owned(),
            Ok(other) => format!("file system {other:#x}"),
            Err(error) => error.to_string(),
        }
    }
}

impl Drop for Lower {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// What makes overlayfs cheaper, where it is not the default.
pub const OPTIONS: &str = "metacopy=on,redirect_dir=on,index=on";

#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// overlayfs, as it is.
    Plain,
    /// overlayfs, with what makes it cheaper.
    Options,
    Fuse,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "overlayfs",
            Self::Options => "overlayfs with options",
            Self::Fuse => "fuse-overlayfs",
        }
    }
}

pub struct Mounts<'a> {
    lower: &'a Lower,
    kind: Kind,
    uppers: PathBuf,
    mounted: Vec<PathBuf>,
}

impl<'a> Mounts<'a> {
    /// Says why not, if one cannot be mounted.
    pub fn new(lower: &'a Lower, kind: Kind) -> Result<Self, String> {
        let uppers = lower.directory.join(format!("uppers-{}", kind as u8));
        let mut mounts = Self { lower, kind, uppers, mounted: Vec::new() };
        let (_, containers) = mounts.start(1).map_err(|error| error.to_string())?;
        mounts.stop(containers).map_err(|error| error.to_string())?;
        Ok(mounts)
    }

    fn mount(&mut self, at: usize) -> io::Result<Mounted> {
        let one = self.uppers.join(at.to_string());
        let part = |name: &str| one.join(name);
        for name in ["upper", "work", "merged"] {
            fs::create_dir_all(part(name))?;
        }
        let lowers: Vec<_> =
            (0..LAYERS).rev().map(|layer| self.lower.layer(layer).display().to_string()).collect();
        let options = format!(
            "lowerdir={},upperdir={},workdir={}",
            lowers.join(":"),
            part("upper").display(),
            part("work").display()
        );
        let merged = part("merged");
        if self.kind == Kind::Fuse {
            let output = Command::new("fuse-overlayfs")
                .args(["-o", &options])
                .arg(&merged)
                .stdin(Stdio::null())
                .output()?;
            if !output.status.success() {
                return Err(io::Error::other(
                    String::from_utf8_lossy(&output.stderr).trim().to_owned(),
                ));
            }
        } else {
            let more = if self.kind == Kind::Options {
                OPTIONS
            } else {
                "metacopy=off,redirect_dir=off,index=off"
            };
            let options = std::ffi::CString::new(format!("{options},{more}"))?;
            mount("overlay", &merged, "overlay", MountFlags::empty(), Some(&*options))?;
        }
        self.mounted.push(merged.clone());
        Ok(Mounted { root: merged, upper: part("upper") })
    }
}

impl Backend for Mounts<'_> {
    fn name(&self) -> String {
        format!("{} on {}", self.kind.name(), self.lower.file_system())
    }

    fn start(&mut self, count: usize) -> io::Result<(Duration, Vec<Box<dyn Root>>)> {
        // Only mounting is measured: directories are there before.
        for at in 0..count {
            for name in ["upper", "work", "merged"] {
                fs::create_dir_all(self.uppers.join(at.to_string()).join(name))?;
            }
        }
        let begin = Instant::now();
        let mut containers: Vec<Box<dyn Root>> = Vec::with_capacity(count);
        for at in 0..count {
            containers.push(Box::new(self.mount(at)?));
        }
        Ok((begin.elapsed(), containers))
    }

    fn stop(&mut self, containers: Vec<Box<dyn Root>>) -> io::Result<Duration> {
        drop(containers);
        let begin = Instant::now();
        for mounted in self.mounted.drain(..) {
            unmount(&mounted, UnmountFlags::empty())?;
        }
        let took = begin.elapsed();
        fs::remove_dir_all(&self.uppers)?;
        rustix::fs::sync();
        Ok(took)
    }

    /// Of each process its own part of what it shares with others.
    fn daemons(&self) -> Option<u64> {
        if self.kind != Kind::Fuse {
            return None;
        }
        let ours = self.uppers.display().to_string();
        let mut all = 0;
        for entry in fs::read_dir("/proc").ok()?.flatten() {
            let read = |name: &str| fs::read_to_string(entry.path().join(name)).unwrap_or_default();
            if read("comm").trim() == "fuse-overlayfs" && read("cmdline").contains(&ours) {
                let rollup = read("smaps_rollup");
                let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
                let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
                all += kib.and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() << 10;
            }
        }
        Some(all)
    }
}

impl Drop for Mounts<'_> {
    fn drop(&mut self) {
        for mounted in self.mounted.drain(..) {
            let _ = unmount(&mounted, UnmountFlags::DETACH);
        }
    }
}

struct Mounted {
    root: PathBuf,
    upper: PathBuf,
}

fn name(error: io::Error) -> String {
    match rustix::io::Errno::from_io_error(&error) {
        Some(rustix::io::Errno::XDEV) => "EXDEV".to_owned(),
        _ => error.to_string(),
    }
}

impl Root for Mounted {
    fn write_byte(&mut self, path: &str, at: u64) -> Result<(), String> {
        let file = OpenOptions::new().write(true).open(self.root.join(path)).map_err(name)?;
        file.write_all_at(b"x", at).map_err(name)
    }

    fn chmod(&mut self, path: &str) -> Result<(), String> {
        fs::set_permissions(self.root.join(path), Permissions::from_mode(0o600)).map_err(name)
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), String> {
        fs::rename(self.root.join(from), self.root.join(to)).map_err(name)
    }

    fn unlink(&mut self, path: &str) -> Result<(), String> {
        fs::remove_file(self.root.join(path)).map_err(name)
    }

    fn link(&mut self, path: &str, new: &str) -> Result<(), String> {
        fs::hard_link(self.root.join(path), self.root.join(new)).map_err(name)
    }

    fn names(&mut self, path: &str) -> Result<usize, String> {
        Ok(fs::read_dir(self.root.join(path)).map_err(name)?.flatten().count())
    }

    fn stat(&mut self, path: &str) -> Result<(), String> {
        fs::symlink_metadata(self.root.join(path)).map(drop).map_err(name)
    }

    fn own(&mut self) -> u64 {
        fn blocks(path: &Path) -> io::Result<u64> {
            let mut sum = 0;
            for entry in fs::read_dir(path)? {
                let entry = entry?;
                let meta = entry.metadata()?;
                sum += meta.blocks() * 512;
                if meta.is_dir() {
                    sum += blocks(&entry.path())?;
                }
            }
            Ok(sum)
        }
        blocks(&self.upper).unwrap_or_default()
    }
}
