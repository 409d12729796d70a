//! The ways cases go: who does what, how many minutes after filing.

/// What somebody does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The customer files.
    File,
    /// An agent makes it theirs.
    Take,
    /// The agent says that somebody is on it.
    Reply,
    /// The agent notes something for colleagues.
    Note,
    /// The agent finds out what the complaint is about.
    Find,
    /// The customer writes.
    Write,
    /// The agent offers what the packs suggest.
    Offer,
    /// The agent offers more than an agent may.
    Propose,
    /// A supervisor signs.
    Approve,
    /// The customer takes the option that is recommended, or the first.
    Accept,
    /// The customer wishes for something else.
    Counter,
    /// The customer takes none.
    Decline,
    /// One promise is proven.
    ProveOne,
    /// Every promise is proven.
    ProveAll,
    /// The customer says that all of it came.
    Confirm,
    /// The customer tells how it went: well or badly.
    Answer { is_happy: bool },
    /// The agent closes.
    Close,
    /// The customer takes it back.
    Withdraw,
    /// The customer asks for a supervisor.
    Escalate,
    /// The desk turns it down.
    Reject,
    /// The customer takes it up again.
    Reopen,
}

use Step::{
    Accept, Answer, Approve, Close, Confirm, Counter, Decline, Escalate, File, Find, Note, Offer, Propose,
    ProveAll, ProveOne, Reject, Reopen, Reply, Take, Withdraw, Write,
};

/// A step and when, in minutes after filing.
pub(super) type Timed = (i64, Step);

/// Every way a case goes here.
pub(super) const COURSES: &[&[Timed]] = &[
    &[(0, File)],
    &[(0, File), (9, Take)],
    &[(0, File), (11, Take), (14, Reply), (600, Write)],
    &[(0, File), (7, Take), (12, Reply), (90, Find), (95, Offer)],
    &[
        (0, File),
        (8, Take),
        (12, Reply),
        (80, Find),
        (88, Offer),
        (300, Accept),
        (340, ProveAll),
        (2_900, Confirm),
        (4_400, Answer { is_happy: true }),
        (4_900, Close),
    ],
    &[(0, File), (10, Take), (13, Reply), (70, Find), (75, Offer), (240, Counter)],
    &[(0, File), (6, Take), (12, Reply), (60, Find), (64, Offer), (400, Decline)],
    &[(0, File), (12, Take), (14, Reply), (100, Find), (110, Note), (120, Propose)],
    &[(0, File), (12, Take), (14, Reply), (100, Find), (120, Propose), (180, Approve)],
    &[(0, File), (9, Take), (12, Reply), (60, Find), (65, Offer), (200, Accept)],
    &[(0, File), (9, Take), (13, Reply), (60, Find), (65, Offer), (180, Accept), (230, ProveOne)],
    &[(0, File), (9, Take), (13, Reply), (60, Find), (65, Offer), (180, Accept), (230, ProveAll)],
    &[
        (0, File),
        (9, Take),
        (13, Reply),
        (60, Find),
        (65, Offer),
        (180, Accept),
        (230, ProveAll),
        (2_300, Confirm),
        (3_900, Answer { is_happy: false }),
    ],
    &[(0, File), (14, Take), (15, Reply), (2_100, Withdraw)],
    &[(0, File), (13, Take), (15, Reply), (500, Write), (900, Escalate)],
    &[(0, File), (10, Take), (14, Reply), (2_500, Reject)],
    &[
        (0, File),
        (8, Take),
        (12, Reply),
        (70, Find),
        (72, Offer),
        (150, Accept),
        (190, ProveAll),
        (2_500, Confirm),
        (3_000, Close),
        (5_000, Reopen),
    ],
];
