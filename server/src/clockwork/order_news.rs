//! Bringing what an import changed about an order to its open cases.
//!
//! An import may run beside the server and only notes which orders changed under an open case; here each such case
//! looks at its order. The domain decides what of it is new to the case, so that running twice tells nothing twice.

use crate::ledger::Ledger;
use crate::ledger::command::Intent;
use crate::store::StoreResult;
use domain::actor::Actor;
use domain::complaint::command::Command;
use domain::complaint::order_now::OrderChange;
use domain::id::CaseId;

/// How many orders are read at once.
const PAGE: u32 = 200;

/// Sees to every order that changed; how many cases were told.
pub async fn turn(ledger: &Ledger) -> StoreResult<u32> {
    let mut n_told = 0;
    let mut after = String::new();
    loop {
        let notes = ledger.store.order_notes(&after, PAGE).await?;
        let Some(last) = notes.last() else { return Ok(n_told) };
        after.clone_from(&last.order);
        for note in notes {
            let mut is_seen_to = true;
            for (case, _) in ledger.store.cases_of_order(&note.order).await? {
                let told = tell(ledger, case).await;
                match super::or_left(case, told, Told::NotYet)? {
                    Told::Now => n_told += 1,
                    Told::Nothing => {}
                    // Somebody was at the case in that very moment, or it can't be read: the note stays for the next turn.
                    Told::NotYet => is_seen_to = false,
                }
            }
            if is_seen_to {
                ledger.store.end_order_note(&note).await?;
            }
        }
    }
}

enum Told {
    Now,
    Nothing,
    NotYet,
}

async fn tell(ledger: &Ledger, case_id: CaseId) -> StoreResult<Told> {
    let loaded = ledger.load(case_id.0).await?;
    let Some(case) = loaded.state.case().filter(|case| !case.phase.is_finished()) else {
        return Ok(Told::Nothing);
    };
    let Some(order) = ledger.order_now(case).await? else { return Ok(Told::Nothing) };
    if OrderChange::of(case, &order, ledger.now()).is_none() {
        return Ok(Told::Nothing);
    }
    let command = Command::NoteOrderChanged;
    let version = loaded.version();
    let mut intent = Intent::by_itself(ledger, case_id, version, Actor::System, "order changed", command);
    intent.wanted.order = Some(order);
    Ok(if super::carry_out(ledger, intent).await? { Told::Now } else { Told::NotYet })
}
