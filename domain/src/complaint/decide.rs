//! From a command to events, or to the one rule that stands in the way.
//!
//! `decide` is one exhaustive match: who may do it is asked first, then the room the command belongs to. It
//! borrows everything it needs through [`Context`] and knows no clock, store or network, so the browser runs it
//! the moment somebody presses a button and the server runs it again for the record.

mod agreeing;
mod bound;
mod closing;
mod filing;
mod finding_out;
mod followed;
mod found;
mod fulfilling;
mod goods;
mod last_day;
mod offering;
mod order_now;
mod outside;
mod owning;
mod proposing;
mod proving;
mod reading;
mod returning;
mod signing;
mod working;

#[cfg(test)]
mod tests;

pub use agreeing::may_take;
pub use closing::{UNHAPPY_SCORE, takes_up_again};
pub use goods::may_be_corrected;
pub use owning::{may_record_concern, names};
pub use proving::may_take_back;

use crate::actor::{Actor, Role};
use crate::clock::TimeLimits;
use crate::complaint::command::Command;
use crate::complaint::event::Event;
use crate::complaint::rejection::Rejection;
use crate::complaint::{Case, Complaint, permission};
use crate::evidence::EvidenceRef;
use crate::id::CaseNumber;
use crate::order::Order;
use crate::order::ledger::Elsewhere;
use crate::policy::Packs;
use crate::zone::Zone;
use chrono::{DateTime, FixedOffset};

/// Everything the outside knows and a decision needs.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The moment of the command, in the shop's zone.
    pub now: DateTime<FixedOffset>,
    /// The shop's zone, in which days are counted.
    pub zone: &'a Zone,
    /// Who gives it.
    pub actor: Actor,
    /// The packs in force. In a customer's browser only their public parts.
    pub packs: &'a Packs,
    /// The desk's time limits.
    pub limits: &'a TimeLimits,
    /// The order as the shop knows it now: the one that was looked up, for a filing; the case's own, where it is looked
    /// at again.
    pub order: Option<&'a Order>,
    /// The number the case will have, for a filing. A browser passes a placeholder; the server's one counts.
    pub number: Option<&'a CaseNumber>,
    /// Evidence uploaded for this case and not used yet.
    pub evidence: &'a [EvidenceRef],
    /// How many complaints there are on the order already, for a filing. A browser need not know; the server counts.
    pub earlier_complaints: u32,
    /// What was given on the order other than by this case. A browser knows what the server told it last; the server
    /// holds it when it appends.
    pub elsewhere: &'a Elsewhere,
}

impl Context<'_> {
    /// The moment by which the desk has something done that may take so many minutes, as the shop's clocks will show it
    /// then.
    pub(crate) fn after(&self, minutes: u32) -> DateTime<FixedOffset> {
        self.zone.at(self.limits.done_by(self.now, minutes))
    }
}

/// What a command leads to: the events to append, or why nothing happens.
pub fn decide(complaint: &Complaint, command: &Command, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    if !permission::may(ctx.actor.role(), command) {
        return Err(Rejection::NotAllowed { role: ctx.actor.role(), command: command.code().to_owned() });
    }
    let case = match (complaint, command) {
        (Complaint::Unfiled, Command::FileComplaint(filing)) => return filing::file(filing, ctx),
        (Complaint::Unfiled, _) => return Err(Rejection::NotFiled),
        (Complaint::Filed(case), _) => case.as_ref(),
    };
    if let Actor::Customer(person) = ctx.actor
        && person != case.person
    {
        return Err(Rejection::NotYourCase);
    }
    owning::is_not_about(case, ctx.actor)?;
    let events = on_case(case, command, ctx)?;
    Ok(match ctx.actor.role() {
        Role::Customer => reading::with_words(case, events, ctx),
        _ => reading::with_said_since(case, events),
    })
}

/// What a command leads to by itself, before what a customer said with it is read.
fn on_case(case: &Case, command: &Command, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    match command {
        Command::FileComplaint(_) => Err(Rejection::AlreadyFiled),
        Command::AddEvidence(used) => filing::add_evidence(case, used, ctx),
        Command::WriteToDesk { text, wants } => working::write_to_desk(case, text, wants, ctx),
        Command::SayNotMeant(stated) => reading::say_not_meant(case, stated, ctx),
        Command::AcceptOption { offer, option, is_informed } => {
            agreeing::accept(case, *offer, *option, *is_informed, ctx)
        }
        Command::CounterOffer { offer, wants, sentence } => {
            agreeing::counter(case, *offer, wants, sentence, ctx)
        }
        Command::DeclineOffer { offer, sentence } => agreeing::decline(case, *offer, sentence.as_ref()),
        Command::Withdraw { sentence } => closing::withdraw(case, sentence.as_ref()),
        Command::Escalate { sentence } => closing::escalate(case, sentence),
        Command::SetLastDay { day } => last_day::set(case, *day, ctx),
        Command::NoteLastDayOver => last_day::note_over(case, ctx),
        Command::NoteOrderChanged => order_now::note(case, ctx),
        Command::ConfirmFulfilment => closing::confirm(case),
        Command::Reopen { sentence } => closing::reopen(case, sentence, ctx),
        Command::AnswerFollowUp { answer, outcome_score, process_score } => {
            closing::answer_follow_up(case, answer.as_ref(), (*outcome_score, *process_score), ctx)
        }
        Command::AcceptReplacement { promise } => fulfilling::settle_replacement(case, *promise, true, ctx),
        Command::DeclineReplacement { promise } => fulfilling::settle_replacement(case, *promise, false, ctx),
        Command::TakeCase => owning::take(case, ctx),
        Command::TakeOver { from } => owning::take_over(case, *from, ctx),
        Command::AssignCase { to } => owning::assign(case, *to),
        Command::RecordConcern { user, reason } => owning::record_concern(case, *user, reason.as_ref(), ctx),
        Command::LiftConcern { user, reason } => Ok(owning::lift_concern(case, *user, reason)),
        Command::CorrectCategory { category, reason } => working::correct_category(case, *category, reason),
        Command::CorrectGoods { goods, reason } => goods::correct(case, goods, reason),
        Command::ConvertKind { kind, reason } => working::convert_kind(case, *kind, reason),
        Command::RecordFinding { finding, note, instead_of } => {
            finding_out::record(case, finding, note.as_ref(), instead_of.as_ref(), ctx)
        }
        Command::TakeBackFinding { finding } => finding_out::take_back(case, finding, ctx),
        Command::Reply { text } => Ok(vec![Event::Replied { text: text.clone() }]),
        Command::NoteInternally { text } => Ok(vec![Event::NotedInternally { text: text.clone() }]),
        Command::MakeOffer { offer, replaces, options, message } => {
            proposing::is_free(case, ctx)?;
            offering::make(case, *offer, *replaces, options, message.as_ref(), ctx)
        }
        Command::ApproveOffer { offer } => offering::approve(case, *offer, ctx),
        Command::RefuseOffer { offer, reason } => offering::refuse(case, *offer, reason),
        Command::WithdrawProposal { offer } => proposing::withdraw(case, *offer, ctx),
        Command::WithdrawOffer { offer, reason } => offering::withdraw(case, *offer, reason),
        Command::RejectComplaint { reason, recourse } => closing::reject(case, reason, recourse, ctx),
        Command::ProvePromise { promise, proof, also, keeps_goods, although_known, in_all } => {
            let (keeps, known, in_all) = (keeps_goods.as_ref(), although_known.as_ref(), *in_all);
            proving::prove(case, *promise, also, proof, proving::Why { keeps, known, in_all }, ctx)
        }
        Command::TakeBackProof { promise, reason } => proving::take_back(case, *promise, reason, ctx),
        Command::ReplacePromise { promise, replacement, with, reason } => {
            fulfilling::replace(case, *promise, *replacement, with, reason, ctx)
        }
        Command::WithdrawReplacement { promise, reason } => {
            fulfilling::withdraw_replacement(case, *promise, reason)
        }
        Command::CloseCase => closing::close(case, ctx),
        Command::RecordOutsideRefund(refund) => outside::record(case, refund, ctx),
        Command::TakeBackOutsideRefund { version, reason } => outside::take_back(case, *version, reason, ctx),
        Command::TellReturn { how } => returning::tell(case, how),
    }
}

/// The rejection of a command that does not fit where the case stands.
fn wrong_phase(case: &Case) -> Rejection {
    Rejection::WrongPhase { phase: case.phase.name() }
}
