//! The desk part of a pack as its author writes it.

use crate::category::Category;
use crate::finding::Fault;
use crate::policy::authoring::conditions::{percent, sums};
use crate::policy::authoring::pack_file::texts;
use crate::policy::authoring::reader::Table;
use crate::policy::draft::detail::{Detail, Expected};
use crate::policy::facts::Tier;
use crate::policy::pack::{Burden, Desk, Goodwill, Phrase};
use crate::remedy::{Payer, Remedy};

pub(super) fn desk(table: Table<'_, '_>, id: Option<String>, version: Option<String>) -> Desk {
    let sum = |key: &'static str| {
        table.need(key, Expected::Sums).and_then(|found| sums(&found)).unwrap_or_default()
    };
    let desk = Desk {
        id: id.unwrap_or_default(),
        version: version.unwrap_or_default(),
        agent_limit: sum("agent_limit"),
        goodwill_limit: sum("goodwill_limit"),
        blocked_extra: sum("blocked_extra"),
        goodwill: table.tables("goodwill").into_iter().filter_map(goodwill).collect(),
        burdens: table.tables("burden").into_iter().filter_map(burden).collect(),
        phrases: table.tables("phrase").into_iter().filter_map(phrase).collect(),
    };
    table.finish();
    desk
}

fn goodwill(table: Table<'_, '_>) -> Option<Goodwill> {
    let categories =
        table.find("categories").map(|found| found.words(Category::ALL, Category::code)).unwrap_or_default();
    let tier = table.find("tier").and_then(|found| found.word(Tier::ALL, Tier::code));
    let remedy = table.need("remedy", Expected::GoodwillRemedy);
    let remedy =
        remedy.and_then(|found| found.word(&[Remedy::Coupon, Remedy::Points, Remedy::Gift], Remedy::code));
    let share =
        table.need("percent", Expected::Percentage { most: 100 }).and_then(|found| percent(&found, 100));
    let floor = table.need("floor", Expected::Sums).and_then(|found| sums(&found));
    let cap = table.need("cap", Expected::Sums).and_then(|found| sums(&found));
    if floor.as_ref().zip(cap.as_ref()).is_some_and(|(floor, cap)| floor.first_above(cap).is_some()) {
        table.source.note(table.at(), &table.key("floor"), Detail::FloorAboveCap);
    }
    table.finish();
    Some(Goodwill { categories, tier, remedy: remedy?, share: share?, floor: floor?, cap: cap? })
}

fn burden(table: Table<'_, '_>) -> Option<Burden> {
    let fault = table.need("fault", Expected::Fault).and_then(|found| found.word(Fault::ALL, Fault::code));
    let payers = table.need("payers", Expected::Payers).and_then(|found| found.table());
    let weights: Option<Vec<(Payer, u32)>> = payers.map(|payers| {
        let entries = payers.entries().into_iter();
        entries
            .filter_map(|(key, found)| {
                let payer = found.word_of(&key, Payer::ALL, Payer::code)?;
                let expected = || Expected::Between { least: 0, most: 1_000_000 };
                let weight =
                    u32::try_from(found.count(expected())?).ok().filter(|weight| *weight <= 1_000_000);
                if weight.is_none() {
                    found.wrong(expected());
                }
                Some((payer, weight?))
            })
            .collect()
    });
    // Nobody could be told to bear a cost in no parts.
    if weights.as_ref().is_some_and(|weights| weights.iter().all(|(_, weight)| *weight == 0)) {
        table.source.note(table.at(), &table.key("payers"), Detail::Missing { expected: Expected::Payers });
    }
    table.finish();
    Some(Burden { fault: fault?, weights: weights? })
}

fn phrase(table: Table<'_, '_>) -> Option<Phrase> {
    let remedy =
        table.need("remedy", Expected::Remedy).and_then(|found| found.word(Remedy::ALL, Remedy::code));
    let text = texts(&table, "text");
    table.finish();
    Some(Phrase { remedy: remedy?, text: text? })
}
