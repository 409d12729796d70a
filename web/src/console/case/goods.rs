//! Putting right which goods a complaint is about, and how many pieces of each.

use super::reasoned::Reasoned;
use super::store::CaseStore;
use domain::complaint::command::Command;
use domain::order::Pieces;
use domain::text::sum;
use leptos::prelude::*;
use web::browser::document;
use web::components::field::{ErrorText, described_by};
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

/// What is wrong with the number of one line, in words.
#[derive(Clone, PartialEq)]
struct Slip {
    place: usize,
    says: String,
}

/// The id of the number's field of a line.
fn field_of(place: usize) -> String {
    [GOODS, "-", &place.to_string()].concat()
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
    let set = move |(idx, count): (usize, String)| {
        let mut all = counts.get_untracked();
        if let Some(one) = all.get_mut(idx) {
            // A comma parts the lines.
            *one = count.replace(',', "");
        }
        typed.set(all.into_iter().map(|count| count + ",").collect());
    };
    let slip = RwSignal::new(None::<Slip>);
    let is_told = move || {
        store
            .case
            .with_untracked(|case| case.as_deref().is_some_and(|case| case.uncounted().next().is_none()))
    };
    // What is wrong with a number is said and put right at that number, before anybody looks at the reason.
    let is_ready = move |()| {
        let found = lines.with_untracked(|lines| slip_in(locale, lines, &counts.get_untracked(), is_told()));
        slip.set(found.clone());
        if let Some(found) = &found {
            document::focus_and_select(&field_of(found.place));
        }
        found.is_none()
    };
    let command = move |reason| {
        let mut goods = Vec::new();
        for (line, count) in lines.get_untracked().into_iter().zip(counts.get_untracked()) {
            match sum::whole(&count).ok()? {
                0 => {}
                count => goods.push(Pieces { sku: line.sku, quantity: Some(count) }),
            }
        }
        Some(Command::CorrectGoods { goods, reason })
    };
    let field = move |(idx, line)| view! { <NumberField idx line counts slip set=Callback::new(set) /> };
    view! {
        <Reasoned
            id="goods-dialog"
            title=texts::do_goods(locale)
            label=texts::reason_desk_reads(locale)
            is_open
            store
            fields=&[GOODS]
            is_ready
            command
        >
            <p class="field-hint" id="goods-none">
                {texts::goods_none(locale)}
            </p>
            {move || lines.get().into_iter().enumerate().map(field).collect_view()}
        </Reasoned>
    }
}

/// How many pieces of one line it is about.
#[component]
fn NumberField(
    idx: usize,
    line: Line,
    counts: Memo<Vec<String>>,
    slip: RwSignal<Option<Slip>>,
    /// Takes what is typed for a line.
    set: Callback<(usize, String)>,
) -> impl IntoView {
    let locale = use_locale();
    let id = field_of(idx);
    let wrong = Signal::derive(move || {
        slip.with(|slip| slip.as_ref().filter(|slip| slip.place == idx).map(|slip| slip.says.clone()))
    });
    let wrong_id = [id.as_str(), "-error"].concat();
    let described = described_by(&id, false, wrong);
    let described =
        move || ["goods-none".to_owned()].into_iter().chain(described.get()).collect::<Vec<_>>().join(" ");
    let label = match line.all {
        1 => texts::goods_whether(locale, &line.title),
        all => texts::goods_how_many(locale, &all.to_string(), &line.title),
    };
    view! {
        <div class="field" class:field-wrong=move || wrong.with(Option::is_some)>
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            <ErrorText id=wrong_id error=wrong />
            <input
                class="input"
                id=id
                type="number"
                min="0"
                max=line.all.to_string()
                inputmode="numeric"
                aria-describedby=described
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                prop:value=move || counts.with(|all| all.get(idx).cloned().unwrap_or_default())
                on:input=move |event| {
                    slip.set(None);
                    set.run((idx, event_target_value(&event)));
                }
            />
        </div>
    }
}

/// The first number that can't be sent, or the first of all where together they say nothing new.
fn slip_in(locale: Locale, lines: &[Line], counts: &[String], is_told: bool) -> Option<Slip> {
    let read: Vec<Option<u32>> = counts.iter().map(|count| sum::whole(count).ok()).collect();
    let wrong = lines.iter().zip(&read).enumerate().find_map(|(place, (line, count))| {
        let says = match count {
            // A field that can't be read is empty to us, whatever it shows.
            None => texts::goods_unread(locale).to_owned(),
            Some(count) if *count > line.all => texts::goods_too_many(locale, &line.all.to_string()),
            Some(_) => return None,
        };
        Some(Slip { place, says })
    });
    let is_none = read.iter().all(|count| *count == Some(0));
    let is_same = is_told && lines.iter().zip(&read).all(|(line, count)| Some(line.now) == *count);
    wrong.or_else(|| {
        let says = match (is_none, is_same) {
            (true, _) => texts::goods_none_left(locale),
            (false, true) => texts::goods_same(locale),
            (false, false) => return None,
        };
        Some(Slip { place: 0, says: says.to_owned() })
    })
}

#[cfg(test)]
mod tests {
    //! What is wrong with a number stands at that number.

    use super::*;

    fn line(sku: &str, all: u32, now: u32) -> Line {
        Line { sku: sku.to_owned(), title: sku.to_owned(), all, now }
    }

    fn at(counts: [&str; 2], is_told: bool) -> Option<(usize, String)> {
        let lines = [line("cup", 4, 4), line("pot", 1, 0)];
        let slip = slip_in(Locale::En, &lines, &counts.map(str::to_owned), is_told)?;
        Some((slip.place, slip.says))
    }

    #[test]
    fn number_that_cannot_be_sent_is_told_at_its_own_field() {
        let unread = texts::goods_unread(Locale::En).to_owned();
        assert_eq!(at(["", "0"], true), Some((0, unread.clone())));
        assert_eq!(at(["1", ""], true), Some((1, unread)));
        assert_eq!(at(["2", "3"], true), Some((1, texts::goods_too_many(Locale::En, "1"))));
    }

    #[test]
    fn numbers_that_say_nothing_new_are_told_at_the_first_field() {
        assert_eq!(at(["0", "0"], true), Some((0, texts::goods_none_left(Locale::En).to_owned())));
        assert_eq!(at(["4", "0"], true), Some((0, texts::goods_same(Locale::En).to_owned())));
        assert_eq!(at(["4", "0"], false), None, "what nobody told yet is said by the same numbers");
        assert_eq!(at(["3", "0"], true), None);
    }
}
