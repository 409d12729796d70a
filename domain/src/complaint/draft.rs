//! The complaint form as it is being filled in: plain strings and choices, nothing validated yet.
//!
//! A draft is what the browser keeps when a tab is closed. [`Draft::parse`] turns it into a filing and the
//! person's data, or lists every problem at once with the field it belongs to; the server asks
//! [`problems_of_filing`] the same about what arrives.

use crate::category::{Category, Kind};
use crate::complaint::command::{EvidenceUse, Filing};
use crate::complaint::last_day;
use crate::complaint::readings::{Read, Reading, is_off, meant, readings};
use crate::evidence::MAX_PER_CASE;
use crate::finding::Findings;
use crate::id::PersonId;
use crate::order::{Order, Pieces};
use crate::personal::{FormOfAddress, Language, Personal};
use crate::remedy::Remedy;
use crate::text::contact::{Email, Phone};
use crate::text::problem::{Problem, ProblemCode};
use crate::text::{PersonName, Sentence, Story, problem_of_words};
use crate::triage::{Told, Triage, triage_told};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// The most wishes one complaint may name; more would be no wish.
pub const MAX_WANTS: usize = 6;

/// How far ahead "needed by" may lie, in days: a year, ours.
pub const MAX_NEEDED_BY_DAYS: u64 = 366;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The chosen pieces.
    pub goods: Vec<Pieces>,
    /// The chosen category.
    pub category: Option<Category>,
    /// Whether they say that they only ask.
    pub is_question: bool,
    /// The story as typed.
    pub story: String,
    /// The chosen wishes.
    pub wants: Vec<Remedy>,
    /// Wishes read from the story that were taken off.
    pub unwished: Vec<Remedy>,
    /// What else was read from the story and is not meant.
    pub not_meant: Vec<Read>,
    /// What was already tried, as typed.
    pub tried: String,
    /// The day by which it is needed, as the date field gives it.
    pub needed_by: String,
    /// The last day set for goods that have not come, as the date field gives it.
    pub last_day: String,
    /// Evidence uploaded so far.
    pub evidence: Vec<EvidenceUse>,
    /// Answers to the questions the rules ask.
    pub claims: Findings,
    /// The name as typed.
    pub name: String,
    /// The chosen form of address.
    pub form_of_address: Option<FormOfAddress>,
    /// The e-mail address as typed.
    pub email: String,
    /// The telephone number as typed.
    pub phone: String,
}

impl Draft {
    /// What arrives, as far as it can be told.
    pub fn kind(&self) -> Kind {
        kind_of(self.says_question(), || self.triage())
    }

    /// Whether they say that they only ask: whoever names what is wrong or ticks a wish asks for more than an answer.
    fn says_question(&self) -> Option<bool> {
        let is_more = self.category.is_some() || !self.wants.is_empty();
        if self.is_question { Some(true) } else { is_more.then_some(false) }
    }

    /// The category chosen, else the one the words suggest; a question is about nothing that went wrong.
    pub fn category(&self) -> Option<Category> {
        let suggested = || {
            let guess = if self.is_question { None } else { self.triage().category };
            guess.map(|judged| judged.value)
        };
        let none = || (self.kind() == Kind::Enquiry).then_some(Category::Other);
        self.category.or_else(suggested).or_else(none)
    }

    /// The first look at the story, without what was not meant.
    fn triage(&self) -> Triage {
        triage_told(&self.story, self.told())
    }

    /// What the story says, without what was not meant.
    pub fn told(&self) -> Told {
        meant(&self.story, &self.not_meant)
    }

    /// What is read from the story beside wishes and what its category says, and whether it stands.
    pub fn readings(&self) -> Vec<(Reading, bool)> {
        let category = self.category();
        let is_new = |read: &Read| category.is_none_or(|category| !read.reading.is_said_by(category));
        let all = readings(&self.story).into_iter().filter(is_new);
        all.map(|read| (read.reading, !is_off(&read, &self.not_meant))).collect()
    }

    /// Takes a reading off the words that the story has now, or lets it stand again.
    pub fn let_stand(&mut self, reading: Reading, is_meant: bool) {
        self.not_meant.retain(|off| off.reading != reading);
        if !is_meant {
            self.not_meant.extend(readings(&self.story).into_iter().filter(|read| read.reading == reading));
        }
    }

    /// The form without the answers that nobody is asked for: who only has a question is shown no wish, no last day and
    /// none of what stands with them, and asks about whole lines until they say of how many pieces. So does whoever has told
    /// nothing yet: it may be a question. What was written there is kept, for whoever thinks again.
    #[must_use]
    pub fn as_shown(&self) -> Self {
        let mut shown = self.clone();
        let is_question = self.kind() == Kind::Enquiry;
        if is_question || self.is_untold() {
            for pieces in shown.goods.iter_mut().filter(|pieces| pieces.lacks_count()) {
                pieces.quantity = None;
            }
        }
        if !is_question {
            return shown;
        }
        let (tried, needed_by, last_day) = (String::new(), String::new(), String::new());
        Self { wants: Vec::new(), tried, needed_by, last_day, ..shown }
    }

    /// Whether nothing says yet whether it is a question or a complaint.
    pub fn is_untold(&self) -> bool {
        self.story.trim().is_empty() && self.says_question().is_none()
    }

    /// What the form says, validated, as far as it is shown; or everything that needs another look, in the order of the form.
    pub fn parse(
        &self,
        person: PersonId,
        order: &Order,
        language: Language,
        today: NaiveDate,
    ) -> Result<(Filing, Personal), Vec<Problem>> {
        let shown = self.as_shown();
        let mut problems: Vec<Problem> = problem_of_goods(&shown.goods, order).into_iter().collect();
        let story = keep(Story::parse(&self.story), "story", &mut problems);
        problems.extend(story.as_ref().and_then(|story| problem_of_words("story", story.as_str())));
        let tried = keep_optional(&shown.tried, Sentence::parse, "tried", &mut problems);
        let needed_by = keep_optional(&shown.needed_by, day, "needed_by", &mut problems);
        let last_day = keep_optional(&shown.last_day, day, "last_day", &mut problems);
        let category = self.category();
        if category.is_none() {
            problems.push(Problem::new("category", ProblemCode::NotChosen));
        }
        // Asked of what is there already, whatever else is still missing: each step tells its own problems.
        problems.extend(problem_of_wants(&shown.wants));
        problems.extend(last_day.and_then(|day| problem_of_last_day(day, order, &shown.goods, today)));
        problems.extend(needed_by.and_then(|day| problem_of_needed_by(day, today)));
        problems.extend(problem_of_evidence(&self.evidence));
        problems.extend(self.claims.impossible_counts());
        let name = keep(PersonName::parse(&self.name), "name", &mut problems);
        let email = keep_optional(&self.email, Email::parse, "email", &mut problems);
        let phone = keep_optional(&self.phone, Phone::parse, "phone", &mut problems);
        if self.email.trim().is_empty() && self.phone.trim().is_empty() {
            problems.push(Problem::new("email", ProblemCode::Empty));
        }
        let (Some(story), Some(category), Some(name), true) = (story, category, name, problems.is_empty())
        else {
            return Err(problems);
        };
        let filing = Filing {
            person,
            order_number: order.number.clone(),
            goods: shown.goods,
            category,
            is_question: self.says_question(),
            story,
            wants: shown.wants,
            unwished: self.unwished.clone(),
            not_meant: self.not_meant.clone(),
            tried,
            needed_by,
            last_day,
            evidence: self.evidence.clone(),
            claims: self.claims.clone(),
        };
        let form_of_address = self.form_of_address.unwrap_or(FormOfAddress::Name);
        Ok((filing, Personal { name, form_of_address, email, phone, language }))
    }
}

/// What somebody has who says whether they only ask, or says it by their words alone, as they are read. Whoever uses the
/// form for complaints and words that tell nothing else has something to complain about.
pub(crate) fn kind_of(says_question: Option<bool>, read: impl FnOnce() -> Triage) -> Kind {
    match says_question {
        Some(true) => Kind::Enquiry,
        Some(false) => Kind::Complaint,
        None => read().kind.map_or(Kind::Complaint, |judged| judged.value),
    }
}

/// What is wrong with the choice of goods, or of how many pieces of them.
pub(super) fn problem_of_goods(goods: &[Pieces], order: &Order) -> Option<Problem> {
    let of_goods = |code| Some(Problem::new("goods", code));
    if goods.is_empty() && !order.lines.is_empty() {
        return of_goods(ProblemCode::NotChosen);
    }
    goods.iter().enumerate().find_map(|(idx, pieces)| {
        let Some(line) = order.lines.iter().find(|line| line.sku == pieces.sku) else {
            return of_goods(ProblemCode::UnknownChoice);
        };
        if goods.iter().skip(idx + 1).any(|other| other.sku == pieces.sku) {
            return of_goods(ProblemCode::NamedTwice);
        }
        match pieces.quantity {
            Some(0) => Some(Problem::too_few("pieces", 1, 0)),
            Some(count) if count > line.quantity => Some(Problem::too_many("goods", line.quantity, count)),
            _ => None,
        }
    })
}

/// What is wrong with a filing beyond its single fields; empty where nothing is.
pub fn problems_of_filing(filing: &Filing, order: &Order, today: NaiveDate) -> Vec<Problem> {
    let last_day = filing.last_day.and_then(|day| problem_of_last_day(day, order, &filing.goods, today));
    [
        problem_of_goods(&filing.goods, order),
        problem_of_words("story", filing.story.as_str()),
        problem_of_wants(&filing.wants),
        last_day,
        filing.needed_by.and_then(|day| problem_of_needed_by(day, today)),
        problem_of_evidence(&filing.evidence),
        problem_of_not_meant(&filing.not_meant),
    ]
    .into_iter()
    .flatten()
    .chain(filing.claims.impossible_counts())
    .collect()
}

/// What is wrong with how many wishes are named.
pub(crate) fn problem_of_wants(wants: &[Remedy]) -> Option<Problem> {
    Problem::of_length("wants", MAX_WANTS, wants.len())
}

/// Each reading is taken off once.
fn problem_of_not_meant(not_meant: &[Read]) -> Option<Problem> {
    Problem::of_length("not_meant", Reading::ALL.len(), not_meant.len())
}

fn problem_of_evidence(evidence: &[EvidenceUse]) -> Option<Problem> {
    Problem::of_length("evidence", MAX_PER_CASE, evidence.len())
}

fn problem_of_needed_by(day: NaiveDate, today: NaiveDate) -> Option<Problem> {
    let last = today.checked_add_days(Days::new(MAX_NEEDED_BY_DAYS));
    let is_possible = last.is_some_and(|last| (today..=last).contains(&day));
    (!is_possible).then(|| Problem::new("needed_by", ProblemCode::DateOutOfRange))
}

fn problem_of_last_day(day: NaiveDate, order: &Order, goods: &[Pieces], today: NaiveDate) -> Option<Problem> {
    if !last_day::can_be_set(order, goods) {
        return Some(Problem::new(last_day::FIELD, ProblemCode::UnknownChoice));
    }
    last_day::problem_of_last_day(day, today)
}

/// A day as a date field gives it.
fn day(text: &str) -> Result<NaiveDate, Problem> {
    text.trim().parse().map_err(|_| Problem::new("day", ProblemCode::NotADate))
}

fn keep<T>(parsed: Result<T, Problem>, field: &'static str, problems: &mut Vec<Problem>) -> Option<T> {
    parsed.map_err(|problem| problems.push(problem.at(field))).ok()
}

/// An optional field: blank is no problem and no value.
fn keep_optional<T>(
    text: &str,
    parse: impl Fn(&str) -> Result<T, Problem>,
    field: &'static str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    if text.trim().is_empty() { None } else { keep(parse(text), field, problems) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{CUSTOMER, fruit_order, morning};

    #[test]
    fn a_question_is_an_enquiry_by_its_words_or_because_they_say_so() {
        let told = |story: &str| Draft { story: story.to_owned(), ..Draft::default() };
        assert_eq!(told("草莓放冰箱能保存几天？").kind(), Kind::Enquiry);
        assert_eq!(told("碗碎了").kind(), Kind::Complaint);
        let wished = Draft { wants: vec![Remedy::Refund], ..told("草莓放冰箱能保存几天？") };
        assert_eq!(wished.kind(), Kind::Complaint);
        let said = Draft {
            is_question: true,
            category: None,
            story: "碗碎了怎么办，帮我看看".to_owned(),
            ..draft()
        };
        assert_eq!(said.kind(), Kind::Enquiry);
        let today = morning().date_naive();
        let (filing, _) = said.parse(CUSTOMER, &fruit_order(), Language::ZhHans, today).unwrap();
        assert_eq!((filing.is_question, filing.category), (Some(true), Category::Other));
    }

    #[test]
    fn who_only_asks_need_not_say_how_many_pieces_it_is_about() {
        let mut order = fruit_order();
        order.lines[0].quantity = 6;
        let goods = vec![Pieces::chosen_of(&order.lines[0])];
        let asks =
            Draft { goods, category: None, story: "草莓放冰箱能保存几天？".to_owned(), ..draft() };
        let today = morning().date_naive();
        let (filing, _) = asks.parse(CUSTOMER, &order, Language::ZhHans, today).unwrap();
        assert_eq!(filing.goods, [Pieces { sku: order.lines[0].sku.clone(), quantity: None }]);
        let complains = Draft { category: Some(Category::Quality), ..asks };
        let problems = complains.parse(CUSTOMER, &order, Language::ZhHans, today).unwrap_err();
        assert_eq!(problems, [Problem::too_few("pieces", 1, 0)]);
    }

    #[test]
    fn nobody_need_say_how_many_pieces_it_is_about_before_they_say_what() {
        let mut order = fruit_order();
        order.lines[0].quantity = 6;
        let goods = vec![Pieces::chosen_of(&order.lines[0])];
        let today = morning().date_naive();
        let problems = |story: &str| {
            let draft = Draft { goods: goods.clone(), category: None, story: story.to_owned(), ..draft() };
            draft.parse(CUSTOMER, &order, Language::ZhHans, today).err().unwrap_or_default()
        };
        let is_of_pieces = |story| problems(story).iter().any(|problem| problem.field == "pieces");
        assert!(!is_of_pieces(""), "it may be a question");
        assert!(!is_of_pieces("草莓放冰箱能保存几天？"));
        assert!(is_of_pieces("草莓烂了"));
    }

    #[test]
    fn what_the_page_takes_a_complaint_for_is_what_is_filed() {
        let today = morning().date_naive();
        let story = "请问这个订单什么时候发货？";
        let asks = Draft { category: None, story: story.to_owned(), ..draft() };
        for asks in [
            Draft { category: None, ..draft() },
            // A question by its words alone needs no further choice.
            asks.clone(),
            Draft { is_question: true, ..asks.clone() },
            Draft { wants: vec![Remedy::Refund], category: Some(Category::Other), ..asks.clone() },
            Draft { category: Some(Category::Quality), ..asks },
        ] {
            let (filing, _) = asks.parse(CUSTOMER, &fruit_order(), Language::ZhHans, today).unwrap();
            let story = filing.story.as_str();
            let told = meant(story, &filing.not_meant);
            assert_eq!(kind_of(filing.is_question, || triage_told(story, told)), asks.kind(), "{asks:?}");
        }
    }

    #[test]
    fn a_story_without_words_is_a_problem_of_the_form() {
        let today = morning().date_naive();
        let parsed = Draft { story: "1111".to_owned(), ..draft() }.parse(
            CUSTOMER,
            &fruit_order(),
            Language::ZhHans,
            today,
        );
        let problems = parsed.unwrap_err();
        let problems: Vec<_> = problems.iter().map(|one| (one.field.as_ref(), one.code.code())).collect();
        assert_eq!(problems, [("story", "no_words")]);
    }

    #[test]
    fn a_reading_is_taken_off_by_one_press_and_stands_again_by_the_next() {
        let told = "退款一直没到账";
        let mut draft = Draft { story: told.to_owned(), ..draft() };
        assert_eq!(draft.readings(), [(Reading::RefundWaited, true)]);
        draft.let_stand(Reading::RefundWaited, false);
        assert_eq!(draft.readings(), [(Reading::RefundWaited, false)]);
        draft.story = [told, "，帮朋友问的"].concat();
        assert_eq!(draft.readings(), [(Reading::RefundWaited, false)]);
        assert_eq!(draft.told().refund_waited, []);
        // Words that say it anew are read, and can be taken off in their turn.
        draft.story = [told, "。钱到现在还没退给我"].concat();
        assert_eq!(draft.readings(), [(Reading::RefundWaited, true)]);
        draft.let_stand(Reading::RefundWaited, false);
        assert_eq!(draft.readings(), [(Reading::RefundWaited, false)]);
        draft.let_stand(Reading::RefundWaited, true);
        assert_eq!((draft.readings(), draft.not_meant), (vec![(Reading::RefundWaited, true)], Vec::new()));
    }

    #[test]
    fn what_was_taken_off_says_nothing_of_what_the_complaint_is_about() {
        for story in
            ["椅子倒了，砸到孩子的脚", "椅子倒了，砸到孩子的腳", "The shelf came down and crushed my finger"]
        {
            let mut draft = Draft { story: story.to_owned(), ..Draft::default() };
            assert_eq!(draft.category(), Some(Category::Safety), "{story}");
            draft.let_stand(Reading::Harm, false);
            assert_ne!(draft.category(), Some(Category::Safety), "{story}");
        }
    }

    #[test]
    fn no_more_readings_are_taken_off_than_there_are() {
        let read = Read { reading: Reading::Loss, words: vec!["lost".to_owned()] };
        let problems = |n: usize| {
            let filing = Filing { not_meant: vec![read.clone(); n], ..crate::testing::filing() };
            let problems = problems_of_filing(&filing, &fruit_order(), morning().date_naive());
            problems.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(problems(Reading::ALL.len()), [""; 0]);
        let max = Reading::ALL.len();
        assert_eq!(problems(max + 1), [format!("`not_meant`: too_many, max {max}, is {}", max + 1)]);
    }

    #[test]
    fn what_a_question_is_not_asked_for_is_neither_filed_nor_found_fault_with() {
        let today = morning().date_naive();
        let parse = |draft: &Draft| draft.parse(CUSTOMER, &fruit_order(), Language::ZhHans, today);
        let complaint = Draft {
            wants: vec![Remedy::Refund],
            tried: "打过电话".to_owned(),
            needed_by: "2026-03-12".to_owned(),
            ..draft()
        };
        let question = Draft { is_question: true, last_day: "1970-01-01".to_owned(), ..complaint.clone() };
        let (filing, _) = parse(&question).unwrap();
        assert_eq!((filing.wants, filing.tried, filing.needed_by), (Vec::new(), None, None));
        assert_eq!(filing.last_day, None);
        // Whoever thinks again finds it all as it was.
        let (filing, _) = parse(&Draft { is_question: false, last_day: String::new(), ..question }).unwrap();
        assert_eq!(filing.wants, [Remedy::Refund]);
        assert!(filing.tried.is_some() && filing.needed_by.is_some());
    }

    fn draft() -> Draft {
        Draft {
            goods: vec![Pieces::all_of("FRUIT-5KG")],
            category: Some(Category::Quality),
            story: "水果五天才到，打开一看烂了一半".to_owned(),
            name: "林小雨".to_owned(),
            email: "lin@example.com".to_owned(),
            ..Draft::default()
        }
    }

    #[track_caller]
    fn check(change: impl FnOnce(&mut Draft), expected: &[(&str, ProblemCode)]) {
        let mut draft = draft();
        change(&mut draft);
        let today = morning().date_naive();
        let problems = match draft.parse(CUSTOMER, &fruit_order(), Language::ZhHans, today) {
            Ok(_) => Vec::new(),
            Err(problems) => problems,
        };
        let found: Vec<_> = problems.iter().map(|problem| (problem.field.as_ref(), problem.code)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_complete_form_has_no_problems() {
        check(|_| {}, &[]);
    }

    #[test]
    fn every_problem_is_listed_at_once_in_the_order_of_the_form() {
        check(
            |draft| *draft = Draft::default(),
            &[
                ("goods", ProblemCode::NotChosen),
                ("story", ProblemCode::Empty),
                ("category", ProblemCode::NotChosen),
                ("name", ProblemCode::Empty),
                ("email", ProblemCode::Empty),
            ],
        );
    }

    #[test]
    fn a_story_too_short_or_too_long_is_named() {
        check(|draft| draft.story = "坏".to_owned(), &[("story", ProblemCode::TooShort)]);
        check(|draft| draft.story = "坏".repeat(20_000), &[("story", ProblemCode::TooLong)]);
    }

    #[test]
    fn emoji_and_right_to_left_words_are_kept_and_control_characters_fall_away() {
        let mut draft = draft();
        draft.story = "水果全烂了 😡🍓 שלום \u{0}\u{202e}请处理一下".to_owned();
        let (filing, _) =
            draft.parse(CUSTOMER, &fruit_order(), Language::ZhHans, morning().date_naive()).unwrap();
        assert_eq!(filing.story.as_str(), "水果全烂了 😡🍓 שלום 请处理一下");
    }

    #[test]
    fn a_needed_by_date_must_be_a_date_within_the_next_year() {
        check(|draft| draft.needed_by = "bald".to_owned(), &[("needed_by", ProblemCode::NotADate)]);
        check(
            |draft| draft.needed_by = "1970-01-01".to_owned(),
            &[("needed_by", ProblemCode::DateOutOfRange)],
        );
        check(
            |draft| draft.needed_by = "9999-01-01".to_owned(),
            &[("needed_by", ProblemCode::DateOutOfRange)],
        );
        check(|draft| draft.needed_by = "2026-03-12".to_owned(), &[]);
    }

    #[test]
    fn a_step_tells_its_problems_though_later_ones_are_still_blank() {
        check(
            |draft| {
                *draft = Draft {
                    needed_by: "1970-01-01".to_owned(),
                    claims: Findings { spoiled_percent: Some(101), ..Findings::default() },
                    ..Draft { name: String::new(), ..draft.clone() }
                };
            },
            &[
                ("needed_by", ProblemCode::DateOutOfRange),
                ("spoiled_percent", ProblemCode::TooLarge),
                ("name", ProblemCode::Empty),
            ],
        );
    }

    #[test]
    fn a_line_must_be_chosen_from_those_of_the_order() {
        check(|draft| draft.goods.clear(), &[("goods", ProblemCode::NotChosen)]);
        check(|draft| draft.goods.push(Pieces::all_of("MELON")), &[("goods", ProblemCode::UnknownChoice)]);
    }

    #[test]
    fn no_more_pieces_than_the_line_has_and_no_line_twice() {
        let pieces = |quantity| vec![Pieces { quantity: Some(quantity), ..Pieces::all_of("FRUIT-5KG") }];
        check(|draft| draft.goods = pieces(1), &[]);
        check(|draft| draft.goods = pieces(0), &[("pieces", ProblemCode::TooFew)]);
        check(|draft| draft.goods = pieces(2), &[("goods", ProblemCode::TooMany)]);
        check(|draft| draft.goods.extend(pieces(1)), &[("goods", ProblemCode::NamedTwice)]);
    }

    #[test]
    fn what_is_too_few_or_too_many_says_how_many_there_may_be() {
        let told = |change: &dyn Fn(&mut Filing)| {
            let mut filing = crate::testing::filing();
            change(&mut filing);
            let problems = problems_of_filing(&filing, &fruit_order(), morning().date_naive());
            problems.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let pieces = |quantity| vec![Pieces { quantity: Some(quantity), ..Pieces::all_of("FRUIT-5KG") }];
        assert_eq!(told(&|filing| filing.goods = pieces(0)), ["`pieces`: too_few, min 1, is 0"]);
        assert_eq!(told(&|filing| filing.goods = pieces(9)), ["`goods`: too_many, max 1, is 9"]);
        assert_eq!(
            told(&|filing| filing.wants = vec![Remedy::Refund; MAX_WANTS + 1]),
            [format!("`wants`: too_many, max {MAX_WANTS}, is {}", MAX_WANTS + 1)]
        );
    }

    #[test]
    fn of_several_pieces_none_is_taken_to_be_affected_until_the_customer_says_how_many() {
        let line = |quantity| crate::order::OrderLine { quantity, ..fruit_order().lines[0].clone() };
        assert_eq!(Pieces::chosen_of(&line(1)), Pieces::all_of("FRUIT-5KG"));
        let of_six = Pieces::chosen_of(&line(6));
        assert!(of_six.lacks_count());
        check(|draft| draft.goods = vec![of_six.clone()], &[("pieces", ProblemCode::TooFew)]);
    }

    #[test]
    fn a_telephone_number_will_do_instead_of_an_address() {
        check(|draft| (draft.email, draft.phone) = (String::new(), "138 0013 8000".to_owned()), &[]);
    }

    #[test]
    fn a_count_that_can_not_be_true_is_named() {
        check(
            |draft| draft.claims.spoiled_percent = Some(101),
            &[("spoiled_percent", ProblemCode::TooLarge)],
        );
        check(
            |draft| draft.claims.days_in_repair = Some(u32::MAX),
            &[("days_in_repair", ProblemCode::TooLarge)],
        );
    }
}
