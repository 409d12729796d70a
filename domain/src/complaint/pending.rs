//! The optimistic copy of a case in a browser: what the server confirmed, and the commands still on their way.
//!
//! A command shows its effect at once because the same `decide` runs here. When events arrive they replace the
//! guess, and what is still pending is decided again on top of them; what no longer passes is handed back with
//! its reason. After every command is acknowledged, this copy and the server's are the same.

use crate::complaint::command::CommandEnvelope;
use crate::complaint::decide::{Context, decide};
use crate::complaint::event::Recorded;
use crate::complaint::evolve::{evolve, replay};
use crate::complaint::rejection::Rejection;
use crate::complaint::{Complaint, Fulfilment};
use crate::few::put_in_order;
use crate::id::CommandId;
use chrono::{DateTime, FixedOffset};

/// A browser's copy of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replica {
    confirmed: Vec<Recorded>,
    version: u32,
    pending: Vec<CommandEnvelope>,
}

impl Replica {
    /// The copy of a case file just loaded: its visible events and its true version.
    pub fn new(confirmed: Vec<Recorded>, version: u32) -> Self {
        Self { confirmed, version, pending: Vec::new() }
    }

    /// The confirmed events this side may see.
    pub fn confirmed(&self) -> &[Recorded] {
        &self.confirmed
    }

    /// The case's version at the server, as far as known; higher than the visible events' where some are not shown.
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// The commands still on their way.
    pub fn pending(&self) -> &[CommandEnvelope] {
        &self.pending
    }

    /// The state as the server confirmed it.
    pub fn confirmed_state(&self) -> Complaint {
        replay(&self.confirmed)
    }

    /// The agreements whose phase is over: closed, told how it went, or taken up again since; what is on its way is taken
    /// for granted. Oldest first.
    pub fn past_agreements(&self, ctx: &Context<'_>) -> Vec<Fulfilment> {
        let mut past = Vec::new();
        let mut step = |state: Complaint, recorded: &Recorded| {
            let before = fulfilment(&state).cloned();
            let state = evolve(state, recorded);
            if fulfilment(&state).is_none() {
                past.extend(before);
            }
            state
        };
        let mut state = self.confirmed.iter().fold(Complaint::default(), &mut step);
        for envelope in &self.pending {
            let events = expected(&state, envelope, self.version, ctx).unwrap_or_default();
            state = events.iter().fold(state, &mut step);
        }
        past
    }

    /// The moment since which nothing is left to decide: it was agreed, taken back, turned down or closed, and not taken
    /// up again since. `None` while something is.
    pub fn settled_at(&self) -> Option<DateTime<FixedOffset>> {
        let mut at = None;
        let mut state = Complaint::default();
        for recorded in &self.confirmed {
            state = evolve(state, recorded);
            let is_settled = state.case().is_some_and(|case| !case.phase.is_before_agreement());
            at = is_settled.then(|| at.unwrap_or(recorded.at));
        }
        at
    }

    /// The state with what is on its way taken for granted.
    pub fn state(&self, ctx: &Context<'_>) -> Complaint {
        self.pending.iter().fold(self.confirmed_state(), |state, envelope| {
            match expected(&state, envelope, self.version, ctx) {
                Ok(events) => events.iter().fold(state, evolve),
                Err(_) => state,
            }
        })
    }

    /// Takes a command on if it passes here; a command already taken on stays once.
    pub fn submit(&mut self, envelope: CommandEnvelope, ctx: &Context<'_>) -> Result<(), Rejection> {
        if self.pending.iter().any(|other| other.command_id == envelope.command_id) {
            return Ok(());
        }
        decide(&self.state(ctx), &envelope.command, ctx)?;
        self.pending.push(envelope);
        Ok(())
    }

    /// Takes in events from the server, in any order and any number of times, and the version they lead to.
    pub fn receive(&mut self, events: &[Recorded], version: u32) {
        for recorded in events {
            if !self.confirmed.iter().any(|known| known.version == recorded.version) {
                self.confirmed.push(recorded.clone());
            }
        }
        put_in_order(&mut self.confirmed, |recorded| recorded.version);
        self.version = self.version.max(version);
        let confirmed = &self.confirmed;
        self.pending
            .retain(|envelope| !confirmed.iter().any(|known| known.command_id == envelope.command_id));
    }

    /// Forgets a command the server answered: it led to events already received, to none, or was refused.
    pub fn settle(&mut self, command: CommandId) {
        self.pending.retain(|envelope| envelope.command_id != command);
    }

    /// Decides again what is still pending; hands back what no longer passes, with the reason.
    pub fn rebase(&mut self, ctx: &Context<'_>) -> Vec<(CommandEnvelope, Rejection)> {
        let mut state = self.confirmed_state();
        let mut refused = Vec::new();
        for mut envelope in core::mem::take(&mut self.pending) {
            match expected(&state, &envelope, self.version, ctx) {
                Ok(events) => {
                    state = events.iter().fold(state, evolve);
                    envelope.expected_version = self.version;
                    self.pending.push(envelope);
                }
                Err(rejection) => refused.push((envelope, rejection)),
            }
        }
        refused
    }
}

/// What is agreed and being done, or done.
fn fulfilment(state: &Complaint) -> Option<&Fulfilment> {
    state.case()?.phase.fulfilment()
}

/// The events a command would lead to here, as records the server has not numbered yet.
fn expected(
    state: &Complaint,
    envelope: &CommandEnvelope,
    version: u32,
    ctx: &Context<'_>,
) -> Result<Vec<Recorded>, Rejection> {
    let events = decide(state, &envelope.command, ctx)?;
    let base = state.case().map_or(version, |case| case.version.max(version));
    Ok((1_u32..)
        .zip(events)
        .map(|(place, event)| Recorded {
            seq: 0,
            case_id: envelope.case_id,
            version: base.saturating_add(place),
            at: ctx.now,
            actor: ctx.actor,
            command_id: envelope.command_id,
            event,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::clock::TimeLimits;
    use crate::complaint::command::{Command, Proof};
    use crate::order::OrderStatus;
    use crate::order::ledger::Elsewhere;
    use crate::testing::{AGENT, CASE, CUSTOMER, Scene, filing, morning, proves};
    use crate::text::{Reference, Sentence};
    use crate::zone::Zone;
    use chrono::Duration;

    /// What the customer's own page knows at the moment of the scene.
    fn customer<'a>(
        scene: &'a Scene,
        zone: &'a Zone,
        limits: &'a TimeLimits,
        elsewhere: &'a Elsewhere,
    ) -> Context<'a> {
        Context {
            now: scene.now,
            zone,
            actor: Actor::Customer(CUSTOMER),
            packs: &scene.packs,
            limits,
            order: None,
            number: None,
            evidence: &[],
            earlier_complaints: 0,
            elsewhere,
        }
    }

    #[test]
    fn a_last_day_set_in_another_tab_first_hands_this_ones_back_with_its_words() {
        let mut scene = Scene::empty();
        (scene.order.status, scene.order.delivered_at) = (OrderStatus::Shipped, None);
        let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing())));
        let (limits, elsewhere, zone) = (TimeLimits::default(), Elsewhere::default(), scene.zone.clone());
        let ctx = customer(&scene, &zone, &limits, &elsewhere);
        let day = |day: &str| Command::SetLastDay { day: day.parse().unwrap() };
        let version = u32::try_from(scene.events.len()).unwrap();
        let mut tab = Replica::new(scene.events.clone(), version);
        let mine = CommandEnvelope {
            command_id: CommandId(uuid::Uuid::from_u128(0xB0)),
            case_id: CASE,
            expected_version: version,
            command: day("2026-03-20"),
            personal: None,
        };
        tab.submit(mine.clone(), &ctx).unwrap();
        let other = scene.clone().given(Actor::Customer(CUSTOMER), day("2026-03-17"));
        tab.receive(&other.events, version + 1);
        assert_eq!(tab.rebase(&ctx), [(mine, Rejection::NoDayToSet)]);
        assert_eq!(tab.state(&ctx), other.state, "the first one stands");
    }

    #[test]
    fn agreement_and_its_proof_stay_readable_after_the_case_is_closed() {
        let scene = Scene::agreed();
        let (limits, elsewhere) = (TimeLimits::default(), Elsewhere::default());
        let zone = scene.zone.clone();
        let copy = |scene: &Scene| {
            let replica = Replica::new(scene.events.clone(), 0);
            replica.past_agreements(&customer(scene, &zone, &limits, &elsewhere))
        };
        assert_eq!(copy(&scene), Vec::new());
        let promise = fulfilment(&scene.state).unwrap().promises[0].promise.id;
        let proof = Proof::RefundReference(Reference::parse("PAY-2026-0042").unwrap());
        let scene = scene
            .given(Actor::Agent(AGENT), proves(promise, proof))
            .given(Actor::Customer(CUSTOMER), Command::ConfirmFulfilment);
        let agreed = fulfilment(&scene.state).unwrap().clone();
        assert_eq!(copy(&scene), Vec::new());
        let answer = Command::AnswerFollowUp { answer: None, outcome_score: 5, process_score: 5 };
        // Said on this page and not confirmed yet, and confirmed.
        let mut tab = Replica::new(scene.events.clone(), 0);
        let at = customer(&scene, &zone, &limits, &elsewhere);
        let sent = CommandEnvelope {
            command_id: CommandId(uuid::Uuid::from_u128(0xB0)),
            case_id: CASE,
            expected_version: u32::try_from(scene.events.len()).unwrap(),
            command: answer.clone(),
            personal: None,
        };
        tab.submit(sent, &at).unwrap();
        assert_eq!(tab.past_agreements(&at), std::slice::from_ref(&agreed));
        let scene = scene.given(Actor::Customer(CUSTOMER), answer);
        assert_eq!(fulfilment(&scene.state), None);
        assert_eq!(copy(&scene), [agreed]);
    }

    #[test]
    fn a_case_is_settled_from_the_agreement_on_and_open_again_when_taken_up() {
        let hour = Duration::hours(1);
        let settled = |scene: &Scene| Replica::new(scene.events.clone(), 0).settled_at();
        let sentence = || Sentence::parse("还是坏的").unwrap();
        assert_eq!(settled(&Scene::offered()), None);
        let closed = Scene::agreed().after(hour).finished();
        assert_eq!(settled(&closed), Some(morning()));
        let reopened =
            closed.after(hour).given(Actor::Customer(CUSTOMER), Command::Reopen { sentence: sentence() });
        assert_eq!(settled(&reopened), None);
        let withdrawn = reopened
            .after(hour)
            .given(Actor::Customer(CUSTOMER), Command::Withdraw { sentence: Some(sentence()) });
        assert_eq!(settled(&withdrawn), Some(morning() + hour * 3));
    }
}
