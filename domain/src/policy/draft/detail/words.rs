//! What was given and what was expected, in English for the command line.

use super::{Expected, Given};
use crate::personal::Language;
use core::fmt::{Display, Formatter, Result};

impl Display for Given {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Text(text) => write!(f, "`{text}`"),
            Self::Number(number) => write!(f, "the number {number}"),
            Self::List => f.write_str("a list"),
            Self::Table => f.write_str("a table"),
        }
    }
}

impl Display for Expected {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Text => "a text",
            Self::Flag => "`true` or `false`",
            Self::WholeNumber => "a whole number",
            Self::Between { least, most } => return write!(f, "a whole number from {least} to {most}"),
            Self::Sums => {
                "a sum for each currency such as `{ CNY = \"30.00\", EUR = \"4.00\" }`, or for one such as `30.00 CNY`"
            }
            Self::SumIn { code, decimals } => {
                return write!(f, "a sum in {code}, as text, not below zero, with at most {decimals} decimals");
            }
            Self::Percentage { most } => {
                return write!(f, "a percentage such as `5` or `8.875`, as text, from 0 to {most}, with at most six decimals");
            }
            Self::Span => "a time such as `7 days`, `5 to 7 days`, `7 working days`, `6 months` or `2 years`",
            Self::Day => "a day such as `2026-03-09`",
            Self::Days => "a list of days such as `2026-10-01`",
            Self::Word => "a word",
            Self::Words => "a word or a list of words",
            Self::WordsOrFlag => "a word, a list of words, or true or false",
            Self::Currency => "a known ISO 4217 currency such as `CNY`",
            Self::Citation { beginnings } => {
                let known: Vec<String> = beginnings.iter().map(|one| format!("`{one}`")).collect();
                return write!(f, "a citation; expected it to begin with one of {}", known.join(", "));
            }
            Self::Code => "a stable code such as `withdrawal`",
            Self::RuleCodes => "a list of rule codes",
            Self::PackId => "the pack's id, such as `shop-default`",
            Self::Version => "a version such as `2026.11`",
            Self::Jurisdiction => "a country code, `EU` or `shop`",
            Self::Texts { languages } => {
                let mut named = String::new();
                for (place, language) in languages.iter().enumerate() {
                    named += match place {
                        0 => "",
                        _ if place + 1 == languages.len() => " and ",
                        _ => ", ",
                    };
                    named += language.code();
                }
                return write!(f, "a text in {named}");
            }
            Self::TextIn(Language::ZhHans) => "a text in Simplified Chinese",
            Self::TextIn(Language::ZhHant) => "a text in Traditional Chinese",
            Self::TextIn(Language::En) => "a text in English",
            Self::Reviewer => "the name of whoever reviewed it",
            Self::OwnWord => "a word of 1 to 40 small letters, digits and underscores, such as `members_only`",
            Self::Fact => "the name of a fact",
            Self::DayFact => "a fact that is a day, such as `asked_at` or `finding.goods_back_at`",
            Self::CountFact => "a fact that is a whole number",
            Self::NumberFact => "a fact that is a number",
            Self::MoneyFact => "a fact that is a sum",
            Self::Base => {
                "`complained`, `part_return`, `bundle`, `order`, a sum such as `200.00`, or a fact that is a sum"
            }
            Self::LimitBase => {
                "`complained`, `part_return`, `order`, a sum such as `200.00`, or a fact that is a sum"
            }
            Self::Less => "a sum, a fact that is a sum, or an amount without less, plus and nothing_under",
            Self::Per => "`order`, `line` or a fact that counts days",
            Self::Steps => "at least one step",
            Self::StepBound => "the value up to and including which the step holds",
            Self::Above => "the percentage above the last step",
            Self::Status => "verified, secondary or template",
            Self::Remedy => "a remedy",
            Self::GoodwillRemedy => "coupon, points or gift",
            Self::Grant => "at least one grant",
            Self::Fault => "a fault",
            Self::Payers => "payers and weights, at least one of them above 0",
            Self::Table => "a table",
            Self::Tables => "a list of tables",
            Self::English(words) => words,
        })
    }
}
