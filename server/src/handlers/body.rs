//! Reading JSON bodies: strictly, with a size limit, and with the place of what is wrong.
//!
//! Who sent the head of a request may have been signed out, or lost their rights, by the time the last of its body is here:
//! of a body that was long on its way it is asked once more.
//!
//! A text that breaks its own rule is not malformed: it is what somebody typed, so it is answered as the form's
//! problem, in the same shape as the domain's own.

use super::slip;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use domain::complaint::rejection::Rejection;
use domain::text::problem::Problem;
use domain::wire::failure_code::FailureCode;
use serde::de::DeserializeOwned;

/// The largest JSON body taken, in bytes. The largest command, an offer of four options with a full message,
/// has some 40 kB; a story of 5000 characters at four bytes each has 20.
pub const MAX_BYTES: u32 = 256 * 1024;

/// A body read from JSON.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(is_json) {
            let expected = "`Content-Type: application/json`, in UTF-8 where it says a `charset`";
            return Err(ApiError::unsupported(FailureCode::NotJson, expected));
        }
        let bytes = read(request, MAX_BYTES, state).await?;
        parse(&bytes).map(Self)
    }
}

/// Whether a body of that `Content-Type` is read as what it says it is: JSON, which is UTF-8 and nothing else.
fn is_json(kind: &str) -> bool {
    let mut parts = kind.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    let mut named = parts.filter_map(|part| part.split_once('='));
    is_json
        && named.all(|(name, value)| {
            let value = value.trim().trim_matches('"');
            let is_utf8 = ["utf-8", "utf8"].iter().any(|name| value.eq_ignore_ascii_case(name));
            is_utf8 || !name.trim().eq_ignore_ascii_case("charset")
        })
}

/// Reads a body of at most `max` bytes; a larger one is refused before it is read to its end. What the [`Caller`] asked for
/// is refused as well where they may have it no longer by then.
pub async fn read(mut request: Request, max: u32, state: &AppState) -> Result<bytes::Bytes, ApiError> {
    let caller = request.extensions_mut().remove::<Caller>();
    let said = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|said| said > u64::from(max)) {
        return Err(ApiError::too_large(max));
    }
    let limit = usize::try_from(max).unwrap_or(usize::MAX);
    let read = axum::body::to_bytes(request.into_body(), limit).await.map_err(|error| {
        let is_length = std::iter::successors(std::error::Error::source(&error), |error| error.source())
            .any(|source| source.to_string().contains("length limit"));
        if is_length {
            ApiError::too_large(max)
        } else {
            ApiError::new(StatusCode::BAD_REQUEST, FailureCode::BrokenOff)
        }
    })?;
    match caller {
        Some(caller) => caller.ensure_still_in(state).await.map(|()| read),
        None => Ok(read),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let place = error.path().to_string();
        let error = error.into_inner();
        match problem_in(&error) {
            Some(problem) => slip::placed(Rejection::InvalidInput { problems: vec![problem] }.into(), &place),
            None => slip::malformed(&place, &error.to_string()),
        }
    })?;
    match reader.end() {
        Ok(()) => Ok(read),
        Err(error) => Err(slip::malformed(".", &error.to_string())),
    }
}

/// The problem that a text type reported while it was read. A reader can hand on an error as text alone, so a problem
/// is written and read back in a form of its own; the JSON reader puts line and column behind it, where it knows them.
fn problem_in(error: &serde_json::Error) -> Option<Problem> {
    let position = format!(" at line {} column {}", error.line(), error.column());
    let told = error.to_string();
    told.strip_suffix(&position).unwrap_or(&told).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Story;

    #[test]
    fn problem_of_a_text_survives_the_json_reader() {
        for text in ["x", ""] {
            let problem = Story::parse(text).unwrap_err();
            let json = serde_json::to_string(text).unwrap();
            let error = serde_json::from_str::<Story>(&json).unwrap_err();
            assert_eq!(problem_in(&error), Some(problem), "{error}");
        }
    }

    #[test]
    fn other_errors_are_no_problem_of_a_text() {
        for text in ["{", "7", "null", "[\"`story`: too_short, min 4, is 1\"]"] {
            assert_eq!(problem_in(&serde_json::from_str::<Story>(text).unwrap_err()), None);
        }
    }
}
