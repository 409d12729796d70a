//! Handing the open cases of somebody who leaves over to a colleague, as asked for at the command line.
//!
//! Only the server appends to the log, so the command line leaves a note and this carries it out: each case is taken
//! by the colleague, and the queues, the pages and the log know it as if they had pressed the button.

use crate::ledger::Ledger;
use crate::ledger::command::Intent;
use crate::store::StoreResult;
use books::queue::{Queue, Stretch};
use domain::actor::{Actor, Role};
use domain::complaint::command::Command;
use domain::id::{CaseId, UserId};
use domain::view::QueueView;

/// How many cases one turn hands over at most; what is left follows in the next.
const AT_MOST: u32 = 200;

/// Does what was asked for; how many cases went to somebody else.
pub async fn turn(ledger: &Ledger) -> StoreResult<u32> {
    let mut n_handed = 0;
    let (seen, asked) = ledger.store.hand_overs().await?;
    for (from, to) in asked {
        let mine = Queue { view: QueueView::Mine.code().to_owned(), owner: from.to_string() };
        let cases = ledger.store.queue(&mine, None, Stretch::ALL, AT_MOST).await?;
        let taker = ledger.store.user(to).await?.and_then(|user| match user.role {
            Role::Agent => Some(Actor::Agent(UserId(to))),
            Role::Supervisor => Some(Actor::Supervisor(UserId(to))),
            _ => None,
        });
        let Some(taker) = taker.filter(|_| !cases.is_empty()) else {
            ledger.store.end_hand_over(seen, from).await?;
            continue;
        };
        let mut n_taken = 0;
        for (case, _) in cases {
            let handed = take(ledger, case.case, UserId(from), taker).await;
            if super::or_left(case.case, handed, false)? {
                n_taken += 1;
            }
        }
        if n_taken == 0 {
            // None of them can be taken by anybody: asking again each minute would change nothing.
            ledger.store.end_hand_over(seen, from).await?;
        }
        n_handed += n_taken;
    }
    Ok(n_handed)
}

async fn take(ledger: &Ledger, case: CaseId, from: UserId, taker: Actor) -> StoreResult<bool> {
    let version = ledger.load(case.0).await?.version();
    let command = Command::TakeOver { from };
    let intent = Intent::by_itself(ledger, case, version, taker, "hand over", command);
    super::carry_out(ledger, intent).await
}
