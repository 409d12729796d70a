//! Why a request came back without what was asked for, and what to do next: words for every code the server knows.

use super::rejection::rejection;
use super::{Locale, t};
use crate::api::ApiError;
use domain::wire::FailureFacts;
use domain::wire::failure_code::FailureCode;

/// Why a request came back without what was asked for, and what to do next.
pub fn fault(locale: Locale, error: &ApiError) -> String {
    if let Some(reason) = error.rejection() {
        return rejection(locale, reason);
    }
    if let Some(failure) = error.failure()
        && let Some(code) = FailureCode::from_code(&failure.code)
    {
        return failed(locale, code, &failure.facts);
    }
    // What stands between the shop and its customers answers too, and in its own words.
    match error.status() {
        0 => t::customer::unreachable(locale).to_owned(),
        401 | 403 => t::customer::not_allowed(locale).to_owned(),
        413 => t::rejection::evidence_too_large(locale).to_owned(),
        429 => too_many_tries(locale, &FailureFacts::default()),
        _ => t::customer::server_busy(locale).to_owned(),
    }
}

/// A code of the server in words.
fn failed(locale: Locale, code: FailureCode, facts: &FailureFacts) -> String {
    use FailureCode as Code;
    match code {
        Code::NotSignedIn | Code::NotAllowed | Code::CrossSite => t::customer::not_allowed(locale),
        Code::SignedInAtDesk => t::failure::signed_in_at_desk(locale),
        Code::WrongCredentials => t::failure::wrong_credentials(locale),
        Code::NotFound => t::failure::not_found(locale),
        Code::OrderNotFound => t::customer::order_not_found(locale),
        Code::VersionConflict => t::rejection::wrong_phase(locale),
        Code::CommandReused => t::failure::command_reused(locale),
        Code::CommandAnswered => t::failure::command_answered(locale),
        Code::LinkEnded => t::failure::link_ended(locale),
        // The forms hold every text far below what a body may have: what is too large is a file that was chosen.
        Code::TooLarge => t::rejection::evidence_too_large(locale),
        Code::EvidenceIdTaken | Code::EvidenceEmpty | Code::EvidenceTruncated | Code::BrokenOff => {
            t::rejection::evidence_unknown(locale)
        }
        Code::EvidenceTypeUnknown | Code::EvidenceHeic => t::failure::evidence_type_unknown(locale),
        Code::EvidenceTooManyPixels => t::failure::evidence_too_many_pixels(locale),
        Code::PasswordTooShort => t::failure::password_too_short(locale),
        Code::PasswordTooCommon => t::failure::password_too_common(locale),
        Code::TooManyTries => return too_many_tries(locale, facts),
        Code::Busy => t::failure::busy(locale),
        Code::OrderBusy => t::failure::order_busy(locale),
        Code::StorageFull | Code::StorageUnavailable => t::failure::storage(locale),
        Code::Malformed | Code::MethodNotAllowed | Code::NotJson => t::failure::malformed(locale),
        Code::Ending | Code::Internal => t::customer::server_busy(locale),
    }
    .to_owned()
}

fn too_many_tries(locale: Locale, facts: &FailureFacts) -> String {
    let seconds = facts.retry_after.unwrap_or(60);
    t::customer::too_many_tries(locale, &seconds.div_ceil(60).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::wire::Failure;

    /// The codes after which one does the same, and which are told in the same words.
    const ALIKE: &[&[FailureCode]] = &[
        &[FailureCode::NotSignedIn, FailureCode::NotAllowed, FailureCode::CrossSite],
        &[
            FailureCode::EvidenceIdTaken,
            FailureCode::EvidenceEmpty,
            FailureCode::EvidenceTruncated,
            FailureCode::BrokenOff,
        ],
        &[FailureCode::EvidenceTypeUnknown, FailureCode::EvidenceHeic],
        &[FailureCode::StorageFull, FailureCode::StorageUnavailable],
        &[FailureCode::Malformed, FailureCode::MethodNotAllowed, FailureCode::NotJson],
        &[FailureCode::Ending, FailureCode::Internal],
    ];

    fn words(locale: Locale, code: FailureCode) -> String {
        let failure =
            Failure { code: code.code().to_owned(), facts: FailureFacts::default(), trace: String::new() };
        fault(locale, &ApiError::Refused { status: 503, failure: Box::new(failure) })
    }

    #[test]
    fn every_code_of_the_server_has_words_in_every_language_and_shares_them_only_with_its_like() {
        for locale in Locale::ALL {
            for (idx, one) in FailureCode::ALL.iter().enumerate() {
                let said = words(locale, *one);
                assert!(said.chars().count() > 5, "{one}: {said}");
                for other in FailureCode::ALL.iter().skip(idx + 1) {
                    let is_alike = ALIKE.iter().any(|alike| alike.contains(one) && alike.contains(other));
                    assert_eq!(said == words(locale, *other), is_alike, "{one} and {other}: {said}");
                }
            }
        }
    }
}
