//! What the desk does by itself as time passes: closing cases whose follow-up nobody answered, and handing over the
//! cases of somebody who leaves.
//!
//! The domain decides whether the time has come; here it is only asked, for the cases in front of a queue that is
//! ordered by that very moment. Running twice, or on two servers, changes nothing twice.

pub mod hand_over;
pub mod moment;

use crate::ledger::Ledger;
use crate::ledger::command::{Intent, Refusal};
use crate::ledger::project::CLOSING;
use crate::store::StoreResult;
use crate::store::cases::{Queue, Stretch};
use domain::actor::Actor;
use domain::complaint::command::Command;
use domain::id::{CaseId, CommandId};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How often the desk looks at the time. A minute is far below every limit it watches.
const EVERY: Duration = Duration::from_mins(1);
/// How many cases one turn closes at most; what is left is closed by the next.
const AT_MOST: u32 = 200;

/// Looks at the time again and again until the server ends.
pub async fn run(ledger: Ledger, ending: CancellationToken) {
    let mut watch = moment::Watch::begin(&ledger).await;
    loop {
        watch.look();
        match turn(&ledger).await {
            Ok(0) => {}
            Ok(n_closed) => tracing::info!(n_closed, "closed cases whose follow-up stayed unanswered"),
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

/// Does what is due now; how many cases were closed.
pub async fn turn(ledger: &Ledger) -> StoreResult<u32> {
    let queue = Queue { view: CLOSING.to_owned(), owner: String::new() };
    let due =
        ledger.store.queue(&queue, None, Stretch::before(ledger.now().timestamp_millis()), AT_MOST).await?;
    let mut n_closed = 0;
    for case in due {
        if close(ledger, case.case_id).await? {
            n_closed += 1;
        }
    }
    Ok(n_closed)
}

async fn close(ledger: &Ledger, case_id: Uuid) -> StoreResult<bool> {
    let version = ledger.load(case_id).await?.version();
    let intent = Intent {
        // Follows from the case as it stands, so that two servers send the same command.
        command_id: CommandId(ledger.secret.person_id(&format!("close {case_id} {version}"))),
        case_id: CaseId(case_id),
        expected_version: version,
        actor: Actor::System,
        command: Command::CloseCase,
        personal: None,
        order: None,
        evidence: Vec::new(),
        earlier_complaints: 0,
    };
    match ledger.carry_out(intent).await {
        Ok(_) => Ok(true),
        Err(Refusal::Fault(fault)) => Err(fault),
        // Somebody was faster, or the domain says that it is not yet time.
        Err(Refusal::Rejected(_) | Refusal::Conflict { .. } | Refusal::Reused | Refusal::Busy) => Ok(false),
    }
}
