//! The geometry of a bar chart that holds two values against each other, row by row.
//!
//! Lengths come out in hundredths of a per cent of the chart's width, so that the drawing fits any width while its
//! words keep their size. It is all whole numbers; the drawing itself and the table beside it are elsewhere.

/// All of the width, in hundredths of a per cent.
const WHOLE: i128 = 10_000;

/// How many parts the scale has at most.
const MOST_TICKS: i128 = 5;

/// How high one bar is, in pixels.
pub(super) const BAR: u32 = 14;

/// The height a row's words take above its bars, in pixels.
pub(super) const LABEL: u32 = 22;

/// The space below a row, in pixels.
const GAP: u32 = 14;

/// A row to draw: what it was, and what it would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// In force.
    pub(super) before: i128,
    /// By the draft.
    pub(super) after: i128,
}

/// Where the bars of a row lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bars {
    /// The top of the row, in pixels.
    pub(super) top: u32,
    /// The length of the first bar, in hundredths of a per cent.
    pub(super) before: u32,
    /// The length of the second.
    pub(super) after: u32,
}

/// A mark of the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tick {
    /// The value it stands for.
    pub(super) value: i128,
    /// Where, in hundredths of a per cent.
    pub(super) at: u32,
}

/// A whole chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chart {
    /// The rows, in the order given.
    pub(super) rows: Vec<Bars>,
    /// The marks of the scale, from nothing on.
    pub(super) ticks: Vec<Tick>,
    /// The height of all rows, in pixels.
    pub(super) height: u32,
}

/// A round step for a scale up to `highest`: 1, 2 or 5 with noughts.
fn step(highest: i128) -> i128 {
    let mut decade = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = decade * factor;
            if step * MOST_TICKS >= highest {
                return step;
            }
        }
        decade *= 10;
    }
}

fn share(value: i128, of: i128) -> u32 {
    u32::try_from(value.clamp(0, of) * WHOLE / of).unwrap_or(0)
}

/// Lays the rows out on one scale that ends at a round value. Values below nothing are drawn as nothing.
pub(super) fn lay_out(pairs: &[Pair]) -> Chart {
    // A scale can't end at nothing, and beyond this the product with the width would not fit.
    let highest = pairs.iter().flat_map(|pair| [pair.before, pair.after]).max().unwrap_or(0);
    let highest = highest.clamp(1, i128::MAX / WHOLE / 10);
    let step = step(highest);
    let n_steps = (highest + step - 1) / step;
    let end = n_steps * step;
    let mut top = 0;
    let rows = pairs
        .iter()
        .map(|pair| {
            let bars = Bars { top, before: share(pair.before, end), after: share(pair.after, end) };
            top += LABEL + 2 * BAR + GAP;
            bars
        })
        .collect();
    let ticks = (0..=n_steps).map(|n| Tick { value: n * step, at: share(n * step, end) }).collect();
    Chart { rows, ticks, height: top }
}

/// A length as SVG writes it: `42.37%`.
pub(super) fn length(hundredths: u32) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// A decimal such as `2358.70` as a whole number of thousandths, so that sums of any currency can be compared.
pub(super) fn thousandths(decimal: &str) -> i128 {
    let (whole, rest) = decimal.split_once('.').unwrap_or((decimal, ""));
    let rest: String = rest.chars().chain("000".chars()).take(3).collect();
    [whole, &rest].concat().parse().unwrap_or(0)
}

/// Thousandths as a decimal without noughts that say nothing: `2358.7`.
pub(super) fn decimal(thousandths: i128) -> String {
    let (whole, rest) = (thousandths / 1_000, thousandths.unsigned_abs() % 1_000);
    let rest = format!(".{rest:03}");
    [whole.to_string().as_str(), rest.trim_end_matches('0').trim_end_matches('.')].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(pairs: &[(i128, i128)]) -> Chart {
        lay_out(
            &pairs.iter().map(|(before, after)| Pair { before: *before, after: *after }).collect::<Vec<_>>(),
        )
    }

    #[test]
    fn longest_bar_stays_within_the_scale_and_keeps_its_proportion() {
        let chart = chart(&[(342, 342), (0, 171)]);
        let ends: Vec<i128> = chart.ticks.iter().map(|tick| tick.value).collect();
        assert_eq!(ends, [0, 100, 200, 300, 400]);
        let first = chart.rows.first().copied().unwrap();
        let second = chart.rows.get(1).copied().unwrap();
        assert_eq!((first.before, second.before), (8_550, 0));
        assert_eq!(second.after * 2, first.after);
        assert_eq!(chart.ticks.last().unwrap().at, 10_000);
    }

    #[test]
    fn rows_lie_below_each_other_without_touching() {
        let chart = chart(&[(1, 2), (3, 4), (5, 6)]);
        for (one, next) in chart.rows.iter().zip(chart.rows.iter().skip(1)) {
            assert!(one.top + LABEL + 2 * BAR < next.top);
        }
        assert!(chart.rows.last().unwrap().top < chart.height);
    }

    #[test]
    fn nothing_and_no_rows_still_make_a_scale() {
        assert_eq!(chart(&[]).rows, []);
        assert_eq!(chart(&[(0, 0)]).rows.first().map(|bars| (bars.before, bars.after)), Some((0, 0)));
        assert_eq!(chart(&[]).ticks.len(), 2);
    }

    #[test]
    fn scale_has_few_round_marks_however_large_the_values() {
        for highest in [1, 7, 99, 100, 101, 2_358_700, i128::from(i64::MAX), i128::MAX] {
            let chart = chart(&[(highest, 0)]);
            assert!((2..=6).contains(&chart.ticks.len()), "{highest}: {} marks", chart.ticks.len());
        }
    }

    #[test]
    fn values_below_nothing_are_drawn_as_nothing() {
        assert_eq!(chart(&[(-5, 10)]).rows.first().map(|bars| bars.before), Some(0));
    }

    #[test]
    fn lengths_are_written_as_per_cent() {
        assert_eq!(
            (length(10_000), length(8_550), length(7)),
            ("100.00%".into(), "85.50%".into(), "0.07%".into())
        );
    }

    #[test]
    fn sums_of_any_currency_become_thousandths() {
        assert_eq!(thousandths("2358.70"), 2_358_700);
        assert_eq!(thousandths("120"), 120_000);
        assert_eq!(thousandths("0.005"), 5);
        assert_eq!(thousandths("none"), 0);
        let back = |text| decimal(thousandths(text));
        assert_eq!([back("2358.70"), back("120"), back("0.005"), back("0")], ["2358.7", "120", "0.005", "0"]);
    }
}
