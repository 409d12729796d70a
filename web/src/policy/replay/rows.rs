//! The reports of two versions side by side, rule by rule.

use super::super::chart::{Pair, thousandths};
use domain::policy::replay::{Report, RuleReport};

/// One rule, in one currency, before and after.
pub(super) struct Row {
    pub(super) rule: String,
    pub(super) currency: String,
    pub(super) before: RuleReport,
    pub(super) after: RuleReport,
}

/// The rules of both reports side by side, in the order of the version in force, new ones last.
pub(super) fn rows(before: &Report, after: &Report) -> Vec<Row> {
    let key = |rule: &RuleReport| (rule.rule.clone(), rule.currency.clone());
    let mut places: Vec<(String, String)> = before.rules.iter().map(key).collect();
    places.extend(
        after
            .rules
            .iter()
            .map(key)
            .filter(|key| !before.rules.iter().any(|rule| (&rule.rule, &rule.currency) == (&key.0, &key.1))),
    );
    let by = |report: &Report, place: &(String, String)| {
        report.rules.iter().find(|rule| key(rule) == *place).cloned().unwrap_or_default()
    };
    places
        .into_iter()
        .map(|place| Row {
            before: by(before, &place),
            after: by(after, &place),
            rule: place.0,
            currency: place.1,
        })
        .collect()
}

impl Row {
    /// Whether both came out alike.
    pub(super) fn is_same(&self) -> bool {
        let RuleReport { granted, refused, floor, cap, .. } = self.before;
        (granted, refused, floor, cap)
            == (self.after.granted, self.after.refused, self.after.floor, self.after.cap)
            && sum(&self.before) == sum(&self.after)
    }
}

/// The sum a rule granted, in thousandths.
pub(super) fn sum(rule: &RuleReport) -> i128 {
    thousandths(&rule.total)
}

/// The same as the table says it; nothing granted is nought.
fn said(rule: &RuleReport) -> String {
    if rule.total.is_empty() { "0".to_owned() } else { rule.total.clone() }
}

/// One rule in one currency, as the chart shows it.
pub(super) struct Drawing {
    /// The rule; with the currency where it stands in the chart in several.
    pub(super) name: String,
    /// The currency of its sums.
    pub(super) currency: String,
    /// Before and after, to draw.
    pub(super) pair: Pair,
    /// The same to read, to the last digit: what differs on paper differs in words.
    pub(super) before: String,
    pub(super) after: String,
}

/// What the chart shows of the rules that ever granted: by sum and by count.
pub(super) struct Drawn {
    /// By what was granted.
    pub(super) by_sum: Vec<Drawing>,
    /// By how often it was.
    pub(super) by_granted: Vec<Drawing>,
}

/// The rows as pairs to draw.
pub(super) fn drawn(rows: &[Row]) -> Drawn {
    let pairs = |value: fn(&RuleReport) -> i128, says: fn(&RuleReport) -> String| -> Vec<Drawing> {
        let is_drawn = |row: &&Row| value(&row.before) > 0 || value(&row.after) > 0;
        let same = |row: &Row| rows.iter().filter(is_drawn).filter(|other| other.rule == row.rule).count();
        rows.iter()
            .filter(is_drawn)
            .map(|row| Drawing {
                name: if same(row) > 1 {
                    [row.rule.as_str(), " · ", &row.currency].concat()
                } else {
                    row.rule.clone()
                },
                currency: row.currency.clone(),
                pair: Pair { before: value(&row.before), after: value(&row.after) },
                before: says(&row.before),
                after: says(&row.after),
            })
            .collect()
    };
    Drawn {
        by_sum: pairs(sum, said),
        by_granted: pairs(|rule| i128::from(rule.granted), |rule| rule.granted.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(name: &str, granted: u64, total: &str) -> RuleReport {
        RuleReport {
            rule: name.to_owned(),
            granted,
            total: total.to_owned(),
            currency: "CNY".to_owned(),
            ..RuleReport::default()
        }
    }

    fn report(rules: Vec<RuleReport>) -> Report {
        Report { rules, ..Report::default() }
    }

    #[test]
    fn rules_of_both_versions_stand_side_by_side() {
        let before = report(vec![rule("a", 3, "15.00"), rule("gone", 1, "1.00")]);
        let after = report(vec![rule("new", 2, "4.00"), rule("a", 3, "24.00")]);
        let rows = rows(&before, &after);
        let names: Vec<&str> = rows.iter().map(|row| row.rule.as_str()).collect();
        assert_eq!(names, ["a", "gone", "new"]);
        let sums: Vec<(i128, i128)> = rows.iter().map(|row| (sum(&row.before), sum(&row.after))).collect();
        assert_eq!(sums, [(15_000, 24_000), (1_000, 0), (0, 4_000)]);
    }

    #[test]
    fn only_rules_that_ever_granted_are_drawn() {
        let both = report(vec![rule("a", 3, "15.00"), rule("words", 2, "0.00"), rule("never", 0, "0.00")]);
        let drawn = drawn(&rows(&both, &both));
        let names = |rows: &[Drawing]| rows.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&drawn.by_sum), ["a"]);
        assert_eq!(names(&drawn.by_granted), ["a", "words"]);
    }

    #[test]
    fn one_rule_in_two_currencies_is_told_apart_and_a_change_below_one_is_seen() {
        let dollars =
            |granted, total: &str| RuleReport { currency: "USD".to_owned(), ..rule("a", granted, total) };
        let before = report(vec![rule("a", 3, "97.31"), dollars(1, "1.00"), rule("b", 1, "2.00")]);
        let after = report(vec![rule("a", 3, "122.70"), dollars(1, "1.50"), rule("b", 1, "2.00")]);
        let drawn = drawn(&rows(&before, &after));
        let told = |rows: &[Drawing]| -> Vec<[String; 3]> {
            rows.iter().map(|one| [one.name.clone(), one.before.clone(), one.after.clone()]).collect()
        };
        let line = |name: &str, before: &str, after: &str| [name, before, after].map(str::to_owned);
        assert_eq!(
            told(&drawn.by_sum),
            [line("a · CNY", "97.31", "122.70"), line("a · USD", "1.00", "1.50"), line("b", "2.00", "2.00")]
        );
        assert_eq!(
            told(&drawn.by_granted),
            [line("a · CNY", "3", "3"), line("a · USD", "1", "1"), line("b", "1", "1")]
        );
    }

    #[test]
    fn rows_that_came_out_alike_are_known_as_such() {
        let both = report(vec![rule("a", 3, "15.00")]);
        assert!(rows(&both, &both).iter().all(Row::is_same));
        let other = report(vec![rule("a", 3, "15.01")]);
        assert!(!rows(&both, &other).iter().any(Row::is_same));
    }
}
