//! Taking a file in: looked at, written, and noted for the command that will use it. Whoever brings it, over HTTP or
//! not, brings it this way.

use super::Files;
use super::media::{Unusable, sniff};
use super::pixels;
use crate::store::{Store, StoreFault};
use books::files::{EvidenceRow, Kept};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::evidence::{EvidenceRef, MAX_PER_CASE, MediaType};
use domain::hex::hex;
use domain::id::EvidenceId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What is known of a file before it is looked at.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Made by the sender, so that sending again is no second file.
    pub evidence_id: Uuid,
    /// The order its sender has proved.
    pub order_key: String,
    /// Whose it is.
    pub person_id: Uuid,
    /// The command that will use it.
    pub command_id: Uuid,
    /// The case it is added to, once there is one.
    pub case_id: Option<Uuid>,
    /// When it came.
    pub uploaded_at: DateTime<Utc>,
}

/// Why a file is not taken in.
#[derive(Debug)]
pub enum Refused {
    /// It is none of what is taken.
    Unusable(Unusable),
    /// It opens into too large a picture.
    TooManyPixels,
    /// It has more bytes than can be counted.
    TooLarge,
    /// There are as many as there may be.
    TooMany {
        /// How many that is.
        max: u32,
    },
    /// Its id belongs to another file.
    Taken,
    /// The command it is for was answered.
    Answered,
    /// The store failed.
    Fault(StoreFault),
}

impl From<books::Fault> for Refused {
    fn from(fault: books::Fault) -> Self {
        Self::Fault(fault.into())
    }
}

impl From<StoreFault> for Refused {
    fn from(fault: StoreFault) -> Self {
        Self::Fault(fault)
    }
}

/// Takes in a file; taken in before, it is the same file.
pub async fn take_in(
    store: &Store,
    files: &Files,
    upload: Upload,
    content: Bytes,
) -> Result<EvidenceRef, Refused> {
    let media_type = sniff(&content).map_err(Refused::Unusable)?;
    if pixels::count(media_type, &content).is_some_and(|n| n > pixels::MAX) {
        return Err(Refused::TooManyPixels);
    }
    let row = EvidenceRow {
        evidence_id: upload.evidence_id,
        order_key: upload.order_key,
        person_id: upload.person_id,
        command_id: upload.command_id,
        case_id: upload.case_id,
        media_type: media_type.code().to_owned(),
        bytes: i64::try_from(content.len()).map_err(|_| Refused::TooLarge)?,
        sha256: Sha256::digest(&content).to_vec(),
        path: Files::new_path(),
        uploaded_at: upload.uploaded_at.timestamp_millis(),
        is_claimed: false,
    };
    let max = u32::try_from(MAX_PER_CASE).unwrap_or(u32::MAX);
    // Asked before the bytes are written, and again inside the transaction that counts.
    let n_kept = store.n_evidence(row.command_id, row.case_id).await?;
    let is_known = store.evidence(row.evidence_id).await?.is_some();
    if !is_known && n_kept >= u64::from(max) {
        return Err(Refused::TooMany { max });
    }
    let kept = evidence_ref(&row).ok_or(Refused::Unusable(Unusable::Unknown))?;
    // The bytes first: a row without its file would be a promise nobody can keep. They lie where nobody else writes,
    // and go again unless the row is kept.
    let path = row.path.clone();
    files.put(&path, content).await?;
    let outcome = store.keep_evidence(&row, max).await;
    if !matches!(outcome, Ok(Kept::Done))
        && let Err(fault) = files.remove(&path).await
    {
        tracing::warn!(%fault, "the bytes of a refused upload stay until they are swept up");
        store.leave_over(&path, row.uploaded_at).await?;
    }
    match outcome? {
        Kept::Done | Kept::Repeated => Ok(kept),
        Kept::Taken => Err(Refused::Taken),
        Kept::Answered => Err(Refused::Answered),
        Kept::TooMany => Err(Refused::TooMany { max }),
    }
}

/// A file as the domain knows it; none for a form the domain does not know.
pub fn evidence_ref(row: &EvidenceRow) -> Option<EvidenceRef> {
    Some(EvidenceRef {
        id: EvidenceId(row.evidence_id),
        media_type: MediaType::from_code(&row.media_type)?,
        bytes: u32::try_from(row.bytes).ok()?,
        sha256: hex(&row.sha256),
        sku: None,
    })
}
