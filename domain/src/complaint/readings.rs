//! What is read from the words of a story beside wishes, and what their writer says was not meant.
//!
//! The form shows each reading where everybody sees it, and whoever takes one off is believed; the server files the
//! same. A reading that was taken off stays off for the words it was read from. Words that say it anew are read anew.

use crate::category::Category;
use crate::code::codes;
use crate::finding::{Finding, Standing};
use crate::triage::{Reason, Told, told};
use serde::{Deserialize, Serialize};

codes! {
    /// What is read.
    pub enum Reading {
        /// Somebody was hurt.
        Harm = "harm",
        /// A parcel is lost.
        Loss = "loss",
        /// Goods are fakes.
        Fake = "fake",
        /// A refund is waited for.
        RefundWaited = "refund_waited",
        /// Goods came damaged.
        Damaged = "damaged",
        /// Goods fail or are of poor make.
        Faulty = "faulty",
        /// Goods are not what was ordered or described.
        Mistaken = "mistaken",
    }
}

/// A reading with the words it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// What was read.
    pub reading: Reading,
    /// The words, as they stand in the story.
    pub words: Vec<String>,
}

impl Reading {
    /// The words it rests on; none where it was not read.
    const fn reasons(self, told: &mut Told) -> &mut Vec<Reason> {
        match self {
            Self::Harm => &mut told.harm,
            Self::Loss => &mut told.loss,
            Self::Fake => &mut told.fake,
            Self::RefundWaited => &mut told.refund_waited,
            Self::Damaged => &mut told.damaged,
            Self::Faulty => &mut told.faulty,
            Self::Mistaken => &mut told.mistaken,
        }
    }

    /// What is claimed by it.
    pub const fn claim(self) -> Finding {
        match self {
            Self::Harm => Finding::Safety(Standing::Claimed),
            Self::Loss => Finding::Loss(Standing::Claimed),
            Self::Fake => Finding::Fraud(Standing::Claimed),
            Self::RefundWaited => Finding::RefundUnpaid(Standing::Claimed),
            Self::Damaged => Finding::DamageInTransit(Standing::Claimed),
            Self::Faulty => Finding::Defect(Standing::Claimed),
            Self::Mistaken => Finding::Misdescription(Standing::Claimed),
        }
    }

    /// The reading that claims this; nothing where words alone claim no such thing.
    pub fn of(claim: &Finding) -> Option<Self> {
        Self::ALL.iter().copied().find(|reading| reading.claim() == *claim)
    }

    /// Whether it says nothing that complaining about a category does not say by itself.
    pub(super) const fn is_said_by(self, category: Category) -> bool {
        matches!(
            (self, category),
            (Self::Damaged, Category::DeliveryDamage)
                | (Self::Faulty, Category::Quality)
                | (Self::Mistaken, Category::WrongItem | Category::NotAsDescribed)
        )
    }
}

/// Everything that is read from a story.
pub fn readings(story: &str) -> Vec<Read> {
    let mut told = told(story);
    let read = |reading: &Reading| {
        let reasons = reading.reasons(&mut told).iter();
        Read { reading: *reading, words: reasons.map(|reason| reason.words.clone()).collect() }
    };
    Reading::ALL.iter().map(read).filter(|read| !read.words.is_empty()).collect()
}

/// Whether a reading was taken off, and nothing says it anew.
pub fn is_off(read: &Read, not_meant: &[Read]) -> bool {
    let of_it = || not_meant.iter().filter(|other| other.reading == read.reading);
    read.words.iter().all(|words| of_it().any(|off| off.words.contains(words)))
}

/// What is read from a story and was not meant.
pub fn off(story: &str, not_meant: &[Read]) -> Vec<Reading> {
    // Most people mean all they say, and a story takes a while to read.
    if not_meant.is_empty() {
        return Vec::new();
    }
    readings(story).iter().filter(|read| is_off(read, not_meant)).map(|read| read.reading).collect()
}

/// What a story says, without what was not meant.
pub fn meant(story: &str, not_meant: &[Read]) -> Told {
    told_without(story, &off(story, not_meant))
}

/// What a story says, without some readings.
pub fn told_without(story: &str, off: &[Reading]) -> Told {
    let mut told = told(story);
    for reading in off {
        reading.reasons(&mut told).clear();
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(story: &str) -> Vec<Reading> {
        readings(story).into_iter().map(|read| read.reading).collect()
    }

    #[test]
    fn each_reading_is_told_apart_and_none_is_made_of_nothing() {
        assert_eq!(what("Where is my refund?"), [Reading::RefundWaited]);
        assert_eq!(what("物流三個禮拜都沒有動，包裹應該丟了"), [Reading::Loss]);
        assert_eq!(
            what("壶盖弹开，把宝宝的手烫红了。退款一直没到账"),
            [Reading::Harm, Reading::RefundWaited]
        );
        assert_eq!(what("The perfume is counterfeit"), [Reading::Fake]);
        assert_eq!(what("杯子碎了"), [Reading::Damaged]);
        assert_eq!(what("鞋底开胶，还发错颜色"), [Reading::Faulty, Reading::Mistaken]);
        assert_eq!(what("杯子很好看"), []);
    }

    #[test]
    fn what_was_taken_off_stays_off_while_its_words_stand_and_is_read_again_from_other_words() {
        for (story, longer, anew) in [
            ("Where is my refund?", "Where is my refund? I ask as a friend.", "The refund never arrived."),
            ("退款一直没到账", "退款一直没到账，帮朋友问的", "钱到现在还没退给我"),
            ("退款還沒收到", "退款還沒收到，幫朋友問的", "錢到現在還沒退給我"),
        ] {
            let off = readings(story);
            assert_eq!(what(story), [Reading::RefundWaited], "{story}");
            assert_eq!(meant(story, &off).refund_waited, [], "{story}");
            assert_eq!(meant(longer, &off).refund_waited, [], "{longer}");
            let both = [story, " ", anew].concat();
            assert_eq!(meant(&both, &off), told(&both), "{both}");
        }
    }

    #[test]
    fn a_message_is_not_all_readings() {
        assert_eq!(off("Where is my refund?", &readings("Where is my refund?")), [Reading::RefundWaited]);
        assert_eq!(off("Where is my refund?", &readings("The perfume is counterfeit")), []);
    }

    #[test]
    fn taking_one_reading_off_leaves_the_others() {
        let story = "壶盖弹开，把宝宝的手烫红了。退款一直没到账";
        let off: Vec<Read> =
            readings(story).into_iter().filter(|read| read.reading == Reading::RefundWaited).collect();
        let meant = meant(story, &off);
        assert_eq!((meant.harm.is_empty(), meant.refund_waited.is_empty()), (false, true));
    }
}
