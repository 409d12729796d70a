//! Evidence files: taken in only when their content is what it claims to be, kept in a folder or bucket, and
//! handed out under the name of their own id.

pub mod media;
pub mod pixels;
pub mod sweep;
pub mod take_in;

use crate::config::Bucket;
use crate::store::backup::EVIDENCE_DIR;
use crate::store::{StoreFault, StoreResult};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::StreamExt;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::prefix::PrefixStore;
use object_store::{ClientConfigKey, ObjectStore, ObjectStoreExt, PutMode, PutPayload, RetryConfig};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// The name under which a bucket says whose files it holds.
const OWNER: &str = "desk";

/// How long a bucket may take to be reached, and to take or give a file: somebody waits for it with a phone in the hand.
const CONNECTING: Duration = Duration::from_secs(5);
const PATIENCE: Duration = Duration::from_secs(30);

/// Where the bytes of evidence lie. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// Where that is, as an operator calls it.
    place: Arc<str>,
    /// The folder they lie in; none where that is a bucket.
    folder: Option<Arc<Path>>,
}

impl std::fmt::Display for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.place)
    }
}

impl Files {
    /// The files of a desk: in its bucket, or else in the data folder `dir`. Nothing is asked of a bucket yet.
    pub fn open(dir: &Path, bucket: Option<&Bucket>) -> StoreResult<Self> {
        bucket.map_or_else(|| Self::in_folder(dir), Self::in_bucket)
    }

    fn in_bucket(bucket: &Bucket) -> StoreResult<Self> {
        let patience = RetryConfig { max_retries: 3, retry_timeout: PATIENCE, ..RetryConfig::default() };
        let seconds = |time: Duration| format!("{} seconds", time.as_secs());
        let limit = |key| AmazonS3ConfigKey::Client(key);
        let store = AmazonS3Builder::from_env()
            .with_config(limit(ClientConfigKey::ConnectTimeout), seconds(CONNECTING))
            .with_config(limit(ClientConfigKey::Timeout), seconds(PATIENCE))
            .with_bucket_name(&bucket.name)
            .with_retry(patience)
            .build()
            .map_err(fault)?;
        let store = PrefixStore::new(store, bucket.prefix.as_str());
        Ok(Self { store: Arc::new(store), place: bucket.to_string().into(), folder: None })
    }

    /// Whether a file can be kept, found and removed, and the place is `desk`'s own: a wrong name or key is told at the
    /// start, before somebody's photo is lost to it.
    pub async fn answer(&self, desk: Uuid) -> StoreResult<()> {
        let ours = Bytes::from(desk.to_string());
        if self.find(OWNER).await?.is_none() {
            self.put_new(OWNER, ours.clone()).await?;
        }
        // Read back in any case: of two desks that come at once one is the first.
        if self.find(OWNER).await? != Some(ours) {
            let why = "it holds the files of another desk; name a prefix of this desk's own";
            return Err(StoreFault::unreadable("evidence file", why));
        }
        let path = format!("probe/{}", Uuid::new_v4().simple());
        self.put(&path, Bytes::from_static(b"probe")).await?;
        // A bucket that is not there has no file either, as far as it answers; a list of it fails.
        let listed = self.store.list(Some(&ObjectPath::from("probe"))).next().await;
        self.remove(&path).await?;
        match listed {
            Some(Err(error)) => Err(fault(error)),
            None => Err(StoreFault::unreadable("evidence file", "what was just written is not listed")),
            Some(Ok(_)) => Ok(()),
        }
    }

    fn in_folder(dir: &Path) -> StoreResult<Self> {
        let folder = dir.join(EVIDENCE_DIR);
        std::fs::create_dir_all(&folder).map_err(|source| StoreFault::file("can't make", &folder, source))?;
        let local = LocalFileSystem::new_with_prefix(&folder).map_err(fault)?.with_fsync(true);
        Ok(Self { store: Arc::new(local), place: EVIDENCE_DIR.into(), folder: Some(folder.into()) })
    }

    /// The folder they lie in; none where that is a bucket.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// A path that no other file has, spread over folders: two who send under one id at once never write into each
    /// other's file.
    pub fn new_path() -> String {
        let id = Uuid::new_v4().simple().to_string();
        let folder = id.get(30..).unwrap_or_default();
        format!("{folder}/{id}")
    }

    /// Removes a file that no row speaks of. What is gone already is no fault.
    pub async fn remove(&self, path: &str) -> StoreResult<()> {
        match self.store.delete(&ObjectPath::from(path)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(error)),
        }
    }

    /// The paths of all files of evidence in the data folder that were last written before `moment`; whatever else lies there
    /// is somebody else's. None in a bucket: a copy of the desk that was restored from an older day knows nothing of the
    /// files since then, and must not take them for left behind.
    pub async fn older_than(&self, moment: DateTime<Utc>) -> StoreResult<Vec<String>> {
        if self.folder.is_none() {
            return Ok(Vec::new());
        }
        let mut found = self.store.list(None);
        let mut paths = Vec::new();
        while let Some(file) = found.next().await {
            let file = file.map_err(fault)?;
            if file.last_modified < moment && is_evidence(file.location.as_ref()) {
                paths.push(file.location.to_string());
            }
        }
        Ok(paths)
    }

    /// Refuses to write where the folder is gone: made anew it would hide that all files from before are missing, and what
    /// was put there would be out of sight once the right one is back.
    fn has_place(&self) -> StoreResult<()> {
        match self.folder() {
            Some(folder) if !folder.is_dir() => Err(StoreFault::Lost(folder.to_path_buf())),
            _ => Ok(()),
        }
    }

    /// Keeps a file; returns once it is whole and on disk.
    pub async fn put(&self, path: &str, content: Bytes) -> StoreResult<()> {
        self.has_place()?;
        self.store.put(&ObjectPath::from(path), PutPayload::from_bytes(content)).await.map_err(fault)?;
        Ok(())
    }

    /// Keeps a file where there is none; one that is there stays. A store that can't tell the two apart just keeps it.
    async fn put_new(&self, path: &str, content: Bytes) -> StoreResult<()> {
        self.has_place()?;
        let put = PutPayload::from_bytes(content.clone());
        match self.store.put_opts(&ObjectPath::from(path), put, PutMode::Create.into()).await {
            Ok(_)
            | Err(object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => {
                Ok(())
            }
            Err(object_store::Error::NotImplemented { .. } | object_store::Error::NotSupported { .. }) => {
                self.put(path, content).await
            }
            Err(error) => Err(fault(error)),
        }
    }

    /// A file's content.
    pub async fn get(&self, path: &str) -> StoreResult<Bytes> {
        let found = self.find(path).await?;
        found.ok_or_else(|| StoreFault::unreadable("evidence file", format!("{self}/{path} is missing")))
    }

    /// The content of a file, where there is one.
    pub async fn find(&self, path: &str) -> StoreResult<Option<Bytes>> {
        match self.store.get(&ObjectPath::from(path)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(fault)?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }
}

/// Whether a path is one that evidence is kept under, as [`Files::new_path`] makes them.
fn is_evidence(path: &str) -> bool {
    let is_hex = |text: &str| text.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c));
    path.split_once('/').is_some_and(|(folder, name)| {
        name.len() == 32 && is_hex(name) && name.get(30..).is_some_and(|end| end == folder)
    })
}

fn fault(error: object_store::Error) -> StoreFault {
    let is_full = std::iter::successors(std::error::Error::source(&error), |error| error.source())
        .filter_map(|source| source.downcast_ref::<std::io::Error>())
        .any(|source| source.kind() == std::io::ErrorKind::StorageFull);
    if is_full { StoreFault::Full } else { StoreFault::unreadable("evidence file", error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_swept_up_is_evidence_alone() {
        assert!(is_evidence(&Files::new_path()));
        for path in ["desk", "backups/2026.tar", "ab/0123456789abcdef0123456789abcdef", "0/1/2", "ab/short"] {
            assert!(!is_evidence(path), "{path}");
        }
    }
}
