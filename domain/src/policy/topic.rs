//! What a complaint is about, and what that may decide: what is worth telling, never what somebody is entitled to.
//!
//! The category is guessed from words and chosen from a list, and both go wrong. So a condition on it among those
//! that say when a rule speaks is a matter of relevance: the rule's refusals and questions are told where it holds,
//! or where somebody wishes for what the rule could give, and its grants always are. Only what a shop gives of its
//! own accord may hang on the category, because nobody has a right to it.

use crate::policy::cite::SHOP;
use crate::policy::condition::Clause;
use crate::policy::fact::Fact;
use crate::policy::rule::Rule;
use crate::remedy::Remedy;

impl Rule {
    /// Whether it only gives what a shop gives of its own accord: no law and no marketplace stands behind it.
    pub(crate) fn is_goodwill(&self) -> bool {
        let is_extra = |remedy: Remedy| {
            matches!(
                remedy,
                Remedy::Coupon
                    | Remedy::Gift
                    | Remedy::Points
                    | Remedy::ExtraService
                    | Remedy::Guidance
                    | Remedy::Apology
            )
        };
        self.cite == SHOP && self.grants.iter().all(|grant| is_extra(grant.remedy))
    }

    /// Whether a clause of its scope says what it is about, and so decides only what is worth telling.
    pub fn is_topic(&self, clause: &Clause) -> bool {
        !self.is_goodwill() && clause.any.iter().any(|test| test.fact == Fact::Category)
    }

    /// Whether it could give a remedy by itself.
    pub fn could_give(&self, remedy: Remedy) -> bool {
        self.grants.iter().any(|grant| grant.remedy == remedy && !grant.accompanies)
    }
}
