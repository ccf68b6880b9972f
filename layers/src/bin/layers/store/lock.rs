//! One writer at a time, or several readers. Knows nothing of what they do.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, IsTerminal};
use std::path::Path;

use super::is_store;
use crate::failure::{Failure, warn};

const LOCK: &str = "lock";

/// What a command wants to do with a store.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
    /// To write, and to make the store, if there is none.
    Create,
}

/// Takes the lock of a store, which is held as long as the file is open.
pub fn take(store: &Path, access: Access) -> Result<File, Failure> {
    let path = store.join(LOCK);
    let failed = |error: io::Error| Failure::with_file(&path, &error);
    let opened = match access {
        Access::Read => File::open(&path),
        Access::Write => File::options().read(true).write(true).open(&path),
        Access::Create => {
            fs::create_dir_all(store).map_err(|error| Failure::with_file(store, &error))?;
            let mut entries = fs::read_dir(store).map_err(failed)?;
            if !path.exists() && entries.next().is_some() {
                return Err(Failure::at(store.display(), "is neither empty nor a store of layers"));
            }
            File::options().read(true).write(true).create(true).truncate(false).open(&path)
        }
    };
    let none = || Failure::at(store.display(), "there is no store; `layers import` makes one");
    let lock = match opened {
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(none()),
        opened => opened.map_err(failed)?,
    };
    let tried = if access == Access::Read { lock.try_lock_shared() } else { lock.try_lock() };
    match tried {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            if io::stderr().is_terminal() {
                warn("another program has the store; waiting for it");
            }
            if access == Access::Read { lock.lock_shared() } else { lock.lock() }
                .map_err(failed)?;
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    if access != Access::Create && !is_store(store) {
        return Err(none());
    }
    Ok(lock)
}
