//! The case as it is shown: what is confirmed, and what is on its way taken for granted.

use domain::complaint::decide::{Context, decide};
use domain::complaint::event::Recorded;
use domain::complaint::evolve::evolve;
use domain::complaint::pending::Replica;
use domain::complaint::{Case, Complaint};
use std::sync::Arc;

/// The case as shown: with what is on its way taken for granted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Picture {
    pub(super) case: Option<Arc<Case>>,
    pub(super) timeline: Arc<Vec<Recorded>>,
}

/// The confirmed events with what is on its way behind them, and the case they lead to.
pub(super) fn picture(replica: &Replica, ctx: &Context<'_>) -> Picture {
    let mut state = replica.confirmed_state();
    let mut timeline = replica.confirmed().to_vec();
    for envelope in replica.pending() {
        let Ok(events) = decide(&state, &envelope.command, ctx) else { continue };
        for event in events {
            let version = state.case().map_or(0, |case| case.version).saturating_add(1);
            let recorded = Recorded {
                seq: 0,
                case_id: envelope.case_id,
                version,
                at: ctx.now,
                actor: ctx.actor,
                command_id: envelope.command_id,
                event,
            };
            state = evolve(state, &recorded);
            timeline.push(recorded);
        }
    }
    let case = match state {
        Complaint::Unfiled => None,
        Complaint::Filed(case) => Some(Arc::from(case)),
    };
    Picture { case, timeline: Arc::new(timeline) }
}
