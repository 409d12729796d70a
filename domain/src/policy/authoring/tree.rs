//! Finding one's way in the tree of a TOML text that is edited: paths, tables and lists of tables.
//!
//! A path names keys and places in lists, `when.0.any.1`. Tables written as `[[rule]]` and those written inline are
//! the same to it.

use toml_edit::{Array, Item, TableLike, Value};

/// The parts of a path.
pub(super) fn parts(path: &str) -> Vec<&str> {
    if path.is_empty() { Vec::new() } else { path.split('.').collect() }
}

/// The tables of a list, however it is written.
pub(super) fn tables(item: &Item) -> Vec<&dyn TableLike> {
    match item {
        Item::ArrayOfTables(list) => list.iter().map(|table| -> &dyn TableLike { table }).collect(),
        Item::Value(Value::Array(list)) => {
            list.iter().filter_map(Value::as_inline_table).map(|table| -> &dyn TableLike { table }).collect()
        }
        _ => Vec::new(),
    }
}

/// The table at a path.
pub(super) fn table<'a>(root: &'a dyn TableLike, path: &[&str]) -> Option<&'a dyn TableLike> {
    let Some((key, rest)) = path.split_first() else { return Some(root) };
    let item = root.get(key)?;
    match rest.split_first().and_then(|(place, rest)| Some((place.parse::<usize>().ok()?, rest))) {
        Some((place, rest)) => table(tables(item).into_iter().nth(place)?, rest),
        None => table(item.as_table_like()?, rest),
    }
}

/// The table at a path, to be changed.
pub(super) fn table_mut<'a>(root: &'a mut dyn TableLike, path: &[&str]) -> Option<&'a mut dyn TableLike> {
    let Some((key, rest)) = path.split_first() else { return Some(root) };
    let item = root.get_mut(key)?;
    match rest.split_first().and_then(|(place, rest)| Some((place.parse::<usize>().ok()?, rest))) {
        Some((place, rest)) => table_mut(element_mut(item, place)?, rest),
        None => table_mut(item.as_table_like_mut()?, rest),
    }
}

fn element_mut(item: &mut Item, place: usize) -> Option<&mut dyn TableLike> {
    match item {
        Item::ArrayOfTables(list) => list.get_mut(place).map(|table| -> &mut dyn TableLike { table }),
        Item::Value(Value::Array(list)) => list
            .get_mut(place)
            .and_then(Value::as_inline_table_mut)
            .map(|table| -> &mut dyn TableLike { table }),
        _ => None,
    }
}

/// Takes an element out of a list; whether there was one.
pub(super) fn remove(item: &mut Item, place: usize) -> bool {
    match item {
        Item::ArrayOfTables(list) if place < list.len() => {
            list.remove(place);
            true
        }
        Item::Value(Value::Array(list)) if place < list.len() => {
            list.remove(place);
            true
        }
        _ => false,
    }
}

/// Puts a value into a list, on a line of its own where the others are.
pub(super) fn insert(list: &mut Array, place: usize, mut value: Value) {
    let prefix = list.iter().last().and_then(|last| last.decor().prefix()?.as_str()).map(space);
    value.decor_mut().set_prefix(prefix.unwrap_or_default());
    value.decor_mut().set_suffix("");
    list.insert_formatted(place.min(list.len()), value);
}

/// Puts a value at the end of a list; the first one begins a line of its own with this indent.
pub(super) fn push(list: &mut Array, mut value: Value, indent: &str) {
    if list.is_empty() {
        value.decor_mut().set_prefix(indent);
        list.push_formatted(value);
        list.set_trailing_comma(true);
        list.set_trailing(indent.strip_suffix("  ").unwrap_or(indent));
        return;
    }
    insert(list, list.len(), value);
}

/// The line break and indent of what stands before a value, without the comment that may stand there too.
fn space(prefix: &str) -> String {
    match prefix.rsplit_once('\n') {
        Some((_, indent)) => format!("\n{indent}"),
        None => " ".to_owned(),
    }
}
