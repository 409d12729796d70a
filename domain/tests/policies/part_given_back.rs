//! Where a part of the price went back before: goods put right and what is left of their price are still each other's
//! alternative, and what was wished for is recommended.

use crate::delivered;
use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, agreed, by_hand, prove};
use chrono::Duration;
use domain::category::Category;
use domain::complaint::assess::Assessment;
use domain::complaint::command::Command;
use domain::finding::{Finding, Standing};
use domain::remedy::{Authority, Remedy};
use domain::testing::{Scene, filing};

/// Something else than was ordered came, for 168.00; 90.00 of it went back, which was not enough.
fn taken_up(finding: Finding, category: Category) -> Scene {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned(), "shop-default".to_owned()]);
    let mut filing = filing();
    (filing.category, filing.wants) = (category, vec![Remedy::Refund]);
    let found = Command::RecordFinding { finding, note: None, instead_of: None };
    let scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing))).given(AGENT_ACTS, found);
    let scene = agreed(scene, by_hand(Remedy::PriceReduction, Some("90.00")));
    let scene = scene.clone().given(AGENT_ACTS, prove(&scene, "WX-9002")).after(Duration::hours(1));
    let answer = Command::AnswerFollowUp { answer: None, outcome_score: 1, process_score: 3 };
    scene.given(CUSTOMER_ACTS, answer)
}

/// What the desk suggests: its remedies, whether it is recommended, what it leaves out and whose signature it needs.
fn suggested(scene: &Scene) -> Vec<(Remedy, bool, usize, Authority)> {
    let case = scene.state.case().unwrap();
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    let options = assessment.decision.options.iter().map(|option| {
        let missing = assessment.missing(case, option).len();
        let authority = assessment.authority_within(case, option);
        (option.parts[0].remedy, option.is_recommended, missing, authority)
    });
    options.collect()
}

#[test]
fn the_rest_of_a_price_leaves_nothing_out_and_is_recommended_to_whoever_wishes_for_it() {
    for (finding, category) in [
        (Finding::Misdescription(Standing::Established), Category::WrongItem),
        (Finding::Defect(Standing::Established), Category::Quality),
        (Finding::DamageInTransit(Standing::Established), Category::DeliveryDamage),
    ] {
        let all = suggested(&taken_up(finding.clone(), category));
        assert_eq!(all[0], (Remedy::ReturnRefund, true, 0, Authority::Agent), "{finding:?}: {all:?}");
        // Goods for which a part of the price is kept come to more than was paid.
        let anew = all.iter().find(|one| one.0 == Remedy::Exchange);
        assert!(anew.is_some_and(|one| !one.1 && one.2 == 0 && one.3 == Authority::Supervisor), "{all:?}");
    }
}
