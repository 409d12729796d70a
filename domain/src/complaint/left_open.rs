//! What an agreement leaves open: a statute's multiple of the price hangs on what is still being looked into, and whoever
//! takes the price back meanwhile gives none of it up. What she signs names it, the desk goes on finding out, and no case is
//! closed before it is settled.

use crate::compensation::money::Money;
use crate::compensation::option::RemedyPart;
use crate::complaint::assess::Assessment;
use crate::complaint::decide::Context;
use crate::complaint::event::Event;
use crate::complaint::{Case, Phase, gives};
use crate::finding::{Finding, Standing};
use crate::id::OfferId;
use crate::policy::Packs;
use crate::policy::fact::Fact;
use crate::policy::packs::Place;
use crate::remedy::Remedy;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// Something that an agreement does not hold and does not settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LeftOpen {
    /// What.
    pub remedy: Remedy,
    /// How much, as far as it can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// How far it has come: still looked into while it is claimed; owed once it is established; looked into and not so.
    pub standing: Standing,
    /// What is found out about it; for the desk only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<Fact>,
}

impl LeftOpen {
    /// Whether something is still to be done about it.
    pub fn is_unsettled(&self) -> bool {
        self.standing != Standing::Refuted
    }
}

impl Case {
    /// Whether something that was demanded is in no agreement, and nobody knows yet whether it is owed, or it is.
    pub fn has_left_open(&self, standing: Standing) -> bool {
        self.left_open.iter().any(|one| one.standing == standing)
    }

    /// Whether the case can't be put away for what its agreement leaves open.
    pub fn is_left_open(&self) -> bool {
        self.left_open.iter().any(LeftOpen::is_unsettled)
    }

    /// Whether a finding bears on what the agreement leaves open.
    pub fn asks_still(&self, finding: &Finding) -> bool {
        let is_agreed =
            matches!(self.phase, Phase::Fulfilling(_) | Phase::Fulfilled { .. } | Phase::FollowedUp);
        let fact = finding.fact();
        is_agreed && fact.is_some_and(|fact| self.left_open.iter().any(|one| one.asks.contains(&fact)))
    }
}

/// What of it is still open once somebody takes these parts: an entry that none of them gives stays whole, one of which they
/// give less than it comes to stays with the difference.
pub fn without<'a>(all: &[LeftOpen], parts: impl Iterator<Item = &'a RemedyPart>) -> Vec<LeftOpen> {
    let mut given: Vec<(Remedy, i64)> = Vec::new();
    for part in parts {
        match given.iter_mut().find(|(remedy, _)| *remedy == part.remedy) {
            Some((_, sum)) => *sum = sum.saturating_add(minor(part.amount)),
            None => given.push((part.remedy, minor(part.amount))),
        }
    }
    let mut rest = |one: &LeftOpen| {
        let Some((_, given)) = given.iter_mut().find(|(remedy, given)| *remedy == one.remedy && *given > 0)
        else {
            return Some(one.clone());
        };
        // Where nobody can tell what it comes to, whatever is given beyond the others settles it.
        let amount = one.amount?;
        let settled = amount.minor.min(*given);
        *given = given.saturating_sub(settled);
        let left = Money { minor: amount.minor.saturating_sub(settled), ..amount };
        (left.minor > 0).then(|| LeftOpen { amount: Some(left), ..one.clone() })
    };
    let known: Vec<Option<LeftOpen>> = all.iter().map(|one| one.amount.and_then(|_| rest(one))).collect();
    let left =
        |(one, known): (&LeftOpen, Option<LeftOpen>)| if one.amount.is_some() { known } else { rest(one) };
    all.iter().zip(known).filter_map(left).collect()
}

/// What taking these parts leaves open.
pub(super) fn left_by(case: &Case, parts: &[RemedyPart], ctx: &Context<'_>) -> Vec<LeftOpen> {
    without(&in_all(case, ctx), parts.iter())
}

/// All that is open before anything is agreed on, and what was demanded or claimed and found not to be so: whoever signs reads
/// that too, and may see it otherwise. What another case merely offers is given by nobody yet.
pub(super) fn in_all(case: &Case, ctx: &Context<'_>) -> Vec<LeftOpen> {
    let assessment = Assessment::after(case, ctx.packs, ctx.elsewhere.firm(), ctx.zone);
    let mut all = open(case, &assessment, ctx.packs);
    for refusal in assessment.decision.refusals.iter().filter(|one| one.remedy.is_penalty()) {
        let (remedy, asks) = (refusal.remedy, facts_of(ctx.packs, refusal.place));
        let is_told = all.iter().any(|one| one.remedy == remedy);
        if !is_told && was_looked_into(case, remedy, &asks) {
            all.push(LeftOpen { remedy, amount: None, standing: Standing::Refuted, asks });
        }
    }
    all
}

/// What the agreement that stands leaves open by what is known now, where it left that open before: what it gives by now is
/// settled, and what is owed no more was found to be otherwise.
pub(super) fn now(case: &Case, ctx: &Context<'_>) -> Vec<LeftOpen> {
    if case.left_open.is_empty() {
        return Vec::new();
    }
    let kept = case.phase.fulfilment().into_iter().flat_map(|agreement| &agreement.promises);
    let parts = kept.filter(|kept| kept.stands()).map(|kept| &kept.promise.part);
    let elsewhere = ctx.elsewhere.firm();
    // By a rule it was given for what that rule asks about; what a person gave may be for anything.
    let is_given = |before: &LeftOpen| {
        let is_for_it =
            |rule: &str| ctx.packs.place(rule).is_none_or(|it| facts_of(ctx.packs, it) == before.asks);
        let mut all = elsewhere.iter().filter(|given| given.remedy == before.remedy);
        all.any(|given| given.rule.as_deref().is_none_or(is_for_it))
    };
    let mut given = elsewhere.clone();
    let agreement = case.phase.fulfilment().into_iter();
    let own = agreement.flat_map(|agreement| gives::agreed(case, agreement));
    given.extend(own.filter(|given| !given.remedy.is_penalty()));
    let all = open(case, &Assessment::after(case, ctx.packs, given, ctx.zone), ctx.packs);
    let left = without(&all, parts);
    let of = |all: &[LeftOpen], before: &LeftOpen| {
        let is_it = |one: &&LeftOpen| {
            one.remedy == before.remedy && (before.asks.is_empty() || one.asks == before.asks)
        };
        all.iter().find(is_it).cloned()
    };
    let as_now = |before: &LeftOpen| {
        // A customer's page is not told what is found out, and guesses nothing of it.
        if before.asks.is_empty() {
            let is_settled = of(&all, before).is_some() && of(&left, before).is_none();
            return (!is_settled).then(|| before.clone());
        }
        let is_owed = of(&all, before).is_some() || is_given(before);
        let refuted = || LeftOpen { standing: Standing::Refuted, ..before.clone() };
        of(&left, before).or_else(|| (!is_owed).then(refuted))
    };
    case.left_open.iter().filter_map(as_now).collect()
}

/// What the agreement leaves open by now, where that is something else than the record says: another case of the order may
/// have given it.
pub(super) fn moved(case: &Case, ctx: &Context<'_>) -> Option<Event> {
    let all = now(case, ctx);
    (all != case.left_open).then_some(Event::LeftOpen { offer: None, all })
}

/// Whether all of it was offered to its customer at once since the case was taken up again, and they took none of that offer though they
/// could; who asked for something else instead has not said no.
pub(super) fn was_declined(case: &Case, left: &[LeftOpen]) -> bool {
    let declined = case.declined.iter().filter(|one| !one.is_asked_past && one.at > case.opened_at);
    let mut options =
        declined.flat_map(|one| one.offer.options.iter().filter(|offered| !one.offer.is_fallen(offered.id)));
    options.any(|offered| !without(left, offered.option.parts.iter()).iter().any(LeftOpen::is_unsettled))
}

/// So much is left open from now on, by an open offer or by the agreement.
pub(super) fn leave_open(
    case: &mut Case,
    offer: Option<OfferId>,
    all: &[LeftOpen],
    at: DateTime<FixedOffset>,
) {
    let Some(offer) = offer else {
        (case.left_open, case.left_open_at) = (all.to_vec(), Some(at));
        return;
    };
    if let Phase::Offered(open) | Phase::Countered { offer: open, .. } = &mut case.phase
        && open.id == offer
    {
        open.left_open = all.to_vec();
    }
}

/// Each remedy once for what is found out about it, with the most that it may come to; what is owed comes first.
fn open(case: &Case, assessment: &Assessment<'_>, packs: &Packs) -> Vec<LeftOpen> {
    let told = assessment.decision.as_told(packs);
    let owed = told.entitlements.iter().filter(|one| one.remedy.is_penalty());
    let owed = owed.map(|one| (Standing::Established, one.remedy, one.amount, one.place));
    let asked = told.depends.iter().filter(|one| {
        let is_claimed = one.then.is_some_and(|then| !then.is_unclaimed);
        one.remedy.is_penalty() && (is_claimed || case.wants.contains(&one.remedy))
    });
    let asked = asked.map(|one| {
        let amount = one.then.and_then(|then| then.amount);
        (Standing::Claimed, one.remedy, amount, one.place)
    });
    let mut all: Vec<LeftOpen> = Vec::new();
    for (standing, remedy, amount, place) in owed.chain(asked) {
        let asks = facts_of(packs, place);
        match all.iter_mut().find(|one| one.remedy == remedy && one.asks == asks) {
            None => all.push(LeftOpen { remedy, amount, standing, asks }),
            Some(known) => {
                // What is owed is told by its own sum, and not by what more may follow.
                if known.standing == standing && minor(amount) > minor(known.amount) {
                    known.amount = amount;
                }
            }
        }
    }
    all
}

/// Whether something was demanded, or claimed by whoever complains, and the desk has recorded what it found of what that hangs
/// on.
fn was_looked_into(case: &Case, remedy: Remedy, asks: &[Fact]) -> bool {
    let is_its = |finding: &Finding| finding.fact().is_some_and(|fact| asks.contains(&fact));
    let mut own = case.recorded.iter().filter(|one| is_its(&one.finding));
    if case.wants.contains(&remedy) { own.next().is_some() } else { own.any(|one| one.before.is_some()) }
}

fn minor(amount: Option<Money>) -> i64 {
    amount.map_or(0, |amount| amount.minor)
}

/// What a rule asks about that somebody finds out.
fn facts_of(packs: &Packs, place: Place) -> Vec<Fact> {
    let rule = packs.rule(place);
    let tests = rule.into_iter().flat_map(|rule| {
        let granted = rule.grants.iter().flat_map(|grant| &grant.only_if);
        rule.when.iter().chain(granted).flat_map(|clause| &clause.any)
    });
    let mut facts: Vec<Fact> =
        tests.map(|test| test.fact).filter(|fact| Finding::FACTS.contains(fact)).collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}
