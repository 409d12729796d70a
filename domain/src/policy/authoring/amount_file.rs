//! An amount as a pack's author writes it: `{ of = "complained", percent = "5", floor = "1.00", cap = "30.00" }`.

use crate::policy::amount::{Amount, Base, Limit, Per, Rate, WHOLE};
use crate::policy::authoring::conditions::{basis_points, fact, thousandths};
use crate::policy::authoring::reader::{Found, Table};
use crate::policy::draft::flaw::MistakeKind;
use crate::policy::fact::{Fact, Kind};

/// A limit that is a larger multiple of something is a slip of the pen.
const MOST_RATE: i64 = 100 * WHOLE;

fn base(found: &Found<'_, '_>) -> Option<Base> {
    let expected = "`complained`, `part_return`, `order`, a sum such as `200.00`, or a fact that is a sum";
    let text = found.text(expected)?;
    match text.as_str() {
        "complained" => Some(Base::Complained),
        "part_return" => Some(Base::PartReturn),
        "order" => Some(Base::Order),
        other if other.starts_with(|letter: char| letter.is_ascii_digit()) => {
            thousandths(found).map(Base::Fixed)
        }
        _ => {
            let fact = Fact::from_code(&text).filter(|fact| fact.kind() == Kind::Money);
            if fact.is_none() {
                found.wrong(expected);
            }
            fact.map(Base::Fact)
        }
    }
}

pub(super) fn amount(table: Table<'_, '_>) -> Option<Amount> {
    let of = table.need("of", "what the amount is a share of").and_then(|found| base(&found));
    let share = table.find("percent").and_then(|found| basis_points(&found, WHOLE));
    let times = table.find("times").and_then(|found| multiple(&found));
    let percent_fact = table
        .find("percent_of")
        .and_then(|found| fact_of(&found, "a fact that is a whole number", |kind| kind == Kind::Count));
    let tiers = tiers(&table);
    let rates: Vec<Rate> =
        [share.map(Rate::Share), times.map(Rate::Share), percent_fact.map(Rate::PercentFact), tiers]
            .into_iter()
            .flatten()
            .collect();
    if rates.len() > 1 {
        table.source.note(
            MistakeKind::TwoRates,
            table.at(),
            &table.key("percent"),
            "expected only one of percent, times, percent_of, tiers",
        );
    }
    let per = per(&table);
    let floor = limit(&table, "floor", "floor_of", "floor_percent");
    let cap = limit(&table, "cap", "cap_of", "cap_percent");
    if let (Some(Limit::Fixed(floor)), Some(Limit::Fixed(cap))) = (floor, cap)
        && floor > cap
    {
        table.source.note(
            MistakeKind::FloorAboveCap,
            table.at(),
            &table.key("floor"),
            "the floor lies above the cap; expected it below",
        );
    }
    let sum = |found: Found<'_, '_>| fact_of(&found, "a fact that is a sum", |kind| kind == Kind::Money);
    let less = table.find("less").and_then(sum);
    let plus = table.find("plus").and_then(sum);
    table.finish();
    let rate = rates.into_iter().next().unwrap_or(Rate::Share(WHOLE));
    Some(Amount { of: of?, rate, per, floor, cap, less, plus })
}

fn multiple(found: &Found<'_, '_>) -> Option<i64> {
    let times = found.count("a whole number from 1 to 100")?;
    if (1..=100).contains(&times) {
        return Some(times * WHOLE);
    }
    found.wrong("a whole number from 1 to 100");
    None
}

fn per(table: &Table<'_, '_>) -> Per {
    let expected = "`order`, `line` or a fact that counts days";
    let Some(found) = table.find("per") else {
        return Per::Order;
    };
    let name = found.text(expected).unwrap_or_default();
    let days = Fact::from_code(&name).filter(|fact| matches!(fact.kind(), Kind::Days | Kind::Count));
    match (name.as_str(), days) {
        ("line", _) => Per::Line,
        (_, Some(fact)) => Per::Day(fact),
        (name, None) => {
            if name != "order" {
                found.wrong(expected);
            }
            Per::Order
        }
    }
}

fn limit(
    table: &Table<'_, '_>,
    fixed: &'static str,
    of: &'static str,
    percent: &'static str,
) -> Option<Limit> {
    let fixed = table.find(fixed).and_then(|found| thousandths(&found)).map(Limit::Fixed);
    let share = table.find(percent).and_then(|found| basis_points(&found, MOST_RATE)).unwrap_or(WHOLE);
    let of = table.find(of).and_then(|found| base(&found)).map(|base| Limit::Share(base, share));
    fixed.or(of)
}

fn tiers(table: &Table<'_, '_>) -> Option<Rate> {
    let found = table.find("tiers")?;
    let (at, path) = (found.at, found.path.clone());
    let is_stepped = |kind| matches!(kind, Kind::Count | Kind::Days);
    let tiers_of = table
        .need("tiers_of", "the fact whose steps they are")
        .and_then(|found| fact_of(&found, "a fact that is a number", is_stepped));
    let above = table.need("above", "the percentage above the last step");
    let above = above.and_then(|found| basis_points(&found, WHOLE));
    let mut steps: Vec<(i64, i64)> = Vec::new();
    for step in found.tables() {
        let up_to = step.need("up_to", "the value up to and including which the step holds");
        let up_to = up_to.and_then(|found| found.count("a whole number"));
        let share = step.need("percent", "a percentage").and_then(|found| basis_points(&found, WHOLE));
        step.finish();
        let (Some(up_to), Some(share)) = (up_to, share) else { continue };
        if steps.last().is_some_and(|(last, _)| *last >= up_to) {
            table.source.note(
                MistakeKind::StepsOverlap,
                at,
                &path,
                format!("the step up to {up_to} overlaps the one before; expected rising steps"),
            );
        }
        steps.push((up_to, share));
    }
    if steps.is_empty() {
        table.source.add(at, &path, "there are no steps; expected at least one");
    }
    Some(Rate::Tiers { fact: tiers_of?, steps, above: above? })
}

/// A fact of a kind that suits its place.
fn fact_of(found: &Found<'_, '_>, expected: &str, suits: impl Fn(Kind) -> bool) -> Option<Fact> {
    let fact = fact(found)?;
    if !suits(fact.kind()) {
        found.wrong(expected);
        return None;
    }
    Some(fact)
}
