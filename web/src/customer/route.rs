//! The places a customer can be, and their addresses: the only file of this entry that spells out a path.

use domain::id::CaseId;
use serde::{Deserialize, Serialize};
use web::router::split;

/// A step of the form, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Step {
    /// Which items.
    Lines,
    /// What happened, and what kind of complaint that is.
    Story,
    /// What would put it right.
    Wish,
    /// Photos.
    Photos,
    /// Name and how to be reached.
    Contact,
    /// All answers once more, before sending.
    Check,
}

impl Step {
    /// All steps, in order.
    pub(crate) const ALL: [Self; 6] =
        [Self::Lines, Self::Story, Self::Wish, Self::Photos, Self::Contact, Self::Check];

    const fn code(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Story => "story",
            Self::Wish => "wish",
            Self::Photos => "photos",
            Self::Contact => "contact",
            Self::Check => "check",
        }
    }
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// Finding the order: the first step of the form.
    Start,
    /// A later step of the form.
    File(Step),
    /// What came of sending it.
    Sent,
    /// Finding a case already filed.
    Find,
    /// A private link.
    Link(String),
    /// A case.
    Case(CaseId),
    /// No such place.
    Unknown,
}

impl Route {
    /// The place an address names.
    pub(crate) fn parse(location: &str) -> Self {
        let (pieces, _) = split(location);
        match pieces.as_slice() {
            [] | ["index.html"] => Self::Start,
            ["file", code] => {
                Step::ALL.into_iter().find(|step| step.code() == *code).map_or(Self::Unknown, Self::File)
            }
            ["sent"] => Self::Sent,
            ["find"] => Self::Find,
            ["c", token] => Self::Link((*token).to_owned()),
            ["case", id] => id.parse().map_or(Self::Unknown, Self::Case),
            _ => Self::Unknown,
        }
    }

    /// The address of a place.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Start | Self::Unknown => "/".to_owned(),
            Self::File(step) => ["/file/", step.code()].concat(),
            Self::Sent => "/sent".to_owned(),
            Self::Find => "/find".to_owned(),
            Self::Link(token) => ["/c/", token.as_str()].concat(),
            Self::Case(id) => format!("/case/{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_place() {
        let steps = Step::ALL.into_iter().map(Route::File);
        let case = Route::Case(CaseId(uuid::Uuid::nil()));
        for route in [Route::Start, Route::Sent, Route::Find, Route::Link("a-b_c".to_owned()), case]
            .into_iter()
            .chain(steps)
        {
            assert_eq!(Route::parse(&route.href()), route);
        }
        assert_eq!(Route::parse("/case/not-an-id"), Route::Unknown);
        assert_eq!(Route::parse("/file/somewhere"), Route::Unknown);
    }
}
