//! Blobs that no document refers to. Knows no name.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use layers::Digest;
use serde_json::Value;

use super::{BLOBS, CONTAINERS, INDEX, documents};
use crate::failure::Failure;

/// How deep documents may refer to one another: an index, indexes in it, a manifest.
const DEEPEST: usize = 8;

/// Removes the blobs that no document of a store refers to, and documents of commands that were killed before
/// they were whole. If a document cannot be read, no blob is removed.
pub fn sweep(store: &Path) -> Result<(), Failure> {
    for entry in fs::read_dir(store)? {
        let entry = entry?;
        if entry.file_name().as_encoded_bytes().starts_with(documents::PREFIX.as_bytes()) {
            fs::remove_file(entry.path())?;
        }
    }
    let blobs = store.join(BLOBS);
    if !blobs.exists() {
        return Ok(());
    }
    let mut live = HashSet::new();
    for name in [INDEX, CONTAINERS] {
        let path = store.join(name);
        if path.exists() {
            refer(&blobs, &documents::read(&path)?, 0, &mut live)?;
        }
    }
    for entry in fs::read_dir(&blobs)? {
        let entry = entry?;
        if entry.file_name().to_str().is_none_or(|name| !live.contains(name)) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Collects the names of the blobs that a document refers to.
fn refer(
    blobs: &Path,
    document: &Value,
    depth: usize,
    live: &mut HashSet<String>,
) -> Result<(), Failure> {
    if depth > DEEPEST {
        return Err(Failure::at(blobs.display(), "documents refer to one another too deeply"));
    }
    let mut pending = vec![document];
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(values) => pending.extend(values),
            Value::Object(map) => {
                pending.extend(map.values());
                let Some(digest) = map.get("digest").and_then(Value::as_str) else { continue };
                let Ok(digest) = digest.parse::<Digest>() else { continue };
                let is_new = live.insert(digest.hex());
                let kind = map.get("mediaType").and_then(Value::as_str).unwrap_or_default();
                if is_new && (kind.contains("manifest") || kind.contains("index")) {
                    let inner = documents::read(&blobs.join(digest.hex()))?;
                    refer(blobs, &inner, depth + 1, live)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// How many blobs there are, and their bytes.
pub fn count(blobs: &Path) -> Result<(u64, u64), Failure> {
    let (mut count, mut bytes) = (0, 0);
    for entry in fs::read_dir(blobs).map_err(|error| Failure::with_file(blobs, &error))? {
        count += 1;
        bytes += entry?.metadata()?.len();
    }
    Ok((count, bytes))
}
