//! The policy area: packs as documents, drafts and the commands on them, replays.

use super::call::{face, get, parse, post_text};
use super::error::ApiError;
use crate::browser::event_source::{self, Connection, Said};
use crate::json;
use domain::id::DraftId;
use domain::policy::draft::rejection::DraftRejection;
use domain::wire::policy::{
    DraftCommandRequest, DraftDocument, PackDocument, PolicyFailure, PolicyOverview, ReplayOver,
    ReplayProgress, ReplayReport, StartDraft,
};
use serde::Serialize;

/// A request about a draft that failed, with what belongs to drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftError {
    /// The failure.
    pub error: ApiError,
    /// Why the draft refused, where it was the draft.
    pub rejection: Option<DraftRejection>,
    /// The draft as it is now, where it has moved on.
    pub document: Option<Box<DraftDocument>>,
}

impl From<ApiError> for DraftError {
    fn from(error: ApiError) -> Self {
        Self { error, rejection: None, document: None }
    }
}

/// What a replay says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplayNews {
    /// How far it is.
    Progress(ReplayProgress),
    /// What it came to; nothing follows.
    Report(Box<ReplayReport>),
    /// It broke off.
    Broken,
}

/// A replay under way; dropping it stops listening.
#[derive(Debug)]
pub struct Replaying {
    _connection: Option<Connection>,
}

/// The packs in force and the drafts.
pub async fn overview() -> Result<PolicyOverview, ApiError> {
    get("/api/policy").await
}

/// A version of a pack as a document, by the hash of its public part.
pub async fn document(hash: &str) -> Result<PackDocument, ApiError> {
    get(&["/api/policy/packs/", hash].concat()).await
}

/// A draft with everything its page shows.
pub async fn draft(id: DraftId) -> Result<DraftDocument, ApiError> {
    get(&format!("/api/policy/drafts/{id}")).await
}

/// Starts a draft. The same command sent again starts nothing twice.
pub async fn start(request: &StartDraft) -> Result<DraftDocument, DraftError> {
    say("/api/policy/drafts", request).await
}

/// Sends a command on a draft. The same command id sent again changes nothing twice.
pub async fn command(id: DraftId, request: &DraftCommandRequest) -> Result<DraftDocument, DraftError> {
    say(&format!("/api/policy/drafts/{id}/commands"), request).await
}

async fn say(path: &str, body: &impl Serialize) -> Result<DraftDocument, DraftError> {
    let (status, text) = post_text(path, body).await?;
    parse(status, &text).map_err(|error| match json::read::<PolicyFailure>(&text) {
        Some(PolicyFailure { rejection, document, .. }) => DraftError { error, rejection, document },
        None => error.into(),
    })
}

/// Runs a draft over the past and tells how far it is and what it came to.
pub fn replay(id: DraftId, over: ReplayOver, hear: impl Fn(ReplayNews) + Clone + 'static) -> Replaying {
    let over = match over {
        ReplayOver::Orders => "orders",
        ReplayOver::Cases => "cases",
    };
    let address = format!("/api/policy/drafts/{id}/replay?over={over}&face={}", face().code());
    let broken = hear.clone();
    let connection = event_source::open(&address, &["progress", "report"], move |said| match said {
        Said::Opened => {}
        Said::Message { kind, data } => {
            let news = if kind == "report" {
                json::read(&data).map(|report| ReplayNews::Report(Box::new(report)))
            } else {
                json::read(&data).map(ReplayNews::Progress)
            };
            hear(news.unwrap_or(ReplayNews::Broken));
        }
        // Connecting again would begin anew; that is for the person to decide.
        Said::Broken { .. } => hear(ReplayNews::Broken),
    });
    if connection.is_none() {
        broken(ReplayNews::Broken);
    }
    Replaying { _connection: connection }
}
