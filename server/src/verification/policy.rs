//! Drafts and versions of packs: whether each is as it was written and makes sense after the one before.

use super::Findings;
use crate::drafting;
use crate::in_force::{PackVersion, hash_of};
use crate::store::{Store, StoreResult};
use domain::policy::draft::Draft;
use domain::policy::draft::event::DraftEvent;
use domain::policy::draft::evolve::evolve;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Checks that every draft's events are as they were written and make sense one after the other, that every version
/// has the hash it is known by, and that whatever was approved is there.
pub(super) async fn look_through(store: &Store, findings: &mut Findings) -> StoreResult<()> {
    let versions = store.pack_versions().await?;
    let mut previous = Vec::new();
    for (version, kept) in versions.iter().zip(store.version_chain().await?) {
        let (pack, name) = (&version.pack, &version.version);
        let chain = version.chain(&previous);
        if chain != kept || hash_of(&version.public) != version.hash {
            findings.faults.push(format!("version {name} of pack {pack} is not as it was written"));
        }
        // One row changed by hand is one fault, whatever stands on it.
        previous = kept;
        if let Err(fault) = PackVersion::of(version.clone()) {
            findings.faults.push(format!("version {name} of pack {pack}: {fault}"));
        }
    }
    let mut heads: BTreeMap<Uuid, (Vec<u8>, Option<Draft>)> = BTreeMap::new();
    for (event, kept) in store.policy_events().await? {
        let (id, revision) = (event.draft_id, event.revision);
        let (hash, draft) = heads.remove(&id).unwrap_or_default();
        let hash = event.chain(&hash);
        if hash != kept {
            findings.faults.push(format!("event {revision} of draft {id} is not as it was written"));
        }
        let before = draft.as_ref().map_or(0, |draft| draft.revision);
        let draft = match drafting::recorded(&event) {
            Ok(recorded) if recorded.revision == before + 1 => {
                if let DraftEvent::Approved { hash, .. } = &recorded.event
                    && versions.iter().all(|version| version.hash != *hash)
                {
                    findings.faults.push(format!("draft {id} was approved, but its version is missing"));
                }
                evolve(draft, &recorded)
            }
            Ok(_) => {
                findings.faults.push(format!("draft {id} goes from revision {before} to {revision}"));
                draft
            }
            Err(fault) => {
                findings.faults.push(format!("event {revision} of draft {id}: {fault}"));
                draft
            }
        };
        heads.insert(id, (hash, draft));
    }
    findings.n_drafts = heads.len();
    findings.n_versions = versions.len();
    Ok(())
}
