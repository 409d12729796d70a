//! A replay of packs over what was: imported orders, or past cases, taken page by page.

use super::Drafting;
use crate::in_force::InForce;
use crate::store::StoreResult;
use books::Books;
use books::project::order_key;
use domain::complaint::{Case, assess};
use domain::id::{CaseId, DraftId};
use domain::order::Order;
use domain::order::given::Given;
use domain::policy::Packs;
use domain::policy::authoring::PackScribe;
use domain::policy::replay::Comparison;
use domain::wire::policy::{ReplayOver, ReplayProgress, ReplayReport};
use domain::zone::Zone;
use std::sync::Arc;
use uuid::Uuid;

/// How many orders, and how many cases, are read at once.
const ORDERS: u32 = 2_000;
const CASES: u32 = 200;

/// The packs to be compared.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Those in force.
    pub before: Arc<InForce>,
    /// Those with the draft in its pack's place.
    pub after: Packs,
}

impl Drafting {
    /// The packs in force, and the same with a draft in its pack's place. `None` where there is no such draft, or it
    /// has mistakes.
    pub async fn compared(&self, draft_id: DraftId) -> StoreResult<Option<Compared>> {
        let Some(loaded) = self.load(draft_id).await? else { return Ok(None) };
        let Ok(draft) = PackScribe::read(&loaded.state.text) else { return Ok(None) };
        let before = self.policies().in_force(self.ledger.now().date_naive());
        let sources = before.sources().into_iter();
        let (mut public, mut desks) = (Vec::new(), Vec::new());
        for source in sources {
            let source = if source.pack.id == draft.pack.id { draft.clone() } else { source };
            public.push(source.pack);
            desks.extend(source.desk);
        }
        Ok(Some(Compared { before, after: Packs::new(public, desks) }))
    }

    /// Runs a comparison over orders or cases; `progress` answers whether to go on. `None` where it said no.
    pub async fn replay(
        &self,
        compared: &Compared,
        over: ReplayOver,
        progress: impl FnMut(ReplayProgress) -> bool,
    ) -> StoreResult<Option<ReplayReport>> {
        compare(
            &self.ledger.store,
            &self.ledger.zone,
            &compared.before.packs,
            &compared.after,
            over,
            progress,
        )
        .await
    }
}

/// Compares packs over orders or cases; `progress` answers whether to go on. `None` where it said no.
pub async fn compare(
    store: &Books,
    zone: &Zone,
    before: &Packs,
    after: &Packs,
    over: ReplayOver,
    progress: impl FnMut(ReplayProgress) -> bool,
) -> StoreResult<Option<ReplayReport>> {
    let mut comparison = Comparison::new(before, after, zone);
    let is_done = match over {
        ReplayOver::Orders => each_order(store, |order| comparison.ask(order), progress).await?,
        ReplayOver::Cases => {
            let ask = |case: &Case, earlier: &[Given]| {
                comparison.ask_case(&assess::facts(case, earlier, zone), case.number.as_str(), case.id);
            };
            each_case(store, zone, ask, progress).await?
        }
    };
    Ok(is_done.then(|| comparison.report(over)))
}

/// Takes every order, page by page; `progress` answers whether to go on, and so does this.
pub async fn each_order(
    store: &Books,
    mut ask: impl FnMut(&Order),
    mut progress: impl FnMut(ReplayProgress) -> bool,
) -> StoreResult<bool> {
    let (mut done, total) = (0, count(store.n_orders().await?));
    let mut after = String::new();
    loop {
        if !progress(ReplayProgress { done, total }) {
            return Ok(false);
        }
        let page = store.orders_after(&after, ORDERS).await?;
        let Some((last, _)) = page.last() else { return Ok(true) };
        after.clone_from(last);
        for (_, order) in &page {
            ask(order);
        }
        // What is imported meanwhile is taken along, and is no more than all of it.
        done = total.min(done + count(page.len()));
        // Others want their turn between two pages.
        tokio::task::yield_now().await;
    }
}

/// Takes every case, page by page, with what others had given on its order when it was asked; `progress` answers
/// whether to go on, and so does this.
pub async fn each_case(
    store: &Books,
    zone: &Zone,
    mut ask: impl FnMut(&Case, &[Given]),
    mut progress: impl FnMut(ReplayProgress) -> bool,
) -> StoreResult<bool> {
    let (mut done, total) = (0, count(store.n_cases().await?));
    let mut after = CaseId(Uuid::nil());
    loop {
        if !progress(ReplayProgress { done, total }) {
            return Ok(false);
        }
        let page = store.cases_after(after, CASES).await?;
        let Some(last) = page.last() else { return Ok(true) };
        after = last.case;
        for kept in &page {
            if let Some(case) = store.case(kept.case).await?.state.case() {
                let known = store.ledger(&order_key(&case.order.number)).await?.ledger;
                let mut earlier =
                    known.elsewhere(case.person, Some(case.id), &case.order, None, zone).given();
                earlier.retain(|given| given.at.day(zone) <= zone.day(case.filed_at));
                ask(case, &earlier);
            }
        }
        done = total.min(done + count(page.len()));
        tokio::task::yield_now().await;
    }
}

fn count(n: impl TryInto<u64>) -> u64 {
    n.try_into().unwrap_or(0)
}
