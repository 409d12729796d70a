//! `redress policy replay`: what packs would have granted on the imported orders and past cases, and what would
//! change against the version in force.

use super::From;
use crate::cli::Place;
use crate::commands::{progress, say};
use crate::drafting::replay::{compare, each_case, each_order};
use crate::packs;
use crate::policies::Policies;
use crate::store::{Options, Store};
use domain::complaint::{Case, assess};
use domain::order::given::Given;
use domain::policy::Packs;
use domain::policy::replay::{Replay as Tally, Report, RuleReport};
use domain::wire::policy::{ChangedAnswer, ReplayOver, ReplayProgress, ReplayReport};
use domain::zone::Zone;
use serde::Serialize;

/// Replays packs over orders, and over past cases.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct Replay {
    #[command(flatten)]
    from: From,
    #[command(flatten)]
    place: Place,
    /// Replay this pack alone, instead of the shop's packs
    #[arg(long, value_name = "ID")]
    pack: Option<String>,
    /// Run over past cases too, each asked as it was filed, with what was found out since
    #[arg(long, conflicts_with = "csv")]
    cases: bool,
    /// Compare with the versions in force at the desk
    #[arg(long, conflicts_with = "csv")]
    against_in_force: bool,
    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print CSV
    #[arg(long)]
    csv: bool,
}

/// What is printed as JSON: the report, and what was asked for besides.
#[derive(Serialize)]
struct Output<'a> {
    #[serde(flatten)]
    orders: &'a Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    against: Option<Against<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cases: Option<Cases<'a>>,
}

/// The versions in force beside it.
#[derive(Serialize)]
struct Against<'a> {
    rules: &'a [RuleReport],
    changed: u64,
    examples: &'a [ChangedAnswer],
}

/// The same over past cases.
#[derive(Serialize)]
struct Cases<'a> {
    #[serde(rename = "cases")]
    n: u64,
    rules: &'a [RuleReport],
    #[serde(skip_serializing_if = "Option::is_none")]
    against: Option<Against<'a>>,
}

/// A replay that is over: by itself, or beside the versions in force.
enum Counted {
    Alone(Report),
    Beside(ReplayReport),
}

impl Counted {
    fn report(&self) -> &Report {
        match self {
            Self::Alone(report) => report,
            Self::Beside(both) => &both.after,
        }
    }

    fn against(&self) -> Option<Against<'_>> {
        match self {
            Self::Alone(_) => None,
            Self::Beside(both) => {
                Some(Against { rules: &both.before.rules, changed: both.n_changed, examples: &both.examples })
            }
        }
    }
}

impl Replay {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let config = self.place.resolve()?;
        let ids = self.pack.clone().map_or_else(|| config.packs.clone(), |id| vec![id]);
        let packs = packs::pick(&packs::load(self.from.policies_dir.as_deref())?, &ids)?;
        let store = Store::open(Options { is_server: false, ..Options::of(&config) }).await?.store;
        let before = if self.against_in_force {
            let policies = Policies::look(&store, config.policies_dir.as_deref(), &ids).await?;
            let today = config.shop.zone.day(chrono::Utc::now());
            Some(policies.in_force(today))
        } else {
            None
        };
        let before = before.as_ref().map(|in_force| &in_force.packs);
        let zone = &config.shop.zone;
        let orders = count(&store, zone, before, &packs, ReplayOver::Orders).await?;
        let cases = if self.cases {
            Some(count(&store, zone, before, &packs, ReplayOver::Cases).await?)
        } else {
            None
        };
        store.close().await;
        if self.json {
            let output = Output {
                orders: orders.report(),
                against: orders.against(),
                cases: cases.as_ref().map(|cases| Cases {
                    n: cases.report().orders,
                    rules: &cases.report().rules,
                    against: cases.against(),
                }),
            };
            say(serde_json::to_string_pretty(&output)?);
        } else if self.csv {
            say(orders.report().csv());
        } else {
            print(&orders, "orders");
            if let Some(cases) = &cases {
                print(cases, "cases");
            }
        }
        Ok(())
    }
}

/// Runs over orders or cases, with progress.
async fn count(
    store: &Store,
    zone: &Zone,
    before: Option<&Packs>,
    packs: &Packs,
    over: ReplayOver,
) -> anyhow::Result<Counted> {
    let what = match over {
        ReplayOver::Orders => "replaying orders",
        ReplayOver::Cases => "replaying cases",
    };
    let bar = progress::bar(0, what);
    let told = |progress: ReplayProgress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
        true
    };
    let counted = if let Some(before) = before {
        compare(store, zone, before, packs, over, told).await?.map(Counted::Beside)
    } else {
        let mut tally = Tally::new(packs, zone);
        match over {
            ReplayOver::Orders => each_order(store, |order| tally.ask(order), told).await?,
            ReplayOver::Cases => {
                let ask = |case: &Case, earlier: &[Given]| {
                    tally.ask_facts(&assess::facts(case, earlier, zone));
                };
                each_case(store, zone, ask, told).await?
            }
        };
        Some(Counted::Alone(tally.report()))
    };
    bar.finish_and_clear();
    counted.ok_or_else(|| anyhow::anyhow!("the replay was broken off"))
}

fn print(counted: &Counted, what: &str) {
    let report = counted.report();
    let n_asked = report.orders - report.not_asked.values().sum::<u64>();
    say(format_args!("{} {what}, {n_asked} asked about", report.orders));
    for (status, n) in &report.not_asked {
        say(format_args!("  {n} {status}, not asked"));
    }
    for rule in &report.rules {
        say(format_args!("{}: {}", rule.rule, line(rule)));
    }
    let Some(against) = counted.against() else { return };
    say(format_args!("against the versions in force, {} {what} would get another answer", against.changed));
    for before in against.rules {
        let now =
            report.rules.iter().find(|now| (&now.rule, &now.currency) == (&before.rule, &before.currency));
        if now != Some(before) {
            say(format_args!("  {} in force: {}", before.rule, line(before)));
        }
    }
    if !against.examples.is_empty() {
        let numbers: Vec<&str> = against.examples.iter().map(|one| one.number.as_str()).collect();
        say(format_args!("  such as {}", numbers.join(", ")));
    }
}

fn line(rule: &RuleReport) -> String {
    let RuleReport { granted, refused, total, currency, floor, cap, .. } = rule;
    format!(
        "{granted} granted, {refused} refused, {total} {currency} in all, {floor} at the floor, {cap} at the cap"
    )
}
