//! The packs in force together, with an index that leads straight to the rules a complaint can concern.
//!
//! Packs are many, those of a jurisdiction speak about its currency, and what a shop gives of its own accord often about
//! few categories. The index is made once, when packs are put in force, from the rules' own scope; so a decision looks
//! at the rules that may speak and at no others.

use crate::category::Category;
use crate::compensation::money::Currency;
use crate::compensation::option::Basis;
use crate::complaint::event::PackRef;
use crate::few::put_in_order;
use crate::personal::Language;
use crate::policy::amount::Amount;
use crate::policy::checks::Checks;
use crate::policy::condition::{Clause, Comparison, Test};
use crate::policy::fact::{Fact, ordinal};
use crate::policy::pack::{Desk, Pack};
use crate::policy::rule::{Rule, Status};
use crate::policy::snapshot::{bit, number_of};
use crate::remedy::Remedy;

/// Where a rule stands: the trace a decision leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which pack.
    pub pack: u16,
    /// Which rule of it.
    pub rule: u16,
}

/// A rule in force, made ready to be asked.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub place: Place,
    /// Whether its answer may differ from kind to kind of goods.
    pub asks_kinds: bool,
    /// Whether its answer may differ from parcel to parcel.
    pub asks_parcels: bool,
    /// The first and the last day, as numbers, on which an order it holds for was placed; none for all days.
    pub days: Option<(i64, i64)>,
    /// Whether a condition of it holds only until some day, which is then the last to claim.
    pub has_last_day: bool,
    /// When it speaks and what must be so.
    pub checks: Checks,
}

/// For each category the places of its rules among the entries.
type ByCategory = Vec<Vec<usize>>;

/// The packs in force, later ones adding to earlier ones.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    public: Vec<Pack>,
    desks: Vec<Desk>,
    entries: Vec<Entry>,
    /// The rules that speak about any currency, and for each that a rule is limited to, those and its own.
    index: ByCategory,
    index_of_currency: Vec<(Currency, ByCategory)>,
    /// Where the first rule grants, the second does not speak.
    replacing: Vec<(Place, Place)>,
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
        let in_force: Vec<(Place, &Rule)> = public
            .iter()
            .zip(0_u16..)
            .flat_map(|(pack, number)| {
                let place = move |rule| Place { pack: number, rule };
                pack.rules.iter().zip((0_u16..).map(place)).map(|(rule, place)| (place, rule))
            })
            .filter(|(_, rule)| rule.status != Status::Template)
            .collect();
        let mut currencies = Vec::<Currency>::new();
        for currency in in_force.iter().filter_map(|(_, rule)| rule.currency()) {
            if !currencies.contains(&currency) {
                currencies.push(currency);
            }
        }
        put_in_order(&mut currencies, |currency| *currency);
        let index_of_currency =
            currencies.into_iter().map(|currency| (currency, index(&in_force, Some(currency)))).collect();
        let index = index(&in_force, None);
        let entries = in_force.iter().map(|(place, rule)| Entry {
            place: *place,
            asks_kinds: rule.asks(Fact::is_of_kind),
            asks_parcels: rule.asks(Fact::is_of_parcel),
            days: days(rule),
            has_last_day: rule.has_last_day(),
            checks: Checks::of(rule),
        });
        let entries = entries.collect();
        let rules = || public.iter().flat_map(|pack| &pack.rules);
        let replacing = replacing(&public);
        let has_groups = rules().flat_map(|rule| &rule.grants).any(|grant| grant.highest_of.is_some());
        Self { public, desks, entries, index, index_of_currency, replacing, has_groups }
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

    /// What the shop says when it offers some remedies: the phrase of each, once, in the order of the remedies.
    pub fn phrases(&self, remedies: &[Remedy], language: Language) -> Vec<&str> {
        let mut said: Vec<&str> = Vec::new();
        for remedy in remedies {
            let mut phrases = self.desks.iter().rev().flat_map(|desk| &desk.phrases);
            let phrase =
                phrases.find(|phrase| phrase.remedy == *remedy).map(|phrase| phrase.text.get(language));
            said.extend(phrase.filter(|phrase| !said.contains(phrase)));
        }
        said
    }

    /// The pack at a place.
    pub fn pack(&self, place: Place) -> Option<&Pack> {
        self.public.get(usize::from(place.pack))
    }

    /// The rule at a place.
    pub fn rule(&self, place: Place) -> Option<&Rule> {
        self.pack(place)?.rules.get(usize::from(place.rule))
    }

    /// The name of the rule at a place, as `pack/code`.
    pub fn name(&self, place: Place) -> Option<String> {
        Some([&self.pack(place)?.id, "/", &self.rule(place)?.code].concat())
    }

    /// The place of a rule by its name, as `pack/code`.
    pub(crate) fn place(&self, name: &str) -> Option<Place> {
        let (id, code) = name.split_once('/')?;
        named(&self.public, id, code)
    }

    /// Whether a rule, by its name, grants a remedy under a cause that several rules share.
    pub(crate) fn is_of_cause(&self, name: &str, remedy: Remedy, cause: &str) -> bool {
        let rule = self.place(name).and_then(|place| self.rule(place));
        rule.is_some_and(|rule| {
            let mut own = rule.grants.iter().filter(|grant| grant.remedy == remedy);
            own.any(|grant| grant.highest_of.as_deref() == Some(cause))
        })
    }

    /// Whether what a rule grants stands for the same as a remedy by `basis`: by that rule, or by one that shares a cause
    /// with it.
    pub(crate) fn is_for_same(&self, place: Place, grant: u8, basis: &Basis, remedy: Remedy) -> bool {
        let Basis::Rule { pack, rule, .. } = basis else { return false };
        let name = [pack.as_str(), "/", rule.as_str()].concat();
        let cause = self.rule(place).and_then(|rule| rule.grants.get(usize::from(grant)));
        let cause = cause.and_then(|grant| grant.highest_of.as_deref());
        self.name(place).as_ref() == Some(&name)
            || cause.is_some_and(|cause| self.is_of_cause(&name, remedy, cause))
    }

    /// The rule in force at a place, made ready to be asked.
    pub(crate) fn entry(&self, place: Place) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.place == place)
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

    /// The rules that may speak about complaints of a category, on an order in a currency.
    pub(crate) fn about(&self, category: Category, currency: Currency) -> impl Iterator<Item = &Entry> {
        let own = self.index_of_currency.iter().find(|(named, _)| *named == currency);
        let index = own.map_or(&self.index, |(_, index)| index);
        let position = Category::ALL.iter().position(|word| *word == category);
        let places = position.and_then(|idx| index.get(idx)).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|place| self.entries.get(*place))
    }

    /// Which rule, where it grants, silences which.
    pub(crate) fn replacing(&self) -> &[(Place, Place)] {
        &self.replacing
    }

    pub(crate) fn has_groups(&self) -> bool {
        self.has_groups
    }
}

/// The rules that may speak, category by category: those limited to no currency, and to this one.
fn index(in_force: &[(Place, &Rule)], currency: Option<Currency>) -> ByCategory {
    let of_category = |category: &Category| {
        let speaks = |rule: &Rule| {
            let about = |set, clause| if rule.is_topic(clause) { set } else { set & categories(clause) };
            let categories = rule.scope.iter().fold(-1, about);
            categories & bit(ordinal!(*category)) != 0
                && rule.currency().is_none_or(|own| Some(own) == currency)
        };
        (0..).zip(in_force).filter(|(_, (_, rule))| speaks(rule)).map(|(idx, _)| idx).collect()
    };
    Category::ALL.iter().map(of_category).collect()
}

/// Which rule replaces which, by their places. In a circle the rule that comes first stands.
fn replacing(packs: &[Pack]) -> Vec<(Place, Place)> {
    let mut pairs: Vec<(Place, Place)> = Vec::new();
    for (pack, number) in packs.iter().zip(0_u16..) {
        for (rule, idx) in pack.rules.iter().zip(0_u16..) {
            let place = Place { pack: number, rule: idx };
            for name in &rule.replaces {
                let (id, code) = name.split_once('/').unwrap_or((&pack.id, name));
                let named = named(packs, id, code).filter(|other| !leads_to(&pairs, *other, place));
                pairs.extend(named.map(|other| (place, other)));
            }
        }
    }
    pairs
}

fn named(packs: &[Pack], id: &str, code: &str) -> Option<Place> {
    let (pack, number) = packs.iter().zip(0_u16..).find(|(pack, _)| pack.id == id)?;
    let (_, rule) = pack.rules.iter().zip(0_u16..).find(|(rule, _)| rule.code == code)?;
    Some(Place { pack: number, rule })
}

/// Whether one rule replaces another, by way of others or itself.
fn leads_to(pairs: &[(Place, Place)], from: Place, to: Place) -> bool {
    let mut open = vec![from];
    // The pairs so far have no circle, so this ends.
    while let Some(one) = open.pop() {
        if one == to {
            return true;
        }
        open.extend(pairs.iter().filter(|(place, _)| *place == one).map(|(_, other)| *other));
    }
    false
}

impl Rule {
    /// The currency on which alone it speaks.
    fn currency(&self) -> Option<Currency> {
        self.scope.iter().find_map(|clause| match clause.any.as_slice() {
            [Test { comparison: Comparison::IsCurrency(currencies), .. }] => match &**currencies {
                [currency] => Some(*currency),
                _ => None,
            },
            _ => None,
        })
    }

    fn has_last_day(&self) -> bool {
        let tests = self.when.iter().flat_map(|clause| &clause.any);
        tests.into_iter().any(Test::has_last_day)
    }

    /// Whether some fact of a sort is asked for, by its conditions, its terms or its amounts.
    fn asks(&self, is_of_sort: impl Fn(Fact) -> bool) -> bool {
        let own = self.scope.iter().chain(&self.when);
        let granted = self.grants.iter().flat_map(|grant| &grant.only_if);
        let amounts = self.grants.iter().filter_map(|grant| grant.amount.as_ref());
        let dues = self.grants.iter().filter_map(|grant| grant.due.as_ref());
        own.chain(granted).flat_map(|clause| &clause.any).any(|test| is_of_sort(test.fact))
            || amounts.flat_map(Amount::facts).any(&is_of_sort)
            || dues.map(|due| due.after).any(&is_of_sort)
    }
}

/// The days of the orders a rule holds for, where it does not hold for all.
fn days(rule: &Rule) -> Option<(i64, i64)> {
    let from = rule.effective_from.map(number_of);
    let to = rule.effective_to.map(number_of);
    (from.is_some() || to.is_some()).then(|| (from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX)))
}
