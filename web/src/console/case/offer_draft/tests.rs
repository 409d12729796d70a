//! What somebody changes stands under their name, and what nobody changed follows the rules.

use super::*;
use domain::compensation::option::Share;
use uuid::Uuid;

const ME: UserId = UserId(Uuid::from_u128(7));

/// So many seconds into the morning, as the rules say by when a suggestion is done: they count from each look anew.
fn moment(second: u32) -> chrono::DateTime<chrono::FixedOffset> {
    format!("2026-03-10T10:00:{second:02}.123+08:00").parse().unwrap()
}

/// The same suggestions at a later look.
fn a_moment_later(options: &[RemedyOption]) -> Vec<RemedyOption> {
    options.iter().map(|option| RemedyOption { ready_by: Some(moment(1)), ..option.clone() }).collect()
}

fn suggested() -> RemedyOption {
    let amount = Money::new(1_000, Currency::CNY);
    RemedyOption {
        parts: vec![RemedyPart {
            remedy: Remedy::PriceReduction,
            amount: Some(amount),
            is_goodwill: false,
            basis: Basis::Rule { pack: "p".to_owned(), version: "1".to_owned(), rule: "r".to_owned() },
            goods: Vec::new(),
            shares: vec![
                Share { payer: Payer::Seller, amount: Money::new(700, Currency::CNY) },
                Share { payer: Payer::Carrier, amount: Money::new(300, Currency::CNY) },
            ],
        }],
        total: amount,
        authority: Authority::Agent,
        is_recommended: true,
        because: None,
        ready_by: Some(moment(0)),
        is_below_entitlement: false,
        missing: Vec::new(),
    }
}

fn draft() -> (OfferDraft, OptionId) {
    let id = OptionId(Uuid::from_u128(1));
    (OfferDraft::of([&suggested()], || id), id)
}

#[test]
fn untouched_part_keeps_its_rule() {
    let (draft, _) = draft();
    let options = draft.read(Currency::CNY, ME).unwrap();
    assert_eq!(options.first().unwrap().option, suggested());
}

#[test]
fn changed_amount_needs_a_reason_and_stands_under_a_name() {
    let (mut draft, id) = draft();
    draft.part_mut(id, 1).unwrap().amount = "12.01".to_owned();
    let problems = draft.read(Currency::CNY, ME).unwrap_err();
    assert_eq!(problems.first().unwrap().field, "part-1-reason");
    draft.part_mut(id, 1).unwrap().reason = "She waited twice".to_owned();
    let options = draft.read(Currency::CNY, ME).unwrap();
    let option = &options.first().unwrap().option;
    assert_eq!(option.check(), Ok(()));
    assert_eq!(option.total, Money::new(1_201, Currency::CNY));
    let part = option.parts.first().unwrap();
    assert_eq!(part.basis, Basis::Person { user: ME, reason: "She waited twice".to_owned() });
    assert_eq!(part.shares.iter().map(|share| share.amount.minor).collect::<Vec<_>>(), [841, 360]);
}

#[test]
fn everything_wrong_is_named_at_once() {
    let (mut draft, id) = draft();
    draft.part_mut(id, 1).unwrap().amount = "1.005".to_owned();
    draft.add_empty_option(OptionId(Uuid::from_u128(2)));
    let fields: Vec<String> = draft
        .read(Currency::CNY, ME)
        .unwrap_err()
        .into_iter()
        .map(|problem| problem.field.into_owned())
        .collect();
    let empty = format!("option-{}-add", Uuid::from_u128(2));
    assert_eq!(fields, ["part-1-amount".to_owned(), "part-1-reason".to_owned(), empty]);
}

#[test]
fn granted_part_that_is_added_brings_its_sum_rule_and_payer() {
    let (mut draft, id) = draft();
    let granted = RemedyPart { remedy: Remedy::DelayCompensation, ..suggested().parts.remove(0) };
    draft.add_granted(id, &granted);
    let options = draft.read(Currency::CNY, ME).unwrap();
    assert_eq!(options.first().unwrap().option.parts.last(), Some(&granted));
}

#[test]
fn what_a_rule_gives_without_a_sum_stays_as_it_is() {
    for remedy in [Remedy::ReturnShipping, Remedy::Exchange, Remedy::Apology, Remedy::Cancel] {
        let mut suggestion = suggested();
        let rule = suggestion.parts.first().unwrap().basis.clone();
        let sumless = RemedyPart {
            remedy,
            amount: None,
            is_goodwill: false,
            basis: rule,
            goods: Vec::new(),
            shares: Vec::new(),
        };
        suggestion.parts.push(sumless);
        let draft = OfferDraft::of([&suggestion], || OptionId(Uuid::from_u128(1)));
        let options = draft.read(Currency::CNY, ME).unwrap();
        assert_eq!(options.first().unwrap().option, suggestion, "{remedy}");
    }
}

#[test]
fn a_sum_that_a_rule_leaves_to_a_person_is_written_under_the_rule() {
    let (mut draft, id) = draft();
    let basis = Basis::Rule { pack: "shop".into(), version: "1".into(), rule: "looked-up".into() };
    let share = |minor| Share { payer: Payer::Seller, amount: Money::new(minor, Currency::CNY) };
    let part = RemedyPart {
        remedy: Remedy::Refund,
        amount: None,
        basis,
        shares: vec![share(0)],
        ..suggested().parts.remove(0)
    };
    draft.add_granted(id, &part);
    let key = draft.option(id).unwrap().parts.last().unwrap().key;
    let unsaid = draft.read(Currency::CNY, ME).unwrap_err();
    assert_eq!(unsaid.first().unwrap().code, ProblemCode::Empty);
    draft.part_mut(id, key).unwrap().amount = "50".to_owned();
    let read = draft.read(Currency::CNY, ME).unwrap();
    let written =
        RemedyPart { amount: Some(Money::new(5_000, Currency::CNY)), shares: vec![share(5_000)], ..part };
    assert_eq!(read.first().unwrap().option.parts.last(), Some(&written));
    // Borne by somebody else it is theirs to answer for.
    draft.part_mut(id, key).unwrap().payer = Some(Payer::Platform);
    assert!(draft.read(Currency::CNY, ME).is_err(), "a reason is needed");
}

#[test]
fn kept_draft_reads_back_as_it_was() {
    let (mut draft, id) = draft();
    draft.add_part(id, Remedy::Coupon, None);
    draft.message = "你好".to_owned();
    let text = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<OfferDraft>(&text).unwrap(), draft);
}

#[test]
fn draft_kept_when_goodwill_was_still_ticked_reads_without_it() {
    let (draft, _) = draft();
    let mut kept = serde_json::to_value(&draft).unwrap();
    let part = kept.pointer_mut("/options/0/parts/0").and_then(serde_json::Value::as_object_mut);
    part.unwrap().insert("is_goodwill".to_owned(), true.into());
    let read: OfferDraft = web::json::read(&kept.to_string()).unwrap();
    assert_eq!(read.read(Currency::CNY, ME).unwrap().first().unwrap().option, suggested());
}

fn other(remedy: Remedy, minor: i64) -> RemedyOption {
    let mut option = suggested();
    option.is_recommended = false;
    for part in &mut option.parts {
        part.remedy = remedy;
        part.amount = Some(Money::new(minor, Currency::CNY));
    }
    option
}

fn ids() -> impl FnMut() -> OptionId {
    let mut n = 0_u128;
    move || {
        n += 1;
        OptionId(Uuid::from_u128(n))
    }
}

fn remedies(draft: &OfferDraft) -> Vec<Remedy> {
    draft.options.iter().flat_map(|option| &option.parts).map(|part| part.remedy).collect()
}

#[test]
fn draft_nobody_changed_follows_what_the_rules_suggest_by_now() {
    let coupon = other(Remedy::Coupon, 1_840);
    let mut draft = OfferDraft::of_suggestions(core::slice::from_ref(&coupon), Suggested::Best, ids());
    draft.seen_version = 4;
    assert_eq!(draft.renewed(core::slice::from_ref(&coupon), ids()), None, "nothing has changed");
    assert_eq!(
        draft.renewed(&a_moment_later(core::slice::from_ref(&coupon)), ids()),
        None,
        "nothing but the hour"
    );

    let now = [coupon.clone(), suggested()];
    let renewed = draft.renewed(&now, ids()).unwrap();
    assert_eq!(remedies(&renewed), [Remedy::PriceReduction]);
    assert_eq!(renewed.seen_version, 4, "what was said meanwhile is still to be looked at");

    draft.untouched = None;
    assert_eq!(draft.renewed(&now, ids()), None, "what somebody has changed is theirs");
}

#[test]
fn suggestion_that_was_picked_stays_as_long_as_it_is_one() {
    let (coupon, gift) = (other(Remedy::Coupon, 1_840), other(Remedy::Gift, 900));
    let mut draft = OfferDraft::of([&coupon], ids());
    draft.untouched = Some(Suggested::Picked);
    let all = [suggested(), coupon];
    assert_eq!(draft.renewed(&all, ids()), None);
    assert_eq!(draft.renewed(&a_moment_later(&all), ids()), None, "time alone makes no other suggestion");
    let renewed = draft.renewed(&[suggested(), gift], ids()).unwrap();
    assert_eq!(remedies(&renewed), [Remedy::PriceReduction]);
}

#[test]
fn draft_begun_with_nothing_takes_up_the_first_suggestion_and_gives_it_back() {
    let draft = OfferDraft::of_suggestions(&[], Suggested::Best, ids());
    assert_eq!(draft.options.len(), 1);
    assert_eq!(draft.renewed(&[], ids()), None);
    let renewed = draft.renewed(&[suggested()], ids()).unwrap();
    assert_eq!(remedies(&renewed), [Remedy::PriceReduction]);
    let emptied = renewed.renewed(&[], ids()).unwrap();
    assert_eq!(remedies(&emptied), []);
}

#[test]
fn draft_of_all_suggestions_stays_one_of_all() {
    let coupon = other(Remedy::Coupon, 1_840);
    let draft = OfferDraft::of_suggestions(&[suggested(), coupon.clone()], Suggested::All, ids());
    assert_eq!(draft.renewed(&[suggested(), coupon.clone()], ids()), None);
    let renewed = draft.renewed(&[coupon], ids()).unwrap();
    assert_eq!(remedies(&renewed), [Remedy::Coupon]);
}

#[test]
fn a_sum_that_nobody_can_mean_is_told_at_its_field() {
    let (mut draft, id) = draft();
    let mut slips = |typed: &str| {
        let part = draft.part_mut(id, 1).unwrap();
        (part.amount, part.reason) = (typed.to_owned(), "Her mother".to_owned());
        let options = draft.read(Currency::CNY, ME).unwrap();
        let is_beyond_sense = |part: &RemedyPart| part.amount.is_some_and(|amount| amount.minor > 100_000);
        draft.slips(&options, is_beyond_sense)
    };
    let told: Vec<_> = slips("1000.01").into_iter().map(|slip| (slip.field, slip.code)).collect();
    assert_eq!(told, [("part-1-amount".into(), ProblemCode::TooLarge)]);
    assert_eq!(slips("1000.00"), []);
}

#[test]
fn a_price_back_that_nobody_grants_begins_as_its_counterpart_does_and_brings_its_freight_once() {
    let (mut draft, id) = draft();
    let price = RemedyPart { remedy: Remedy::ReturnRefund, ..suggested().parts.remove(0) };
    let freight = RemedyPart { remedy: Remedy::ShippingRefund, ..price.clone() };
    let whole = Counterpart { price: price.clone(), freight: Some(freight) };
    draft.add_part(id, Remedy::Refund, Some(&whole));
    draft.add_part(id, Remedy::Cancel, Some(&whole));
    draft.add_part(id, Remedy::StoreCredit, Some(&Counterpart { price, freight: None }));
    let added: Vec<_> = draft.option(id).unwrap().parts.iter().skip(1).collect();
    let told: Vec<_> = added.iter().map(|part| (part.remedy, part.amount.as_str(), part.payer)).collect();
    let seller = Some(Payer::Seller);
    assert_eq!(
        told,
        [
            (Remedy::ShippingRefund, "10.00", None),
            (Remedy::Refund, "10.00", seller),
            (Remedy::Cancel, "10.00", seller),
            (Remedy::StoreCredit, "", seller)
        ]
    );
    // What stands under the name of whoever gives it says why; the freight stands under its rule.
    let problems = draft.read(Currency::CNY, ME).unwrap_err();
    let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_ref()).collect();
    assert!(fields.contains(&"part-3-reason") && !fields.contains(&"part-2-reason"), "{fields:?}");
}

#[test]
fn part_that_was_put_in_is_found_again_whatever_was_typed() {
    let granted = RemedyPart { amount: None, shares: Vec::new(), ..suggested().parts.remove(0) };
    let id = OptionId(Uuid::from_u128(1));
    let mut draft = OfferDraft::default();
    assert_eq!(draft.place_of(&granted), None);
    draft.add_empty_option(id);
    draft.add_granted(id, &granted);
    draft.part_mut(id, 1).unwrap().amount = "5".to_owned();
    assert_eq!(draft.place_of(&granted), Some((id, 1)));
    assert_eq!(draft.place_of(&RemedyPart { remedy: Remedy::Refund, ..granted }), None);
}

#[test]
fn suggestion_is_in_an_offer_once_until_somebody_changes_it() {
    let (mut draft, id) = draft();
    assert!(draft.holds(&suggested()));
    draft.part_mut(id, 1).unwrap().amount = "12.01".to_owned();
    assert!(!draft.holds(&suggested()), "what was changed is another way");
}
