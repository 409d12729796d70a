//! What a customer states, as opposed to what the desk finds out.
//!
//! The page decides on these claims while somebody types, and the server files the same ones: what the customer
//! reads before sending is therefore what the desk sees afterwards.

use crate::category::Category;
use crate::finding::{Findings, Standing};
use crate::triage::Told;

/// The claims of somebody who complains about something of a category and answered some questions.
///
/// Complaining about a category says something by itself: a complaint about quality claims a fault. So does what the story
/// told, whatever category was picked: that somebody was hurt, that a parcel is lost, that the goods are fakes, came damaged,
/// fail or are others than ordered. Every
/// standing is a claim until the desk has looked into it, and so is every count: of repairs, of days, of what is spoiled.
/// Answers about what the customer was told count as given, for it is the shop that would have to prove otherwise; what
/// happened at the shop, with its stock, its carrier or the marketplace is the desk's to find out and falls away.
pub fn claims(answers: &Findings, category: Category, told: &Told) -> Findings {
    let is_lost = !told.loss.is_empty();
    let is_harmed = !told.harm.is_empty();
    let by_words = |is_told: bool, claim: Option<Standing>| claim.or(is_told.then_some(Standing::Claimed));
    let claimed = |answer: Option<Standing>, stated: Category| {
        (answer.is_some() || stated == category).then_some(Standing::Claimed)
    };
    let said = |answer: Option<Standing>| answer.map(|_| Standing::Claimed);
    Findings {
        defect: by_words(!told.faulty.is_empty(), claimed(answers.defect, Category::Quality)),
        // Another thing than was ordered is not what was described either.
        misdescription: by_words(
            !told.mistaken.is_empty() || category == Category::WrongItem,
            claimed(answers.misdescription, Category::NotAsDescribed),
        ),
        damage_in_transit: by_words(
            !told.damaged.is_empty(),
            claimed(answers.damage_in_transit, Category::DeliveryDamage),
        ),
        loss: by_words(is_lost, claimed(answers.loss, Category::DeliveryLost)),
        safety: by_words(is_harmed, claimed(answers.safety, Category::Safety)),
        fraud: by_words(!told.fake.is_empty(), said(answers.fraud)),
        seller_knew: said(answers.seller_knew),
        purpose_defeated: said(answers.purpose_defeated),
        injury: said(answers.injury),
        officially_substandard: said(answers.officially_substandard),
        not_performed: said(answers.not_performed),
        refund_unpaid: by_words(!told.refund_waited.is_empty(), said(answers.refund_unpaid)),
        unclear_page: said(answers.unclear_page),
        condition: answers.condition,
        no_return_confirmed: answers.no_return_confirmed,
        return_cost_told: answers.return_cost_told,
        delay_agreed: answers.delay_agreed,
        within_shelf_life: answers.within_shelf_life,
        repairs_failed: answers.repairs_failed,
        spoiled_percent: answers.spoiled_percent,
        days_in_repair: answers.days_in_repair,
        days_awaiting_part: answers.days_awaiting_part,
        carrier_excused: None,
        fault: None,
        goods_back_at: None,
        notified_at: None,
        loss_amount: None,
        overcharge: None,
        use_deduction: None,
        wanted_price: None,
        wanted_in_stock: None,
        competitor_price: None,
        collection_offered: None,
        sent_without_consent: None,
        seller_identified: None,
        cancellation_accepted: None,
        blocked: Vec::new(),
        said: Vec::new(),
    }
    .taken_as_said()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::count::Count;
    use crate::finding::{Fault, Finding};
    use crate::order::OrderTime;
    use crate::triage::told;

    #[test]
    fn complaint_about_a_category_claims_what_it_is_about() {
        let stated = claims(&Findings::default(), Category::DeliveryDamage, &told(""));
        assert_eq!(stated.damage_in_transit, Some(Standing::Claimed));
        assert_eq!(stated, Findings { damage_in_transit: Some(Standing::Claimed), ..Findings::default() });
    }

    #[test]
    fn harm_and_loss_are_claimed_by_telling_them_whatever_the_category_is() {
        let stated = |category, story| claims(&Findings::default(), category, &told(story));
        let burnt = stated(Category::Other, "The lid popped off and my child was burnt");
        assert_eq!(burnt, Findings { safety: Some(Standing::Claimed), ..Findings::default() });
        for category in [Category::Returns, Category::DeliveryDelay, Category::Other] {
            let lost = stated(category, "物流三個禮拜都沒有動，包裹應該丟了，我要退款");
            assert_eq!(lost, Findings { loss: Some(Standing::Claimed), ..Findings::default() });
        }
    }

    #[test]
    fn whoever_tells_of_a_fake_claims_that_they_were_deceived() {
        for story in ["The perfume is counterfeit", "香水是假货，请退款", "這瓶香水是假的"] {
            let stated = claims(&Findings::default(), Category::Other, &told(story));
            let deceived = Findings { fraud: Some(Standing::Claimed), ..Findings::default() };
            assert_eq!(stated, deceived, "{story}");
        }
    }

    #[test]
    fn what_is_told_of_the_goods_is_claimed_where_something_else_was_picked() {
        let broken = Findings { defect: Some(Standing::Claimed), ..Findings::default() };
        let damaged = Findings { damage_in_transit: Some(Standing::Claimed), ..Findings::default() };
        let other = Findings { misdescription: Some(Standing::Claimed), ..Findings::default() };
        for (story, expected) in [
            ("到手就是坏的，太不负责任了", &broken),
            ("到手就是壞的，太不負責任了", &broken),
            ("It does not work and your agent was rude", &broken),
            ("花瓶是碎的，客服还骂人", &damaged),
            ("花瓶是碎的，客服還罵人", &damaged),
            ("The vase came in pieces and your agent was rude", &damaged),
            ("发错了，客服还怪我", &other),
            ("You sent me the wrong size and hung up", &other),
        ] {
            for category in [Category::Service, Category::Returns, Category::DeliveryDelay, Category::Other] {
                assert_eq!(claims(&Findings::default(), category, &told(story)), *expected, "{story}");
            }
        }
    }

    #[test]
    fn what_is_told_beside_what_a_complaint_is_about_is_claimed_beside_it() {
        let claimed = Some(Standing::Claimed);
        let quality = claims(&Findings::default(), Category::Quality, &told("花瓶是碎的，杯子坏了"));
        assert_eq!((quality.defect, quality.damage_in_transit), (claimed, claimed));
        let answered = Findings { misdescription: claimed, ..Findings::default() };
        let both = claims(&answered, Category::NotAsDescribed, &told("手机开不了机"));
        assert_eq!((both.misdescription, both.defect), (claimed, claimed));
    }

    #[test]
    fn who_waits_for_a_refund_claims_that_it_was_not_made() {
        for story in ["Where is my refund?", "退款一直没到账", "貨退回去了，退款還沒收到"]
        {
            let stated = claims(&Findings::default(), Category::Returns, &told(story));
            let waited = Findings { refund_unpaid: Some(Standing::Claimed), ..Findings::default() };
            assert_eq!(stated, waited, "{story}");
        }
    }

    #[test]
    fn a_wrong_item_claims_that_it_is_not_what_was_described() {
        let stated = claims(&Findings::default(), Category::WrongItem, &told("茶叶发错了"));
        assert_eq!(stated, Findings { misdescription: Some(Standing::Claimed), ..Findings::default() });
    }

    #[test]
    fn nobody_establishes_their_own_claim() {
        let answers = Findings {
            fraud: Some(Standing::Established),
            fault: Some(Fault::Seller),
            notified_at: OrderTime::parse("2026-03-01T10:00:00"),
            cancellation_accepted: Some(true),
            ..Findings::default()
        };
        assert!(answers.notified_at.is_some());
        let stated = claims(&answers, Category::Other, &told(""));
        assert_eq!(stated, Findings { fraud: Some(Standing::Claimed), ..Findings::default() });
    }

    #[test]
    fn what_a_customer_counts_is_only_said_until_the_desk_finds_it_out() {
        let answers = Findings { repairs_failed: Some(3), spoiled_percent: Some(50), ..Findings::default() };
        let stated = claims(&answers, Category::Other, &told(""));
        assert_eq!(stated.said, [Count::RepairsFailed, Count::SpoiledPercent]);
        let found = stated.with(&Finding::RepairsFailed(2));
        assert_eq!(found.said, [Count::SpoiledPercent]);
        assert_eq!(found.without(&Finding::SpoiledPercent(50)).said, []);
    }

    #[test]
    fn what_a_customer_was_asked_at_purchase_counts_as_they_say() {
        let answers = Findings { no_return_confirmed: Some(false), ..Findings::default() };
        assert_eq!(claims(&answers, Category::Returns, &told("")).no_return_confirmed, Some(false));
    }

    #[test]
    fn claims_made_once_stay_as_they_are() {
        for category in Category::ALL {
            let once =
                claims(&Findings { repairs_failed: Some(2), ..Findings::default() }, *category, &told(""));
            assert_eq!(claims(&once, *category, &told("")), once);
        }
    }
}
