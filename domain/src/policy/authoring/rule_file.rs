//! A rule as its author writes it.

use crate::compensation::money::Currency;
use crate::policy::authoring::amount_file::amount;
use crate::policy::authoring::conditions::{clauses, fact, term_of};
use crate::policy::authoring::pack_file::{CITATIONS, Note, day, texts};
use crate::policy::authoring::reader::{Found, Table};
use crate::policy::condition::{Clause, Comparison, Test};
use crate::policy::draft::flaw::MistakeKind;
use crate::policy::fact::{Fact, Kind};
use crate::policy::rule::{Due, Grant, Rule, Status};
use crate::remedy::{Payer, Remedy};

pub(super) fn rule(table: Table<'_, '_>, line: u32) -> Option<(Rule, Note)> {
    let code = table.need_text("code", "a stable code such as `withdrawal`");
    let cite = table.need("cite", "a citation such as `CRPL 25`").and_then(|found| citation(&found));
    let status = table.need("status", "verified, secondary or template");
    let status = status.and_then(|found| found.word(Status::ALL, Status::code));
    let effective_from = table.find("effective_from").and_then(|found| day(&found));
    let effective_to = table.find("effective_to").and_then(|found| day(&found));
    if let (Some(from), Some(to)) = (effective_from, effective_to)
        && to < from
    {
        let problem = format!("{to} lies before effective_from {from}; expected a later day");
        table.source.note(MistakeKind::EndsBeforeStart, table.at(), &table.key("effective_to"), problem);
    }
    let currency = table.find("currency").and_then(|found| currency(&found));
    let needs_human = table.flag("needs_human").unwrap_or(false);
    let replaces =
        table.find("replaces").and_then(|found| found.texts("a list of rule codes")).unwrap_or_default();
    let scope = clauses(table.find("scope"));
    let mut when = clauses(table.find("when"));
    if let Some(currency) = currency {
        let comparison = Comparison::IsCurrency(currency);
        when.insert(0, Clause { any: vec![Test { fact: Fact::Currency, comparison, if_unknown: None }] });
    }
    let grants: Vec<Grant> = table.tables("grant").into_iter().filter_map(grant).collect();
    if grants.is_empty() {
        table.source.note(
            MistakeKind::Missing,
            table.at(),
            &table.key("grant"),
            "missing; expected at least one grant",
        );
    }
    let (title, says, refuses) = (texts(&table, "title"), texts(&table, "says"), texts(&table, "refuses"));
    let note = Note {
        line,
        example: table.text("example").unwrap_or_default(),
        excludes: table.text("excludes").unwrap_or_default(),
    };
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

fn citation(found: &Found<'_, '_>) -> Option<String> {
    let text = found.text("a citation")?;
    if CITATIONS.iter().any(|beginning| text.starts_with(beginning)) {
        return Some(text);
    }
    let known: Vec<String> = CITATIONS.iter().map(|beginning| format!("`{}`", beginning.trim())).collect();
    found.wrong(&format!("a citation; expected it to begin with one of {}", known.join(", ")));
    None
}

fn currency(found: &Found<'_, '_>) -> Option<Currency> {
    let text = found.text("a currency such as `CNY`")?;
    let currency = Currency::from_code(&text);
    if currency.is_none() {
        found.wrong("a known ISO 4217 currency such as `CNY`");
    }
    currency
}

fn grant(table: Table<'_, '_>) -> Option<Grant> {
    let remedy = table.need("remedy", "a remedy").and_then(|found| found.word(Remedy::ALL, Remedy::code));
    let payer = table.find("payer").map_or(Some(Payer::Seller), |found| found.word(Payer::ALL, Payer::code));
    let wants_amount = table.find("amount").is_some();
    let amount = table.table("amount").and_then(amount);
    let due = table.table("due").and_then(due);
    let only_if = clauses(table.find("only_if"));
    let accompanies = table.flag("accompanies").unwrap_or(false);
    let highest_of = table.text("highest_of");
    table.finish();
    if wants_amount && amount.is_none() {
        return None;
    }
    Some(Grant { remedy: remedy?, amount, payer: payer?, due, only_if, accompanies, highest_of })
}

fn due(table: Table<'_, '_>) -> Option<Due> {
    let term = table.need("within", "a time such as `7 days`").and_then(|found| term_of(&found));
    let after = table.need("after", "the fact it is counted from");
    let after_fact = after.as_ref().and_then(fact);
    if let (Some(found), Some(fact)) = (&after, after_fact)
        && fact.kind() != Kind::Day
    {
        found.wrong("a fact that is a day, such as `asked_at` or `finding.goods_back_at`");
    }
    table.finish();
    Some(Due { term: term?, after: after_fact? })
}
