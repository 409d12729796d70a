//! A rule as its author writes it.

use crate::compensation::money::Currency;
use crate::policy::authoring::amount_file::amount;
use crate::policy::authoring::conditions::{clauses, fact, term_of};
use crate::policy::authoring::pack_file::{CITATIONS, Note, day, texts};
use crate::policy::authoring::reader::{Found, Table};
use crate::policy::condition::{Clause, Comparison, Test};
use crate::policy::draft::detail::{Detail, Expected};
use crate::policy::fact::{Fact, Kind};
use crate::policy::rule::{Due, Grant, Rule, Status, Texts};
use crate::remedy::{Payer, Remedy};

pub(super) fn rule(table: Table<'_, '_>, line: u32) -> Option<(Rule, Note)> {
    let code = table.need_text("code", Expected::Code);
    let cite = table.need("cite", cited()).and_then(|found| citation(&found));
    let status = table.need("status", Expected::Status);
    let status = status.and_then(|found| found.word(Status::ALL, Status::code));
    let effective_from = table.find("effective_from").and_then(|found| day(&found));
    let effective_to = table.find("effective_to").and_then(|found| day(&found));
    if let (Some(from), Some(to)) = (effective_from, effective_to)
        && to < from
    {
        table.source.note(table.at(), &table.key("effective_to"), Detail::EndsBeforeStart { from, to });
    }
    let currency = table.find("currency").and_then(|found| currency(&found));
    let needs_human = table.flag("needs_human").unwrap_or(false);
    let replaces =
        table.find("replaces").and_then(|found| found.texts(Expected::RuleCodes)).unwrap_or_default();
    let scope = clauses(table.find("scope"));
    let mut when = clauses(table.find("when"));
    if let Some(currency) = currency {
        let comparison = Comparison::IsCurrency([currency].into());
        when.insert(0, Clause { any: vec![Test { fact: Fact::Currency, comparison, if_unknown: None }] });
    }
    let written = table.tables("grant");
    let is_without = written.is_empty();
    let grants: Vec<Grant> = written.into_iter().filter_map(grant).collect();
    if is_without {
        table.source.note(table.at(), &table.key("grant"), Detail::Missing { expected: Expected::Grant });
    }
    let (title, says, refuses) = (texts(&table, "title"), texts(&table, "says"), texts(&table, "refuses"));
    let note = Note { line, example: note(&table, "example"), excludes: note(&table, "excludes") };
    table.finish();
    let rule = Rule {
        code: code?,
        cite: cite?,
        status: status?,
        effective_from,
        effective_to,
        scope,
        when,
        needs_human,
        grants,
        replaces,
        title: title?,
        says: says?,
        refuses: refuses?,
    };
    Some((rule, note))
}

/// A note for colleagues, which may be left out.
fn note(table: &Table<'_, '_>, key: &'static str) -> Texts {
    if table.find(key).is_some() { texts(table, key).unwrap_or_default() } else { Texts::default() }
}

fn cited() -> Expected {
    Expected::Citation { beginnings: CITATIONS.iter().map(|one| one.trim().to_owned()).collect() }
}

fn citation(found: &Found<'_, '_>) -> Option<String> {
    let text = found.text(cited())?;
    if CITATIONS.iter().any(|beginning| text.starts_with(beginning)) {
        return Some(text);
    }
    found.wrong(cited());
    None
}

fn currency(found: &Found<'_, '_>) -> Option<Currency> {
    let text = found.text(Expected::Currency)?;
    let currency = Currency::from_code(&text);
    if currency.is_none() {
        found.wrong(Expected::Currency);
    }
    currency
}

fn grant(table: Table<'_, '_>) -> Option<Grant> {
    let remedy =
        table.need("remedy", Expected::Remedy).and_then(|found| found.word(Remedy::ALL, Remedy::code));
    let payer = table.find("payer").map_or(Some(Payer::Seller), |found| found.word(Payer::ALL, Payer::code));
    let wants_amount = table.find("amount").is_some();
    let amount = table.table("amount").and_then(amount);
    let due = table.table("due").and_then(due);
    let only_if = clauses(table.find("only_if"));
    let accompanies = table.flag("accompanies").unwrap_or(false);
    let repeats = table.flag("repeats").unwrap_or(false);
    let highest_of = table.text("highest_of");
    table.finish();
    if wants_amount && amount.is_none() {
        return None;
    }
    Some(Grant { remedy: remedy?, amount, payer: payer?, due, only_if, accompanies, repeats, highest_of })
}

fn due(table: Table<'_, '_>) -> Option<Due> {
    let term = table.need("within", Expected::Span).and_then(|found| term_of(&found));
    let after = table.need("after", Expected::DayFact);
    let after_fact = after.as_ref().and_then(fact);
    if let (Some(found), Some(fact)) = (&after, after_fact)
        && fact.kind() != Kind::Day
    {
        found.wrong(Expected::DayFact);
    }
    table.finish();
    Some(Due { term: term?, after: after_fact? })
}
