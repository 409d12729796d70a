//! What a customer may ask for instead of an offer that is open to them.

use crate::compensation::option::RemedyOption;
use crate::complaint::last_day::can_be_set;
use crate::complaint::wish_list::can_be_mended;
use crate::complaint::{Case, Offer, gives};
use crate::remedy::Remedy;

/// What people ask for instead; anything else goes into the sentence.
const WISHES: [Remedy; 8] = [
    Remedy::ReturnRefund,
    Remedy::Refund,
    Remedy::PriceReduction,
    Remedy::Exchange,
    Remedy::Resend,
    Remedy::Repair,
    Remedy::Coupon,
    Remedy::StatutoryDamages,
];

/// What can be asked for instead of what is offered: nothing that is offered in full already, nothing that needs goods which
/// have not come, no repair of what nobody mends, and damages where the rules name them: granted or, once something is
/// confirmed, `within` reach.
pub fn wishes_instead(case: &Case, within: &[Remedy]) -> Vec<Remedy> {
    // A sum can be asked for in another height; a price or new goods can't.
    let is_whole = |wish: Remedy| wish.pays_back_whole_price() || wish.restores_goods();
    let is_offered = |wish: Remedy| {
        is_whole(wish) && case.phase.open_offer().is_some_and(|offer| gives_all(case, offer, wish))
    };
    let has_come = case.order.delivered_at.is_some() || !can_be_set(&case.order, &case.goods);
    let needs_goods = |wish| matches!(wish, Remedy::ReturnRefund | Remedy::Exchange | Remedy::Repair);
    let fits = |wish| match wish {
        Remedy::StatutoryDamages => within.contains(&wish),
        Remedy::Repair => can_be_mended(case),
        _ => true,
    };
    let wishes = WISHES.into_iter();
    wishes.filter(|wish| !is_offered(*wish) && (has_come || !needs_goods(*wish)) && fits(*wish)).collect()
}

/// Whether an option of an offer gives a remedy for every piece that is complained about.
fn gives_all(case: &Case, offer: &Offer, remedy: Remedy) -> bool {
    let wanted = gives::lines_of(case, &[]);
    let is_all = |option: &RemedyOption| {
        // Who gives back a part of the price gives back no price: its rows tell of a price reduction.
        let rows = gives::of_option(case, option, offer.made_at);
        let rows: Vec<_> = rows.into_iter().filter(|row| row.remedy == remedy).collect();
        let pieces = |sku: &str, all: u32| {
            let of_line = rows.iter().filter_map(|row| row.goods.as_ref()).filter(|goods| goods.sku == sku);
            of_line.map(|goods| goods.quantity.unwrap_or(all)).fold(0, u32::saturating_add)
        };
        !rows.is_empty() && wanted.iter().all(|(line, wanted)| pieces(&line.sku, line.quantity) >= *wanted)
    };
    offer.options.iter().any(|offered| is_all(&offered.option))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::compensation::option::PartGoods;
    use crate::complaint::command::Command;
    use crate::order::Pieces;
    use crate::testing::{AGENT, CUSTOMER, Scene, filing, offer_id, option_by_hand, option_id};

    /// Six pieces of one line and one of another, complained about as it is said; each piece cost the same.
    fn complained_about(goods: &[(&str, Option<u32>)]) -> Scene {
        let mut scene = Scene::empty();
        let first = &mut scene.order.lines[0];
        first.quantity = 6;
        let mut lamp = first.clone();
        (lamp.sku, lamp.quantity) = ("LAMP".to_owned(), 1);
        scene.order.lines.push(lamp);
        let mut filing = filing();
        filing.goods = goods
            .iter()
            .map(|(sku, quantity)| Pieces { quantity: *quantity, ..Pieces::all_of(*sku) })
            .collect();
        scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)))
    }

    fn wishes(scene: Scene, remedy: Remedy, amount: Option<&str>, goods: &[(&str, u32)]) -> Vec<Remedy> {
        let mut offered = option_by_hand(option_id(1), remedy, amount);
        offered.option.parts[0].goods = goods
            .iter()
            .map(|(sku, quantity)| PartGoods {
                sku: (*sku).to_owned(),
                title: (*sku).to_owned(),
                quantity: *quantity,
            })
            .collect();
        let options = vec![offered];
        let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
        wishes_instead(scene.given(Actor::Agent(AGENT), offer).state.case().unwrap(), &[])
    }

    #[test]
    fn damages_are_a_wish_where_the_rules_name_them_and_no_repair_is_one_of_what_spoils() {
        let scene = Scene::offered();
        let fruit = scene.state.case().unwrap();
        let damages = Remedy::StatutoryDamages;
        assert!(wishes_instead(fruit, &[damages]).contains(&damages));
        let plain = wishes_instead(fruit, &[]);
        assert!(!plain.contains(&damages) && !plain.contains(&Remedy::Repair), "{plain:?}");
        let mut cups = fruit.clone();
        cups.order.lines.iter_mut().for_each(|line| line.traits.clear());
        assert!(wishes_instead(&cups, &[]).contains(&Remedy::Repair));
    }

    #[test]
    fn what_is_offered_for_all_the_goods_is_no_wish_any_more() {
        let both = || complained_about(&[("FRUIT-5KG", None), ("LAMP", None)]);
        assert!(!wishes(both(), Remedy::Refund, Some("1176.00"), &[]).contains(&Remedy::Refund));
        assert!(!wishes(both(), Remedy::Exchange, None, &[]).contains(&Remedy::Exchange));
        let all = [("FRUIT-5KG", 6), ("LAMP", 1)];
        assert!(!wishes(both(), Remedy::Resend, None, &all).contains(&Remedy::Resend));
    }

    #[test]
    fn what_is_offered_for_one_line_or_for_some_pieces_can_be_asked_for_the_rest() {
        let both = || complained_about(&[("FRUIT-5KG", None), ("LAMP", None)]);
        assert!(wishes(both(), Remedy::Refund, Some("168.00"), &[("LAMP", 1)]).contains(&Remedy::Refund));
        assert!(wishes(both(), Remedy::Exchange, None, &[("FRUIT-5KG", 6)]).contains(&Remedy::Exchange));
        let six = complained_about(&[("FRUIT-5KG", None)]);
        assert!(wishes(six, Remedy::Refund, Some("168.00"), &[("FRUIT-5KG", 1)]).contains(&Remedy::Refund));
        let two = complained_about(&[("FRUIT-5KG", Some(2))]);
        assert!(!wishes(two, Remedy::Refund, Some("336.00"), &[("FRUIT-5KG", 2)]).contains(&Remedy::Refund));
    }

    #[test]
    fn a_part_of_the_price_is_not_the_price() {
        let lamp = complained_about(&[("LAMP", None)]);
        assert!(wishes(lamp, Remedy::Refund, Some("167.99"), &[]).contains(&Remedy::Refund));
        let lamp = complained_about(&[("LAMP", None)]);
        assert!(wishes(lamp, Remedy::PriceReduction, Some("50.00"), &[]).contains(&Remedy::PriceReduction));
    }
}
