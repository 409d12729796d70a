//! The packs in force together, with an index that leads straight to the rules a complaint can concern.
//!
//! Packs are many and most rules speak about few categories. The index is made once, when packs are put in force,
//! from the rules' own scope; so a decision looks at the rules of its category and at no others.

use crate::category::Category;
use crate::compensation::option::Basis;
use crate::complaint::event::PackRef;
use crate::policy::condition::{Clause, Comparison, Test};
use crate::policy::fact::{Fact, ordinal};
use crate::policy::pack::{Desk, Pack};
use crate::policy::rule::{Rule, Status};
use crate::policy::snapshot::bit;

/// Where a rule stands: the trace a decision leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which pack.
    pub pack: u16,
    /// Which rule of it.
    pub rule: u16,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub place: Place,
    /// Whether its answer may differ from line to line.
    pub is_per_line: bool,
}

/// The packs in force, later ones adding to earlier ones.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    public: Vec<Pack>,
    desks: Vec<Desk>,
    index: Vec<Vec<Entry>>,
    has_replacing: bool,
    has_groups: bool,
}

fn categories(clause: &Clause) -> i64 {
    clause.any.iter().fold(0, |set, test| {
        set | match test {
            Test { fact: Fact::Category, comparison: Comparison::Is(words), .. } => *words,
            Test { fact: Fact::Category, comparison: Comparison::IsNot(words), .. } => !words,
            _ => -1,
        }
    })
}

impl Packs {
    /// Puts packs in force, with the desk parts at hand (none in a customer's browser).
    pub fn new(public: Vec<Pack>, desks: Vec<Desk>) -> Self {
        let mut index: Vec<Vec<Entry>> = Category::ALL.iter().map(|_| Vec::new()).collect();
        for (pack, number) in public.iter().zip(0_u16..) {
            for (rule, idx) in pack.rules.iter().zip(0_u16..) {
                if rule.status == Status::Template {
                    continue;
                }
                let entry =
                    Entry { place: Place { pack: number, rule: idx }, is_per_line: rule.asks_about_kinds() };
                let speaks = rule.scope.iter().fold(-1, |set, clause| set & categories(clause));
                for (category, entries) in Category::ALL.iter().zip(&mut index) {
                    if speaks & bit(ordinal!(*category)) != 0 {
                        entries.push(entry);
                    }
                }
            }
        }
        let rules = || public.iter().flat_map(|pack| &pack.rules);
        let has_replacing = rules().any(|rule| !rule.replaces.is_empty());
        let has_groups = rules().flat_map(|rule| &rule.grants).any(|grant| grant.highest_of.is_some());
        Self { public, desks, index, has_replacing, has_groups }
    }

    /// The packs, in their order.
    pub fn packs(&self) -> &[Pack] {
        &self.public
    }

    /// The desk parts at hand.
    pub fn desks(&self) -> &[Desk] {
        &self.desks
    }

    /// The desk part whose limits hold: the last one put in force.
    pub fn desk(&self) -> Option<&Desk> {
        self.desks.last()
    }

    /// The pack at a place.
    pub fn pack(&self, place: Place) -> Option<&Pack> {
        self.public.get(usize::from(place.pack))
    }

    /// The rule at a place.
    pub fn rule(&self, place: Place) -> Option<&Rule> {
        self.pack(place)?.rules.get(usize::from(place.rule))
    }

    /// The rule at a place, as an amount names where it comes from.
    pub fn basis(&self, place: Place) -> Option<Basis> {
        let (pack, rule) = (self.pack(place)?, self.rule(place)?);
        Some(Basis::Rule { pack: pack.id.clone(), version: pack.version.clone(), rule: rule.code.clone() })
    }

    /// Which packs, and in which version.
    pub fn versions(&self) -> Vec<PackRef> {
        let of = |pack: &Pack| PackRef { id: pack.id.clone(), version: pack.version.clone() };
        self.public.iter().map(of).collect()
    }

    pub(crate) fn about(&self, category: Category) -> &[Entry] {
        Category::ALL
            .iter()
            .position(|word| *word == category)
            .and_then(|idx| self.index.get(idx))
            .map_or(&[], Vec::as_slice)
    }

    pub(crate) fn has_replacing(&self) -> bool {
        self.has_replacing
    }

    pub(crate) fn has_groups(&self) -> bool {
        self.has_groups
    }
}

impl Rule {
    fn asks_about_kinds(&self) -> bool {
        let own = self.scope.iter().chain(&self.when);
        let granted = self.grants.iter().flat_map(|grant| &grant.only_if);
        own.chain(granted).flat_map(|clause| &clause.any).any(|test| test.fact == Fact::Traits)
    }
}
