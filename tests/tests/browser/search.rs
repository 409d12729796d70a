//! The desk's search: by words, in every form of Chinese, with what was found shown where it stands.

use serde_json::json;
use tests::browser::{Look, Site};
use tests::pages::console::{CasePage, Queue};
use thirtyfour::Key;

const DESK: Look = Look::DESK.speaking("en");

/// The words of the first row, and of them what is marked.
const WORDS: &str = "return [document.querySelector('.row .row-words')?.innerText ?? '', \
                     document.querySelector('.row .row-words mark')?.innerText ?? '']";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_that_were_written_find_their_case_and_are_marked_in_its_row() {
    let site = Site::open().await;
    let customer = site.app.customer();
    let vase = customer.files_about_the_vase().await;
    let say = json!({"write_to_desk": {"text": "快遞員的態度很差，把箱子扔在門口就走了"}});
    customer.does(&vase.case_id, &say).await;
    customer.files_about_the_vase().await;
    site.app.index().await;

    for look in [DESK, Look::PHONE.speaking("zh-Hans")] {
        let desk = site.browser(look).await;
        Queue::sign_in(&desk, "agent").await;
        desk.fill_in("#search", "态度很差 箱子").await;
        desk.press(Key::Enter).await;
        desk.wait_until("one row, with what was found", async || {
            let n_rows = desk.run("return document.querySelectorAll('.row').length", vec![]).await;
            let marked = desk.run(WORDS, vec![]).await;
            let is_told = marked[0].as_str().unwrap_or_default().contains("快遞員的態度很差");
            Ok(n_rows == 1 && is_told && marked[1] == "態度很差")
        })
        .await;
        Queue::here(&desk).open(&vase.number).await;
        CasePage::seen_by(&desk, &vase.number).await;
        desk.assert_sound().await;
    }

    let desk = site.browser(DESK).await;
    Queue::sign_in(&desk, "agent").await;
    desk.fill_in("#search", "no such words").await;
    desk.press(Key::Enter).await;
    desk.select("#list-empty").await;
    desk.see("Every word has to appear in the case").await;
    // Texts are known by pairs of characters, and a page that finds nothing by one of them says so.
    desk.fill_in("#search", "差").await;
    desk.press(Key::Enter).await;
    desk.see("A Chinese character by itself finds names only").await;
    assert_eq!(desk.count(".row").await, 0);
    desk.assert_sound().await;
}
