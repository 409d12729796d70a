//! `redress rebuild`: makes the projections anew from the log. Other servers of a database may be at work meanwhile.

use super::{progress, say};
use crate::cli::Place;
use crate::store::{Options, Store};
use crate::verification::told;
use anyhow::bail;
use books::rebuild::NotMade;

/// Runs the task.
pub async fn run(place: Place) -> anyhow::Result<()> {
    let config = place.resolve()?;
    // Opened as a server opens it, which has the folder for itself. Servers of a database share it.
    let store = Store::open(Options::of(&config)).await?.store;
    let bar = progress::bar(0, "rebuilding cases");
    let outcome = store
        .rebuild(&config.time_limits, &|done, total| {
            bar.set_length(total);
            bar.set_position(done);
        })
        .await;
    bar.finish_and_clear();
    // What a rebuild that failed would have made is missing for that alone.
    let missing = if outcome.is_ok() { store.missing().await } else { Ok(Vec::new()) };
    store.close().await;
    let rebuilt = outcome?;
    say(format_args!("{} cases rebuilt from {} events", rebuilt.n_cases, rebuilt.n_events));
    say(if rebuilt.is_index_kept {
        "the words by which cases are found were left to the server at work; end all servers to have them made anew"
    } else {
        "the words by which cases are found are made anew once a server is at work"
    });
    for not_made in &rebuilt.not_made {
        let what = match not_made {
            NotMade::Case(case) => format!("case {case}"),
            NotMade::Ledger(order) => format!("the ledger of order `{order}`"),
            NotMade::File(file) => format!("by what evidence file {file} is found"),
            NotMade::Order(order) => format!("by what order `{order}` is found"),
        };
        say(format_args!("not made anew, since others were at it each time: {what}"));
    }
    // What follows from nothing that is left, it can't bring back.
    let missing = missing?;
    missing.iter().map(told).for_each(say);
    if !rebuilt.not_made.is_empty() {
        bail!("{} things were not made anew; run it again", rebuilt.not_made.len());
    }
    if !missing.is_empty() {
        bail!(
            "{} things are missing that could not be made anew; each is named with what brings it back",
            missing.len()
        );
    }
    Ok(())
}
