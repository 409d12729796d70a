//! The shop's own words for goods: traits and kinds that a pack declares, asks about and has names for.
//!
//! The lists of this product are closed, those of a shop are not. So a condition that names a word of the shop's own
//! compares codes with what the goods carry, and brings the names of its pack along for whoever explains it.

use crate::order::OrderLine;
use crate::order::mark::Mark;
use crate::personal::Language;
use crate::policy::condition::{Comparison, Outcome, View};
use crate::policy::fact::{Fact, Vocabulary};
use crate::policy::pack::Pack;
use crate::policy::rule::Texts;
use crate::policy::snapshot::{Value, bit};
use crate::policy::words::{say, word_name};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A word that a pack declares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnWord {
    /// Its code, as orders carry it.
    pub code: Mark,
    /// What people call it.
    pub name: Texts,
}

/// The words of the shop's own that some goods carry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    traits: Vec<Mark>,
    kinds: Vec<Mark>,
}

/// Goods that carry none.
pub(crate) static NONE: Marks = Marks { traits: Vec::new(), kinds: Vec::new() };

impl Marks {
    /// Those of one line, in an order that does not depend on how they were written.
    pub fn of(line: &OrderLine) -> Self {
        let mut marks = Self::default();
        marks.add(&Self { traits: line.own_traits.clone(), kinds: line.kind.iter().cloned().collect() });
        marks
    }

    /// Takes in those of further goods.
    pub(crate) fn add(&mut self, other: &Self) {
        for (own, theirs) in [(&mut self.traits, &other.traits), (&mut self.kinds, &other.kinds)] {
            for mark in theirs {
                if let Err(place) = own.binary_search(mark) {
                    own.insert(place, mark.clone());
                }
            }
        }
    }

    /// Those that a fact is about.
    fn about(&self, fact: Fact) -> &[Mark] {
        match fact {
            Fact::Traits => &self.traits,
            Fact::ProductKind => &self.kinds,
            _ => &[],
        }
    }

    /// Whether a kind is told.
    pub(crate) fn has_kind(&self) -> bool {
        !self.kinds.is_empty()
    }
}

/// How goods are held against words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// One of the words is the kind.
    Is,
    /// None of the words is the kind.
    IsNot,
    /// One of the words is among the traits.
    Has,
    /// None of the words is among the traits.
    HasNone,
}

/// What is asked of goods in words of which some are the shop's own.
#[derive(Clone, Debug)]
pub struct Own {
    /// How.
    pub how: Among,
    /// Words of the closed list, as a set.
    pub known: i64,
    /// Words of the shop's own.
    pub words: Arc<[Mark]>,
    /// What the pack calls its words; the order of a pack's names asks nothing of any goods.
    declared: Arc<[OwnWord]>,
}

impl PartialEq for Own {
    fn eq(&self, other: &Self) -> bool {
        (self.how, self.known, &self.words) == (other.how, other.known, &other.words)
    }
}

impl Eq for Own {}

impl Own {
    /// Words that nobody has named so far.
    pub(crate) fn new(how: Among, known: i64, words: Vec<Mark>) -> Self {
        Self { how, known, words: words.into(), declared: Arc::default() }
    }

    /// Whether it asks that one of the words is there, and not that none is.
    pub(crate) const fn is_wanted(&self) -> bool {
        matches!(self.how, Among::Is | Among::Has)
    }

    pub(crate) fn outcome(&self, fact: Fact, view: &View<'_>) -> Outcome {
        let known = if fact == Fact::Traits { view.traits.unwrap_or(0) } else { 0 };
        let carried = view.marks.about(fact);
        let is_there = known & self.known != 0 || self.words.iter().any(|word| carried.contains(word));
        if is_there == self.is_wanted() { Outcome::Holds } else { Outcome::Fails }
    }

    /// What the goods in view are, as far as the pack has words for it.
    pub(crate) fn value(&self, fact: Fact, view: &View<'_>) -> Value {
        let known = if fact == Fact::Traits { view.traits.unwrap_or(0) } else { 0 };
        let carried = view.marks.about(fact);
        let own = self.declared.iter().filter(|word| carried.contains(&word.code));
        Value::Own(known_words(known), own.cloned().collect())
    }

    /// The words by which the goods in view are among those asked about.
    pub(crate) fn met(&self, fact: Fact, view: &View<'_>) -> (i64, Vec<OwnWord>) {
        let known = if fact == Fact::Traits { view.traits.unwrap_or(0) & self.known } else { 0 };
        let carried = view.marks.about(fact);
        let is_met = |word: &&OwnWord| carried.contains(&word.code) && self.words.contains(&word.code);
        (known, self.declared.iter().filter(is_met).cloned().collect())
    }

    /// The words of the closed list by their codes.
    pub fn known_words(&self) -> Vec<&'static str> {
        known_words(self.known)
    }

    /// What the pack calls a word of the shop's own; its code where it has no name.
    pub fn name(&self, word: &Mark, language: Language) -> String {
        let declared = self.declared.iter().find(|one| one.code == *word);
        declared.map_or_else(|| word.code().to_owned(), |one| one.name.get(language).to_owned())
    }

    /// Every word by its code.
    pub fn codes(&self) -> Vec<String> {
        let known = self.known_words().into_iter().map(str::to_owned);
        known.chain(self.words.iter().map(ToString::to_string)).collect()
    }

    /// Every word by its name.
    pub fn named(&self, language: Language) -> Vec<String> {
        let known = self.known_words().into_iter().map(|word| say(word_name(word), language).to_owned());
        known.chain(self.words.iter().map(|word| self.name(word, language))).collect()
    }
}

fn known_words(set: i64) -> Vec<&'static str> {
    let words = Vocabulary::Trait.words().into_iter().zip(0_i64..);
    words.filter(|(_, place)| set & bit(*place) != 0).map(|(word, _)| word).collect()
}

impl Pack {
    /// The pack with its names beside the words its conditions ask about.
    pub(crate) fn with_names(mut self) -> Self {
        if self.traits.is_empty() && self.kinds.is_empty() {
            return self;
        }
        let (traits, kinds): (Arc<[OwnWord]>, Arc<[OwnWord]>) =
            (self.traits.clone().into(), self.kinds.clone().into());
        let conditions = self.rules.iter_mut().flat_map(|rule| {
            let granted = rule.grants.iter_mut().flat_map(|grant| &mut grant.only_if);
            rule.scope.iter_mut().chain(&mut rule.when).chain(granted)
        });
        for test in conditions.flat_map(|clause| &mut clause.any) {
            if let Comparison::Own(own) = &mut test.comparison {
                own.declared = if test.fact == Fact::ProductKind { kinds.clone() } else { traits.clone() };
            }
        }
        self
    }
}
