//! Taking a fresh page of the queue into the one that is shown, without moving anything.

use domain::id::{CaseId, CaseNumber};
use domain::view::QueueRow;

/// What can be shown at once, and how much would move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    /// The rows as they stand on the page, in their places, with the newest words.
    pub(super) rows: Vec<QueueRow>,
    /// How many rows would come, go or change their place.
    pub(super) n_changed: i64,
    /// Those that have left the list, which tells nothing of them any more.
    pub(super) gone: Vec<CaseNumber>,
}

/// Puts the newest words into the rows shown, and counts what would move.
pub(super) fn merged(shown: &[QueueRow], fresh: &[QueueRow]) -> Merged {
    let find = |rows: &[QueueRow], id: CaseId| rows.iter().position(|row| row.case_id == id);
    let rows = shown
        .iter()
        .map(|row| find(fresh, row.case_id).and_then(|place| fresh.get(place)).unwrap_or(row).clone())
        .collect();
    let gone: Vec<CaseNumber> =
        shown.iter().filter(|row| find(fresh, row.case_id).is_none()).map(|row| row.number.clone()).collect();
    let n_new = fresh.iter().filter(|row| find(shown, row.case_id).is_none()).count();
    let n_changed = i64::try_from(gone.len() + n_new + n_moved(shown, fresh)).unwrap_or(i64::MAX);
    Merged { rows, n_changed, gone }
}

/// How many rows have to leave their place among the others for one list to become the other. Those that only made room
/// have not moved: most of what is in both keeps its order, and only the rest is counted.
fn n_moved(shown: &[QueueRow], fresh: &[QueueRow]) -> usize {
    let places = fresh.iter().filter_map(|row| shown.iter().position(|one| one.case_id == row.case_id));
    let (mut n_stayed, mut ends) = (0_usize, Vec::<usize>::new());
    // For each length of a run that keeps its order, the first place at which one can end.
    for place in places {
        n_stayed += 1;
        let length = ends.partition_point(|end| *end < place);
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    n_stayed - ends.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: u128, gist: &str) -> QueueRow {
        let text = format!(
            r#"{{"case_id":"{}","number":"R26-000042-7","version":1,"order_number":"A1","category":"quality",
            "kind":"complaint","phase":"acknowledged","urgency":"normal","is_escalated":false,"assignee":null,
            "next":{{"step":"first_answer","turn":"agent","due_at":null}},"clock":null,
            "opened_at":"2026-03-09T12:00:00+08:00","gist":"{gist}"}}"#,
            uuid::Uuid::from_u128(id)
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn words_follow_at_once_while_places_stay() {
        let merge = merged(&[row(1, "old"), row(2, "b")], &[row(1, "new"), row(2, "b")]);
        assert_eq!(merge.n_changed, 0);
        assert_eq!(merge.rows.first().unwrap().gist, "new");
    }

    #[test]
    fn rows_that_come_go_or_move_are_counted_and_stay_where_they_are() {
        let merge =
            merged(&[row(1, "a"), row(2, "b"), row(3, "c")], &[row(3, "c"), row(1, "a"), row(4, "d")]);
        assert_eq!(merge.rows.iter().map(|row| row.gist.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(merge.n_changed, 3);
        assert_eq!(merge.gone.len(), 1, "what has left the list is asked for by its number");
    }

    #[test]
    fn one_case_that_moves_up_is_one_change_however_many_make_room() {
        let shown: Vec<QueueRow> = (1..=40).map(|id| row(id, "a")).collect();
        let up = |from: usize| {
            let mut fresh = shown.clone();
            let moved = fresh.remove(from);
            fresh.insert(0, moved);
            merged(&shown, &fresh).n_changed
        };
        assert_eq!([up(0), up(1), up(37)], [0, 1, 1]);
    }
}
