//! What stands above an agreement on paper: whose it is, and about what. On the page the header, the panel beside the
//! case and the address say the same.

use super::ask::use_acting;
use domain::complaint::Case;
use leptos::prelude::*;
use web::i18n::{t, use_locale};
use web::shop::use_shop;

/// The shop, whose it is, the order, its goods and the case, in one line each.
#[component]
pub(super) fn PaperHead(case: Memo<Option<Case>>) -> impl IntoView {
    let (locale, shop) = (use_locale(), use_shop());
    let name = move || shop.shop().map(|shop| view! { <p>{shop.name.clone()}</p> });
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
        </div>
    }
}
