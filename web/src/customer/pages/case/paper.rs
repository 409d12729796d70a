//! What stands on paper alone: above an agreement whose it is, about what and how to come back to it. On the page the
//! header, the panel beside the case and the address say the same.

use super::ask::use_acting;
use crate::route::Route;
use domain::complaint::Case;
use leptos::prelude::*;
use web::browser::history;
use web::i18n::{t, use_locale};
use web::parts::printed_at::PrintedAt;
use web::shop::use_shop;

/// The shop, whose it is, the order, its goods and the case, in one line each.
#[component]
pub(super) fn PaperHead(case: Memo<Option<Case>>) -> impl IntoView {
    let (locale, shop) = (use_locale(), use_shop());
    let name = move || {
        let shop = shop.shop()?;
        // How to reach it, as far as it says so.
        let url = shop.url.clone().map(|url| view! { <p>{url}</p> });
        Some(view! { <p>{shop.name.clone()}</p> {url} })
    };
    let way_back = move || {
        let number = case.with(|case| case.as_ref().map(|case| case.number.to_string()))?;
        let address = [history::origin(), Route::Find.href()].concat();
        Some(view! { <p id="paper-way-back">{t::customer::paper_way_back(locale, &address, &number)}</p> })
    };
    let following = use_acting().map(|acting| acting.following);
    let whose = move || {
        let name = following?.customer()?;
        Some(view! { <p>{t::customer::paper_customer(locale, &name)}</p> })
    };
    let about = move || {
        case.with(|case| {
            let case = case.as_ref()?;
            let goods = case.order.lines.iter().filter_map(|line| {
                let pieces = case.pieces_of(line);
                (pieces > 0).then(
                    || view! { <p>{t::customer::paper_goods(locale, &pieces.to_string(), &line.title)}</p> },
                )
            });
            Some(view! {
                <p>{t::customer::order_label(locale, &case.order.number)}</p>
                {goods.collect_view()}
            })
        })
    };
    view! {
        <div class="print-only" id="paper-head">
            {name}
            {whose}
            {about}
            {way_back}
            <PrintedAt />
        </div>
    }
}
