//! What can go wrong with the books.

/// The outcome of asking the books.
pub type BooksResult<T> = Result<T, Fault>;

/// Why the books could not do what they were asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Fault {
    /// The log could not.
    #[error(transparent)]
    Log(#[from] eventlog::Fault),
    /// What lies there can't be read as what it must be.
    #[error("{what} can't be read: {why}")]
    Unreadable {
        /// What was read.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// Others changed the same thing again and again while this was being decided.
    #[error("others are changing {0} at this moment: it could not be changed as well")]
    Busy(&'static str),
}

impl Fault {
    /// Whether it lies in the very rows that were read, so that others may be in order.
    pub const fn is_of_what_was_read(&self) -> bool {
        matches!(self, Self::Unreadable { .. } | Self::Log(eventlog::Fault::Unreadable { .. }))
    }

    /// Something kept that is not what it must be.
    pub(crate) fn unreadable(what: &'static str, why: impl std::fmt::Display) -> Self {
        Self::Unreadable { what, why: why.to_string() }
    }
}
