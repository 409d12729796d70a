//! What would put it right: remedies that suit the category, the granted ones first, and what else matters.

use super::Heading;
use super::last_day::LastDayField;
use crate::form::{field_id, use_form};
use crate::letter::use_decision;
use domain::category::Category;
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::components::{CheckGroup, Choice, Fold, InputKind, TextField};
use web::i18n::{t, use_locale, words};
use web::parts::decided::Decided;

/// The wish, and two fields for whoever has more to say.
#[component]
pub(super) fn WishSection(is_alone: bool) -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let decision = use_decision();
    let offered = Memo::new(move |_| {
        let granted = decision.with(|decided| decided.as_ref().map(within_reach).unwrap_or_default());
        // What was read from the words stands among the choices though it is taken off.
        let chosen = form.with(|kept| [kept.draft.wants.clone(), kept.wished()].concat());
        in_order(granted, form.category().unwrap_or(Category::Other), chosen)
    });
    let toggle = UnsyncCallback::new(move |(code, is_on): (String, bool)| {
        let Some(remedy) = Remedy::from_code(&code) else { return };
        form.change(|kept| {
            kept.draft.wants.retain(|wish| *wish != remedy);
            kept.draft.unwished.retain(|wish| *wish != remedy);
            let is_in_words = kept.wished().contains(&remedy);
            match (is_on, is_in_words) {
                (true, false) => kept.draft.wants.push(remedy),
                (false, true) => kept.draft.unwished.push(remedy),
                (true, true) | (false, false) => {}
            }
        });
    });
    let chosen =
        form.signal(|kept| kept.wishes().iter().map(|wish| wish.code().to_owned()).collect::<Vec<_>>());
    let is_read = form.signal(|kept| {
        let taken_off = &kept.draft.unwished;
        kept.wished().iter().any(|wish| !taken_off.contains(wish) && !kept.draft.wants.contains(wish))
    });
    let read = move || {
        is_read.get().then(|| view! { <p class="soft" id="wish-read">{t::customer::wish_read(locale)}</p> })
    };
    let wishes = move || {
        let choices = offered
            .get()
            .into_iter()
            .map(|remedy| Choice::new(remedy.code(), words::remedy(locale, remedy)))
            .collect();
        view! {
            <CheckGroup
                id=field_id("wants")
                legend=t::customer::wish_title(locale)
                is_legend_hidden=true
                hint=t::customer::wish_hint(locale)
                choices
                chosen
                on_toggle=toggle
                error=form.error("wants", locale)
            />
        }
    };
    let has_more = form.now(|kept| !kept.draft.tried.is_empty() || !kept.draft.needed_by.is_empty());
    view! {
        <div class="stack">
            <Heading is_alone text=t::customer::wish_title(locale) />
            <div aria-live="polite">{read}</div>
            {wishes}
            <LastDayField />
            <Fold summary=t::customer::wish_more(locale) is_open=has_more>
                <div class="stack">
                    <TextField
                        id=field_id("tried")
                        label=t::customer::tried(locale)
                        hint=t::customer::tried_hint(locale)
                        value=form.signal(|kept| kept.draft.tried.clone())
                        on_input=move |text: String| form.change(|kept| kept.draft.tried = text)
                        on_blur=UnsyncCallback::new(move |()| form.look_later(&["tried"]))
                        error=form.error("tried", locale)
                        is_optional=true
                    />
                    <TextField
                        id=field_id("needed_by")
                        label=t::customer::needed_by(locale)
                        kind=InputKind::Date
                        value=form.signal(|kept| kept.draft.needed_by.clone())
                        on_input=move |text: String| form.change(|kept| kept.draft.needed_by = text)
                        on_blur=UnsyncCallback::new(move |()| form.look_later(&["needed_by"]))
                        error=form.error("needed_by", locale)
                        is_optional=true
                    />
                </div>
            </Fold>
        </div>
    }
}

/// What the letter speaks of, so that it can be wished for: what is granted, and what will be once it is confirmed.
fn within_reach(decided: &Decided) -> Vec<Remedy> {
    let mut within = decided.granted();
    within.extend(decided.decision.likely().iter().map(|open| open.remedy));
    within
}

/// The wishes to choose among: what is granted, what is usual, what was chosen before or read from the words, each once.
/// Money and goods come first: an apology is said anyway.
fn in_order(granted: Vec<Remedy>, category: Category, chosen: Vec<Remedy>) -> Vec<Remedy> {
    let mut offered: Vec<Remedy> = Vec::new();
    // Damages and the cost of the way back follow from rules: they can be taken off where they were asked for.
    let is_wish = |remedy: &Remedy| !matches!(remedy, Remedy::StatutoryDamages | Remedy::ReturnShipping);
    let usual = usual_wishes(category).iter().copied();
    for remedy in granted.into_iter().chain(usual).filter(is_wish).chain(chosen) {
        if !offered.contains(&remedy) {
            offered.push(remedy);
        }
    }
    let (sorry, mut first): (Vec<Remedy>, Vec<Remedy>) =
        offered.into_iter().partition(|remedy| *remedy == Remedy::Apology);
    first.extend(sorry);
    first
}

/// What people usually wish for in a category, most usual first.
const fn usual_wishes(category: Category) -> &'static [Remedy] {
    match category {
        Category::Quality | Category::Safety => {
            &[Remedy::ReturnRefund, Remedy::Exchange, Remedy::Repair, Remedy::PriceReduction]
        }
        Category::NotAsDescribed => {
            &[Remedy::ReturnRefund, Remedy::Exchange, Remedy::PriceReduction, Remedy::Correction]
        }
        Category::DeliveryDelay => {
            &[Remedy::DelayCompensation, Remedy::ShippingRefund, Remedy::Refund, Remedy::Coupon]
        }
        Category::DeliveryDamage => {
            &[Remedy::ReturnRefund, Remedy::Exchange, Remedy::PriceReduction, Remedy::Refund, Remedy::Resend]
        }
        Category::DeliveryLost => &[Remedy::Refund, Remedy::Resend],
        Category::WrongItem => {
            &[Remedy::Exchange, Remedy::MissingPart, Remedy::ReturnRefund, Remedy::PriceReduction]
        }
        Category::Service | Category::Privacy => &[Remedy::Correction, Remedy::Coupon, Remedy::Apology],
        Category::Returns => {
            &[Remedy::Withdrawal, Remedy::ReturnRefund, Remedy::Exchange, Remedy::ShippingRefund]
        }
        Category::Transaction => &[
            Remedy::Refund,
            Remedy::OverchargeRefund,
            Remedy::PriceReduction,
            Remedy::Correction,
            Remedy::Coupon,
        ],
        Category::AfterSales => {
            &[Remedy::Repair, Remedy::Guidance, Remedy::Exchange, Remedy::ThirdPartyRepair]
        }
        Category::Other => {
            &[Remedy::Refund, Remedy::Exchange, Remedy::Withdrawal, Remedy::Coupon, Remedy::Apology]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goods_in_hand_are_first_returned_or_exchanged_and_not_sent_once_more() {
        let offered = in_order(Vec::new(), Category::DeliveryDamage, Vec::new());
        assert_eq!(offered.first(), Some(&Remedy::ReturnRefund));
        assert!(offered.contains(&Remedy::Exchange));
        let likely = vec![Remedy::Exchange, Remedy::Repair];
        assert!(in_order(likely, Category::DeliveryDamage, Vec::new()).contains(&Remedy::Repair));
    }

    #[test]
    fn money_and_goods_come_before_an_apology_and_a_return_without_a_reason_can_be_wished_for() {
        for category in Category::ALL {
            let offered = in_order(vec![Remedy::Apology, Remedy::Coupon], *category, vec![Remedy::Refund]);
            assert_eq!(offered.last(), Some(&Remedy::Apology), "{category:?}");
            assert!(offered.contains(&Remedy::Refund), "{category:?}");
        }
        for category in [Category::Returns, Category::Other] {
            assert!(in_order(Vec::new(), category, Vec::new()).contains(&Remedy::Withdrawal), "{category:?}");
        }
        let granted = vec![Remedy::StatutoryDamages, Remedy::Exchange, Remedy::ReturnShipping];
        let offered = in_order(granted, Category::Quality, Vec::new());
        assert_eq!(offered.first(), Some(&Remedy::Exchange));
        assert!(!offered.contains(&Remedy::StatutoryDamages), "what rules add is no wish to tick");
        let asked = in_order(Vec::new(), Category::NotAsDescribed, vec![Remedy::StatutoryDamages]);
        assert!(asked.contains(&Remedy::StatutoryDamages), "what was asked for can be taken off");
    }
}
