//! Showing that a promise was kept, and taking that back where it was a mistake. The last proof makes the case fulfilled.

use crate::actor::{Actor, Role};
use crate::compensation::money::Money;
use crate::complaint::command::Proof;
use crate::complaint::decide::fulfilling::{open, running};
use crate::complaint::decide::{Context, bound, wrong_phase};
use crate::complaint::event::Event;
use crate::complaint::rejection::Rejection;
use crate::complaint::{Case, Fulfilment, Kept, Phase, PromiseStanding, by_hand, gives};
use crate::id::PromiseId;
use crate::order::OrderTime;
use crate::order::given::Given;
use crate::order::reference::{is_reference, is_same_parcel, key_of};
use crate::text::problem::{Facts, Problem, ProblemCode};
use crate::text::{Reference, Sentence, problem_of_words};
use crate::zone::Zone;
use chrono::{DateTime, FixedOffset, NaiveTime};

/// What is said for a proof that would be refused without it.
#[derive(Clone, Copy)]
pub(super) struct Why<'a> {
    /// Why the customer keeps goods that were to come back first.
    pub(super) keeps: Option<&'a Sentence>,
    /// Why a refund shows it that is known already.
    pub(super) known: Option<&'a Sentence>,
    /// What its transfer came to in all.
    pub(super) in_all: Option<Money>,
}

/// What of that was needed.
#[derive(Clone, Copy, Default)]
struct Needed<'a> {
    known: Option<&'a Sentence>,
    in_all: Option<Money>,
}

pub(super) fn prove(
    case: &Case,
    promise: PromiseId,
    also: &[PromiseId],
    proof: &Proof,
    why: Why<'_>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    let fulfilment = running(case)?;
    why.keeps.map_or(Ok(()), |why| says("keeps_goods", why))?;
    let mut proven: Vec<&Kept> = Vec::new();
    for promise in core::iter::once(&promise).chain(also) {
        let kept = open(fulfilment, *promise)?;
        if !kept.promise.is_shown_by(proof.kind()) {
            return Err(Rejection::ProofMismatch { expected: kept.promise.proof_kind });
        }
        // Money that went out is told in words of some length where no number tells of it.
        if let Proof::Statement(words) = proof
            && kept.promise.part.amount.is_some()
        {
            says("statement", words)?;
        }
        if why.keeps.is_none() && gives::waits_for_goods(case, &kept.promise.part) {
            return Err(Rejection::GoodsNotBack);
        }
        if !proven.iter().any(|other| other.promise.id == *promise) {
            proven.push(kept);
        }
    }
    let needed = match proof {
        Proof::RefundReference(reference) => is_free(case, fulfilment, &proven, reference, why, ctx)?,
        Proof::TrackingNumber(number) => is_another_parcel(case, &proven, number, why, ctx)?,
        Proof::CouponCode(_) | Proof::Statement(_) => Needed::default(),
    };
    if ctx.actor.role() != Role::Supervisor && is_a_supervisors(case, fulfilment, &proven, proof, ctx) {
        return Err(Rejection::AboveAuthority);
    }
    let is_proven = |kept: &Kept| proven.iter().any(|other| other.promise.id == kept.promise.id);
    let mut events: Vec<Event> = proven
        .iter()
        .map(|kept| Event::PromiseProven {
            promise: kept.promise.id,
            proof: proof.clone(),
            keeps_goods: why.keeps.cloned(),
            although_known: needed.known.cloned(),
            in_all: needed.in_all,
        })
        .collect();
    if !fulfilment.promises.iter().any(|other| other.is_open() && !is_proven(other)) {
        events.push(Event::Fulfilled { follow_up_at: ctx.after(ctx.limits.follow_up) });
    }
    Ok(events)
}

/// Whether a supervisor pays: for an order that may be another one, whatever is of worth, since what was agreed, and why it
/// was signed, may be older than the doubt; and what was recorded or given since by somebody else.
fn is_a_supervisors(
    case: &Case,
    fulfilment: &Fulfilment,
    proven: &[&Kept],
    proof: &Proof,
    ctx: &Context<'_>,
) -> bool {
    let shown_by = if let Proof::RefundReference(reference) = proof { key_of(reference) } else { None };
    bound::is_in_doubt(case, proven.iter().map(|kept| &kept.promise.part), ctx)
        || bound::is_above_since(case, fulfilment, proven, shown_by.as_deref(), ctx)
}

/// Takes a proof back that was recorded by mistake: what was written stays in the history, and the promise is open again,
/// due as it was. A slip of one's own anybody may mend; a colleague's is a supervisor's to mend, since the reference may
/// then show something else.
pub(super) fn take_back(
    case: &Case,
    promise: PromiseId,
    reason: &Sentence,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    let (Phase::Fulfilling(fulfilment) | Phase::Fulfilled { fulfilment, .. }) = &case.phase else {
        return Err(wrong_phase(case));
    };
    let kept = fulfilment.promises.iter().find(|kept| kept.promise.id == promise);
    let kept = kept.ok_or(Rejection::PromiseUnknown { promise })?;
    if !matches!(kept.standing, PromiseStanding::Proven { .. }) {
        return Err(Rejection::NotProven { promise });
    }
    if !may_take_back(case, kept, &ctx.actor) {
        return Err(Rejection::AboveAuthority);
    }
    Ok(vec![Event::ProofTakenBack { promise, reason: Some(reason.clone()) }])
}

/// Whether somebody may take back the proof of a promise: a supervisor, or whoever recorded it while the customer has not
/// said that all is there. What they said is there is no slip of the pen.
pub fn may_take_back(case: &Case, kept: &Kept, actor: &Actor) -> bool {
    let PromiseStanding::Proven { by, .. } = &kept.standing else { return false };
    let is_confirmed = matches!(case.phase, Phase::Fulfilled { is_confirmed: true, .. });
    let is_own = by.is_some() && *by == actor.user();
    actor.role() == Role::Supervisor || (is_own && !is_confirmed)
}

/// The fewest letters or digits of words for which money goes out; as many as a story needs.
const WORDS: u32 = 4;

/// A full stop is no reason for money to go out, and neither is a number.
fn says(field: &'static str, words: &Sentence) -> Result<(), Rejection> {
    let letters = words.as_str().chars().filter(|sign| sign.is_alphanumeric()).count();
    let is = u32::try_from(letters).unwrap_or(u32::MAX);
    let problem = if is < WORDS {
        let facts = Facts { min: Some(WORDS), is: Some(is), ..Facts::default() };
        Some(Problem { facts, ..Problem::new(field, ProblemCode::TooShort) })
    } else {
        problem_of_words(field, words.as_str())
    };
    problem.map_or(Ok(()), |problem| Err(Rejection::InvalidInput { problems: vec![problem] }))
}

/// INVARIANT (one proof): one reference is one movement of money, which proves one agreement and no other. That it proves
/// this one all the same, made before it or for several at once, is for a supervisor to say, with a reason. Whoever says it,
/// all that it proves, on whatever orders, never comes to more than it was: as the shop tells, else as a supervisor said once,
/// else as somebody recorded; where nobody did any of it, what it proves first says it. What of that was needed.
fn is_free<'why>(
    case: &Case,
    fulfilment: &Fulfilment,
    proven: &[&Kept],
    reference: &Reference,
    why: Why<'why>,
    ctx: &Context<'_>,
) -> Result<Needed<'why>, Rejection> {
    let Some(key) = key_of(reference).filter(|_| is_reference(reference)) else {
        return Err(Rejection::InvalidInput {
            problems: vec![Problem::new("reference", ProblemCode::NotAReference)],
        });
    };
    let is_supervisors = ctx.actor.role() == Role::Supervisor;
    let transfer = gives::transfer(case, ctx.elsewhere, &key);
    let sums = proven.iter().filter_map(|kept| kept.promise.part.amount).map(|amount| amount.minor);
    let shown = Money::new(sums.fold(transfer.proven.unwrap_or(0), i64::saturating_add), case.order.currency);
    let by = transfer.told().map_or(0, |told| shown.minor.saturating_sub(told)).max(0);
    // What the refusal says has to be said as well; nothing where nothing anybody says would do.
    let lacks = (by > 0 && transfer.is_unsaid()).then_some(shown);
    let above = Rejection::AboveTransfer { by: Money::new(by, case.order.currency), in_all: lacks };
    if by > 0 && lacks.is_none() && is_supervisors {
        return Err(above);
    }
    let known = match known_as(case, fulfilment, proven, &key, ctx) {
        None => None,
        Some(known) => {
            let why = why.known.filter(|_| is_supervisors).ok_or_else(|| known.refusal(lacks))?;
            says("although_known", why)?;
            Some(why)
        }
    };
    match why.in_all {
        Some(_) if !is_supervisors => Err(Rejection::AboveAuthority),
        Some(said) if transfer.is_unsaid() => {
            came_to(case, said, shown, ctx)?;
            Ok(Needed { known, in_all: Some(said) })
        }
        _ if by > 0 => Err(above),
        // What was said or told first stands: whoever says something else is not left to believe that it counts.
        Some(said) => {
            came_to(case, said, shown, ctx)?;
            let stands =
                transfer.told().map(|told| Money { minor: told, ..said }).filter(|told| *told != said);
            match stands {
                Some(in_all) => Err(Rejection::TransferKnown { in_all }),
                None => Ok(Needed { known, in_all: None }),
            }
        }
        None => Ok(Needed { known, in_all: None }),
    }
}

/// INVARIANT (one parcel): what is sent goes in a parcel of its own. The one that was under way before it was agreed, and
/// one that shows another promise of the case, show nothing; what goes in one parcel is shown at once. That one of another
/// order, or one that shows something of another case, shows this as well is for a supervisor to say, with a reason.
fn is_another_parcel<'why>(
    case: &Case,
    proven: &[&Kept],
    number: &Reference,
    why: Why<'why>,
    ctx: &Context<'_>,
) -> Result<Needed<'why>, Rejection> {
    let is_it = |other: &str| is_same_parcel(other, number.as_str());
    let shows = |kept: &Kept| matches!(&kept.standing, PromiseStanding::Proven { proof: Proof::TrackingNumber(other), .. } if is_it(other.as_str()));
    let agreements = case.past.iter().chain(case.phase.fulfilment());
    let mut promises = agreements.flat_map(|agreement| &agreement.promises);
    let mut known = proven.iter().flat_map(|kept| &kept.parcels);
    if known.any(|parcel| is_it(parcel)) || promises.any(shows) {
        return Err(Rejection::ParcelUsed);
    }
    if !ctx.elsewhere.is_parcel_known {
        return Ok(Needed::default());
    }
    let said = why.known.filter(|_| ctx.actor.role() == Role::Supervisor).ok_or(Rejection::ParcelKnown)?;
    says("although_known", said)?;
    Ok(Needed { known: Some(said), in_all: None })
}

/// Whether a transfer can have come to so much in all: in the order's currency, no less than it shows, and no more than
/// anybody can mean.
fn came_to(case: &Case, said: Money, shown: Money, ctx: &Context<'_>) -> Result<(), Rejection> {
    let code = if said.currency != shown.currency {
        ProblemCode::UnknownChoice
    } else if said.minor > by_hand::most(case, ctx.packs).minor.max(shown.minor) {
        ProblemCode::TooLarge
    } else if said.minor < shown.minor {
        let by = Money { minor: shown.minor.saturating_sub(said.minor), ..shown };
        return Err(Rejection::AboveTransfer { by, in_all: Some(shown) });
    } else {
        return Ok(());
    };
    Err(Rejection::InvalidInput { problems: vec![Problem::new("in_all", code)] })
}

/// What a reference is known as that was not made for an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// A refund of the order, made before or shown for something else.
    Used,
    /// A refund of another order.
    OfAnotherOrder,
}

impl Known {
    /// The refusal of whoever does not say why it shows the agreement all the same.
    const fn refusal(self, in_all: Option<Money>) -> Rejection {
        match self {
            Self::Used => Rejection::ReferenceUsed { in_all },
            Self::OfAnotherOrder => Rejection::ReferenceOfAnotherOrder { in_all },
        }
    }
}

/// Why a refund was not made for this agreement: it was told of before that was made, whatever its day, or became known since
/// and was made earlier; or it proves something else, of this order or of another.
fn known_as(
    case: &Case,
    fulfilment: &Fulfilment,
    proven: &[&Kept],
    key: &str,
    ctx: &Context<'_>,
) -> Option<Known> {
    let is_it = |other: &Reference| key_of(other).as_deref() == Some(key);
    let agreed_on = ctx.zone.day(fulfilment.agreed_at);
    // Told of by the shop's file since, or recorded on another case, and of a day before the agreement.
    let is_earlier = |row: &Given| row.is_under(key) && is_before(row.at, fulfilment.agreed_at, ctx.zone);
    let was_told = proven.iter().any(|kept| kept.told.iter().any(is_it))
        || case.seen.outside.iter().any(is_earlier)
        || ctx.elsewhere.told.iter().chain(&ctx.elsewhere.by_hand).any(is_earlier)
        || case.order.given_outside.iter().any(|row| row.is_under(key))
        || case
            .outside
            .iter()
            .any(|one| one.refund.on < agreed_on && one.refund.reference.as_ref().is_some_and(is_it));
    if was_told || gives::proves(case, key) || ctx.elsewhere.proven_by(key).next().is_some() {
        return Some(Known::Used);
    }
    let is_anothers = !ctx.elsewhere.of_other_orders.is_unknown()
        || ctx.elsewhere.by_hand_of_another.iter().any(|row| row.is_under(key));
    is_anothers.then_some(Known::OfAnotherOrder)
}

/// Whether something was before a moment: by its own, where that is told, else by its day.
fn is_before(at: OrderTime, moment: DateTime<FixedOffset>, zone: &Zone) -> bool {
    match at {
        // Midnight stands for a day whose hour nobody wrote.
        OrderTime::Exact(at) if at.time() != NaiveTime::MIN => at < moment,
        _ => at.day(zone) < zone.day(moment),
    }
}
