//! What a text is worth: the readers of every field, and what they refuse.

use super::contact::{Contact, Email, Grain, Phone};
use super::problem::{Problem, ProblemCode};
use super::*;
use proptest::prelude::*;

/// The text a story is read as, or the code of its problem.
fn story(text: &str) -> Result<String, ProblemCode> {
    Story::parse(text).map(|story| story.0).map_err(|problem| problem.code)
}

fn email(text: &str) -> Result<String, ProblemCode> {
    Email::parse(text).map(|email| email.to_string()).map_err(|problem| problem.code)
}

fn phone(text: &str) -> Result<String, ProblemCode> {
    Phone::parse(text).map(|phone| phone.to_string()).map_err(|problem| problem.code)
}

fn contact(text: &str) -> Contact {
    Contact::parse(text).unwrap()
}

#[test]
fn story_length_counts_characters_and_both_ends_are_in() {
    for whole in ["没收到货", "重复扣了我两次钱", "It broke"] {
        assert_eq!(story(whole).as_deref(), Ok(whole));
    }
    assert_eq!(story("坏了呀"), Err(ProblemCode::TooShort));
    assert!(story(&"坏".repeat(5000)).is_ok());
    let problem = Story::parse(&"坏".repeat(20_000)).unwrap_err();
    assert_eq!(
        serde_json::to_string(&problem).unwrap(),
        r#"{"field":"story","code":"too_long","facts":{"max":5000,"is":20000}}"#
    );
}

#[test]
fn nothing_to_see_is_empty() {
    for blank in
        ["", "   ", "\u{3000}\n\t", "\0\0", "\u{200b}\u{feff}", "\u{202e}\u{2066}", "\u{3164}\u{2800}"]
    {
        assert_eq!(story(blank), Err(ProblemCode::Empty), "{blank:?}");
        assert_eq!(PersonName::parse(&format!("a{blank}")).is_ok(), !blank.contains('\0'), "{blank:?}");
    }
}

#[test]
fn what_can_spoof_is_taken_out_and_the_rest_stays() {
    assert_eq!(story("broken\0 on \u{7}arrival\u{9f}!").as_deref(), Ok("broken on arrival!"));
    assert_eq!(story("see \u{202e}gnp.exe\u{202c} here").as_deref(), Ok("see gnp.exe here"));
    assert_eq!(
        story("投\u{200b}诉\u{200d}了\u{2060}三次还是没有人理").as_deref(),
        Ok("投诉了三次还是没有人理")
    );
    assert_eq!(
        story("line one\r\nline two\rthree\u{2028}four").as_deref(),
        Ok("line one\nline two\nthree\nfour")
    );
}

#[test]
fn towers_of_marks_are_cut_and_letters_that_need_several_stay() {
    let tower = |between: &str| ["e", &format!("\u{301}{between}").repeat(900), " is all I see"].concat();
    for between in ["", "\u{200d}", "\u{200b}", "\u{1}"] {
        let cut = story(&tower(between)).unwrap();
        let n_marks = cut.chars().filter(|c| *c == '\u{301}').count();
        assert!(n_marks == 8 && cut.ends_with(" is all I see"), "{between:?}: {n_marks} in {cut:?}");
        assert_eq!(story(&cut).as_deref(), Ok(cut.as_str()));
    }
    for whole in ["Tiê\u{301}ng Viê\u{323}t", "בְּרֵאשִׁ֖ית", "ที่นี่มีน้ำ", "བསྒྲུབས་པའི", "مُحَمَّدٌ", "❤\u{fe0f}\u{20e3} too"]
    {
        assert_eq!(story(whole).as_deref(), Ok(whole));
    }
}

#[test]
fn emoji_and_scripts_that_join_stay_whole() {
    let family = "the \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} is angry \u{2764}\u{fe0f}\u{200d}\u{1f525}";
    assert_eq!(story(family).as_deref(), Ok(family));
    let scotland = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} parcel lost";
    assert_eq!(story(scotland).as_deref(), Ok(scotland));
    let persian = "نمی\u{200c}خواهم این کالا را";
    assert_eq!(story(persian).as_deref(), Ok(persian));
    assert_eq!(story("hidden \u{e0041}\u{e0042} tags").as_deref(), Ok("hidden  tags"));
}

#[test]
fn single_line_refuses_what_would_break_it() {
    let code = |text: &str| OrderNumber::parse(text).map(|n| n.0).map_err(|problem| problem.code);
    assert_eq!(code(" ＃Ａ２０２６－１ \n").as_deref(), Ok("#A2026-1"));
    assert_eq!(code("A1\nB2"), Err(ProblemCode::ControlCharacters));
    assert_eq!(code("A1\0"), Err(ProblemCode::ControlCharacters));
    assert_eq!(Sentence::parse("too\nlate,\t sorry").unwrap().as_str(), "too late, sorry");
}

#[test]
fn blanks_that_meet_where_something_unseen_stood_are_one() {
    let once = OrderNumber::parse("A \u{fe0f}\u{3000}1").unwrap();
    assert_eq!(once.as_str(), "A 1");
    assert_eq!(OrderNumber::parse(once.as_str()), Ok(once));
}

#[test]
fn order_numbers_are_the_same_however_they_are_typed() {
    let key = |text: &str| OrderNumber::parse(text).unwrap().key();
    assert_eq!(key("#ab 12-C"), key("AB12-c"));
    assert_ne!(key("AB12C"), key("AB12-C"));
    assert_eq!(OrderNumber::parse("##").unwrap_err().code, ProblemCode::Empty, "nothing to find an order by");
}

#[test]
fn email_is_checked_by_form() {
    assert_eq!(email(" Mei.Lin+shop@Example.COM ").as_deref(), Ok("Mei.Lin+shop@example.com"));
    assert_eq!(email("ｍｅｉ＠ｅｘａｍｐｌｅ．ｃｏｍ").as_deref(), Ok("mei@example.com"));
    assert_eq!(email("小林@例子.中国").as_deref(), Ok("小林@例子.中国"));
    for wrong in [
        "mei",
        "mei@",
        "@example.com",
        "mei@example",
        "a b@example.com",
        "mei@-a.com",
        "..@b.cn",
        "a@b..c",
        "a@1.2.3.4",
        "a@b@c.de",
        "a,b@c.de",
    ] {
        assert_eq!(email(wrong), Err(ProblemCode::NotAnEmail), "{wrong}");
    }
    assert_eq!(email(""), Err(ProblemCode::Empty));
    assert_eq!(email(&format!("{}@example.com", "a".repeat(65))), Err(ProblemCode::NotAnEmail));
    assert_eq!(email(&format!("a@{}.com", "b.".repeat(150))), Err(ProblemCode::TooLong));
}

#[test]
fn address_is_read_whatever_stands_around_it() {
    for typed in [
        "E-mail: mei@example.com",
        "邮箱：mei@example.com。",
        "mailto:mei@example.com",
        "<mei@example.com>",
        "Mei Lin <mei@example.com>",
        "“mei@example.com”",
        "mei@example.com.",
        "mei @ example.com",
        "mei@example。com",
        "mei\u{200b}@example.com\u{feff}",
    ] {
        assert_eq!(email(typed).as_deref(), Ok("mei@example.com"), "{typed}");
    }
    // The RFC forbids the first four, and people have them; the others look like labels and are none.
    for address in [
        ".mei@example.com",
        "mei.@example.com",
        "mei..lin@example.com",
        "mei@my_shop.example.com",
        "mail.me@example.com",
        "no.1@example.com",
        "a1b2c3d4+X9@marketplace.example.com",
    ] {
        assert_eq!(email(address).as_deref(), Ok(address));
    }
}

#[test]
fn phone_is_normalised_to_digits() {
    assert_eq!(phone("+86 138-0013-8000").as_deref(), Ok("+8613800138000"));
    assert_eq!(phone("(02) 2345.6789").as_deref(), Ok("0223456789"));
    assert_eq!(phone("＋８５２ ２３４５ ６７８９").as_deref(), Ok("+85223456789"));
    for wrong in ["1234", "1234567890123456", "138+0013", "++86138", "call me", "138001380OO"] {
        assert_eq!(phone(wrong), Err(ProblemCode::NotAPhone), "{wrong}");
    }
}

#[test]
fn what_is_dialled_around_a_number_is_told_from_it() {
    for (typed, number) in [
        ("Tel.: +86 138–0013–8000", "+8613800138000"),
        ("手机号：13800138000", "13800138000"),
        ("+44 (0)7700 900101", "+447700900101"),
        ("+44 07700 900101", "+447700900101"),
        ("0044 7700 900101", "+447700900101"),
        ("07700 900101", "07700900101"),
        ("+39 06 1234567", "+39061234567"),
        ("+1 207-835-4259 ext. 43112", "+12078354259x43112"),
        ("207-835-4259 x43112", "2078354259x43112"),
        ("13800138000转5678", "13800138000x5678"),
        ("13800138000-1234", "13800138000x1234"),
        ("13800138000[1234]", "13800138000x1234"),
        ("13800138000,1234", "13800138000x1234"),
    ] {
        assert_eq!(phone(typed).as_deref(), Ok(number), "{typed}");
        assert_eq!(phone(number).as_deref(), Ok(number), "{number} reads back");
    }
    assert_eq!(
        phone("139****8001"),
        Err(ProblemCode::NotAPhone),
        "a number with a hole in it reaches nobody"
    );
}

#[test]
fn one_number_is_the_same_with_country_code_and_with_the_nought_at_home() {
    let spellings =
        ["+447700900101", "07700 900101", "0044 7700 900101", "+44 (0)7700 900101", "447700900101"];
    for known in spellings {
        let known = Phone::parse(known).unwrap();
        for typed in spellings {
            assert!(contact(typed).is_phone(&known), "{typed} for {}", known.as_str());
        }
        assert!(!contact("07700 900102").is_phone(&known));
    }
    assert!(!contact("0000 8000").is_phone(&Phone::parse("13800138000").unwrap()), "noughts are no digits");
}

#[test]
fn end_of_a_number_is_read_as_people_write_it() {
    let mobile = Phone::parse("13900008001").unwrap();
    for typed in [
        "尾号8001",
        "手机尾号：8001",
        "139****8001",
        "139 **** 8001",
        "139xxxx8001",
        "****8001",
        "…8001",
        "...8001",
        "ending in 8001",
        "last 4: 8001",
        "８００１",
        "8001。",
    ] {
        assert!(contact(typed).is_phone(&mobile), "{typed}");
    }
    assert!(Contact::parse("139****01").is_err(), "two digits are no end");
    let office = Phone::parse("+1 207-835-4259 ext. 43112").unwrap();
    assert!(contact("207 835 4259").is_phone(&office));
    assert!(contact("+1 207-835-4259 x43112").is_phone(&office));
    assert!(!contact("43112").is_phone(&office), "an extension is everybody's");
}

#[test]
fn postcode_is_the_same_with_label_country_and_the_four_digits_behind_it() {
    for (typed, known) in [
        ("10001", "10001-1234"),
        ("10001-1234", "10001"),
        ("10001-1234", "10001-1234"),
        ("00901", "00901-1234"),
        ("邮编：510620", "510620"),
        ("CEP 01310-100", "01310-100"),
        ("D-10115", "10115"),
        ("10115", "D-10115"),
        ("〒101-0021", "1010021"),
        ("sw1a–1aa", "SW1A 1AA"),
    ] {
        assert!(contact(typed).is_postcode(known), "{typed} for {known}");
    }
    assert!(!contact("10002-1234").is_postcode("10001-1234"));
}

#[test]
fn postcodes_that_count_up_are_true_ones_and_fillers_are_not() {
    for postcode in ["01234", "89012", "43210"] {
        assert!(contact(postcode).is_usable(), "{postcode}");
    }
    for filler in ["00000", "12345", "99999", "123456", "000000"] {
        assert!(!contact(filler).is_usable(), "{filler}");
    }
}

#[test]
fn contact_finds_the_right_person_and_nobody_else() {
    let mobile = Phone::parse("+86 138 0013 8000").unwrap();
    assert!(contact("8000").is_phone(&mobile));
    assert!(contact("138 0013 8000").is_phone(&mobile));
    assert!(contact("+86 13800138000").is_phone(&mobile));
    assert!(contact("+8613800138000").is_phone(&Phone::parse("13800138000").unwrap()));
    assert!(!contact("000").is_phone(&mobile), "three digits are too easily guessed");
    assert!(!contact("1380").is_phone(&mobile), "the front is not the end");
    assert!(!contact("913800138001").is_phone(&mobile));

    assert!(contact("MEI@example.COM").is_email(&Email::parse("mei@example.com").unwrap()));
    assert!(!contact("mei@example.com").is_email(&Email::parse("mei2@example.com").unwrap()));

    assert!(contact("sw1a 1aa").is_postcode("SW1A1AA"));
    assert!(contact("01310-100").is_postcode("01310"), "the shop knows the front alone");
    assert!(!contact("0131").is_postcode("01310"), "a part of what the shop knows is too little");
    assert!(!contact("123456").is_postcode(""), "no postcode known");
    let code = |text: &str| Contact::parse(text).map_err(|problem| problem.code);
    assert_eq!(code("ab"), Err(ProblemCode::NotAContact));
    assert_eq!(code("mei@"), Err(ProblemCode::NotAnEmail));
}

#[test]
fn what_stands_where_nothing_is_known_is_no_contact() {
    let email = |text: &str| Email::parse(text).unwrap().is_usable();
    for nobody in
        ["noreply@shop.de", "No-Reply@shop.de", "guest@shop.de", "n.a@x.com", "none+1@x.com", "aaa@a.com"]
    {
        assert!(!email(nobody), "{nobody}");
    }
    for nobody in ["123456@qq.com", "mei@shop.invalid", "test@test.com"] {
        assert!(!email(nobody), "{nobody}");
    }
    for somebody in
        ["mei@example.com", "info@mueller.de", "shop@mueller.de", "13800138000@163.com", "ab@c.de"]
    {
        assert!(email(somebody), "{somebody}");
    }
    let phone = |text: &str| Phone::parse(text).unwrap().is_usable();
    for nobody in
        ["00000", "0000000000", "11111111111", "123456", "1234567890", "+8611111111111", "+10000000000"]
    {
        assert!(!phone(nobody), "{nobody}");
    }
    for somebody in ["13888888888", "+8613888888888", "13800138000", "55512", "+442079460000"] {
        assert!(phone(somebody), "{somebody}");
    }
    for (typed, is_usable) in [("000000", false), ("123456", false), ("8888", true), ("35182", true)] {
        assert_eq!(contact(typed).is_usable(), is_usable, "{typed}");
    }
}

#[test]
fn postcode_proves_as_much_as_it_names() {
    let grain = |text: &str| contact(text).postcode_grain();
    for town in ["101", "1010", "310000", "510000", "215300", "000000", "00000", "123456", "999077"] {
        assert_eq!(grain(town), Grain::Town, "{town}");
    }
    for quarter in ["35182", "10115", "94110", "510630", "560034"] {
        assert_eq!(grain(quarter), Grain::Quarter, "{quarter}");
    }
    for street in ["SW1A 1AA", "M1 1AE", "1012 AB", "K1A 0B1", "01310-100", "150-0001", "94110-1234"] {
        assert_eq!(grain(street), Grain::Street, "{street}");
    }
    assert!(!contact("510000").is_postcode("510000"));
}

#[test]
fn hints_give_away_little_and_debug_nothing() {
    let (email, phone) = (Email::parse("mei@example.com").unwrap(), Phone::parse("13800138000").unwrap());
    assert_eq!((email.hint().as_str(), phone.hint().as_str()), ("m…@example.com", "…8000"));
    let shown = format!("{email:?} {phone:?} {:?} {:?}", contact("8000"), PersonName::parse("Mei").unwrap());
    assert_eq!(
        shown,
        "Email(15 characters) Phone(11 characters) Contact(4 characters) PersonName(3 characters)"
    );
}

#[test]
fn json_can_not_skip_the_check() {
    assert_eq!(
        serde_json::from_str::<Story>(r#""bad""#).unwrap_err().to_string(),
        "`story`: too_short, min 4, is 3"
    );
    let story: Story = serde_json::from_str(r#""\u0000the parcel never came\r\n""#).unwrap();
    assert_eq!(serde_json::to_string(&story).unwrap(), r#""the parcel never came""#);
    let problem: Problem = serde_json::from_str(r#"{"field":"name","code":"empty"}"#).unwrap();
    assert_eq!(problem, PersonName::parse(" ").unwrap_err());
}

/// Text with all the characters that matter here far more often than chance would bring them.
fn nasty() -> impl Strategy<Value = String> {
    let special = "\0\u{7}\t\n\r\u{85}\u{200b}\u{200c}\u{200d}\u{202e}\u{2066}\u{2028}\u{feff}\u{3000}\u{e0041}\
                   \u{1f3f4}\u{1f468}\u{fe0f}\u{3164} @.+-#aZ5投ｆن";
    let special: Vec<char> = special.chars().collect();
    prop::collection::vec(prop_oneof![3 => prop::sample::select(special), 1 => any::<char>()], 0..40)
        .prop_map(|chars| chars.into_iter().collect())
}

#[test]
fn what_stands_in_place_of_a_text_that_is_not_shown_can_be_read() {
    assert_eq!(Sentence::parse("-"), Ok(Sentence::withheld()));
    assert_eq!(Reference::parse("-"), Ok(Reference::withheld()));
}

proptest! {
    #[test]
    fn reading_twice_changes_nothing(text in nasty()) {
        let padded = format!("0123456789{text}0123456789");
        let story = Story::parse(&padded).unwrap();
        prop_assert_eq!(Story::parse(story.as_str()), Ok(story.clone()));
        prop_assert!(!story.as_str().chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        let line = Sentence::parse(&text);
        prop_assert!(line.is_err() || Sentence::parse(line.as_ref().unwrap().as_str()) == line);
        let number = OrderNumber::parse(&text);
        prop_assert!(number.is_err() || OrderNumber::parse(number.as_ref().unwrap().as_str()) == number);
        let contact = Contact::parse(&text);
        prop_assert!(contact.is_err() || Contact::parse(contact.as_ref().unwrap().as_str()) == contact);
    }

    #[test]
    fn a_number_of_noughts_stays_as_it_is_however_often_it_is_read(code in "(44|49|60|86)", n in 8_usize..12) {
        let phone = Phone::parse(&format!("+{code}{}", "0".repeat(n))).unwrap();
        prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone.clone()));
    }

    #[test]
    fn every_phone_reads_back_and_is_found_by_its_end(digits in "[0-9]{5,15}", plus in any::<bool>()) {
        let phone = Phone::parse(&format!("{}{digits}", if plus { "+" } else { "" })).unwrap();
        prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone.clone()));
        let (_, tail) = digits.split_at(digits.len() - 4);
        prop_assert!(Contact::parse(tail).unwrap().is_phone(&phone));
    }
}
