//! Sums to fill in: a line for each currency, and a list to add another one.
//!
//! Nothing is worked out from one currency for another: which sum is fair where is the shop's own decision.

use super::control::Control;
use super::typed::{Typed, at};
use crate::desk::use_desk;
use domain::compensation::money::Currency;
use leptos::prelude::*;
use web::components::{Picker, RemoveButton, call};
use web::i18n::Locale;
use web::i18n::t::policy as t;

/// The shop's own currency.
pub(super) fn own_currency() -> Currency {
    use_desk().shop().map_or(Currency::CNY, |shop| shop.currency)
}

/// The codes of what is typed, in their order; the shop's own where nothing is.
fn codes(typed: &Typed, own: Currency) -> Vec<String> {
    let codes: Vec<String> = typed.iter().step_by(2).filter(|code| !code.is_empty()).cloned().collect();
    if codes.is_empty() { vec![own.code().to_owned()] } else { codes }
}

/// What is typed with another sum behind a code.
fn with_sum(mut typed: Typed, code: &str, sum: String) -> Typed {
    let place = typed.iter().step_by(2).position(|known| known == code).map(|place| place * 2 + 1);
    match place.and_then(|place| typed.get_mut(place)) {
        Some(part) => *part = sum,
        None => typed.extend([code.to_owned(), sum]),
    }
    typed
}

/// What is typed without a code and its sum.
fn without(typed: &Typed, code: &str) -> Typed {
    typed.chunks(2).filter(|pair| pair.first().is_none_or(|known| known != code)).flatten().cloned().collect()
}

impl Control {
    /// A line for each currency.
    pub(super) fn sums(&self, locale: Locale) -> AnyView {
        let own = own_currency();
        let value = self.value;
        let shown = Memo::new(move |_| value.with(|typed| codes(typed, own)));
        let (rows, adding) = (self.clone(), self.clone());
        let is_locked = self.is_locked;
        view! {
            <div class="sums" role="group" aria-label=self.label.clone()>
                {move || {
                    let shown = shown.get();
                    let is_only = shown.len() == 1;
                    shown
                        .iter()
                        .enumerate()
                        .map(|(place, code)| rows.sum(place, code, is_only, locale))
                        .collect_view()
                }}
                {move || (!is_locked.get()).then(|| adding.more(&shown.get(), locale))}
            </div>
        }
        .into_any()
    }

    /// The line of one currency.
    fn sum(&self, place: usize, code: &str, is_only: bool, locale: Locale) -> AnyView {
        let (value, on_type, on_done, is_locked) = (self.value, self.on_type, self.on_done, self.is_locked);
        let (shown, typed, removed) = (code.to_owned(), code.to_owned(), code.to_owned());
        let line = Self {
            id: if place == 0 { self.id.clone() } else { [&self.id, "-", code].concat() },
            value: Signal::derive(move || {
                let sum = |parts: &Typed| {
                    let mut pairs = parts.chunks(2);
                    pairs.find(|pair| pair.first() == Some(&shown)).and_then(|pair| pair.get(1)).cloned()
                };
                value.with(|parts| vec![sum(parts).unwrap_or_default()])
            }),
            on_type: UnsyncCallback::new(move |parts: Typed| {
                call(on_type, with_sum(value.get_untracked(), &typed, at(&parts, 0).to_owned()));
            }),
            ..self.clone()
        };
        let remove = UnsyncCallback::new(move |()| {
            call(on_type, without(&value.get_untracked(), &removed));
            call(on_done, ());
        });
        let name = t::remove_what(locale, code);
        let id = [&self.id, "-remove-", code].concat();
        view! {
            <span class="with-unit">
                {line.line(0, "text", Some("decimal"), t::sum_in(locale, code, &self.label))}
                <span class="soft">{code.to_owned()}</span>
                <Show when=move || !is_only && !is_locked.get()>
                    <RemoveButton id=id.clone() name=name.clone() on_press=remove />
                </Show>
            </span>
        }
        .into_any()
    }

    /// The list that adds a currency.
    fn more(&self, shown: &[String], locale: Locale) -> AnyView {
        let (value, on_type, id) = (self.value, self.on_type, self.id.clone());
        let own = own_currency();
        let options = Currency::all()
            .filter(|currency| !shown.iter().any(|code| code == currency.code()))
            .map(|currency| (currency.code().to_owned(), currency.code().to_owned()))
            .collect::<Vec<_>>();
        let choose = move |code: String| {
            let mut typed = value.get_untracked();
            if typed.is_empty() {
                typed.extend([own.code().to_owned(), String::new()]);
            }
            call(on_type, with_sum(typed, &code, String::new()));
            super::asker::focus_soon([&id, "-", &code].concat());
        };
        view! {
            <Picker
                id=[&self.id, "-add"].concat()
                label=t::add_currency(locale)
                options=Signal::stored(options)
                on_pick=UnsyncCallback::new(choose)
            />
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(parts: &[&str]) -> Typed {
        parts.iter().map(|part| (*part).to_owned()).collect()
    }

    #[test]
    fn a_currency_is_added_changed_and_taken_out_without_touching_the_others() {
        let both = with_sum(typed(&["CNY", "30.00"]), "JPY", "600".to_owned());
        assert_eq!(both, typed(&["CNY", "30.00", "JPY", "600"]));
        assert_eq!(with_sum(both.clone(), "CNY", "8".to_owned()), typed(&["CNY", "8", "JPY", "600"]));
        assert_eq!(without(&both, "CNY"), typed(&["JPY", "600"]));
        assert_eq!(codes(&both, Currency::CNY), ["CNY", "JPY"]);
        assert_eq!(codes(&Typed::new(), Currency::CNY), ["CNY"]);
    }
}
