//! One line of the letter: granted, open or refused, with the rule and the facts behind it.

use crate::form::use_form;
use domain::finding::Condition;
use domain::policy::explain;
use domain::policy::reason::Reason;
use domain::policy::{Depends, Entitlement, Fact, Place, Refusal};
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::components::{Choice, Fold, Icon, IconMark, RadioGroup};
use web::format;
use web::i18n::{Locale, facts, t, use_locale, words};
use web::parts::decided::Decided;
use web::parts::reasons::ReasonList;
use web::shop::language;

/// What a rule grants: what one can do, why, until when.
#[component]
pub(super) fn GrantedEntry(decided: Decided, place: Place) -> impl IntoView {
    let locale = use_locale();
    let rule = decided.rule(place)?;
    let language = language(locale);
    let granted: Vec<&Entitlement> =
        decided.decision.entitlements.iter().filter(|granted| granted.place == place).collect();
    let first = granted.first()?;
    let grants =
        granted.iter().map(|granted| view! { <li>{in_words(locale, &decided, granted)}</li> }).collect_view();
    let until = granted.iter().find_map(|granted| granted.until).map(|until| {
        view! { <p class="letter-until">{t::customer::letter_until(locale, &format::moment(locale, until))}</p> }
    });
    let due = granted.iter().find_map(|granted| granted.due).map(|due| {
        view! { <p class="letter-until">{t::customer::letter_due(locale, &format::moment(locale, due))}</p> }
    });
    let needs_human = granted.iter().any(|granted| granted.needs_human).then(|| {
        view! { <p class="letter-until">{t::customer::letter_needs_human(locale)}</p> }
    });
    let reasons = decided.decision.reasons(&decided.packs, first);
    Some(view! {
        <div class="letter-item letter-granted">
            <IconMark icon=Icon::Tick />
            <p class="letter-name">{rule.title.get(language).to_owned()}</p>
            <ul class="letter-grants">{grants}</ul>
            <p class="letter-because">{rule.says.get(language).to_owned()}</p>
            {until}
            {due}
            {needs_human}
            {why(&decided, place, reasons)}
        </div>
    })
}

/// What a rule would grant if a question were answered so.
#[component]
pub(super) fn DependsEntry(decided: Decided, open: Depends) -> impl IntoView {
    let locale = use_locale();
    let rule = decided.rule(open.place)?;
    let reasons = decided.decision.open_reasons(&decided.packs, &open);
    Some(view! {
        <div class="letter-item letter-depends">
            <IconMark icon=Icon::Question />
            <p class="letter-name">{rule.title.get(language(locale)).to_owned()}</p>
            <p class="letter-because">{t::customer::letter_asks(locale, facts::fact(locale, open.ask))}</p>
            {question(locale, open.ask)}
            {why(&decided, open.place, reasons)}
        </div>
    })
}

/// What a rule does not grant here, why, and what would change it.
#[component]
pub(super) fn RefusedEntry(decided: Decided, refusal: Refusal) -> impl IntoView {
    let locale = use_locale();
    let rule = decided.rule(refusal.place)?;
    let language = language(locale);
    let because = explain::refused_because(&decided.packs, &decided.decision, &refusal, language);
    let nearest = explain::would_turn(&decided.packs, &decided.decision, &refusal, language);
    let nearest = (!nearest.is_empty())
        .then(|| view! { <p class="letter-because">{facts::said(locale, &nearest)}</p> });
    let reasons = decided.decision.refusal_reasons(&decided.packs, &refusal);
    Some(view! {
        <div class="letter-item letter-refused">
            <IconMark icon=Icon::Cross />
            <p class="letter-name">{rule.title.get(language).to_owned()}</p>
            <p class="letter-because">{facts::said(locale, &because)}</p>
            {nearest}
            {why(&decided, refusal.place, reasons)}
        </div>
    })
}

fn in_words(locale: Locale, decided: &Decided, granted: &Entitlement) -> String {
    if granted.remedy == Remedy::ReturnShipping {
        return explain::return_shipping(granted.payer, language(locale));
    }
    let name = words::remedy(locale, granted.remedy);
    let Some(amount) = granted.amount else { return name.to_owned() };
    let adjusted = explain::adjusted(&decided.packs, &decided.decision, granted, language(locale));
    let amount = [name, " ", &format::money(locale, amount)].concat();
    if adjusted.is_empty() {
        return amount;
    }
    [amount.as_str(), if locale == Locale::En { ". " } else { "。" }, &facts::said(locale, &adjusted)]
        .concat()
}

/// The rule, its source and the facts, folded.
fn why(decided: &Decided, place: Place, reasons: Vec<Reason>) -> Option<impl IntoView + use<>> {
    let locale = use_locale();
    let pack = decided.packs.pack(place)?;
    let rule = decided.rule(place)?;
    let cite = rule.cite.clone();
    let code = [pack.id.as_str(), "/", rule.code.as_str()].concat();
    let title = pack.title.get(language(locale)).to_owned();
    Some(view! {
        <Fold summary=t::customer::letter_why(locale)>
            <dl class="facts">
                <dt>{t::customer::letter_cite(locale)}</dt>
                <dd>{title} " · " {cite}</dd>
                <dt>{t::customer::letter_rule(locale)}</dt>
                <dd><code>{code}</code></dd>
                <dt>{t::customer::letter_facts(locale)}</dt>
                <dd><ReasonList reasons /></dd>
            </dl>
        </Fold>
    })
}

/// A question the customer can answer themself; the others are for the desk to find out.
fn question(locale: Locale, ask: Fact) -> Option<AnyView> {
    let form = use_form();
    match ask {
        Fact::Condition => {
            let choices = vec![
                Choice::new(Condition::Intact.code(), t::fact::ask_intact(locale)),
                Choice::new(Condition::Used.code(), t::fact::ask_used(locale)),
            ];
            let chosen =
                form.signal(|kept| kept.draft.claims.condition.map(|condition| condition.code().to_owned()));
            let choose = move |code: String| {
                form.change(|kept| kept.draft.claims.condition = Condition::from_code(&code));
            };
            Some(asked(
                "condition",
                t::fact::ask_condition(locale),
                choices,
                chosen,
                UnsyncCallback::new(choose),
            ))
        }
        Fact::NoReturnConfirmed => {
            let choices =
                vec![Choice::new("yes", t::common::yes(locale)), Choice::new("no", t::common::no(locale))];
            let chosen = form.signal(|kept| {
                kept.draft.claims.no_return_confirmed.map(|is| if is { "yes" } else { "no" }.to_owned())
            });
            let choose = move |code: String| {
                form.change(|kept| kept.draft.claims.no_return_confirmed = Some(code == "yes"));
            };
            let legend = t::fact::ask_no_return_confirmed(locale);
            Some(asked("no-return-confirmed", legend, choices, chosen, UnsyncCallback::new(choose)))
        }
        Fact::SpoiledPercent => {
            let shares = [10_u32, 30, 50, 70, 100];
            let choices = shares
                .iter()
                .map(|share| {
                    Choice::new(share.to_string(), t::fact::up_to_percent(locale, &share.to_string()))
                })
                .collect();
            let chosen = form.signal(|kept| kept.draft.claims.spoiled_percent.map(|share| share.to_string()));
            let choose =
                move |code: String| form.change(|kept| kept.draft.claims.spoiled_percent = code.parse().ok());
            let legend = t::fact::ask_spoiled_percent(locale);
            Some(asked("spoiled-percent", legend, choices, chosen, UnsyncCallback::new(choose)))
        }
        Fact::RepairsFailed => {
            let choices =
                (0_u32..=3).map(|times| Choice::new(times.to_string(), times.to_string())).collect();
            let chosen = form.signal(|kept| kept.draft.claims.repairs_failed.map(|times| times.to_string()));
            let choose =
                move |code: String| form.change(|kept| kept.draft.claims.repairs_failed = code.parse().ok());
            let legend = t::fact::ask_repairs_failed(locale);
            Some(asked("repairs-failed", legend, choices, chosen, UnsyncCallback::new(choose)))
        }
        _ => None,
    }
}

fn asked(
    id: &'static str,
    legend: &'static str,
    choices: Vec<Choice>,
    chosen: Signal<Option<String>>,
    on_choose: UnsyncCallback<String>,
) -> AnyView {
    view! { <RadioGroup id legend choices chosen on_choose is_row=true /> }.into_any()
}
