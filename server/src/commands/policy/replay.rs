//! `redress policy replay`: what packs would have granted on the imported orders.

use super::From;
use crate::cli::Place;
use crate::commands::{progress, say};
use crate::packs;
use crate::store::{Options, Store};
use domain::policy::replay::Replay as Tally;

/// Replays packs over orders.
#[derive(Debug, clap::Args)]
pub struct Replay {
    #[command(flatten)]
    from: From,
    #[command(flatten)]
    place: Place,
    /// Replay this pack alone, instead of the shop's packs
    #[arg(long, value_name = "ID")]
    pack: Option<String>,
    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print CSV
    #[arg(long)]
    csv: bool,
}

/// How many orders are read at once.
const PAGE: u32 = 2_000;

impl Replay {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let config = self.place.resolve()?;
        let ids = self.pack.map_or_else(|| config.packs.clone(), |id| vec![id]);
        let packs = packs::pick(&packs::load(self.from.policies_dir.as_deref())?, &ids)?;
        let store = Store::open(Options { is_server: false, ..Options::new(&config.data_dir) }).await?.store;
        let bar = progress::bar(u64::try_from(store.n_orders().await?).unwrap_or(0), "replaying orders");
        let mut tally = Tally::new(&packs);
        let mut after = String::new();
        loop {
            let page = store.orders_after(&after, PAGE).await?;
            let Some((last, _)) = page.last() else { break };
            after.clone_from(last);
            for (_, order) in &page {
                tally.ask(order);
            }
            bar.inc(u64::try_from(page.len()).unwrap_or(0));
        }
        bar.finish_and_clear();
        store.close().await;
        let report = tally.report();
        if self.json {
            say(serde_json::to_string_pretty(&report)?);
        } else if self.csv {
            say(report.csv());
        } else {
            let n_asked = report.orders - report.not_asked.values().sum::<u64>();
            say(format_args!("{} orders, {n_asked} asked about", report.orders));
            for (status, n) in &report.not_asked {
                say(format_args!("  {n} {status}, not asked"));
            }
            for rule in &report.rules {
                say(format_args!(
                    "{}: {} granted, {} refused, {} {} in all, {} at the floor, {} at the cap",
                    rule.rule, rule.granted, rule.refused, rule.total, rule.currency, rule.floor, rule.cap
                ));
            }
        }
        Ok(())
    }
}
