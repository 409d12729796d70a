//! The data folder as a whole: the database and the key that belongs to it.
//!
//! It is made by `redress init` and the example shop alone. Everybody else is refused where it is absent, half there,
//! or has lost its key: an empty desk that passes for the shop's own costs more than one that does not start.

use crate::secret::Secret;
use crate::store::backup::{SECRET_FILE, make_folder};
use crate::store::open::{DATABASE_FILE, LOCK_FILE, VAULT_FILE};
use crate::store::{Opened, Options, Store, StoreFault, StoreResult};
use std::path::Path;

/// Opens the folder that `options` names, whose key must be the one it was made with.
pub async fn open(options: Options) -> StoreResult<Opened> {
    let dir = options.dir.clone();
    if options.database.is_none() && !dir.join(DATABASE_FILE).exists() {
        return Err(StoreFault::absent(&dir));
    }
    // Looked for before anything is opened, so that a refusal changes nothing.
    let secret = Secret::open(&dir)?;
    let opened = Store::open(options).await?;
    match opened.store.key_check().await? {
        Some(check) if check == secret.check() => Ok(opened),
        Some(_) => Err(StoreFault::WrongKey(dir.join(SECRET_FILE))),
        None => {
            Err(StoreFault::unreadable("desk", "it was never finished; remove the folder and make it anew"))
        }
    }
}

/// Makes the folder that `options` names, with a key of its own; with the desk's, where its books lie in a database already.
pub async fn make(options: Options) -> StoreResult<Opened> {
    let dir = options.dir.clone();
    if !is_free(&dir)? {
        let taken = std::io::Error::from(std::io::ErrorKind::DirectoryNotEmpty);
        return Err(StoreFault::file("can't make a desk in", dir, taken));
    }
    make_folder(&dir)?;
    let secret = Secret::make(&dir)?;
    let opened = Store::open(Options { may_make: true, ..options }).await?;
    match opened.store.key_check().await? {
        None => opened.store.keep_key_check(&secret.check()).await?,
        // One more server of a desk that has its books in a database.
        Some(check) if check == secret.check() => {}
        Some(_) => return Err(StoreFault::WrongKey(dir.join(SECRET_FILE))),
    }
    Ok(opened)
}

/// Whether nothing lies in the folder but what an attempt to make it may have left.
pub fn is_free(dir: &Path) -> StoreResult<bool> {
    let fault = |source| StoreFault::file("can't read", dir, source);
    match std::fs::read_dir(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(fault(error)),
        Ok(entries) => {
            for entry in entries {
                let name = entry.map_err(fault)?.file_name();
                if name != SECRET_FILE && name != LOCK_FILE && name != VAULT_FILE {
                    return Ok(false);
                }
            }
            Ok(true)
        }
    }
}
