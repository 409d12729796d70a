//! What an agreement leaves open: a statute's multiple of the price hangs on what is still being looked into, and whoever
//! takes the price back meanwhile gives none of it up. What she signs names it, the desk goes on finding out, and no case is
//! closed before it is settled.

use crate::compensation::money::Money;
use crate::compensation::option::RemedyPart;
use crate::complaint::assess::Assessment;
use crate::complaint::decide::Context;
use crate::complaint::{Case, Phase, gives};
use crate::finding::{Finding, Standing};
use crate::policy::Packs;
use crate::policy::fact::Fact;
use crate::policy::packs::Place;
use crate::remedy::Remedy;
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

/// What taking these parts would leave open: what is demanded, or claimed, and nobody has looked into, and what is owed by
/// then and none of them gives.
pub fn left_by(
    case: &Case,
    assessment: &Assessment<'_>,
    packs: &Packs,
    parts: &[RemedyPart],
) -> Vec<LeftOpen> {
    let mut all = open(case, assessment, packs);
    all.retain(|one| !parts.iter().any(|part| part.remedy == one.remedy));
    all
}

/// What the agreement that stands leaves open by what is known now, where it left that open when it was made.
pub(super) fn now(case: &Case, ctx: &Context<'_>) -> Vec<LeftOpen> {
    let mut given = ctx.elsewhere.given();
    let agreement = case.phase.fulfilment().into_iter();
    given.extend(agreement.flat_map(|agreement| gives::of_agreement(case, agreement)));
    let assessment = Assessment::after(case, ctx.packs, given, ctx.zone);
    let open = open(case, &assessment, ctx.packs);
    let as_now = |before: &LeftOpen| {
        let now = open.iter().find(|now| now.remedy == before.remedy);
        now.cloned().unwrap_or_else(|| LeftOpen { standing: Standing::Refuted, ..before.clone() })
    };
    case.left_open.iter().map(as_now).collect()
}

/// Each remedy once, with the most that it may come to.
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
        match all.iter_mut().find(|one| one.remedy == remedy) {
            None => all.push(LeftOpen { remedy, amount, standing, asks }),
            Some(known) => {
                known.asks.extend(asks);
                known.asks.sort_unstable();
                known.asks.dedup();
                // What is owed is told by its own sum, and not by what more may follow.
                if known.standing == standing && minor(amount) > minor(known.amount) {
                    known.amount = amount;
                }
            }
        }
    }
    all
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
