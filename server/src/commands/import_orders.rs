//! `redress import orders`: brings orders in from a file or a folder.

use super::{progress, say};
use crate::cli::Place;
use crate::import::{Intake, ReadOrder, Skipped, Tally, olist::Olist, plain::Plain};
use crate::secret::Secret;
use crate::store::{Options, Store};
use std::path::{Path, PathBuf};

/// Brings orders in.
#[derive(Debug, clap::Args)]
pub struct ImportOrders {
    #[command(flatten)]
    place: Place,
    /// Form of the source: `redress` is one CSV file, `olist` a folder with the Olist tables
    #[arg(long, value_enum)]
    format: Format,
    /// The file or folder
    path: PathBuf,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Redress,
    Olist,
}

enum Source {
    Plain(Plain),
    Olist(Olist),
}

impl Source {
    fn open(format: Format, path: &Path) -> Result<Self, crate::import::SourceFault> {
        match format {
            Format::Redress => Plain::open(path).map(Self::Plain),
            Format::Olist => Olist::open(path).map(Self::Olist),
        }
    }

    const fn n_bytes(&self) -> u64 {
        match self {
            Self::Plain(plain) => plain.n_bytes,
            Self::Olist(olist) => olist.n_bytes,
        }
    }

    fn position(&self) -> u64 {
        match self {
            Self::Plain(plain) => plain.position(),
            Self::Olist(olist) => olist.position(),
        }
    }

    fn next_order(&mut self) -> Option<Result<ReadOrder, Skipped>> {
        match self {
            Self::Plain(plain) => plain.next_order(),
            Self::Olist(olist) => olist.next_order(),
        }
    }
}

impl ImportOrders {
    /// Runs the task.
    pub async fn run(self) -> anyhow::Result<()> {
        let config = self.place.resolve()?;
        // The source first: a mistyped path should not leave an empty data folder behind.
        let mut source = Source::open(self.format, &self.path)?;
        // A running server keeps its lock on the log; orders are stored beside it.
        let options = Options { is_server: false, ..Options::new(&config.data_dir) };
        let store = Store::open(options).await?.store;
        let mut intake = Intake::new(store.clone(), Secret::open(&config.data_dir)?);
        let bar = progress::bar(source.n_bytes(), "importing orders");
        while let Some(read) = source.next_order() {
            intake.take(read).await?;
            bar.set_position(source.position());
        }
        let tally = intake.finish().await?;
        bar.finish_and_clear();
        store.close().await;
        report(&tally);
        Ok(())
    }
}

fn report(tally: &Tally) {
    for (reason, (n, first)) in &tally.reasons {
        say(format_args!("skipped {n}: {reason} (first at {first})"));
    }
    if tally.n_changed > 0 {
        say(format_args!("{} changed", tally.n_changed));
    }
    say(format_args!("{} new, {} unchanged, {} skipped", tally.n_new, tally.n_unchanged, tally.n_skipped));
}
