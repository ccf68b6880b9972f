//! Where the time of an import goes: `cargo run --release -p layers --example import -- LAYER...`
//!
//! For each blob, the best of nine rounds, in which all take turns: decompression alone, both digests alone,
//! the whole import, and how much of it are the first two. Where the system tells it, this is time of the
//! processor, so that a busy machine does not spoil it.

use std::fs;
use std::io::{self, Read};
use std::time::Duration;

use layers::layer::{Compression, Origin};
use layers::{Digest, Error, Layer, LayeredFs, Limits, Mode};

const ROUNDS: usize = 9;

/// How long this process has run.
#[cfg(target_os = "linux")]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let nanoseconds = time.tv_sec * 1_000_000_000 + time.tv_nsec;
    Duration::from_nanos(nanoseconds.unsigned_abs())
}

#[cfg(not(target_os = "linux"))]
fn now() -> Duration {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.expect("it is later than 1970")
}

/// The least times of the steps of an import.
struct Best([Duration; 6]);

impl Best {
    fn run<T>(&mut self, step: usize, run: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let begin = now();
        let made = run()?;
        self.0[step] = self.0[step].min(now() - begin);
        Ok(made)
    }
}

fn decompress<'a>(blob: &'a [u8], origin: &Origin) -> Box<dyn Read + 'a> {
    match origin.compression {
        Compression::None => Box::new(blob),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(blob)),
        #[cfg(feature = "zstd")]
        Compression::Zstd => Box::new(zstd::Decoder::with_buffer(blob).expect("it was read")),
        #[cfg(not(feature = "zstd"))]
        Compression::Zstd => unreachable!("it was read"),
    }
}

fn main() -> Result<(), Error> {
    for path in std::env::args_os().skip(1) {
        let blob = fs::read(&path)?;
        let read = || Layer::from_tar(&blob[..], Mode::Lenient, &Limits::default());
        let layer = read()?;
        let origin = *layer.origin().expect("it was read");
        let mut archive = Vec::new();
        io::copy(&mut decompress(&blob, &origin), &mut archive)?;
        let tree = layer.apply(&LayeredFs::new())?;
        // The same bytes in other pages, all of which are compared.
        let again = read()?;
        let mut best = Best([Duration::MAX; 6]);
        for _ in 0..ROUNDS {
            best.run(0, || {
                let mut buffer = vec![0; 64 << 10];
                let mut reader = decompress(&blob, &origin);
                while reader.read(&mut buffer)? > 0 {}
                Ok(())
            })?;
            best.run(1, || {
                let compressed = origin.compression != Compression::None;
                Ok((compressed.then(|| Digest::of(&blob)), Digest::of(&archive)))
            })?;
            // What it holds is freed by others, later.
            drop(best.run(2, read)?);
            drop(best.run(3, || layer.apply(&LayeredFs::new()))?);
            drop(best.run(4, || again.apply(&tree))?);
            best.run(5, || layer.to_tar(io::sink()))?;
        }
        let Best([decompression, digests, import, apply, over, write]) = best;
        let both = (decompression + digests).as_secs_f64() / (import + apply).as_secs_f64() * 100.0;
        println!("{}", path.display());
        println!(
            "  {} bytes, {} decompressed, {} items, {} inodes",
            origin.size,
            origin.stream_len,
            layer.items().len(),
            tree.inode_count(),
        );
        println!("  decompression alone   {decompression:>10.1?}");
        println!("  digests alone         {digests:>10.1?}");
        println!("  read as a layer       {import:>10.1?}");
        println!(
            "  applied               {apply:>10.1?}: the first two are {both:.0} % of an import"
        );
        println!("  applied over the same {over:>10.1?}");
        println!("  written as an archive {write:>10.1?}");
    }
    Ok(())
}
