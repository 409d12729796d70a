//! A rule's conditions as a row of checks: what [`condition`](crate::policy::condition) says, laid out so that
//! asking costs next to nothing.
//!
//! Made once, when packs are put in force, from the rules as people read them, which stay what explanations are
//! made of. A word or a flag is a bit in a mask and an unknown fact has its answer beforehand; what needs a calendar
//! or a currency asks the condition itself. Both must always agree, which a property test holds them to.

use crate::few::put_in_order;
use crate::finding::Standing;
use crate::policy::condition::{Clause, Comparison, Outcome, Test, View};
use crate::policy::fact::{Fact, Kind, Vocabulary, ordinal};
use crate::policy::rule::Rule;
use crate::policy::snapshot::bit;

/// When a rule speaks, and what must be so, in one row.
#[derive(Clone, Debug)]
pub(crate) struct Checks {
    row: Vec<Check>,
    /// What [`How::Ask`] asks; kept apart, so that the row stays short.
    asked: Vec<Test>,
    /// So many of them say when it speaks at all.
    n_scope: usize,
    /// So many, after those, say what must be so. The rest say whether anything but a grant is worth telling.
    n_when: usize,
}

/// Which answers are asked for: a rule's refusals and questions are told where the complaint is about what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heed {
    /// What it grants, and there what it refuses and asks.
    Topic,
    /// What it refuses and asks elsewhere: somebody wishes for what it could give.
    Wish,
}

/// One comparison.
#[derive(Clone, Copy, Debug)]
struct Check {
    fact: Fact,
    how: How,
    /// What it comes to where the fact is unknown.
    unknown: Outcome,
    /// What it comes to where it hangs on an arrival whose day nobody told.
    untold: Outcome,
    /// Whether no further alternative follows.
    ends_clause: bool,
}

/// How a known value is compared.
#[derive(Clone, Copy, Debug)]
enum How {
    /// The value is one of the first words; for one of the second nobody can say yet.
    OneOf { holds: i64, open: i64 },
    /// Whether one of these words is in the set is as it should be.
    Among { words: i64, is_wanted: bool },
    /// This much or more.
    AtLeast(i64),
    /// This much or less.
    AtMost(i64),
    /// Whether it being known is as it should be.
    Known { is_wanted: bool },
    /// As the condition in this place says.
    Ask(usize),
}

impl Checks {
    /// The checks of a rule. What decides a category's goodwill the index has settled already; for every right a
    /// category only says what is worth telling.
    pub(crate) fn of(rule: &Rule) -> Self {
        let is_settled = |clause: &&Clause| {
            let is_category = |test: &Test| test.fact == Fact::Category && test.if_unknown.is_none();
            rule.is_goodwill() && !clause.any.is_empty() && clause.any.iter().all(is_category)
        };
        let mut checks = Self { row: Vec::new(), asked: Vec::new(), n_scope: 0, n_when: 0 };
        let (topic, scope): (Vec<&Clause>, Vec<&Clause>) =
            rule.scope.iter().filter(|clause| !is_settled(clause)).partition(|clause| rule.is_topic(clause));
        checks.add_all(scope);
        checks.n_scope = checks.row.len();
        checks.add_all(rule.when.iter().collect());
        checks.n_when = checks.row.len() - checks.n_scope;
        checks.add_all(topic);
        checks
    }

    /// What all of them come to does not depend on their order, so the quickest to decide come first.
    fn add_all(&mut self, mut clauses: Vec<&Clause>) {
        let is_asked = |clause: &Clause| clause.any.iter().any(|test| How::of(test).is_none());
        put_in_order(&mut clauses, |clause| (is_asked(clause), clause.any.len()));
        for clause in clauses {
            self.add(clause);
        }
    }

    fn add(&mut self, clause: &Clause) {
        for test in &clause.any {
            let how = How::of(test).unwrap_or_else(|| {
                self.asked.push(test.clone());
                How::Ask(self.asked.len() - 1)
            });
            let (unknown, untold) = (test.of_unknown(), test.of_untold());
            self.row.push(Check { fact: test.fact, how, unknown, untold, ends_clause: false });
        }
        match self.row.last_mut().filter(|_| !clause.any.is_empty()) {
            Some(last) => last.ends_clause = true,
            // Without an alternative nothing can meet it.
            None => self.row.push(Check {
                fact: Fact::Category,
                how: How::OneOf { holds: 0, open: 0 },
                unknown: Outcome::Fails,
                untold: Outcome::Fails,
                ends_clause: true,
            }),
        }
    }

    /// What the rule says; `None` where it does not speak.
    ///
    /// What it grants it grants whatever the complaint is said to be about: a category is a guess, and no right
    /// hangs on one.
    #[inline]
    pub(crate) fn answer(&self, view: &View<'_>, heed: Heed) -> Option<Outcome> {
        let (scope, rest) = self.row.split_at_checked(self.n_scope)?;
        if self.all(scope, view) != Outcome::Holds {
            return None;
        }
        let (when, topic) = rest.split_at_checked(self.n_when)?;
        let outcome = self.all(when, view);
        let is_topic = self.all(topic, view) == Outcome::Holds;
        let is_told = match heed {
            Heed::Topic => outcome == Outcome::Holds || is_topic,
            Heed::Wish => outcome != Outcome::Holds && !is_topic,
        };
        is_told.then_some(outcome)
    }

    /// Whether all clauses are met, each by one of its alternatives.
    #[inline]
    fn all(&self, checks: &[Check], view: &View<'_>) -> Outcome {
        let mut all = Outcome::Holds;
        let mut clause = Outcome::Fails;
        for check in checks {
            if clause != Outcome::Holds {
                match check.outcome(view, &self.asked) {
                    Outcome::Fails => {}
                    outcome => clause = outcome,
                }
            }
            if check.ends_clause {
                match clause {
                    Outcome::Fails => return Outcome::Fails,
                    Outcome::Open => all = Outcome::Open,
                    Outcome::Holds => {}
                }
                clause = Outcome::Fails;
            }
        }
        all
    }
}

impl Check {
    #[inline]
    fn outcome(&self, view: &View<'_>, asked: &[Test]) -> Outcome {
        let Some(value) = view.get(self.fact) else {
            return if view.is_untold(self.fact) { self.untold } else { self.unknown };
        };
        let is_met = match self.how {
            How::OneOf { holds, open } => {
                let value = bit(value);
                if value & open != 0 {
                    return Outcome::Open;
                }
                value & holds != 0
            }
            How::Among { words, is_wanted } => (words & value != 0) == is_wanted,
            How::AtLeast(bound) => value >= bound,
            How::AtMost(bound) => value <= bound,
            How::Known { is_wanted } => is_wanted,
            How::Ask(place) => return asked.get(place).map_or(self.unknown, |test| test.outcome(view)),
        };
        if is_met { Outcome::Holds } else { Outcome::Fails }
    }
}

impl How {
    /// How a test compares; `None` where it must be asked itself.
    fn of(test: &Test) -> Option<Self> {
        let kind = test.fact.kind();
        // A count may be only what the customer says.
        if test.fact.count().is_some() && !matches!(test.comparison, Comparison::Known | Comparison::Absent) {
            return None;
        }
        Some(match test.comparison {
            Comparison::Is(words) => Self::one_of(test, words, words),
            Comparison::IsNot(words) => Self::one_of(test, words, !words),
            Comparison::Has(words) => Self::Among { words, is_wanted: true },
            Comparison::HasNone(words) => Self::Among { words, is_wanted: false },
            Comparison::IsFlag(flag) if kind != Kind::Money => {
                Self::OneOf { holds: bit(i64::from(flag)), open: 0 }
            }
            Comparison::AtLeast(bound) => Self::AtLeast(bound),
            Comparison::AtMost(bound) => Self::AtMost(bound),
            Comparison::Known => Self::Known { is_wanted: true },
            Comparison::Absent => Self::Known { is_wanted: false },
            Comparison::AtLeastSum(_)
            | Comparison::AtMostSum(_)
            | Comparison::IsFlag(_)
            | Comparison::IsCurrency(_)
            | Comparison::Own(_)
            | Comparison::Within(_)
            | Comparison::Beyond(_) => return None,
        })
    }

    /// A claim is neither established nor refuted: a comparison that does not name claims leaves it open, unless
    /// the law presumes the answer.
    fn one_of(test: &Test, named: i64, holds: i64) -> Self {
        let claimed = bit(ordinal!(Standing::Claimed));
        let is_standing = test.fact.kind() == Kind::Word(Vocabulary::Standing);
        if !is_standing || named & claimed != 0 {
            return Self::OneOf { holds, open: 0 };
        }
        match test.if_unknown {
            Some(true) => Self::OneOf { holds: holds | claimed, open: 0 },
            Some(false) | None => Self::OneOf { holds, open: claimed },
        }
    }
}
