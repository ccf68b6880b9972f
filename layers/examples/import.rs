//! Where the time of an import goes: `cargo run --release -p layers --example import -- LAYER...`
//!
//! For each blob, the best of five: decompression alone, both digests alone, the whole import, and how much
//! of it is not the first two.

use std::fs;
use std::io::{self, Read};
use std::time::{Duration, Instant};

use layers::layer::Compression;
use layers::{Digest, Error, Layer, LayeredFs, Limits, Mode};

fn best<T>(mut run: impl FnMut() -> Result<T, Error>) -> Result<(Duration, T), Error> {
    let mut best: Option<(Duration, T)> = None;
    for _ in 0..5 {
        let begin = Instant::now();
        let made = run()?;
        let took = begin.elapsed();
        if best.as_ref().is_none_or(|(least, _)| took < *least) {
            best = Some((took, made));
        }
    }
    Ok(best.expect("it ran five times"))
}

fn main() -> Result<(), Error> {
    for path in std::env::args_os().skip(1) {
        let blob = fs::read(&path)?;
        let (import, layer) =
            best(|| Layer::from_tar(&blob[..], Mode::Lenient, &Limits::default()))?;
        let origin = *layer.origin().expect("it was read");
        let decompress = || -> Box<dyn Read + '_> {
            match origin.compression {
                Compression::None => Box::new(&blob[..]),
                Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(&blob[..])),
                #[cfg(feature = "zstd")]
                Compression::Zstd => {
                    Box::new(zstd::Decoder::with_buffer(&blob[..]).expect("it was read"))
                }
                #[cfg(not(feature = "zstd"))]
                Compression::Zstd => unreachable!("it was read"),
            }
        };
        let (decompression, _) = best(|| {
            let mut buffer = vec![0; 64 << 10];
            let mut reader = decompress();
            while reader.read(&mut buffer)? > 0 {}
            Ok(())
        })?;
        let mut archive = Vec::new();
        io::copy(&mut decompress(), &mut archive)?;
        let (digests, _) = best(|| {
            let compressed = origin.compression != Compression::None;
            Ok((compressed.then(|| Digest::of(&blob)), Digest::of(&archive)))
        })?;
        let (apply, tree) = best(|| layer.apply(&LayeredFs::new()))?;
        let (write, _) = best(|| layer.to_tar(io::sink()))?;
        let bound = (decompression + digests).as_secs_f64() / import.as_secs_f64() * 100.0;
        println!("{}", path.display());
        println!(
            "  {} bytes, {} decompressed, {} items, {} inodes",
            origin.size,
            origin.stream_len,
            layer.items().len(),
            tree.inode_count()
        );
        println!("  decompression alone   {decompression:>10.1?}");
        println!("  digests alone         {digests:>10.1?}");
        println!("  read as a layer       {import:>10.1?}, of which those two are {bound:.0} %");
        println!("  applied               {apply:>10.1?}");
        println!("  written as an archive {write:>10.1?}");
    }
    Ok(())
}
