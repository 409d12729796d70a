//! A replay of packs over what was: imported orders, or past cases, taken page by page.

use super::Drafting;
use crate::in_force::InForce;
use crate::ledger::Ledger;
use crate::store::{StoreFault, StoreResult};
use domain::complaint::assess;
use domain::id::DraftId;
use domain::policy::Packs;
use domain::policy::authoring::PackScribe;
use domain::policy::replay::Comparison;
use domain::wire::policy::{ReplayOver, ReplayProgress, ReplayReport};
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
        let Ok(draft) = PackScribe::read(&loaded.draft.text) else { return Ok(None) };
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

    /// Runs a comparison over orders or cases; `progress` answers whether anybody still listens.
    pub async fn replay(
        &self,
        compared: &Compared,
        over: ReplayOver,
        progress: impl FnMut(ReplayProgress) -> bool,
    ) -> StoreResult<Option<ReplayReport>> {
        compare(&self.ledger, &compared.before.packs, &compared.after, over, progress).await
    }
}

/// Compares packs over orders or cases; `progress` answers whether to go on. `None` where it said no.
pub async fn compare(
    ledger: &Ledger,
    before: &Packs,
    after: &Packs,
    over: ReplayOver,
    mut progress: impl FnMut(ReplayProgress) -> bool,
) -> StoreResult<Option<ReplayReport>> {
    let store = &ledger.store;
    let mut comparison = Comparison::new(before, after);
    let total = match over {
        ReplayOver::Orders => store.n_orders().await?,
        ReplayOver::Cases => store.n_cases().await?,
    };
    let total = u64::try_from(total).map_err(|error| StoreFault::unreadable("count", error))?;
    let mut done = 0_u64;
    let (mut after_order, mut after_case) = (String::new(), Uuid::nil());
    loop {
        if !progress(ReplayProgress { done: done.min(total), total }) {
            return Ok(None);
        }
        let n = match over {
            ReplayOver::Orders => {
                let page = store.orders_after(&after_order, ORDERS).await?;
                if let Some((last, _)) = page.last() {
                    after_order.clone_from(last);
                }
                page.iter().for_each(|(_, order)| comparison.ask(order));
                page.len()
            }
            ReplayOver::Cases => {
                let page = store.cases_after(after_case, CASES).await?;
                for case_id in &page {
                    after_case = *case_id;
                    let loaded = ledger.load(*case_id).await?;
                    if let Some(case) = loaded.complaint.case() {
                        comparison.ask_case(&assess::facts(case), case.number.as_str(), case.id);
                    }
                }
                page.len()
            }
        };
        if n == 0 {
            return Ok(Some(comparison.report(over)));
        }
        done += u64::try_from(n).unwrap_or(0);
        // Others want their turn between two pages.
        tokio::task::yield_now().await;
    }
}
