//! Looking through a whole desk: every event of the log, every draft and version of a pack, every evidence file.
//!
//! Nothing is mended here and nothing stops at the first fault: whoever has to put a desk right needs to know all
//! that is wrong with it, by name.

mod policy;

use crate::evidence::Files;
use crate::ledger::compare;
use crate::store::{Store, StoreResult};
use books::missing::{Missing, Way};
use domain::id::CaseId;
use eventlog::verify::verify;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
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
    pub losses: Vec<(u64, u64)>,
    /// What is not in order, each by name.
    pub faults: Vec<String>,
}

/// Looks through everything; `progress` is told the place of the log it has come to.
pub async fn look_through(
    store: &Store,
    files: &Files,
    progress: &(dyn Fn(u64) + Send + Sync),
) -> StoreResult<Findings> {
    let mut findings = Findings::default();
    match store.losses().await {
        Ok(losses) => findings.losses = losses,
        Err(fault) => findings.faults.push(format!("what was lost before: {fault}")),
    }
    // No reason to leave out the rest: it says nothing against what lies in the log.
    let mark = store.judge_mark().await.err();
    log(store, &mut findings, progress).await?;
    if findings.faults.is_empty() {
        events(store, &mut findings).await?;
    }
    // One that can't be read was told with its table, and nothing is left out for it.
    if let Err(fault) = projections(store, &mut findings).await {
        findings.faults.push(format!("the lists of cases: {fault}"));
    }
    match store.missing().await {
        Ok(missing) => findings.faults.extend(missing.iter().map(told)),
        // What can't be read was told with its table.
        Err(fault) if findings.faults.is_empty() => findings.faults.push(format!("what is missing: {fault}")),
        Err(_) => {}
    }
    // What can't be read can't be held against the rest either.
    if findings.faults.is_empty() {
        policy::look_through(store, &mut findings).await?;
        evidence(store, files, &mut findings).await?;
    }
    if findings.faults.is_empty() {
        findings.faults.extend(compare::ledger_faults(store).await?);
    }
    findings.faults.extend(mark.map(|fault| fault.to_string()));
    Ok(findings)
}

/// What is missing, and what brings it back.
pub fn told(missing: &Missing) -> String {
    let way = match missing.way() {
        Way::Rebuild => "see `redress rebuild`",
        Way::ShopsFile => "no event tells all of it: bring the shop's file in again, or restore a backup",
        Way::Admin => "add them again with `redress user add`, or restore a backup",
        Way::Backup => "no event tells all of it: restore a backup",
    };
    format!("{missing}; {way}")
}

/// Whether the log and all its tables are as they were written.
async fn log(
    store: &Store,
    findings: &mut Findings,
    progress: &(dyn Fn(u64) + Send + Sync),
) -> StoreResult<()> {
    let damages = verify(store.log().as_ref(), progress).await?;
    findings.faults.extend(damages.iter().map(ToString::to_string));
    Ok(())
}

/// Whether this program understands every event of a case.
async fn events(store: &Store, findings: &mut Findings) -> StoreResult<()> {
    let mut after = 0;
    let mut cases = BTreeSet::new();
    loop {
        let page = store.feed(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.position;
        for fed in page {
            match fed.of_case {
                Ok(None) => {}
                Ok(Some(recorded)) => {
                    findings.n_events += 1;
                    cases.insert(recorded.case_id);
                }
                Err(fault) => findings.faults.push(format!("event {}: {fault}", fed.position)),
            }
        }
    }
    findings.n_cases = cases.len();
    Ok(())
}

/// Whether every case stands in the lists as its events left it.
async fn projections(store: &Store, findings: &mut Findings) -> StoreResult<()> {
    // The streams first: a desk that is being worked on has more rows since, and never fewer.
    let cases = store.streams_of_cases().await?;
    let rows: BTreeMap<CaseId, u32> = store.rows_of_cases().await?.into_iter().collect();
    let n_lacking = cases.iter().filter(|case| !rows.contains_key(case)).count();
    for (case, version) in &rows {
        if *version != store.version_of(*case).await? && !is_where_left(store, *case).await? {
            findings
                .faults
                .push(format!("case {case} is not where its events left it; see `redress rebuild`"));
        }
    }
    if n_lacking > 0 {
        findings.faults.push(format!("{n_lacking} cases stand in no list; see `redress rebuild`"));
    }
    Ok(())
}

/// Whether a case's row is of its last version, looked at as often as somebody may be at the case in between.
async fn is_where_left(store: &Store, case: CaseId) -> StoreResult<bool> {
    for _ in 0..5 {
        let version = store.version_of(case).await?;
        if store.kept(case).await?.is_some_and(|kept| kept.version == version) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether every evidence file is there and is the one that was taken in.
async fn evidence(store: &Store, files: &Files, findings: &mut Findings) -> StoreResult<()> {
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
            let wrong = match files.find(path).await {
                Ok(Some(content)) if Sha256::digest(&content).as_slice() == row.sha256 => continue,
                Ok(Some(_)) => "is not as it was taken in".to_owned(),
                Ok(None) => "is missing".to_owned(),
                Err(fault) => fault.to_string(),
            };
            let case = row.case_id.map(|case_id| format!(" of case {case_id}")).unwrap_or_default();
            findings.faults.push(format!("evidence file {id}{case} ({files}/{path}) {wrong}"));
        }
    }
}
