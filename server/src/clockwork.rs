//! What the desk does by itself as time passes: closing cases whose follow-up nobody answered, noting that a last day
//! is over, bringing what an import changed to open cases, and handing over the cases of somebody who leaves.
//!
//! The domain decides whether the time has come; here it is only asked, for the cases in front of a queue that is
//! ordered by that very moment. Running twice, or on two servers, changes nothing twice.

pub mod hand_over;
pub mod moment;
pub mod order_news;

use crate::ledger::Ledger;
use crate::ledger::command::{Intent, Refusal};
use crate::store::StoreResult;
use books::project::{CLOSING, LAST_DAY};
use books::queue::{Queue, Stretch};
use domain::actor::Actor;
use domain::complaint::command::Command;
use domain::id::CaseId;
use eventlog::Lease;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// What the server that does what is due holds.
pub const LEASE: &str = "clockwork";
/// How often the desk looks at the time. A minute is far below every limit it watches.
const EVERY: Duration = Duration::from_mins(1);
/// How many cases of a queue one turn sees to at most; what is left follows in the next.
const AT_MOST: u32 = 200;

/// Takes what the server holds that does what is due, if none holds it: before it listens, so that whoever moves the books
/// finds it at work from its first request on.
pub async fn take(ledger: &Ledger) -> Option<Box<dyn Lease>> {
    let mut lease = None;
    is_ours(ledger, &mut lease).await;
    lease
}

/// Looks at the time again and again until the server ends, from the beginning with what it has [taken](take).
pub async fn run(
    ledger: Ledger,
    mut lease: Option<Box<dyn Lease>>,
    mut watch: moment::Watch,
    ending: CancellationToken,
) {
    loop {
        let is_doubted = watch.look(&ledger).await;
        // Of several servers one does it. Two for a moment would do nothing twice, and everything half as fast.
        if !is_ours(&ledger, &mut lease).await {
            tokio::select! {
                () = tokio::time::sleep(EVERY) => continue,
                () = ending.cancelled() => return,
            }
        }
        match if is_doubted { Ok(0) } else { order_news::turn(&ledger).await } {
            Ok(0) => {}
            Ok(n_told) => tracing::info!(n_told, "told cases what an import changed about their orders"),
            Err(fault) => tracing::warn!(%fault, "cases could not be told what changed about their orders"),
        }
        match if is_doubted { Ok(0) } else { turn(&ledger).await } {
            Ok(0) => {}
            Ok(n_done) => tracing::info!(
                n_done,
                "did what was due for cases: closed them, or noted that a last day is over"
            ),
            Err(fault) => tracing::warn!(%fault, "the desk could not do what was due"),
        }
        match hand_over::turn(&ledger).await {
            Ok(0) => {}
            Ok(n_handed) => tracing::info!(n_handed, "handed cases over"),
            Err(fault) => tracing::warn!(%fault, "cases could not be handed over"),
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = ending.cancelled() => return,
        }
    }
}

/// Whether it is this server that does what is due.
async fn is_ours(ledger: &Ledger, lease: &mut Option<Box<dyn Lease>>) -> bool {
    if let Some(held) = lease {
        if held.is_held().await {
            return true;
        }
        *lease = None;
    }
    match ledger.store.log().lease(LEASE).await {
        Ok(taken) => *lease = taken,
        Err(fault) => tracing::warn!(%fault, "nobody can say who does what is due"),
    }
    lease.is_some()
}

/// What is due at one time: the queue it is read from, and what is done.
const DUE: [(&str, &str, Command); 2] =
    [(CLOSING, "close", Command::CloseCase), (LAST_DAY, "last day", Command::NoteLastDayOver)];

/// When the first of all that is due before a moment is due, in milliseconds; nothing where nothing is.
pub async fn next_due(ledger: &Ledger, before: i64) -> StoreResult<Option<i64>> {
    let mut next: Option<i64> = None;
    for (view, ..) in DUE {
        let queue = Queue { view: view.to_owned(), owner: String::new() };
        let first = ledger.store.queue(&queue, None, Stretch::before(before), 1).await?;
        next = next.into_iter().chain(first.first().map(|(place, _)| place.at)).min();
    }
    Ok(next)
}

/// Does what is due now; with how many cases something was done.
pub async fn turn(ledger: &Ledger) -> StoreResult<u32> {
    let mut n_done = 0;
    for (view, what, command) in DUE {
        let queue = Queue { view: view.to_owned(), owner: String::new() };
        let now = Stretch::before(ledger.now().timestamp_millis());
        for (_, kept) in ledger.store.queue(&queue, None, now, AT_MOST).await? {
            let case_id = kept.case;
            if or_left(case_id, act(ledger, case_id, what, command.clone()).await, false)? {
                n_done += 1;
            }
        }
    }
    Ok(n_done)
}

/// What was done. A case that can't be read is told and `left` as it is, and keeps no other from its turn.
fn or_left<T>(case_id: CaseId, done: StoreResult<T>, left: T) -> StoreResult<T> {
    match done {
        Err(fault) if fault.is_of_what_was_read() => {
            tracing::error!(%case_id, %fault, "a case can't be read, so what is due for it is left; `redress verify` names all that is wrong");
            Ok(left)
        }
        done => done,
    }
}

async fn act(ledger: &Ledger, case_id: CaseId, what: &str, command: Command) -> StoreResult<bool> {
    let loaded = ledger.load(case_id.0).await?;
    let mut intent = Intent::by_itself(ledger, case_id, loaded.version(), Actor::System, what, command);
    if let Some(case) = loaded.state.case() {
        intent.wanted.order = ledger.order_now(case).await?;
    }
    carry_out(ledger, intent).await
}

/// Carries out what nobody pressed a button for; whether it led to anything.
async fn carry_out(ledger: &Ledger, intent: Intent) -> StoreResult<bool> {
    let case_id = intent.of;
    match ledger.carry_out(intent).await {
        Ok(_) => Ok(true),
        Err(Refusal::Fault(fault)) => Err(fault),
        Err(Refusal::Rejected(rejection)) => {
            tracing::warn!(%case_id, code = rejection.code(), "the desk could not do what was due");
            Ok(false)
        }
        // Somebody was faster.
        Err(Refusal::Conflict { .. } | Refusal::Reused | Refusal::Busy) => Ok(false),
    }
}
