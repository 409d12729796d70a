//! Drafts and versions of packs: whether each makes sense after the one before.

use super::Findings;
use crate::in_force::{PackVersion, hash_of};
use crate::store::{Store, StoreResult};
use domain::policy::draft::Stage;
use domain::policy::draft::event::DraftEvent;
use domain::policy::draft::evolve::evolve;

/// Checks that every draft's events make sense one after the other, that every version has the hash it is known by, and
/// that whatever was approved is there.
pub(super) async fn look_through(store: &Store, findings: &mut Findings) -> StoreResult<()> {
    let versions = store.pack_versions().await?;
    for (place, version) in &versions {
        let (pack, name) = (&version.pack, &version.version);
        if hash_of(&version.public) != version.hash {
            findings.faults.push(format!("version {name} of pack {pack} is not as it was written"));
        }
        if let Err(fault) = PackVersion::of(i64::from(*place), version.clone()) {
            findings.faults.push(format!("version {name} of pack {pack}: {fault}"));
        }
    }
    let drafts = store.drafts().await?;
    let listed = store.waiting_drafts().await?;
    for (id, _) in &drafts {
        let mut draft = None;
        for happened in store.draft(*id).await? {
            if happened.actor.user().is_none() {
                let fault = "nobody at the desk did this";
                findings.faults.push(format!("event {} of draft {id}: {fault}", happened.version));
                continue;
            }
            if let DraftEvent::Approved { hash, .. } = &happened.event
                && versions.iter().all(|(_, version)| version.hash != *hash)
            {
                findings.faults.push(format!("draft {id} was approved, but its version is missing"));
            }
            draft = evolve(draft, &happened);
        }
        let waiting = draft.filter(|draft| draft.stage == Stage::Proposed).map(|draft| draft.writers);
        if listed.iter().find(|(waits, _)| waits == id).map(|(_, writers)| writers) != waiting.as_ref() {
            findings.faults.push(format!("draft {id} is not listed as it waits"));
        }
    }
    findings.n_drafts = drafts.len();
    findings.n_versions = versions.len();
    Ok(())
}
