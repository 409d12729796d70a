//! Photos and files: small ones in a row, one large in a dialog that is leafed through with the arrow keys.

use super::store::CaseStore;
use domain::evidence::{EvidenceRef, MediaType};
use leptos::prelude::*;
use web::api::cases::evidence_address;
use web::components::{Button, ButtonKind, Dialog, Icon, IconMark};
use web::i18n::{t, t::console as texts, use_locale};

/// Which piece of a case's evidence is shown large, by its place; nothing while none is.
pub(crate) type Opened = RwSignal<Option<usize>>;

/// The pieces that came with an event, where it is told.
#[component]
pub(super) fn Photos(store: CaseStore, pieces: Vec<EvidenceRef>, opened: Opened) -> impl IntoView {
    let places = store.case.with_untracked(|case| {
        let all = case.as_ref().map(|case| case.evidence.as_slice()).unwrap_or_default();
        let place = |piece: &EvidenceRef| all.iter().position(|one| one.id == piece.id);
        (all.len(), pieces.iter().map(place).collect::<Vec<_>>())
    });
    let (of, places) = places;
    let thumbs = pieces.into_iter().zip(places).filter_map(|(piece, place)| {
        place.map(|place| view! { <Thumb name="photo" place piece of opened /> })
    });
    view! { <ul class="thumbs event-photos">{thumbs.collect_view()}</ul> }
}

/// The evidence of a case.
#[component]
pub(crate) fn Evidence(store: CaseStore, opened: Opened) -> impl IntoView {
    let locale = use_locale();
    let pieces = Memo::new(move |_| {
        store.case.with(|case| case.as_ref().map(|case| case.evidence.clone()).unwrap_or_default())
    });
    let n_pieces = move || pieces.with(Vec::len);
    view! {
        <section class="panel" aria-labelledby="evidence-title">
            <h2 id="evidence-title" class="panel-title">
                {texts::evidence_title(locale)}
                <span class="soft">{move || Some(n_pieces()).filter(|n| *n > 0).map(|n| n.to_string())}</span>
            </h2>
            <Show
                when=move || { n_pieces() > 0 }
                fallback=move || view! { <p class="soft small">{texts::evidence_none(locale)}</p> }
            >
                <ul class="thumbs">
                    {move || {
                        pieces
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(place, piece)| view! { <Thumb name="evidence" place piece of=n_pieces() opened /> })
                            .collect_view()
                    }}
                </ul>
            </Show>
            <Viewer pieces opened />
        </section>
    }
}

#[component]
fn Thumb(name: &'static str, place: usize, piece: EvidenceRef, of: usize, opened: Opened) -> impl IntoView {
    let locale = use_locale();
    let address = evidence_address(piece.id);
    let (number, of) = ((place + 1).to_string(), of.to_string());
    if piece.media_type == MediaType::Pdf {
        let label = texts::evidence_file(locale, &number, &of);
        return view! {
            <li>
                <a class="thumb thumb-file" href=address target="_blank" rel="noopener" aria-label=label>
                    "PDF"
                </a>
            </li>
        }
        .into_any();
    }
    let label = texts::evidence_open(locale, &number, &of);
    view! {
        <li>
            <button
                type="button"
                class="thumb"
                id=[name, "-", &number].concat()
                aria-label=label
                on:click=move |_| opened.set(Some(place))
            >
                <img src=address alt="" loading="lazy" decoding="async" />
            </button>
        </li>
    }
    .into_any()
}

#[component]
fn Viewer(pieces: Memo<Vec<EvidenceRef>>, opened: Opened) -> impl IntoView {
    let locale = use_locale();
    let is_large = RwSignal::new(false);
    let is_open = Signal::derive(move || opened.with(Option::is_some));
    let current = Memo::new(move |_| {
        let place = opened.get()?;
        pieces.with(|pieces| pieces.get(place).cloned().map(|piece| (place, piece, pieces.len())))
    });
    let twin = Memo::new(move |_| {
        let (place, piece, _) = current.get()?;
        pieces.with(|pieces| {
            pieces
                .iter()
                .enumerate()
                .find(|(other, one)| *other != place && one.sha256 == piece.sha256)
                .map(|(other, _)| other)
        })
    });
    let leaf = move |is_next: bool| {
        let n_pieces = pieces.with_untracked(Vec::len);
        opened.update(|place| {
            if let (Some(place), true) = (place.as_mut(), n_pieces > 0) {
                *place = if is_next { (*place + 1) % n_pieces } else { (*place + n_pieces - 1) % n_pieces };
            }
        });
        is_large.set(false);
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "ArrowRight" => leaf(true),
        "ArrowLeft" => leaf(false),
        "+" | "-" => is_large.update(|is_large| *is_large = !*is_large),
        _ => {}
    };
    view! {
        <Dialog
            id="evidence-dialog"
            title=texts::evidence_title(locale)
            is_open
            on_close=move |()| opened.set(None)
        >
            <div class="viewer" on:keydown=on_key>
                {move || {
                    current
                        .get()
                        .map(|(place, piece, of)| {
                            let kilobytes = (piece.bytes / 1024).max(1).to_string();
                            let caption = texts::evidence_caption(
                                locale,
                                &kilobytes,
                                &(place + 1).to_string(),
                                &of.to_string(),
                            );
                            let caption = match piece.sku {
                                Some(sku) => [caption.as_str(), " · ", &sku].concat(),
                                None => caption,
                            };
                            view! {
                                <figure class="viewer-figure">
                                    <div class="viewer-frame" class:viewer-large=move || is_large.get() tabindex="0">
                                        <img src=evidence_address(piece.id) alt=caption.clone() />
                                    </div>
                                    <figcaption class="soft small">{caption}</figcaption>
                                </figure>
                            }
                        })
                }}
                {move || {
                    twin.get()
                        .map(|other| {
                            view! {
                                <p class="tag tag-bad">
                                    <IconMark icon=Icon::Alert />
                                    {texts::evidence_same(locale, &(other + 1).to_string())}
                                </p>
                            }
                        })
                }}
                <div class="cluster">
                    <Button
                        label=texts::evidence_previous(locale)
                        kind=ButtonKind::Secondary
                        on_press=move |()| leaf(false)
                    />
                    <Button
                        label=texts::evidence_next(locale)
                        kind=ButtonKind::Secondary
                        on_press=move |()| leaf(true)
                    />
                    <Button
                        label=Signal::derive(move || {
                            let label = if is_large.get() {
                                texts::evidence_fit(locale)
                            } else {
                                texts::evidence_zoom(locale)
                            };
                            label.to_owned()
                        })
                        kind=ButtonKind::Secondary
                        on_press=move |()| is_large.update(|is_large| *is_large = !*is_large)
                    />
                    <Button
                        label=t::common::close(locale)
                        kind=ButtonKind::Quiet
                        on_press=move |()| opened.set(None)
                    />
                </div>
            </div>
        </Dialog>
    }
}
