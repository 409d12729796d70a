//! `redress verify`: checks the whole database file, every event of the log, every draft and version of a pack, and
//! every evidence file.

use super::{progress, say};
use crate::cli::Place;
use crate::evidence::Files;
use crate::installation;
use crate::store::Options;
use crate::verification::{Findings, look_through};
use anyhow::bail;
use std::time::Duration;

/// Runs the task.
pub async fn run(place: Place) -> anyhow::Result<()> {
    let config = place.resolve()?;
    let options = Options { is_server: false, check: Duration::from_hours(24), ..Options::of(&config) };
    let store = installation::open(options).await?.store;
    let files = Files::open(store.dir(), config.evidence.as_ref())?;
    let last = store.last().await?;
    let bar = progress::bar(last, "checking events");
    let looked = look_through(&store, &files, &|position| bar.set_position(position)).await;
    bar.finish_and_clear();
    store.close().await;
    report(&looked?)
}

fn report(findings: &Findings) -> anyhow::Result<()> {
    for (first, last) in &findings.losses {
        say(format_args!("events {first} to {last} were lost with a damaged journal, as noted at the time"));
    }
    findings.faults.iter().for_each(say);
    if !findings.faults.is_empty() {
        bail!("{} things are not in order", findings.faults.len());
    }
    let Findings { n_events, n_cases, n_drafts, n_versions, n_files, .. } = findings;
    say(format_args!("{n_events} events of {n_cases} cases in order"));
    say(format_args!("{n_drafts} drafts and {n_versions} versions of packs in order"));
    say(format_args!("{n_files} evidence files in order"));
    Ok(())
}
