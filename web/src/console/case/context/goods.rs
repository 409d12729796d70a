//! One line of the order as a careful agent reads it: what was paid, which pieces are complained about, how its own
//! parcel came, and what the shop knows of these very goods. What it does not know is said too: a gap that is not seen
//! passes for nothing amiss.

use domain::complaint::Case;
use domain::order::{Background, OrderLine};
use domain::policy::parcel::Parcel;
use leptos::prelude::*;
use web::format;
use web::i18n::{Locale, t::console as t, words as shared};

/// A line, with its parcel where that stands otherwise than the order.
pub(super) fn line(
    locale: Locale,
    case: &Case,
    line: &OrderLine,
    parcel: Option<Parcel>,
) -> impl IntoView + use<> {
    let n_pieces = case.pieces_of(line);
    let concerned = concerned(locale, n_pieces, line.quantity);
    let paid = line.paid_in_all().map(|paid| t::line_paid(locale, &format::money(locale, paid)));
    let price = format::money(locale, line.unit_price);
    let marked = t::line_marked(locale, &line.quantity.to_string(), &price);
    let is_uncounted = case.uncounted().any(|one| one.sku == line.sku);
    let uncounted = is_uncounted
        .then(|| view! { <span class="tag tag-warn goods-uncounted">{t::line_uncounted(locale)}</span> });
    let seller = line.seller.as_ref().map(|seller| [" · ", &t::line_seller(locale, seller)].concat());
    view! {
        <li class="line" class:line-concerned=n_pieces != 0>
            <span class="line-title">
                {line.title.clone()} {concerned.map(|text| view! { <span class="tag tag-brand">{text}</span> })}
                {uncounted}
            </span>
            <data class="money">{paid}</data>
            <div class="small">
                <div class="soft">{line.sku.clone()} {seller}</div>
                <div class="soft">{marked}</div>
                {parcel.map(|parcel| of_parcel(locale, &parcel))}
                {background(locale, &line.background, n_pieces != 0)}
            </div>
        </li>
    }
}

/// Which of its pieces are complained about; nothing where none is.
fn concerned(locale: Locale, n_pieces: u32, quantity: u32) -> Option<String> {
    match n_pieces {
        0 => None,
        n if n == quantity => Some(t::line_concerned(locale).to_owned()),
        n => Some(t::line_pieces(locale, &n.to_string(), &quantity.to_string())),
    }
}

fn of_parcel(locale: Locale, parcel: &Parcel) -> impl IntoView + use<> {
    let mut told = vec![shared::order_status(locale, parcel.status).to_owned()];
    told.extend(parcel.delivered_on.map(|day| format::day(locale, day)));
    view! { <div>{told.join(" · ")} " " {lateness(locale, parcel)}</div> }
}

/// Whether a parcel is late, as the rules count it; nothing while it is still to come in time.
pub(super) fn lateness(locale: Locale, parcel: &Parcel) -> Option<AnyView> {
    let days_late = parcel.days_late?;
    if parcel.is_late() {
        return Some(
            view! { <span class="tag tag-bad">{t::order_late(locale, days_late)}</span> }.into_any(),
        );
    }
    let in_time = || view! { <span class="tag tag-good">{t::order_in_time(locale).to_owned()}</span> };
    parcel.delivered_on.map(|_| in_time().into_any())
}

/// What the shop knows of the goods, and what it does not. Of goods nobody complains about only what is known.
fn background(locale: Locale, known: &Background, is_concerned: bool) -> Option<AnyView> {
    let (told, missing) = told(locale, known);
    let missing = (is_concerned && !missing.is_empty()).then(|| {
        let all = told.is_empty();
        let what = format::listed(locale, &missing);
        let text = if all { t::goods_unknown(locale).to_owned() } else { t::goods_missing(locale, &what) };
        view! { <div class="soft goods-missing">{text}</div> }
    });
    let is_silent = told.is_empty() && missing.is_none();
    let rows = told.into_iter().map(|(name, text)| {
        view! {
            <dt>{name}</dt>
            <dd>{or_link(text)}</dd>
        }
    });
    let known = (rows.len() > 0)
        .then(|| view! { <dl class="facts facts-small goods-known">{rows.collect_view()}</dl> });
    (!is_silent).then(|| view! { {known} {missing} }.into_any())
}

/// What is known, each under its name, and the names of what is not.
fn told(locale: Locale, known: &Background) -> (Vec<(&'static str, String)>, Vec<&'static str>) {
    let Background { batch, outbound_inspection, page_as_sold, presale_talk } = known;
    let mut told = Vec::new();
    let mut missing = Vec::new();
    for (name, value) in [
        (t::goods_batch(locale), batch),
        (t::goods_inspection(locale), outbound_inspection),
        (t::goods_page(locale), page_as_sold),
        (t::goods_talk(locale), presale_talk),
    ] {
        match value {
            Some(text) => told.push((name, text.clone())),
            None => missing.push(name),
        }
    }
    (told, missing)
}

/// The address of a page as a link, anything else as it stands.
fn or_link(text: String) -> AnyView {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    if !is_address || text.contains(char::is_whitespace) {
        return text.into_any();
    }
    let href = text.clone();
    view! {
        <a href=href target="_blank" rel="noopener noreferrer">
            {text}
        </a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_shop_does_not_know_of_the_goods_is_named() {
        let known = Background { batch: Some("B-7".to_owned()), ..Background::default() };
        let (told, missing) = told(Locale::En, &known);
        assert_eq!(told, [("Batch", "B-7".to_owned())]);
        assert_eq!(missing, ["Check before sending", "Page as sold", "Talk before the sale"]);
    }

    #[test]
    fn fewer_pieces_than_were_bought_are_told_as_that() {
        assert_eq!(concerned(Locale::En, 0, 6), None);
        assert_eq!(concerned(Locale::En, 1, 6).as_deref(), Some("1 of 6 concerned"));
        assert_eq!(concerned(Locale::En, 6, 6).as_deref(), Some("concerned"));
    }
}
