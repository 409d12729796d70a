//! Bringing in orders: what is new, what was there, what is left out and why.

use crate::program::{complaint, init, run, stdout};
use domain::order::{Order, OrderStatus, OrderTime};
use server::store::{Options, Store};
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn import(data: &Path, format: &str, path: &Path) -> String {
    if !data.join("redress.db").exists() {
        init(data);
    }
    let (data, path) = (data.to_str().unwrap(), path.to_str().unwrap());
    stdout(&run(&["import", "orders", "--format", format, "--data-dir", data, path]))
}

async fn order(data: &Path, key: &str) -> Order {
    let options = Options { is_server: false, ..Options::new(data) };
    let store = Store::open(options).await.unwrap().store;
    let found = store.order(key).await.unwrap().unwrap().order;
    store.close().await;
    found
}

#[tokio::test]
async fn olist_tables_become_orders_and_a_second_run_changes_nothing() {
    let data = tempfile::tempdir().unwrap();
    let first = import(data.path(), "olist", &fixture("olist"));
    assert_eq!(first.lines().last(), Some("4 new, 0 unchanged, 2 skipped"), "{first}");
    assert!(first.contains("skipped 1: its customer is not in the data set (first at e5)"), "{first}");
    assert!(first.contains("skipped 1: its status `teleported` is not known (first at e6)"), "{first}");
    let second = import(data.path(), "olist", &fixture("olist"));
    assert_eq!(second.lines().last(), Some("0 new, 4 unchanged, 2 skipped"), "{second}");

    // Two sellers, one product twice: three items, two lines, freight of all of them.
    let late = order(data.path(), "e1").await;
    assert_eq!(late.status, OrderStatus::Delivered);
    assert_eq!(late.lines.iter().map(|line| line.quantity).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(late.goods_total().unwrap().to_string(), "149.70 BRL");
    assert_eq!(late.shipping_fee.unwrap().to_string(), "30.00 BRL");
    assert!(matches!(late.delivered_at, Some(OrderTime::Wall(_))), "no offset, no exact moment");
    assert_eq!(late.promised_by.unwrap().to_string(), "2018-03-10");
    assert!(order(data.path(), "e3").await.lines.is_empty(), "goods that could not be had");
    assert_eq!(order(data.path(), "e4").await.delivered_at, None);
}

#[tokio::test]
async fn line_with_bytes_of_no_encoding_is_named_and_the_others_are_taken() {
    let (data, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = dir.path().join("orders.csv");
    let line = |number: &str, sku: &[u8]| {
        let before = format!("{number},delivered,CNY,2026-03-01T10:00:00+08:00,");
        [before.as_bytes(), sku, b",Sweater,199.00,1,m@example.com\n"].concat()
    };
    let header = b"order_number,status,currency,placed_at,sku,title,unit_price,quantity,email\n".to_vec();
    let rows = [line("A-1", b"S1"), line("A-2", b"\xff\xfe\xfa"), line("A-3", b"S3")].concat();
    std::fs::write(&file, [header, rows].concat()).unwrap();
    let told = import(data.path(), "redress", &file);
    assert_eq!(told.lines().last(), Some("2 new, 0 unchanged, 1 skipped"), "{told}");
    for part in ["`A-2`", "line 3", "column 5 `sku`", "can't be read", "save the file as UTF-8"] {
        assert!(told.contains(part), "{told}");
    }
}

#[tokio::test]
async fn plain_file_is_taken_and_what_changed_is_updated() {
    let data = tempfile::tempdir().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("orders.csv");
    let write = |status: &str, price: &str| {
        let text = format!(
            "order_number,status,currency,placed_at,sku,title,unit_price,quantity,email\n\
             A-1,{status},CNY,2026-03-01T10:00:00+08:00,S1,Sweater,{price},1,m@example.com\n\
             A-2,placed,CNY,2026-03-02T10:00:00+08:00,S1,Sweater,199.00,1,\n"
        );
        std::fs::write(&file, text).unwrap();
    };
    write("placed", "199.00");
    let first = import(data.path(), "redress", &file);
    assert_eq!(first.lines().last(), Some("1 new, 0 unchanged, 1 skipped"), "{first}");
    assert!(first.contains("no contact by which the buyer could prove it"), "{first}");
    write("shipped", "199.00");
    let second = import(data.path(), "redress", &file);
    assert_eq!(second, first.replace("1 new", "0 new").replace("\n0 new", "\n1 changed\n0 new"));
    assert_eq!(order(data.path(), "a-1").await.status, OrderStatus::Shipped);
}

const HEADER: &str = "order_number,status,currency,placed_at,sku,title,unit_price,quantity,email";

fn rows(orders: &[(&str, &str, &str)]) -> String {
    let row = |(number, title, email): &(&str, &str, &str)| {
        format!("{number},placed,CNY,2026-03-01T10:00:00+08:00,S1,{title},199.00,1,{email}\n")
    };
    format!("{HEADER}\n{}", orders.iter().map(row).collect::<String>())
}

fn arguments<'a>(data: &'a Path, file: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["import", "orders", "--format", "redress", "--data-dir", data.to_str().unwrap()];
    arguments.extend(more);
    arguments.push(file.to_str().unwrap());
    arguments
}

#[tokio::test]
async fn file_in_the_encoding_of_the_country_is_read_and_said() {
    let (data, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = dir.path().join("orders.csv");
    let (bytes, _, _) =
        encoding_rs::GB18030.encode("A-1,placed,CNY,2026-03-01,S1,台灯 白色,199.00,1,m@example.com\n");
    std::fs::write(&file, [format!("{HEADER}\n").as_bytes(), &bytes].concat()).unwrap();
    let said = import(data.path(), "redress", &file);
    assert!(said.contains("read as gb18030"), "{said}");
    assert_eq!(said.lines().last(), Some("1 new, 0 unchanged, 0 skipped"), "{said}");
    assert_eq!(order(data.path(), "a-1").await.lines[0].title, "台灯 白色");
}

#[test]
fn file_that_can_not_be_used_is_refused_once_and_ends_with_one() {
    let (data, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    init(data.path());
    let file = dir.path().join("orders.csv");
    std::fs::write(&file, b"Name,Email\n#1,m@example.com\n").unwrap();
    let line = complaint(&run(&arguments(data.path(), &file, &[])));
    assert!(line.contains("has no column that is known; expected a header with order_number"), "{line}");
    std::fs::write(&file, rows(&[("A-1", "Lamp", "m@"), ("A-2", "Lamp", "")])).unwrap();
    let line = complaint(&run(&arguments(data.path(), &file, &[])));
    assert!(line.contains("not one order of") && line.contains("could be used"), "{line}");
}

#[tokio::test]
async fn trial_says_what_would_come_of_it_and_stores_nothing() {
    let (data, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = dir.path().join("orders.csv");
    std::fs::write(&file, rows(&[("A-1", "Lamp", "m@example.com")])).unwrap();
    import(data.path(), "redress", &file);
    std::fs::write(&file, rows(&[("A-1", "Vase", "m@example.com"), ("A-2", "Lamp", "m@example.com")]))
        .unwrap();
    for _ in 0..2 {
        let said = stdout(&run(&arguments(data.path(), &file, &["--dry-run"])));
        assert!(said.ends_with("nothing was stored\n1 changed\n1 new, 0 unchanged, 0 skipped\n"), "{said}");
    }
    assert_eq!(order(data.path(), "a-1").await.lines[0].title, "Lamp");
}

#[tokio::test]
async fn number_of_an_order_that_is_there_is_not_overwritten_by_another_spelling_of_it() {
    let (data, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = dir.path().join("orders.csv");
    let write = |number: &str, title: &str, email: &str| {
        std::fs::write(&file, rows(&[(number, title, email), ("Z-1", "Lamp", "z@example.com")])).unwrap();
        import(data.path(), "redress", &file)
    };
    write("#3001", "Lamp", "a@example.com");
    let said = write("3001", "Ring", "b@example.com");
    assert!(said.contains("its number is another buyer’s order already"), "{said}");
    assert_eq!(said.lines().last(), Some("0 new, 1 unchanged, 1 skipped"), "{said}");
    assert_eq!(order(data.path(), "3001").await.lines[0].title, "Lamp");
    // The same buyer's order may be spelt anew.
    let said = write("3001", "Lamp", "a@example.com");
    assert!(said.contains("1 changed"), "{said}");
}

#[test]
fn folder_that_is_not_there_is_named_and_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let line = complaint(&run(&[
        "import",
        "orders",
        "--format",
        "olist",
        "--data-dir",
        data.to_str().unwrap(),
        "/nonexistent",
    ]));
    assert!(line.contains("can't read `/nonexistent/olist_customers_dataset.csv`"), "{line}");
    assert!(!data.exists());
}

/// The real data set where it is at hand: its folder in `REDRESS_OLIST_DIR`.
#[test]
fn whole_data_set_is_taken_where_it_is_at_hand() {
    let Some(dir) = std::env::var_os("REDRESS_OLIST_DIR") else {
        return;
    };
    let data = tempfile::tempdir().unwrap();
    let first = import(data.path(), "olist", Path::new(&dir));
    assert_eq!(first.lines().last(), Some("8135 new, 0 unchanged, 0 skipped"), "{first}");
}
