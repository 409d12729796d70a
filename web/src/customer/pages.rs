//! The customer's pages.

mod case;
mod file;
mod find;
mod last_day;
mod link;
mod sent;
mod start;
mod unknown;

pub(crate) use case::CasePage;
pub(crate) use file::{
    Check, OneStep, PhotoPicker, WholeForm, answered, go_past_answered, in_pieces, photo_help, reading_name,
    steps, wish_name,
};
pub(crate) use find::Find;
pub(crate) use link::OpenLink;
pub(crate) use sent::Sent;
pub(crate) use start::{KeptForm, Start};
pub(crate) use unknown::Unknown;
