//! `redress import orders`: brings orders in from a file or a folder.

use super::{progress, say};
use crate::cli::Place;
use crate::import::{Intake, Places, ReadOrder, Skipped, Tally, olist::Olist, plain::Plain};
use crate::installation;
use crate::secret::Secret;
use crate::store::Options;
use chrono::{DateTime, FixedOffset, Utc};
use encoding_rs::Encoding;
use std::path::{Path, PathBuf};

/// Brings orders in.
#[derive(Debug, clap::Args)]
pub struct ImportOrders {
    #[command(flatten)]
    place: Place,
    /// Form of the source: `redress` is one CSV file, `olist` a folder with the Olist tables
    #[arg(long, value_enum)]
    format: Format,
    /// Encoding of the CSV file, where it is not recognised: `utf-8`, `gb18030`, `big5`, `windows-1252`, …
    #[arg(long, value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// Say what would become of every order, and store none
    #[arg(long)]
    dry_run: bool,
    /// The file or folder
    path: PathBuf,
}

fn encoding(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        "expected the name of an encoding, such as `utf-8`, `gb18030` or `windows-1252`".to_owned()
    })
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
    fn open(
        format: Format,
        path: &Path,
        encoding: Option<&'static Encoding>,
        now: DateTime<FixedOffset>,
    ) -> Result<Self, crate::import::SourceFault> {
        match format {
            Format::Redress => Plain::open(path, encoding, now).map(Self::Plain),
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
        let now = config.shop.zone.at(Utc::now());
        let mut source = Source::open(self.format, &self.path, self.encoding, now)?;
        // A running server keeps its lock on the log; orders are stored beside it.
        let options = Options { is_server: false, ..Options::of(&config) };
        // Contacts are kept under the key: made with another one they would prove nothing.
        let store = installation::open(options).await?.store;
        let secret = Secret::open(&config.data_dir)?;
        let begin = if self.dry_run { Intake::trial } else { Intake::new };
        let mut intake = begin(store.clone(), secret);
        if let Source::Plain(plain) = &source
            && plain.encoding != encoding_rs::UTF_8.name()
        {
            say(format_args!("read as {}; `--encoding` names another", plain.encoding));
        }
        let what = if self.dry_run { "looking through orders" } else { "importing orders" };
        let bar = progress::bar(source.n_bytes(), what);
        while let Some(read) = source.next_order() {
            intake.take(read).await?;
            bar.set_position(source.position());
        }
        let tally = intake.finish().await?;
        bar.finish_and_clear();
        store.close().await;
        report(&tally, self.dry_run);
        anyhow::ensure!(
            tally.n_taken() > 0 || tally.n_skipped == 0,
            "not one order of `{}` could be used; the reasons stand above",
            self.path.display()
        );
        Ok(())
    }
}

fn report(tally: &Tally, is_trial: bool) {
    tally.notes.iter().for_each(|(reason, places)| list("noticed", reason, places));
    tally.reasons.iter().for_each(|(reason, places)| list("skipped", reason, places));
    if is_trial {
        say("a trial: nothing was stored");
    }
    if tally.n_changed > 0 {
        say(format_args!("{} changed", tally.n_changed));
    }
    say(format_args!("{} new, {} unchanged, {} skipped", tally.n_new, tally.n_unchanged, tally.n_skipped));
}

/// One reason, with every place that was kept: whoever mends a file wants them all.
fn list(what: &str, reason: &str, places: &Places) {
    let Some((first, others)) = places.first.split_first() else { return };
    say(format_args!("{what} {}: {reason} (first at {first})", places.n));
    for place in others {
        say(format_args!("  also at {place}"));
    }
    let n_more = places.n.saturating_sub(u64::try_from(places.first.len()).unwrap_or(u64::MAX));
    if n_more > 0 {
        say(format_args!("  and at {n_more} more"));
    }
}
