//! A desk's books as somebody finds them who opens its files.

use books::Books;
use domain::complaint::event::Recorded;
use rusqlite::Connection;
use server::store::{Options, Store};
use std::path::Path;

/// Opens the books of a folder beside whoever has them.
pub(crate) async fn open(data: &Path) -> Store {
    let options = Options { is_server: false, ..Options::new(data) };
    Store::open(options).await.unwrap().store
}

/// Every event of a case there is, in the order of the log.
pub(crate) async fn of_cases(books: &Books) -> Vec<Recorded> {
    let fed = books.feed(0, 1_000_000).await.unwrap();
    fed.into_iter().filter_map(|fed| fed.of_case.unwrap()).collect()
}

/// Changes rows behind everybody's back; how many.
pub(crate) fn change(data: &Path, sql: &str) -> usize {
    let n_changed = Connection::open(data.join("redress.db")).unwrap().execute(sql, []).unwrap();
    assert!(n_changed > 0, "{sql}");
    n_changed
}
