//! What leaves the desk: a case on paper, for a lawyer, and the shop's own link to it.

use tests::browser::{Look, Site};
use tests::pages::console::Queue;
use tests::pages::customer::{Answers, Filing};

const DESK: Look = Look { height: 720, ..Look::DESK.speaking("en") };

/// The cases of the list on the printed page, what of it can be pressed, how its moments read, its contacts, and the citations in it.
const PAPER: &str = "const seen = css => [...document.querySelectorAll(css)].filter(one => one.checkVisibility());
    const behind = one => getComputedStyle(one, '::after').content.replaceAll('\"', '');
    return {
        rows: seen('.list .row').length,
        pressed: seen('button, input, select, textarea, nav').map(one => one.outerHTML.slice(0, 80)),
        moments: seen('.case time[title]').map(behind),
        named: seen('.case-about span, .event-line span').map(one => one.innerText)
            .filter(text => text.includes('Filed') || text.includes('promised by')),
        contacts: seen('.context .masked > span').map(behind),
        citations: seen('.answer-why > dl > dd:first-of-type').map(one => one.innerText),
        folded: [...document.querySelectorAll('.case details > :not(summary), .context details > :not(summary)')]
            .filter(one => !one.closest('#findings') && !one.checkVisibility()).length,
    };";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_on_paper_has_dates_contacts_and_citations_names_no_other_case_and_has_nothing_to_press() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let customer = site.app.customer();
    let (vase, other) = (customer.files_about_the_vase().await, customer.files_about_the_vase().await);
    let case = Queue::sign_in(&desk, "agent").await.open(&vase.number).await;
    case.take().await;
    case.record("damage_in_transit", "established").await;
    case.reply("We are sorry, and look into it.").await;
    desk.select(&format!(".list .row[data-number='{}']", other.number)).await;
    desk.be_printed().await;
    let paper = desk.run(PAPER, vec![]).await;
    assert_eq!(paper["rows"], 0, "{} is on the paper", other.number);
    assert_eq!(paper["pressed"], serde_json::json!([]), "{paper}");
    let texts = |key: &str| -> Vec<String> {
        paper[key].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let moments = texts("moments");
    assert!(!moments.is_empty() && moments.iter().all(|moment| moment.contains("2026")), "{moments:?}");
    let named = texts("named");
    assert!(named.len() >= 2 && named.iter().all(|named| named.contains(" March 2026 at ")), "{named:?}");
    assert_eq!(texts("contacts"), ["hua@example.com"], "the address as it was given");
    let citations = texts("citations");
    assert!(!citations.is_empty() && citations.iter().all(|cite| !cite.is_empty()), "{paper}");
    assert_eq!(paper["folded"], 0, "{paper}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_shops_link_brings_the_number_of_the_order_along() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    phone.go("/?order=SH-1005").await;
    phone.fill_in("#contact", "8001").await;
    phone.click_on("#find-order").await;
    phone.select("#story").await;
    // A number with signs of its own arrives as it is printed, and nonsense in the address breaks nothing.
    let typed = "return document.querySelector('#order-number').value";
    for (address, number) in [("/?order=%233001+A", "#3001 A"), ("/?order=%E4%BD", ""), ("/?other=1", "")] {
        let phone = site.browser(Look::PHONE.speaking("en")).await;
        phone.go(address).await;
        phone.select("#order-number").await;
        assert_eq!(phone.run(typed, vec![]).await, number, "{address}");
    }
}

/// Which parts of a customer's case are on the printed page, by their ids and titles.
const SHEET: &str =
    "return [...document.querySelectorAll('.case-sheet h2, .case-sheet #paper-head, .case-sheet button')]
    .filter(one => one.checkVisibility()).map(one => one.id || one.innerText);";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agreement_on_paper_says_whose_it_is_and_nothing_else() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let sent = Filing::file(&phone, &Answers::LATE_KETTLE).await;
    let case = sent.open_case().await;
    case.see_options(1).await;
    case.choose(1).await;
    case.sign().await;
    phone.select("#promises").await;
    phone.be_printed().await;
    let sheet = phone.run(SHEET, vec![]).await;
    assert_eq!(sheet, serde_json::json!(["paper-head", "What we agreed"]), "{sheet}");
    let head = phone.words_of("#paper-head").await;
    assert!(head.contains("SH-1005") && head.contains("Kettle 1.7 l × 1"), "{head}");
    assert!(head.contains("Customer: Ming"), "{head}");
    // On paper nobody knows which day today was, nor where the case is.
    assert!(head.contains("/find, with its number R26-"), "{head}");
    let agreed = phone.words_of("#promises").await;
    let whole = agreed.matches(" March 2026 at ").count();
    assert_eq!(whole, 2, "when it was agreed, and by when it is done: {agreed}");
    assert!(agreed.contains("(UTC+08:00)"), "{agreed}");
}

/// By when the cases of a list are due, what of it can be pressed, how its words end, and when it was printed.
const LIST: &str =
    "const seen = css => [...document.querySelectorAll(css)].filter(one => one.checkVisibility());
    const behind = one => getComputedStyle(one, '::after').content.replaceAll('\"', '');
    return {
        due: seen('.list .row .due').map(behind),
        pressed: seen('.list button, .list .leaf').length,
        words: seen('.list .row-words').map(one => one.innerText),
        cut: seen('.list .row-words').filter(one => one.scrollWidth > one.clientWidth).length,
        printed: seen('.list-head .print-only').map(one => one.innerText).join(),
    };";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_on_paper_says_by_when_and_when_it_was_printed_and_cuts_no_words_in_silence() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let customer = site.app.customer();
    let vase = customer.files_about_the_vase().await;
    let words =
        "Five of the six mugs are lovely, but one has a crack from the rim down, and a piece of it is gone.";
    customer.does(&vase.case_id, &serde_json::json!({"write_to_desk": {"text": words}})).await;
    let queue = Queue::sign_in(&desk, "agent").await;
    queue.says(&vase.number, "Five of the six mugs").await;
    desk.be_printed().await;
    let paper = desk.run(LIST, vec![]).await;
    let due = paper["due"].as_array().unwrap();
    assert!(!due.is_empty() && due.iter().all(|due| due.as_str().unwrap().contains("2026")), "{paper}");
    assert_eq!((&paper["pressed"], &paper["cut"]), (&0.into(), &0.into()), "{paper}");
    assert!(paper["words"][0].as_str().unwrap().ends_with('…'), "{paper}");
    assert!(paper["printed"].as_str().unwrap().contains(" March 2026 at "), "{paper}");

    queue.open(&vase.number).await;
    let waiting = desk.words_of("#case-waiting").await;
    assert!(waiting.contains("since ") && waiting.contains(" March 2026 at "), "{waiting}");
    let is_whole = "const words = document.querySelector('.case-waiting-words');
        return words.innerText.endsWith('is gone.') && words.scrollWidth <= words.clientWidth";
    assert_eq!(desk.run(is_whole, vec![]).await, true);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customers_case_on_paper_tells_the_days_of_what_happened_and_of_what_is_next() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    Filing::file(&phone, &Answers::BROKEN_VASE).await.open_case().await;
    phone.be_printed().await;
    let next = phone.words_of("#next-step").await;
    assert!(next.contains(" March 2026 at ") && !next.contains("(in "), "{next}");
    let times = "return [...document.querySelectorAll('.timeline-when time')].map(one => one.innerText)";
    let times = phone.run(times, vec![]).await;
    let times = times.as_array().unwrap();
    assert!(
        !times.is_empty() && times.iter().all(|time| time.as_str().unwrap().contains(" 2026 ")),
        "{times:?}"
    );
    assert!(phone.words_of("#paper-head").await.contains("Printed "));
}
