//! What the rules in force say about a case, worked out here and now: granted, depending, not granted, each
//! foldable to rule, provision, the facts that decided and the nearest thing that would change it.

use super::words;
use crate::components::{Icon, IconMark};
use crate::format;
use crate::i18n::t::{console as texts, customer};
use crate::i18n::{Locale, facts, words as shared};
use crate::shop::language;
use crate::wall;
use core::iter::once;
use domain::compensation::money::Money;
use domain::policy::explain::{self, Part, telling};
use domain::policy::layers::with_freight;
use domain::policy::reason::{Reason, is_granted_elsewhere};
use domain::policy::{Decision, Packs, Place};
use domain::remedy::Remedy;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// One answer as it is shown.
pub struct Answer {
    icon: Icon,
    class: &'static str,
    title: String,
    amount: Option<String>,
    notes: Vec<String>,
    place: Place,
    reasons: Vec<Reason>,
    /// Why, in a sentence.
    because: String,
    nearest: Option<String>,
    /// A word about this answer, such as that another version answers otherwise.
    pub mark: Option<&'static str>,
}

impl Answer {
    /// Which rule answers about what, with which icon's meaning: the same in every version of a pack.
    pub fn key(&self, packs: &Packs) -> String {
        let pack = packs.pack(self.place).map(|pack| pack.id.as_str()).unwrap_or_default();
        let rule = packs.rule(self.place).map(|rule| rule.code.as_str()).unwrap_or_default();
        [pack, "/", rule, "/", &self.title].concat()
    }

    /// All that its line says.
    fn line(&self) -> String {
        [self.title.as_str(), self.amount.as_deref().unwrap_or_default(), &self.notes.join(" ")].join(" ")
    }

    /// What it comes to: granted or not, how much, on what terms.
    pub fn gist(&self) -> String {
        [self.class, self.amount.as_deref().unwrap_or_default(), &self.notes.join(" ")].join(" ")
    }
}

/// All answers of a decision: granted, depending, not granted.
pub fn answers(locale: Locale, decision: &Decision, packs: &Packs) -> [Vec<Answer>; 3] {
    let mut all = [
        granted(locale, decision, packs),
        depends(locale, decision, packs),
        refused(locale, decision, packs),
    ];
    for group in &mut all {
        let lines: Vec<String> = group.iter().map(Answer::line).collect();
        for (answer, is_again) in group.iter_mut().zip(told_twice(&lines)) {
            // Lines that read alike are told apart by what they rest on.
            if let Some(rule) = packs.rule(answer.place).filter(|_| is_again) {
                answer.notes.push(words::source(locale, &rule.cite));
            }
        }
    }
    all
}

/// Which lines stand more than once among them.
fn told_twice(lines: &[String]) -> Vec<bool> {
    lines.iter().map(|line| lines.iter().filter(|other| *other == line).count() > 1).collect()
}

/// The answers in their groups; ids on the page begin with `prefix`.
pub fn groups(
    locale: Locale,
    prefix: &str,
    [granted, depends, refused]: [Vec<Answer>; 3],
    packs: &Packs,
) -> AnyView {
    let is_nothing = granted.is_empty() && depends.is_empty();
    let group = |id: &str, name: &'static str, answers: Vec<Answer>| {
        let id = [prefix, "-", id].concat();
        (!answers.is_empty()).then(|| {
            view! {
                <div role="group" aria-labelledby=id.clone()>
                    <h3 id=id.clone() class="answers-group">
                        {name}
                    </h3>
                    <ul class="answers">{answers.into_iter().map(|answer| item(locale, answer, packs)).collect_view()}</ul>
                </div>
            }
        })
    };
    view! {
        {is_nothing.then(|| view! { <p class="soft small">{texts::answers_nothing(locale)}</p> })}
        {group("granted", texts::granted(locale), granted)}
        {group("depends", texts::depends(locale), depends)}
        {group("refused", texts::refused(locale), refused)}
    }
    .into_any()
}

/// Why a rule grants, in its own words.
fn says(locale: Locale, packs: &Packs, place: Place) -> String {
    packs.rule(place).map(|rule| rule.says.get(language(locale)).to_owned()).unwrap_or_default()
}

fn granted(locale: Locale, decision: &Decision, packs: &Packs) -> Vec<Answer> {
    decision
        .entitlements
        .iter()
        .filter(|one| !decision.is_in_price(one))
        .map(|one| {
            let freight = decision.freight_with(one).filter(|_| one.remedy.pays_back_whole_price());
            let until = one.until.map(|when| texts::until(locale, &format::moment_day(locale, when)));
            let due = one.due.map(|when| texts::done_by(locale, &format::moment_day(locale, when)));
            let sign = one.needs_human.then(|| texts::must_sign(locale).to_owned());
            let adjusted = explain::adjusted(packs, decision, one, language(locale));
            let adjusted = (!adjusted.is_empty()).then(|| facts::said(locale, &adjusted));
            let title = match one.remedy {
                Remedy::ReturnShipping => {
                    texts::pair(locale, shared::remedy(locale, one.remedy), words::payer(locale, one.payer))
                }
                remedy => shared::remedy(locale, remedy).to_owned(),
            };
            Answer {
                icon: Icon::Tick,
                class: "answer answer-granted",
                title,
                amount: one.amount.map(|amount| format::money(locale, with_freight(amount, freight))),
                notes: of_freight(locale, freight)
                    .into_iter()
                    .chain(adjusted)
                    .chain(sign)
                    .chain(until)
                    .chain(due)
                    .collect(),
                place: one.place,
                reasons: telling(decision.reasons(packs, one)),
                because: says(locale, packs, one.place),
                nearest: None,
                mark: None,
            }
        })
        .collect()
}

/// How much of a sum is freight, as the customer reads it too.
fn of_freight(locale: Locale, freight: Option<Money>) -> Option<String> {
    freight.map(|freight| customer::letter_freight(locale, &format::money(locale, freight)))
}

fn depends(locale: Locale, decision: &Decision, packs: &Packs) -> Vec<Answer> {
    let mut told = BTreeSet::new();
    decision
        .depends
        .iter()
        .filter(|one| !is_granted_elsewhere(decision, one.remedy))
        // Several rules may wait for the same answer about the same remedy: one line says it.
        .filter(|one| told.insert((one.remedy, one.ask)))
        .map(|one| Answer {
            icon: Icon::Question,
            class: "answer answer-depends",
            title: shared::remedy(locale, one.remedy).to_owned(),
            amount: one.then.and_then(|then| then.sum()).map(|amount| format::money(locale, amount)),
            notes: once(facts::fact(locale, one.ask).to_owned())
                .chain(
                    one.then
                        .and_then(|then| of_freight(locale, then.freight.filter(|_| then.amount.is_some()))),
                )
                .chain(
                    one.then
                        .and_then(|then| then.until)
                        .map(|when| texts::until(locale, &format::day(locale, wall::day(when)))),
                )
                .collect(),
            place: one.place,
            reasons: telling(decision.open_reasons(packs, one)),
            because: says(locale, packs, one.place),
            nearest: None,
            mark: None,
        })
        .collect()
}

fn refused(locale: Locale, decision: &Decision, packs: &Packs) -> Vec<Answer> {
    let mut told = BTreeSet::new();
    decision
        .refusals
        .iter()
        .filter(|one| !is_granted_elsewhere(decision, one.remedy))
        .filter(|one| told.insert((one.remedy, one.place)))
        .map(|one| {
            let said = |parts: Vec<Part>| facts::said(locale, &parts);
            let nearest = explain::would_turn(packs, decision, one, language(locale));
            Answer {
                icon: Icon::Cross,
                class: "answer answer-refused",
                title: shared::remedy(locale, one.remedy).to_owned(),
                amount: None,
                notes: Vec::new(),
                place: one.place,
                reasons: telling(decision.refusal_reasons(packs, one)),
                because: said(explain::refused_because(packs, decision, one, language(locale))),
                nearest: (!nearest.is_empty()).then(|| said(nearest)),
                mark: None,
            }
        })
        .collect()
}

fn item(locale: Locale, answer: Answer, packs: &Packs) -> impl IntoView + use<> {
    let Answer { icon, class, title, amount, notes, place, reasons, because, nearest, mark } = answer;
    let rule = packs.rule(place).map(|rule| (rule.cite.clone(), rule.code.clone()));
    let (cite, code) = rule.unwrap_or_default();
    let source = words::source(locale, &cite);
    let pack = packs
        .pack(place)
        .map(|pack| texts::by_rule(locale, pack.title.get(language(locale)), &code, &pack.version));
    let lines = reasons
        .into_iter()
        .map(|reason| {
            let is = facts::value(locale, reason.fact, reason.is.as_ref());
            view! {
                <dt>{facts::fact(locale, reason.fact)}</dt>
                <dd>
                    <span>{is}</span>
                    " "
                    <span class="soft">{facts::required(locale, &reason)}</span>
                </dd>
            }
        })
        .collect_view();
    view! {
        <li class=class>
            <details>
                <summary>
                    <IconMark icon />
                    <span class="answer-title">{title}</span>
                    {amount.map(|amount| view! { <data class="money">{amount}</data> })}
                    {mark.map(|mark| view! { <span class="tag tag-brand answer-mark">{mark}</span> })}
                    {notes.into_iter().map(|note| view! { <span class="answer-note">{note}</span> }).collect_view()}
                </summary>
                <div class="answer-why">
                    <p class="soft small">{texts::customer_reads(locale)}</p>
                    <p>{because}</p>
                    <dl class="facts facts-small">
                        <dt>{texts::source(locale)}</dt>
                        <dd>{source}</dd>
                        {lines}
                        {nearest
                            .map(|nearest| {
                                view! {
                                    <dt>{texts::would_change(locale)}</dt>
                                    <dd>{nearest}</dd>
                                }
                            })}
                    </dl>
                    <p class="soft small">{pack}</p>
                </div>
            </details>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_read_alike_are_known_as_such() {
        let lines = ["Exchange", "Refund", "Exchange"].map(str::to_owned);
        assert_eq!(told_twice(&lines), [true, false, true]);
    }
}
