//! What a case gives: its agreements, the dearest option of its open offer, and refunds made outside the desk that
//! somebody recorded on it. The order's ledger holds it against what its other cases give.
//!
//! What is given for several lines at once is split over them by what was paid for each, to the minor unit.

use crate::compensation::money::Money;
use crate::compensation::option::{Basis, PartGoods, RemedyOption, RemedyPart};
use crate::compensation::split::split_by;
use crate::complaint::command::Proof;
use crate::complaint::outside::Outside;
use crate::complaint::{Case, Fulfilment, Kept, Offer, PromiseStanding, goodwill};
use crate::id::PromiseId;
use crate::order::bought::Bought;
use crate::order::given::{Given, OutsideRefund};
use crate::order::ledger::{Elsewhere, Entry, OfCase, Standing, Transfer, given_back, said_under, sum_under};
use crate::order::payment::{Payment, WaysBack};
use crate::order::reference::parcels_in;
use crate::order::told::not_told;
use crate::order::{OrderLine, OrderStatus, OrderTime, Pieces};
use crate::remedy::Remedy;
use crate::text::Reference;
use chrono::{DateTime, FixedOffset, NaiveTime};

/// What a case gives and reserves, as the order's ledger remembers it.
pub fn of_case(case: &Case) -> OfCase {
    let entry = |standing| move |given| Entry { standing, given, is_told: false };
    let mut entries: Vec<Entry> = over(case).map(entry(Standing::Given)).collect();
    let told = outside(case).into_iter().map(entry(Standing::Given));
    entries.extend(told.map(|entry| Entry { is_told: true, ..entry }));
    if let Some(fulfilment) = case.phase.fulfilment() {
        entries.extend(agreed(case, fulfilment).into_iter().map(entry(Standing::Given)));
        entries.extend(proposed(case, fulfilment).into_iter().map(entry(Standing::Reserved)));
    }
    if let Some(offer) = case.phase.open_offer() {
        entries.extend(reserved(case, offer).into_iter().map(entry(Standing::Reserved)));
    }
    let (person, placed_at, back) = (case.person, case.order.placed_at, back(case, None));
    let goodwill = goodwill::of_case(case, goodwill::as_goodwill);
    let by_agents = goodwill::of_case(case, goodwill::as_back);
    let besides = goodwill::of_case(case, goodwill::as_besides);
    let bought = Some(Bought::of(&case.order));
    let parcels = parcels(case);
    OfCase { case: case.id, person, placed_at, bought, entries, goodwill, by_agents, besides, back, parcels }
}

/// What the case gave back to which means of payment, as far as that is known, leaving out one promise.
fn back(case: &Case, without: Option<PromiseId>) -> Vec<Payment> {
    let outside = outside(case);
    let counts = |one: &&Outside| one.given.iter().any(|given| outside.contains(given));
    let by_hand = case.outside.iter().filter(counts);
    let by_hand = by_hand.map(|one| Payment { means: one.refund.means, amount: one.refund.amount });
    let agreements = case.past.iter().chain(case.phase.fulfilment());
    let promises = agreements.flat_map(|agreement| &agreement.promises);
    let promises = promises.filter(|kept| kept.stands() && Some(kept.promise.id) != without);
    promises.flat_map(|kept| kept.promise.back.iter().copied()).chain(by_hand).collect()
}

/// What each means by which the order was paid has still to get back, leaving out one promise of the case that something
/// else is to replace.
pub(super) fn ways_back(case: &Case, elsewhere: &Elsewhere, without: Option<PromiseId>) -> WaysBack {
    let mut known: Vec<Payment> = elsewhere.cases.iter().flat_map(|of| of.back.iter().copied()).collect();
    known.extend(back(case, without));
    let mut before = elsewhere.firm_bound();
    before.extend(settled(case));
    let running = case.phase.fulfilment();
    before.extend(running.into_iter().flat_map(|fulfilment| {
        let others = |kept: &&Kept| kept.stands() && Some(kept.promise.id) != without;
        let promises = fulfilment.promises.iter().filter(others);
        promises.flat_map(|kept| rows(case, &kept.promise.part, fulfilment.agreed_at)).collect::<Vec<_>>()
    }));
    let order = &case.order;
    WaysBack::of(&order.payments, &known, given_back(order, &before), order.currency)
}

/// What the case gave that no offer or promise of today changes: agreements that are done with, and what went back
/// outside the desk.
pub fn settled(case: &Case) -> Vec<Given> {
    over(case).chain(outside(case)).collect()
}

/// What of that was given before the case was last taken up, or outside the desk.
pub(super) fn before(case: &Case) -> impl Iterator<Item = Given> {
    let past = case.past.iter().filter(|past| past.agreed_at < case.opened_at);
    past.flat_map(|past| agreed(case, past)).chain(outside(case))
}

/// What agreements gave that are done with.
fn over(case: &Case) -> impl Iterator<Item = Given> {
    case.past.iter().flat_map(|past| agreed(case, past))
}

/// Whether a reference proves a promise of an agreement of the case that is over.
pub(super) fn proves(case: &Case, key: &str) -> bool {
    over(case).any(|given| given.is_under(key))
}

/// What is known of a reference: told, and proven by it, on the case's order and on others. Nothing where at most the
/// running agreement names it, which it may prove part by part.
pub(super) fn transfer(case: &Case, elsewhere: &Elsewhere, key: &str) -> Transfer {
    let sum = |rows: &[Given]| sum_under(rows, key, case.order.currency);
    let mut by_hand = elsewhere.by_hand.clone();
    for one in &case.outside {
        let new: Vec<Given> = not_told(&one.given, &by_hand).into_iter().cloned().collect();
        by_hand.extend(new);
    }
    let mut proven: Vec<Given> = over(case).chain(elsewhere.proven.iter().cloned()).collect();
    let by_shop = [&case.order.given_outside, &case.seen.outside, &elsewhere.told];
    let (by_shop, by_hand) = (by_shop.into_iter().filter_map(|rows| sum(rows)).max(), sum(&by_hand));
    let by_hand = by_hand.max(sum(&elsewhere.by_hand_of_another));
    let running = case.phase.fulfilment();
    let running: Vec<Given> = running.into_iter().flat_map(|agreement| agreed(case, agreement)).collect();
    let said = said_under(proven.iter().chain(&running), key, case.order.currency);
    let own = Transfer { by_shop, said, by_hand, proven: sum(&proven) };
    if own.and(elsewhere.of_other_orders).is_unknown() {
        return own;
    }
    proven.extend(running);
    Transfer { proven: sum(&proven), ..own }.and(elsewhere.of_other_orders)
}

/// Under which references refunds of the order are known: told by the shop's files, or recorded on any of its cases.
pub(super) fn told(case: &Case, elsewhere: &Elsewhere) -> Vec<Reference> {
    let by_shop = case.order.given_outside.iter().chain(&case.seen.outside);
    let by_hand = case.outside.iter().filter_map(|one| one.refund.reference.as_ref());
    let mut told: Vec<Reference> = Vec::new();
    let by_shop =
        by_shop.chain(&elsewhere.told).chain(&elsewhere.by_hand).filter_map(|row| row.reference.as_ref());
    for reference in by_shop.chain(by_hand) {
        if !told.contains(reference) {
            told.push(reference.clone());
        }
    }
    told
}

/// The numbers of the order's parcels: as the case knows it, and as the shop tells of it by now.
pub(super) fn parcels_known(case: &Case, elsewhere: &Elsewhere) -> Vec<String> {
    let own = case.order.tracking.as_deref().into_iter().flat_map(parcels_in).map(str::to_owned);
    let mut known: Vec<String> = Vec::new();
    for number in own.chain(elsewhere.parcels.iter().cloned()) {
        if !known.contains(&number) {
            known.push(number);
        }
    }
    known
}

/// The parcels that show what the case gave.
fn parcels(case: &Case) -> Vec<Reference> {
    let promises = case.past.iter().chain(case.phase.fulfilment()).flat_map(|agreement| &agreement.promises);
    let parcel = |kept: &Kept| match &kept.standing {
        PromiseStanding::Proven { proof: Proof::TrackingNumber(number), .. } => Some(number.clone()),
        _ => None,
    };
    promises.filter_map(parcel).collect()
}

/// What was recorded as given back outside the desk, each refund once: one reference recorded twice is one refund, and so
/// is the one that shows an agreement of the case.
fn outside(case: &Case) -> Vec<Given> {
    let agreements = case.past.iter().chain(case.phase.fulfilment());
    let mut told: Vec<Given> = agreements.flat_map(|agreement| agreed(case, agreement)).collect();
    let mut outside: Vec<Given> = Vec::new();
    for one in &case.outside {
        let kept: Vec<Given> = not_told(&one.given, &told).into_iter().cloned().collect();
        told.extend(kept.iter().cloned());
        outside.extend(kept);
    }
    outside
}

/// What the running agreement gives besides one of its promises.
pub fn besides(case: &Case, fulfilment: &Fulfilment, promise: PromiseId) -> Vec<Given> {
    let others = fulfilment.promises.iter().filter(|kept| kept.promise.id != promise && kept.stands());
    let parts = others.map(|kept| &kept.promise.part);
    parts.flat_map(|part| rows(case, part, fulfilment.agreed_at)).collect()
}

/// What an option would give.
pub fn of_option(case: &Case, option: &RemedyOption, at: DateTime<FixedOffset>) -> Vec<Given> {
    option.parts.iter().flat_map(|part| rows(case, part, at)).collect()
}

/// What went back outside the desk, as rows about one line each, or about the order as a whole.
pub fn of_outside(case: &Case, refund: &OutsideRefund) -> Vec<Given> {
    let at = OrderTime::Wall(refund.on.and_time(NaiveTime::MIN));
    let given = |paid: i64, amount: Money, goods| {
        // Who got back a part of the price has not got back the price.
        let is_part = amount.minor < paid;
        let remedy = if is_part { Remedy::PriceReduction } else { Remedy::Refund };
        Given {
            remedy,
            amount: Some(amount),
            goods,
            rule: None,
            at,
            reference: refund.reference.clone(),
            in_all: None,
        }
    };
    let pieces = |line: &OrderLine| {
        let named = refund.goods.iter().find(|goods| goods.sku == line.sku);
        named.map(|goods| goods.quantity.unwrap_or(line.quantity).min(line.quantity))
    };
    let lines: Vec<(&OrderLine, u32)> = match case.order.lines.as_slice() {
        // Where there is but one line it is about that, named or not.
        [only] => vec![(only, pieces(only).unwrap_or(only.quantity))],
        lines => lines.iter().filter_map(|line| Some((line, pieces(line)?))).collect(),
    };
    let weights: Vec<i64> = lines.iter().map(|(line, pieces)| line.paid_for(*pieces)).collect();
    let Some(amounts) = split_by(refund.amount, &weights) else {
        let came_in = case.order.came_in().map_or(i64::MAX, |came_in| came_in.minor);
        return vec![given(came_in, refund.amount, None)];
    };
    let rows = lines.iter().zip(weights).zip(amounts);
    rows.map(|(((line, pieces), paid), amount)| given(paid, amount, Some(own_pieces(line, *pieces))))
        .collect()
}

fn own_pieces(line: &OrderLine, pieces: u32) -> Pieces {
    Pieces { sku: line.sku.clone(), quantity: (pieces < line.quantity).then_some(pieces) }
}

/// What an agreement gives, as far as its promises stand.
pub(super) fn agreed(case: &Case, fulfilment: &Fulfilment) -> Vec<Given> {
    let of_promise = |kept: &Kept| {
        // What the desk gave back itself is known by its proof, where the shop's file tells of it later.
        let (reference, in_all) = match &kept.standing {
            PromiseStanding::Proven { proof: Proof::RefundReference(reference), in_all, .. } => {
                (Some(reference.clone()), *in_all)
            }
            _ => (None, None),
        };
        let rows = rows(case, &kept.promise.part, fulfilment.agreed_at).into_iter();
        rows.map(move |row| Given { reference: reference.clone(), in_all, ..row }).collect::<Vec<_>>()
    };
    // What a rule granted was had, be it in another shape: replaced, it brings nothing and is granted no more.
    let of_replaced = |kept: &Kept| {
        let rows = rows(case, &kept.promise.part, fulfilment.agreed_at).into_iter();
        let nothing = |amount: Money| Money { minor: 0, ..amount };
        rows.map(|row| Given { amount: row.amount.map(nothing), ..row }).collect::<Vec<_>>()
    };
    let is_by_rule = |kept: &&Kept| matches!(kept.promise.part.basis, Basis::Rule { .. });
    let is_money = |kept: &&Kept| kept.promise.part.amount.is_some();
    let replaced =
        fulfilment.promises.iter().filter(|kept| !kept.stands()).filter(is_by_rule).filter(is_money);
    let standing = fulfilment.promises.iter().filter(|kept| kept.stands());
    standing.flat_map(of_promise).chain(replaced.flat_map(of_replaced)).collect()
}

/// What would be given on top, were every replacement accepted that the customer has been asked about.
fn proposed(case: &Case, fulfilment: &Fulfilment) -> Vec<Given> {
    let more = fulfilment.promises.iter().flat_map(|kept| {
        let promised = kept.promise.part.amount.filter(|_| kept.promise.part.remedy.pays_back());
        let mut promised = promised.map_or(0, |promised| promised.minor);
        // Of what goes back only what is beyond the promise is on top.
        kept.proposed().map(move |replacement| {
            let mut part = replacement.part.clone();
            if let Some(amount) = part.amount.filter(|_| part.remedy.pays_back()) {
                let same = amount.minor.min(promised);
                promised = promised.saturating_sub(same);
                part.amount = Some(Money { minor: amount.minor.saturating_sub(same), ..amount });
            }
            part
        })
    });
    more.flat_map(|part| rows(case, &part, fulfilment.agreed_at)).collect()
}

/// The option that gives back most, and of those the one that is worth most; what nobody can take any more keeps nothing back.
fn reserved(case: &Case, offer: &Offer) -> Vec<Given> {
    let worth = |option: &RemedyOption| {
        let back = option.parts.iter().filter(|part| part.remedy.pays_back());
        let back =
            back.filter_map(|part| part.amount).fold(0, |sum, amount| amount.minor.saturating_add(sum));
        let goods = option.parts.iter().filter(|part| part.remedy.replaces_goods());
        let goods = goods.flat_map(|part| lines_of(case, &part.goods));
        let goods = goods.map(|(line, pieces)| line.paid_for(pieces)).fold(back, i64::saturating_add);
        (goods, option.total.minor)
    };
    let dearest = offer
        .options
        .iter()
        .filter(|offered| !offer.is_fallen(offered.id))
        .map(|offered| &offered.option)
        .reduce(|best, option| if worth(option) > worth(best) { option } else { best });
    dearest.map(|option| of_option(case, option, offer.made_at)).unwrap_or_default()
}

/// A part as rows about one line each, or about the order as a whole.
pub fn rows(case: &Case, part: &RemedyPart, at: DateTime<FixedOffset>) -> Vec<Given> {
    let (rule, is_by_hand) = match &part.basis {
        Basis::Rule { pack, rule, .. } => (Some(format!("{pack}/{rule}")), false),
        Basis::Person { .. } => (None, true),
    };
    let at = OrderTime::Exact(at);
    let given = |remedy, amount, goods| {
        let (rule, reference, in_all) = (rule.clone(), None, None);
        Given { remedy, amount, goods, rule, at, reference, in_all }
    };
    let lines = lines_of(case, &part.goods);
    if lines.is_empty() || part.remedy == Remedy::ShippingRefund {
        return vec![given(part.remedy, part.amount, None)];
    }
    let weights: Vec<i64> = lines.iter().map(|(line, pieces)| line.paid_for(*pieces)).collect();
    let amounts: Vec<Option<Money>> = match part.amount {
        None => vec![None; lines.len()],
        Some(amount) => {
            // Goods that cost nothing share alike.
            let alike = || split_by(amount, &vec![1; lines.len()]);
            let split = split_by(amount, &weights).or_else(alike).unwrap_or_default();
            split.into_iter().map(Some).collect()
        }
    };
    lines
        .iter()
        .zip(weights)
        .zip(amounts)
        .map(|(((line, pieces), paid), amount)| {
            // Somebody who gives back a part of the price has not given back the price.
            let is_part = is_by_hand && amount.is_some_and(|amount| amount.minor < paid);
            let is_reduction = is_part && part.remedy.pays_back_whole_price();
            let remedy = if is_reduction { Remedy::PriceReduction } else { part.remedy };
            given(remedy, amount, Some(own_pieces(line, *pieces)))
        })
        .collect()
}

/// Whether money goes back for goods that have been sent, and nobody has recorded that they are back.
pub fn waits_for_goods(case: &Case, part: &RemedyPart) -> bool {
    part.remedy.waits_for_goods() && case.findings.goods_back_at.is_none() && are_out(case, part)
}

/// Whether goods that a part is about have been sent.
pub fn are_out(case: &Case, part: &RemedyPart) -> bool {
    // A day of sending or delivery tells it too, whatever the shop's word for the order is.
    let order = &case.order;
    let is_out = |line: Option<&OrderLine>| {
        matches!(order.status_of(line), OrderStatus::Shipped | OrderStatus::Delivered)
            || order.came_at(line).is_some()
            || order.shipped_at.is_some()
    };
    match lines_of(case, &part.goods).as_slice() {
        // The shop told of no lines.
        [] => is_out(None),
        lines => lines.iter().any(|(line, _)| is_out(Some(line))),
    }
}

/// The lines a part is about, with how many pieces of each: the goods it names, or all that are complained about.
pub(super) fn lines_of<'a>(case: &'a Case, named: &[PartGoods]) -> Vec<(&'a OrderLine, u32)> {
    let pieces = |line: &OrderLine| {
        if named.is_empty() {
            return case.pieces_of(line);
        }
        let named = named.iter().filter(|goods| goods.sku == line.sku);
        named.map(|goods| goods.quantity.min(line.quantity)).max().unwrap_or(0)
    };
    let lines = case.order.lines.iter().map(|line| (line, pieces(line)));
    lines.filter(|(_, pieces)| *pieces > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::complaint::command::Command;
    use crate::testing::{AGENT, CUSTOMER, Scene, filing, offer_id, option_by_hand, option_id, yuan};

    fn entries(scene: &Scene) -> Vec<(Standing, Remedy, Option<Money>)> {
        let of_case = of_case(scene.state.case().unwrap());
        of_case
            .entries
            .into_iter()
            .map(|entry| (entry.standing, entry.given.remedy, entry.given.amount))
            .collect()
    }

    #[test]
    fn an_open_offer_reserves_its_dearest_option() {
        let option = |n, remedy, amount| option_by_hand(option_id(n), remedy, Some(amount));
        let options = vec![
            option(1, Remedy::PriceReduction, "20.00"),
            option(2, Remedy::Refund, "168.00"),
            option(3, Remedy::Coupon, "200.00"),
        ];
        let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
        let scene = Scene::filed().given(Actor::Agent(AGENT), offer);
        assert_eq!(entries(&scene), [(Standing::Reserved, Remedy::Refund, Some(yuan("168.00")))]);
    }

    #[test]
    fn agreement_makes_it_given_and_closing_forgets_nothing() {
        let mut scene = Scene::agreed();
        let given = [(Standing::Given, Remedy::PriceReduction, Some(yuan("50.00")))];
        assert_eq!(entries(&scene), given);
        scene = scene.finished();
        assert_eq!(scene.state.case().unwrap().phase.name().code(), "closed");
        assert_eq!(entries(&scene), given);
    }

    #[test]
    fn an_offer_that_is_gone_reserves_nothing() {
        let decline = Command::DeclineOffer { offer: offer_id(1), sentence: None };
        let scene = Scene::offered();
        assert_eq!(entries(&scene).len(), 1);
        assert_eq!(entries(&scene.given(Actor::Customer(CUSTOMER), decline)), []);
    }

    #[test]
    fn a_refund_by_hand_of_less_than_the_price_is_a_price_reduction() {
        let scene = Scene::filed();
        let case = scene.state.case().unwrap();
        let rows = |amount| {
            let option = option_by_hand(option_id(1), Remedy::Refund, Some(amount)).option;
            of_option(case, &option, scene.now).into_iter().map(|given| given.remedy).collect::<Vec<_>>()
        };
        assert_eq!(rows("168.00"), [Remedy::Refund]);
        assert_eq!(rows("167.99"), [Remedy::PriceReduction]);
    }

    #[test]
    fn what_is_given_for_several_lines_is_split_by_what_was_paid() {
        let mut scene = Scene::empty();
        let mut cheap = scene.order.lines[0].clone();
        (cheap.sku, cheap.unit_price) = ("SMALL".to_owned(), yuan("0.01"));
        scene.order.lines.push(cheap);
        let mut filing = filing();
        filing.goods.push(Pieces::all_of("SMALL"));
        let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
        let case = scene.state.case().unwrap();
        let option = option_by_hand(option_id(1), Remedy::Refund, Some("168.01")).option;
        let amounts: Vec<_> = of_option(case, &option, scene.now).into_iter().map(|row| row.amount).collect();
        assert_eq!(amounts, [Some(yuan("168.00")), Some(yuan("0.01"))]);
    }
}
