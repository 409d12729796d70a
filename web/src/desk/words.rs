//! The domain's vocabularies as the desk speaks of them, where it speaks otherwise than the customer's pages.
//!
//! Each is an exhaustive match: a new word of the domain does not compile until agents can read it.

use crate::i18n::{Locale, t::console as t};
use crate::shop::language;
use domain::actor::Role;
use domain::category::Kind;
use domain::clock::{Clock, ClockKind, ClockState};
use domain::complaint::PhaseName;
use domain::complaint::command::Command;
use domain::complaint::promise::{Owner, ProofKind};
use domain::complaint::waiting::Said;
use domain::finding::{Condition, Fault, Standing};
use domain::personal::{FormOfAddress, Language};
use domain::policy::cite::provision;
use domain::remedy::{Payer, Remedy};
use domain::triage::{Complexity, Urgency};
use domain::view::{QueueView, Step};

/// A language by its own name.
pub const fn language_name(language: Language) -> &'static str {
    match language {
        Language::ZhHans => Locale::ZhHans.name(),
        Language::ZhHant => Locale::ZhHant.name(),
        Language::En => Locale::En.name(),
    }
}

/// Where a rule comes from: the law by its name and article, as customers read it, or the shop's own word.
pub fn source(locale: Locale, cite: &str) -> String {
    let law = provision(cite, language(locale));
    if law.is_empty() { t::source_shop(locale).to_owned() } else { law }
}

/// A saved view.
pub fn view(locale: Locale, view: QueueView) -> &'static str {
    match view {
        QueueView::Open => t::view_open(locale),
        QueueView::Mine => t::view_mine(locale),
        QueueView::Unassigned => t::view_unassigned(locale),
        QueueView::Replied => t::view_replied(locale),
        QueueView::DueSoon => t::view_due_soon(locale),
        QueueView::Breached => t::view_breached(locale),
        QueueView::WaitingCustomer => t::view_waiting_customer(locale),
        QueueView::Approval => t::view_approval(locale),
        QueueView::Finished => t::view_finished(locale),
    }
}

/// What an empty view says.
pub fn empty_view(locale: Locale, view: QueueView) -> &'static str {
    match view {
        QueueView::Open => t::empty_open(locale),
        QueueView::Mine => t::empty_mine(locale),
        QueueView::Unassigned => t::empty_unassigned(locale),
        QueueView::Replied => t::empty_replied(locale),
        QueueView::DueSoon => t::empty_due_soon(locale),
        QueueView::Breached => t::empty_breached(locale),
        QueueView::WaitingCustomer => t::empty_waiting_customer(locale),
        QueueView::Approval => t::empty_approval(locale),
        QueueView::Finished => t::empty_finished(locale),
    }
}

/// Where a case stands.
pub fn phase(locale: Locale, phase: PhaseName) -> &'static str {
    match phase {
        PhaseName::Filed => t::phase_filed(locale),
        PhaseName::Acknowledged => t::phase_acknowledged(locale),
        PhaseName::Investigating => t::phase_investigating(locale),
        PhaseName::Offered => t::phase_offered(locale),
        PhaseName::Countered => t::phase_countered(locale),
        PhaseName::Fulfilling => t::phase_fulfilling(locale),
        PhaseName::Fulfilled => t::phase_fulfilled(locale),
        PhaseName::FollowedUp => t::phase_followed_up(locale),
        PhaseName::Closed => t::phase_closed(locale),
        PhaseName::Withdrawn => t::phase_withdrawn(locale),
        PhaseName::Rejected => t::phase_rejected(locale),
        PhaseName::Reopened => t::phase_reopened(locale),
    }
}

/// The colour a phase has as a badge: whose turn it is, and how it ended.
pub const fn phase_class(phase: PhaseName) -> &'static str {
    match phase {
        PhaseName::Filed | PhaseName::Acknowledged | PhaseName::Reopened => "phase phase-new",
        PhaseName::Investigating | PhaseName::Countered | PhaseName::Fulfilling => "phase phase-ours",
        PhaseName::Offered | PhaseName::Fulfilled | PhaseName::FollowedUp => "phase phase-theirs",
        PhaseName::Closed => "phase phase-done",
        PhaseName::Withdrawn | PhaseName::Rejected => "phase phase-ended",
    }
}

/// What happens next.
pub fn step(locale: Locale, step: Step) -> &'static str {
    match step {
        Step::LookAfter => t::step_look_after(locale),
        Step::FirstAnswer => t::step_first_answer(locale),
        Step::AnswerCustomer => t::step_answer_customer(locale),
        Step::Investigate => t::step_investigate(locale),
        Step::Answered => t::step_answered(locale),
        Step::Choose => t::step_choose(locale),
        Step::AnswerCounter => t::step_answer_counter(locale),
        Step::Approve => t::step_approve(locale),
        Step::TellReturn => t::step_tell_return(locale),
        Step::Keep => t::step_keep(locale),
        Step::RenewOffer => t::step_renew_offer(locale),
        Step::OfferLeft => t::step_offer_left(locale),
        Step::AnswerReplacement => t::step_answer_replacement(locale),
        Step::Confirm => t::step_confirm(locale),
        Step::FollowUp => t::step_follow_up(locale),
        Step::Nothing => t::step_nothing(locale),
    }
}

/// What a clock waits for.
pub fn clock_kind(locale: Locale, kind: ClockKind) -> &'static str {
    match kind {
        ClockKind::FirstResponse => t::clock_first_response(locale),
        ClockKind::Reply => t::clock_reply(locale),
        ClockKind::Progress => t::clock_progress(locale),
        ClockKind::Return => t::clock_return(locale),
        ClockKind::SendBack => t::clock_send_back(locale),
        ClockKind::Promise => t::clock_promise(locale),
        ClockKind::FollowUp => t::clock_follow_up(locale),
    }
}

/// What a running clock waits for, promises by what was promised.
pub fn clock(locale: Locale, clock: &Clock) -> String {
    let name = |remedy: &Remedy| crate::i18n::words::remedy(locale, *remedy);
    match clock.remedies.as_slice() {
        [] => clock_kind(locale, clock.kind).to_owned(),
        [only] => name(only).to_owned(),
        [first, rest @ ..] => {
            t::clock_promises(locale, i64::try_from(rest.len()).unwrap_or(i64::MAX), name(first))
        }
    }
}

/// What the customer said last.
pub fn said(locale: Locale, said: Said) -> &'static str {
    match said {
        Said::Wrote => t::said_wrote(locale),
        Said::Countered => t::said_countered(locale),
        Said::Declined => t::said_declined(locale),
        Said::Escalated => t::said_escalated(locale),
        Said::Insisted => t::said_insisted(locale),
        Said::Reopened => t::said_reopened(locale),
        Said::LastDayMissed => t::said_last_day_missed(locale),
    }
}

/// How a clock stands.
pub fn clock_state(locale: Locale, state: ClockState) -> &'static str {
    match state {
        ClockState::Running => t::state_running(locale),
        ClockState::Warning => t::state_warning(locale),
        ClockState::Breached => t::state_breached(locale),
    }
}

/// How urgent.
pub fn urgency(locale: Locale, urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Normal => t::urgency_normal(locale),
        Urgency::Priority => t::urgency_priority(locale),
        Urgency::Critical => t::urgency_critical(locale),
    }
}

/// How complex.
pub fn complexity(locale: Locale, complexity: Complexity) -> &'static str {
    match complexity {
        Complexity::Simple => t::complexity_simple(locale),
        Complexity::Standard => t::complexity_standard(locale),
        Complexity::Complex => t::complexity_complex(locale),
    }
}

/// Enquiry, request or complaint.
pub fn kind(locale: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Enquiry => t::kind_enquiry(locale),
        Kind::AfterSalesRequest => t::kind_after_sales_request(locale),
        Kind::Complaint => t::kind_complaint(locale),
    }
}

/// A role.
pub fn role(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Customer => t::role_customer(locale),
        Role::Agent => t::role_agent(locale),
        Role::Supervisor => t::role_supervisor(locale),
        Role::Admin => t::role_admin(locale),
        Role::System => t::role_system(locale),
    }
}

/// Who bears a share, named from the desk's side.
pub fn payer(locale: Locale, payer: Payer) -> &'static str {
    match payer {
        Payer::Seller => t::payer_seller(locale),
        Payer::Platform => t::payer_platform(locale),
        Payer::Carrier => t::payer_carrier(locale),
        Payer::Insurer => t::payer_insurer(locale),
        Payer::Customer => t::payer_customer(locale),
    }
}

/// Who keeps a promise.
pub fn owner(locale: Locale, owner: Owner) -> &'static str {
    match owner {
        Owner::Desk => t::owner_desk(locale),
        Owner::Finance => t::owner_finance(locale),
        Owner::Warehouse => t::owner_warehouse(locale),
        Owner::Workshop => t::owner_workshop(locale),
    }
}

/// What shows that a promise was kept.
pub fn proof_kind(locale: Locale, kind: ProofKind) -> &'static str {
    match kind {
        ProofKind::RefundReference => t::proof_refund_reference(locale),
        ProofKind::TrackingNumber => t::proof_tracking_number(locale),
        ProofKind::CouponCode => t::proof_coupon_code(locale),
        ProofKind::Statement => t::proof_statement(locale),
    }
}

/// How far a claim has come.
pub fn standing(locale: Locale, standing: Standing) -> &'static str {
    match standing {
        Standing::Established => t::standing_established(locale),
        Standing::Claimed => t::standing_claimed(locale),
        Standing::Refuted => t::standing_refuted(locale),
    }
}

/// Whose doing.
pub fn fault(locale: Locale, fault: Fault) -> &'static str {
    match fault {
        Fault::Seller => t::fault_seller(locale),
        Fault::Carrier => t::fault_carrier(locale),
        Fault::Platform => t::fault_platform(locale),
        Fault::Customer => t::fault_customer(locale),
    }
}

/// The state of goods.
pub fn condition(locale: Locale, condition: Condition) -> &'static str {
    match condition {
        Condition::Intact => t::condition_intact(locale),
        Condition::Used => t::condition_used(locale),
    }
}

/// A name with its form of address.
pub fn addressed(locale: Locale, name: &str, form: FormOfAddress) -> String {
    match form {
        FormOfAddress::Name => name.to_owned(),
        FormOfAddress::Mr => t::addressed_mr(locale, name),
        FormOfAddress::Ms => t::addressed_ms(locale, name),
    }
}

/// What a command wants, as the button is called that gives it.
pub fn command(locale: Locale, command: &Command) -> &'static str {
    match command {
        Command::FileComplaint(_) => t::do_file_complaint(locale),
        Command::TakeCase => t::do_take(locale),
        Command::TakeOver { .. } => t::do_take_over(locale),
        Command::AssignCase { .. } => t::do_assign(locale),
        Command::RecordConcern { .. } => t::do_concern(locale),
        Command::LiftConcern { .. } => t::do_lift_concern(locale),
        Command::TakeBackFinding { .. } => t::do_take_back_finding(locale),
        Command::WithdrawProposal { .. } => t::do_withdraw_proposal(locale),
        Command::CorrectCategory { .. } => t::do_category(locale),
        Command::CorrectGoods { .. } => t::do_goods(locale),
        Command::ConvertKind { .. } => t::do_kind(locale),
        Command::RecordFinding { .. } => t::do_finding(locale),
        Command::Reply { .. } => t::do_reply(locale),
        Command::NoteInternally { .. } => t::do_note(locale),
        Command::MakeOffer { .. } => t::do_offer(locale),
        Command::ApproveOffer { .. } => t::do_approve(locale),
        Command::RefuseOffer { .. } => t::do_refuse_offer(locale),
        Command::WithdrawOffer { .. } => t::do_withdraw_offer(locale),
        Command::RejectComplaint { .. } => t::do_reject(locale),
        Command::ProvePromise { .. } => t::do_prove(locale),
        Command::TakeBackProof { .. } => t::do_take_back_proof(locale),
        Command::ReplacePromise { .. } => t::do_replace(locale),
        Command::WithdrawReplacement { .. } => t::do_withdraw_replacement(locale),
        Command::Reopen { .. } => t::do_offer_left(locale),
        Command::SetLastDay { .. } => t::do_last_day(locale),
        Command::NoteLastDayOver => t::do_last_day_over(locale),
        Command::NoteOrderChanged => t::do_order_changed(locale),
        Command::CloseCase => t::do_close(locale),
        Command::RecordOutsideRefund(_) => t::paid_record(locale),
        Command::TellReturn { .. } => t::do_tell_return(locale),
        Command::TakeBackOutsideRefund { .. } => t::paid_take_back(locale),
        Command::AddEvidence(_)
        | Command::WriteToDesk { .. }
        | Command::SayNotMeant(_)
        | Command::AcceptOption { .. }
        | Command::CounterOffer { .. }
        | Command::DeclineOffer { .. }
        | Command::Withdraw { .. }
        | Command::Escalate { .. }
        | Command::ConfirmFulfilment
        | Command::AnswerFollowUp { .. }
        | Command::AcceptReplacement { .. }
        | Command::DeclineReplacement { .. } => t::do_customer(locale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::words as shared;
    use domain::policy::words::{say, word_name};

    /// A row of the queue shows hardly more of them than this.
    const SEEN: usize = 14;

    #[test]
    fn desk_reads_a_law_by_its_name_and_article_and_a_shop_by_no_code() {
        for (locale, law, shop) in [
            (Locale::En, "Consumer Rights Protection Law, Art. 24", "the shop’s own promise"),
            (Locale::ZhHans, "《消费者权益保护法》第二十四条", "本店承诺"),
            (Locale::ZhHant, "《消費者權益保護法》第二十四條", "本店承諾"),
        ] {
            assert_eq!((source(locale, "CRPL 24").as_str(), source(locale, "shop").as_str()), (law, shop));
        }
    }

    #[test]
    fn whoever_pays_has_one_name_at_the_desk_with_customers_and_in_explanations() {
        for locale in Locale::ALL {
            for one in Payer::ALL {
                let desk = payer(locale, *one).to_lowercase();
                let explained = say(word_name(one.code()), language(locale));
                assert!(explained.ends_with(&desk), "{explained} is {desk}");
                // Customers are spoken to.
                let told = shared::payer(locale, *one).to_lowercase();
                assert!(*one == Payer::Customer || explained == told, "{explained} is {told}");
            }
        }
    }

    #[test]
    fn what_customers_said_last_can_be_told_apart_where_it_is_cut() {
        for locale in Locale::ALL {
            let mut seen: Vec<String> =
                Said::ALL.iter().map(|one| said(locale, *one).chars().take(SEEN).collect()).collect();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), Said::ALL.len(), "{seen:?}");
        }
    }
}
