//! What words written after the filing are taken for, each with the way to say that it was not meant: the form shows the same
//! of a story before it is sent.

use super::ask::use_acting;
use super::waits::Waits;
use crate::pages::{reading_name, wish_name};
use domain::complaint::Case;
use domain::complaint::command::Command;
use domain::complaint::readings::Reading;
use domain::complaint::stated::Stated;
use domain::finding::Finding;
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::components::{Button, ButtonKind};
use web::i18n::{Locale, colon, t, use_locale};

/// One thing that words are taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Taken {
    /// Something is said to be so.
    Claim(Finding),
    /// Something is wished for, as a complaint of this case names it.
    Wish(Remedy, String),
}

impl Taken {
    /// What a case still takes words for and nobody has looked into, as far as it can be said to be otherwise.
    fn all(locale: Locale, case: &Case) -> Vec<Self> {
        if !case.phase.is_before_agreement() {
            return Vec::new();
        }
        let claims = case.stated.claims.iter();
        let claims = claims.filter(|claim| case.findings.answer_like(claim).as_ref() == Some(claim));
        let wish = |wish: &Remedy| Self::Wish(*wish, wish_name(locale, case.category, *wish).to_owned());
        claims.cloned().map(Self::Claim).chain(case.stated.wants.iter().map(wish)).collect()
    }

    fn name(&self, locale: Locale) -> Option<String> {
        match self {
            Self::Claim(claim) => Reading::of(claim).map(|reading| reading_name(locale, reading).to_owned()),
            Self::Wish(_, name) => Some(t::customer::stated_wish(locale, name)),
        }
    }

    /// The id of its button.
    fn id(&self) -> String {
        let code = match self {
            Self::Claim(claim) => Reading::of(claim).map_or("", |reading| reading.code()),
            Self::Wish(wish, _) => wish.code(),
        };
        ["not-meant-", code].concat()
    }

    fn not_meant(self) -> Command {
        Command::SayNotMeant(match self {
            Self::Claim(claim) => Stated { claims: vec![claim], wants: Vec::new() },
            Self::Wish(wish, _) => Stated { claims: Vec::new(), wants: vec![wish] },
        })
    }
}

/// All of it.
#[component]
pub(super) fn TakenFor(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let all = Memo::new(move |_| {
        case.with(|case| case.as_ref().map(|case| Taken::all(locale, case)).unwrap_or_default())
    });
    let drawn = move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            let lines = all.into_iter().map(|taken| view! { <Line taken /> }).collect_view();
            view! {
                <section class="card stack-tight" id="taken-for" aria-labelledby="taken-for-title">
                    <h3 id="taken-for-title">{t::customer::stated_title(locale)}</h3>
                    <ul class="plain stack-tight">{lines}</ul>
                </section>
            }
        })
    };
    view! { <div aria-live="polite">{drawn}</div> }
}

#[component]
fn Line(taken: Taken) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let name = taken.name(locale)?;
    let id = taken.id();
    let place = id.clone();
    let not_meant = t::customer::stated_not_meant(locale);
    let spoken = [not_meant, colon(locale), &name].concat();
    let say = move |()| acting.act(place.clone(), taken.clone().not_meant(), &[], || {});
    Some(view! {
        <li class="stack-tight">
            <p class="cluster">
                <span>{name}</span>
                <Button
                    label=not_meant.to_owned()
                    name=spoken
                    kind=ButtonKind::Quiet
                    is_busy=acting.is_busy()
                    on_press=say
                    id=id.clone()
                />
            </p>
            <Waits place=id />
        </li>
    })
}
