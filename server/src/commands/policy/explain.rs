//! `redress policy explain`: decides one case file, for people in words or for programs as JSON.

use super::{BadCase, Named};
use crate::commands::say;
use crate::packs;
use crate::zones::Database;
use domain::personal::Language;
use domain::policy::answer::Answer;
use domain::policy::authoring::parse_case;
use domain::policy::explain::{self, Explanation, plain};
use domain::policy::uncovered::Uncovered;
use domain::policy::words::{authority_name, say as word, word_name};
use domain::policy::{Decision, Packs, decide};
use domain::remedy::Remedy;
use std::path::PathBuf;

/// Decides a case.
#[derive(Debug, clap::Args)]
pub struct Explain {
    #[command(flatten)]
    named: Named,
    /// The case file; its form is documented in policies/cases/README.md
    #[arg(long, value_name = "FILE")]
    case: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Language of the words: zh-Hans, zh-Hant or en
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| "expected zh-Hans, zh-Hant or en".to_owned())
}

impl Explain {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let file = self.case.display().to_string();
        let text = std::fs::read_to_string(&self.case).map_err(|error| {
            BadCase(format!("{file}: can't be read: {error}; expected a case file in UTF-8"))
        })?;
        // One line: the first mistake; `check` lists them all.
        let case = parse_case(&file, &text, &Database)
            .map_err(|mistakes| BadCase(mistakes.first().map(ToString::to_string).unwrap_or_default()))?;
        let sources = packs::load(self.named.folder()?.as_deref())?;
        let packs =
            packs::pick(&sources, &case.packs).map_err(|fault| BadCase(format!("{file}: packs: {fault}")))?;
        if let Some(mistake) = case.undeclared(&file, &packs.packs().iter().collect::<Vec<_>>()).first() {
            return Err(BadCase(mistake.to_string()).into());
        }
        let decision = decide(&packs, &case.facts());
        let uncovered = case.uncovered(&decision);
        if self.json {
            say(serde_json::to_string_pretty(
                &Answer::of(&packs, &decision, case.facts().order).with_uncovered(uncovered.as_ref()),
            )?);
        } else {
            tell(&packs, &decision, uncovered.as_ref(), self.language);
        }
        Ok(())
    }
}

const ENTITLED: [&str; 3] = ["您现在就可以得到：", "您現在就可以得到：", "Yours now:"];
const REFUSED: [&str; 3] = ["这次不适用，因为：", "這次不適用，因為：", "Not this time, because:"];
const DEPENDS: [&str; 3] = ["确认后您可以得到：", "確認後您可以得到：", "Yours once we confirm:"];
const UNCOVERED: [&str; 3] = ["没有规则提到的：", "沒有規則提到的：", "No rule speaks of:"];
const OPTIONS: [&str; 3] = ["可选方案：", "可選方案：", "Options:"];

fn tell(packs: &Packs, decision: &Decision, uncovered: Option<&Uncovered>, language: Language) {
    let part = |heading, explanations: Vec<Explanation>| {
        if !explanations.is_empty() {
            say(word(heading, language));
            for explanation in &explanations {
                one(explanation, language);
            }
        }
    };
    part(ENTITLED, explain::granted(packs, decision, language));
    part(DEPENDS, explain::depending(packs, decision, language));
    part(REFUSED, explain::refused(packs, decision, language));
    if let Some(uncovered) = uncovered {
        let name = |remedy: Remedy| word(word_name(remedy.code()), language);
        say(word(UNCOVERED, language));
        for asked in &uncovered.asked {
            say(format_args!("  - {}", asked.because(language, name)));
        }
        say(format_args!("  {}", uncovered.instead(language, name)));
    }
    if !decision.options.is_empty() {
        say(word(OPTIONS, language));
    }
    for option in &decision.options {
        let names: Vec<String> = option
            .parts
            .iter()
            .map(|part| {
                let mut name = word(word_name(part.remedy.code()), language).to_owned();
                if !part.goods.is_empty() {
                    name = format!(
                        "{name} ({})",
                        part.goods.iter().map(|goods| goods.title.as_str()).collect::<Vec<_>>().join(", ")
                    );
                }
                part.amount.map_or_else(|| name.clone(), |amount| format!("{name} {amount}"))
            })
            .collect();
        let mark = if option.is_recommended { '*' } else { '-' };
        let authority = word(authority_name(option.authority), language);
        say(format_args!("  {mark} {} = {} [{authority}]", names.join(" + "), option.total));
        let reasons = explain::option(packs, decision, option, language);
        let leads = reasons.parts.iter().map(|part| &part.lead);
        for line in
            leads.chain([&reasons.recommended, &reasons.ready, &reasons.care]).filter(|line| !line.is_empty())
        {
            say(format_args!("      {}", plain(line)));
        }
    }
}

fn one(explanation: &Explanation, language: Language) {
    say(format_args!("  - {} [{}]", plain(&explanation.lead).trim_end(), explanation.source(language)));
    for row in &explanation.rows {
        say(format_args!("      {}", row.line(language)));
    }
    if !explanation.nearest.is_empty() {
        say(format_args!("      {}", plain(&explanation.nearest)));
    }
}
