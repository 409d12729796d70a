//! Why something is refused: the sentence that fits the condition that failed.
//!
//! A rule's own words tell what usually stands in its way. Where it was something else, such as a currency or a day
//! that has passed, they would tell people something untrue about their case; so those causes have their own words,
//! and every place that tells of a refusal takes them from here.

use super::row::currencies_named;
use super::{Part, text};
use crate::category::Category;
use crate::compensation::money::{Currency, Money};
use crate::compensation::sums::Sums;
use crate::finding::{Condition, Fault, Standing as Found};
use crate::order::ledger::Standing;
use crate::personal::Language;
use crate::policy::condition::{Clause, Comparison, Outcome, Test, View};
use crate::policy::decide::{Before, Decision, Refusal};
use crate::policy::fact::{Fact, Kind, Vocabulary, ordinal};
use crate::policy::own::OwnWord;
use crate::policy::packs::Packs;
use crate::policy::rule::Rule;
use crate::policy::snapshot::{bit, day_of};
use crate::policy::words::{Name, fact_name, say, word_name};
use crate::remedy::Remedy;
use chrono::NaiveDate;

/// What stood in the way.
enum Cause {
    /// It was given before, for the same cause.
    Given(Before),
    /// The order is in none of the currencies the rule speaks of.
    Currency(Vec<Currency>),
    /// Goods of these kinds are left out, some of them in the shop's own words.
    Kinds(i64, Vec<OwnWord>),
    /// Whoever bought it confirmed then that it can't go back.
    Confirmed,
    /// It did not come from the seller.
    Fault,
    /// The last day to ask has passed.
    Over(NaiveDate),
    /// What would be counted from delivery has not been delivered.
    NotDelivered,
    /// Nothing is late: it came in time, or can still do so.
    InTime,
    /// The goods are not as they came.
    Used,
    /// It comes to so much, which is less than is paid.
    TooLittle(Money, Money),
    /// It comes to nothing.
    Nothing,
    /// What it asks for was looked into, and is not so.
    RuledOut(Vec<Fact>),
    /// What the rule itself tells.
    Other,
}

/// The conditions of a rule that failed.
pub(super) struct Failed<'a> {
    rule: &'a Rule,
    remedy: Remedy,
    pub(super) view: View<'a>,
    clauses: Vec<&'a Clause>,
    given: Option<Before>,
    /// What it comes to and the least that is paid, if one is named, where that is all that stood in the way.
    least: Option<(Money, Option<Money>)>,
    /// Sums that say nothing in the order's currency, where they are all that stood in the way.
    lacking: Option<&'a Sums>,
}

impl<'a> Failed<'a> {
    pub(super) fn of(packs: &'a Packs, decision: &'a Decision, refusal: &'a Refusal) -> Option<Self> {
        let rule = packs.rule(refusal.place)?;
        let view = decision.view_under(packs, refusal.place, &refusal.goods)?;
        let clauses = rule.when.iter().filter(|clause| clause.outcome(&view) == Outcome::Fails).collect();
        let lacking = refusal.lacking(packs, decision.snapshot.currency());
        let least = refusal
            .least(packs)
            .map(|(amount, least)| (amount, least.and_then(|least| least.get(amount.currency))));
        Some(Self { rule, remedy: refusal.remedy, view, clauses, given: refusal.given, least, lacking })
    }

    /// Whether what failed has a plainer reason than the rule's own words.
    pub(super) fn has_plainer_reason(&self) -> bool {
        !matches!(self.cause(), Cause::Other | Cause::RuledOut(_))
    }

    fn cause(&self) -> Cause {
        let order = self.view.snapshot.currency();
        let currencies = |sums: &Sums| sums.currencies().collect::<Vec<_>>();
        let currency = self.lacking.map(currencies).or_else(|| {
            self.tests().find_map(|test| match &test.comparison {
                Comparison::IsCurrency(named) => Some(named.to_vec()),
                _ => test.lacking(order).map(currencies),
            })
        });
        let is_customer = self.view.get(Fact::Fault) == Some(ordinal!(Fault::Customer));
        let is_used = self.view.get(Fact::Condition) == Some(ordinal!(Condition::Used));
        if let Some(before) = self.given {
            Cause::Given(before)
        } else if let Some((amount, least)) = self.least {
            least.map_or(Cause::Nothing, |least| Cause::TooLittle(amount, least))
        } else if let Some(currency) = currency {
            Cause::Currency(currency)
        } else if let Some((kinds, own)) = self.kinds() {
            Cause::Kinds(kinds, own)
        } else if self.view.get(Fact::NoReturnConfirmed) == Some(1) && self.asks(Fact::NoReturnConfirmed) {
            Cause::Confirmed
        // An apology has kinder words of its own.
        } else if is_customer && self.is_only(Fact::Fault) && self.remedy != Remedy::Apology {
            Cause::Fault
        } else if let Some(day) = self.over() {
            Cause::Over(day)
        } else if self.is_undelivered() {
            Cause::NotDelivered
        } else if self.is_in_time() {
            Cause::InTime
        } else if is_used && self.asks(Fact::Condition) {
            Cause::Used
        // An apology has kinder words of its own.
        } else if let Some(facts) = self.ruled_out().filter(|_| self.remedy != Remedy::Apology) {
            Cause::RuledOut(facts)
        } else {
            Cause::Other
        }
    }

    /// What one condition asks to be confirmed, where each of it was looked into and is not so: it is not still to come.
    fn ruled_out(&self) -> Option<Vec<Fact>> {
        let is_not_so = |test: &Test| {
            test.fact.kind() == Kind::Word(Vocabulary::Standing)
                && matches!(test.comparison, Comparison::Is(_))
                && self.view.get(test.fact) == Some(ordinal!(Found::Refuted))
        };
        let clause = self.clauses.iter().find(|clause| clause.any.iter().all(is_not_so))?;
        let mut facts = Vec::new();
        for test in &clause.any {
            if !facts.contains(&test.fact) {
                facts.push(test.fact);
            }
        }
        Some(facts)
    }

    /// Whether a condition that failed asks about a fact, perhaps besides others.
    fn asks(&self, fact: Fact) -> bool {
        self.tests().any(|test| test.fact == fact)
    }

    /// Whether a condition that failed asks about a fact and nothing else.
    fn is_only(&self, fact: Fact) -> bool {
        self.clauses.iter().any(|clause| clause.any.iter().all(|test| test.fact == fact))
    }

    /// The kinds of goods that stood in the way, where nothing else could have turned it.
    fn kinds(&self) -> Option<(i64, Vec<OwnWord>)> {
        let traits = self.view.traits?;
        let left_out = |test: &Test| match &test.comparison {
            Comparison::HasNone(kinds) if test.fact == Fact::Traits => Some((kinds & traits, Vec::new())),
            Comparison::Own(own) if !own.is_wanted() => Some(own.met(test.fact, &self.view)),
            _ => None,
        };
        let of = |clause: &&Clause| {
            clause.any.iter().map(left_out).try_fold((0, Vec::new()), |(all, mut own), one| {
                let (kinds, words) = one?;
                own.extend(words);
                Some((all | kinds, own))
            })
        };
        self.clauses.iter().find_map(of).filter(|(kinds, own)| *kinds != 0 || !own.is_empty())
    }

    /// Whether the one condition that failed counts from a delivery that has not happened.
    fn is_undelivered(&self) -> bool {
        let [clause] = self.clauses.as_slice() else { return false };
        self.view.get(Fact::DeliveredAt).is_none()
            && clause.any.iter().all(|test| test.fact.counted_from() == Some(Fact::DeliveredAt))
    }

    /// Whether one of several conditions that failed asks for nothing but lateness, and nothing is late: what else is
    /// missing, such as a last chance for the seller, is no matter before. What fails by that alone is for the rule to say.
    fn is_in_time(&self) -> bool {
        let is_not_late = |test: &Test| {
            test.fact.counts_lateness() && self.view.get(test.fact).is_none_or(|days| days <= 0)
        };
        self.clauses.len() > 1 && self.clauses.iter().any(|clause| clause.any.iter().all(is_not_late))
    }

    /// Whether it speaks of lateness to somebody whose goods came in time and who complains of something else.
    fn is_lateness_nobody_named(&self) -> bool {
        let is_lateness = |clause: &&Clause| clause.any.iter().all(|test| test.fact.counts_lateness());
        let is_about = |category| self.view.get(Fact::Category) == Some(category);
        self.view.get(Fact::DeliveredAt).is_some()
            && ![ordinal!(Category::DeliveryDelay), ordinal!(Category::DeliveryLost)]
                .into_iter()
                .any(is_about)
            && self.given.is_none()
            && self.clauses.iter().any(is_lateness)
    }

    /// Why nothing is late.
    fn in_time(&self) -> Name {
        if self.view.get(Fact::PromisedBy).or(self.view.get(Fact::ShipBy)).is_none() {
            NO_DAY
        } else if self.view.get(Fact::DeliveredAt).is_some() {
            CAME_IN_TIME
        } else {
            NOT_LATE_YET
        }
    }

    pub(super) fn tests(&self) -> impl Iterator<Item = &'a Test> {
        self.clauses.iter().flat_map(|clause| &clause.any)
    }

    /// The last day, where nothing failed but a time that has run out: of alternatives the one that ran longest.
    fn over(&self) -> Option<NaiveDate> {
        let [clause] = self.clauses.as_slice() else { return None };
        let known = || clause.any.iter().filter(|test| self.view.get(test.fact).is_some());
        let is_time = |test: &Test| {
            test.has_last_day()
                || matches!(test.comparison, Comparison::Within(_) | Comparison::Known | Comparison::Absent)
        };
        if !known().all(is_time) || !known().any(Test::has_last_day) {
            return None;
        }
        known().filter_map(|test| test.last_number(&self.view)).max().and_then(day_of)
    }
}

/// Whether a refusal answers what nobody asked: that nothing was late, where the goods are here and lateness is not what it
/// is about.
pub fn is_beside_what_was_said(packs: &Packs, decision: &Decision, refusal: &Refusal) -> bool {
    Failed::of(packs, decision, refusal).is_some_and(|failed| failed.is_lateness_nobody_named())
}

/// Why something is refused. The rule's own words, unless what failed has a plainer reason.
pub fn refused_because(
    packs: &Packs,
    decision: &Decision,
    refusal: &Refusal,
    language: Language,
) -> Vec<Part> {
    let Some(failed) = Failed::of(packs, decision, refusal) else { return Vec::new() };
    match failed.cause() {
        Cause::Given(before) => given_before(before, language),
        Cause::Currency(currencies) => currency_differs(&currencies, decision.snapshot.currency(), language),
        Cause::Kinds(kinds, own) => vec![
            text(["不适用于这类商品：", "不適用於這類商品：", "Not for goods of this kind: "], language),
            kinds_named(kinds, &own, language),
            text(["。", "。", "."], language),
        ],
        Cause::TooLittle(amount, least) => vec![
            text(["这一项算下来是 ", "這一項算下來是 ", "This comes to "], language),
            Part::Money(amount),
            text(["，不到 ", "，不到 ", "; sums under "], language),
            Part::Money(least),
            text([" 的不另付。", " 的不另付。", " are not paid out."], language),
        ],
        Cause::Nothing => vec![text(NOTHING, language)],
        Cause::Confirmed => vec![text(CONFIRMED, language)],
        Cause::Fault => vec![text(FAULT, language)],
        Cause::NotDelivered => vec![text(NOT_DELIVERED, language)],
        Cause::InTime => vec![text(failed.in_time(), language)],
        Cause::Used => vec![text(USED, language)],
        Cause::Over(day) => vec![
            text(["这一项的期限到 ", "這一項的期限到 ", "The time for this ended on "], language),
            Part::Day(day),
            text([" 为止，已经过了。", " 為止，已經過了。", "."], language),
        ],
        Cause::RuledOut(facts) => ruled_out(&facts, language),
        Cause::Other => vec![Part::Text(failed.rule.refuses.get(language).to_owned())],
    }
}

fn ruled_out(facts: &[Fact], language: Language) -> Vec<Part> {
    let names: Vec<&str> = facts.iter().map(|fact| say(fact_name(*fact), language)).collect();
    vec![
        text(
            ["经核实，没有这种情况：", "經核實，沒有這種情況：", "This was looked into and is not so: "],
            language,
        ),
        Part::Text(names.join(say(["、", "、", ", "], language))),
        text(["。", "。", "."], language),
    ]
}

/// Only what is agreed or paid is given; what waits for an answer is told as that.
fn given_before(before: Before, language: Language) -> Vec<Part> {
    let (bare, lead) = match before.standing {
        Standing::Given if before.is_shown => (GIVEN, GIVEN_SUM),
        Standing::Given => (AGREED, AGREED_SUM),
        Standing::Reserved => (OFFERED, OFFERED_SUM),
    };
    let Some(amount) = before.amount else { return vec![text(bare, language)] };
    let mut parts = vec![text(lead, language), Part::Money(amount)];
    if let Some(offered) = before.offered {
        parts.extend([text(OFFERED_BESIDES, language), Part::Money(offered)]);
    }
    parts.push(text(["。", "。", "."], language));
    parts
}

const GIVEN: Name = ["这一项已经给过您了。", "這一項已經給過您了。", "You have already been given this."];

const GIVEN_SUM: Name = ["已经给过您：", "已經給過您：", "Already given to you: "];

const AGREED: Name = [
    "这一项已经约定给您，或者已经给过您了。",
    "這一項已經約定給您，或者已經給過您了。",
    "This is agreed for you, or was given to you already.",
];

const AGREED_SUM: Name =
    ["已约定给您或已给过您：", "已約定給您或已給過您：", "Agreed for you or given already: "];

const OFFERED: Name = [
    "这一项已在另一件投诉里向您提出，等您答复。",
    "這一項已在另一件投訴裡向您提出，等您回覆。",
    "This is offered to you in another case and waits for your answer.",
];

const OFFERED_SUM: Name = [
    "已在另一件投诉里向您提出，等您答复：",
    "已在另一件投訴裡向您提出，等您回覆：",
    "Offered to you in another case, waiting for your answer: ",
];

const OFFERED_BESIDES: Name = [
    "；另一件投诉里还向您提出了，等您答复：",
    "；另一件投訴裡還向您提出了，等您回覆：",
    "; and offered to you in another case, waiting for your answer: ",
];

const NOTHING: Name = [
    "这一项按这张订单算下来是零，没有可付的金额。",
    "這一項按這張訂單算下來是零，沒有可付的金額。",
    "For this order it comes to nothing, so there is no sum to pay.",
];

const CONFIRMED: Name = [
    "下单时已经请您确认过，这类商品不能退。",
    "下單時已經請您確認過，這類商品不能退。",
    "You confirmed at purchase that goods of this kind can’t go back.",
];

const FAULT: Name = [
    "经核实，问题不是出在商家或运输上，所以这一项这次用不上。",
    "經核實，問題不是出在商家或運送上，所以這一項這次用不上。",
    "It was found that it did not come from the seller or from the transport, so this does not apply here.",
];

const NOT_DELIVERED: Name = [
    "商品还没有签收，这一项从签收那天才开始算。",
    "商品還沒有簽收，這一項從簽收那天才開始算。",
    "The goods have not been delivered yet; this starts on the day they are.",
];

const CAME_IN_TIME: Name = [
    "没有超过约定的日期，不算晚到。",
    "沒有超過約定的日期，不算晚到。",
    "It came within the agreed time, so it was not late.",
];

const NO_DAY: Name = [
    "这个订单没有约定日期，所以没有晚不晚的问题。",
    "這筆訂單沒有約定日期，所以沒有晚不晚的問題。",
    "No day was agreed for this order, so none was missed.",
];

const NOT_LATE_YET: Name = [
    "约定的日期还没过，现在不算晚。",
    "約定的日期還沒過，現在不算晚。",
    "The agreed day has not passed, so it is not late yet.",
];

const USED: Name = [
    "商品已经用过了，这一项要求商品完好。",
    "商品已經用過了，這一項要求商品完好。",
    "The goods have been used, and this asks for goods as they came.",
];

fn kinds_named(kinds: i64, own: &[OwnWord], language: Language) -> Part {
    let words = Vocabulary::Trait.words().into_iter().zip(0_i64..);
    let named: Vec<&str> = words
        .filter(|(_, place)| kinds & bit(*place) != 0)
        .map(|(word, _)| say(word_name(word), language))
        .chain(own.iter().map(|word| word.name.get(language)))
        .collect();
    Part::Text(named.join(say(["、", "、", ", "], language)))
}

fn currency_differs(rule: &[Currency], order: Currency, language: Language) -> Vec<Part> {
    vec![
        text(["这条规则只适用于以 ", "這條規則只適用於以 ", "This rule holds for orders in "], language),
        currencies_named(rule, language),
        text([" 计价的订单，而这张订单以 ", " 計價的訂單，而這張訂單以 ", "; this order is in "], language),
        Part::Text(order.code().to_owned()),
        text([" 计价。", " 計價。", "."], language),
    ]
}
