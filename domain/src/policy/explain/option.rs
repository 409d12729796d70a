//! Why a package is suggested: each part with the rule or the kindness it comes from, and for the one that is
//! recommended the reason it is.

use super::whole::besides;
use super::{Part, entitlement, opening, text};
use crate::compensation::option::{Because, RemedyOption, RemedyPart};
use crate::personal::Language;
use crate::policy::decide::{Decision, Entitlement};
use crate::policy::packs::Packs;
use crate::policy::words::{say, word_name};
use crate::remedy::{Authority, Remedy};

/// Why one remedy is in a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartReason {
    /// The remedy.
    pub remedy: Remedy,
    /// Why, as for an entitlement; for what is given on top, that it is.
    pub lead: Vec<Part>,
    /// The provision it follows; none for what is given on top.
    pub cite: Option<String>,
}

/// Why a package is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionReasons {
    /// Part by part.
    pub parts: Vec<PartReason>,
    /// Why it is the one recommended; empty for the others.
    pub recommended: Vec<Part>,
    /// By when it can be done; empty where nothing is promised.
    pub ready: Vec<Part>,
    /// Whose signature it needs, and what to know before choosing it; empty where there is nothing to say.
    pub care: Vec<Part>,
}

/// Why a package that a decision suggests is suggested.
pub fn option(
    packs: &Packs,
    decision: &Decision,
    option: &RemedyOption,
    language: Language,
) -> OptionReasons {
    let mut before: Option<&Entitlement> = None;
    let parts =
        option.parts.iter().map(|part| reason(packs, decision, part, &mut before, language)).collect();
    OptionReasons {
        parts,
        recommended: if option.is_recommended { recommended(option, language) } else { Vec::new() },
        ready: ready(option, language),
        care: care(option, language),
    }
}

/// Why a part is in a package; what the rule of the part before grants besides is named without its reason again.
fn reason<'a>(
    packs: &Packs,
    decision: &'a Decision,
    part: &RemedyPart,
    before: &mut Option<&'a Entitlement>,
    language: Language,
) -> PartReason {
    let owed = |one: &&Entitlement| {
        one.remedy == part.remedy
            && one.amount == part.amount
            && packs.basis(one.place).as_ref() == Some(&part.basis)
    };
    let granted = decision.entitlements.iter().filter(|_| !part.is_goodwill).find(owed);
    let told = before.filter(|before| granted.is_some_and(|one| one.place == before.place));
    *before = granted;
    match granted.and_then(|one| Some((one, entitlement(packs, decision, one, language)?))) {
        Some((one, found)) => PartReason {
            remedy: part.remedy,
            lead: told.map_or(found.lead, |before| besides(packs, decision, before, one, language)),
            cite: Some(found.cite),
        },
        None => PartReason { remedy: part.remedy, lead: on_top(part, language), cite: None },
    }
}

fn on_top(part: &RemedyPart, language: Language) -> Vec<Part> {
    let mut lead = vec![Part::Text(opening(say(word_name(part.remedy.code()), language), language))];
    if let Some(amount) = part.amount {
        lead.push(text(["：", "：", ": "], language));
        lead.push(Part::Money(amount));
    }
    lead.push(text(
        [
            "。这是您应得之外，我们的一点心意。",
            "。這是您應得之外，我們的一點心意。",
            ". This comes on top of what you are entitled to, with our thanks for your patience.",
        ],
        language,
    ));
    lead
}

fn recommended(option: &RemedyOption, language: Language) -> Vec<Part> {
    let why = match option.because {
        Some(Because::Wished) => [
            "推荐这个：这正是您想要的。",
            "推薦這個：這正是您想要的。",
            "We recommend this one: it is what you wished for.",
        ],
        Some(Because::Close) => [
            "推荐这个：在能办到的里面，它最接近您想要的。",
            "推薦這個：在能辦到的裡面，它最接近您想要的。",
            "We recommend this one: of what can be done it comes closest to what you wished for.",
        ],
        Some(Because::KeepsGoods) => [
            "推荐这个：不用寄回。",
            "推薦這個：不用寄回。",
            "We recommend this one: nothing has to be sent back.",
        ],
        Some(Because::Soonest) => {
            ["推荐这个：办得最快。", "推薦這個：處理最快。", "We recommend this one: it is done soonest."]
        }
        None => ["推荐这个。", "推薦這個。", "We recommend this one."],
    };
    vec![text(why, language)]
}

fn ready(option: &RemedyOption, language: Language) -> Vec<Part> {
    let Some(day) = option.ready_by else { return Vec::new() };
    vec![
        text(["预计 ", "預計 ", "It will be done by "], language),
        Part::Day(day.date_naive()),
        text([" 之前办好。", " 之前辦好。", "."], language),
    ]
}

fn care(option: &RemedyOption, language: Language) -> Vec<Part> {
    let mut parts = Vec::new();
    if option.is_below_entitlement {
        parts.push(text(
            [
                "这个方案比您应得的少一些，您也可以选其他方案。",
                "這個方案比您應得的少一些，您也可以選其他方案。",
                "This one gives a little less than you are entitled to; you may choose another one instead. ",
            ],
            language,
        ));
    }
    if option.authority == Authority::Supervisor {
        parts.push(text(
            ["这个方案要由主管确认。", "這個方案要由主管確認。", "A supervisor has to confirm this one."],
            language,
        ));
    }
    parts
}
