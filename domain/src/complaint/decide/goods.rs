//! What goods a complaint is about, put right by the desk: a question counts whole lines until somebody says of how many
//! pieces it is, and a customer may have ticked another line.
//!
//! What was offered or agreed on rests on the goods as they were then, and is counted by them for good: they are put right
//! before anything is offered, and never in a case that has given something.

use crate::complaint::Case;
use crate::complaint::decide::wrong_phase;
use crate::complaint::draft::problem_of_goods;
use crate::complaint::event::{CorrectedGoods, Event};
use crate::complaint::rejection::Rejection;
use crate::order::Pieces;
use crate::text::Sentence;

/// Whether the goods of a case may be put right: nothing that is offered, waits for a signature or was ever agreed on rests on
/// them.
pub fn may_be_corrected(case: &Case) -> bool {
    let is_resting = case.phase.open_offer().is_some() || case.proposal.is_some() || !case.past.is_empty();
    case.phase.is_before_agreement() && !is_resting
}

pub(super) fn correct(case: &Case, goods: &[Pieces], reason: &Sentence) -> Result<Vec<Event>, Rejection> {
    if !may_be_corrected(case) {
        return Err(wrong_phase(case));
    }
    if let Some(problem) = problem_of_goods(goods, &case.order) {
        return Err(Rejection::InvalidInput { problems: vec![problem] });
    }
    let is_said = case.uncounted().next().is_none();
    let is_same = is_said
        && case.order.lines.iter().all(|line| {
            let after = goods.iter().find(|pieces| pieces.sku == line.sku);
            case.pieces_of(line) == after.map_or(0, |pieces| pieces.quantity.unwrap_or(line.quantity))
        });
    if is_same {
        return Ok(Vec::new());
    }
    let corrected = CorrectedGoods { goods: goods.to_vec(), reason: Some(reason.clone()) };
    Ok(vec![Event::GoodsCorrected(corrected)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::category::{Category, Kind};
    use crate::complaint::command::{Command, Filing};
    use crate::remedy::Remedy;
    use crate::testing::{AGENT, CUSTOMER, Scene, filing, offer_id, option_by_hand, option_id};

    fn six_boxes() -> Scene {
        let mut scene = Scene::empty();
        scene.order.lines[0].quantity = 6;
        scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing())))
    }

    fn correct_to(quantity: Option<u32>) -> Command {
        let pieces = Pieces { quantity, ..Pieces::all_of("FRUIT-5KG") };
        Command::CorrectGoods { goods: vec![pieces], reason: Sentence::parse("只坏了一箱").unwrap() }
    }

    #[test]
    fn one_of_six_is_complained_about_once_the_desk_says_so() {
        let scene = six_boxes().when(Actor::Agent(AGENT), correct_to(Some(1)));
        let scene = scene.then(&["goods_corrected"]);
        let case = scene.state.case().unwrap();
        assert_eq!(case.pieces_of(&case.order.lines[0]), 1);
    }

    #[test]
    fn saying_what_is_so_already_changes_nothing() {
        let scene = six_boxes().when(Actor::Agent(AGENT), correct_to(Some(6)));
        scene.then(&[]);
    }

    #[test]
    fn what_came_of_a_question_counts_all_pieces_until_somebody_says_how_many() {
        let mut scene = Scene::empty();
        scene.order.lines[0].quantity = 6;
        let question = Filing { is_question: Some(true), category: Category::Other, ..filing() };
        let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(question)));
        let n_uncounted = |scene: &Scene| scene.state.case().unwrap().uncounted().count();
        assert_eq!(n_uncounted(&scene), 0, "nothing is counted for a question");
        let reason = Sentence::parse("是投诉").unwrap();
        let complaint = Command::ConvertKind { kind: Kind::Complaint, reason };
        let scene = scene.given(Actor::Agent(AGENT), complaint);
        assert_eq!(n_uncounted(&scene), 1);
        let scene = scene.when(Actor::Agent(AGENT), correct_to(Some(6))).then(&["goods_corrected"]);
        assert_eq!(n_uncounted(&scene), 0);
        scene.when(Actor::Agent(AGENT), correct_to(Some(6))).then(&[]);
    }

    #[test]
    fn more_pieces_than_there_are_no_pieces_and_other_goods_are_refused_with_what_is_wrong() {
        let pieces = |sku: &str, quantity| Pieces { quantity, ..Pieces::all_of(sku) };
        for goods in [
            vec![pieces("FRUIT-5KG", Some(0))],
            vec![pieces("FRUIT-5KG", Some(7))],
            vec![pieces("MELON", None)],
            vec![pieces("FRUIT-5KG", Some(1)), pieces("FRUIT-5KG", Some(2))],
            Vec::new(),
        ] {
            let correct =
                Command::CorrectGoods { goods, reason: Sentence::parse("只坏了一箱").unwrap() };
            six_boxes().when(Actor::Agent(AGENT), correct).then_rejected("invalid_input");
        }
    }

    #[test]
    fn what_something_offered_proposed_or_agreed_on_rests_on_is_put_right_no_more() {
        let correct = |scene: Scene| scene.when(Actor::Agent(AGENT), correct_to(None));
        let above = option_by_hand(option_id(1), Remedy::PriceReduction, Some("200.00"));
        let make =
            Command::MakeOffer { offer: offer_id(1), replaces: None, options: vec![above], message: None };
        let proposed = Scene::filed().given(Actor::Agent(AGENT), make);
        assert!(proposed.state.case().unwrap().proposal.is_some());
        let sentence = Sentence::parse("还是不行").unwrap();
        let again = Scene::agreed().finished().given(Actor::Customer(CUSTOMER), Command::Reopen { sentence });
        assert!(again.state.case().unwrap().phase.is_before_agreement());
        for scene in [Scene::offered(), proposed, Scene::agreed(), again] {
            assert!(!may_be_corrected(scene.state.case().unwrap()));
            correct(scene).then_rejected("wrong_phase");
        }
        // What was taken back or declined rests on nothing.
        let decline = Command::DeclineOffer { offer: offer_id(1), sentence: None };
        assert!(may_be_corrected(
            Scene::offered().given(Actor::Customer(CUSTOMER), decline).state.case().unwrap()
        ));
    }

    #[test]
    fn a_customer_changes_nothing_by_it() {
        six_boxes().when(Actor::Customer(CUSTOMER), correct_to(Some(1))).then_rejected("not_allowed");
    }
}
