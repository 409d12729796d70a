//! Why a request failed, where no rule of the domain stood in the way: a closed list, so that no page can be without
//! words for one of them.

use crate::code::codes;

codes! {
    /// Why a request failed.
    pub enum FailureCode {
        /// The request can't be read.
        Malformed = "malformed",
        /// The body ended before it was whole.
        BrokenOff = "broken_off",
        /// Nobody is known to be asking.
        NotSignedIn = "not_signed_in",
        /// Name or password is wrong.
        WrongCredentials = "wrong_credentials",
        /// Whoever asks may not have this.
        NotAllowed = "not_allowed",
        /// What the customer alone may do, from a browser in which somebody is signed in at the desk.
        SignedInAtDesk = "signed_in_at_desk",
        /// The request comes from another site.
        CrossSite = "cross_site",
        /// There is no such thing, or none that whoever asks may know of.
        NotFound = "not_found",
        /// No such order, or none with this contact.
        OrderNotFound = "order_not_found",
        /// The address takes other methods.
        MethodNotAllowed = "method_not_allowed",
        /// The case has moved on.
        VersionConflict = "version_conflict",
        /// The command's id stands for another intent.
        CommandReused = "command_reused",
        /// The command that a file is for was answered before the file came.
        CommandAnswered = "command_answered",
        /// The file's id stands for another file.
        EvidenceIdTaken = "evidence_id_taken",
        /// A true private link that has ended or was taken back.
        LinkEnded = "link_ended",
        /// The body is larger than is taken.
        TooLarge = "too_large",
        /// The body is no JSON.
        NotJson = "not_json",
        /// The file is of no kind that is taken.
        EvidenceTypeUnknown = "evidence_type_unknown",
        /// The file is a photo of a kind that browsers can't show.
        EvidenceHeic = "evidence_heic",
        /// The file is empty.
        EvidenceEmpty = "evidence_empty",
        /// The file ends too early.
        EvidenceTruncated = "evidence_truncated",
        /// The picture has more pixels than a browser should have to unpack.
        EvidenceTooManyPixels = "evidence_too_many_pixels",
        /// The password is too short.
        PasswordTooShort = "password_too_short",
        /// The password is one of those tried first.
        PasswordTooCommon = "password_too_common",
        /// Too much was tried.
        TooManyTries = "too_many_tries",
        /// Too much is being worked on at this moment.
        Busy = "busy",
        /// Other cases of the order went on giving something while this was decided.
        OrderBusy = "order_busy",
        /// The disk is full.
        StorageFull = "storage_full",
        /// What is kept can't be reached.
        StorageUnavailable = "storage_unavailable",
        /// The server is being ended.
        Ending = "ending",
        /// A fault of ours.
        Internal = "internal",
    }
}
