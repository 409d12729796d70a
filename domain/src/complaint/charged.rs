//! A sum that was charged too much, as far as a case tells it before anybody has looked.

use crate::compensation::money::Money;
use crate::complaint::Case;
use crate::remedy::Remedy;

/// Words by which somebody says that the whole was charged once more.
const TWICE: &[&str] = &[
    "twice",
    "double",
    "two times",
    "两次",
    "两遍",
    "两回",
    "两笔",
    "兩次",
    "兩遍",
    "兩回",
    "兩筆",
    "重复",
    "重複",
];

/// What was charged once more, where a customer who wishes it back says that the whole was: all that came in. It is an
/// answer to look at, and none by itself.
pub fn charged_twice(case: &Case) -> Option<Money> {
    let story = case.story.to_lowercase();
    let is_said =
        case.wants.contains(&Remedy::OverchargeRefund) && TWICE.iter().any(|word| story.contains(word));
    case.order.came_in().filter(|paid| is_said && paid.minor > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::complaint::command::Command;
    use crate::testing::{CUSTOMER, Scene, filing};
    use crate::text::Story;

    fn told(story: &str) -> Option<Money> {
        let mut filing = filing();
        filing.wants = vec![Remedy::OverchargeRefund];
        filing.story = Story::parse(story).unwrap();
        let file = Command::FileComplaint(Box::new(filing));
        let scene = Scene::empty().given(Actor::Customer(CUSTOMER), file);
        let case = scene.state.case().unwrap();
        charged_twice(case)
    }

    #[test]
    fn the_whole_sum_is_ready_where_the_whole_was_charged_twice_and_nowhere_else() {
        let paid = Scene::filed().order.came_in();
        assert!(paid.is_some());
        assert_eq!(told("You charged my card twice for this order"), paid);
        assert_eq!(told("信用卡被刷了兩次，請退還"), paid);
        assert_eq!(told("多扣了二十块钱，请退还"), None);
    }
}
