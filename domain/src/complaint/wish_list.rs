//! The wishes a form offers: what was read from the words first, then what is within reach, then what people usually
//! wish for, and nothing that can't be meant.
//!
//! Nobody repairs what burnt a child, returns what never came, or sends once more what somebody will not have again.

use crate::category::Category;
use crate::complaint::Case;
use crate::few::put_in_order;
use crate::order::{Order, OrderLine, Trait};
use crate::policy::options::ways::WAYS;
use crate::remedy::Remedy;
use crate::triage::{Told, lacks_a_part, wants_none_again};

/// What the answer on the form says of remedies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// What is granted, or would be once it is confirmed.
    pub within: Vec<Remedy>,
    /// What is refused.
    pub refused: Vec<Remedy>,
}

/// The wishes to choose among, each once: those `read` from the words, those within reach and the usual ones as far as
/// they fit, and whatever was `ticked`. An apology comes last: it is said anyway.
pub fn wish_list(
    (story, told, order, category): (&str, &Told, &Order, Category),
    answered: &Answered,
    read: &[Remedy],
    ticked: &[Remedy],
) -> Vec<Remedy> {
    let situation = Situation::of((story, told), order, category, read);
    let mut within = answered.within.clone();
    put_in_order(&mut within, |one| WAYS.iter().position(|way| way == one).unwrap_or(WAYS.len()));
    let is_turned_down = |remedy: &Remedy| answered.refused.contains(remedy) && !within.contains(remedy);
    let usual = usual_wishes(category).iter().map(|remedy| situation.as_it_comes_back(*remedy));
    let mut offered: Vec<Remedy> = Vec::new();
    let fitting = within
        .iter()
        .copied()
        .chain(usual)
        // The cost of the way back follows from rules: it can be taken off where it was asked for.
        .filter(|remedy| *remedy != Remedy::ReturnShipping)
        .filter(|remedy| situation.fits(*remedy) && !is_turned_down(remedy));
    for remedy in read.iter().copied().chain(fitting).chain(ticked.iter().copied()) {
        if !offered.contains(&remedy) {
            offered.push(remedy);
        }
    }
    let (sorry, mut first): (Vec<Remedy>, Vec<Remedy>) =
        offered.into_iter().partition(|remedy| *remedy == Remedy::Apology);
    first.extend(sorry);
    first
}

/// Whether a repair can be meant for what a case is about.
pub(super) fn can_be_mended(case: &Case) -> bool {
    let (told, wants) = (case.told(), case.wants.as_slice());
    let situation = Situation::of((&case.story, &told), &case.order, case.category, wants);
    situation.0.iter().all(|said| said.suits(Remedy::Repair))
}

/// What a story and an order say that makes some wishes fit and others not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// Somebody was hurt or in danger.
    Danger,
    /// The goods are not with the customer.
    NotHere,
    /// They were never sent.
    NeverSent,
    /// They were damaged on the way: nobody need send the pieces back to have it whole.
    Broken,
    /// All of them spoil.
    Spoils,
    /// All of them are eaten, drunk or planted: nobody mends them.
    Eaten,
    /// The same shall not come once more.
    NoneAgain,
    /// Another thing came than was ordered.
    WrongItem,
    /// It is no genuine one, which no repair mends.
    Fake,
    /// Something was missing.
    LacksPart,
    /// Nothing is wrong with the goods: they are only not wanted.
    ChangeOfMind,
    /// A refund of what went back is waited for.
    RefundWaited,
}

/// All that was said.
struct Situation(Vec<Said>);

impl Situation {
    fn of((story, told): (&str, &Told), order: &Order, category: Category, read: &[Remedy]) -> Self {
        let is_lost = category == Category::DeliveryLost || !told.loss.is_empty();
        let is_perishable = |line: &OrderLine| line.traits.contains(&Trait::Perishable);
        let is_eaten = |line: &OrderLine| {
            line.traits.iter().any(|one| matches!(one, Trait::Perishable | Trait::Food | Trait::Plants))
        };
        let all = [
            (Said::Danger, category == Category::Safety || !told.harm.is_empty()),
            (Said::NotHere, !order.has_come() || is_lost),
            (Said::NeverSent, !order.was_sent()),
            (Said::Broken, category == Category::DeliveryDamage),
            (Said::Spoils, !order.lines.is_empty() && order.lines.iter().all(is_perishable)),
            (Said::Eaten, !order.lines.is_empty() && order.lines.iter().all(is_eaten)),
            (Said::NoneAgain, wants_none_again(story)),
            (Said::WrongItem, category == Category::WrongItem),
            (Said::Fake, !told.fake.is_empty()),
            (Said::LacksPart, lacks_a_part(story)),
            (Said::ChangeOfMind, read.contains(&Remedy::Withdrawal)),
            (Said::RefundWaited, !told.refund_waited.is_empty()),
        ];
        Self(all.into_iter().filter(|(_, is_said)| *is_said).map(|(said, _)| said).collect())
    }

    fn has(&self, said: Said) -> bool {
        self.0.contains(&said)
    }

    /// The way in which the price comes back: for goods that are there and keep, against the goods.
    fn as_it_comes_back(&self, remedy: Remedy) -> Remedy {
        let is_price = matches!(remedy, Remedy::Refund | Remedy::ReturnRefund);
        let stays = self.has(Said::RefundWaited) || self.has(Said::NotHere) || self.has(Said::Spoils);
        match (is_price, stays) {
            (true, true) => Remedy::Refund,
            (true, false) => Remedy::ReturnRefund,
            (false, _) => remedy,
        }
    }

    fn fits(&self, remedy: Remedy) -> bool {
        let is_said_enough =
            remedy != Remedy::MissingPart || !self.has(Said::WrongItem) || self.has(Said::LacksPart);
        // What is there is exchanged, unless it is in pieces, gone bad or another thing.
        let is_once_more = remedy == Remedy::Resend
            && !self.has(Said::NotHere)
            && !self.has(Said::Broken)
            && !self.has(Said::Spoils)
            && !self.has(Said::WrongItem);
        is_said_enough && !is_once_more && self.0.iter().all(|said| said.suits(remedy))
    }
}

impl Said {
    /// Whether a remedy can be meant by somebody who said this.
    const fn suits(self, remedy: Remedy) -> bool {
        use Remedy as R;
        match self {
            Self::Danger => !matches!(
                remedy,
                R::Repair | R::ThirdPartyRepair | R::PriceReduction | R::Guidance | R::Resend | R::Withdrawal
            ),
            Self::NotHere => !matches!(
                remedy,
                R::Withdrawal
                    | R::ReturnRefund
                    | R::Exchange
                    | R::Repair
                    | R::ThirdPartyRepair
                    | R::PriceReduction
                    | R::Guidance
                    | R::MissingPart
            ),
            Self::NeverSent => !matches!(remedy, R::Resend | R::ShippingRefund),
            Self::NoneAgain => !remedy.gives_goods(),
            Self::WrongItem | Self::Fake => {
                !matches!(remedy, R::Repair | R::ThirdPartyRepair | R::Guidance | R::Correction)
            }
            Self::ChangeOfMind => {
                !matches!(remedy, R::Exchange | R::Resend | R::Repair | R::Guidance | R::ShippingRefund)
            }
            Self::Eaten => !matches!(remedy, R::Repair | R::ThirdPartyRepair),
            Self::RefundWaited => matches!(remedy, R::Refund | R::Coupon | R::Apology),
            Self::Broken | Self::Spoils | Self::LacksPart => true,
        }
    }
}

/// What people usually wish for in a category, most usual first.
const fn usual_wishes(category: Category) -> &'static [Remedy] {
    use Remedy as R;
    match category {
        Category::Quality => &[R::ReturnRefund, R::Exchange, R::Repair, R::PriceReduction],
        Category::Safety => &[R::ReturnRefund, R::Exchange, R::Apology],
        Category::NotAsDescribed => &[R::ReturnRefund, R::Exchange, R::PriceReduction, R::Correction],
        Category::DeliveryDelay => &[R::DelayCompensation, R::ShippingRefund, R::Refund, R::Coupon],
        Category::DeliveryDamage => &[R::ReturnRefund, R::Exchange, R::PriceReduction, R::Resend],
        Category::DeliveryLost => &[R::Refund, R::Resend],
        Category::WrongItem => &[R::Exchange, R::ReturnRefund, R::MissingPart, R::PriceReduction],
        Category::Service | Category::Privacy => &[R::Correction, R::Coupon, R::Apology],
        Category::Returns => &[R::Withdrawal, R::ReturnRefund, R::Exchange],
        Category::Transaction => {
            &[R::OverchargeRefund, R::Refund, R::PriceReduction, R::Correction, R::Coupon]
        }
        Category::AfterSales => &[R::Repair, R::Guidance, R::Exchange, R::ThirdPartyRepair],
        Category::Other => &[R::Refund, R::Exchange, R::Withdrawal, R::Coupon, R::Apology],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::complaint::wishes::wished;
    use crate::order::OrderStatus;
    use crate::testing::fruit_order;
    use crate::triage::told;

    fn cups() -> Order {
        let mut order = fruit_order();
        order.lines.iter_mut().for_each(|line| line.traits.clear());
        order
    }

    fn never_sent() -> Order {
        Order { shipped_at: None, delivered_at: None, status: OrderStatus::Paid, ..cups() }
    }

    fn list(story: &str, order: &Order, category: Category, within: &[Remedy]) -> Vec<Remedy> {
        let answered = Answered { within: within.to_vec(), refused: Vec::new() };
        wish_list(
            (story, &told(story), order, category),
            &answered,
            &wished((story, &told(story)), order, category),
            &[],
        )
    }

    #[test]
    fn what_was_read_comes_first_and_then_what_is_within_reach_money_and_goods_before_repairs() {
        let within = [Remedy::Repair, Remedy::Guidance, Remedy::Exchange, Remedy::ReturnRefund];
        for story in
            ["屏幕坏了，我要换一台新的", "螢幕壞了，我要換一台新的", "faulty screen, I want a new one"]
        {
            let offered = list(story, &cups(), Category::Quality, &within);
            let first = [Remedy::Exchange, Remedy::ReturnRefund, Remedy::Repair, Remedy::Guidance];
            assert!(offered.starts_with(&first), "{story} {offered:?}");
        }
    }

    #[track_caller]
    fn is_without(stories: &[&str], order: &Order, category: Category, ill: &[Remedy]) {
        for story in stories {
            let offered = list(story, order, category, ill);
            assert!(!offered.iter().any(|one| ill.contains(one)), "{story} {offered:?}");
            assert!(!offered.is_empty(), "{story}");
        }
    }

    #[test]
    fn wishes_that_can_not_be_meant_are_not_offered() {
        use Remedy as R;
        let burnt = ["灯漏电，孩子被烫伤了", "檯燈漏電，孩子被燙傷了", "The lamp burnt my child"];
        is_without(&burnt, &cups(), Category::Safety, &[R::Repair, R::PriceReduction, R::Guidance]);
        let vase = [
            "花瓶碎了，不要再寄一个",
            "花瓶碎了，不要再寄一個",
            "The vase is in pieces, please do not send another",
        ];
        is_without(&vase, &cups(), Category::DeliveryDamage, &[R::Resend, R::Exchange]);
        is_without(&vase, &cups(), Category::DeliveryDamage, &[R::Resend]);
        let never = ["付了钱一直没货", "付了錢一直沒貨", "You never had it in stock"];
        let of_goods = [R::Withdrawal, R::ReturnRefund, R::Exchange, R::Repair, R::Resend];
        is_without(&never, &never_sent(), Category::DeliveryDelay, &of_goods);
        is_without(&never, &never_sent(), Category::Other, &of_goods);
        let wrong = ["茶叶发错了", "茶葉寄錯了", "You sent the wrong tea"];
        is_without(&wrong, &cups(), Category::WrongItem, &[R::Repair, R::MissingPart, R::Correction]);
        let fake = ["香水是假货", "香水是假貨", "The perfume is a fake"];
        is_without(&fake, &cups(), Category::NotAsDescribed, &[R::Repair, R::Guidance, R::Correction]);
        let mind =
            ["毛衣不喜欢，想无理由退货", "毛衣不喜歡，想無理由退貨", "I changed my mind about the sweater"];
        is_without(&mind, &cups(), Category::Returns, &[R::Exchange, R::ShippingRefund]);
        let waits = ["退款一直没到账", "退款還沒收到", "Where is my refund?"];
        is_without(&waits, &cups(), Category::Returns, &[R::Withdrawal, R::ReturnRefund, R::Exchange]);
    }

    #[test]
    fn what_came_in_pieces_may_be_sent_once_more() {
        for story in ["花瓶到手就碎了", "花瓶到手就碎了，麻煩補寄", "The vase arrived in pieces"]
        {
            let offered = list(story, &cups(), Category::DeliveryDamage, &[]);
            assert!(offered.contains(&Remedy::Resend), "{story} {offered:?}");
        }
    }

    #[test]
    fn goods_that_came_on_a_day_nobody_knows_can_be_given_back_changed_and_mended() {
        let order = Order { shipped_at: None, delivered_at: None, status: OrderStatus::Delivered, ..cups() };
        for story in ["坏了", "壞了", "It is broken"] {
            let offered = list(story, &order, Category::Quality, &[]);
            for wish in [Remedy::ReturnRefund, Remedy::Exchange, Remedy::Repair] {
                assert!(offered.contains(&wish), "{story} {offered:?}");
            }
        }
        let sent = Order { status: OrderStatus::Shipped, ..never_sent() };
        assert!(list("丢了", &sent, Category::DeliveryLost, &[]).contains(&Remedy::Resend));
    }

    #[test]
    fn a_part_that_is_missing_can_be_wished_for() {
        for story in [
            "茶具少了一只杯子",
            "茶具少了一隻杯子",
            "One cup is missing from the set",
            "Got three cups not four",
        ] {
            assert!(list(story, &cups(), Category::WrongItem, &[]).contains(&Remedy::MissingPart), "{story}");
        }
    }

    #[test]
    fn what_the_answer_refuses_is_offered_only_to_whoever_asked_for_it() {
        let refused = Answered { within: Vec::new(), refused: vec![Remedy::Withdrawal] };
        let about = ("我想退", &told("我想退"), &cups(), Category::Returns);
        assert!(!wish_list(about, &refused, &[], &[]).contains(&Remedy::Withdrawal));
        let read = [Remedy::Withdrawal];
        assert_eq!(wish_list(about, &refused, &read, &[]).first(), Some(&Remedy::Withdrawal));
    }

    #[test]
    fn the_price_comes_back_in_one_way_and_an_apology_comes_last() {
        for category in Category::ALL {
            for order in [cups(), never_sent(), fruit_order()] {
                let within = [Remedy::Apology, Remedy::Coupon];
                let offered = list("不对", &order, *category, &within);
                assert_eq!(offered.last(), Some(&Remedy::Apology), "{category:?}");
                let price = |one: &&Remedy| matches!(one, Remedy::Refund | Remedy::ReturnRefund);
                assert!(offered.iter().filter(price).count() <= 1, "{category:?} {offered:?}");
            }
        }
        for category in [Category::Returns, Category::Other] {
            assert!(list("不要了", &cups(), category, &[]).contains(&Remedy::Withdrawal), "{category:?}");
        }
    }

    #[test]
    fn what_a_rule_adds_to_the_price_can_be_ticked_where_the_answer_names_it_and_the_way_back_can_not() {
        let rules = [Remedy::StatutoryDamages, Remedy::Exchange, Remedy::ReturnShipping];
        for story in ["这瓶香水是假货", "這瓶香水是假貨", "This perfume is a fake"] {
            let offered = list(story, &cups(), Category::NotAsDescribed, &rules);
            assert_eq!(offered.first(), Some(&Remedy::Exchange), "{story}");
            assert!(offered.contains(&Remedy::StatutoryDamages), "{story}");
            assert!(!offered.contains(&Remedy::ReturnShipping), "{story}");
        }
        assert!(!list("坏了", &cups(), Category::Quality, &[]).contains(&Remedy::StatutoryDamages));
        let asked = list("假货，退一赔三", &cups(), Category::NotAsDescribed, &[]);
        assert!(asked.starts_with(&[Remedy::ReturnRefund, Remedy::StatutoryDamages]), "{asked:?}");
    }

    #[test]
    fn nobody_mends_what_is_eaten_drunk_or_planted() {
        for kind in [Trait::Food, Trait::Perishable, Trait::Plants] {
            let mut order = cups();
            order.lines.iter_mut().for_each(|line| line.traits = vec![kind]);
            let offered =
                list("坏了", &order, Category::Quality, &[Remedy::Repair, Remedy::ThirdPartyRepair]);
            assert!(
                !offered.iter().any(|one| matches!(one, Remedy::Repair | Remedy::ThirdPartyRepair)),
                "{kind:?}"
            );
        }
    }
}
