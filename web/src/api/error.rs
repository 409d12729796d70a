//! Why a request came back without what was asked for.

use domain::complaint::rejection::Rejection;
use domain::wire::Failure;

/// A request that failed, as a page needs to know it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// There is no network, or the server can't be reached over it.
    #[error("the server can't be reached")]
    Unreachable,
    /// No answer came in time.
    #[error("no answer came in time")]
    TimedOut,
    /// The server answered, and said why not.
    #[error("the server refused: {} ({status})", failure.code)]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Why.
        failure: Box<Failure>,
    },
    /// Something answered that is not our server, or not its present version.
    #[error("the answer with status {status} can't be read")]
    Garbled {
        /// The HTTP status.
        status: u16,
    },
}

impl ApiError {
    /// The HTTP status, 0 where nothing answered.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Unreachable | Self::TimedOut => 0,
            Self::Refused { status, .. } | Self::Garbled { status } => *status,
        }
    }

    /// Whether the very same request may succeed later: the network, or a server that is busy.
    pub const fn may_pass_later(&self) -> bool {
        matches!(self.status(), 0 | 429 | 500 | 502 | 503 | 504)
    }

    /// What the server said, if it said something.
    pub const fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Refused { failure, .. } => Some(failure),
            Self::Unreachable | Self::TimedOut | Self::Garbled { .. } => None,
        }
    }

    /// The domain's reason, where it was the domain that refused.
    pub fn rejection(&self) -> Option<&Rejection> {
        self.failure().and_then(|failure| failure.facts.rejection.as_ref())
    }
}
