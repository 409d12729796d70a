//! The questions on which an answer depends and that the customer can answer themself; the others are for the desk
//! to find out.

use crate::form::use_form;
use domain::finding::{Condition, Findings};
use domain::policy::Fact;
use leptos::prelude::*;
use web::components::{Choice, RadioGroup};
use web::i18n::{Locale, t, use_locale};

/// How an answer is read from the claims, and written into them.
struct Asked {
    id: &'static str,
    legend: &'static str,
    choices: Vec<Choice>,
    read: fn(&Findings) -> Option<String>,
    write: fn(&mut Findings, &str),
}

/// The question about a fact; nothing where only the desk can know.
#[component]
pub(super) fn Question(ask: Fact) -> impl IntoView {
    let form = use_form();
    let Asked { id, legend, choices, read, write } = asked(use_locale(), ask)?;
    let chosen = form.signal(move |kept| read(&kept.draft.claims));
    let choose = move |code: String| form.change(|kept| write(&mut kept.draft.claims, &code));
    Some(view! {
        <RadioGroup id legend choices chosen on_choose=UnsyncCallback::new(choose) is_row=true />
    })
}

fn asked(locale: Locale, ask: Fact) -> Option<Asked> {
    let number = |n: u32| Choice::new(n.to_string(), n.to_string());
    Some(match ask {
        Fact::Condition => Asked {
            id: "condition",
            legend: t::fact::ask_condition(locale),
            choices: vec![
                Choice::new(Condition::Intact.code(), t::fact::ask_intact(locale)),
                Choice::new(Condition::Used.code(), t::fact::ask_used(locale)),
            ],
            read: |claims| claims.condition.map(|condition| condition.code().to_owned()),
            write: |claims, code| claims.condition = Condition::from_code(code),
        },
        Fact::NoReturnConfirmed => Asked {
            id: "no-return-confirmed",
            legend: t::fact::ask_no_return_confirmed(locale),
            choices: yes_or_no(locale),
            read: |claims| claims.no_return_confirmed.map(|flag| flag.to_string()),
            write: |claims, code| claims.no_return_confirmed = code.parse().ok(),
        },
        Fact::ReturnCostTold => Asked {
            id: "return-cost-told",
            legend: t::fact::ask_return_cost_told(locale),
            choices: yes_or_no(locale),
            read: |claims| claims.return_cost_told.map(|flag| flag.to_string()),
            write: |claims, code| claims.return_cost_told = code.parse().ok(),
        },
        Fact::DelayAgreed => Asked {
            id: "delay-agreed",
            legend: t::fact::ask_delay_agreed(locale),
            choices: yes_or_no(locale),
            read: |claims| claims.delay_agreed.map(|flag| flag.to_string()),
            write: |claims, code| claims.delay_agreed = code.parse().ok(),
        },
        Fact::WithinShelfLife => Asked {
            id: "within-shelf-life",
            legend: t::fact::ask_within_shelf_life(locale),
            choices: yes_or_no(locale),
            read: |claims| claims.within_shelf_life.map(|flag| flag.to_string()),
            write: |claims, code| claims.within_shelf_life = code.parse().ok(),
        },
        Fact::SpoiledPercent => Asked {
            id: "spoiled-percent",
            legend: t::fact::ask_spoiled_percent(locale),
            choices: [10_u32, 30, 50, 70, 100]
                .iter()
                .map(|share| {
                    let share = share.to_string();
                    let text = t::fact::up_to_percent(locale, &share);
                    Choice::new(share, text)
                })
                .collect(),
            read: |claims| claims.spoiled_percent.map(|share| share.to_string()),
            write: |claims, code| claims.spoiled_percent = code.parse().ok(),
        },
        Fact::RepairsFailed => Asked {
            id: "repairs-failed",
            legend: t::fact::ask_repairs_failed(locale),
            choices: (0..=3).map(number).collect(),
            read: |claims| claims.repairs_failed.map(|times| times.to_string()),
            write: |claims, code| claims.repairs_failed = code.parse().ok(),
        },
        _ => return None,
    })
}

fn yes_or_no(locale: Locale) -> Vec<Choice> {
    vec![Choice::new("true", t::common::yes(locale)), Choice::new("false", t::common::no(locale))]
}
