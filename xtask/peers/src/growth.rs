//! How a decision grows with the number of rules, spread over categories and jurisdictions as a large shop's are.

use crate::cases::Case;
use crate::figure::Figure;
use crate::time;
use anyhow::{Context, Result};
use domain::category::Category;
use domain::compensation::money::Currency;
use domain::policy::authoring::SourcePack;
use domain::policy::condition::{Clause, Test, TestForm};
use domain::policy::rule::{Rule, Status};
use domain::policy::{Pack, Packs, judge};
use std::hint::black_box;

/// The numbers of rules that are compared.
const COUNTS: [usize; 4] = [10, 100, 300, 1000];
/// As many rules stand in one pack.
const PER_PACK: usize = 50;
/// Where customers live, as an order tells it.
const CURRENCIES: [&str; 8] = ["CNY", "EUR", "GBP", "USD", "JPY", "HKD", "KRW", "AUD"];

/// Decides the public cases under more and more rules.
pub fn measure(sources: &[SourcePack], cases: &[Case]) -> Result<()> {
    let models: Vec<&Rule> = sources
        .iter()
        .flat_map(|source| &source.pack.rules)
        .filter(|rule| rule.status != Status::Template)
        .collect();
    let pack = &sources.first().context("there are no packs")?.pack;
    let mut micros = Vec::new();
    for n_rules in COUNTS {
        let packs = packs(pack, &models, n_rules)?;
        let work = || {
            Ok(cases.iter().map(|case| black_box(judge(&packs, &case.question.facts())).refusals.len()).sum())
        };
        micros.push(time::of(cases.len(), work)?);
    }
    for (n_rules, micros) in COUNTS.iter().zip(&micros) {
        Figure::of(format!("policy: a decision under {n_rules} rules"), format!("{micros:.2} µs")).print();
    }
    if let [first, .., last] = micros.as_slice() {
        let growth = last / first;
        Figure::of("policy: growth from 10 to 1,000 rules, 100 times as many", format!("{growth:.1} times"))
            .with_aim(Some(("below 100 times".to_owned(), growth < 100.0)))
            .print();
    }
    Ok(())
}

/// So many rules made after the delivered ones, each for one category and one currency.
fn packs(model: &Pack, models: &[&Rule], n_rules: usize) -> Result<Packs> {
    let mut rules = Vec::with_capacity(n_rules);
    for (idx, rule) in models.iter().cycle().take(n_rules).enumerate() {
        let mut rule = (*rule).clone();
        rule.code = format!("rule-{idx}");
        rule.replaces.clear();
        // The delivered rules name their own categories; here each has one, in turn.
        rule.scope.retain(|clause| clause.any.iter().all(|test| test.fact.code() != "complaint.category"));
        let category = Category::ALL[idx % Category::ALL.len()];
        let currency = CURRENCIES[idx / Category::ALL.len() % CURRENCIES.len()];
        Currency::from_code(currency).context("not a currency")?;
        rule.scope.insert(0, is("complaint.category", category.code())?);
        rule.scope.insert(1, is("order.currency", currency)?);
        rules.push(rule);
    }
    let packs = rules.chunks(PER_PACK).enumerate().map(|(idx, rules)| Pack {
        id: format!("pack-{idx}"),
        rules: rules.to_vec(),
        ..model.clone()
    });
    Ok(Packs::new(packs.collect(), Vec::new()))
}

fn is(fact: &str, word: &str) -> Result<Clause> {
    let form = TestForm { fact: fact.to_owned(), is: Some(vec![word.to_owned()]), ..TestForm::default() };
    Ok(Clause { any: vec![Test::try_from(form).context("a condition that can't be")?] })
}
