//! What holds for the delivered packs whatever the facts are.

use crate::delivered;
use chrono::{DateTime, Duration, FixedOffset};
use domain::category::{Category, Kind};
use domain::compensation::money::{Currency, Money};
use domain::finding::{Condition, Fault, Findings, Standing};
use domain::order::terms::Terms;
use domain::order::{Order, OrderLine, OrderStatus, OrderTime, Trait};
use domain::policy::answer::Answer;
use domain::policy::condition::{Clause, Outcome, View};
use domain::policy::decide::Refusal;
use domain::policy::fact::Vocabulary;
use domain::policy::own::Marks;
use domain::policy::rule::Status;
use domain::policy::{Complained, Facts, Pack, Packs, Place, Rule, Tier, decide, judge};
use domain::remedy::{Authority, Payer, Remedy};
use domain::testing::zones;
use domain::zone::{Zone, Zones};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

#[derive(Clone, Debug)]
struct Question {
    asked_at: DateTime<FixedOffset>,
    zone: Zone,
    category: Category,
    wants: Vec<Remedy>,
    order: Order,
    pieces: Vec<u32>,
    findings: Findings,
}

fn standing() -> impl Strategy<Value = Option<Standing>> {
    option::of(select(Standing::ALL.to_vec()))
}

fn findings() -> impl Strategy<Value = Findings> {
    let standings = vec(standing(), 12);
    let others = (
        option::of(select(Fault::ALL.to_vec())),
        option::of(select(Condition::ALL.to_vec())),
        option::of(any::<bool>()),
        option::of(0_u32..4),
        option::of(0_u32..=100),
        vec(select(Remedy::ALL.to_vec()), 0..3),
    );
    (standings, others).prop_map(|(standings, (fault, condition, confirmed, repairs, spoiled, blocked))| {
        Findings {
            defect: standings[0],
            misdescription: standings[1],
            damage_in_transit: standings[2],
            loss: standings[3],
            fraud: standings[4],
            seller_knew: standings[5],
            safety: standings[6],
            purpose_defeated: standings[7],
            injury: standings[8],
            officially_substandard: standings[9],
            not_performed: standings[10],
            unclear_page: standings[11],
            fault,
            condition,
            no_return_confirmed: confirmed,
            repairs_failed: repairs,
            spoiled_percent: spoiled,
            blocked,
            ..Findings::default()
        }
    })
}

fn question() -> impl Strategy<Value = Question> {
    let line =
        (0_i64..1_000_000_000_000, 1_u32..2_000, vec(select(Trait::ALL.to_vec()), 0..3), any::<bool>());
    let times = (0_i64..800, option::of(0_i64..800), option::of(0_i64..800), -720_i32..=720);
    (
        select(Category::ALL.to_vec()),
        vec(select(Remedy::ALL.to_vec()), 0..3),
        vec(line, 0..5),
        times,
        option::of(0_i64..100_000),
        select(vec!["CNY", "EUR", "GBP", "USD", "JPY", "KWD"]),
        findings(),
    )
        .prop_map(|(category, wants, lines, (since, delivered, promised, zone), fee, code, findings)| {
            let currency = Currency::from_code(code).unwrap();
            let zone = match zone {
                ..=-600 => zones().zone("Europe/London").unwrap(),
                _ => Zone::fixed(FixedOffset::east_opt(zone * 60).unwrap()),
            };
            let asked_at = zone.at(DateTime::parse_from_rfc3339("2026-06-20T12:00:00+00:00").unwrap());
            let placed = asked_at - Duration::days(since);
            let delivered = delivered.map(|days| placed + Duration::days(days.min(since)));
            let order = Order {
                number: "n".to_owned(),
                status: if delivered.is_some() { OrderStatus::Delivered } else { OrderStatus::Placed },
                currency,
                placed_at: OrderTime::Exact(placed),
                ship_by: None,
                shipped_at: None,
                promised_by: promised.map(|days| (placed + Duration::days(days)).date_naive()),
                extra_time_until: None,
                looked_at: None,
                delivered_at: delivered.map(OrderTime::Exact),
                shipping_fee: fee.map(|fee| Money::new(fee, currency)),
                free_shipping: false,
                terms: Terms::default(),
                payments: Vec::new(),
                given_outside: Vec::new(),
                tracking: None,
                lines: lines
                    .iter()
                    .enumerate()
                    .map(|(idx, (price, quantity, traits, _))| OrderLine {
                        traits: traits.clone(),
                        ..OrderLine::plain(idx.to_string(), "t", Money::new(*price, currency), *quantity)
                    })
                    .collect(),
            };
            let pieces = lines
                .iter()
                .map(|(_, quantity, _, is_complained)| if *is_complained { *quantity } else { 0 })
                .collect();
            Question { asked_at, zone, category, wants, order, pieces, findings }
        })
}

fn facts(question: &Question) -> Facts<'_> {
    Facts {
        asked_at: question.asked_at,
        zone: &question.zone,
        category: question.category,
        kind: Kind::Complaint,
        wants: &question.wants,
        order: &question.order,
        complained: Complained::Counts(&question.pieces),
        findings: &question.findings,
        tier: Tier::Regular,
        complaints_on_order: 0,
        earlier: &[],
        offered: &[],
    }
}

#[test]
fn decisions_are_the_same_explained_and_sound_whatever_the_facts() {
    let packs = delivered::all();
    let config = ProptestConfig { cases: 400, ..ProptestConfig::default() };
    proptest!(config, |(question in question())| {
        let facts = facts(&question);
        let decision = decide(&packs, &facts);
        prop_assert_eq!(&decision, &decide(&packs, &facts));
        let answer = serde_json::to_value(Answer::of(&packs, &decision, facts.order)).unwrap();
        for list in ["entitlements", "refusals", "depends"] {
            for one in answer[list].as_array().unwrap() {
                prop_assert!(!one["facts"].as_array().unwrap().is_empty(), "unexplained: {one}");
            }
        }
        for one in &decision.entitlements {
            prop_assert!(one.amount.is_none_or(|amount| amount.minor > 0));
            if one.remedy == Remedy::StatutoryDamages {
                prop_assert!(one.needs_human);
            }
        }
        prop_assert!(decision.options.len() <= 4);
        prop_assert!(decision.options.iter().filter(|option| option.is_recommended).count() <= 1);
        for option in &decision.options {
            prop_assert_eq!(option.check(), Ok(()));
            for part in &option.parts {
                prop_assert!(!question.findings.blocked.contains(&part.remedy), "{} is blocked", part.remedy);
                let is_theirs = part.shares.iter().any(|share| share.payer == Payer::Customer);
                prop_assert!(!is_theirs, "{} is offered at the customer's own cost", part.remedy);
            }
            // A multiple that a statute adds is never a suggestion of the desk's own: it was demanded, and is signed.
            let holds_penalty = option.parts.iter().any(|part| part.remedy == Remedy::StatutoryDamages);
            let is_demanded = question.wants.contains(&Remedy::StatutoryDamages);
            prop_assert!(!holds_penalty || is_demanded && option.authority == Authority::Supervisor);
            let limit = packs.desk().unwrap().agent_limit(question.order.currency);
            let (back, besides) = (option.sum_of(Remedy::goes_back), option.sum_of(|one| !one.goes_back()));
            let is_above = back.minor.max(besides.minor) > limit.minor;
            prop_assert!(!is_above || option.authority == Authority::Supervisor);
        }
    });
}

/// The delivered packs, and each rule again with every answer to what an unanswered question counts as.
fn packs_with_all_defaults() -> Packs {
    let mut packs: Vec<Pack> = delivered::all().packs().to_vec();
    for pack in &mut packs {
        for rule in &mut pack.rules {
            rule.replaces.clear();
            rule.grants.iter_mut().for_each(|grant| grant.highest_of = None);
        }
        let with = |default: Option<bool>| {
            let mut rules = pack.rules.clone();
            let clauses = rules.iter_mut().flat_map(|rule| rule.scope.iter_mut().chain(&mut rule.when));
            clauses.flat_map(|clause| &mut clause.any).for_each(|test| test.if_unknown = default);
            rules
        };
        let more: Vec<Rule> = [None, Some(true), Some(false)].into_iter().flat_map(with).collect();
        pack.rules.extend(more);
    }
    Packs::new(packs, Vec::new())
}

#[test]
fn rules_made_ready_for_asking_say_what_their_conditions_say() {
    let packs = packs_with_all_defaults();
    let config = ProptestConfig { cases: 300, ..ProptestConfig::default() };
    proptest!(config, |(mut question in question(), kinds in vec(select(Trait::ALL.to_vec()), 0..3))| {
        // One line alone, so that there is one answer to each rule.
        question.order.lines.truncate(1);
        question.order.lines.iter_mut().for_each(|line| line.traits.clone_from(&kinds));
        question.pieces = question.order.lines.iter().map(|line| line.quantity).collect();
        let kinds = question.order.lines.iter().flat_map(|line| &line.traits);
        let kinds = kinds.fold(0, |set, kind| set | 1 << Vocabulary::Trait.position(kind.code()).unwrap());
        let decision = judge(&packs, &facts(&question));
        for (pack, number) in packs.packs().iter().zip(0..) {
            let view = View { snapshot: &decision.snapshot, traits: Some(kinds), marks: &Marks::default(), calendar: &pack.calendar };
            for (rule, idx) in pack.rules.iter().zip(0..).filter(|(rule, _)| rule.status != Status::Template) {
                let place = Place { pack: number, rule: idx };
                let is_granted = decision.entitlements.iter().any(|one| one.place == place);
                // What is refused for want of a sum in the order's currency, or because it comes to nothing, says
                // nothing about the conditions.
                let is_of_sum = |one: &Refusal| one.without_sum.is_some() || one.too_little.is_some();
                let own = |one: &&Refusal| one.place == place && !is_of_sum(one);
                let is_refused = decision.refusals.iter().any(|one| own(&one));
                let is_open = decision.depends.iter().any(|one| one.place == place);
                let placed = question.order.placed_at.day(&question.zone);
                let is_in_force = rule.effective_from.is_none_or(|from| from <= placed);
                let (topic, scope): (Vec<Clause>, Vec<Clause>) =
                    rule.scope.iter().cloned().partition(|clause| rule.is_topic(clause));
                let speaks = is_in_force && Clause::all(&scope, &view) == Outcome::Holds;
                let is_topic = Clause::all(&topic, &view) == Outcome::Holds;
                let is_wished = question.wants.iter().any(|wish| rule.could_give(*wish));
                match speaks.then(|| Clause::all(&rule.when, &view)) {
                    None => prop_assert!(!is_granted && !is_refused && !is_open, "{} speaks", rule.code),
                    Some(Outcome::Holds) => prop_assert!(!is_refused && !is_open, "{} does not grant", rule.code),
                    Some(Outcome::Fails) => {
                        prop_assert!(!is_granted && !is_open, "{} does not refuse", rule.code);
                        let could_be = rule.grants.iter().any(|grant| !grant.accompanies);
                        prop_assert!(is_refused == could_be || !is_topic, "{} does not refuse", rule.code);
                        prop_assert!(!is_refused || is_topic || is_wished, "{} refuses unasked", rule.code);
                    }
                    Some(Outcome::Open) => prop_assert!(!is_granted && !is_refused, "{} is not open", rule.code),
                }
            }
        }
    });
}

#[test]
fn no_rule_repays_more_for_goods_than_they_cost() {
    let packs = delivered::all();
    let config = ProptestConfig { cases: 300, ..ProptestConfig::default() };
    proptest!(config, |(question in question())| {
        let decision = decide(&packs, &facts(&question));
        let paid = question.order.goods_total();
        for one in &decision.entitlements {
            let is_repaid = matches!(
                one.remedy,
                Remedy::Refund | Remedy::ReturnRefund | Remedy::Withdrawal | Remedy::PriceReduction
            );
            if let (true, Some(amount), Some(paid)) = (is_repaid, one.amount, paid) {
                prop_assert!(amount.minor <= paid.minor, "{amount} of {paid}");
            }
        }
    });
}

#[test]
fn a_later_day_never_turns_a_refused_withdrawal_into_a_granted_one() {
    let packs = delivered::packs(&["cn-law".to_owned()]);
    let has = |question: &Question| {
        let decision = decide(&packs, &facts(question));
        decision.entitlements.iter().any(|one| one.remedy == Remedy::Withdrawal)
    };
    let config = ProptestConfig { cases: 200, ..ProptestConfig::default() };
    proptest!(config, |(question in question(), days in 1_i64..30)| {
        let mut later = question.clone();
        later.asked_at += Duration::days(days);
        if question.order.delivered_at.is_some() && !has(&question) {
            prop_assert!(!has(&later));
        }
    });
}
