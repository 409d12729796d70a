//! An offer being put together: plain strings and choices, nothing validated yet, kept when the tab is closed.
//!
//! A part that came from a rule keeps its rule as long as nobody changes it. The moment somebody does, it stands
//! under their name and needs a reason; its cost is borne as before, in proportion, unless they say otherwise. Where a rule
//! leaves the sum to whoever looks it up, writing it changes nothing.

mod part;

use domain::compensation::money::{Currency, Money};
use domain::compensation::option::{Basis, RemedyOption, RemedyPart};
use domain::complaint::assess::Counterpart;
use domain::complaint::command::{MAX_OPTIONS, OfferedOption};
use domain::id::{OptionId, UserId};
use domain::remedy::{Authority, Payer, Remedy};
use domain::text::problem::{Problem, ProblemCode};
pub(super) use part::PartDraft;
use serde::{Deserialize, Serialize};

/// An offer being put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OfferDraft {
    /// Its options, best first.
    pub(super) options: Vec<OptionDraft>,
    /// What is said with it.
    pub(super) message: String,
    /// The version of the case whoever writes it has looked at.
    #[serde(default)]
    pub(super) seen_version: u32,
    /// What of the rules' suggestions it holds; nothing once somebody has changed it.
    #[serde(default)]
    pub(super) untouched: Option<Suggested>,
    n_parts: u32,
}

/// What of the rules' suggestions a draft holds that nobody has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Suggested {
    /// The one they would choose.
    Best,
    /// All of them, for the customer to choose.
    All,
    /// One that somebody picked.
    Picked,
}

/// An option being put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OptionDraft {
    /// Its id from the start, so that sending it twice offers it once.
    pub(super) id: OptionId,
    /// What it holds.
    pub(super) parts: Vec<PartDraft>,
    /// Whether it is the one we would choose in the customer's place.
    pub(super) is_recommended: bool,
    ready_by: Option<chrono::DateTime<chrono::FixedOffset>>,
}

impl OfferDraft {
    /// A draft of options that exist already, under new ids from `id`.
    pub(super) fn of<'a>(
        options: impl IntoIterator<Item = &'a RemedyOption>,
        mut id: impl FnMut() -> OptionId,
    ) -> Self {
        let mut draft = Self::default();
        for option in options {
            draft.add_option(option, id());
        }
        draft
    }

    /// What rules suggest: the one they would choose, or all that an offer has room for. Where they suggest nothing,
    /// an option to be filled in.
    pub(super) fn of_suggestions(
        all: &[RemedyOption],
        which: Suggested,
        mut id: impl FnMut() -> OptionId,
    ) -> Self {
        let mut draft = match which {
            Suggested::All => Self::of(all.iter().take(MAX_OPTIONS), &mut id),
            Suggested::Best | Suggested::Picked => Self::of(best(all), &mut id),
        };
        if draft.options.is_empty() {
            draft.add_empty_option(id());
        }
        draft.untouched = Some(which);
        draft
    }

    /// Whether it is what somebody picked among the suggestions, and nobody has changed it.
    pub(super) fn is_picked(&self) -> bool {
        self.untouched == Some(Suggested::Picked)
    }

    /// What stands in the place of a draft that nobody has changed, once rules suggest something else; nothing where
    /// it may stay. What its writer has looked at stays as it was.
    pub(super) fn renewed(&self, all: &[RemedyOption], id: impl FnMut() -> OptionId) -> Option<Self> {
        let which = self.untouched?;
        let now: Vec<&RemedyOption> = match which {
            Suggested::All => all.iter().take(MAX_OPTIONS).collect(),
            Suggested::Best => best(all).into_iter().collect(),
            // What was picked stays as long as it is suggested at all.
            Suggested::Picked => {
                all.iter().filter(|one| self.options.iter().any(|own| own.is(one))).collect()
            }
        };
        let own: Vec<&OptionDraft> = self.options.iter().filter(|option| !option.parts.is_empty()).collect();
        let is_same = own.len() == now.len() && own.iter().zip(&now).all(|(own, one)| own.is(one));
        (!is_same).then(|| {
            let which = if which == Suggested::Picked { Suggested::Best } else { which };
            Self { seen_version: self.seen_version, ..Self::of_suggestions(all, which, id) }
        })
    }

    /// Adds an option that exists already.
    pub(super) fn add_option(&mut self, option: &RemedyOption, id: OptionId) {
        let parts = option.parts.iter().map(|part| self.part_of(part)).collect();
        let is_recommended =
            option.is_recommended && !self.options.iter().any(|option| option.is_recommended);
        self.options.push(OptionDraft { id, parts, is_recommended, ready_by: option.ready_by });
    }

    /// Adds an option without parts.
    pub(super) fn add_empty_option(&mut self, id: OptionId) {
        self.options.push(OptionDraft { id, parts: Vec::new(), is_recommended: false, ready_by: None });
    }

    fn part_of(&mut self, part: &RemedyPart) -> PartDraft {
        self.n_parts = self.n_parts.wrapping_add(1);
        let reason = match &part.basis {
            Basis::Person { reason, .. } => reason.clone(),
            Basis::Rule { .. } => String::new(),
        };
        PartDraft {
            key: self.n_parts,
            remedy: part.remedy,
            amount: part.amount.map(Money::decimal).unwrap_or_default(),
            payer: None,
            reason,
            origin: Some(part.clone()),
        }
    }

    /// Adds a part to an option. Its payer, and its sum where the whole price goes back, are those of its counterpart among
    /// what rules grant, whose freight comes along.
    pub(super) fn add_part(&mut self, option: OptionId, remedy: Remedy, counterpart: Option<&Counterpart>) {
        let holds = |freight: &&RemedyPart| {
            self.option(option)
                .is_some_and(|option| option.parts.iter().any(|part| part.remedy == freight.remedy))
        };
        let freight = counterpart.and_then(|counterpart| counterpart.freight.as_ref());
        if let Some(freight) = freight.filter(|freight| !holds(freight)) {
            self.add_granted(option, freight);
        }
        self.n_parts = self.n_parts.wrapping_add(1);
        let price = counterpart.map(|counterpart| &counterpart.price);
        let sum = price.filter(|_| remedy.pays_back_whole_price()).and_then(|price| price.amount);
        let payer = price.and_then(|price| price.shares.first()).map(|share| share.payer);
        let part = PartDraft {
            key: self.n_parts,
            remedy,
            amount: sum.map(Money::decimal).unwrap_or_default(),
            payer: payer.or(Some(Payer::Platform)),
            reason: String::new(),
            origin: None,
        };
        if let Some(option) = self.option_mut(option) {
            option.parts.push(part);
        }
    }

    /// Adds a part that a rule grants, with all that the rule says of it.
    pub(super) fn add_granted(&mut self, option: OptionId, part: &RemedyPart) {
        let part = self.part_of(part);
        if let Some(option) = self.option_mut(option) {
            option.parts.push(part);
        }
    }

    /// Where a part that a rule grants stands in it already, changed or not.
    pub(super) fn place_of(&self, granted: &RemedyPart) -> Option<(OptionId, u32)> {
        let key = |option: &OptionDraft| {
            let part = option.parts.iter().find(|part| part.origin.as_ref() == Some(granted));
            part.map(|part| (option.id, part.key))
        };
        self.options.iter().find_map(key)
    }

    /// Whether it holds a suggestion already, as nobody has changed it.
    pub(super) fn holds(&self, option: &RemedyOption) -> bool {
        self.options.iter().any(|own| own.is(option) && !own.is_changed(option.total.currency))
    }

    /// Takes a part out of an option.
    pub(super) fn remove_part(&mut self, option: OptionId, key: u32) {
        if let Some(option) = self.option_mut(option) {
            option.parts.retain(|part| part.key != key);
        }
    }

    /// Takes an option out.
    pub(super) fn remove_option(&mut self, option: OptionId) {
        self.options.retain(|other| other.id != option);
    }

    /// Marks the one we would choose in the customer's place.
    pub(super) fn recommend(&mut self, id: OptionId) {
        for option in &mut self.options {
            option.is_recommended = option.id == id;
        }
    }

    /// The option that a field of the form belongs to, by the field's id.
    pub(super) fn option_of(&self, field: &str) -> Option<OptionId> {
        let has = |option: &&OptionDraft| {
            field == format!("option-{}-add", option.id)
                || option.parts.iter().any(|part| field.starts_with(&part.field("")))
        };
        self.options.iter().find(has).map(|option| option.id)
    }

    /// The option of an id.
    pub(super) fn option(&self, id: OptionId) -> Option<&OptionDraft> {
        self.options.iter().find(|option| option.id == id)
    }

    fn option_mut(&mut self, id: OptionId) -> Option<&mut OptionDraft> {
        self.options.iter_mut().find(|option| option.id == id)
    }

    /// The part of a key.
    pub(super) fn part(&self, option: OptionId, key: u32) -> Option<&PartDraft> {
        self.option(option)?.parts.iter().find(|part| part.key == key)
    }

    /// The part of a key, to be changed.
    pub(super) fn part_mut(&mut self, option: OptionId, key: u32) -> Option<&mut PartDraft> {
        self.option_mut(option)?.parts.iter_mut().find(|part| part.key == key)
    }

    /// The options as they would be offered, or everything that needs another look.
    pub(super) fn read(&self, currency: Currency, user: UserId) -> Result<Vec<OfferedOption>, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut options = Vec::new();
        for draft in &self.options {
            match draft.read(currency, user) {
                Ok(option) => options.push(OfferedOption { id: draft.id, option }),
                Err(wrong) => problems.extend(wrong),
            }
        }
        if problems.is_empty() { Ok(options) } else { Err(problems) }
    }

    /// Each field whose sum makes no sense, where the options were read from it.
    pub(super) fn slips(
        &self,
        options: &[OfferedOption],
        is_beyond_sense: impl Fn(&RemedyPart) -> bool,
    ) -> Vec<Problem> {
        let drafts = self.options.iter().flat_map(|option| &option.parts);
        let parts = options.iter().flat_map(|offered| &offered.option.parts);
        let slips = drafts.zip(parts).filter(|(_, part)| is_beyond_sense(part));
        slips.map(|(draft, _)| Problem::new(draft.field("amount"), ProblemCode::TooLarge)).collect()
    }
}

/// The suggestion that rules would choose: the recommended one, or else the first.
fn best(all: &[RemedyOption]) -> Option<&RemedyOption> {
    all.iter().find(|option| option.is_recommended).or(all.first())
}

impl OptionDraft {
    /// Whether it holds just what a suggestion holds, as nobody has changed it. By when that is done moves on with every
    /// look, and is worked out anew when it is offered: it makes no other suggestion.
    fn is(&self, option: &RemedyOption) -> bool {
        let parts = self.parts.iter().map(|part| part.origin.as_ref());
        parts.eq(option.parts.iter().map(Some))
    }

    fn is_changed(&self, currency: Currency) -> bool {
        self.parts.iter().any(|part| part.is_changed(currency))
    }

    /// The option as it would be offered. Whose signature it needs and whether it lies below an entitlement is for
    /// the rules to say.
    pub(super) fn read(&self, currency: Currency, user: UserId) -> Result<RemedyOption, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut parts = Vec::new();
        for part in &self.parts {
            match part.read(currency, user) {
                Ok(part) => parts.push(part),
                Err(wrong) => problems.extend(wrong),
            }
        }
        if self.parts.is_empty() {
            problems.push(Problem::new(format!("option-{}-add", self.id), ProblemCode::NotChosen));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let total = RemedyOption::sum(&parts, currency)
            .map_err(|_| vec![Problem::new(format!("option-{}-add", self.id), ProblemCode::TooLarge)])?;
        Ok(RemedyOption {
            parts,
            total,
            authority: Authority::Agent,
            is_recommended: self.is_recommended,
            // The domain says why, once it sees the options side by side.
            because: None,
            ready_by: self.ready_by,
            is_below_entitlement: false,
            missing: Vec::new(),
        })
    }
}

#[cfg(test)]
mod tests;
