//! What goods a complaint is about, put right by the desk: a question counts whole lines until somebody says of how many
//! pieces it is, and a customer may have ticked another line.
//!
//! An agreement rests on its goods, so they are put right before it. An open offer stays as it was made; what it leaves out
//! is weighed anew.

use crate::complaint::Case;
use crate::complaint::decide::followed::followed;
use crate::complaint::decide::{Context, wrong_phase};
use crate::complaint::draft::problem_of_goods;
use crate::complaint::event::{CorrectedGoods, Event};
use crate::complaint::rejection::Rejection;
use crate::order::Pieces;
use crate::text::Sentence;

pub(super) fn correct(
    case: &Case,
    goods: &[Pieces],
    reason: &Sentence,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    if !case.phase.is_before_agreement() {
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
    Ok(followed(case, Event::GoodsCorrected(corrected), ctx))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::category::{Category, Kind};
    use crate::complaint::command::{Command, Filing};
    use crate::testing::{AGENT, CUSTOMER, Scene, filing};

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
        for quantity in [0, 7] {
            six_boxes().when(Actor::Agent(AGENT), correct_to(Some(quantity))).then_rejected("invalid_input");
        }
    }

    #[test]
    fn what_an_agreement_rests_on_is_put_right_no_more() {
        Scene::agreed().when(Actor::Agent(AGENT), correct_to(None)).then_rejected("wrong_phase");
    }

    #[test]
    fn a_customer_changes_nothing_by_it() {
        six_boxes().when(Actor::Customer(CUSTOMER), correct_to(Some(1))).then_rejected("not_allowed");
    }
}
