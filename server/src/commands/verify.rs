//! `redress verify`: checks the whole database file, every event of the log, and every draft and version of a pack.

use super::{progress, say};
use crate::cli::Place;
use crate::drafting;
use crate::in_force::PackVersion;
use crate::ledger::{self, compare};
use crate::store::{Options, Store};
use anyhow::bail;
use domain::policy::draft::Draft;
use domain::policy::draft::event::DraftEvent;
use domain::policy::draft::evolve::evolve;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;
use uuid::Uuid;

/// Runs the task.
pub async fn run(place: Place) -> anyhow::Result<()> {
    let config = place.resolve()?;
    let options =
        Options { is_server: false, check: Duration::from_hours(24), ..Options::new(&config.data_dir) };
    let store = Store::open(options).await?.store;
    let last = store.last_seq().await?;
    let bar = progress::bar(u64::try_from(last).unwrap_or(0), "checking events");
    let losses = store.losses().await?;
    let mut heads: BTreeMap<Uuid, (i64, Vec<u8>)> = BTreeMap::new();
    let mut faults = Vec::new();
    let mut n_events = 0_u64;
    let mut seq = 0;
    loop {
        let events = store.hashed_events_after(seq, 1000).await?;
        if events.is_empty() {
            break;
        }
        for found in events {
            let event = &found.event;
            let is_known_loss = losses.iter().any(|(first, last)| *first <= seq + 1 && event.seq <= last + 1);
            if event.seq != seq + 1 && !is_known_loss {
                faults.push(format!("events {} to {} are missing", seq + 1, event.seq - 1));
            }
            let (version, hash) = heads.remove(&event.case_id).unwrap_or_default();
            if event.version != version + 1 {
                faults.push(format!(
                    "event {}: its case goes from version {version} to {}",
                    event.seq, event.version
                ));
            }
            let expected = event.chain(&hash);
            if expected != found.hash {
                faults.push(format!("event {} is not as it was written", event.seq));
            }
            if let Err(fault) = ledger::recorded(event) {
                faults.push(format!("event {}: {fault}", event.seq));
            }
            seq = event.seq;
            n_events += 1;
            heads.insert(event.case_id, (event.version, expected));
        }
        bar.set_position(u64::try_from(seq).unwrap_or(0));
    }
    bar.finish_and_clear();
    let policies = policy(&store).await?;
    // What can't be read as events can't be held against them either.
    let ledgers = if faults.is_empty() { compare::ledger_faults(&store).await? } else { Vec::new() };
    store.close().await;
    for (first, last) in losses {
        say(format_args!("events {first} to {last} were lost with a damaged journal, as noted at the time"));
    }
    faults.iter().chain(&policies.faults).chain(&ledgers).for_each(say);
    if !faults.is_empty() {
        bail!("{} of {n_events} events are not in order", faults.len());
    }
    if !policies.faults.is_empty() {
        bail!("{} faults in the drafts and versions of packs", policies.faults.len());
    }
    if !ledgers.is_empty() {
        bail!("{} ledgers of orders are not in order; `redress rebuild` makes them anew", ledgers.len());
    }
    say(format_args!("{n_events} events of {} cases in order", heads.len()));
    say(format_args!("{} drafts and {} versions of packs in order", policies.n_drafts, policies.n_versions));
    Ok(())
}

/// What the check of drafts and versions came to.
struct Policies {
    n_drafts: usize,
    n_versions: usize,
    faults: Vec<String>,
}

/// Checks that every draft's events are as they were written and make sense one after the other, that every version
/// has the hash it is known by, and that whatever was approved is there.
async fn policy(store: &Store) -> anyhow::Result<Policies> {
    let mut faults = Vec::new();
    let versions = store.pack_versions().await?;
    let mut previous = Vec::new();
    for (version, kept) in versions.iter().zip(store.version_chain().await?) {
        let (pack, name) = (&version.pack, &version.version);
        let chain = version.chain(&previous);
        if chain != kept || hex(&Sha256::digest(&version.public)) != version.hash {
            faults.push(format!("version {name} of pack {pack} is not as it was written"));
        }
        // One row changed by hand is one fault, whatever stands on it.
        previous = kept;
        if let Err(fault) = PackVersion::of(version.clone()) {
            faults.push(format!("version {name} of pack {pack}: {fault}"));
        }
    }
    let mut heads: BTreeMap<Uuid, (Vec<u8>, Option<Draft>)> = BTreeMap::new();
    for (event, kept) in store.policy_events().await? {
        let (id, revision) = (event.draft_id, event.revision);
        let (hash, draft) = heads.remove(&id).unwrap_or_default();
        let hash = event.chain(&hash);
        if hash != kept {
            faults.push(format!("event {revision} of draft {id} is not as it was written"));
        }
        let before = draft.as_ref().map_or(0, |draft| draft.revision);
        let draft = match drafting::recorded(&event) {
            Ok(recorded) if recorded.revision == before + 1 => {
                if let DraftEvent::Approved { hash, .. } = &recorded.event
                    && versions.iter().all(|version| version.hash != *hash)
                {
                    faults.push(format!("draft {id} was approved, but its version is missing"));
                }
                evolve(draft, &recorded)
            }
            Ok(_) => {
                faults.push(format!("draft {id} goes from revision {before} to {revision}"));
                draft
            }
            Err(fault) => {
                faults.push(format!("event {revision} of draft {id}: {fault}"));
                draft
            }
        };
        heads.insert(id, (hash, draft));
    }
    Ok(Policies { n_drafts: heads.len(), n_versions: versions.len(), faults })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
