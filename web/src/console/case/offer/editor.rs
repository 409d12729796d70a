//! The form in which an offer is put together: options with their parts, and live beside each what it comes to,
//! who bears it, whose signature it needs and whether it gives less than the customer is entitled to.

mod as_it_is;
mod part;

use super::super::happening::option_line;
use super::super::header::last_words;
use super::super::options::{Warnings, payers, suggested, sum};
use super::super::prepared::OfferPhrases;
use super::super::signature::signature;
use super::super::store::CaseStore;
use super::missing::{add_missing, counterpart, granted};
use super::stands::MoreStands;
use super::{Editor, new_option_id};
use as_it_is::AsItIs;
use domain::compensation::option::RemedyOption;
use domain::complaint::assess::Assessment;
use domain::complaint::command::MAX_OPTIONS;
use domain::id::OptionId;
use domain::remedy::{Authority, Remedy};
use leptos::prelude::*;
use part::PartForm;
use uuid::Uuid;
use web::browser::keyboard;
use web::components::{Button, ButtonKind, Keyed, Notice, Picker, TextArea, Tone};
use web::format;
use web::i18n::rejection::problem;
use web::i18n::{Locale, t::console as texts, use_locale, words as shared};
use web::wall;

/// The form, for as long as it is shown.
#[component]
pub(crate) fn OfferEditor(store: CaseStore, editor: Editor) -> impl IntoView {
    view! { <Form store editor /> }
}

/// An option of the draft as the rules see it; nothing while it can't be read.
fn weighed(store: CaseStore, editor: Editor, id: OptionId) -> Option<RemedyOption> {
    let (currency, me) = (editor.currency(), store.me());
    let option = editor.draft.with(|draft| draft.as_ref()?.option(id)?.read(currency, me).ok())?;
    let (case, packs) = (store.case.get()?, store.packs()?);
    Some(Assessment::of(&case, &packs, &store.elsewhere.get(), &wall::zone()).weighed(&case, option))
}

/// The options of the draft as the rules see them; nothing while one can't be read; tracked.
pub(super) fn weighed_all(store: CaseStore, editor: Editor) -> Option<Vec<RemedyOption>> {
    ids(editor).into_iter().map(|id| weighed(store, editor, id)).collect()
}

/// Whether an option of the draft leaves out something that the customer is entitled to; tracked.
pub(super) fn is_below(store: CaseStore, editor: Editor) -> bool {
    ids(editor)
        .into_iter()
        .filter_map(|id| weighed(store, editor, id))
        .any(|option| option.is_below_entitlement)
}

fn ids(editor: Editor) -> Vec<OptionId> {
    editor.draft.with(|draft| draft.iter().flat_map(|draft| &draft.options).map(|option| option.id).collect())
}

#[component]
fn Form(store: CaseStore, editor: Editor) -> impl IntoView {
    let locale = use_locale();
    let ids = Memo::new(move |_| ids(editor));
    let needs_signature = Memo::new(move |_| {
        ids.get()
            .into_iter()
            .filter_map(|id| weighed(store, editor, id))
            .any(|option| option.authority == Authority::Supervisor)
    });
    let message = Signal::derive(move || {
        editor.draft.with(|draft| draft.as_ref().map(|draft| draft.message.clone()).unwrap_or_default())
    });
    let message_error = Signal::derive(move || error_of(editor, "offer-message", locale));
    let send_label = Signal::derive(move || {
        let label =
            if needs_signature.get() { texts::send_proposal(locale) } else { texts::send_offer(locale) };
        label.to_owned()
    });
    let add_from = move |value: String| {
        let known = value.parse::<usize>().ok().and_then(|place| suggested(store).get(place).cloned());
        editor.change(|draft| {
            let id = new_option_id();
            if let Some(option) = known {
                draft.add_option(&option, id);
            } else {
                draft.add_empty_option(id);
                editor.changing.set(Some(id));
            }
        });
    };
    let words = Memo::new(move |_| last_words(store));
    let on_key = keyboard::on_send(move || editor.send(locale));
    let place_of = move |id: OptionId| {
        Signal::derive(move || {
            ids.with(|ids| ids.iter().position(|other| *other == id).map_or(1, |place| place + 1))
        })
    };
    view! {
        <section
            class="offer-editor"
            aria-labelledby="offer-editor-title"
            id="offer-editor"
            on:keydown=on_key
        >
            <div class="offer-head">
                <h2 id="offer-editor-title" class="panel-title" tabindex="-1">
                    {texts::editor_title(locale)}
                </h2>
                {move || {
                    words.get().map(|words| view! { <blockquote class="editor-words small">{words}</blockquote> })
                }}
            </div>
            // Read before what would take its place.
            <MoreStands store editor />
            <Keyed
                keys=Signal::derive(move || ids.with(|ids| ids.iter().map(|id| id.0.as_u128()).collect()))
                entry=Callback::new(move |key| {
                    let id = OptionId(Uuid::from_u128(key));
                    view! { <OptionForm store editor id place=place_of(id) /> }.into_any()
                })
            />
            <Show when=move || ids.with(Vec::len) < MAX_OPTIONS>
                <div class="offer-add cluster">
                    <Picker
                        id="add-option"
                        label=texts::add_option(locale)
                        options=Signal::derive(move || more_options(store, locale))
                        on_pick=UnsyncCallback::new(add_from)
                    />
                </div>
            </Show>
            <Show when=move || needs_signature.get()>
                <Notice tone=Tone::Warn>{texts::becomes_proposal(locale)}</Notice>
            </Show>
            // What is said with it, why it was not sent and what sends it stay in sight however long the offer is.
            <div class="offer-foot">
            <TextArea
                id="offer-message"
                label=texts::offer_message(locale)
                is_optional=true
                rows=2
                value=message
                error=message_error
                on_input=move |text| editor.change(|draft| draft.message = text)
            />
            {move || {
                editor.refused.get().map(|why| view! { <Notice tone=Tone::Bad is_alert=true>{why}</Notice> })
            }}
            <div class="cluster">
                <Button id="send-offer" label=send_label on_press=move |()| editor.send(locale) />
                <Button
                    id="discard-offer"
                    label=texts::discard_offer(locale)
                    kind=ButtonKind::Quiet
                    on_press=move |()| editor.keep(None)
                />
                <OfferPhrases store editor />
            </div>
            </div>
        </section>
    }
}

/// What can be put in as one more option: what the rules suggest, and one that holds nothing yet.
fn more_options(store: CaseStore, locale: Locale) -> Vec<(String, String)> {
    let known = suggested(store);
    let known =
        known.iter().enumerate().map(|(place, option)| (place.to_string(), option_line(locale, option)));
    known.chain([("empty".to_owned(), texts::empty_option(locale).to_owned())]).collect()
}

fn error_of(editor: Editor, field: &str, locale: Locale) -> Option<String> {
    editor
        .problems
        .with(|problems| problems.iter().find(|one| one.field == field).map(|one| problem(locale, one)))
}

#[component]
fn OptionForm(store: CaseStore, editor: Editor, id: OptionId, place: Signal<usize>) -> impl IntoView {
    let locale = use_locale();
    let keys = Memo::new(move |_| {
        editor.draft.with(|draft| {
            let option = draft.as_ref().and_then(|draft| draft.option(id));
            option
                .map(|option| option.parts.iter().map(|part| part.key).collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    let is_recommended = move || {
        editor.draft.with(|draft| {
            draft.as_ref().and_then(|draft| draft.option(id)).is_some_and(|option| option.is_recommended)
        })
    };
    let weighed = Memo::new(move |_| weighed(store, editor, id));
    let free = Memo::new(move |_| {
        editor.draft.with(|draft| {
            let option = draft.as_ref().and_then(|draft| draft.option(id));
            let is_taken = |remedy: Remedy| {
                option.is_some_and(|option| option.parts.iter().any(|part| part.remedy == remedy))
            };
            let free = Remedy::ALL.iter().copied().filter(|remedy| !is_taken(*remedy));
            free.map(|remedy| (remedy.code().to_owned(), shared::remedy(locale, remedy).to_owned()))
                .collect::<Vec<_>>()
        })
    });
    let add = move |remedy: String| {
        if let Some(remedy) = Remedy::from_code(&remedy) {
            let granted = granted(store, remedy);
            let counterpart = counterpart(store, remedy);
            editor.change(|draft| match &granted {
                Some(part) => draft.add_granted(id, part),
                None => draft.add_part(id, remedy, counterpart.as_ref()),
            });
            editor.go_to_added(id);
        }
    };
    let add_id = format!("option-{id}-add");
    let add_error = {
        let add_id = add_id.clone();
        move || error_of(editor, &add_id, locale)
    };
    let name = move || texts::option_n(locale, &place.get().to_string());
    let is_open = Memo::new(move |_| editor.changing.get() == Some(id));
    let is_one_of_many = Memo::new(move |_| {
        editor.draft.with(|draft| draft.as_ref().is_some_and(|one| one.options.len() > 1))
    });
    let change_id = format!("option-{id}-change");
    let remove = move |_| {
        editor.change(|draft| draft.remove_option(id));
    };
    view! {
        <fieldset class="option-form" data-option=move || place.get().to_string()>
            <legend class="option-head">
                <strong>{name}</strong>
                <Show when=move || is_one_of_many.get()>
                    <label class="check">
                        <input
                            type="radio"
                            name="recommended"
                            prop:checked=is_recommended
                            on:change=move |_| editor.change(|draft| draft.recommend(id))
                        />
                        <span>{texts::recommended(locale)}</span>
                    </label>
                </Show>
            </legend>
            <Show when=move || !is_open.get()>
                <div class="option-as-it-is">
                    <AsItIs editor id keys />
                    <button
                        type="button"
                        class="button button-secondary"
                        id=change_id.clone()
                        aria-label=move || texts::change_option(locale, &name())
                        on:click=move |_| editor.begin_change(id, None)
                    >
                        {texts::change(locale)}
                    </button>
                </div>
            </Show>
            <Show when=move || is_open.get()>
            <Keyed
                keys=Signal::derive(move || keys.with(|keys| keys.iter().map(|key| u128::from(*key)).collect()))
                entry=Callback::new(move |key: u128| {
                    let key = u32::try_from(key).unwrap_or_default();
                    view! { <PartForm editor option=id key /> }.into_any()
                })
            />
            </Show>
            {move || add_error().map(|error| view! { <p class="field-error small">{error}</p> })}
            <div class="option-tools">
                <Show when=move || is_open.get()>
                    <Picker
                        id=add_id.clone()
                        label=texts::add_remedy(locale)
                        name=Signal::derive(move || texts::add_part(locale, &name()))
                        options=free
                        on_pick=UnsyncCallback::new(add)
                    />
                </Show>
                <button
                    type="button"
                    class="link-button"
                    hidden=move || !is_one_of_many.get()
                    on:click=remove
                >
                    {texts::remove_option(locale)}
                </button>
            </div>
            {move || {
                weighed
                    .get()
                    .map(|option| {
                        view! {
                            <div class="option-sum" aria-live="polite">
                                <span>{texts::total(locale)}</span>
                                <data class="money option-total">
                                    {sum(locale, &option).unwrap_or_else(|| format::money(locale, option.total))}
                                </data>
                                {payers(locale, &option.shares()).map(|line| view! { <span class="soft small">{line}</span> })}
                                <Warnings
                                    signature=signature(locale, store, option.clone())
                                    missing=option.missing.clone()
                                />
                                {add_missing(store, editor, id, &option.missing, locale)}
                            </div>
                        }
                    })
            }}
        </fieldset>
    }
}
