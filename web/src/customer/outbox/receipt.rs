//! What came of a filing: kept until its person has been at the case, so that nobody who looks in again wonders
//! whether it went out.

use crate::papers::photos::Late;
use crate::papers::{Filed, Kept};
use chrono::{DateTime, FixedOffset};
use domain::category::Kind;
use domain::compensation::money::Money;
use domain::complaint::event::{Event, Filed as FiledEvent, Recorded};
use domain::id::{CaseId, CaseNumber};
use domain::policy::conscience::is_danger;
use domain::remedy::Remedy;
use domain::text::Story;
use serde::{Deserialize, Serialize};
use web::browser::storage;
use web::i18n::{Locale, rejection, t};
use web::json;

const KEPT: &str = "receipts";

/// Which of the cases with a receipt their person has been at.
const OPENED: &str = "receipts-opened";

/// The most that are kept; the oldest go first.
const MOST: usize = 5;

/// What came of a filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Receipt {
    /// The case.
    pub(crate) case_id: CaseId,
    /// Its number.
    pub(crate) number: CaseNumber,
    /// The number of the order.
    pub(crate) order: String,
    /// The path of the private link.
    pub(crate) link: Option<String>,
    /// By when a person answers.
    pub(crate) answer_by: Option<DateTime<FixedOffset>>,
    /// What was changed since it was sent and is not with it, where the server had it already.
    #[serde(default)]
    pub(crate) left: Left,
    /// That photos which came after it were not taken, and why, in words.
    #[serde(default)]
    pub(crate) photos_left: Option<String>,
    /// What it was taken for.
    #[serde(default)]
    pub(crate) taken: Taken,
    /// What the desk offers already, where it does.
    #[serde(default)]
    pub(crate) offered: Option<Offered>,
}

/// What is not with a complaint that the server had already, as it was sent before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Left {
    /// Nothing: what was added since has joined it, or is told apart.
    #[default]
    Nothing,
    /// The words, which are left over on the page of the case.
    Words,
    /// Something else, such as a wish.
    Else,
}

impl Left {
    /// What of the papers the complaint does not say, as it was filed.
    fn of(kept: &Kept, filed: &FiledEvent, late: &Late) -> Self {
        if Story::parse(&kept.draft.story).is_ok_and(|said| said != filed.story.text) {
            return Self::Words;
        }
        let wishes = kept.wishes();
        let is_whole = kept.draft.category() == Some(filed.category)
            && wishes.len() == filed.wants.len()
            && wishes.iter().all(|wish| filed.wants.contains(wish));
        // Where nothing else was late it is something that stands in no complaint, such as a name.
        if is_whole && late.are_some { Self::Nothing } else { Self::Else }
    }
}

/// An offer that waits in the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Offered {
    /// Its sum, where it is one option that comes to money.
    pub(crate) sum: Option<Money>,
}

impl Offered {
    /// What the last offer among what happened holds; none once it was taken back.
    fn of(events: &[Recorded]) -> Option<Self> {
        let last = events.iter().rev().find_map(|recorded| match &recorded.event {
            Event::OfferMade { options, .. } => Some(Some(options)),
            Event::OfferWithdrawn { .. } | Event::OfferDeclined { .. } | Event::Agreed { .. } => Some(None),
            _ => None,
        });
        let sum = match last??.as_slice() {
            [only] => only.option.money_and_kind().0.filter(|sum| sum.minor > 0),
            _ => None,
        };
        Some(Self { sum })
    }
}

/// What was filed, as far as its answer sounds different.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Taken {
    /// Something went wrong.
    #[default]
    Complaint,
    /// They only ask.
    Question,
    /// Somebody may be hurt.
    Danger,
    /// A return without a reason is all they ask for: nothing went wrong.
    NoReason,
}

impl Taken {
    fn of(filed: &FiledEvent) -> Self {
        if is_danger(filed.category, &filed.claims) {
            Self::Danger
        } else if filed.kind == Kind::Enquiry {
            Self::Question
        } else if filed.wants == [Remedy::Withdrawal] {
            Self::NoReason
        } else {
            Self::Complaint
        }
    }
}

impl Receipt {
    /// The receipt for papers; none where the answer makes no sense.
    pub(super) fn of(kept: &Kept, filed: &Filed) -> Option<Self> {
        let events = match filed {
            Filed::Now(response) => &response.events,
            Filed::Before { file, .. } => &file.events,
        };
        let number = match filed {
            Filed::Now(response) => Some(response.number.clone()),
            Filed::Before { .. } => events.iter().find_map(|recorded| match &recorded.event {
                Event::Filed(filed) => Some(filed.number.clone()),
                _ => None,
            }),
        };
        let answer_by = events.iter().find_map(|recorded| match &recorded.event {
            Event::Acknowledged { answer_by } => Some(*answer_by),
            _ => None,
        });
        let link = match filed {
            Filed::Now(response) => response.link.clone(),
            Filed::Before { .. } => None,
        };
        let filed_as = events.iter().find_map(|recorded| match &recorded.event {
            Event::Filed(filed) => Some(filed),
            _ => None,
        });
        Some(Self {
            case_id: kept.case_id,
            number: number?,
            order: kept.order().to_owned(),
            link,
            answer_by,
            photos_left: photos_left(filed),
            left: match filed {
                Filed::Before { late, .. } => {
                    filed_as.map(|filed| Left::of(kept, filed, late)).unwrap_or_default()
                }
                Filed::Now(_) => Left::Nothing,
            },
            offered: Offered::of(events),
            taken: filed_as.map(|filed| Taken::of(filed)).unwrap_or_default(),
        })
    }
}

/// That photos which came after the complaint were not taken, and why.
fn photos_left(filed: &Filed) -> Option<String> {
    match filed {
        Filed::Before { late: Late { refused: Some(error), .. }, .. } => {
            let locale = Locale::detect();
            Some(t::customer::sent_photos_left(locale, &rejection::fault(locale, error)))
        }
        Filed::Before { .. } | Filed::Now(_) => None,
    }
}

/// Those whose person has not been at the case yet, the latest last.
pub(crate) fn unopened() -> Vec<Receipt> {
    read(storage::get(KEPT))
}

/// All that this tab may show, the latest last: its own, and those nobody has looked at.
pub(super) fn kept() -> Vec<Receipt> {
    let own = read(storage::tab_get(KEPT));
    let mut all = unopened();
    all.retain(|each| own.iter().all(|own| own.case_id != each.case_id));
    all.extend(own);
    all
}

/// Keeps one more.
pub(super) fn keep(receipt: &Receipt) {
    let with_it = |mut all: Vec<Receipt>| {
        all.push(receipt.clone());
        let n_over = all.len().saturating_sub(MOST);
        all.drain(..n_over);
        serde_json::to_string(&all).unwrap_or_default()
    };
    storage::tab_set(KEPT, &with_it(read(storage::tab_get(KEPT))));
    storage::set(KEPT, &with_it(unopened()));
}

/// Whether the person has been at a case since it was filed: by now it may have been answered, and what held when it was
/// filed is told no more.
pub(crate) fn is_opened(case: CaseId) -> bool {
    opened().contains(&case)
}

fn opened() -> Vec<CaseId> {
    storage::get(OPENED).and_then(|text| json::read(&text)).unwrap_or_default()
}

/// Notes that the person has been at a case.
pub(crate) fn note_opened(case: CaseId) {
    let mut opened = opened();
    if !opened.contains(&case) && kept().iter().any(|each| each.case_id == case) {
        opened.push(case);
        let n_over = opened.len().saturating_sub(MOST);
        opened.drain(..n_over);
        storage::set(OPENED, &serde_json::to_string(&opened).unwrap_or_default());
    }
    let mut all = unopened();
    all.retain(|each| each.case_id != case);
    match serde_json::to_string(&all) {
        Ok(text) if !all.is_empty() => storage::set(KEPT, &text),
        _ => storage::remove(KEPT),
    }
}

/// Forgets all of them.
pub(super) fn forget_all() {
    storage::forget(KEPT);
}

fn read(text: Option<String>) -> Vec<Receipt> {
    text.and_then(|text| json::read(&text)).unwrap_or_default()
}
