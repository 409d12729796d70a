//! Rules in plain lines, for comparing two versions and for reading a pack in the terminal.

use crate::compensation::percent::Percent;
use crate::policy::amount::{Amount, Base, Limit, Per, Rate};
use crate::policy::condition::{Clause, Test};
use crate::policy::reason::Reason;
use crate::policy::rule::{Grant, Rule};

/// A condition in words: `order.days_late at least 1`.
pub fn test(test: &Test) -> String {
    let reason = Reason { fact: test.fact, is: None, test: test.clone(), last_day: None };
    let unknown = match test.if_unknown {
        Some(true) => ", or unknown",
        Some(false) => ", and known",
        None => "",
    };
    format!("{} {}{unknown}", test.fact, reason.required())
}

/// Alternatives in words.
pub fn clause(clause: &Clause) -> String {
    clause.any.iter().map(test).collect::<Vec<_>>().join(", or ")
}

fn base(base: &Base) -> String {
    match base {
        Base::Complained => "the goods complained about".to_owned(),
        Base::PartReturn => "what giving the goods back leaves".to_owned(),
        Base::Bundle => "the whole sets they are parts of".to_owned(),
        Base::Order => "the whole order".to_owned(),
        Base::Fact(fact) => fact.to_string(),
        Base::Fixed(sums) => sums.to_string(),
    }
}

fn percent(share: Percent) -> String {
    format!("{share} %")
}

fn limit(limit: &Limit) -> String {
    match limit {
        Limit::Fixed(sums) => sums.to_string(),
        Limit::Share(of, share) => format!("{} of {}", percent(*share), base(of)),
    }
}

fn amount(amount: &Amount) -> String {
    let of = base(&amount.of);
    let share = match &amount.rate {
        Rate::Share(Percent::WHOLE) => of,
        Rate::Share(share) => match share.as_times() {
            Some(times) => format!("{times} times {of}"),
            None => format!("{} of {of}", percent(*share)),
        },
        Rate::PercentFact(fact) => format!("{fact} per cent of {of}"),
        Rate::Tiers { fact, steps, above } => {
            let step = |(up_to, share): &(i64, Percent)| format!("up to {up_to}: {}", percent(*share));
            let steps: Vec<String> = steps.iter().map(step).collect();
            format!("by {fact} ({}, above: {}) of {of}", steps.join(", "), percent(*above))
        }
        Rate::Shrinking { fact, over } => format!("what {fact} of {over} leaves of {of}"),
        Rate::Unused(counted) => format!("the unused {counted} of {of}"),
    };
    let per = match amount.per {
        Per::Order => None,
        Per::Line => Some("for each line".to_owned()),
        Per::Day(fact) => Some(format!("for each of {fact}")),
    };
    let floor = amount.floor.iter().map(|floor| format!("at least {}", limit(floor)));
    let cap = amount.cap.iter().map(|cap| format!("at most {}", limit(cap)));
    let less = amount.less.as_ref().map(|less| match self::amount(less) {
        plain if plain.contains(", ") => format!("less ({plain})"),
        plain => format!("less {plain}"),
    });
    let least = amount.nothing_under.as_ref().map(|least| format!("nothing under {least}"));
    let plus = amount.plus.map(|plus| format!("plus {plus}"));
    let head = [Some(share), per].into_iter().flatten();
    head.chain(floor).chain(cap).chain(less).chain(plus).chain(least).collect::<Vec<_>>().join(", ")
}

/// One grant in words.
pub fn grant(grant: &Grant) -> String {
    let what = match &grant.amount {
        Some(spec) => format!("{} by {}: {}", grant.remedy, grant.payer, amount(spec)),
        None => format!("{} by {}", grant.remedy, grant.payer),
    };
    let due = grant.due.map(|due| format!("within {} of {}", due.term, due.after));
    let only_if = grant.only_if.iter().map(|part| format!("only if {}", clause(part)));
    let group = grant.highest_of.as_ref().map(|group| format!("the highest of `{group}`"));
    [Some(what), due].into_iter().flatten().chain(only_if).chain(group).collect::<Vec<_>>().join(", ")
}

/// A rule in lines, each with what it is about.
pub fn rule(rule: &Rule) -> Vec<String> {
    let mut lines = vec![format!("follows {} ({})", rule.cite, rule.status)];
    lines.extend(rule.effective_from.map(|day| format!("holds for orders from {day}")));
    lines.extend(rule.effective_to.map(|day| format!("holds for orders until {day}")));
    let speaks = |part: &&Clause| if rule.is_topic(part) { "refuses and asks where" } else { "speaks where" };
    lines.extend(rule.scope.iter().map(|part| format!("{} {}", speaks(&part), clause(part))));
    lines.extend(rule.when.iter().map(|part| format!("needs {}", clause(part))));
    lines.extend(rule.grants.iter().map(|part| format!("grants {}", grant(part))));
    lines.extend(rule.replaces.iter().map(|code| format!("replaces {code}")));
    if rule.needs_human {
        lines.push("a person must sign".to_owned());
    }
    lines
}
