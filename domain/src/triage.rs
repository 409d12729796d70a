//! A first look at what somebody wrote: category, kind, urgency and complexity, each with its reasons.
//!
//! Words of a lexicon add weight to what they speak for, and every conclusion quotes the words it rests on with
//! their place in the text, so that people can see why and correct it. The same function runs in the browser
//! while somebody types and on the server when the complaint arrives. A trained weight per word could replace
//! the hand-set ones without changing anything outside: the conclusion is a sum over found words either way.
//!
//! Nothing here may decide a remedy: a threat makes a case urgent and nothing else.

mod aside;
mod demand;
mod fake;
mod fold;
mod goods;
mod judge;
mod lexicon;
mod named;
mod near;
mod odd;
mod said_of;
mod scan;
mod signed;
mod stated;
mod told;
mod unwanted;
mod whose;

pub mod again;

use crate::category::{Category, Kind};
use crate::code::codes;
pub use demand::{Demand, Demanded, demands};
pub use named::wished_in_words;
pub use near::{asks_about_a_right, lacks_a_part, tells_of_what_went_back, wants_none_again};
use serde::{Deserialize, Serialize};
pub use told::{Told, told};

codes! {
    /// How soon somebody must look at it.
    pub enum Urgency {
        /// In its turn.
        Normal = "normal",
        /// Before the normal ones: anger, repeated contact, a demand to escalate, words of harm that were taken off.
        Priority = "priority",
        /// At once: danger, leaked data, an announced step to court, authority, bank or press, alleged fraud
        /// together with a demand.
        Critical = "critical",
    }
}

codes! {
    /// How much it takes to handle; sets clocks and the skill needed.
    pub enum Complexity {
        /// One matter, plainly told.
        Simple = "simple",
        /// The usual.
        Standard = "standard",
        /// Several matters, others involved, or something that needs care.
        Complex = "complex",
    }
}

codes! {
    /// What found words stand for.
    pub enum Sign {
        /// Something went wrong.
        Grievance = "grievance",
        /// What it is about, without saying that anything is wrong.
        Topic = "topic",
        /// Unhappiness without naming what is wrong.
        Discontent = "discontent",
        /// Thanks or praise.
        Praise = "praise",
        /// A question.
        Question = "question",
        /// A wish such as a return or exchange.
        Wish = "wish",
        /// Health or safety.
        Danger = "danger",
        /// Words of somebody hurt, of which their writer says that nobody was.
        HarmTakenOff = "harm_taken_off",
        /// Personal data.
        Leak = "leak",
        /// An announced step to court, authority, bank or press.
        Threat = "threat",
        /// Alleged deceit on purpose.
        Fraud = "fraud",
        /// A demand for damages or punishment.
        Claim = "claim",
        /// Strong anger.
        Anger = "anger",
        /// They have tried before, or for long.
        Repeated = "repeated",
        /// A formal complaint or a demand to speak to somebody above.
        Escalation = "escalation",
        /// They will not come back.
        Farewell = "farewell",
        /// Several different matters.
        ManyMatters = "many_matters",
        /// Others than shop and customer are involved.
        OtherParty = "other_party",
        /// A long story.
        LongStory = "long_story",
    }
}

impl Sign {
    /// The category of harm that words with this sign speak for, where they are meant.
    pub const fn harm(self) -> Option<Category> {
        match self {
            Self::Danger => Some(Category::Safety),
            Self::Leak => Some(Category::Privacy),
            _ => None,
        }
    }

    /// Whether words with this sign tell of harm, meant or not.
    pub fn is_alarm(self) -> bool {
        self.harm().is_some() || self == Self::HarmTakenOff
    }
}

/// Why a conclusion was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// What the words stand for.
    pub sign: Sign,
    /// The words as written; empty where the text as a whole is the reason.
    pub words: String,
    /// Where they begin, in characters from the start of the text.
    pub at: u32,
}

/// A conclusion with its reasons, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged<T> {
    /// What was concluded.
    pub value: T,
    /// From what; empty where it is simply what holds as long as nothing speaks against it.
    pub reasons: Vec<Reason>,
}

/// The first look at a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triage {
    /// What it is about; `None` where it holds no grievance and no wish.
    pub category: Option<Judged<Category>>,
    /// What arrived; `None` where it is neither question, wish nor complaint (thanks, chat).
    pub kind: Option<Judged<Kind>>,
    /// How soon.
    pub urgency: Judged<Urgency>,
    /// How much work.
    pub complexity: Judged<Complexity>,
}

/// Looks at a text in simplified or traditional Chinese or English, or a mixture. Other languages end as
/// standard matters without category.
pub fn triage(text: &str) -> Triage {
    triage_told(text, told(text))
}

/// The same of a text of which it is known what it says: its writer may have said that something was not meant.
pub fn triage_told(text: &str, told: Told) -> Triage {
    judge::judge(&scan::scan(text), told)
}

impl Triage {
    /// The same where its writer says that nobody was hurt, though these words tell of it. A press that was meant for another
    /// word costs nothing and a hurt person who is passed over does: somebody looks before the normal ones, and reads both
    /// the words and that they were taken off.
    #[must_use]
    pub fn with_harm_taken_off(mut self, words: Vec<Reason>) -> Self {
        if words.is_empty() {
            return self;
        }
        let taken_off = words.into_iter().map(|reason| Reason { sign: Sign::HarmTakenOff, ..reason });
        self.urgency.value = self.urgency.value.max(Urgency::Priority);
        self.urgency.reasons.extend(taken_off);
        judge::in_order(&mut self.urgency.reasons);
        self
    }
}

#[cfg(test)]
mod tests;
