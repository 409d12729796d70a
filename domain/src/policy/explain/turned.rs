//! What would have turned a refusal, where it is worth telling: a day, an answer, proof.

use super::refused::Failed;
use super::{Part, text};
use crate::finding::Standing;
use crate::personal::Language;
use crate::policy::condition::{Comparison, Outcome, Test, View};
use crate::policy::decide::{Decision, Refusal};
use crate::policy::fact::{Fact, Kind, Vocabulary};
use crate::policy::packs::Packs;
use crate::policy::snapshot::{Value, day_of};
use crate::policy::words::{Name, fact_name, question, say};
use crate::remedy::Remedy;
use chrono::NaiveDate;

const SET: Name = [
    "整套一起就可以：请把同一套的其他商品也选上。",
    "整套一起就可以：請把同一套的其他商品也選上。",
    "It applies to the whole set: choose its other parts too.",
];

/// What would have turned a refusal; empty where nothing worth telling would.
pub fn would_turn(packs: &Packs, decision: &Decision, refusal: &Refusal, language: Language) -> Vec<Part> {
    let Some(failed) = Failed::of(packs, decision, refusal) else { return Vec::new() };
    let Some(change) = decision.nearest(packs, refusal) else { return Vec::new() };
    // That somebody else would pay for the way back is nothing to strive for.
    if refusal.remedy == Remedy::ReturnShipping {
        return Vec::new();
    }
    if change.fact == Fact::ExtraTimeUntil {
        return vec![text(
            [
                "您可以定一个最后期限；到那天还没送到，就可以要求退款。",
                "您可以訂一個最後期限；到那天還沒送到，就可以要求退款。",
                "Set a last day; if it is missed you can have your money back.",
            ],
            language,
        )];
    }
    if change.fact == Fact::BundleComplete && change.to == Value::Flag(true) {
        return vec![text(SET, language)];
    }
    // A currency nobody can change, and a day that has passed was told already.
    if failed.has_plainer_reason() {
        return Vec::new();
    }
    if let Some(until) = change.until {
        return vec![
            text(["在 ", "在 ", "Until "], language),
            Part::Day(until),
            text([" 或之前提出，是可以的。", " 或之前提出，是可以的。", " it would have applied."], language),
        ];
    }
    let first = |test: &&Test| test.fact == change.fact && test.outcome(&failed.view) == Outcome::Fails;
    let Some(test) = failed.tests().find(first) else { return Vec::new() };
    match (change.fact.kind(), &change.to) {
        // A number of days reads as a day, or not at all.
        (Kind::Days, _) => {
            first_day(test, &failed.view).map(|day| from(day, decision, language)).unwrap_or_default()
        }
        (Kind::Word(Vocabulary::Standing), Value::Word(word)) if *word == Standing::Established.code() => {
            vec![text(
                ["如果能够证明，就可以。", "如果能夠證明，就可以。", "If it can be shown, this applies."],
                language,
            )]
        }
        (Kind::Flag, Value::Flag(flag)) => turned_flag(change.fact, *flag, language),
        // One of something is no more than the rule's own words tell.
        (Kind::Count, Value::Number(number)) if *number > 1 => {
            let name = say(fact_name(change.fact), language);
            let [before, after] = match language {
                Language::ZhHans | Language::ZhHant => {
                    let [open, reached] =
                        [say(["“", "「", ""], language), say(["”满 ", "」滿 ", ""], language)];
                    [[open, name, reached].concat(), " 就可以。".to_owned()]
                }
                Language::En => ["It takes ".to_owned(), [" or more here: ", name, "."].concat()],
            };
            vec![Part::Text(before), Part::Number(*number), Part::Text(after)]
        }
        _ => Vec::new(),
    }
}

/// The first day on which a count of days would have been long enough, where it is known from when it counts.
fn first_day(test: &Test, view: &View<'_>) -> Option<NaiveDate> {
    let from = view.get(test.fact.counted_from()?)?;
    let day = match test.comparison {
        Comparison::AtLeast(days) => from.checked_add(days)?,
        Comparison::Beyond(term) => view.last_number(test.fact, term)?.checked_add(1)?,
        _ => return None,
    };
    day_of(day)
}

fn from(day: NaiveDate, decision: &Decision, language: Language) -> Vec<Part> {
    let is_past = day <= decision.snapshot.asked_at().date_naive();
    let end = if is_past { " on it would have applied." } else { " on it applies." };
    vec![
        text(["要从 ", "要從 ", "From "], language),
        Part::Day(day),
        text([" 起才可以。", " 起才可以。", end], language),
    ]
}

/// What turns on a question is told as the question with the answer that would do.
fn turned_flag(fact: Fact, flag: bool, language: Language) -> Vec<Part> {
    let Some(asked) = question(fact) else { return Vec::new() };
    let asked = say(asked, language);
    let answer = say(if flag { ["是", "是", "yes"] } else { ["否", "否", "no"] }, language);
    let told = match language {
        Language::ZhHans => ["“", asked, "”如果答案是“", answer, "”，就可以。"],
        Language::ZhHant => ["「", asked, "」如果答案是「", answer, "」，就可以。"],
        Language::En => ["It would apply if the answer to this were “", answer, "”: ", asked, ""],
    };
    vec![Part::Text(told.concat())]
}
