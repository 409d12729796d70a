//! Where the person is, and going elsewhere.
//!
//! The address is the state: each entry has an enum of its places with its own parser, and everything it shows
//! follows from the address. What lies here is only the mechanics the entries share: following links without
//! loading the page anew, back and forward, and putting the focus where a browser would put it. A link to another
//! entry's page loads that page.

use crate::browser::{clock, document, history};
use crate::components::filled_in;
use leptos::prelude::*;

/// The page's address and the ways to change it; provided once at the root.
#[derive(Clone, Copy)]
pub struct Router {
    location: RwSignal<String>,
    moves: RwSignal<u32>,
    elsewhere: fn(&str) -> bool,
}

impl Router {
    /// Follows the address bar and every link on the page, and provides itself to everything below. `elsewhere`
    /// is asked about every address first: where another entry serves it, it loads that entry's page and says so.
    pub fn provide(elsewhere: fn(&str) -> bool) -> Self {
        let location = RwSignal::new(history::location());
        let router = Self { location, moves: RwSignal::new(0), elsewhere };
        history::listen("popstate", move |_| router.arrive());
        history::listen("click", move |event| {
            if let Some(href) = history::link_of_click(&event) {
                event.prevent_default();
                router.go(&href);
            }
        });
        provide_context(router);
        router
    }

    /// Path and query, such as `/case/0197?tab=photos`; tracked.
    pub fn location(self) -> String {
        self.location.get()
    }

    /// The same without tracking.
    pub fn location_now(self) -> String {
        self.location.get_untracked()
    }

    /// How often the person has moved since the page was loaded; tracked. Zero on the first page.
    pub fn moves(self) -> u32 {
        self.moves.get()
    }

    /// Goes somewhere, leaving the way back.
    pub fn go(self, href: &str) {
        if (self.elsewhere)(href) {
            return;
        }
        history::write(href, href == self.location.get_untracked());
        self.arrive();
        document::scroll_to_top();
    }

    /// Goes somewhere in place of where we are: back leads to what was before.
    pub fn replace(self, href: &str) {
        history::write(href, true);
        self.arrive();
    }

    fn arrive(self) {
        let location = history::location();
        if self.location.get_untracked() != location {
            filled_in::read_all();
            self.location.set(location);
            self.moves.update(|moves| *moves += 1);
        }
    }
}

/// The router of the page.
///
/// Outside a page with a router this is one that goes nowhere, so a component drawn alone still works.
pub fn use_router() -> Router {
    use_context::<Router>().unwrap_or_else(|| Router {
        location: RwSignal::new("/".to_owned()),
        moves: RwSignal::new(0),
        elsewhere: |_| false,
    })
}

/// Splits an address into the pieces of its path and its query.
pub fn split(location: &str) -> (Vec<&str>, &str) {
    let (path, query) = location.split_once('?').unwrap_or((location, ""));
    (path.split('/').filter(|piece| !piece.is_empty()).collect(), query)
}

/// The value of a key in a query, as written (ids and codes need no decoding).
pub fn query_value<'a>(query: &'a str, key: &str) -> Option<&'a str> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(name, value)| (name == key).then_some(value))
}

/// Sets the tab's title and, after a move, puts the focus on the page's heading, which screen readers then read.
pub fn announce_page(router: Router, title: &str) {
    document::set_title(title);
    if router.moves.get_untracked() > 0 {
        leptos::task::spawn_local(async {
            // The new page is drawn in the next turn.
            clock::sleep(0).await;
            document::focus_heading();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_is_cut_into_pieces_and_query() {
        assert_eq!(split("/case/42/?tab=photos"), (vec!["case", "42"], "tab=photos"));
        assert_eq!(split("/"), (vec![], ""));
        assert_eq!(query_value("a=1&tab=photos", "tab"), Some("photos"));
        assert_eq!(query_value("a=1", "tab"), None);
    }
}
