//! Which items of the order it is about.

use super::Heading;
use super::pieces::PieceCounts;
use crate::form::{field_id, use_form};
use domain::order::Pieces;
use leptos::prelude::*;
use web::components::{CheckGroup, Choice};
use web::format;
use web::i18n::{t, use_locale};

/// The lines of the order, several to choose.
#[component]
pub(super) fn LinesSection(is_alone: bool) -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let choices = form.now(|kept| {
        let lines = kept.found.as_ref().map(|found| found.order.lines.clone()).unwrap_or_default();
        lines
            .into_iter()
            .map(|line| {
                let price = format::money(locale, line.unit_price);
                let price = if line.quantity > 1 {
                    t::customer::line_price(locale, &price, &line.quantity.to_string())
                } else {
                    price
                };
                Choice::new(line.sku, line.title).with_hint(price)
            })
            .collect()
    });
    let toggle = move |(sku, is_on): (String, bool)| {
        form.change(|kept| {
            kept.draft.goods.retain(|chosen| chosen.sku != sku);
            let line =
                kept.found.as_ref().and_then(|found| found.order.lines.iter().find(|line| line.sku == sku));
            let chosen = line.filter(|_| is_on).map(Pieces::chosen_of);
            kept.draft.goods.extend(chosen);
        });
    };
    view! {
        <div class="stack">
            <Heading is_alone text=t::customer::lines_title(locale) />
            <CheckGroup
                id=field_id("goods")
                legend=t::customer::lines_title(locale)
                is_legend_hidden=true
                hint=t::customer::lines_hint(locale)
                choices
                chosen=form.signal(|kept| kept.draft.goods.iter().map(|pieces| pieces.sku.clone()).collect())
                on_toggle=toggle
                error=form.error("goods", locale)
            />
            <PieceCounts />
        </div>
    }
}
