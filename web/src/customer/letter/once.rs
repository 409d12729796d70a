//! On what an answer stands, in words that can be read aloud: what has to be confirmed first, and how late it was.

use domain::finding::Standing;
use domain::policy::snapshot::Value;
use domain::policy::{Decision, Fact};
use domain::remedy::Remedy;
use web::i18n::{Locale, facts, t, words};
use web::parts::decided::Decided;

/// What has to be confirmed first.
pub(super) fn once(locale: Locale, decided: &Decided, ask: Fact) -> String {
    use t::customer as t;
    let decision = &decided.decision;
    let plain = match ask {
        // That it is one is known; how it came to be sold is not.
        Fact::Fraud if decided.says_fake && is_established(decision, Fact::Misdescription) => {
            t::letter_once_sold_as_genuine(locale)
        }
        Fact::Fraud | Fact::Misdescription if decided.says_fake => t::letter_once_fake(locale),
        // Whoever demands a multiple by its name and says of nothing that it is a fake.
        Fact::Fraud => t::letter_once_deceived(locale),
        Fact::Misdescription if is_wrong_item(decision) => t::letter_once_wrong(locale),
        Fact::Misdescription => t::letter_once_differs(locale),
        Fact::Condition => t::letter_once_unused(locale),
        Fact::DamageInTransit => t::letter_once_broke(locale),
        Fact::Defect => t::letter_once_faulty(locale),
        Fact::Loss => t::letter_once_lost(locale),
        Fact::Overcharge => t::letter_once_twice(locale),
        Fact::Safety | Fact::Injury => t::letter_once_danger(locale),
        Fact::RefundUnpaid => t::letter_once_unpaid(locale),
        // Some rights need a no to it: which answer is meant stands with the question below.
        _ => return t::letter_once_this(locale, facts::fact(locale, ask)),
    };
    plain.to_owned()
}

/// What a remedy is called: of a wrong item nobody is given the same once more.
pub(super) fn named(locale: Locale, decision: &Decision, remedy: Remedy) -> &'static str {
    if is_wrong_item(decision) && remedy == Remedy::Exchange {
        return t::customer::wish_the_right_one(locale);
    }
    words::remedy(locale, remedy)
}

/// Whether another thing came than was ordered.
pub(super) fn is_wrong_item(decision: &Decision) -> bool {
    let snapshot = &decision.snapshot;
    let category = snapshot.get(Fact::Category).map(|number| snapshot.value(Fact::Category, number));
    category == Some(Value::Word("wrong_item"))
}

fn is_established(decision: &Decision, fact: Fact) -> bool {
    let snapshot = &decision.snapshot;
    let standing = snapshot.get(fact).map(|number| snapshot.value(fact, number));
    standing == Some(Value::Word(Standing::Established.code()))
}

/// Why money for a delay is owed: how late it came, or how long it has been waited for.
pub(crate) fn late(locale: Locale, decision: &Decision) -> Option<String> {
    let days = decision.snapshot.get(Fact::DaysLate).filter(|days| *days > 0)?;
    let told = match decision.snapshot.get(Fact::DeliveredAt) {
        Some(_) => t::customer::letter_came_late(locale, days),
        None => t::customer::letter_still_late(locale, days),
    };
    Some(told)
}
