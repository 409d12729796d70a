//! What was agreed: each part with its due time, its proof once done, and what is proposed where it can't be done.

use super::ask::use_acting;
use super::waits::{Replaces, Waits};
use domain::compensation::money::Money;
use domain::compensation::option::{Basis, RemedyOption, RemedyPart};
use domain::complaint::command::{Command, Proof};
use domain::complaint::promise::Promise;
use domain::complaint::settles::Settles;
use domain::complaint::{Fulfilment, Kept, PromiseStanding, returning};
use domain::id::PromiseId;
use domain::policy::Packs;
use domain::policy::cite::provision;
use leptos::prelude::*;
use web::browser::{clock, document};
use web::components::{Button, ButtonKind, Icon, IconMark};
use web::format;
use web::i18n::{Locale, t, use_locale, words};
use web::parts::dated::dated;
use web::parts::option_body::total;
use web::parts::ways_back::ways_back;
use web::shop::{language, use_shop};

/// What takes what is proposed instead of a promise.
const ACCEPT: &str = "replacement-accept-";

/// What insists on the promise.
const DECLINE: &str = "replacement-decline-";

/// How the goods of promises stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Goods {
    /// The promises that wait until goods are back.
    pub(super) awaited: Vec<PromiseId>,
    /// Those whose goods stay with the customer.
    pub(super) left: Vec<PromiseId>,
}

/// An agreement and its promises. What it gave stays readable after the case is closed or taken up again.
#[component]
pub(super) fn Promises(
    /// What was agreed.
    fulfilment: Fulfilment,
    /// Whether there is a later agreement on the page.
    #[prop(optional)]
    is_earlier: bool,
    /// How the goods of its promises stand.
    #[prop(optional)]
    goods: Goods,
) -> impl IntoView {
    let locale = use_locale();
    let agreed = dated(locale, fulfilment.agreed_at, format::moment, t::customer::promises_agreed);
    let agreement = fulfilment.clone();
    let row = |kept: Kept| {
        let waits = goods.awaited.contains(&kept.promise.id);
        let is_left = goods.left.contains(&kept.promise.id);
        let proposed: Vec<&RemedyPart> = kept.proposed().map(|promise| &promise.part).collect();
        let keeps_goods = waits && returning::lets_keep(&agreement, kept.promise.id, &proposed);
        view! { <Promised kept waits keeps_goods is_left /> }.into_any()
    };
    let shop = use_shop();
    let standing = agreement.promises.iter().filter(|kept| kept.stands());
    let parts = standing.map(|kept| kept.promise.part.clone()).collect();
    let now = RemedyOption { parts, ..agreement.agreed.option.clone() };
    let on_paper = move || {
        let total = total(locale, &now).map(|total| view! { <p>{total}</p> });
        let cited = shop
            .packs()
            .map(|packs| cited(&now.parts, |pack, rule| provision_of(&packs, locale, pack, rule)))
            .filter(|cited| !cited.is_empty())
            .map(|cited| t::customer::paper_rules(locale, &format::listed(locale, &cited)));
        view! { {total} {cited.map(|cited| view! { <p>{cited}</p> })} }
    };
    let rows = fulfilment.promises.into_iter().map(row).collect_view();
    view! {
        <section class="card stack-tight agreement" id=(!is_earlier).then_some("promises")>
            <h2>{t::customer::promises_title(locale)}</h2>
            <p class="soft">{agreed}</p>
            <ul>{rows}</ul>
            <div class="print-only agreement-sum">{on_paper}</div>
            <div class="no-print">
                <Button
                    label=t::customer::print_agreement(locale).to_owned()
                    kind=ButtonKind::Quiet
                    on_press=|()| document::print()
                />
            </div>
        </section>
    }
}

/// The provisions on which parts rest, each once; what the shop promises of its own has none.
fn cited(parts: &[RemedyPart], provision_of: impl Fn(&str, &str) -> Option<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for part in parts {
        let Basis::Rule { pack, rule, .. } = &part.basis else { continue };
        let cited = provision_of(pack, rule).filter(|cited| !cited.is_empty());
        all.extend(cited.filter(|cited| !all.contains(cited)));
    }
    all
}

/// What a rule of the shop's packs cites, as people read it.
fn provision_of(packs: &Packs, locale: Locale, pack: &str, rule: &str) -> Option<String> {
    let pack = packs.packs().iter().find(|one| one.id == pack)?;
    let rule = pack.rules.iter().find(|one| one.code == rule)?;
    Some(provision(&rule.cite, language(locale)))
}

#[component]
fn Promised(kept: Kept, waits: bool, keeps_goods: bool, is_left: bool) -> impl IntoView {
    let locale = use_locale();
    let due_at = kept.promise.due_at;
    let due = move || {
        if waits {
            return t::customer::promise_after_return(locale).into_any();
        }
        let is_late = due_at < clock::now_utc();
        let says = if is_late { t::customer::promise_late } else { t::customer::promise_due };
        dated(locale, due_at, format::short_moment, says)
    };
    let ways = ways_back(locale, &kept.promise).map(|ways| view! { <p class="soft ways-back">{ways}</p> });
    let (class, icon) = match kept.standing {
        PromiseStanding::Proven { .. } => ("promise promise-kept", Icon::Tick),
        PromiseStanding::Open | PromiseStanding::Proposed { .. } => ("promise promise-open", Icon::Clock),
        PromiseStanding::Replaced { .. } => ("promise promise-open", Icon::Cross),
    };
    let standing = match kept.standing {
        // What was turned down may not be done as it was agreed either: no day is told for it.
        PromiseStanding::Open if kept.was_refused => {
            view! { <p class="soft">{t::customer::promise_sought(locale)}</p> }.into_any()
        }
        PromiseStanding::Open => view! { <p class="soft">{due()}</p> }.into_any(),
        PromiseStanding::Proven { proof, at, .. } => {
            // A parcel that was sent is not there yet.
            let is_parcel = matches!(proof, Proof::TrackingNumber(_));
            let says = if is_parcel { t::customer::promise_sent } else { t::customer::promise_proven };
            let done = says(locale, &format::moment_day(locale, at));
            view! { <p>{done} " · " {proven(locale, &proof)}</p> }.into_any()
        }
        PromiseStanding::Replaced { .. } => {
            view! { <p class="soft">{t::customer::promise_replaced(locale)}</p> }.into_any()
        }
        PromiseStanding::Proposed { replacement, also, less } => {
            let was_money = kept.promise.part.remedy.is_money();
            let all: Vec<Promise> = core::iter::once(*replacement).chain(also).collect();
            view! { <Proposed all was_money keeps_goods less /> }.into_any()
        }
    };
    view! {
        <li class=class>
            <IconMark icon />
            <strong>{in_words(locale, &kept.promise.part)}</strong>
            {ways}
            {standing}
            {is_left.then(|| view! { <p class="goods-left">{t::customer::promise_keeps(locale)}</p> })}
        </li>
    }
}

/// What is proposed in place of a promise: why first, then what, and what of it would be less.
#[component]
fn Proposed(all: Vec<Promise>, was_money: bool, keeps_goods: bool, less: Option<Money>) -> impl IntoView {
    let locale = use_locale();
    let id = all.first()?.id;
    let acting = use_acting();
    let why = acting.and_then(|acting| acting.following.reason_of(id));
    let why = why.map(|why| view! { <p class="lines">{why}</p> });
    let parts = all.iter().map(|promise| {
        let ways = ways_back(locale, promise).map(|ways| view! { <p class="soft">{ways}</p> });
        let by = dated(locale, promise.due_at, format::short_moment, t::customer::promise_due);
        view! {
            <p><strong>{in_words(locale, &promise.part)}</strong></p>
            {ways}
            <p class="soft">{by}</p>
        }
    });
    let parts = parts.collect_view();
    let less = less.map(|less| t::customer::promise_less(locale, &format::money(locale, less)));
    let less = less.map(|less| view! { <p><strong>{less}</strong></p> });
    // A sum in a coupon looks like one that is paid.
    let in_kind =
        all.iter().map(|promise| &promise.part).filter(|part| was_money && part.remedy.is_in_kind());
    let in_kind: Vec<String> = in_kind.map(|part| in_words(locale, part)).collect();
    let in_kind = (!in_kind.is_empty()).then(|| {
        let says = t::customer::promise_in_kind(locale, &format::listed(locale, &in_kind));
        view! { <p><strong>{says}</strong></p> }
    });
    let [accept, decline] = [ACCEPT, DECLINE].map(|name| [name, &id.to_string()].concat());
    let answer = move |place: &str, command: Command| {
        let place = place.to_owned();
        UnsyncCallback::new(move |()| {
            if let Some(acting) = acting {
                acting.act(place.clone(), command.clone(), &[], || {});
            }
        })
    };
    let (is_asked, accept_id) = (RwSignal::new(false), StoredValue::new(accept.clone()));
    let ask = move || {
        is_asked.set(true);
        leptos::task::spawn_local(async move {
            clock::sleep(0).await;
            document::focus("replacement-means");
        });
    };
    let on_accept = answer(&accept, Command::AcceptReplacement { promise: id });
    let on_decline = answer(&decline, Command::DeclineReplacement { promise: id });
    Some(view! {
        <div class="stack-tight">
            <p>{t::customer::promise_proposed(locale)}</p>
            {why}
            <p>{t::customer::promise_instead(locale)}</p>
            {parts}
            {less}
            {in_kind}
            {keeps_goods.then(|| view! { <p>{t::customer::promise_keeps(locale)}</p> })}
            <Waits place=accept.clone() title=t::customer::promise_accept(locale) />
            <Waits place=decline.clone() title=t::customer::promise_decline(locale) />
            // What is agreed is signed with two presses, and so is what takes its place.
            <Show
                when=move || is_asked.get()
                fallback=move || {
                    view! {
                        <div class="cluster">
                            <Button
                                label=t::customer::promise_accept(locale)
                                on_press=move |()| ask()
                                id=accept_id.get_value()
                            />
                            <Button
                                label=t::customer::promise_decline(locale)
                                kind=ButtonKind::Secondary
                                on_press=on_decline
                                id=decline.clone()
                            />
                        </div>
                    }
                }
            >
                <p id="replacement-means" tabindex="-1">{t::customer::promise_accept_means(locale)}</p>
                <Replaces id="replacement" settles=Some(Settles::Replacement(id)) says=Command::AcceptReplacement { promise: id } />
                <div class="cluster">
                    <Button
                        label=t::customer::promise_accept_sure(locale)
                        on_press=on_accept
                        id=[accept_id.get_value().as_str(), "-sure"].concat()
                    />
                    <Button
                        label=t::common::back(locale)
                        kind=ButtonKind::Secondary
                        on_press=move |()| is_asked.set(false)
                    />
                </div>
            </Show>
        </div>
    })
}

/// A part of an agreement in words, with its sum.
pub(super) fn in_words(locale: Locale, part: &RemedyPart) -> String {
    let name = words::remedy_for(locale, part);
    match part.amount {
        Some(amount) => [&name, " ", &format::money(locale, amount)].concat(),
        None => name,
    }
}

/// A proof in words.
fn proven(locale: Locale, proof: &Proof) -> String {
    match proof {
        Proof::RefundReference(reference) => {
            t::customer::promise_refund_reference(locale, reference.as_str())
        }
        Proof::TrackingNumber(reference) => t::customer::promise_tracking_number(locale, reference.as_str()),
        Proof::CouponCode(reference) => t::customer::promise_coupon_code(locale, reference.as_str()),
        Proof::Statement(sentence) => sentence.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::remedy::Remedy;

    fn part(basis: Basis) -> RemedyPart {
        RemedyPart {
            remedy: Remedy::PriceReduction,
            amount: None,
            is_goodwill: false,
            basis,
            goods: Vec::new(),
            shares: Vec::new(),
        }
    }

    #[test]
    fn paper_names_each_provision_once_and_none_of_the_shops_own() {
        let by = |rule: &str| {
            part(Basis::Rule { pack: "p".to_owned(), version: "1".to_owned(), rule: rule.to_owned() })
        };
        let parts = [by("a"), by("b"), by("own"), by("a"), by("gone")];
        let told = cited(&parts, |_, rule| match rule {
            "a" | "b" => Some("Civil Code, article 577".to_owned()),
            "own" => Some(String::new()),
            _ => None,
        });
        assert_eq!(told, ["Civil Code, article 577"]);
    }
}
