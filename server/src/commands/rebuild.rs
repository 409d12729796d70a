//! `redress rebuild`: makes the projections anew from the log.

use super::{progress, say};
use crate::cli::Place;
use crate::store::{Options, Store};

/// Runs the task.
pub async fn run(place: Place) -> anyhow::Result<()> {
    let config = place.resolve()?;
    // Takes the lock: a server that appends meanwhile would write into what is made anew.
    let store = Store::open(Options::of(&config)).await?.store;
    let bar = progress::bar(0, "rebuilding cases");
    let outcome = store
        .rebuild(&config.time_limits, &|done, total| {
            bar.set_length(total);
            bar.set_position(done);
        })
        .await;
    bar.finish_and_clear();
    store.close().await;
    let rebuilt = outcome?;
    say(format_args!("{} cases rebuilt from {} events", rebuilt.n_cases, rebuilt.n_events));
    Ok(())
}
