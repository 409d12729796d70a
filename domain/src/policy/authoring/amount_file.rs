//! An amount as a pack's author writes it: `{ of = "complained", percent = "5", cap = { CNY = "30.00", EUR = "4.00" } }`.

use crate::compensation::percent::Percent;
use crate::policy::amount::{Amount, Base, Counted, Limit, MOST_SHRINKS, Per, Rate};
use crate::policy::authoring::conditions::{fact, percent, sums};
use crate::policy::authoring::reader::{Found, Table};
use crate::policy::draft::detail::{Detail, Expected};
use crate::policy::fact::{Fact, Kind};
use toml::de::DeValue;

/// The most per cent a share may be.
const WHOLE: u32 = 100;
/// A limit that is a larger multiple of something is a slip of the pen.
const MOST_LIMIT: u32 = 100 * WHOLE;

fn base(found: &Found<'_, '_>) -> Option<Base> {
    if matches!(found.value, DeValue::Table(_)) {
        return sums(found).map(Base::Fixed);
    }
    let text = found.text(Expected::Base)?;
    match text.as_str() {
        "complained" => Some(Base::Complained),
        "bundle" => Some(Base::Bundle),
        "part_return" => Some(Base::PartReturn),
        "order" => Some(Base::Order),
        other if other.starts_with(|letter: char| letter.is_ascii_digit()) => sums(found).map(Base::Fixed),
        _ => {
            let fact = Fact::from_code(&text).filter(|fact| fact.kind() == Kind::Money);
            if fact.is_none() {
                found.wrong(Expected::Base);
            }
            fact.map(Base::Fact)
        }
    }
}

pub(super) fn amount(table: Table<'_, '_>) -> Option<Amount> {
    let of = table.need("of", Expected::Base).and_then(|found| base(&found));
    let share = table.find("percent").and_then(|found| percent(&found, WHOLE));
    let times = table.find("times").and_then(|found| multiple(&found));
    let percent_fact = table
        .find("percent_of")
        .and_then(|found| fact_of(&found, Expected::CountFact, |kind| kind == Kind::Count));
    let tiers = tiers(&table);
    let shrinking = shrinking(&table);
    let unused =
        table.find("unused").and_then(|found| found.word(Counted::ALL, Counted::code)).map(Rate::Unused);
    let rates: Vec<Rate> = [
        share.map(Rate::Share),
        times.map(Rate::Share),
        percent_fact.map(Rate::PercentFact),
        tiers,
        shrinking,
        unused,
    ]
    .into_iter()
    .flatten()
    .collect();
    if rates.len() > 1 {
        table.source.note(table.at(), &table.key("percent"), Detail::TwoRates);
    }
    let per = per(&table);
    let floor = limits(&table, "floor", "floor_of", "floor_percent");
    let cap = limits(&table, "cap", "cap_of", "cap_percent");
    if let ([Limit::Fixed(floor), ..], [Limit::Fixed(cap), ..]) = (floor.as_slice(), cap.as_slice())
        && floor.first_above(cap).is_some()
    {
        table.source.note(table.at(), &table.key("floor"), Detail::FloorAboveCap);
    }
    let sum = |found: Found<'_, '_>| fact_of(&found, Expected::MoneyFact, |kind| kind == Kind::Money);
    let less = table.find("less").and_then(|found| less(&found)).map(Box::new);
    let nothing_under = table.find("nothing_under").and_then(|found| sums(&found));
    let plus = table.find("plus").and_then(sum);
    table.finish();
    let rate = rates.into_iter().next().unwrap_or(Rate::Share(Percent::WHOLE));
    Some(Amount { of: of?, rate, per, floor, cap, less, plus, nothing_under })
}

/// What is taken off: all of a base, such as a fee or a sum in a fact, or an amount of its own that takes nothing off.
fn less(found: &Found<'_, '_>) -> Option<Amount> {
    match found.value {
        DeValue::Table(keys) if keys.keys().any(|key| key.get_ref() == "of") => {
            let amount = amount(found.table()?)?;
            let is_set = amount.of == Base::Bundle;
            if is_set || amount.less.is_some() || amount.plus.is_some() || amount.nothing_under.is_some() {
                found.wrong(Expected::Less);
                return None;
            }
            Some(amount)
        }
        _ => limit_base(found).map(Amount::all),
    }
}

/// A base by which something else is limited. The goods of a grant are whole sets only where its own base says so.
fn limit_base(found: &Found<'_, '_>) -> Option<Base> {
    let base = base(found)?;
    if base == Base::Bundle {
        found.wrong(Expected::LimitBase);
        return None;
    }
    Some(base)
}

/// What is left of something that is used up by and by.
fn shrinking(table: &Table<'_, '_>) -> Option<Rate> {
    let by = table.find("shrinks_by");
    let over = table.find("shrinks_over");
    if by.is_none() && over.is_none() {
        return None;
    }
    if by.is_none() {
        table.need("shrinks_by", Expected::NumberFact);
    }
    if over.is_none() {
        table.need("shrinks_over", Expected::WholeNumber);
    }
    let is_number = |kind| matches!(kind, Kind::Count | Kind::Days);
    let fact = by.and_then(|found| fact_of(&found, Expected::NumberFact, is_number));
    let over = over.and_then(|found| {
        let expected = || Expected::Between { least: 1, most: MOST_SHRINKS };
        let over = found.count(expected())?;
        if !(1..=MOST_SHRINKS).contains(&over) {
            found.wrong(expected());
        }
        u32::try_from(over).ok().filter(|over| *over > 0)
    });
    Some(Rate::Shrinking { fact: fact?, over: over? })
}

fn multiple(found: &Found<'_, '_>) -> Option<Percent> {
    let expected = || Expected::Between { least: 1, most: 100 };
    let times = found.count(expected())?;
    if (1..=100).contains(&times) {
        return Percent::times(times);
    }
    found.wrong(expected());
    None
}

fn per(table: &Table<'_, '_>) -> Per {
    let Some(found) = table.find("per") else {
        return Per::Order;
    };
    let name = found.text(Expected::Per).unwrap_or_default();
    let days = Fact::from_code(&name).filter(|fact| matches!(fact.kind(), Kind::Days | Kind::Count));
    match (name.as_str(), days) {
        ("line", _) => Per::Line,
        (_, Some(fact)) => Per::Day(fact),
        (name, None) => {
            if name != "order" {
                found.wrong(Expected::Per);
            }
            Per::Order
        }
    }
}

/// A floor or cap: a sum, a share of something, or both, each of which then must be kept.
fn limits(table: &Table<'_, '_>, fixed: &'static str, of: &'static str, share: &'static str) -> Vec<Limit> {
    let fixed = table.find(fixed).and_then(|found| sums(&found)).map(Limit::Fixed);
    let share = table.find(share).and_then(|found| percent(&found, MOST_LIMIT)).unwrap_or(Percent::WHOLE);
    let of = table.find(of).and_then(|found| limit_base(&found)).map(|base| Limit::Share(base, share));
    [fixed, of].into_iter().flatten().collect()
}

fn tiers(table: &Table<'_, '_>) -> Option<Rate> {
    let found = table.find("tiers")?;
    let (at, path) = (found.at, found.path.clone());
    let is_stepped = |kind| matches!(kind, Kind::Count | Kind::Days);
    let tiers_of = table
        .need("tiers_of", Expected::NumberFact)
        .and_then(|found| fact_of(&found, Expected::NumberFact, is_stepped));
    let above = table.need("above", Expected::Above);
    let above = above.and_then(|found| percent(&found, WHOLE));
    let mut steps: Vec<(i64, Percent)> = Vec::new();
    for step in found.tables() {
        let up_to = step.need("up_to", Expected::StepBound);
        let up_to = up_to.and_then(|found| found.count(Expected::WholeNumber));
        let share = step
            .need("percent", Expected::Percentage { most: WHOLE })
            .and_then(|found| percent(&found, WHOLE));
        step.finish();
        let (Some(up_to), Some(share)) = (up_to, share) else { continue };
        if steps.last().is_some_and(|(last, _)| *last >= up_to) {
            table.source.note(at, &path, Detail::StepsOverlap { up_to });
        }
        steps.push((up_to, share));
    }
    if steps.is_empty() {
        table.source.note(at, &path, Detail::Missing { expected: Expected::Steps });
    }
    Some(Rate::Tiers { fact: tiers_of?, steps, above: above? })
}

/// A fact of a kind that suits its place.
fn fact_of(found: &Found<'_, '_>, expected: Expected, suits: impl Fn(Kind) -> bool) -> Option<Fact> {
    let fact = fact(found)?;
    if !suits(fact.kind()) {
        found.wrong(expected);
        return None;
    }
    Some(fact)
}
