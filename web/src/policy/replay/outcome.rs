//! What a replay came to: a sentence, the few that would be answered otherwise, a chart, and the table beside it.

use super::super::chart::{BAR, Chart, LABEL, decimal, lay_out, length};
use super::super::store::DraftStore;
use super::super::wording;
use super::rows::{Drawing, Drawn, Row, drawn, rows, sum};
use crate::route::{Listing, Route};
use domain::policy::replay::RuleReport;
use domain::view::QueueView;
use domain::wire::policy::{ChangedAnswer, ReplayOver, ReplayReport};
use leptos::prelude::*;
use web::components::{Choice, Notice, RadioGroup, Tone};
use web::format;
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale, words as shared};

/// The outcome of a replay at a revision of the draft.
#[component]
pub(super) fn Outcome(store: DraftStore, revision: u32, report: ReplayReport) -> impl IntoView {
    let locale = use_locale();
    let number = |number: u64| format::number(locale, i64::try_from(number).unwrap_or(i64::MAX));
    let rows = rows(&report.before, &report.after);
    let n_changed = i64::try_from(report.n_changed).unwrap_or(i64::MAX);
    let asked: u64 = report.before.not_asked.values().sum();
    let left_out: Vec<String> = report
        .before
        .not_asked
        .iter()
        .map(|(status, n)| t::status_count(locale, &number(*n), shared::order_status(locale, *status)))
        .collect();
    let summary = match report.over {
        ReplayOver::Orders => t::replayed_orders(locale, &number(report.before.orders.saturating_sub(asked))),
        ReplayOver::Cases => t::replayed_cases(locale, &number(report.before.orders)),
    };
    let is_stale =
        move || store.with(|document| document.summary.revision).is_some_and(|now| now != revision);
    let is_summed = rows.iter().any(|row| sum(&row.before) > 0 || sum(&row.after) > 0);
    let by_sum = RwSignal::new(is_summed);
    let drawn = StoredValue::new(drawn(&rows));
    let lines = rows.iter().map(|row| line(locale, row)).collect_view();
    let examples = examples(locale, report.over, &report.examples, report.n_changed);
    let measures = vec![Choice::new("sum", t::by_sum(locale)), Choice::new("granted", t::by_granted(locale))];
    view! {
        {move || is_stale().then(|| view! { <Notice tone=Tone::Warn>{t::replay_stale(locale)}</Notice> })}
        <p id="replay-summary">
            <strong>{t::n_changed(locale, n_changed)}</strong>
            " "
            {summary}
            " "
            {(!left_out.is_empty())
                .then(|| view! { <span class="soft">{t::not_asked(locale, &wording::listed(locale, &left_out))}</span> })}
        </p>
        <section class="panel" aria-labelledby="chart-title">
            <h3 id="chart-title" class="panel-title">
                {t::chart_title(locale)}
            </h3>
            <RadioGroup
                id="chart-measure"
                legend=t::chart_measure(locale)
                is_legend_hidden=true
                choices=measures
                chosen=Signal::derive(move || {
                    Some(if by_sum.get() { "sum" } else { "granted" }.to_owned())
                })
                on_choose=move |code: String| by_sum.set(code == "sum")
                is_row=true
            />
            {move || drawn.with_value(|drawn| drawing(locale, drawn, by_sum.get()))}
        </section>
        <section class="panel" aria-labelledby="table-title">
            <h3 id="table-title" class="panel-title">
                {t::table_title(locale)}
            </h3>
            <div class="sheet" tabindex="0" role="region" aria-labelledby="table-title">
                <table id="replay-table">
                    <thead>
                        <tr>
                            <th scope="col">{t::rule(locale)}</th>
                            <th scope="col" class="number">
                                {t::col_granted(locale)}
                            </th>
                            <th scope="col" class="number">
                                {t::col_refused(locale)}
                            </th>
                            <th scope="col" class="number">
                                {t::col_sum(locale)}
                            </th>
                            <th scope="col" class="number">
                                {t::col_floor(locale)}
                            </th>
                            <th scope="col" class="number">
                                {t::col_cap(locale)}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
        {examples}
    }
}

fn line(locale: Locale, row: &Row) -> AnyView {
    let cell = |before: String, after: String| {
        let is_same = before == after;
        view! {
            <td class="number" class:cell-changed=!is_same>
                {if is_same {
                    view! { {after} }.into_any()
                } else {
                    view! {
                        <span class="cell-before">
                            <span class="out-of-sight">{t::before(locale)}" "</span>
                            {before}
                        </span>
                        <span class="cell-arrow" aria-hidden="true">
                            "→"
                        </span>
                        <strong>
                            <span class="out-of-sight">{t::after(locale)}" "</span>
                            {after}
                        </strong>
                    }
                        .into_any()
                }}
            </td>
        }
        .into_any()
    };
    let count = |number: u64| format::number(locale, i64::try_from(number).unwrap_or(i64::MAX));
    let total = |rule: &RuleReport| {
        let total = if rule.total.is_empty() { "0" } else { &rule.total };
        t::total_in(locale, &row.currency, total)
    };
    view! {
        <tr class:row-same=row.is_same() data-rule=row.rule.clone()>
            <th scope="row">{row.rule.clone()}</th>
            {cell(count(row.before.granted), count(row.after.granted))}
            {cell(count(row.before.refused), count(row.after.refused))}
            {cell(total(&row.before), total(&row.after))}
            {cell(count(row.before.floor), count(row.after.floor))}
            {cell(count(row.before.cap), count(row.after.cap))}
        </tr>
    }
    .into_any()
}

fn drawing(locale: Locale, drawn: &Drawn, by_sum: bool) -> AnyView {
    let rows = if by_sum { &drawn.by_sum } else { &drawn.by_granted };
    let shown = |value: i128| if by_sum { decimal(value) } else { value.to_string() };
    let said = |row: &Drawing| {
        let change = if row.before == row.after {
            row.after.clone()
        } else {
            t::from_to(locale, &row.after, &row.before)
        };
        if by_sum { t::total_in(locale, &row.currency, &change) } else { change }
    };
    if rows.is_empty() {
        return view! { <p class="soft">{t::chart_nothing(locale)}</p> }.into_any();
    }
    let Chart { rows: bars, ticks, height } = lay_out(&rows.iter().map(|row| row.pair).collect::<Vec<_>>());
    let grid = ticks.iter().map(|tick| {
        let at = length(tick.at);
        view! { <line x1=at.clone() x2=at y1="0" y2="100%" class="chart-grid"></line> }
    });
    let marks = ticks.iter().map(|tick| {
        let at = length(tick.at);
        view! {
            <span class="chart-mark" style:inset-inline-start=at>
                {shown(tick.value)}
            </span>
        }
    });
    let drawn = rows.iter().zip(&bars).map(|(row, bars)| {
        let y = |offset: u32| (bars.top + LABEL + offset).to_string();
        view! {
            <text x="0" y=(bars.top + LABEL - 7).to_string() class="chart-label">
                {row.name.clone()}
                <tspan class="chart-value" dx="8">
                    {said(row)}
                </tspan>
            </text>
            <rect x="0" y=y(0) width=length(bars.before) height=BAR.to_string() class="chart-before"></rect>
            <rect x="0" y=y(BAR) width=length(bars.after) height=BAR.to_string() class="chart-after"></rect>
        }
    });
    view! {
        <figure class="chart">
            <figcaption class="chart-key">
                <span class="chart-key-before">{t::by_the_version_in_force(locale)}</span>
                <span class="chart-key-after">{t::by_the_draft(locale)}</span>
            </figcaption>
            <svg
                width="100%"
                height=height.to_string()
                role="img"
                aria-label=t::chart_described(locale)
            >
                {grid.collect_view()}
                {drawn.collect_view()}
            </svg>
            <div class="chart-scale" aria-hidden="true">
                {marks.collect_view()}
            </div>
        </figure>
    }
    .into_any()
}

/// The first few that would be answered otherwise.
fn examples(locale: Locale, over: ReplayOver, examples: &[ChangedAnswer], n_changed: u64) -> Option<AnyView> {
    if examples.is_empty() {
        return None;
    }
    let lines = |lines: &[domain::wire::policy::CaseLine]| {
        let lines: Vec<String> = lines.iter().map(|line| wording::case_line(locale, line)).collect();
        if lines.is_empty() { t::nothing_granted(locale).to_owned() } else { lines.join(t::comma(locale)) }
    };
    let items = examples
        .iter()
        .map(|example| {
            let name = match example.case_id {
                Some(id) => {
                    let href = Route::Case { id, listing: Listing::of(QueueView::Open) }.href();
                    view! { <a href=href>{example.number.clone()}</a> }.into_any()
                }
                None => view! { {example.number.clone()} }.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{lines(&example.before)}</td>
                    <td>{lines(&example.after)}</td>
                </tr>
            }
            .into_any()
        })
        .collect_view();
    let title = match over {
        ReplayOver::Orders => t::changed_orders(locale),
        ReplayOver::Cases => t::changed_cases(locale),
    };
    let n_shown = u64::try_from(examples.len()).unwrap_or(u64::MAX);
    let rest = i64::try_from(n_changed.saturating_sub(n_shown)).unwrap_or(i64::MAX);
    Some(
        view! {
            <section class="panel" aria-labelledby="examples-title">
                <h3 id="examples-title" class="panel-title">
                    {title}
                </h3>
                <div class="sheet" tabindex="0" role="region" aria-labelledby="examples-title">
                    <table id="replay-examples">
                        <thead>
                            <tr>
                                <th scope="col">{t::number(locale)}</th>
                                <th scope="col">{t::by_the_version_in_force(locale)}</th>
                                <th scope="col">{t::by_the_draft(locale)}</th>
                            </tr>
                        </thead>
                        <tbody>{items}</tbody>
                    </table>
                </div>
                {(rest > 0).then(|| view! { <p class="soft small">{t::and_more(locale, rest)}</p> })}
            </section>
        }
        .into_any(),
    )
}
