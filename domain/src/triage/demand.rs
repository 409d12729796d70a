//! Demands that people make in their own words and that no remedy has a name for: money for distress, lost time or a
//! doctor, consequences for the people they dealt with.
//!
//! They are recognised so that they get an answer with reasons instead of silence; nothing else follows from them.

use super::lexicon::{DEMANDS, Mark};
use super::scan::scan_for;
use super::{Reason, Sign};
use crate::code::codes;

codes! {
    /// What is demanded.
    pub enum Demand {
        /// Money for being upset.
        Distress = "distress",
        /// Money for time it took.
        LostTime = "lost_time",
        /// That somebody is punished.
        StaffConsequences = "staff_consequences",
        /// Money for what a doctor or a hospital cost.
        Treatment = "treatment",
    }
}

/// A demand with the words it was made in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demanded {
    /// What.
    pub demand: Demand,
    /// In which words, and where.
    pub reason: Reason,
}

/// The demands a text makes, each once, in the order of the text.
pub fn demands(text: &str) -> Vec<Demanded> {
    let scan = scan_for(text, &DEMANDS);
    let mut found: Vec<Demanded> = Vec::new();
    for find in &scan.finds {
        let Mark::Demand(demand) = find.mark else { continue };
        if !found.iter().any(|other| other.demand == demand) {
            found.push(Demanded { demand, reason: scan.reason(find, Sign::Claim) });
        }
    }
    found
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        demands(text).iter().map(|one| one.demand.code()).collect()
    }

    #[test]
    fn demands_without_a_remedy_are_recognised_in_three_languages() {
        for (text, expected) in [
            ("碗碎了，要求退款并赔偿精神损失费", vec!["distress"]),
            ("請賠償我的誤工費，並把那個客服開除", vec!["lost_time", "staff_consequences"]),
            ("I want my money back and compensation for emotional distress.", vec!["distress"]),
            ("You wasted my time, I took a day off work for this", vec!["lost_time"]),
            ("孩子被烫伤了，医药费谁出？", vec!["treatment"]),
            ("手被割傷，要求賠償醫療費", vec!["treatment"]),
            ("It burnt my hand. Who pays my doctor's bills?", vec!["treatment"]),
            ("I want you to cover the medical costs", vec!["treatment"]),
            ("The medicine box arrived crushed", vec![]),
            ("碗碎了，请退款", vec![]),
            ("The kettle fired up once and died. Please repair it.", vec![]),
        ] {
            assert_eq!(codes(text), expected, "{text}");
        }
    }

    #[test]
    fn demand_is_quoted_as_it_was_written() {
        let found = demands("要求賠償精神損失費。");
        assert_eq!((found[0].reason.words.as_str(), found[0].reason.at), ("精神損失", 4));
    }

    #[test]
    fn what_somebody_does_not_demand_is_none() {
        assert_eq!(codes("我不要误工费，只想换货"), Vec::<&str>::new());
    }
}
