//! Each event in words: an exhaustive match, so that nothing new can happen without agents being able to read it.

mod found;

use crate::question::said;
use crate::words;
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::actor::Actor;
use domain::compensation::money::Money;
use domain::compensation::option::{RemedyOption, RemedyPart};
use domain::complaint::Case;
use domain::complaint::command::{OfferedOption, Proof};
use domain::complaint::event::{ConvertedKind, CorrectedGoods, Event, Filed, Recorded};
use domain::complaint::left_open::LeftOpen;
use domain::complaint::order_now::{OrderChange, OrderNews};
use domain::complaint::promise::Promise;
use domain::complaint::turned::Turned;
use domain::finding::Standing;
use domain::id::UserId;
use domain::order::given::OutsideRefund;
use domain::remedy::Remedy;
use domain::text::{Message, Sentence};
use domain::triage::{Complexity, Reason, Sign, Urgency};
use found::{found, look_of, stated};
use web::format;
use web::i18n::order_news::order_news;
use web::i18n::{Locale, t::console as t, words as shared};
use web::parts::dated::Dated;

/// How an event looks in the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The customer's words.
    Theirs,
    /// Our words to the customer.
    Ours,
    /// What only the desk sees.
    Inside,
    /// A step of the case.
    Step,
    /// A step that something good came of.
    Good,
    /// A step that something was refused by.
    Bad,
}

/// An event in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Happening {
    /// How it looks.
    pub(super) look: Look,
    /// What was done, after the name of who did it.
    pub(super) line: Dated,
    /// What was said.
    pub(super) body: Option<String>,
    /// What belongs to it, a line each.
    pub(super) more: Vec<String>,
}

fn is(look: Look, line: impl Into<Dated>) -> Happening {
    Happening { look, line: line.into(), body: None, more: Vec::new() }
}

/// Something that names a moment.
fn at(
    look: Look,
    locale: Locale,
    when: DateTime<FixedOffset>,
    says: fn(Locale, &str) -> String,
) -> Happening {
    is(look, Dated::at(locale, when, format::short_moment, says))
}

impl Happening {
    fn saying(self, body: impl ToString) -> Self {
        Self { body: Some(body.to_string()), ..self }
    }

    fn perhaps_saying(self, body: Option<impl ToString>) -> Self {
        Self { body: body.map(|body| body.to_string()), ..self }
    }

    fn with(self, more: impl IntoIterator<Item = String>) -> Self {
        Self { more: more.into_iter().collect(), ..self }
    }
}

/// A promise that was shown to be kept, with why the proof counts where it would have been refused otherwise.
fn proven(locale: Locale, proof: &Proof, why: [Option<&Sentence>; 2], in_all: Option<Money>) -> Happening {
    let [first, second] = why;
    let in_all = in_all.map(|sum| t::did_prove_in_all(locale, &format::money(locale, sum)));
    is(Look::Good, t::did_proven(locale, &proof_line(locale, proof)))
        .perhaps_saying(first.or(second))
        .with(first.and(second).map(ToString::to_string).into_iter().chain(in_all))
}

/// An event in words.
///
/// Findings are told as the case's desk asks about them.
pub(super) fn happening(
    locale: Locale,
    case: Option<&Case>,
    recorded: &Recorded,
    name: impl Fn(UserId) -> String,
) -> Happening {
    use Look::{Bad, Good, Inside, Ours, Step, Theirs};
    match &recorded.event {
        Event::Filed(filed) => {
            is(Theirs, t::did_filed(locale)).saying(&filed.story.text).with(filed_with(locale, filed))
        }
        Event::Triaged { urgency, complexity, reasons } => triaged(locale, (*urgency, *complexity), reasons),
        Event::Acknowledged { answer_by } => at(Step, locale, *answer_by, t::did_acknowledged),
        Event::EvidenceAdded(_) => is(Theirs, t::did_evidence(locale)),
        Event::CustomerWrote { text, wants, .. } => {
            is(Theirs, t::did_customer_wrote(locale)).saying(&text.text).with(wished(locale, wants))
        }
        Event::CaseTaken => is(Step, t::did_taken(locale)),
        Event::CaseTakenOver { from } => is(Inside, t::did_taken_over(locale, &name(*from))),
        Event::CaseAssigned { to } => is(Inside, t::did_assigned(locale, &name(*to))),
        Event::ConcernRecorded { user, reason } => concern(locale, &name(*user), reason.as_ref()),
        Event::ConcernLifted { user, reason } => {
            is(Inside, t::did_concern_lifted(locale, &name(*user))).saying(reason)
        }
        Event::CategoryCorrected { category, reason } => {
            is(Step, t::did_category(locale, shared::category(locale, *category)))
                .perhaps_saying(reason.as_ref())
        }
        Event::GoodsCorrected(corrected) => goods_corrected(locale, case, corrected),
        Event::KindConverted(to) => converted(locale, to),
        Event::Stated(all) => is(Step, t::did_state(locale)).with(stated(locale, case, all)),
        Event::NotMeant(all) => is(Step, t::did_not_mean(locale)).with(stated(locale, case, all)),
        Event::FindingRecorded { finding, note } => found(locale, case, (finding, note.as_ref())),
        Event::FindingTakenBack { finding, restored } => {
            let again = restored.as_ref().map(|again| t::finding_again(locale, &said(locale, case, again)));
            is(look_of(finding), t::did_finding_taken_back(locale))
                .with([said(locale, case, finding)].into_iter().chain(again))
        }
        Event::Replied { text } => is(Ours, t::did_replied(locale)).saying(text),
        Event::ReturnTold { how } => is(Ours, t::did_return_told(locale)).saying(how),
        Event::NotedInternally { text } => is(Inside, t::did_noted(locale)).saying(text),
        Event::OfferProposed { options, message, .. } => is(Inside, t::did_proposed(locale))
            .perhaps_saying(message.as_ref())
            .with(option_lines(locale, options)),
        Event::OfferRefused { reason, .. } => is(Inside, t::did_refused_offer(locale)).saying(reason),
        Event::ProposalWithdrawn { .. } => is(Inside, t::did_withdrew_proposal(locale)),
        Event::OfferMade { options, message, .. } => {
            let n_options = i64::try_from(options.len()).unwrap_or(i64::MAX);
            is(Ours, t::did_offered(locale, n_options))
                .perhaps_saying(message.as_ref())
                .with(option_lines(locale, options))
        }
        Event::OfferWithdrawn { reason, .. } => is(Ours, t::did_withdrew_offer(locale)).saying(reason),
        Event::OptionAccepted { is_informed: false, .. } => is(Good, t::did_accepted(locale)),
        Event::OptionAccepted { is_informed: true, .. } => is(Good, t::did_accepted_informed(locale)),
        Event::Agreed { option, .. } => is(Good, t::did_agreed(locale, &option_line(locale, &option.option))),
        Event::LeftOpen { all, .. } => left_open(locale, all),
        Event::OfferWeighed { .. } => is(Step, t::did_offer_weighed(locale)),
        Event::OfferFell { options, .. } => fell(locale, options.len()),
        Event::OfferCountered { wants, sentence, .. } => {
            is(Theirs, t::did_countered(locale)).saying(&sentence.text).with(wished(locale, wants))
        }
        Event::OfferDeclined { sentence, .. } => {
            is(Theirs, t::did_declined(locale)).perhaps_saying(sentence.as_ref().map(|words| &words.text))
        }
        Event::PromiseProven { proof, keeps_goods, although_known, in_all, .. } => {
            proven(locale, proof, [keeps_goods.as_ref(), although_known.as_ref()], *in_all)
        }
        Event::ProofTakenBack { reason, .. } => back(t::did_proof_taken_back(locale), reason.as_ref()),
        Event::ReplacementProposed { replacement, also, reason, .. } => {
            self::replacement(locale, replacement, also, reason)
        }
        Event::ReplacementWithdrawn { reason, .. } => {
            is(Ours, t::did_replacement_withdrawn(locale)).saying(reason)
        }
        Event::ReplacementAccepted { .. } => is(Good, t::did_replacement_accepted(locale)),
        Event::ReplacementDeclined { .. } => is(Bad, t::did_replacement_declined(locale)),
        Event::Fulfilled { follow_up_at } => at(Good, locale, *follow_up_at, t::did_fulfilled),
        Event::FulfilmentConfirmed => is(Good, t::did_confirmed(locale)),
        Event::FollowUpAnswered { answer, outcome_score, process_score } => {
            followed_up(locale, answer.as_ref().map(|words| &words.text), (*outcome_score, *process_score))
        }
        Event::Escalated { sentence } => is(Theirs, t::did_escalated(locale)).saying(&sentence.text),
        Event::LastDaySet(last_day) => last_day_set(locale, last_day.day, recorded.actor),
        Event::LastDayOver { is_kept, .. } => last_day_over(locale, *is_kept),
        Event::OrderChanged(change) => order_changed(locale, change, recorded.at),
        Event::Withdrawn { sentence } => {
            is(Bad, t::did_withdrawn(locale)).perhaps_saying(sentence.as_ref().map(|words| &words.text))
        }
        Event::Rejected { reason, recourse } => is(Ours, t::did_rejected(locale))
            .saying(reason)
            .with([t::did_recourse(locale, recourse.as_str())]),
        Event::Reopened { sentence: Some(words) } => {
            is(Theirs, t::did_reopened_by(locale)).saying(&words.text)
        }
        Event::Reopened { sentence: None } => is(Bad, t::did_reopened(locale)),
        Event::Closed => closed(locale, recorded.actor.user().is_some()),
        Event::OutsideRefundRecorded(refund) => paid_outside(locale, refund),
        Event::OutsideRefundTakenBack { reason, .. } => {
            back(t::did_outside_taken_back(locale), reason.as_ref())
        }
    }
}

/// An offer that was signed for: what is in it was read when it was proposed.
pub(super) fn approved(locale: Locale, author: &str) -> Happening {
    is(Look::Ours, t::did_approved(locale, author))
}

/// Whom a complaint is about: somebody said so and why, or they were named in it.
fn concern(locale: Locale, whom: &str, reason: Option<&Sentence>) -> Happening {
    let did = if reason.is_some() { t::did_concern } else { t::did_concern_named };
    is(Look::Inside, did(locale, whom)).perhaps_saying(reason)
}

/// So many options of an offer can't be taken by what was found out since.
fn fell(locale: Locale, n_options: usize) -> Happening {
    match n_options {
        0 => is(Look::Step, t::did_offer_holds(locale)),
        _ => is(Look::Bad, t::did_offer_fell(locale)),
    }
}

/// What an agreement leaves open, by how far it has come.
fn left_open(locale: Locale, all: &[LeftOpen]) -> Happening {
    let says: [shared::Says; 3] = [
        (Standing::Claimed, t::did_left_open),
        (Standing::Established, t::did_left_owed),
        (Standing::Refuted, t::did_left_not),
    ];
    is(Look::Step, format::in_sentences(locale, &shared::left_open(locale, all, &says)))
}

/// What is proposed in place of a promise, all of it in one line.
fn replacement(locale: Locale, first: &Promise, also: &[Promise], reason: &Sentence) -> Happening {
    let parts = core::iter::once(first).chain(also).map(|one| part_line(locale, &one.part));
    let all = format::listed(locale, &parts.collect::<Vec<_>>());
    is(Look::Ours, t::did_replacement(locale, &all)).saying(reason)
}

fn triaged(locale: Locale, (urgency, complexity): (Urgency, Complexity), reasons: &[Reason]) -> Happening {
    let urgency = words::urgency(locale, urgency).to_lowercase();
    let complexity = words::complexity(locale, complexity).to_lowercase();
    is(Look::Inside, t::did_triaged(locale, &complexity, &urgency)).with(because(locale, reasons))
}

/// A kind that was read from the customer's words is told with them, one that somebody chose with their reason.
fn converted(locale: Locale, converted: &ConvertedKind) -> Happening {
    let (from, to) = (words::kind(locale, converted.from), words::kind(locale, converted.to));
    if converted.because.is_empty() {
        is(Look::Step, t::did_kind(locale, from, to)).perhaps_saying(converted.reason.as_ref())
    } else {
        let turned = turned_into(locale, converted.turned.as_deref());
        let read = because(locale, &converted.because).into_iter().chain(turned);
        is(Look::Inside, t::did_kind_read(locale, from, to)).with(read)
    }
}

/// Each line by its title, with how many of its pieces it is about.
fn goods_corrected(locale: Locale, case: Option<&Case>, corrected: &CorrectedGoods) -> Happening {
    is(Look::Step, t::did_goods(locale))
        .perhaps_saying(corrected.reason.as_ref())
        .with(shared::pieces(case.map(|case| &case.order), &corrected.goods))
}

fn closed(locale: Locale, is_by_somebody: bool) -> Happening {
    is(Look::Good, if is_by_somebody { t::did_closed_by(locale) } else { t::did_closed(locale) })
}

/// A last day is the customer's own word, except where somebody of the desk notes one that was given elsewhere.
fn last_day_set(locale: Locale, day: NaiveDate, actor: Actor) -> Happening {
    let day = format::day(locale, day);
    match actor.user() {
        Some(_) => is(Look::Step, t::did_last_day_noted(locale, &day)),
        None => is(Look::Theirs, t::did_last_day_set(locale, &day)),
    }
}

/// A last day has come: the goods are there, or they are not.
fn last_day_over(locale: Locale, is_kept: bool) -> Happening {
    if is_kept {
        is(Look::Step, t::did_last_day_kept(locale))
    } else {
        is(Look::Bad, t::did_last_day_missed(locale))
    }
}

/// What the shop changed: the first of it as what happened, the rest as what belongs to it.
fn order_changed(locale: Locale, change: &OrderChange, at: DateTime<FixedOffset>) -> Happening {
    let look = if change.news.iter().any(OrderNews::is_bad) { Look::Bad } else { Look::Step };
    let mut told = change.news.iter().map(|news| order_news(locale, news, at));
    is(look, told.next().unwrap_or_default()).with(told)
}

/// How the customer found the outcome, and the way there.
fn followed_up(locale: Locale, answer: Option<&Message>, (outcome, process): (u8, u8)) -> Happening {
    is(Look::Theirs, t::did_follow_up(locale, &outcome.to_string(), &process.to_string()))
        .perhaps_saying(answer)
}

/// What was recorded by mistake, taken back.
fn back(what: &str, reason: Option<&Sentence>) -> Happening {
    is(Look::Step, what).perhaps_saying(reason)
}

fn paid_outside(locale: Locale, refund: &OutsideRefund) -> Happening {
    let (amount, day) = (format::money(locale, refund.amount), format::day(locale, refund.on));
    let means = shared::means(locale, refund.means);
    is(Look::Step, t::did_outside_refund(locale, &amount, &day, means))
        .with(refund.reference.as_ref().map(|reference| reference.as_str().to_owned()))
}

/// The words that something was read from; where none are quoted, what it was besides them.
fn because(locale: Locale, reasons: &[Reason]) -> Vec<String> {
    let line = |reason: &Reason| match reason.sign {
        Sign::HarmTakenOff => Some(t::did_triaged_taken_off(locale, &reason.words)),
        _ if !reason.words.is_empty() => Some(t::did_triaged_because(locale, &reason.words)),
        Sign::Repeated => Some(t::because_repeated(locale).to_owned()),
        Sign::Escalation => Some(t::because_escalated(locale).to_owned()),
        _ => None,
    };
    reasons.iter().filter_map(line).collect()
}

fn filed_with(locale: Locale, filed: &Filed) -> Vec<String> {
    let n_photos = i64::try_from(filed.evidence.len()).unwrap_or(i64::MAX);
    let tried = filed.tried.as_ref().map(|tried| t::tried(locale, tried.text.as_str()));
    let needed = filed.needed_by.map(|day| t::needed_by(locale, &format::day(locale, day)));
    let photos = (n_photos > 0).then(|| t::with_photos(locale, n_photos));
    wished(locale, &filed.wants).into_iter().chain(tried).chain(needed).chain(photos).collect()
}

/// What a question that turned into a complaint is taken to be about, and the wishes told with it.
fn turned_into(locale: Locale, turned: Option<&Turned>) -> Vec<String> {
    let Some(turned) = turned else { return Vec::new() };
    let category = t::pair(locale, t::category(locale), shared::category(locale, turned.category));
    [category].into_iter().chain(wished(locale, &turned.wants)).collect()
}

fn wished(locale: Locale, wants: &[Remedy]) -> Option<String> {
    let wishes: Vec<&str> = wants.iter().map(|remedy| shared::remedy(locale, *remedy)).collect();
    (!wishes.is_empty()).then(|| t::wants(locale, &format::listed(locale, &wishes)))
}

fn option_lines(locale: Locale, options: &[OfferedOption]) -> Vec<String> {
    (1..)
        .zip(options)
        .map(|(number, offered): (i64, _)| {
            let name = t::option_n(locale, &number.to_string());
            t::pair(locale, &name, &option_line(locale, &offered.option))
        })
        .collect()
}

/// An option in one line.
pub(super) fn option_line(locale: Locale, option: &RemedyOption) -> String {
    let parts: Vec<String> = option.parts.iter().map(|part| part_line(locale, part)).collect();
    parts.join(" + ")
}

/// A part of an option in one line.
pub(super) fn part_line(locale: Locale, part: &RemedyPart) -> String {
    let name = shared::remedy_for(locale, part);
    match part.amount {
        None => name,
        Some(amount) => [&name, " ", &format::money(locale, amount)].concat(),
    }
}

/// A proof in one line.
pub(super) fn proof_line(locale: Locale, proof: &Proof) -> String {
    let shown = match proof {
        Proof::RefundReference(text) | Proof::TrackingNumber(text) | Proof::CouponCode(text) => text.as_str(),
        Proof::Statement(text) => text.as_str(),
    };
    t::pair(locale, words::proof_kind(locale, proof.kind()), shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, FixedOffset};
    use domain::complaint::stated::Stated;
    use domain::finding::{Finding, Standing};
    use domain::id::{CaseId, CommandId};
    use domain::triage::{Complexity, Urgency};
    use uuid::Uuid;

    fn told(locale: Locale, event: Event) -> Happening {
        told_of(Actor::System, locale, event)
    }

    fn told_of(actor: Actor, locale: Locale, event: Event) -> Happening {
        let at: DateTime<FixedOffset> = "2026-03-09T12:00:00+08:00".parse().unwrap();
        let recorded = Recorded {
            seq: 1,
            case_id: CaseId(Uuid::from_u128(1)),
            version: 1,
            command_id: CommandId(Uuid::from_u128(2)),
            actor,
            at,
            event,
        };
        happening(locale, None, &recorded, |_| "Lin".to_owned())
    }

    #[test]
    fn what_was_found_out_is_told_with_what_it_is_about() {
        let finding = Finding::DamageInTransit(Standing::Established);
        for (locale, about) in
            [(Locale::En, "on the way"), (Locale::ZhHans, "运输中"), (Locale::ZhHant, "運送途中")]
        {
            let told = told(locale, Event::FindingRecorded { finding: finding.clone(), note: None });
            assert!(told.more.iter().any(|line| line.contains(about)), "{told:?}");
        }
    }

    #[test]
    fn what_words_state_is_told_before_everybody_and_what_the_desk_finds_out_apart() {
        let claims = vec![Finding::Fraud(Standing::Claimed)];
        let stated = Stated { claims, wants: vec![Remedy::Refund] };
        let theirs = told(Locale::En, Event::Stated(stated.clone()));
        assert_eq!((theirs.look, theirs.line.on_page()), (Look::Step, "Taken from the customer’s words"));
        assert_eq!(theirs.more.len(), 2, "{theirs:?}");
        let taken_off = told(Locale::En, Event::NotMeant(stated));
        // It asks for no answer.
        assert_eq!((taken_off.look, taken_off.more), (Look::Step, theirs.more));
        let finding = Finding::Fraud(Standing::Claimed);
        let ours = told(Locale::En, Event::FindingRecorded { finding, note: None });
        assert_eq!((ours.look, ours.line.on_page()), (Look::Inside, "recorded a finding"));
    }

    #[test]
    fn how_a_case_was_read_says_what_each_word_is_of() {
        let event = Event::Triaged {
            urgency: Urgency::Normal,
            complexity: Complexity::Standard,
            reasons: Vec::new(),
        };
        assert_eq!(
            told(Locale::En, event.clone()).line.on_page(),
            "Read as: urgency normal, difficulty usual"
        );
        assert_eq!(told(Locale::ZhHans, event.clone()).line.on_page(), "判定为“一般”，难度常规");
        assert_eq!(told(Locale::ZhHant, event).line.on_page(), "判定為「一般」，難度普通");
    }
}
