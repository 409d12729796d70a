//! Draws the conclusions from what was found: sums, thresholds and the order in which matters come first.
//!
//! The thresholds were set on labelled complaints of shops; `tests/triage.rs` says how well they hold.

use super::lexicon::Mark;
use super::scan::{Find, Scan};
use super::told::Told;
use super::{Complexity, Judged, Reason, Sign, Triage, Urgency};
use crate::category::{Category, Kind};

/// From this sum of weights on, a category counts as a matter of its own.
const MATTER: i32 = 3;
/// From this sum of anger on, a text is urgent by its tone.
const ANGRY: i32 = 3;
/// From this size on (see [`Scan::size`]), a story is long.
const LONG: usize = 700;

/// What a matter that is told by several words together adds to the words that tell it: a parcel lost, money charged
/// twice, a refund waited for.
const TOLD: i32 = 5;

/// What the finds add up to.
pub(super) struct Sums<'a> {
    scan: &'a Scan<'a>,
    /// What is said by several words together.
    told: Told,
}

impl<'a> Sums<'a> {
    /// The sums of what was found in a text that says so much.
    pub(super) const fn of(scan: &'a Scan<'a>, told: Told) -> Self {
        Self { scan, told }
    }

    /// All the weight for a category, topics included.
    fn category(&self, category: Category) -> i32 {
        let own = self.sum(|find| find.mark.category() == Some(category));
        match category {
            _ if !self.is_told(category) => own,
            // Most of its words are known one by one and have their weight already.
            Category::Quality | Category::DeliveryDamage => own.max(TOLD),
            _ => own + TOLD,
        }
    }

    /// Whether several words together tell what went wrong in a category.
    const fn is_told(&self, category: Category) -> bool {
        let told = match category {
            Category::Safety => &self.told.harm,
            Category::DeliveryLost => &self.told.loss,
            Category::Transaction => &self.told.charged_twice,
            Category::Returns => &self.told.refund_waited,
            Category::WrongItem => &self.told.odd,
            Category::NotAsDescribed => &self.told.unlike_stated,
            Category::DeliveryDamage => &self.told.damaged,
            Category::Quality => &self.told.faulty,
            _ => return false,
        };
        !told.is_empty()
    }

    /// Whether anything is said to have gone wrong in a category, by one word or by several together.
    pub(super) fn is_wrong(&self, category: Category) -> bool {
        self.grievance(category) > 0 || self.is_told(category)
    }

    /// The weight of what went wrong in a category.
    fn grievance(&self, category: Category) -> i32 {
        self.sum(|find| find.mark == Mark::Grievance(category))
    }

    pub(super) fn sign(&self, sign: Sign) -> i32 {
        self.sum(|find| find.mark == Mark::Sign(sign))
    }

    /// What was found, without what calls something other than goods false: nobody accuses a seller of goods by that.
    fn finds(&self) -> impl Iterator<Item = &Find> {
        self.scan.finds.iter().filter(|find| {
            let is_of_goods = matches!(
                find.mark,
                Mark::Grievance(Category::NotAsDescribed) | Mark::Sign(Sign::Fraud | Sign::Anger)
            );
            let elsewhere = &self.told.false_else_at;
            // A word counts once however often it is said: where goods are called false too, it is theirs.
            !is_of_goods
                || elsewhere.is_empty()
                || !self.told.fake.is_empty()
                || !elsewhere.contains(&self.scan.reason(find, Sign::Fraud).at)
        })
    }

    pub(super) fn sum(&self, wanted: impl Fn(&Find) -> bool) -> i32 {
        self.finds().filter(|find| wanted(find)).map(|find| find.weight).sum()
    }

    pub(super) fn reasons(&self, signs: &[Sign]) -> Vec<Reason> {
        self.finds()
            .filter_map(|find| match find.mark {
                Mark::Sign(sign) if signs.contains(&sign) => Some(self.scan.reason(find, sign)),
                _ => None,
            })
            .collect()
    }

    /// The words of a wish, and those by which something is merely not wanted.
    fn wishes(&self) -> Vec<Reason> {
        let mut reasons = self.reasons(&[Sign::Wish]);
        reasons.extend(self.told.unwanted().iter().cloned());
        in_order(&mut reasons);
        reasons
    }

    fn reasons_of(&self, category: Category) -> Vec<Reason> {
        self.finds()
            .filter_map(|find| match find.mark {
                Mark::Grievance(its) if its == category => Some(self.scan.reason(find, Sign::Grievance)),
                Mark::Topic(its) if its == category => Some(self.scan.reason(find, Sign::Topic)),
                _ => None,
            })
            .collect()
    }

    /// Reasons, and the words by which somebody was hurt where they are not among them, in the order of the text.
    fn with_harm(&self, mut reasons: Vec<Reason>) -> Vec<Reason> {
        let (n_before, harm) = (reasons.len(), &self.told.harm);
        let is_new =
            |one: &&Reason| !reasons.iter().any(|other| (other.at, &other.words) == (one.at, &one.words));
        let new: Vec<Reason> = harm.iter().filter(is_new).cloned().collect();
        reasons.extend(new);
        if reasons.len() > n_before {
            in_order(&mut reasons);
        }
        reasons
    }

    /// What it is about, whether or not anything is said to be wrong: somebody hurt comes before everything else.
    pub(super) fn about(&self) -> Option<Category> {
        if self.told.harm.is_empty() { self.best() } else { Some(Category::Safety) }
    }

    /// The category with the most weight; where two weigh the same, the one that must be acted on first.
    fn best(&self) -> Option<Category> {
        ACT_FIRST
            .iter()
            .map(|category| (*category, self.category(*category)))
            .filter(|(_, sum)| *sum > 0)
            .fold(None, |best: Option<(Category, i32)>, this| match best {
                Some(best) if best.1 >= this.1 => Some(best),
                _ => Some(this),
            })
            .map(|(category, _)| category)
    }
}

/// The categories by what the shop must act on first. `Other` is not among them: it is what remains.
const ACT_FIRST: &[Category] = &[
    Category::Safety,
    Category::Privacy,
    Category::DeliveryLost,
    Category::WrongItem,
    Category::DeliveryDamage,
    Category::NotAsDescribed,
    Category::Returns,
    Category::AfterSales,
    Category::Transaction,
    Category::DeliveryDelay,
    Category::Quality,
    Category::Service,
];

/// Concludes from what was found in a text and what it says.
pub(super) fn judge(scan: &Scan<'_>, told: Told) -> Triage {
    let sums = Sums::of(scan, told);
    let kind = kind(&sums);
    let urgency = urgency(&sums, kind.as_ref().map(|kind| kind.value));
    Triage {
        category: category(&sums, kind.as_ref()),
        complexity: complexity(&sums, &urgency),
        kind,
        urgency,
    }
}

pub(super) fn kind(sums: &Sums<'_>) -> Option<Judged<Kind>> {
    // Where nothing is wrong there is nothing to complain of.
    if !sums.told.unwanted().is_empty() {
        return Some(Judged { value: Kind::AfterSalesRequest, reasons: sums.wishes() });
    }
    let own = kind_of_words(sums);
    if own.as_ref().is_some_and(|own| own.value == Kind::Complaint) {
        return own;
    }
    // Whoever was hurt has something to complain about, however it is put; so has whoever paid twice, was to get money that
    // has not come, or has lost a parcel, or holds goods that are broken or are others than ordered.
    let Told { harm, charged_twice, refund_waited, loss, odd, damaged, faulty, mistaken, .. } = &sums.told;
    let is_praised = sums.sign(Sign::Praise) > 0;
    let told = [harm, charged_twice, refund_waited, loss, odd, damaged, faulty, mistaken]
        .into_iter()
        .find(|reasons| !reasons.is_empty());
    match told.filter(|_| !is_praised || !harm.is_empty()) {
        Some(reasons) => Some(Judged { value: Kind::Complaint, reasons: reasons.clone() }),
        None => own,
    }
}

fn kind_of_words(sums: &Sums<'_>) -> Option<Judged<Kind>> {
    // So has whoever waits for money of theirs, though they ask for it with a question mark.
    let is_asked = sums.sign(Sign::Question) > 0 && sums.sign(Sign::Praise) == 0;
    if is_asked && !sums.told.money_back.is_empty() {
        return Some(Judged { value: Kind::Complaint, reasons: sums.told.money_back.clone() });
    }
    let upset = [Sign::Discontent, Sign::Anger, Sign::Escalation, Sign::Threat, Sign::Fraud, Sign::Farewell];
    let bad = sums.sum(|find| matches!(find.mark, Mark::Grievance(_)))
        + upset.iter().map(|sign| sums.sign(*sign)).sum::<i32>();
    let praise = sums.sign(Sign::Praise);
    let question = sums.sign(Sign::Question);
    let signs: &[Sign] = if bad >= 2 && bad > praise && (bad >= MATTER || question == 0) {
        &upset
    } else if sums.sign(Sign::Wish) > 0 && praise == 0 {
        &[Sign::Wish]
    } else if question > praise {
        &[Sign::Question]
    } else {
        return None;
    };
    let value = match signs {
        [Sign::Wish] => Kind::AfterSalesRequest,
        [Sign::Question] => Kind::Enquiry,
        _ => Kind::Complaint,
    };
    let mut reasons = sums.reasons(signs);
    if value == Kind::Complaint {
        let matters =
            ACT_FIRST.iter().chain([&Category::Other]).flat_map(|category| sums.reasons_of(*category));
        reasons.extend(matters.filter(|reason| reason.sign == Sign::Grievance));
        in_order(&mut reasons);
    }
    Some(Judged { value, reasons })
}

fn category(sums: &Sums<'_>, kind: Option<&Judged<Kind>>) -> Option<Judged<Category>> {
    let kind = kind?;
    // Somebody hurt comes before everything else that went wrong.
    if !sums.told.harm.is_empty() {
        let reasons = sums.with_harm(sums.reasons_of(Category::Safety));
        return Some(Judged { value: Category::Safety, reasons });
    }
    match kind.value {
        Kind::Enquiry => None,
        Kind::AfterSalesRequest => Some(Judged { value: Category::Returns, reasons: sums.wishes() }),
        Kind::Complaint => {
            let value = sums.best().unwrap_or(Category::Other);
            let mut reasons = sums.reasons_of(value);
            if reasons.is_empty() {
                reasons.clone_from(&kind.reasons);
            }
            Some(Judged { value, reasons })
        }
    }
}

pub(super) fn urgency(sums: &Sums<'_>, kind: Option<Kind>) -> Judged<Urgency> {
    let mut reasons = Vec::new();
    for (category, sign) in [(Category::Safety, Sign::Danger), (Category::Privacy, Sign::Leak)] {
        let is_clear = sums.grievance(category) >= 5;
        if is_clear {
            reasons.extend(sums.reasons_of(category).into_iter().map(|reason| Reason { sign, ..reason }));
        }
    }
    reasons = sums.with_harm(reasons);
    if kind.is_some_and(|kind| kind != Kind::Enquiry) {
        reasons.extend(sums.reasons(&[Sign::Threat]));
        if sums.sign(Sign::Fraud) > 0 && sums.sign(Sign::Claim) > 0 {
            reasons.extend(sums.reasons(&[Sign::Fraud, Sign::Claim]));
        }
    }
    if !reasons.is_empty() {
        in_order(&mut reasons);
        return Judged { value: Urgency::Critical, reasons };
    }
    let signs = [Sign::Anger, Sign::Repeated, Sign::Escalation, Sign::Farewell];
    let heat: i32 = signs.iter().map(|sign| sums.sign(*sign)).sum();
    if kind == Some(Kind::Complaint) && heat >= ANGRY {
        Judged { value: Urgency::Priority, reasons: sums.reasons(&signs) }
    } else {
        Judged { value: Urgency::Normal, reasons: Vec::new() }
    }
}

fn complexity(sums: &Sums<'_>, urgency: &Judged<Urgency>) -> Judged<Complexity> {
    let matters: Vec<Category> =
        ACT_FIRST.iter().copied().filter(|category| sums.grievance(*category) >= MATTER).collect();
    let mut reasons = Vec::new();
    if urgency.value == Urgency::Critical {
        reasons.extend(urgency.reasons.iter().cloned());
    }
    let others = sums.reasons(&[Sign::OtherParty]);
    let is_long = sums.scan.size() > LONG;
    let several = |sign: Sign| {
        matters
            .iter()
            .filter_map(|category| {
                sums.reasons_of(*category).into_iter().find(|reason| reason.sign == Sign::Grievance)
            })
            .map(move |reason| Reason { sign, ..reason })
    };
    if matters.len() >= 3 {
        reasons.extend(several(Sign::ManyMatters));
    }
    if is_long && (matters.len() >= 2 || !others.is_empty()) {
        reasons.push(Reason { sign: Sign::LongStory, words: String::new(), at: 0 });
    }
    if !others.is_empty() && matters.len() >= 2 {
        reasons.extend(others.iter().cloned());
    }
    if !reasons.is_empty() {
        in_order(&mut reasons);
        return Judged { value: Complexity::Complex, reasons };
    }
    if matters.len() <= 1 && !is_long && others.is_empty() && urgency.value == Urgency::Normal {
        return Judged { value: Complexity::Simple, reasons };
    }
    if matters.len() == 2 {
        reasons.extend(several(Sign::ManyMatters));
    }
    if is_long {
        reasons.push(Reason { sign: Sign::LongStory, words: String::new(), at: 0 });
    }
    reasons.extend(others);
    reasons.extend(urgency.reasons.iter().cloned());
    in_order(&mut reasons);
    Judged { value: Complexity::Standard, reasons }
}

/// Puts reasons into the order of the text. There are few, nearly in order; a real sort would cost the browser
/// more bytes than everything else in this file.
pub(super) fn in_order(reasons: &mut [Reason]) {
    for last in 1..reasons.len() {
        for place in (1..=last).rev() {
            let is_late = matches!(reasons.get(place - 1..=place), Some([one, two]) if one.at > two.at);
            if !is_late {
                break;
            }
            reasons.swap(place - 1, place);
        }
    }
}
