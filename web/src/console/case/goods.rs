//! Putting right which goods a complaint is about, and how many pieces of each.

use super::reasoned::Reasoned;
use super::store::CaseStore;
use domain::complaint::command::Command;
use domain::order::Pieces;
use domain::text::sum;
use leptos::prelude::*;
use web::i18n::{Locale, t::console as texts, use_locale};

/// How many pieces of each line of the order, in its order, as they are kept: each with a comma behind it, so that one that
/// was emptied is told from none.
const GOODS: &str = "goods-choice";

/// A line of the order, and how many of its pieces it is about now.
#[derive(Clone, PartialEq)]
struct Line {
    sku: String,
    title: String,
    all: u32,
    now: u32,
}

/// The dialog: a number for each line, none of it where it is not about that.
#[component]
pub(super) fn GoodsDialog(store: CaseStore, is_open: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let typed = store.text(GOODS);
    let lines = Memo::new(move |_| {
        store
            .case
            .with(|case| {
                let case = case.as_deref()?;
                let line = |line: &domain::order::OrderLine| Line {
                    sku: line.sku.clone(),
                    title: line.title.clone(),
                    all: line.quantity,
                    now: case.pieces_of(line),
                };
                Some(case.order.lines.iter().map(line).collect::<Vec<_>>())
            })
            .unwrap_or_default()
    });
    let counts = Memo::new(move |_| {
        let typed = typed.get();
        let kept: Vec<&str> = typed.split_terminator(',').collect();
        lines.with(|lines| {
            let is_kept = kept.len() == lines.len();
            let all = lines.iter().enumerate();
            let count = |(idx, line): (usize, &Line)| {
                let kept = kept.get(idx).filter(|_| is_kept).map(|count| (*count).to_owned());
                kept.unwrap_or_else(|| line.now.to_string())
            };
            all.map(count).collect::<Vec<String>>()
        })
    });
    let set = move |idx: usize, count: String| {
        let mut all = counts.get_untracked();
        if let Some(one) = all.get_mut(idx) {
            // A comma parts the lines.
            *one = count.replace(',', "");
        }
        typed.set(all.into_iter().map(|count| count + ",").collect());
    };
    let command = move |reason| {
        let (lines, counts) = (lines.get_untracked(), counts.get_untracked());
        let is_told = store
            .case
            .with_untracked(|case| case.as_deref().is_some_and(|case| case.uncounted().next().is_none()));
        let is_same = lines.iter().zip(&counts).all(|(line, count)| line.now.to_string() == count.trim());
        if is_told && is_same {
            return None;
        }
        let mut goods = Vec::new();
        for (line, count) in lines.into_iter().zip(counts) {
            match sum::whole(&count).ok()? {
                0 => {}
                count => goods.push(Pieces { sku: line.sku, quantity: Some(count) }),
            }
        }
        Some(Command::CorrectGoods { goods, reason })
    };
    let lacks = move |()| lacking(locale, &counts.get_untracked()).to_owned();
    let field = move |(idx, line): (usize, Line)| {
        let id = [GOODS, "-", &idx.to_string()].concat();
        let label = match line.all {
            1 => texts::goods_whether(locale, &line.title),
            all => texts::goods_how_many(locale, &all.to_string(), &line.title),
        };
        view! {
            <div class="field">
                <label class="field-label" for=id.clone()>
                    {label}
                </label>
                <input
                    class="input"
                    id=id
                    type="number"
                    min="0"
                    max=line.all.to_string()
                    inputmode="numeric"
                    aria-describedby="goods-none"
                    prop:value=move || counts.with(|all| all.get(idx).cloned().unwrap_or_default())
                    on:input=move |event| set(idx, event_target_value(&event))
                />
            </div>
        }
    };
    view! {
        <Reasoned
            id="goods-dialog"
            title=texts::do_goods(locale)
            label=texts::reason_desk_reads(locale)
            is_open
            store
            fields=&[GOODS]
            lacks
            command
        >
            <p class="field-hint" id="goods-none">
                {texts::goods_none(locale)}
            </p>
            {move || lines.get().into_iter().enumerate().map(field).collect_view()}
        </Reasoned>
    }
}

/// What is missing where there is nothing to send.
fn lacking(locale: Locale, counts: &[String]) -> &'static str {
    // A field that can't be read is empty to us, whatever it shows.
    let is_unread = counts.iter().any(|count| sum::whole(count).is_err());
    if is_unread { texts::goods_unread(locale) } else { texts::goods_same(locale) }
}
