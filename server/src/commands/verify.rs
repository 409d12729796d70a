//! `redress verify`: checks the whole database file and every event of the log.

use super::{progress, say};
use crate::cli::Place;
use crate::ledger;
use crate::store::{Options, Store};
use anyhow::bail;
use std::collections::BTreeMap;
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
    store.close().await;
    for (first, last) in losses {
        say(format_args!("events {first} to {last} were lost with a damaged journal, as noted at the time"));
    }
    for fault in &faults {
        say(fault);
    }
    if !faults.is_empty() {
        bail!("{} of {n_events} events are not in order", faults.len());
    }
    say(format_args!("{n_events} events of {} cases in order", heads.len()));
    Ok(())
}
