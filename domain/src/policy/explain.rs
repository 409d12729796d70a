//! Explanations: an answer in words, made from the rule's own sentences, the facts and the dates.
//!
//! An explanation is a list of parts: texts already in the language asked for, and amounts, days and values that
//! stay as they are. The web formats those as the reader's browser does, the command line and mail plainly; what is
//! said is the same everywhere.

mod amount;
mod option;
mod refused;
mod row;
mod turned;
mod whole;

pub use amount::adjusted;
pub use option::{OptionReasons, PartReason, option};
pub use refused::{is_beside_what_was_said, refused_because};
pub use row::{Row, row, telling, value_parts};
pub use turned::would_turn;
pub use whole::{depending, granted, refused};

use crate::compensation::money::Money;
use crate::personal::Language;
use crate::policy::cite::{SHOP, provision};
use crate::policy::decide::{Decision, Depends, Entitlement, Refusal};
use crate::policy::packs::{Packs, Place};
use crate::policy::reason::Reason;
use crate::policy::rule::{Rule, Status};
use crate::policy::words::{Name, fact_name, question, say, status_name, word_name};
use crate::remedy::{Payer, Remedy};
use chrono::NaiveDate;

/// One piece of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words in the language asked for.
    Text(String),
    /// An amount.
    Money(Money),
    /// A day.
    Day(NaiveDate),
    /// A number.
    Number(i64),
}

/// An answer in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it is about: what one may do in one short sentence, or the names of what is refused.
    pub title: String,
    /// The letter: you can …, because …, until ….
    pub lead: Vec<Part>,
    /// The provision it follows.
    pub cite: String,
    /// How well that provision is known.
    pub status: Status,
    /// The conditions that decided it.
    pub rows: Vec<Row>,
    /// What would have turned it; empty for what is granted.
    pub nearest: Vec<Part>,
}

impl Explanation {
    /// The provision and how well it is known, in words.
    pub fn source(&self, language: Language) -> String {
        let shop = say(["本店自己的承诺", "本店自己的承諾", "the shop’s own promise"], language);
        // What the shop promises is known as well as can be.
        if self.cite == SHOP {
            return shop.to_owned();
        }
        let named = |cite: &str| if cite == SHOP { shop.to_owned() } else { provision(cite, language) };
        let cites: Vec<String> = self.cite.split("; ").map(named).collect();
        let status = say(status_name(self.status), language);
        [&cites.join("; "), say(["，", "，", ", "], language), status].concat()
    }
}

/// What stands between sentences.
const SPACE: Name = ["", "", " "];

/// Why and how something is granted.
pub fn entitlement(
    packs: &Packs,
    decision: &Decision,
    one: &Entitlement,
    language: Language,
) -> Option<Explanation> {
    let rule = packs.rule(one.place)?;
    let title = title(decision, rule, one, language);
    let mut lead = what(packs, decision, one, &title, language);
    lead.push(text(SPACE, language));
    lead.push(Part::Text(rule.says.get(language).to_owned()));
    lead.extend(terms(one, language));
    if one.needs_human {
        lead.push(text(
            ["这一项要先由专人核实。", "這一項要先由專人核實。", " A person will check this first."],
            language,
        ));
    }
    let reasons = decision.reasons(packs, one);
    let explanation = explanation(packs, one.place, lead, reasons, language)?;
    Some(Explanation { title, ..explanation })
}

/// What is granted and how much, without the reason: for what goes with something already explained.
fn what(packs: &Packs, decision: &Decision, one: &Entitlement, title: &str, language: Language) -> Vec<Part> {
    let mut lead = vec![Part::Text(title.to_owned())];
    if let Some(amount) = one.amount {
        // A title may hold a colon already; a second one would be read as a stumble.
        let has_colon = title.contains([':', '：']);
        let between = if has_colon { ["，", "，", ", "] } else { ["：", "：", ": "] };
        lead.push(text(between, language));
        lead.push(Part::Money(amount));
    }
    lead.push(text(["。", "。", "."], language));
    let adjusted = adjusted(packs, decision, one, language);
    if !adjusted.is_empty() {
        lead.push(text(SPACE, language));
        lead.extend(adjusted);
    }
    lead
}

/// Until when it can be asked for, and by when it must be done.
fn terms(one: &Entitlement, language: Language) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some(until) = one.until {
        parts.push(text(["您可以在 ", "您可以在 ", " You can ask for it until the end of "], language));
        parts.push(Part::Day(until.date_naive()));
        parts.push(text([" 当天结束前提出。", " 當天結束前提出。", "."], language));
    }
    if let Some(due) = one.due {
        parts.push(text(["最迟 ", "最遲 ", " It must be done by "], language));
        parts.push(Part::Day(due.date_naive()));
        parts.push(text([" 办完。", " 辦完。", "."], language));
    }
    parts
}

/// What goes with something else is called by its own name; of several ways of one rule each is named.
fn title(decision: &Decision, rule: &Rule, one: &Entitlement, language: Language) -> String {
    let goes_along =
        |one: &Entitlement| rule.grants.get(usize::from(one.grant)).is_some_and(|grant| grant.accompanies);
    let accompanies = goes_along(one) && !stands_alone(decision, rule, one);
    let has_several = decision
        .entitlements
        .iter()
        .any(|other| other.place == one.place && other.remedy != one.remedy && !goes_along(other));
    let title = rule.title.get(language);
    if one.remedy == Remedy::ReturnShipping {
        return return_shipping(one.payer, language);
    }
    match (accompanies, has_several) {
        (true, _) => opening(say(back(one.remedy), language), language),
        (false, true) => {
            let name = say(word_name(one.remedy.code()), language);
            [title, say(["（", "（", " ("], language), name, say(["）", "）", ")"], language)].concat()
        }
        (false, false) => title.to_owned(),
    }
}

/// What goes with something else, as what it is there: what was spent comes back.
fn back(remedy: Remedy) -> Name {
    match remedy {
        Remedy::Coupon => ["退回您用掉的优惠券", "退回您用掉的優惠券", "the coupon you used, given back"],
        Remedy::Points => ["退回您用掉的积分", "退回您用掉的點數", "the points you used, given back"],
        other => word_name(other.code()),
    }
}

/// Whether what only goes with the rule's main grant is what stays of them: of several sums for the same thing only
/// the highest is owed, and that is then the main one.
fn stands_alone(decision: &Decision, rule: &Rule, one: &Entitlement) -> bool {
    let grant = |one: &Entitlement| rule.grants.get(usize::from(one.grant));
    let is_of_group = grant(one).is_some_and(|grant| grant.highest_of.is_some());
    let mut others = decision.entitlements.iter().filter(|other| other.place == one.place);
    is_of_group && !others.any(|other| grant(other).is_some_and(|grant| !grant.accompanies))
}

/// Who pays for sending it back, as a sentence without its end.
pub fn return_shipping(payer: Payer, language: Language) -> String {
    let [before, after] = match language {
        Language::ZhHans => ["退货运费由", "承担"],
        Language::ZhHant => ["退貨運費由", "負擔"],
        Language::En if payer == Payer::Customer => ["", " pay for sending it back"],
        Language::En => ["", " pays for sending it back"],
    };
    let name = match payer {
        Payer::Customer => say(["您", "您", "you"], language),
        other => say(word_name(other.code()), language),
    };
    opening(&[before, name, after].concat(), language)
}

/// Words as they open a line.
fn opening(words: &str, language: Language) -> String {
    let mut letters = words.chars();
    match (language, letters.next()) {
        (Language::En, Some(first)) => first.to_uppercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

/// Why something is refused, and what would have turned it.
pub fn refusal(packs: &Packs, decision: &Decision, one: &Refusal, language: Language) -> Option<Explanation> {
    let lead = refused_because(packs, decision, one, language);
    let reasons = decision.refusal_reasons(packs, one);
    let explanation = explanation(packs, one.place, lead, reasons, language)?;
    let title = opening(say(word_name(one.remedy.code()), language), language);
    Some(Explanation { title, nearest: would_turn(packs, decision, one, language), ..explanation })
}

/// What something depends on, with the question to ask.
pub fn depends(packs: &Packs, decision: &Decision, one: &Depends, language: Language) -> Option<Explanation> {
    let rule = packs.rule(one.place)?;
    let mut lead = vec![
        Part::Text(rule.title.get(language).to_owned()),
        text(["，但要先弄清楚：", "，但要先弄清楚：", ", but one thing must be clear first: "], language),
    ];
    match question(one.ask) {
        Some(asked) => lead.push(text(asked, language)),
        None => lead.extend([text(fact_name(one.ask), language), text(["。", "。", "."], language)]),
    }
    lead.extend(once_confirmed(one, language));
    let reasons = decision.open_reasons(packs, one);
    explanation(packs, one.place, lead, reasons, language)
}

/// What is theirs once the open question came out as they say, with sum and day; nothing where nothing would follow.
pub fn once_confirmed(one: &Depends, language: Language) -> Vec<Part> {
    let Some(then) = one.then else { return Vec::new() };
    let mut parts =
        vec![text(["确认后您可以得到：", "確認後您可以得到：", " Yours once we confirm it: "], language)];
    if one.remedy == Remedy::ReturnShipping {
        parts.push(Part::Text(return_shipping(then.payer, language)));
    } else {
        parts.push(text(word_name(one.remedy.code()), language));
    }
    if let Some(amount) = then.amount {
        parts.push(text([" ", " ", " "], language));
        parts.push(Part::Money(amount));
    }
    if let Some(until) = then.until {
        parts.push(text(["，请在 ", "，請在 ", ", to be asked for by "], language));
        parts.push(Part::Day(until.date_naive()));
        parts.push(text([" 前提出", " 前提出", ""], language));
    }
    if let Some(due) = then.due {
        parts.push(text(["，最迟 ", "，最遲 ", ", done by "], language));
        parts.push(Part::Day(due.date_naive()));
        parts.push(text([" 办完", " 辦完", ""], language));
    }
    parts.push(text(["。", "。", "."], language));
    parts
}

fn explanation(
    packs: &Packs,
    place: Place,
    lead: Vec<Part>,
    reasons: Vec<Reason>,
    language: Language,
) -> Option<Explanation> {
    let rule = packs.rule(place)?;
    Some(Explanation {
        title: rule.title.get(language).to_owned(),
        lead,
        cite: rule.cite.clone(),
        status: rule.status,
        rows: telling(reasons).iter().map(|reason| row(reason, language)).collect(),
        nearest: Vec::new(),
    })
}

fn text(name: Name, language: Language) -> Part {
    Part::Text(say(name, language).to_owned())
}

/// An explanation's parts as plain text, for the command line and mail.
pub fn plain(parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Money(money) => money.to_string(),
            Part::Day(day) => day.to_string(),
            Part::Number(number) => number.to_string(),
        })
        .collect()
}
