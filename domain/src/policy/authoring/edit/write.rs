//! Writing into the tree: a value put where it belongs or taken out, with what has to go along with it.

use crate::policy::authoring::form::code;
use crate::policy::authoring::tree;
use crate::policy::draft::edit::EditProblem;
use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// The table from which paths are counted: a rule's, or the whole document.
pub(super) fn root<'a>(document: &'a mut DocumentMut, rule: Option<&str>) -> Option<&'a mut dyn TableLike> {
    let Some(rule) = rule else { return Some(document.as_table_mut()) };
    let place = place_of(document, rule)?.to_string();
    tree::table_mut(document.as_table_mut(), &["rule", &place])
}

/// The place of a rule among the others.
pub(super) fn place_of(document: &DocumentMut, rule: &str) -> Option<usize> {
    tree::tables(document.get("rule")?).into_iter().position(|table| code(table) == rule)
}

/// Puts a value at a path, making the small tables on the way that an amount, a due time or a calendar needs.
pub(super) fn put(root: &mut dyn TableLike, path: &str, value: Value) -> Result<(), EditProblem> {
    let parts = tree::parts(path);
    let (key, above) = parts.split_last().ok_or(EditProblem::NoSuchPlace)?;
    make(root, above)?;
    let table = tree::table_mut(root, above).ok_or(EditProblem::NoSuchPlace)?;
    if above.last() == Some(&"amount") {
        for other in others(key) {
            table.remove(other);
        }
    }
    if let (Some(old), Value::InlineTable(new)) = (table.get_mut(key), &value)
        && let Some(old) = old.as_table_like_mut()
    {
        // A table keeps its own shape; only its values change, and what is not among them goes.
        let gone: Vec<String> =
            old.iter().map(|(key, _)| key.to_owned()).filter(|key| !new.contains_key(key)).collect();
        let mut is_other = !gone.is_empty();
        for key in gone {
            old.remove(&key);
        }
        for (key, value) in new {
            is_other |= replace(old, key, value.clone());
        }
        if is_other {
            tidy(root, &parts);
        }
        return Ok(());
    }
    if replace(table, key, value) {
        tidy(root, above);
    }
    Ok(())
}

/// What has to go when a key is written into an amount.
fn others(key: &str) -> Vec<&'static str> {
    match key {
        "floor" => vec!["floor_of", "floor_percent"],
        "cap" => vec!["cap_of", "cap_percent"],
        _ => Vec::new(),
    }
}

/// Replaces a value, keeping the space and the comment around it; whether the key is new.
pub(super) fn replace(table: &mut dyn TableLike, key: &str, mut value: Value) -> bool {
    let old = table.get(key).and_then(Item::as_value);
    // A single word stays a single word where it was one.
    if let (Some(Value::String(_)), Value::Array(words)) = (old, &value)
        && words.len() == 1
        && let Some(word) = words.get(0)
    {
        value = word.clone();
    }
    let is_new = old.is_none();
    if let Some(old) = old {
        *value.decor_mut() = old.decor().clone();
    }
    match table.get_mut(key) {
        Some(item) => *item = Item::Value(value),
        None => {
            table.insert(key, Item::Value(value));
        }
    }
    is_new
}

/// Makes the last table of a path where it is not there yet.
pub(super) fn make(root: &mut dyn TableLike, path: &[&str]) -> Result<(), EditProblem> {
    let Some((last, above)) = path.split_last() else { return Ok(()) };
    if last.parse::<usize>().is_ok() {
        return Ok(());
    }
    let table = tree::table_mut(root, above).ok_or(EditProblem::NoSuchPlace)?;
    if table.contains_key(last) {
        return Ok(());
    }
    match *last {
        "due" => {
            let mut due = InlineTable::new();
            due.insert("after", "asked_at".into());
            table.insert(last, Item::Value(Value::InlineTable(due)));
        }
        "amount" | "payers" => {
            table.insert(last, Item::Value(Value::InlineTable(InlineTable::new())));
        }
        "calendar" | "review" | "pace" | "traits" | "kinds" if above.is_empty() => {
            table.insert(last, Item::Table(Table::new()));
        }
        _ => return Err(EditProblem::NoSuchPlace),
    }
    tidy(root, above);
    Ok(())
}

/// Takes out what stands at a path, with what means nothing without it; whether there was anything.
pub(super) fn clear(root: &mut dyn TableLike, path: &str) -> bool {
    let parts = tree::parts(path);
    let Some((key, above)) = parts.split_last() else { return false };
    // A due time without a span is none at all.
    if let Some((whole, above)) = above.split_last()
        && matches!((*whole, *key), ("due", "within"))
    {
        return remove(root, above, &[whole]);
    }
    let keys: &[&str] = match *key {
        "floor_of" => &["floor_of", "floor_percent"],
        "cap_of" => &["cap_of", "cap_percent"],
        _ => core::slice::from_ref(key),
    };
    let is_changed = remove(root, above, keys);
    if let ["calendar" | "review" | "pace" | "traits" | "kinds"] = above
        && tree::table(root, above).is_some_and(TableLike::is_empty)
    {
        remove(root, &[], above);
    }
    is_changed
}

pub(super) fn remove(root: &mut dyn TableLike, above: &[&str], keys: &[&str]) -> bool {
    let Some(table) = tree::table_mut(root, above) else { return false };
    let removed = keys.iter().filter_map(|key| table.remove(key)).count();
    tidy(root, above);
    removed > 0
}

/// Sets the spaces of a table on one line anew, where it is such a table and got or lost a key.
pub(super) fn tidy(root: &mut dyn TableLike, path: &[&str]) {
    let Some((last, above)) = path.split_last() else { return };
    let table = match last.parse::<usize>() {
        Ok(place) => {
            let Some((key, above)) = above.split_last() else { return };
            tree::table_mut(root, above)
                .and_then(|table| table.get_mut(key)?.as_array_mut()?.get_mut(place)?.as_inline_table_mut())
        }
        Err(_) => tree::table_mut(root, above).and_then(|table| table.get_mut(last)?.as_inline_table_mut()),
    };
    if let Some(table) = table {
        table.fmt();
    }
}
