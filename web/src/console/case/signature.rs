//! Why an option needs a supervisor's signature, in words and sums.

use super::store::CaseStore;
use domain::compensation::option::RemedyOption;
use domain::complaint::assess::{Assessment, Signature};
use domain::policy::options::Limit;
use domain::remedy::Authority;
use leptos::prelude::*;
use web::format::money;
use web::i18n::{Locale, t::console as t};
use web::wall;

/// Why an option needs a supervisor's signature, as the case stands by now; nothing where an agent may offer it. That
/// it needs one is said also while its rules are still on their way, or no longer say why.
pub(super) fn signature(locale: Locale, store: CaseStore, option: RemedyOption) -> Signal<Option<String>> {
    Memo::new(move |_| {
        let why = store.case.get().zip(store.packs()).and_then(|(case, packs)| {
            let assessment = Assessment::of(&case, &packs, &store.elsewhere.get(), &wall::zone());
            assessment.signature(&case, &option)
        });
        let needs_one = option.authority == Authority::Supervisor;
        let unsaid = || needs_one.then(|| t::waits_for_supervisor(locale).to_owned());
        why.map(|why| words(locale, why)).or_else(unsaid)
    })
    .into()
}

fn words(locale: Locale, why: Signature) -> String {
    match why {
        Signature::Statutory => t::signature_statutory(locale).to_owned(),
        Signature::LikeAnother => t::signature_like(locale).to_owned(),
        Signature::NumberOfAnother => t::signature_number(locale).to_owned(),
        Signature::AboveCameIn(amount) => t::signature_above(locale, &money(locale, amount)),
        Signature::AboveItsGoods(amount) => t::signature_above_goods(locale, &money(locale, amount)),
        Signature::MultipleAgain(given) => t::signature_again(locale, &money(locale, given)),
        Signature::Beyond(beyond) => {
            if beyond.limit.minor == 0 {
                return t::signature_no_limit(locale, beyond.limit.currency.code());
            }
            let (amount, limit) = (money(locale, beyond.amount), money(locale, beyond.limit));
            match beyond.of {
                Limit::Back => t::signature_refund(locale, &amount, &limit),
                Limit::Besides => t::signature_besides(locale, &amount, &limit),
                Limit::Goodwill => t::signature_goodwill(locale, &amount, &limit),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::compensation::money::{Currency, Money};
    use domain::policy::options::Beyond;

    #[test]
    fn where_agents_give_nothing_in_a_currency_that_is_said_and_no_limit_of_zero() {
        let hkd = Currency::from_code("HKD").unwrap();
        let (amount, limit) = (Money::new(20_000, hkd), Money::new(0, hkd));
        let said = words(Locale::En, Signature::Beyond(Beyond { of: Limit::Goodwill, amount, limit }));
        assert!(said.ends_with("agents give nothing in HKD by themselves"), "{said}");
    }
}
