//! Looking through a whole desk: every event of the log, every draft and version of a pack, every evidence file.
//!
//! Nothing is mended here and nothing stops at the first fault: whoever has to put a desk right needs to know all
//! that is wrong with it, by name.

mod policy;

use crate::ledger::{self, compare};
use crate::store::backup::EVIDENCE_DIR;
use crate::store::{Store, StoreResult};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many rows are read at a time.
const PAGE: u32 = 1000;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// How many events there are.
    pub n_events: u64,
    /// How many cases they are of.
    pub n_cases: usize,
    /// How many drafts of packs.
    pub n_drafts: usize,
    /// How many versions of packs.
    pub n_versions: usize,
    /// How many evidence files the database speaks of.
    pub n_files: u64,
    /// Stretches of the log that a damaged journal took with it, as noted at the time.
    pub losses: Vec<(i64, i64)>,
    /// What is not in order, each by name.
    pub faults: Vec<String>,
}

/// What the chain of a case stands on.
#[derive(Default)]
enum Head {
    /// Nothing yet.
    #[default]
    Start,
    /// This version with this hash.
    At(i64, Vec<u8>),
    /// An event that can't be read: the next one is taken at its word.
    Unknown,
}

/// Looks through everything; `progress` is told the number of the event it has come to.
pub async fn look_through(store: &Store, progress: &(dyn Fn(i64) + Send + Sync)) -> StoreResult<Findings> {
    let mut findings = Findings { losses: store.losses().await?, ..Findings::default() };
    let heads = log(store, &mut findings, progress).await?;
    findings.n_cases = heads.len();
    projections(store, &heads, &mut findings).await?;
    policy::look_through(store, &mut findings).await?;
    evidence(store, &mut findings).await?;
    // What can't be read as events can't be held against them either.
    if findings.faults.is_empty() {
        findings.faults.extend(compare::ledger_faults(store).await?);
    }
    Ok(findings)
}

async fn log(
    store: &Store,
    findings: &mut Findings,
    progress: &(dyn Fn(i64) + Send + Sync),
) -> StoreResult<BTreeMap<Uuid, Head>> {
    let mut heads: BTreeMap<Uuid, Head> = BTreeMap::new();
    let mut seq = 0;
    loop {
        let page = store.hashed_events_after(seq, PAGE).await?;
        if page.is_empty() {
            return Ok(heads);
        }
        for found in page {
            let is_known_loss =
                findings.losses.iter().any(|(first, last)| *first <= seq + 1 && found.seq <= last + 1);
            if found.seq != seq + 1 && !is_known_loss {
                findings.faults.push(format!("events {} to {} are missing", seq + 1, found.seq - 1));
            }
            seq = found.seq;
            findings.n_events += 1;
            let hashed = match found.event {
                Ok(hashed) => hashed,
                Err(why) => {
                    findings.faults.push(format!("event {seq} can't be read: {why}"));
                    if let Some(case_id) = found.case_id {
                        heads.insert(case_id, Head::Unknown);
                    }
                    continue;
                }
            };
            let event = &hashed.event;
            let (version, previous) = match heads.remove(&event.case_id).unwrap_or_default() {
                Head::Start => (Some(0), Some(Vec::new())),
                Head::At(version, hash) => (Some(version), Some(hash)),
                Head::Unknown => (None, None),
            };
            if let Some(version) = version
                && event.version != version + 1
            {
                findings
                    .faults
                    .push(format!("event {seq}: its case goes from version {version} to {}", event.version));
            }
            let hash = previous.map_or_else(|| hashed.hash.clone(), |previous| event.chain(&previous));
            if hash != hashed.hash {
                findings.faults.push(format!("event {seq} is not as it was written"));
            }
            if let Err(fault) = ledger::recorded(event) {
                findings.faults.push(format!("event {seq}: {fault}"));
            }
            heads.insert(event.case_id, Head::At(event.version, hash));
        }
        progress(seq);
    }
}

/// Whether every case stands in the queues as its events left it.
async fn projections(
    store: &Store,
    heads: &BTreeMap<Uuid, Head>,
    findings: &mut Findings,
) -> StoreResult<()> {
    let mut n_known = 0;
    for (case_id, version, _, hash) in store.case_heads().await? {
        let is_same = match heads.get(&case_id) {
            Some(Head::At(at, known)) => *at == version && *known == hash,
            Some(Head::Unknown) => true,
            Some(Head::Start) | None => false,
        };
        n_known += 1;
        if !is_same {
            findings
                .faults
                .push(format!("case {case_id} is not where its events left it; see `redress rebuild`"));
        }
    }
    if n_known < heads.len() {
        let n = heads.len() - n_known;
        findings.faults.push(format!("{n} cases stand in no list; see `redress rebuild`"));
    }
    Ok(())
}

/// Whether every evidence file is there and is the one that was taken in.
async fn evidence(store: &Store, findings: &mut Findings) -> StoreResult<()> {
    let folder = store.dir().join(EVIDENCE_DIR);
    let mut after = Uuid::nil();
    loop {
        let page = store.evidence_after(after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.evidence_id;
        for row in page {
            findings.n_files += 1;
            let (id, path) = (row.evidence_id, &row.path);
            let wrong = match tokio::fs::read(folder.join(path)).await {
                Ok(content) if Sha256::digest(&content).as_slice() == row.sha256 => continue,
                Ok(_) => "is not as it was taken in".to_owned(),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => "is missing".to_owned(),
                Err(error) => format!("can't be read: {error}"),
            };
            let case = row.case_id.map(|case_id| format!(" of case {case_id}")).unwrap_or_default();
            findings.faults.push(format!("evidence file {id}{case} ({EVIDENCE_DIR}/{path}) {wrong}"));
        }
    }
}
