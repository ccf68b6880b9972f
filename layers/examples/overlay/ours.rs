//! Containers of this crate, and what is asked of any. Knows no mount.

use std::io;
use std::time::{Duration, Instant};

use layers::report::Report;
use layers::{Errno, Layer, LayeredFs};
use offshoot::ByteBuf;

/// Bytes of a large file.
pub const LARGE: usize = 64 << 20;
/// Bytes of a small one.
pub const SMALL: usize = 4 << 10;
/// Lower layers, each with a large file, a part of `small/`, and the first one with `many/`.
pub const LAYERS: usize = 3;
/// Small files of all layers in one directory.
pub const FILES: usize = 600;
/// Files of a directory that is renamed.
pub const MANY: usize = 1_000;

/// What is at a path of a layer: the same for all.
pub fn files(layer: usize) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![(format!("large{layer}"), vec![layer as u8 + 1; LARGE])];
    for at in 0..FILES / LAYERS {
        files.push((format!("usr/share/small/{layer}-{at}"), vec![at as u8 + 1; SMALL]));
    }
    if layer == 0 {
        files.extend((0..MANY).map(|at| (format!("many/{at}"), vec![at as u8; 100])));
    }
    files
}

/// A container that can be asked to do things. An error is the name of its number.
pub trait Root {
    fn write_byte(&mut self, path: &str, at: u64) -> Result<(), String>;
    fn chmod(&mut self, path: &str) -> Result<(), String>;
    fn rename(&mut self, from: &str, to: &str) -> Result<(), String>;
    fn unlink(&mut self, path: &str) -> Result<(), String>;
    fn link(&mut self, path: &str, new: &str) -> Result<(), String>;
    fn names(&mut self, path: &str) -> Result<usize, String>;
    fn stat(&mut self, path: &str) -> Result<(), String>;
    /// Bytes of memory or of disk that this container takes.
    fn own(&mut self) -> u64;
}

/// What starts and stops containers.
pub trait Backend {
    fn name(&self) -> String;
    fn start(&mut self, count: usize) -> io::Result<(Duration, Vec<Box<dyn Root>>)>;
    fn stop(&mut self, containers: Vec<Box<dyn Root>>) -> io::Result<Duration>;
    /// Memory that all started containers take beside their files, if that is much.
    fn daemons(&self) -> Option<u64> {
        None
    }
}

pub struct Ours {
    base: LayeredFs,
}

impl Ours {
    pub fn new() -> Self {
        let mut base = LayeredFs::new();
        for layer in 0..LAYERS {
            let mut container = base.clone();
            container.mkdir_all("usr/share/small", 0o755).expect("it can be made");
            if layer == 0 {
                container.mkdir("many", 0o755).expect("it can be made");
            }
            for (path, bytes) in files(layer) {
                // In pages, as a file is that was unpacked.
                let mut contents = ByteBuf::new();
                bytes.chunks(1 << 16).for_each(|chunk| contents.extend_from_slice(chunk));
                container.write(path, contents).expect("its directory is there");
            }
            let layer = Layer::between(&base, &container).expect("these names can be in a layer");
            base = layer.apply(&base).expect("it was made for this base");
        }
        Self { base }
    }
}

/// An image of 10,000 files, of which each layer changes 100.
fn image(layers: usize) -> LayeredFs {
    let mut fs = LayeredFs::new();
    for layer in 0..layers {
        let mut container = fs.clone();
        for directory in 0..100 {
            container.mkdir_all(format!("usr/lib/d{directory}"), 0o755).expect("it can be made");
            let files = if layer == 0 { 0..100 } else { layer % 100..layer % 100 + 1 };
            for file in files {
                let path = format!("usr/lib/d{directory}/f{file}");
                container.write(path, vec![layer as u8; 1_000]).expect("its directory is there");
            }
        }
        let layer = Layer::between(&fs, &container).expect("these names can be in a layer");
        fs = layer.apply(&fs).expect("it was made for this tree");
    }
    fs
}

/// How long a lookup takes in images of so many layers: medians of rounds in which both take turns, of
/// lookups of all files.
pub fn lookups<const N: usize>(layers: [usize; N], rounds: usize) -> [Duration; N] {
    let images = layers.map(image);
    // Far from one another, in an order that is none.
    let paths: Vec<_> = (0..10_000)
        .map(|at| at * 7_919 % 10_000)
        .map(|at| format!("usr/lib/d{}/f{}", at % 100, at / 100))
        .collect();
    let mut times = [const { Vec::new() }; N];
    for _ in 0..rounds {
        for (image, times) in images.iter().zip(&mut times) {
            let begin = Instant::now();
            for path in &paths {
                std::hint::black_box(image.stat(path).expect("it is there"));
            }
            times.push(begin.elapsed() / 10_000);
        }
    }
    times.map(|mut times| {
        times.sort();
        times[rounds / 2]
    })
}

impl Backend for Ours {
    fn name(&self) -> String {
        "ours".to_owned()
    }

    fn start(&mut self, count: usize) -> io::Result<(Duration, Vec<Box<dyn Root>>)> {
        let begin = Instant::now();
        let containers: Vec<_> = (0..count).map(|_| self.base.clone()).collect();
        let took = begin.elapsed();
        let boxed = |fs| Box::new(Container { base: self.base.clone(), fs }) as Box<dyn Root>;
        Ok((took, containers.into_iter().map(boxed).collect()))
    }

    fn stop(&mut self, containers: Vec<Box<dyn Root>>) -> io::Result<Duration> {
        let begin = Instant::now();
        drop(containers);
        Ok(begin.elapsed())
    }
}

struct Container {
    base: LayeredFs,
    fs: LayeredFs,
}

fn name(errno: Errno) -> String {
    errno.name().to_owned()
}

impl Root for Container {
    fn write_byte(&mut self, path: &str, at: u64) -> Result<(), String> {
        self.fs.write_at(path, at, b"x").map_err(name)
    }

    fn chmod(&mut self, path: &str) -> Result<(), String> {
        self.fs.chmod(path, 0o600).map_err(name)
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), String> {
        self.fs.rename(from, to).map_err(name)
    }

    fn unlink(&mut self, path: &str) -> Result<(), String> {
        self.fs.unlink(path).map_err(name)
    }

    fn link(&mut self, path: &str, new: &str) -> Result<(), String> {
        self.fs.link(path, new).map(drop).map_err(name)
    }

    fn names(&mut self, path: &str) -> Result<usize, String> {
        Ok(self
            .fs
            .readdir(path)
            .map_err(name)?
            .filter(|entry| !entry.name.as_bytes().is_empty())
            .count())
    }

    fn stat(&mut self, path: &str) -> Result<(), String> {
        std::hint::black_box(self.fs.stat(path).map_err(name)?);
        Ok(())
    }

    fn own(&mut self) -> u64 {
        Report::new(&self.base, [("", &self.fs)]).containers[0].own
    }
}
