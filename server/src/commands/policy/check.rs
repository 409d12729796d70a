//! `redress policy check`: everything that can be wrong with packs, each with its file, line and rule.

use super::Named;
use crate::commands::say;
use crate::packs;
use crate::zones::Database;
use anyhow::bail;
use domain::policy::authoring::{Gravity, check, parse_case};

/// What to do next where nothing has been tried yet.
const NO_CASES: &str = "no cases yet, so no rule has been tried. Next: put a case beside each promise, one in which \
    it is kept and one in which it does not apply, as PACK/cases/NAME.toml; `redress policy explain --case FILE` \
    shows how it comes out, and policies/cases/README.md lists the keys";

/// Checks packs.
#[derive(Debug, clap::Args)]
pub struct Check {
    #[command(flatten)]
    named: Named,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let dir = self.named.folder()?;
        let dir = dir.as_deref();
        let sources = packs::load(dir)?;
        let mut cases = Vec::new();
        let mut mistakes = Vec::new();
        for (file, text) in packs::case_texts(dir)? {
            match parse_case(&file, &text, &Database) {
                Ok(case) => cases.push((file, case)),
                Err(found) => mistakes.extend(found),
            }
        }
        let found = check(&sources, &cases, chrono::Utc::now().date_naive());
        let n_errors = mistakes.len() + found.iter().filter(|one| one.gravity == Gravity::Error).count();
        if self.json {
            let shown: Vec<_> = found
                .iter()
                .map(|one| {
                    serde_json::json!({
                        "gravity": one.gravity, "file": one.file, "line": one.line,
                        "rule": one.rule, "message": one.message,
                    })
                })
                .collect();
            say(serde_json::to_string_pretty(&shown)?);
        } else {
            mistakes.iter().for_each(say);
            found.iter().for_each(say);
            let (n_packs, n_cases) = (sources.len(), cases.len());
            if n_cases == 0 {
                say(NO_CASES);
            }
            say(format_args!("{n_packs} packs and {n_cases} cases checked: {} findings", found.len()));
        }
        if n_errors > 0 {
            bail!("{n_errors} errors in packs or cases");
        }
        Ok(())
    }
}
