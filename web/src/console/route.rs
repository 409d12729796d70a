//! The console's addresses: the only place with URL strings.
//!
//! Which list is shown and how far it is leafed through stay in the address while a case is open, so that
//! reloading, going back and sending a link to a colleague all show the same.

use domain::id::CaseId;
use domain::view::QueueView;
use js_sys::{decode_uri_component, encode_uri_component};
use web::router::{query_value, split};

/// Which cases are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Listing {
    /// A saved view, from its start or from behind a place in it.
    View {
        /// Which.
        view: QueueView,
        /// What the page before named as its end.
        after: Option<String>,
    },
    /// What was found under a case or order number.
    Find(String),
}

impl Listing {
    /// The first page of a view.
    pub(crate) const fn of(view: QueueView) -> Self {
        Self::View { view, after: None }
    }

    fn parse(query: &str) -> Self {
        if let Some(what) = query_value(query, "find") {
            return Self::Find(decoded(what));
        }
        let view = query_value(query, "view").and_then(QueueView::from_code).unwrap_or(QueueView::Open);
        Self::View { view, after: query_value(query, "after").map(decoded) }
    }

    fn query(&self) -> String {
        match self {
            Self::View { view, after: None } => ["view=", view.code()].concat(),
            Self::View { view, after: Some(after) } => {
                ["view=", view.code(), "&after=", &encoded(after)].concat()
            }
            Self::Find(what) => ["find=", &encoded(what)].concat(),
        }
    }
}

/// A place of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// A list of cases.
    Queue(Listing),
    /// One case, with the list beside it.
    Case {
        /// Which.
        id: CaseId,
        /// The list one came from.
        listing: Listing,
    },
    /// Nothing we know.
    Unknown,
}

impl Route {
    /// The place an address names.
    pub(crate) fn parse(location: &str) -> Self {
        let (path, query) = split(location);
        match path.as_slice() {
            ["console"] => Self::Queue(Listing::parse(query)),
            ["console", "case", id] => match id.parse() {
                Ok(id) => Self::Case { id, listing: Listing::parse(query) },
                Err(_) => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }

    /// Its address.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Queue(listing) => ["/console?", &listing.query()].concat(),
            Self::Case { id, listing } => ["/console/case/", &id.to_string(), "?", &listing.query()].concat(),
            Self::Unknown => "/console".to_owned(),
        }
    }

    /// The list shown here.
    pub(crate) fn listing(&self) -> Listing {
        match self {
            Self::Queue(listing) | Self::Case { listing, .. } => listing.clone(),
            Self::Unknown => Listing::of(QueueView::Open),
        }
    }

    /// The case shown here.
    pub(crate) const fn case_id(&self) -> Option<CaseId> {
        match self {
            Self::Case { id, .. } => Some(*id),
            Self::Queue(_) | Self::Unknown => None,
        }
    }
}

/// A text as it stands in a query.
pub(crate) fn encoded(text: &str) -> String {
    encode_uri_component(text).into()
}

fn decoded(text: &str) -> String {
    decode_uri_component(text).map_or_else(|_| text.to_owned(), String::from)
}
