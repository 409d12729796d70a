//! Evidence files: taken in only when their content is what it claims to be, kept in a folder or bucket, and
//! handed out under the name of their own id.

pub mod media;

use crate::store::backup::EVIDENCE_DIR;
use crate::store::{StoreFault, StoreResult};
use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// Where the bytes of evidence lie. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Files(Arc<dyn ObjectStore>);

impl Files {
    /// The files of the data folder `dir`.
    pub fn open(dir: &Path) -> StoreResult<Self> {
        let folder = dir.join(EVIDENCE_DIR);
        std::fs::create_dir_all(&folder).map_err(|source| StoreFault::file("can't make", &folder, source))?;
        let local = LocalFileSystem::new_with_prefix(&folder).map_err(fault)?.with_fsync(true);
        Ok(Self(Arc::new(local)))
    }

    /// The path of a file: spread over folders by the end of its id, which is random.
    pub fn path(evidence_id: Uuid) -> String {
        let id = evidence_id.simple().to_string();
        let folder = id.get(30..).unwrap_or_default();
        format!("{folder}/{id}")
    }

    /// Keeps a file; returns once it is whole and on disk.
    pub async fn put(&self, path: &str, content: Bytes) -> StoreResult<()> {
        self.0.put(&ObjectPath::from(path), PutPayload::from_bytes(content)).await.map_err(fault)?;
        Ok(())
    }

    /// A file's content.
    pub async fn get(&self, path: &str) -> StoreResult<Bytes> {
        let found = self.0.get(&ObjectPath::from(path)).await.map_err(fault)?;
        found.bytes().await.map_err(fault)
    }
}

fn fault(error: object_store::Error) -> StoreFault {
    let is_full = std::iter::successors(std::error::Error::source(&error), |error| error.source())
        .filter_map(|source| source.downcast_ref::<std::io::Error>())
        .any(|source| source.kind() == std::io::ErrorKind::StorageFull);
    if is_full { StoreFault::Full } else { StoreFault::unreadable("evidence file", error) }
}
