//! What should be there because something else is, and is not: no sum of a row tells that it is gone.
//!
//! Everything is looked at together with what it follows from, and once more before it is told: whoever is at work
//! meanwhile changes both. What only a file of the shop told, such as a single contact of a buyer, follows from nothing
//! here; bringing the file in again puts it back.

mod look;

use domain::id::CaseId;
use std::fmt;
use uuid::Uuid;

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The case's place in a queue.
    Place(CaseId, String),
    /// That an order leads to its case.
    OfOrder(CaseId),
    /// That a person leads to their case.
    OfPerson(CaseId),
    /// All that is known of a file which the case's events tell of.
    File(CaseId, Uuid),
    /// By what a file is found.
    FileFinds(Uuid),
    /// An order of which there is more, or a case, by the key of its number.
    Order(String),
    /// What proves an order.
    Contacts(String),
    /// By what an order is found.
    OrderFinds(String),
    /// What the cases of an order tell of a refund's reference.
    ReferenceByCases(String),
    /// What the shop tells of a refund's reference with an order.
    ReferenceByShop(String),
    /// What the customer of a case gave of themself.
    Person(CaseId),
    /// The private link of a case.
    Link(CaseId),
    /// That the private link of a case leads to it.
    Token(CaseId),
    /// That the number of a case leads to it.
    Number(CaseId),
    /// That a command to a case was answered: sent again, it would be done once more.
    Command(CaseId),
    /// What keeps others from a file's command, or from what is decided upon it.
    FileGuard(Uuid),
    /// Somebody at the desk, by their sign-in name.
    Staff(String),
    /// The key of the words by which cases are found.
    TermKey,
    /// How far the index of the words has come.
    PlaceOfIndex,
    /// Words by which a case is found.
    Words(CaseId),
}

/// What brings back what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It follows from what is there: a rebuild makes it anew.
    Rebuild,
    /// The shop's file told it, and does so again.
    ShopsFile,
    /// An admin adds them again.
    Admin,
    /// Nothing that is left tells it.
    Backup,
}

impl Missing {
    /// What brings it back.
    pub const fn way(&self) -> Way {
        match self {
            Self::Order(_) | Self::Contacts(_) => Way::ShopsFile,
            Self::Staff(_) => Way::Admin,
            Self::File(..) | Self::Person(_) | Self::Link(_) | Self::Command(_) => Way::Backup,
            Self::Place(..)
            | Self::OfOrder(_)
            | Self::OfPerson(_)
            | Self::FileFinds(_)
            | Self::OrderFinds(_)
            | Self::ReferenceByCases(_)
            | Self::ReferenceByShop(_)
            | Self::Token(_)
            | Self::Number(_)
            | Self::FileGuard(_)
            | Self::TermKey
            | Self::PlaceOfIndex
            | Self::Words(_) => Way::Rebuild,
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(case, view) => write!(f, "case {case} is missing in the queue `{view}`"),
            Self::OfOrder(case) => write!(f, "case {case} is missing among those of its order"),
            Self::OfPerson(case) => write!(f, "case {case} is missing among those of its customer"),
            Self::File(case, file) => {
                write!(f, "case {case} tells of evidence file {file}, of which nothing is known")
            }
            Self::FileFinds(file) => write!(f, "evidence file {file} is not found by what it belongs to"),
            Self::Order(order) => write!(f, "order `{order}` is gone, and there is more of it"),
            Self::Contacts(order) => {
                write!(f, "order `{order}` can be proved by nobody: its contacts are gone")
            }
            Self::OrderFinds(order) => write!(f, "order `{order}` is not found by all that it should be"),
            Self::ReferenceByCases(order) => {
                write!(f, "a reference of a refund that cases of order `{order}` tell of is not known so")
            }
            Self::ReferenceByShop(order) => {
                write!(
                    f,
                    "a reference of a refund that the shop tells of with order `{order}` is not known so"
                )
            }
            Self::Person(case) => write!(f, "what the customer of case {case} gave of themself is gone"),
            Self::Link(case) => write!(f, "the private link of case {case} is gone"),
            Self::Token(case) => write!(f, "the private link of case {case} leads nowhere"),
            Self::Number(case) => write!(f, "the number of case {case} does not lead to it"),
            Self::Command(case) => {
                write!(
                    f,
                    "case {case} does not know a command that it answered: sent again, it is done again"
                )
            }
            Self::FileGuard(file) => write!(f, "evidence file {file} is not guarded by its command"),
            Self::Staff(name) => write!(f, "`{name}` was added to the people at the desk and is gone"),
            Self::TermKey => f.write_str("the key of the words by which cases are found is gone"),
            Self::PlaceOfIndex => {
                f.write_str("how far the words were read by which cases are found is no longer known")
            }
            Self::Words(case) => write!(f, "case {case} is not found by all of its words"),
        }
    }
}
