//! What somebody asks for and no rule in force speaks of: it still gets an answer with a reason, and something else
//! that can be done.
//!
//! Silence would read as a refusal without grounds. The answer says what is true: no rule here names it, so nothing
//! follows by rule, and a person decides.

use crate::personal::Language;
use crate::policy::decide::Decision;
use crate::policy::reason::is_granted_elsewhere;
use crate::policy::words::say;
use crate::remedy::Remedy;
use crate::triage::{Demand, demands};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A remedy that was wished for.
    Remedy(Remedy),
    /// Something said in the complaint's own words.
    Demand(Demand),
}

impl Asked {
    /// Its stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Remedy(remedy) => remedy.code(),
            Self::Demand(demand) => demand.code(),
        }
    }
}

/// Everything asked for that no rule in force speaks of, with what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncovered {
    /// What is asked for; at least one thing.
    pub asked: Vec<Asked>,
    /// What can be done instead, best first; an apology where there is nothing else.
    pub instead: Vec<Remedy>,
}

/// How many things are named in place of what no rule covers: as many as one reads in a sentence.
const MAX_INSTEAD: usize = 3;

/// What no rule in force speaks of, among the wishes and what the text demands; `None` where there is nothing.
pub fn uncovered(decision: &Decision, wants: &[Remedy], text: &str) -> Option<Uncovered> {
    let wishes = wants.iter().filter(|wish| !is_spoken_of(decision, **wish)).map(|wish| Asked::Remedy(*wish));
    let demanded = demands(text).into_iter().map(|one| Asked::Demand(one.demand));
    let asked: Vec<Asked> = wishes.chain(demanded).collect();
    (!asked.is_empty()).then(|| Uncovered { instead: instead(decision), asked })
}

fn is_spoken_of(decision: &Decision, remedy: Remedy) -> bool {
    decision.speaks_of(remedy)
        || is_granted_elsewhere(decision, remedy)
        || decision.options.iter().flat_map(|option| &option.parts).any(|part| part.remedy == remedy)
}

/// The recommended package first, then what else may be had without anybody's signature.
fn instead(decision: &Decision) -> Vec<Remedy> {
    let recommended = decision.options.iter().filter(|option| option.is_recommended);
    let suggested = recommended.chain(&decision.options).flat_map(|option| &option.parts);
    let granted = decision.entitlements.iter().filter(|one| !one.needs_human).map(|one| one.remedy);
    let mut instead: Vec<Remedy> = Vec::new();
    for remedy in suggested.map(|part| part.remedy).chain(granted) {
        if remedy != Remedy::ReturnShipping && !instead.contains(&remedy) {
            instead.push(remedy);
        }
    }
    instead.truncate(MAX_INSTEAD);
    if instead.is_empty() {
        instead.push(Remedy::Apology);
    }
    instead
}

impl Asked {
    /// Why nothing follows from it by rule. `name` says in the same language what a remedy is called.
    pub fn because(self, language: Language, name: impl Fn(Remedy) -> &'static str) -> String {
        match self {
            Self::Remedy(remedy) => {
                let [before, after] = match language {
                    Language::ZhHans => ["“", "”：现行的规则没有写到这种情况，要由人来定。"],
                    Language::ZhHant => ["「", "」：現行的規則沒有寫到這種情況，要由人來定。"],
                    Language::En => {
                        ["“", "”: no rule in force speaks of it in a case like this, so a person decides."]
                    }
                };
                [before, name(remedy), after].concat()
            }
            Self::Demand(demand) => say(reason(demand), language).to_owned(),
        }
    }
}

impl Uncovered {
    /// What happens with it, and what can be done now. `name` says in the same language what a remedy is called.
    pub fn instead(&self, language: Language, name: impl Fn(Remedy) -> &'static str) -> String {
        let names: Vec<&str> = self.instead.iter().map(|remedy| name(*remedy)).collect();
        let [lead, between, end] = match language {
            Language::ZhHans => ["会有专人来看，并说明理由答复您。眼下可以为您办的是：", "、", "。"],
            Language::ZhHant => ["會有專人來看，並說明理由答覆您。眼下可以為您辦的是：", "、", "。"],
            Language::En => {
                ["A person looks at it and answers you with reasons. What can be done now: ", ", ", "."]
            }
        };
        [lead, &names.join(between), end].concat()
    }
}

/// Why nothing follows by rule from a demand.
const fn reason(demand: Demand) -> [&'static str; 3] {
    match demand {
        Demand::Distress => [
            "这件事让您难受了，我们明白。现行的规则没有为这样的难受定下数额。",
            "這件事讓您難受了，我們明白。現行的規則沒有為這樣的難受定下數額。",
            "We understand that this has upset you. No rule in force here puts a sum on that.",
        ],
        Demand::LostTime => [
            "这件事花了您不少时间，我们很抱歉。现行的规则没有为时间定下数额。",
            "這件事花了您不少時間，我們很抱歉。現行的規則沒有為時間定下數額。",
            "We are sorry that this has cost you time. No rule in force here puts a sum on it.",
        ],
        Demand::StaffConsequences => [
            "您遇到的事我们会查清。对员工怎么处理由内部决定，查清之后会告诉您采取了措施。",
            "您遇到的事我們會查清楚。對員工怎麼處理由內部決定，查清楚之後會告訴您採取了措施。",
            "We will find out what happened. What follows for our staff is decided inside; you will hear that measures were taken.",
        ],
        Demand::Treatment => [
            "治疗费用会有专人跟进处理。请留好病历、发票和收据。",
            "治療費用會有專人協助處理。請留好病歷、發票和收據。",
            "The costs of treatment are looked at by a person. Please keep the doctor’s papers, bills and receipts.",
        ],
    }
}
