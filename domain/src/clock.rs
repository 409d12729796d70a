//! Clocks: the time limits the desk sets itself, and how they run for one case.
//!
//! A clock is derived from what happened, never stored: when it started, when it was stopped, and by when it is
//! due follow from the moments of the case. So a changed limit or a reopened case never leaves a stale due time
//! behind. The numbers are the handbooks' defaults; a shop sets its own.

pub mod hours;

use crate::category::Kind;
use crate::code::codes;
use crate::complaint::returning;
use crate::complaint::{Case, Fulfilment, Phase};
use crate::few::put_in_order;
use crate::remedy::Remedy;
use chrono::{DateTime, Duration, FixedOffset};
use hours::OpeningHours;
use serde::{Deserialize, Serialize};

/// How long each step may take, in minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TimeLimits {
    /// First answer of a person to a complaint; 15 minutes by the handbooks.
    pub first_response_complaint: u32,
    /// First answer to an enquiry; 24 hours by the handbooks.
    pub first_response_enquiry: u32,
    /// Answer to what the customer says after the first answer; 2 hours, as long as the handbooks leave for a
    /// verification to be answered.
    pub reply: u32,
    /// Between two notes of progress to the customer; 24 hours by the handbooks. This clock never pauses.
    pub progress: u32,
    /// From agreement to a refund being sent; 1 hour by the handbooks.
    pub refund_sent: u32,
    /// From agreement to goods being with the customer; 3 days by the handbooks.
    pub goods_delivered: u32,
    /// From agreement to a repair being done; 7 days by the handbooks.
    pub repair: u32,
    /// From agreement to anything the desk does itself; 24 hours, ours.
    pub desk_action: u32,
    /// From being told how goods go back to having sent them; 14 days, as long as the EU leaves whoever withdraws
    /// (Directive 2011/83/EU, article 14(1)).
    pub send_back: u32,
    /// From fulfilment to the follow-up; the day after by the handbooks.
    pub follow_up: u32,
    /// From the follow-up to closing without an answer; 3 days, when the handbooks ask a second time.
    pub close_unanswered: u32,
    /// The share of a limit, in whole per cent, after which a clock warns; 75, ours.
    pub warn_percent: u32,
    /// When somebody is at the desk, in which zone; always, where a shop does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening_hours: Option<OpeningHours>,
}

const HOUR: u32 = 60;
/// Minutes of a day.
pub(crate) const DAY: u32 = 24 * HOUR;

impl Default for TimeLimits {
    fn default() -> Self {
        Self {
            first_response_complaint: 15,
            first_response_enquiry: DAY,
            reply: 2 * HOUR,
            progress: DAY,
            refund_sent: HOUR,
            goods_delivered: 3 * DAY,
            repair: 7 * DAY,
            desk_action: DAY,
            send_back: 14 * DAY,
            follow_up: DAY,
            close_unanswered: 3 * DAY,
            warn_percent: 75,
            opening_hours: None,
        }
    }
}

impl TimeLimits {
    /// The moment so many minutes later; where a calendar ends, the moment itself.
    pub fn after(&self, start: DateTime<FixedOffset>, minutes: u32) -> DateTime<FixedOffset> {
        start.checked_add_signed(Duration::minutes(i64::from(minutes))).unwrap_or(start)
    }

    /// The moment by which the desk has something done that may take so many minutes. Less than a day is counted in
    /// opening hours; more ends when the desk opens next, where it would end while nobody is there.
    pub fn done_by(&self, start: DateTime<FixedOffset>, minutes: u32) -> DateTime<FixedOffset> {
        match &self.opening_hours {
            None => self.after(start, minutes),
            Some(hours) if minutes < DAY => hours.after(start, minutes),
            Some(hours) => hours.next_open(self.after(start, minutes)),
        }
    }

    /// How long the first answer to a case of this kind may take.
    pub const fn first_response(&self, kind: Kind) -> u32 {
        match kind {
            Kind::Complaint => self.first_response_complaint,
            Kind::Enquiry | Kind::AfterSalesRequest => self.first_response_enquiry,
        }
    }

    /// How long keeping a promise of this remedy may take.
    pub const fn fulfilment_minutes(&self, remedy: Remedy) -> u32 {
        match remedy {
            Remedy::Refund
            | Remedy::PriceReduction
            | Remedy::OverchargeRefund
            | Remedy::ShippingRefund
            | Remedy::DelayCompensation
            | Remedy::ServiceFeeWaiver
            | Remedy::StatutoryDamages
            | Remedy::Cancel => self.refund_sent,
            // The way back is paid for once it has been gone, with the price.
            Remedy::ReturnRefund
            | Remedy::ReturnShipping
            | Remedy::Withdrawal
            | Remedy::Repair
            | Remedy::ThirdPartyRepair
            | Remedy::Remake => self.repair,
            Remedy::Exchange | Remedy::Substitute | Remedy::Resend | Remedy::MissingPart | Remedy::Gift => {
                self.goods_delivered
            }
            Remedy::Coupon
            | Remedy::Points
            | Remedy::ExtraService
            | Remedy::Guidance
            | Remedy::Apology
            | Remedy::Correction
            | Remedy::StoreCredit
            | Remedy::ChangeOrder => self.desk_action,
        }
    }
}

codes! {
    /// What a clock waits for.
    pub enum ClockKind {
        /// A person's first answer.
        FirstResponse = "first_response",
        /// An answer to what the customer said.
        Reply = "reply",
        /// The next note of progress.
        Progress = "progress",
        /// The customer being told how goods come back.
        Return = "return",
        /// The customer sending goods back.
        SendBack = "send_back",
        /// A promise being kept.
        Promise = "promise",
        /// Asking the customer how it went.
        FollowUp = "follow_up",
    }
}

codes! {
    /// How a clock stands.
    pub enum ClockState {
        /// Time enough.
        Running = "running",
        /// Most of the time is gone.
        Warning = "warning",
        /// The time is over.
        Breached = "breached",
    }
}

/// A running time limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Clock {
    /// What it waits for.
    pub kind: ClockKind,
    /// What was promised, where it waits for promises; those due at once share a clock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<Remedy>,
    /// When it started.
    pub started_at: DateTime<FixedOffset>,
    /// By when it is due.
    pub due_at: DateTime<FixedOffset>,
}

impl Clock {
    /// A clock of a kind that waits for no promise.
    pub(crate) const fn of(
        kind: ClockKind,
        started_at: DateTime<FixedOffset>,
        due_at: DateTime<FixedOffset>,
    ) -> Self {
        Self { kind, remedies: Vec::new(), started_at, due_at }
    }

    /// How it stands now.
    pub fn state(&self, now: DateTime<FixedOffset>, limits: &TimeLimits) -> ClockState {
        if now > self.due_at {
            return ClockState::Breached;
        }
        let whole = (self.due_at - self.started_at).num_seconds();
        let gone = (now - self.started_at).num_seconds();
        let is_late = gone.saturating_mul(100) >= whole.saturating_mul(i64::from(limits.warn_percent));
        if is_late { ClockState::Warning } else { ClockState::Running }
    }
}

/// Every clock that runs for a case, the next due first.
pub fn clocks(case: &Case, limits: &TimeLimits) -> Vec<Clock> {
    let mut running = Vec::new();
    let is_done = matches!(case.phase, Phase::Fulfilled { .. } | Phase::FollowedUp);
    let run = |kind, from, minutes| Clock::of(kind, from, limits.done_by(from, minutes));
    if !case.phase.is_finished() {
        match case.first_answer_at {
            None => {
                // Turned into a complaint meanwhile, it waits as one from then on.
                let from = case.opened_at.max(case.kind_since);
                // Taken up again it is answered as soon as at first, though it had its first answer long ago.
                let kind = if case.n_reopened == 0 { ClockKind::FirstResponse } else { ClockKind::Reply };
                running.push(run(kind, from, limits.first_response(case.kind)));
            }
            Some(_) if is_done && !case.is_left_open() => {}
            // There is no news to give of what was answered.
            Some(_) if case.is_answered_question() => {}
            Some(_) => running.push(run(ClockKind::Progress, case.last_progress_at, limits.progress)),
        }
        if let Some(waiting) = case.waiting.filter(|_| case.first_answer_at.is_some()) {
            running.push(run(ClockKind::Reply, waiting.since, limits.reply));
        }
    }
    if let Phase::Fulfilling(fulfilment) = &case.phase {
        running.extend(returning::awaited(case, limits).map(|back| back.clock()));
        running.extend(promised(case, fulfilment));
    }
    running.extend(closing(case, limits));
    put_in_order(&mut running, |clock| clock.due_at);
    running
}

/// The clock at whose end a case that is done closes by itself. What its customer wrote is answered first.
pub fn closing(case: &Case, limits: &TimeLimits) -> Option<Clock> {
    last_call(case, limits).filter(|_| case.waiting.is_none())
}

/// When its customer has had time enough to say more: some days after they were asked how it went, or were told what became
/// of what the agreement left open, or were answered since. What is looked into still is not closed by time.
pub(crate) fn last_call(case: &Case, limits: &TimeLimits) -> Option<Clock> {
    if case.is_left_open() {
        return None;
    }
    let told_at = case.left_open_at.filter(|_| !case.left_open.is_empty());
    let (from, asked_at) = match &case.phase {
        Phase::Fulfilled { fulfilled_at, follow_up_at, .. } => {
            (*fulfilled_at, told_at.map_or(*follow_up_at, |told_at| told_at.max(*follow_up_at)))
        }
        // Told how it went, and put away for nothing but an answer or what was left open.
        Phase::FollowedUp => {
            let told_at = told_at.unwrap_or(case.last_progress_at);
            (told_at, told_at)
        }
        _ => return None,
    };
    let asked_at = asked_at.max(case.last_progress_at);
    Some(Clock::of(ClockKind::FollowUp, from, limits.after(asked_at, limits.close_unanswered)))
}

/// The clocks of what was promised and is still to be done, one for all that is due at the same moment; what waits for
/// goods to come back has none before they are there.
fn promised(case: &Case, fulfilment: &Fulfilment) -> Vec<Clock> {
    let mut running: Vec<Clock> = Vec::new();
    let open = fulfilment.promises.iter().filter(|kept| kept.is_open());
    for kept in open.filter(|kept| !returning::waits(case, &kept.promise)) {
        let (remedy, due_at) = (kept.promise.part.remedy, kept.promise.due_at);
        match running.iter_mut().find(|clock| clock.due_at == due_at) {
            Some(clock) => clock.remedies.push(remedy),
            None => running.push(Clock {
                remedies: vec![remedy],
                ..Clock::of(ClockKind::Promise, fulfilment.agreed_at, due_at)
            }),
        }
    }
    running
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::complaint::Complaint;
    use crate::complaint::command::{Command, Filing};
    use crate::testing::{AGENT, CUSTOMER, Scene, filing, zones};
    use crate::text::{Message, Sentence};
    use crate::view::{Step, next_step};
    use crate::zone::Zones;

    fn running(scene: &Scene) -> Vec<Clock> {
        clocks(scene.state.case().unwrap(), &TimeLimits::default())
    }

    fn open_on_weekdays(zone: &str) -> TimeLimits {
        let hours = OpeningHours::read("mon-fri 09:00-18:00", zones().zone(zone).unwrap());
        TimeLimits { opening_hours: Some(hours.unwrap()), ..TimeLimits::default() }
    }

    fn reply() -> Command {
        Command::Reply { text: Message::parse("您好，我来处理。").unwrap() }
    }

    #[test]
    fn a_complaint_waits_fifteen_minutes_for_its_first_answer() {
        let scene = Scene::filed();
        let clock = running(&scene).remove(0);
        assert_eq!((clock.kind, clock.due_at), (ClockKind::FirstResponse, scene.now + Duration::minutes(15)));
    }

    #[test]
    fn a_clock_warns_at_three_quarters_and_breaks_after_its_last_moment() {
        let limits = TimeLimits::default();
        let scene = Scene::filed();
        let clock = running(&scene).remove(0);
        let at = |seconds| clock.state(scene.now + Duration::seconds(seconds), &limits);
        assert_eq!(at(11 * 60), ClockState::Running);
        assert_eq!(at(11 * 60 + 15), ClockState::Warning);
        assert_eq!(at(15 * 60), ClockState::Warning);
        assert_eq!(at(15 * 60 + 1), ClockState::Breached);
    }

    #[test]
    fn after_the_first_answer_a_note_of_progress_is_due_every_day() {
        let scene = Scene::filed().after(Duration::minutes(3)).given(Actor::Agent(AGENT), reply());
        let clock = running(&scene).remove(0);
        assert_eq!((clock.kind, clock.due_at), (ClockKind::Progress, scene.now + Duration::hours(24)));
    }

    #[test]
    fn a_question_that_was_answered_waits_for_nobody_until_more_is_asked() {
        let asked = Filing { is_question: Some(true), wants: Vec::new(), ..filing() };
        let asked = Scene::empty().given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(asked)));
        assert_eq!(running(&asked).len(), 1, "the answer is due");
        let answered = asked.after(Duration::minutes(3)).given(Actor::Agent(AGENT), reply());
        assert_eq!(running(&answered), []);
        let next = |scene: &Scene| next_step(scene.state.case().unwrap(), &TimeLimits::default()).step;
        assert_eq!(next(&answered), Step::Answered);
        let more =
            Command::WriteToDesk { text: Message::parse("那冷藏呢？").unwrap(), wants: Vec::new() };
        let more = answered.after(Duration::minutes(1)).given(Actor::Customer(CUSTOMER), more);
        assert_eq!(next(&more), Step::AnswerCustomer);
        assert!(running(&more).iter().any(|clock| clock.kind == ClockKind::Reply));
    }

    #[test]
    fn the_progress_clock_runs_on_while_the_customer_is_asked() {
        let scene = Scene::offered().after(Duration::hours(30));
        let clock = running(&scene).remove(0);
        assert_eq!(clock.state(scene.now, &TimeLimits::default()), ClockState::Breached);
    }

    #[test]
    fn at_night_the_first_answer_is_due_after_the_desk_has_opened() {
        let limits = open_on_weekdays("Asia/Shanghai");
        let at = |text| DateTime::parse_from_rfc3339(text).unwrap();
        let night = at("2026-03-10T03:07:00+08:00");
        assert_eq!(limits.done_by(night, limits.first_response_complaint), at("2026-03-10T09:15:00+08:00"));
        let friday = at("2026-03-13T17:00:00+08:00");
        assert_eq!(limits.done_by(friday, limits.first_response_enquiry), at("2026-03-16T09:00:00+08:00"));
    }

    #[test]
    fn a_clock_that_runs_over_a_change_of_the_clocks_ends_by_those_of_its_last_day() {
        let limits = open_on_weekdays("Europe/London");
        let mut scene = Scene::filed();
        let Complaint::Filed(case) = &mut scene.state else { panic!("it is filed") };
        let friday = DateTime::parse_from_rfc3339("2026-03-27T17:50:00+00:00").unwrap();
        (case.opened_at, case.kind_since) = (friday, friday);
        let due = clocks(case, &limits).remove(0).due_at;
        assert_eq!(due.to_rfc3339(), "2026-03-30T09:05:00+01:00");
    }

    #[test]
    fn a_refund_is_due_an_hour_after_the_agreement() {
        let scene = Scene::agreed();
        let due: Vec<_> =
            running(&scene).into_iter().filter(|clock| clock.kind == ClockKind::Promise).collect();
        assert_eq!(due.len(), 1);
        assert_eq!(due[0].due_at, scene.now + Duration::hours(1));
    }

    #[test]
    fn a_finished_case_has_no_clock_and_a_reopened_one_starts_anew() {
        let scene = Scene::filed().given(Actor::Customer(CUSTOMER), Command::Withdraw { sentence: None });
        assert_eq!(running(&scene), Vec::new());
        let scene = scene.after(Duration::days(2)).given(
            Actor::Customer(CUSTOMER),
            Command::Reopen { sentence: Sentence::parse("还是不行").unwrap() },
        );
        let clock = running(&scene).remove(0);
        assert_eq!((clock.kind, clock.started_at), (ClockKind::Reply, scene.now));
        assert_eq!(clock.due_at, scene.now + Duration::minutes(15));
        assert_eq!(next_step(scene.state.case().unwrap(), &TimeLimits::default()).step, Step::AnswerCustomer);
    }
}
