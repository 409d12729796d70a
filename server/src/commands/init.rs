//! `redress init`: makes the data folder of a desk. Nothing else makes one.

use super::say;
use crate::cli::Place;
use crate::installation;
use crate::store::Options;
use anyhow::bail;

/// Makes the data folder.
pub async fn run(place: Place) -> anyhow::Result<()> {
    let config = place.resolve()?;
    let dir = config.data_dir.clone();
    if !installation::is_free(&dir)? {
        bail!(
            "`{}` is not empty; a desk is made in a folder that is empty or not there yet, nothing was changed",
            dir.display()
        );
    }
    let opened = installation::make(Options::of(&config)).await?;
    opened.store.close().await;
    let dir = dir.display();
    say(format_args!(
        "made an empty desk in {dir}; keep its secret-key as safe as the rest and back both up together"
    ));
    say(format_args!(
        "next: `redress user add --data-dir {dir} --name NAME --role admin`, then import orders"
    ));
    Ok(())
}
