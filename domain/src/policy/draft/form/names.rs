//! What the slots of a form are about; a form takes their labels from it.

use crate::code::codes;

codes! {
    /// What a slot is about: from it the form takes its label.
    pub enum SlotName {
        /// A name or headline in three languages.
        Title = "title",
        /// Why a customer may.
        Says = "says",
        /// Why they may not.
        Refuses = "refuses",
        /// A worked example.
        Example = "example",
        /// What the rule does not cover.
        Excludes = "excludes",
        /// The provision.
        Cite = "cite",
        /// How well it is known.
        Status = "status",
        /// The first day on which an order must be placed.
        EffectiveFrom = "effective_from",
        /// The last such day.
        EffectiveTo = "effective_to",
        /// The currency to which the rule is bound.
        Currency = "currency",
        /// Whether a person must sign.
        NeedsHuman = "needs_human",
        /// The rules it silences.
        Replaces = "replaces",
        /// The bound of a condition.
        Bound = "bound",
        /// What an open question counts as.
        IfUnknown = "if_unknown",
        /// Further days that stand in a fact.
        Plus = "plus",
        /// Whether the day of the event counts.
        StartCounted = "start_counted",
        /// What a day of rest at the end does.
        LastDay = "last_day",
        /// What is granted.
        Remedy = "remedy",
        /// Who owes it.
        Payer = "payer",
        /// Whether it only goes with the others.
        Accompanies = "accompanies",
        /// Whether it may be given again for the same goods.
        Repeats = "repeats",
        /// The mark of amounts of which only the highest stands.
        HighestOf = "highest_of",
        /// By when: how long after.
        DueWithin = "due_within",
        /// By when: after what.
        DueAfter = "due_after",
        /// What the amount is a share of.
        AmountOf = "amount_of",
        /// A fixed sum.
        FixedSum = "fixed_sum",
        /// Per cent of it.
        Percent = "percent",
        /// A multiple of it.
        Times = "times",
        /// Per cent that stand in a fact.
        PercentOf = "percent_of",
        /// The fact by whose steps the amount goes.
        StepsOf = "steps_of",
        /// Up to which value a step holds.
        StepUpTo = "step_up_to",
        /// The percentage of a step.
        StepPercent = "step_percent",
        /// The percentage above the last step.
        Above = "above",
        /// For what it is given once.
        Per = "per",
        /// Not less than this sum.
        Floor = "floor",
        /// Not less than a share of this.
        FloorOf = "floor_of",
        /// The share that is the floor.
        FloorPercent = "floor_percent",
        /// Not more than this sum.
        Cap = "cap",
        /// Not more than a share of this.
        CapOf = "cap_of",
        /// The share that is the cap.
        CapPercent = "cap_percent",
        /// What is taken off.
        Less = "less",
        /// The share that is taken off, where it is one of something.
        LessPercent = "less_percent",
        /// The most that is taken off.
        LessCap = "less_cap",
        /// The least that is taken off.
        LessFloor = "less_floor",
        /// Under what nothing is paid.
        NothingUnder = "nothing_under",
        /// The fact that uses it up.
        ShrinksBy = "shrinks_by",
        /// At how many of it nothing is left.
        ShrinksOver = "shrinks_over",
        /// In what the unused rest of a paid period is counted.
        Unused = "unused",
        /// What is added on top.
        OnTop = "on_top",
        /// What a trait of the shop's own is called; the path's last part is the trait.
        OwnTrait = "own_trait",
        /// What a kind of the shop's own is called; the path's last part is the kind.
        OwnKind = "own_kind",
        /// Who reviewed the pack.
        ReviewBy = "review_by",
        /// On which day.
        ReviewOn = "review_on",
        /// Whether Saturday and Sunday are days of rest.
        WeekendsRest = "weekends_rest",
        /// Whether Saturdays are working days.
        SaturdaysWork = "saturdays_work",
        /// Whether Sundays are working days.
        SundaysWork = "sundays_work",
        /// Public holidays.
        Holidays = "holidays",
        /// Days until a remedy is done; the path's last part is the remedy.
        Pace = "pace",
        /// What an agent may offer.
        AgentLimit = "agent_limit",
        /// How much of it may be goodwill.
        GoodwillLimit = "goodwill_limit",
        /// What is added where the remedy wished for can't be done.
        BlockedExtra = "blocked_extra",
        /// The categories of a goodwill.
        Categories = "categories",
        /// The tier of a goodwill.
        Tier = "tier",
        /// Whose doing it was, in who bears what.
        Fault = "fault",
        /// How much one payer bears, as a weight; the path's last part is the payer.
        Weight = "weight",
        /// What to say when offering.
        Phrase = "phrase",
    }
}
