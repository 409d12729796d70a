//! What customers type as counts is what they say: it answers what would be theirs, and gives nothing by itself.

use crate::delivered;
use domain::actor::Actor;
use domain::category::Category;
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, Filing};
use domain::finding::{Finding, Findings};
use domain::order::{OrderTime, Trait};
use domain::policy::Fact;
use domain::remedy::Remedy;
use domain::testing::{AGENT, CUSTOMER, Scene, filing, offer_id, yuan};

/// A phone delivered three weeks ago, complained about with these counts.
fn filed(category: Category, claims: Findings) -> Scene {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned(), "shop-default".to_owned()]);
    scene.order.lines[0].traits = vec![Trait::Durable];
    scene.order.placed_at = OrderTime::parse("2026-02-15T10:00:00+08:00").unwrap();
    scene.order.delivered_at = OrderTime::parse("2026-02-19T10:00:00+08:00");
    let filing = Filing { category, claims, wants: vec![Remedy::ReturnRefund], ..filing() };
    scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)))
}

fn assessed(scene: &Scene) -> Assessment<'_> {
    Assessment::of(scene.state.case().unwrap(), &scene.packs, &scene.elsewhere, &scene.zone)
}

fn finds(scene: Scene, finding: Finding) -> Scene {
    scene.given(Actor::Agent(AGENT), Command::RecordFinding { finding, note: None, instead_of: None })
}

#[test]
fn repairs_that_a_customer_counts_give_nothing_by_themselves() {
    for (category, claims, fact) in [
        (Category::Quality, Findings { repairs_failed: Some(3), ..Findings::default() }, Fact::RepairsFailed),
        (
            Category::AfterSales,
            Findings { days_awaiting_part: Some(91), ..Findings::default() },
            Fact::DaysAwaitingPart,
        ),
    ] {
        let scene = filed(category, claims.clone());
        let assessment = assessed(&scene);
        let case = scene.state.case().unwrap();
        assert_eq!(assessment.automatic_offer(case, offer_id(1)), None, "{fact}");
        let is_granted = |assessment: &Assessment<'_>| {
            let mut granted = assessment.decision.entitlements.iter();
            granted.any(|one| matches!(one.remedy, Remedy::ReturnRefund | Remedy::Exchange))
        };
        assert!(!is_granted(&assessment), "{fact}");
        let mut open = assessment.decision.depends.iter().filter(|one| one.ask == fact);
        assert!(open.any(|one| one.then.is_some()), "{fact}: it is told what it would bring");
        let finding = match fact {
            Fact::RepairsFailed => Finding::RepairsFailed(3),
            _ => Finding::DaysAwaitingPart(91),
        };
        let found = finds(scene.clone(), finding.clone());
        assert!(is_granted(&assessed(&found)), "{fact}: the desk has established it");
        // Taken back, it is what the customer says again.
        let back = Command::TakeBackFinding { finding };
        assert!(!is_granted(&assessed(&found.given(Actor::Agent(AGENT), back))), "{fact}");
    }
}

#[test]
fn a_sum_that_hangs_on_a_count_that_is_said_is_told_and_not_given() {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["shop-default".to_owned()]);
    let claims = Findings { spoiled_percent: Some(50), ..Findings::default() };
    let filing = Filing { claims, wants: Vec::new(), ..filing() };
    let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
    let defect = Finding::Defect(domain::finding::Standing::Established);
    let scene = finds(scene, defect);
    let assessment = assessed(&scene);
    assert!(assessment.decision.entitlements.iter().all(|one| one.remedy != Remedy::PriceReduction));
    let mut open = assessment.decision.depends.iter().filter(|one| one.ask == Fact::SpoiledPercent);
    assert!(open.any(|one| one.then.is_some_and(|then| then.amount == Some(yuan("84.00")))));
    let found = finds(scene.clone(), Finding::SpoiledPercent(50));
    let mut granted = assessed(&found).decision.entitlements.into_iter();
    assert!(granted.any(|one| one.amount == Some(yuan("84.00"))));
}
