//! Sums of several currencies on one page: a sign stands for one of them only.

use std::collections::{BTreeMap, BTreeSet};
use tests::browser::{Browser, Look, Site};
use tests::pages::console::{PolicyArea, Queue};

/// How the sums of these currencies begin on a page, each currency by its code.
async fn signs(browser: &Browser, sums: &str) -> BTreeMap<String, BTreeSet<String>> {
    browser.select(sums).await;
    let script = "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText).join('\\n')";
    let text = browser.run(script, vec![sums.into()]).await;
    let text = text.as_str().unwrap().to_owned();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let letters: Vec<char> = text.chars().collect();
    for (place, sign) in letters.iter().enumerate().filter(|(_, letter)| matches!(letter, '¥' | '$')) {
        let before: String =
            letters[..place].iter().rev().take_while(|letter| letter.is_ascii_uppercase()).collect();
        let whole: String = before.chars().rev().chain([*sign]).collect();
        let amount: String = letters[place + 1..]
            .iter()
            .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '\u{a0}'))
            .collect();
        found.entry(whole).or_default().insert(amount);
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sign_of_a_currency_stands_for_one_only_where_several_are_on_a_page() {
    let site = Site::open().await;
    // What late parcels get at most: 30.00 yuan, 600 yen, 4.50 US dollars, 30.00 reais.
    for (language, expected) in [
        ("en", [("CN¥", "30.00"), ("JP¥", "600"), ("US$", "4.50"), ("R$", "30.00")]),
        ("zh-CN", [("¥", "30.00"), ("JP¥", "600"), ("US$", "4.50"), ("R$", "30.00")]),
        ("zh-TW", [("¥", "30.00"), ("JP¥", "600"), ("US$", "4.50"), ("R$", "30.00")]),
    ] {
        let desk = site.browser(Look::DESK.speaking(language)).await;
        Queue::sign_in(&desk, "supervisor").await;
        PolicyArea::open(&desk).await.read("shop-default").await;
        let found = signs(&desk, "main").await;
        for (sign, amount) in expected {
            assert!(
                found.get(sign).is_some_and(|sums| sums.contains(amount)),
                "{language}: {sign}{amount} in {found:?}"
            );
        }
        let known: BTreeSet<&str> = expected.iter().map(|(sign, _)| *sign).collect();
        let all: BTreeSet<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(all, known, "{language}: a sign that could be read as another currency's");
    }
}
