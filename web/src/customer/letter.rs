//! What the customer can have and why: the packs' decision on what they have written so far, as a friendly letter.
//!
//! It is made here, in the browser, from the packs it holds: no request is needed, and what the server will
//! decide is the same. Every line names its rule, and unfolds to its source and the facts it was made from.

mod entry;
mod head;
mod hint;
pub(crate) mod layers;
pub(crate) mod once;
mod question;
mod uncovered;

use crate::form::{Form, Kept, use_form};
use chrono::NaiveDate;
use domain::category::{Category, Kind};
use domain::complaint::claims::claims;
use domain::complaint::last_day::problem_of_last_day;
use domain::complaint::wishes::is_answered_by_rules;
use domain::order::{Order, Pieces};
use domain::policy::conscience::Hold;
use domain::policy::last_day;
use domain::policy::{Complained, Entitlement, Facts, Packs, Tier, decide};
use layers::{Layers, Tense, part};
use leptos::prelude::*;
use question::Question;
use std::sync::Arc;
use web::i18n::{gap, t, use_locale};
use web::parts::decided::Decided;
use web::shop::{ShopStore, use_shop};

/// The decision on the form as it stands; provided once at the root.
#[derive(Clone, Copy)]
struct FormDecision(Memo<Option<Decided>>);

/// Provides the decision to everything below.
pub(crate) fn provide(form: Form, shop: ShopStore) {
    provide_context(FormDecision(Memo::new(move |_| decide_form(form, shop))));
}

/// How many characters of a story are worth an answer.
const FIRST_WORDS: usize = 4;

/// The decision on the form as it stands; `None` while the order, the first words or the packs are missing.
pub(crate) fn use_decision() -> Signal<Option<Decided>> {
    use_context::<FormDecision>().map_or_else(|| Signal::stored(None), |decision| decision.0.into())
}

/// The same as the letter tells it: as long as nobody knows what it is about, nothing leads and nothing is refused.
fn use_told() -> Signal<Option<Decided>> {
    let (form, decision) = (use_form(), use_decision());
    let told = Memo::new(move |_| {
        let decided = decision.get()?;
        if !is_unread(form) {
            return Some(decided);
        }
        let decision = Arc::new(decided.decision.of_the_unread());
        Some(Decided { decision, ..decided })
    });
    told.into()
}

/// Whether nobody knows what the words are about: no kind was chosen, none was read, and they are no question; tracked.
fn is_unread(form: Form) -> bool {
    form.guess().is_none() && form.kind() != Kind::Enquiry && form.with(|kept| kept.draft.category.is_none())
}

fn decide_form(form: Form, shop: ShopStore) -> Option<Decided> {
    let says_fake = form.with(|kept| !kept.draft.told().fake.is_empty());
    asked(form, shop, |packs, facts, _| Decided {
        says_fake,
        packs: Arc::clone(packs),
        decision: Arc::new(decide(packs, facts).as_told(packs)),
        instead: Vec::new(),
    })
}

/// What a last day does for the form as it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LastDayHelp {
    /// Whether something is refused that a last day would turn.
    pub(crate) is_asked: bool,
    /// What is granted once the day typed is over and nothing has come.
    pub(crate) then: Vec<Entitlement>,
}

/// The same question, asked as of a last day.
pub(crate) fn last_day_help(form: Form, shop: ShopStore) -> Option<LastDayHelp> {
    asked(form, shop, |packs, facts, set| {
        let decision = decide(packs, facts);
        LastDayHelp {
            is_asked: last_day::would_help(packs, &decision),
            then: set.map(|day| last_day::if_missed(packs, facts, &decision, day)).unwrap_or_default(),
        }
    })
}

/// Puts the form as it stands to the packs; `None` while the order, the first words or the packs are missing.
fn asked<T>(
    form: Form,
    shop: ShopStore,
    answer: impl FnOnce(&Arc<Packs>, &Facts<'_>, Option<NaiveDate>) -> T,
) -> Option<T> {
    let packs = shop.packs()?;
    // What is owed follows from order, findings and wish: words that suggest no category are answered all the same.
    let is_told = form.with(|kept| kept.draft.story.trim().chars().count() >= FIRST_WORDS);
    let category = form.category().or_else(|| is_told.then_some(Category::Other))?;
    let kind = form.kind();
    let (now, zone) = (shop.now(), shop.zone());
    form.with(|kept| {
        let found = kept.found.as_ref()?;
        if lacks_count(kept) {
            return None;
        }
        let goods = kept.draft.as_shown().goods;
        let findings = claims(&kept.draft.claims, category, &kept.draft.told());
        let (earlier, offered) = (found.elsewhere.given(), found.elsewhere.offered());
        let wants = kept.wishes();
        // A last day being set is answered at once, as if it were set.
        let today = zone.day(now);
        let typed = kept.draft.last_day.trim().parse().ok();
        let set = typed.filter(|day| problem_of_last_day(*day, today).is_none());
        let order = set.map(|day| Order { extra_time_until: Some(day), ..found.order.clone() });
        let facts = Facts {
            asked_at: now,
            zone: &zone,
            category,
            kind,
            wants: &wants,
            order: order.as_ref().unwrap_or(&found.order),
            complained: Complained::Goods(&goods),
            findings: &findings,
            tier: found.order.terms.tier.unwrap_or(Tier::Regular),
            complaints_on_order: u32::try_from(found.cases.len()).unwrap_or(u32::MAX),
            earlier: &earlier,
            offered: &offered,
        };
        Some(answer(&packs, &facts, set))
    })
}

/// Whether how many pieces of a line it is about is still to be said: sums would be of no certain number.
fn lacks_count(kept: &Kept) -> bool {
    kept.draft.as_shown().goods.iter().any(Pieces::lacks_count)
}

/// Whether there is to be a letter: a question is answered by a person, unless it asks about a right.
pub(crate) fn use_is_told() -> Memo<bool> {
    let form = use_form();
    Memo::new(move |_| {
        let kind = form.kind();
        form.with(|kept| is_answered_by_rules(kind, &kept.wishes(), &kept.draft.story))
    })
}

/// The letter under one line, for a phone: open where the story is told, and from then on put away behind what it says
/// most and the condition on which that stands.
#[component]
pub(crate) fn FoldedLetter(
    /// Whether it lies open at first.
    #[prop(optional)]
    is_open: bool,
) -> impl IntoView {
    let locale = use_locale();
    let decision = use_told();
    let summary = move || {
        let named = |decided: &Decided| {
            let decision = &decided.decision;
            if decision.hold == Some(Hold::Danger) {
                return Some((None, t::customer::danger_sorry(locale).to_owned()));
            }
            let told =
                |one| (head::condition(locale, decided, &one), head::full_name(locale, decision, &one));
            decision.headline.map(told)
        };
        let named = decision.with(|decided| decided.as_ref().and_then(named));
        let (condition, name) = named.unwrap_or_else(|| (None, t::customer::letter_title(locale).to_owned()));
        // Read aloud as one sentence, seen as two lines.
        let condition = condition.map(|condition| view! { <small>{condition}" "</small> });
        view! {
            {condition}
            {name}
        }
    };
    let is_told = use_is_told();
    view! {
        <Show when=move || is_told.get()>
            <details class="letter-fold" id="letter-fold" open=is_open>
                <summary>
                    <span aria-live="polite">{summary}</span>
                </summary>
                <Letter />
            </details>
        </Show>
    }
}

/// The letter.
#[component]
pub(crate) fn Letter() -> impl IntoView {
    let locale = use_locale();
    let shop = use_shop();
    let form = use_form();
    let decision = use_told();
    let body = move || {
        if let Some(decided) = decision.get() {
            return written(&decided).into_any();
        }
        let is_blank = form.with(|kept| kept.draft.story.trim().is_empty());
        let text = if form.category().is_none() && is_blank {
            t::customer::letter_waiting(locale)
        } else if form.with(lacks_count) {
            t::customer::letter_pieces(locale)
        } else if shop.fault().is_some() {
            t::customer::letter_offline(locale)
        } else {
            t::customer::letter_loading(locale)
        };
        view! {
            <h2>{t::customer::letter_title(locale)}</h2>
            <p class="soft">{text}</p>
        }
        .into_any()
    };
    view! {
        <section class="letter" id="letter" aria-label=t::customer::letter_title(locale)>
            <div class="stack">
                {body}
            </div>
        </section>
    }
}

fn written(decided: &Decided) -> impl IntoView + use<> {
    let locale = use_locale();
    let decision = &decided.decision;
    let is_danger = decision.hold == Some(Hold::Danger);
    let likely = decision.likely();
    let Layers { granted, likely: mut entries, on_top, beside } = Layers::of(decided, Tense::Now);
    let mut asked = Vec::new();
    for open in &likely {
        if !asked.contains(&open.ask) {
            asked.push(open.ask);
            entries.push(view! { <Question ask=open.ask /> }.into_any());
        }
    }
    if layers::is_helped_by_a_photo(decided) {
        entries.push(view! { <hint::PhotoHint /> }.into_any());
    }
    let offering = use_form().with(|kept| kept.found.as_ref().map(layers::offering).unwrap_or_default());
    let refused = layers::refused(decided, Tense::Now, &offering);
    let is_silent = granted.is_empty()
        && beside.is_empty()
        && entries.is_empty()
        && on_top.is_empty()
        && refused.is_empty();
    let likely_title = layers::likely_title(locale, decided);
    let is_reviewed =
        decided.packs.packs().iter().all(|pack| pack.review.is_some() || pack.jurisdiction == "shop");
    let head = match decision.headline {
        Some(headline) => view! { <head::Head decided=decided.clone() headline /> }.into_any(),
        // Somebody may be hurt: that we are sorry comes before everything that can be had.
        None if is_danger => view! {
            <div class="letter-head letter-care">
                <h2>{t::customer::danger_sorry(locale)}</h2>
                <p>{t::customer::danger_first(locale)}</p>
            </div>
        }
        .into_any(),
        None => view! {
            <h2>{t::customer::letter_title(locale)}</h2>
            <p class="soft">
                <hint::Lead is_silent />
            </p>
        }
        .into_any(),
    };
    view! {
        {head}
        {part(likely_title, entries)}
        {part(t::customer::letter_on_top(locale), on_top)}
        {part(layers::granted_title(locale, decided), granted)}
        {part(t::customer::letter_beside(locale), beside)}
        {part(t::customer::letter_refused(locale), refused)}
        <uncovered::UncoveredPart />
        <p class="soft small">
            {t::customer::letter_note(locale)}
            {(!is_reviewed).then(|| [gap(locale), t::customer::letter_not_advice(locale)].concat())}
        </p>
    }
}
