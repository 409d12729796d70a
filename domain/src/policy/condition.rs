//! Conditions: one comparison of one fact with one bound, and how several come together.
//!
//! A condition is data, not a script. It knows its fact, its comparison and its bound, so it can be explained with
//! the values it met, searched for gaps, edited in a form, and asked what would have turned it. An answer has
//! three values: it holds, it fails, or it is open because a question has not been answered.

mod form;

pub use form::{Bound, TestFault, TestForm};

use crate::compensation::money::Currency;
use crate::compensation::sums::Sums;
use crate::finding::Standing;
use crate::policy::fact::{Absence, Fact, Kind, Vocabulary, currency_number, ordinal};
use crate::policy::own::{Marks, Own};
use crate::policy::snapshot::{Snapshot, bit};
use crate::policy::term::{Calendar, Term};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Whether a condition is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is.
    Holds,
    /// It is not.
    Fails,
    /// Nobody can say yet.
    Open,
}

/// How a fact is compared. Words and sets are bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// One of these words.
    Is(i64),
    /// None of these words.
    IsNot(i64),
    /// At least one of these words is in the set.
    Has(i64),
    /// None of these words is in the set.
    HasNone(i64),
    /// As the shop's own words say.
    Own(Own),
    /// One of these currencies.
    IsCurrency(Arc<[Currency]>),
    /// Yes, or no; of a sum, more than nothing or nothing.
    IsFlag(bool),
    /// This much or more.
    AtLeast(i64),
    /// This much or less.
    AtMost(i64),
    /// This sum or more. Where there is none in the order's currency it fails.
    AtLeastSum(Sums),
    /// This sum or less. Where there is none in the order's currency it fails.
    AtMostSum(Sums),
    /// No later than the last day of a term.
    Within(Term),
    /// Later than the last day of a term.
    Beyond(Term),
    /// Known, or happened.
    Known,
    /// Not known, or not happened.
    Absent,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "TestForm", into = "TestForm")]
pub struct Test {
    /// Which fact.
    pub fact: Fact,
    /// Compared how, with what.
    pub comparison: Comparison,
    /// What an unanswered question counts as; absent = the answer is open.
    pub if_unknown: Option<bool>,
}

/// Comparisons of which one is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Clause {
    /// The alternatives.
    pub any: Vec<Test>,
}

/// What conditions are tested against: the facts, with the goods of some lines in view.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The facts.
    pub snapshot: &'a Snapshot,
    /// What kind of goods the lines in view hold.
    pub traits: Option<i64>,
    /// What they are in words of the shop's own.
    pub marks: &'a Marks,
    /// The calendar of the pack.
    pub calendar: &'a Calendar,
}

impl View<'_> {
    /// The value of a fact in this view.
    #[inline]
    pub fn get(&self, fact: Fact) -> Option<i64> {
        match fact {
            Fact::Traits => self.traits,
            Fact::ProductKind => Some(i64::from(self.marks.has_kind())),
            Fact::WorkingDaysLate | Fact::WorkingDaysShipLate => self.working_days(fact),
            _ => self.snapshot.get(fact),
        }
    }

    /// Whether a fact is unknown because it came on a day that nobody told, and not because nothing of the kind was agreed
    /// or happened.
    pub(crate) fn is_untold(&self, fact: Fact) -> bool {
        if !self.snapshot.is_arrival_untold() || !fact.hangs_on_arrival() {
            return false;
        }
        let needed = match fact {
            Fact::DaysToReturn => Some(Fact::GoodsBackAt),
            _ => fact
                .working_days_of()
                .unwrap_or(fact)
                .counted_from()
                .filter(|from| *from != Fact::DeliveredAt),
        };
        needed.is_none_or(|needed| self.snapshot.get(needed).is_some())
    }

    /// Working days past a day; none where it has not passed.
    fn working_days(&self, fact: Fact) -> Option<i64> {
        let days = fact.working_days_of()?;
        let from = self.snapshot.get(days.counted_from()?)?;
        Some(self.calendar.working_days(from, from.checked_add(self.snapshot.get(days)?)?))
    }

    /// The last day, as a number, until which a count of days stays within a term.
    pub(crate) fn last_number(&self, fact: Fact, term: Term) -> Option<i64> {
        let from = self.get(fact.counted_from()?)?;
        term.last_number(from, self.calendar, self.snapshot)
    }
}

impl Test {
    /// Whether it is met.
    #[inline]
    pub fn outcome(&self, view: &View<'_>) -> Outcome {
        if self.lacking(view.snapshot.currency()).is_some() {
            return Outcome::Fails;
        }
        if let Comparison::Own(own) = &self.comparison {
            return own.outcome(self.fact, view);
        }
        let Some(value) = view.get(self.fact) else {
            return if view.is_untold(self.fact) { self.of_untold() } else { self.of_unknown() };
        };
        let bound = |sums: &Sums| sums.get(view.snapshot.currency()).map(|sum| sum.minor);
        let is_met = match &self.comparison {
            Comparison::Is(words) => {
                if self.is_bare_claim(value, *words) {
                    return self.of_claim();
                }
                words & bit(value) != 0
            }
            Comparison::IsNot(words) => {
                if self.is_bare_claim(value, *words) {
                    return self.of_claim();
                }
                words & bit(value) == 0
            }
            Comparison::Has(words) => words & value != 0,
            Comparison::HasNone(words) => words & value == 0,
            Comparison::IsCurrency(currencies) => currencies.iter().any(|one| value == currency_number(*one)),
            Comparison::IsFlag(flag) => (value != 0) == *flag,
            Comparison::AtLeast(bound) => value >= *bound,
            Comparison::AtMost(bound) => value <= *bound,
            Comparison::AtLeastSum(sums) => bound(sums).is_some_and(|bound| value >= bound),
            Comparison::AtMostSum(sums) => bound(sums).is_some_and(|bound| value <= bound),
            Comparison::Within(term) => self.is_within(*term, value, view),
            Comparison::Beyond(term) => !self.is_within(*term, value, view),
            Comparison::Known => true,
            // Own words were asked about above.
            Comparison::Absent | Comparison::Own(_) => false,
        };
        match is_met {
            true if self.hangs_on_what_is_said(value, view) => self.of_claim(),
            true => Outcome::Holds,
            false => Outcome::Fails,
        }
    }

    /// Whether it is met only by a count that the customer says and nobody has established. That something was said
    /// is so, whatever comes out.
    fn hangs_on_what_is_said(&self, value: i64, view: &View<'_>) -> bool {
        match self.comparison {
            Comparison::Known => false,
            Comparison::Within(term) if term.plus.is_some_and(|plus| view.snapshot.is_said(plus)) => {
                !self.is_within(Term { plus: None, ..term }, value, view)
            }
            _ => view.snapshot.is_said(self.fact),
        }
    }

    /// The sums it compares with, where none of them is in a currency.
    pub fn lacking(&self, currency: Currency) -> Option<&Sums> {
        match &self.comparison {
            Comparison::AtLeastSum(sums) | Comparison::AtMostSum(sums) => {
                sums.get(currency).is_none().then_some(sums)
            }
            _ => None,
        }
    }

    /// Whether it holds only until some day, which is then the last to claim.
    pub(crate) fn has_last_day(&self) -> bool {
        match self.comparison {
            Comparison::Within(_) => self.fact.runs_until_asked(),
            Comparison::AtMost(_) => self.fact == Fact::AskedAt,
            _ => false,
        }
    }

    /// The last day, as a number, on which it holds, where it names a term or a day.
    pub(crate) fn last_number(&self, view: &View<'_>) -> Option<i64> {
        match self.comparison {
            Comparison::Within(term) | Comparison::Beyond(term) => view.last_number(self.fact, term),
            Comparison::AtMost(day) if self.fact.kind() == Kind::Day => Some(day),
            _ => None,
        }
    }

    /// What it comes to where the fact is unknown.
    pub(crate) fn of_unknown(&self) -> Outcome {
        match (&self.comparison, self.fact.absence()) {
            (Comparison::Known, _) => Outcome::Fails,
            (Comparison::Absent, _) => Outcome::Holds,
            (_, Absence::No) => self.unless_told(Outcome::Fails),
            (_, Absence::Open) => self.unless_told(Outcome::Open),
        }
    }

    /// What it comes to where the fact hangs on an arrival whose day nobody told.
    pub(crate) fn of_untold(&self) -> Outcome {
        match self.comparison {
            Comparison::Known => Outcome::Holds,
            Comparison::Absent => Outcome::Fails,
            _ => self.unless_told(Outcome::Open),
        }
    }

    /// A claim moves no presumption; else the answer depends on what comes out, whatever silence would count as.
    const fn of_claim(&self) -> Outcome {
        match self.if_unknown {
            Some(true) => Outcome::Holds,
            Some(false) | None => Outcome::Open,
        }
    }

    fn unless_told(&self, outcome: Outcome) -> Outcome {
        match self.if_unknown {
            Some(true) => Outcome::Holds,
            Some(false) => Outcome::Fails,
            None => outcome,
        }
    }

    /// A claim is neither established nor refuted: a comparison that does not name claims leaves it open.
    fn is_bare_claim(&self, value: i64, words: i64) -> bool {
        let claimed = ordinal!(Standing::Claimed);
        self.fact.kind() == Kind::Word(Vocabulary::Standing) && value == claimed && words & bit(claimed) == 0
    }

    fn is_within(&self, term: Term, value: i64, view: &View<'_>) -> bool {
        // To run on past days of rest only makes a term longer, so most answers need no calendar.
        if term.is_of_plain_days() && value <= i64::from(term.count) {
            return true;
        }
        let Some(from) = self.fact.counted_from().and_then(|from| view.get(from)) else {
            return value <= i64::from(term.count);
        };
        term.last_number(from, view.calendar, view.snapshot).is_some_and(|last| from + value <= last)
    }
}

impl Clause {
    /// Whether one of its alternatives is met.
    #[inline]
    pub fn outcome(&self, view: &View<'_>) -> Outcome {
        let mut outcome = Outcome::Fails;
        for test in &self.any {
            match test.outcome(view) {
                Outcome::Holds => return Outcome::Holds,
                Outcome::Open => outcome = Outcome::Open,
                Outcome::Fails => {}
            }
        }
        outcome
    }

    /// Whether all of several clauses are met: one that fails decides, one that is open leaves it open.
    #[inline]
    pub fn all(clauses: &[Self], view: &View<'_>) -> Outcome {
        let mut outcome = Outcome::Holds;
        for clause in clauses {
            match clause.outcome(view) {
                Outcome::Fails => return Outcome::Fails,
                Outcome::Open => outcome = Outcome::Open,
                Outcome::Holds => {}
            }
        }
        outcome
    }
}
