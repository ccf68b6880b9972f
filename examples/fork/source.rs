//! The bytes that become the parent's memory.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

/// How far this program is repeated where no file is named.
const DEFAULT_LEN: usize = 256 << 20;

pub struct Source {
    /// Where the bytes come from, for people to read.
    pub name: String,
    /// At least one byte.
    pub bytes: Vec<u8>,
}

impl Source {
    /// The bytes of a file; without one, of this program, over and over.
    pub fn read(file: Option<&Path>) -> Result<Self, String> {
        if let Some(path) = file {
            return Ok(Self { name: path.display().to_string(), bytes: bytes_of(path)? });
        }
        let path = std::env::current_exe().map_err(|error| format!("who am I? {error}"))?;
        let once = bytes_of(&path)?;
        let mut bytes = Vec::with_capacity(DEFAULT_LEN);
        while bytes.len() < DEFAULT_LEN {
            let count = once.len().min(DEFAULT_LEN - bytes.len());
            bytes.extend_from_slice(&once[..count]);
        }
        Ok(Self { name: "this program over and over".to_string(), bytes })
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error| format!("cannot read {}: {error}", path.display());
    // Not what has no end, as /dev/zero.
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(format!("cannot read {}: not a regular file", path.display()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.is_empty() {
        return Err(format!("{} is empty: a parent needs at least one byte", path.display()));
    }
    Ok(bytes)
}
