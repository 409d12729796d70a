//! When nobody should be told what to choose.
//!
//! A suggestion is trusted, and one press sends it. So there is none for a question, none where somebody may have been
//! hurt, was in danger or had their data spread before a person has looked, and none while an open question could
//! bring more than anything on the table.

use crate::category::{Category, Kind};
use crate::compensation::option::RemedyOption;
use crate::finding::{Findings, Standing};
use crate::policy::decide::{Decision, Depends};
use crate::policy::fact::Fact;
use crate::policy::facts::Facts;
use crate::policy::layers::Headline;
use crate::policy::likely::Then;
use crate::policy::worth::{Worth, puts_right};
use crate::remedy::Remedy;

/// Why nothing is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It is a question: it needs an answer and no remedy.
    Enquiry,
    /// Somebody may have been hurt or be in danger.
    Danger,
    /// Personal data may have spread.
    Data,
    /// This could still follow, and is more than all there is to offer before its question is settled.
    Open(Headline),
}

impl Decision {
    /// The packages that may be suggested: none while something holds them back.
    pub fn suggested(&self) -> &[RemedyOption] {
        if self.hold.is_some() { &[] } else { &self.options }
    }
}

/// Whether somebody may be hurt or in danger, and nobody has looked into it yet.
pub fn is_danger(category: Category, found: &Findings) -> bool {
    let is_claimed = |standing: Option<Standing>| standing == Some(Standing::Claimed);
    let is_settled = |standing: Option<Standing>| standing.is_some_and(|one| one != Standing::Claimed);
    is_claimed(found.safety)
        || is_claimed(found.injury)
        || (category == Category::Safety
            && !is_settled(found.safety)
            && !is_settled(found.officially_substandard))
}

/// Whether somebody is in danger or was hurt, as far as anybody knows: it may be so, or it was established.
pub fn is_harm(category: Category, found: &Findings) -> bool {
    let is_so = |standing: Option<Standing>| standing == Some(Standing::Established);
    is_danger(category, found) || is_so(found.safety) || is_so(found.injury)
}

/// Whether data may have spread, and nobody has found out whose doing that was, which is all that is found out about it.
pub fn is_spread(category: Category, found: &Findings) -> bool {
    category == Category::Privacy && found.fault.is_none()
}

/// Why a person has to look before anything is suggested or offered by the desk itself.
pub(crate) fn needs_a_person(facts: &Facts<'_>) -> Option<Hold> {
    if is_danger(facts.category, facts.findings) {
        Some(Hold::Danger)
    } else if is_spread(facts.category, facts.findings) {
        Some(Hold::Data)
    } else {
        (facts.kind == Kind::Enquiry).then_some(Hold::Enquiry)
    }
}

/// Why none of a decision's options may be suggested.
pub(crate) fn hold(facts: &Facts<'_>, decision: &Decision) -> Option<Hold> {
    let worth = Worth::of(facts, decision);
    let best = decision.options.iter().map(|option| worth.parts(&option.parts)).max().unwrap_or(0);
    let open = || {
        let asked = decisive(facts, decision, best)?;
        let then = asked.then?;
        let (place, remedy, once) = (asked.place, asked.remedy, Some(asked.ask));
        let Then { amount, freight, until, .. } = then;
        Some(Hold::Open(Headline { place, remedy, amount, freight, until, once }))
    };
    needs_a_person(facts).or_else(open)
}

/// The open question that could bring more than the best there is; `None` where none could.
pub(crate) fn decisive<'a>(facts: &Facts<'_>, decision: &'a Decision, best: i64) -> Option<&'a Depends> {
    let worth = Worth::of(facts, decision);
    // Giving goods back without a reason brings nothing by itself, so it weighs only where it is a way to a wish.
    let ways = [Remedy::Withdrawal, Remedy::ReturnRefund, Remedy::Refund];
    let is_way = facts.wants.iter().any(|wish| ways.contains(wish));
    let open = decision.depends.iter().filter(|one| one.remedy != Remedy::Withdrawal || is_way);
    // What a statute adds comes on top and is claimed after the price went back as well as before.
    let open = open.filter(|one| !one.remedy.is_penalty());
    // Money that was asked for and whose sum nobody knows yet may be more than anything else.
    let is_sum_unknown = |one: &Depends| {
        facts.wants.contains(&one.remedy)
            && one.remedy.is_money()
            && one.then.is_some_and(|then| then.amount.is_none())
    };
    // Something else of the same worth is no answer to somebody who named what they want.
    let is_named = |one: &Depends| {
        is_still_wished(facts, decision, one.remedy) && one.then.is_some_and(|then| !then.is_unclaimed)
    };
    let came_in = facts.order.came_in().map_or(i64::MAX, |came_in| came_in.minor);
    let value = |one: &Depends| {
        if one.ask == Fact::RefundUnpaid {
            // What was agreed stands in no fact, and is no more than the price that came in.
            worth.goods(&one.goods).min(came_in)
        } else if is_sum_unknown(one) {
            i64::MAX
        } else {
            worth.open(one)
        }
    };
    open.map(|one| (value(one), one))
        .filter(|(value, one)| *value > best || (*value > 0 && is_named(one)))
        .reduce(|best, one| if one.0 > best.0 { one } else { best })
        .map(|(_, one)| one)
}

/// Whether something puts the goods right as it was wished for, and nothing that is granted does.
fn is_still_wished(facts: &Facts<'_>, decision: &Decision, remedy: Remedy) -> bool {
    let wishes = |remedy: Remedy| facts.wants.iter().any(|wish| remedy.is_wished_by(*wish));
    let is_granted = || {
        decision
            .entitlements
            .iter()
            .any(|one| !one.needs_human && puts_right(one.remedy) && wishes(one.remedy))
    };
    // To give goods back without a reason is a way to the money and not what is wished for with it.
    let is_meant = remedy != Remedy::Withdrawal || facts.wants.contains(&remedy);
    is_meant && puts_right(remedy) && wishes(remedy) && !is_granted()
}
