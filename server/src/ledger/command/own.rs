//! What the desk does by itself in the same breath as somebody's command: each is a command of its own, decided by the
//! domain and appended with theirs.

use super::{Decided, Intent};
use crate::ledger::Ledger;
use domain::actor::Actor;
use domain::complaint::assess::Assessment;
use domain::complaint::command::Command;
use domain::complaint::decide::{Context, decide, may_record_concern, names};
use domain::id::{CommandId, OfferId, UserId};
use domain::order::Order;

impl Ledger {
    /// Whom of the desk the story names: a complaint about somebody is not theirs to work.
    pub(super) fn note_whom_it_names(
        &self,
        intent: &Intent,
        context: &Context<'_>,
        (colleagues, supervisors): (&[(UserId, String)], &[UserId]),
        decided: &mut Decided,
    ) {
        let Command::FileComplaint(filing) = &intent.wanted.command else { return };
        let tried = filing.tried.as_ref().map_or("", |tried| tried.as_str());
        for (user, name) in colleagues {
            if !names(filing.story.as_str(), name) && !names(tried, name) {
                continue;
            }
            if let Some(case) = decided.complaint.case()
                && may_record_concern(case, *user, Actor::System, supervisors).is_err()
            {
                tracing::warn!(%user, "a story names every supervisor: this one may still work the case");
                continue;
            }
            let context = Context { actor: Actor::System, ..context.clone() };
            let command = Command::RecordConcern { user: *user, reason: None };
            match decide(&decided.complaint, &command, &context) {
                Ok(events) => {
                    let id = self.secret.person_id(&format!("concern {user} {}", intent.command_id));
                    decided.add(intent, CommandId(id), Actor::System, Vec::new(), context.now, events);
                }
                Err(rejection) => tracing::warn!(code = rejection.code(), "a concern was rejected"),
            }
        }
    }

    /// The offer the desk makes by itself for a clear entitlement, if the domain finds one.
    pub(super) fn act_on_what_is_clear(&self, intent: &Intent, context: &Context<'_>, decided: &mut Decided) {
        let Some(case) = decided.complaint.case() else {
            return;
        };
        // Ids follow from the filing's, so that filing again after a crash makes the same offer and no second.
        let own_id = |what: &str| self.secret.person_id(&format!("{what} {}", intent.command_id));
        let offer = OfferId(own_id("automatic offer"));
        let Some(command) =
            Assessment::of(case, context.packs, context.elsewhere, context.zone).automatic_offer(case, offer)
        else {
            return;
        };
        let context = Context { actor: Actor::System, ..context.clone() };
        match decide(&decided.complaint, &command, &context) {
            Ok(events) => {
                let command_id = CommandId(own_id("automatic command"));
                decided.add(intent, command_id, Actor::System, Vec::new(), context.now, events);
            }
            // A complaint is filed whether or not the desk can offer something by itself.
            Err(rejection) => tracing::warn!(code = rejection.code(), "the desk's own offer was rejected"),
        }
    }

    /// A case that is taken up again looks at its order: what the shop changed while it was finished was not told.
    pub(super) fn look_at_the_order_again(
        &self,
        intent: &Intent,
        context: &Context<'_>,
        now: Option<&Order>,
        decided: &mut Decided,
    ) {
        let Some(now) = now else { return };
        let context = Context { actor: Actor::System, order: Some(now), ..context.clone() };
        match decide(&decided.complaint, &Command::NoteOrderChanged, &context) {
            Ok(events) if events.is_empty() => {}
            Ok(events) => {
                let id = self.secret.person_id(&format!("order looked at again {}", intent.command_id));
                decided.add(intent, CommandId(id), Actor::System, Vec::new(), context.now, events);
            }
            Err(rejection) => {
                tracing::warn!(code = rejection.code(), "the order could not be looked at again");
            }
        }
    }
}
