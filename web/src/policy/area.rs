//! What the policy area knows, and which of its pages is drawn.

use super::store::DraftStore;
use super::{document, draft, overview};
use crate::desk::{Desk, Gate, Heard, use_desk};
use crate::failure::Failure;
use crate::route::{PolicyPlace, Route};
use domain::id::{DraftId, UserId};
use domain::wire::policy::{PackDocument, PolicyOverview};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use std::sync::Arc;
use web::api::{self, ApiError};
use web::browser::history;
use web::components::{Icon, IconMark, Skeleton};
use web::i18n::t::policy as t;
use web::i18n::use_locale;

/// Something asked of the server.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Load<T> {
    /// Not here yet.
    Waiting,
    /// Here.
    Ready(T),
    /// Not to be had.
    Failed(ApiError),
}

impl<T> Load<T> {
    pub(super) const fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(ready) => Some(ready),
            Self::Waiting | Self::Failed(_) => None,
        }
    }
}

/// What the policy area knows; kept while somebody looks at cases in between, drafts with what is on its way.
#[derive(Clone, Copy)]
pub(crate) struct Policies {
    pub(super) desk: Desk,
    owner: StoredValue<Option<Owner>>,
    user: StoredValue<UserId>,
    overview: RwSignal<Load<Arc<PolicyOverview>>>,
    documents: RwSignal<BTreeMap<String, Load<Arc<PackDocument>>>>,
    drafts: StoredValue<BTreeMap<DraftId, DraftStore>>,
}

impl Policies {
    /// Starts empty and provides itself to everything below. Made at the root, which its drafts outlive with.
    pub(crate) fn provide(desk: Desk) {
        let policies = Self {
            desk,
            owner: StoredValue::new(Owner::current()),
            user: StoredValue::new(desk.user()),
            overview: RwSignal::new(Load::Waiting),
            documents: RwSignal::new(BTreeMap::new()),
            drafts: StoredValue::new(BTreeMap::new()),
        };
        desk.listen(move |heard| match heard {
            Heard::Beside | Heard::Reload | Heard::Resume => policies.look_again(),
            Heard::Happened(_) => {}
        });
        // Whoever comes back to the page may have been away from the network without knowing.
        history::listen("focus", move |_| policies.look_again());
        provide_context(policies);
    }

    /// Asks for what is shown once more, if anything is.
    fn look_again(self) {
        let is_shown = self.overview.with_untracked(|load| load.ready().is_some());
        if is_shown && self.desk.gate.get_untracked() == Gate::In {
            self.load_overview();
        }
    }

    /// Forgets what somebody else was shown: what may be done depends on who asks.
    fn belong_to_who_is_here(self) {
        let user = self.desk.user();
        if self.user.get_value() != user {
            self.user.set_value(user);
            self.overview.set(Load::Waiting);
            self.documents.set(BTreeMap::new());
            self.drafts.set_value(BTreeMap::new());
        }
    }

    /// Asks for the overview; what is known of it stays until the answer is here.
    pub(crate) fn load_overview(self) {
        spawn_local(async move {
            match api::policy::overview().await {
                Ok(overview) => self.take(overview),
                Err(error) => {
                    self.desk.noted_expiry(&error);
                    if self.overview.with_untracked(|load| load.ready().is_none()) {
                        self.overview.set(Load::Failed(error));
                    }
                }
            }
        });
    }

    /// Takes in the overview; the drafts that have moved on since they were asked for are asked for again.
    fn take(self, overview: PolicyOverview) {
        // Two may be asked for at once, and answer the other way round.
        if self.overview.with_untracked(|load| load.ready().is_some_and(|known| known.seq > overview.seq)) {
            return;
        }
        self.desk.follow(overview.seq);
        // From where to listen is all that differs each time.
        let is_same =
            |known: &Arc<PolicyOverview>| PolicyOverview { seq: known.seq, ..overview.clone() } == **known;
        for summary in &overview.drafts {
            let known = self.drafts.with_value(|drafts| drafts.get(&summary.id).copied());
            if let Some(store) = known.filter(|store| store.is_behind(summary.revision)) {
                store.load();
            }
        }
        if !self.overview.with_untracked(|load| load.ready().is_some_and(is_same)) {
            self.overview.set(Load::Ready(Arc::new(overview)));
        }
    }

    /// The overview; tracked.
    pub(super) fn overview(self) -> Load<Arc<PolicyOverview>> {
        self.overview.get()
    }

    /// A version of a pack as a document; tracked. What a hash names never changes, so it is asked for once.
    pub(super) fn document(self, hash: &str) -> Load<Arc<PackDocument>> {
        self.documents.with(|documents| documents.get(hash).cloned()).unwrap_or(Load::Waiting)
    }

    /// Asks for a document that is not here.
    pub(super) fn load_document(self, hash: &str) {
        if matches!(self.documents.with_untracked(|known| known.get(hash).cloned()), Some(Load::Ready(_))) {
            return;
        }
        let hash = hash.to_owned();
        spawn_local(async move {
            let load = match api::policy::document(&hash).await {
                Ok(document) => Load::Ready(Arc::new(document)),
                Err(error) => {
                    self.desk.noted_expiry(&error);
                    Load::Failed(error)
                }
            };
            self.documents.update(|documents| {
                documents.insert(hash, load);
            });
        });
    }

    /// A draft: the one looked at before and asked for again, or loaded now.
    pub(super) fn draft(self, id: DraftId) -> DraftStore {
        let known = self.drafts.with_value(|drafts| drafts.get(&id).copied());
        let store = known.unwrap_or_else(|| {
            let make = || DraftStore::new(self.desk, id);
            let store = match self.owner.get_value() {
                Some(owner) => owner.with(make),
                None => make(),
            };
            self.drafts.update_value(|drafts| {
                drafts.insert(id, store);
            });
            store
        });
        store.load();
        store
    }
}

/// A page of the policy area.
#[component]
pub(crate) fn PolicyPage(
    /// Where in it.
    place: Memo<Option<PolicyPlace>>,
) -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let Some(policies) = use_context::<Policies>() else { return ().into_any() };
    if !desk.sees_policies() {
        web::router::announce_page(web::router::use_router(), t::not_allowed_title(locale));
        return view! {
            <div class="empty">
                <h1>{t::not_allowed_title(locale)}</h1>
                <p>{t::not_allowed_body(locale)}</p>
                <p>
                    <a href=Route::Unknown.href()>{web::i18n::t::console::back_to_queue(locale)}</a>
                </p>
            </div>
        }
        .into_any();
    }
    policies.belong_to_who_is_here();
    if policies.overview.with_untracked(|load| load.ready().is_none()) {
        policies.load_overview();
    }
    // Going from one page of a draft to another keeps the draft's page.
    let page = Memo::new(move |_| match place.get() {
        Some(PolicyPlace::Draft { id, .. }) => Some(Page::Draft(id)),
        Some(PolicyPlace::Pack(hash)) => Some(Page::Pack(hash)),
        Some(PolicyPlace::Overview) => Some(Page::Overview),
        None => None,
    });
    view! {
        <div class="policy">
            {move || match page.get() {
                Some(Page::Overview) => view! { <overview::Overview policies /> }.into_any(),
                Some(Page::Pack(hash)) => view! { <document::Document policies hash /> }.into_any(),
                Some(Page::Draft(id)) => view! { <draft::DraftPage policies id place /> }.into_any(),
                None => ().into_any(),
            }}
        </div>
    }
    .into_any()
}

/// Which page is drawn.
#[derive(Clone, PartialEq)]
enum Page {
    Overview,
    Pack(String),
    Draft(DraftId),
}

/// The way back to the overview.
pub(super) fn way_back(locale: web::i18n::Locale) -> impl IntoView {
    view! {
        <a class="policy-back no-print" href=PolicyPlace::Overview.href()>
            <IconMark icon=Icon::Back />
            {t::back_to_area(locale)}
        </a>
    }
}

/// The shape of what is to come, after a moment.
pub(super) fn waiting(lines: u8) -> AnyView {
    view! {
        <div class="late policy-shape">
            <Skeleton lines />
        </div>
    }
    .into_any()
}

/// A failure with a way out.
pub(super) fn failed(
    error: ApiError,
    missing: (&'static str, &'static str),
    on_retry: impl Fn() + 'static,
) -> AnyView {
    view! { <Failure error missing on_retry=move |()| on_retry() /> }.into_any()
}
