//! What a rule would give if its open questions came out as somebody claims, or as they would have to: the facts of
//! that day, not a promise.
//!
//! People plan with a sum and a day, and so does the desk. Nothing is copied from a rule: the facts are made as they
//! would be, and the rule is asked again, with the same calendar, the same limits and what was given before.

use crate::compensation::money::Currency;
use crate::compensation::money::Money;
use crate::finding::Standing;
use crate::policy::condition::{Clause, Comparison, Outcome, Test, View};
use crate::policy::fact::{Fact, Kind, Vocabulary, ordinal};
use crate::policy::layers::with_freight;
use crate::policy::rule::{Grant, Rule};
use crate::policy::snapshot::{Snapshot, bit};
use crate::remedy::Payer;
use chrono::{DateTime, FixedOffset};

/// What would be granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Then {
    /// How much, where it is a matter of money and can be told.
    pub amount: Option<Money>,
    /// The freight that would come back with it.
    pub freight: Option<Money>,
    /// The last moment to claim it.
    pub until: Option<DateTime<FixedOffset>>,
    /// By when it would have to be done.
    pub due: Option<DateTime<FixedOffset>>,
    /// Who would owe it.
    pub payer: Payer,
    /// Whether it rests on something that nobody has claimed.
    pub is_unclaimed: bool,
}

impl Then {
    /// All that would come back; `None` where it is no matter of money, or its sum is not known yet.
    pub fn sum(&self) -> Option<Money> {
        self.amount.map(|amount| with_freight(amount, self.freight))
    }
}

/// The facts as they would be.
pub(crate) struct Likely {
    pub snapshot: Snapshot,
    /// Whether a sum follows from an amount nobody has named yet.
    pub is_sum_open: bool,
    /// Whether something would have to be so that nobody has claimed.
    pub is_unclaimed: bool,
}

/// All of something.
const ALL_PER_CENT: i64 = 100;

/// The facts under which a grant of a rule would follow; `None` where no answer to its open questions would do.
pub(crate) fn likely(rule: &Rule, grant: &Grant, view: &View<'_>) -> Option<Likely> {
    let mut likely =
        Likely { snapshot: view.snapshot.clone().taken_as_said(), is_sum_open: false, is_unclaimed: false };
    let (claimed, established) = (ordinal!(Standing::Claimed), ordinal!(Standing::Established));
    for fact in Fact::ALL.iter().filter(|fact| fact.kind() == Kind::Word(Vocabulary::Standing)) {
        if view.snapshot.get(*fact) == Some(claimed) {
            likely.snapshot.set(*fact, established);
        }
    }
    let clauses = || rule.when.iter().chain(&grant.only_if);
    for clause in clauses() {
        let open =
            |snapshot: &Snapshot, test: &Test| test.outcome(&View { snapshot, ..*view }) == Outcome::Open;
        if clause.outcome(&View { snapshot: &likely.snapshot, ..*view }) != Outcome::Open {
            continue;
        }
        let Some(test) = clause.any.iter().find(|test| open(&likely.snapshot, test)) else { continue };
        let is_of_sum =
            grant.amount.as_ref().is_some_and(|amount| amount.facts().any(|fact| fact == test.fact));
        let answer = answer(
            test,
            is_of_sum,
            &clauses().flat_map(|clause| &clause.any).collect::<Vec<_>>(),
            view.snapshot.currency(),
        )?;
        likely.is_unclaimed |= test.fact.kind() == Kind::Word(Vocabulary::Standing);
        likely.is_sum_open |= is_of_sum && test.fact.kind() == Kind::Money;
        likely.snapshot.set(test.fact, answer);
    }
    let after = View { snapshot: &likely.snapshot, ..*view };
    let holds = |clauses: &[Clause]| Clause::all(clauses, &after) == Outcome::Holds;
    (holds(&rule.when) && holds(&grant.only_if)).then_some(likely)
}

/// The answer to an open question that serves the customer best.
fn answer(test: &Test, is_of_sum: bool, all: &[&Test], currency: Currency) -> Option<i64> {
    let first = |words: i64| (0_i64..63).find(|position| words & bit(*position) != 0);
    match &test.comparison {
        Comparison::Is(words) => first(*words),
        Comparison::IsNot(words) => first(!*words),
        Comparison::Has(words) => first(*words).map(bit),
        Comparison::HasNone(_) | Comparison::AtMost(_) | Comparison::AtMostSum(_) if !is_of_sum => Some(0),
        Comparison::AtLeastSum(sums) | Comparison::AtMostSum(sums) => Some(sums.get(currency)?.minor),
        Comparison::IsFlag(flag) => Some(i64::from(*flag)),
        Comparison::AtLeast(_) | Comparison::AtMost(_) => {
            let of_fact = || all.iter().filter(|other| other.fact == test.fact);
            let least = of_fact().filter_map(|test| match test.comparison {
                Comparison::AtLeast(bound) => Some(bound),
                _ => None,
            });
            let most = of_fact().filter_map(|test| match test.comparison {
                Comparison::AtMost(bound) => Some(bound),
                _ => None,
            });
            let best = if is_of_sum && test.fact == Fact::SpoiledPercent { Some(ALL_PER_CENT) } else { None };
            most.min().or(best).or_else(|| least.max())
        }
        Comparison::Within(term) => Some(i64::from(term.count)),
        Comparison::Beyond(term) => Some(i64::from(term.count) + 1),
        Comparison::Known => Some(1),
        Comparison::HasNone(_) | Comparison::Own(_) | Comparison::IsCurrency(_) | Comparison::Absent => None,
    }
}
