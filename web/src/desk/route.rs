//! The desk's addresses: the only place with URL strings.
//!
//! Both entries of the desk know all of them, since each links to the other.
//! Which list is shown and how far it is leafed through stay in the address while a case is open, so that
//! reloading, going back and sending a link to a colleague all show the same.

use crate::router::{query_value, split};
use domain::id::{CaseId, DraftId};
use domain::view::QueueView;
use js_sys::{decode_uri_component, encode_uri_component};

/// Which entry serves a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The queue and the cases.
    Console,
    /// The policy area.
    Policy,
}

impl Entry {
    /// The entry that serves an address of the desk; the server tells them apart alike.
    pub fn of(location: &str) -> Self {
        match split(location).0.as_slice() {
            ["console", "policy", ..] => Self::Policy,
            _ => Self::Console,
        }
    }
}

/// Which cases are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
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
    pub const fn of(view: QueueView) -> Self {
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

/// A page of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftTab {
    /// Its rules as forms.
    Rules,
    /// A complaint tried by hand.
    Try,
    /// What it would have meant in the past.
    Replay,
    /// Putting it in force, and its history.
    Publish,
}

impl DraftTab {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Rules, Self::Try, Self::Replay, Self::Publish];

    /// Its piece of the address, and its name in ids.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Try => "try",
            Self::Replay => "replay",
            Self::Publish => "publish",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.code() == code)
    }
}

/// A part of a draft's forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftPart {
    /// What belongs to the pack as a whole.
    Pack,
    /// One rule, by its code.
    Rule(String),
    /// What only the desk sees.
    Desk,
}

impl DraftPart {
    fn parse(query: &str) -> Option<Self> {
        match query_value(query, "part") {
            Some("pack") => Some(Self::Pack),
            Some("desk") => Some(Self::Desk),
            _ => query_value(query, "rule").map(|code| Self::Rule(decoded(code))),
        }
    }

    fn query(&self) -> String {
        match self {
            Self::Pack => "?part=pack".to_owned(),
            Self::Desk => "?part=desk".to_owned(),
            Self::Rule(code) => ["?rule=", &encoded(code)].concat(),
        }
    }
}

/// A place of the policy area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyPlace {
    /// The packs in force and the drafts.
    Overview,
    /// A version of a pack, by its hash.
    Pack(String),
    /// A draft.
    Draft {
        /// Which.
        id: DraftId,
        /// Which of its pages.
        tab: DraftTab,
        /// Which part of its forms is open.
        part: Option<DraftPart>,
    },
}

impl PolicyPlace {
    fn parse(path: &[&str], query: &str) -> Option<Self> {
        match path {
            [] => Some(Self::Overview),
            ["pack", hash] => Some(Self::Pack((*hash).to_owned())),
            ["draft", id, rest @ ..] => {
                let tab = match rest {
                    [] => DraftTab::Rules,
                    [tab] => DraftTab::from_code(tab)?,
                    _ => return None,
                };
                Some(Self::Draft { id: id.parse().ok()?, tab, part: DraftPart::parse(query) })
            }
            _ => None,
        }
    }

    /// Its address.
    pub fn href(&self) -> String {
        match self {
            Self::Overview => "/console/policy".to_owned(),
            Self::Pack(hash) => ["/console/policy/pack/", hash].concat(),
            Self::Draft { id, tab, part } => {
                let tab = match tab {
                    DraftTab::Rules => String::new(),
                    tab => ["/", tab.code()].concat(),
                };
                let query = part.as_ref().map(DraftPart::query).unwrap_or_default();
                format!("/console/policy/draft/{id}{tab}{query}")
            }
        }
    }
}

/// A place of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A list of cases.
    Queue(Listing),
    /// One case, with the list beside it.
    Case {
        /// Which.
        id: CaseId,
        /// The list one came from.
        listing: Listing,
    },
    /// Somewhere in the policy area.
    Policy(PolicyPlace),
    /// Nothing we know.
    Unknown,
}

impl Route {
    /// The place an address names.
    pub fn parse(location: &str) -> Self {
        let (path, query) = split(location);
        match path.as_slice() {
            ["console"] => Self::Queue(Listing::parse(query)),
            ["console", "case", id] => match id.parse() {
                Ok(id) => Self::Case { id, listing: Listing::parse(query) },
                Err(_) => Self::Unknown,
            },
            ["console", "policy", rest @ ..] => {
                PolicyPlace::parse(rest, query).map_or(Self::Unknown, Self::Policy)
            }
            _ => Self::Unknown,
        }
    }

    /// Its address.
    pub fn href(&self) -> String {
        match self {
            Self::Policy(place) => place.href(),
            Self::Queue(listing) => ["/console?", &listing.query()].concat(),
            Self::Case { id, listing } => ["/console/case/", &id.to_string(), "?", &listing.query()].concat(),
            Self::Unknown => "/console".to_owned(),
        }
    }

    /// The list shown here.
    pub fn listing(&self) -> Listing {
        match self {
            Self::Queue(listing) | Self::Case { listing, .. } => listing.clone(),
            Self::Policy(_) | Self::Unknown => Listing::of(QueueView::Open),
        }
    }

    /// The case shown here.
    pub const fn case_id(&self) -> Option<CaseId> {
        match self {
            Self::Case { id, .. } => Some(*id),
            Self::Queue(_) | Self::Policy(_) | Self::Unknown => None,
        }
    }

    /// The place of the policy area shown here.
    pub fn policy(&self) -> Option<PolicyPlace> {
        match self {
            Self::Policy(place) => Some(place.clone()),
            Self::Queue(_) | Self::Case { .. } | Self::Unknown => None,
        }
    }
}

/// A text as it stands in a query.
pub fn encoded(text: &str) -> String {
    encode_uri_component(text).into()
}

fn decoded(text: &str) -> String {
    decode_uri_component(text).map_or_else(|_| text.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_the_policy_area_is_found_under_its_own_address() {
        let id = DraftId(uuid::Uuid::from_u128(7));
        let draft = |tab, part| PolicyPlace::Draft { id, tab, part };
        for place in [
            PolicyPlace::Overview,
            PolicyPlace::Pack("0123abcd".to_owned()),
            draft(DraftTab::Rules, None),
            draft(DraftTab::Rules, Some(DraftPart::Pack)),
            draft(DraftTab::Try, None),
            draft(DraftTab::Replay, None),
            draft(DraftTab::Publish, Some(DraftPart::Desk)),
        ] {
            let route = Route::Policy(place);
            assert_eq!(Route::parse(&route.href()), route, "{}", route.href());
            assert_eq!(Entry::of(&route.href()), Entry::Policy, "{}", route.href());
        }
        for elsewhere in ["/console", "/console?view=mine", "/console/case/7", "/console/policyx"] {
            assert_eq!(Entry::of(elsewhere), Entry::Console, "{elsewhere}");
        }
        for unknown in ["/console/policy/packs", "/console/policy/draft/x", "/console/policy/pack/a/b"] {
            assert_eq!(Route::parse(unknown), Route::Unknown, "{unknown}");
        }
    }
}
