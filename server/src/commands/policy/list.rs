//! `redress policy list`: the packs, their versions and hashes, and their rules.

use super::Named;
use crate::commands::say;
use crate::packs;
use domain::policy::authoring::{SourcePack, compile, describe};
use serde_json::json;

/// Lists packs.
#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    named: Named,
    /// Show every rule with its conditions
    #[arg(long)]
    rules: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let sources = packs::load(self.named.folder()?.as_deref())?;
        if self.json {
            let listed = sources.iter().map(as_json).collect::<Result<Vec<_>, _>>()?;
            say(serde_json::to_string_pretty(&listed)?);
            return Ok(());
        }
        for source in &sources {
            let pack = &source.pack;
            let review = pack.review.as_ref().map_or_else(
                || "not reviewed, no legal advice".to_owned(),
                |review| format!("reviewed by {} on {}", review.by, review.on),
            );
            let (n_rules, version) = (pack.rules.len(), &pack.version);
            say(format_args!("{} {version}  {}  {n_rules} rules, {review}", pack.id, pack.title.en));
            for (rule, note) in pack.rules.iter().zip(&source.notes).filter(|_| self.rules) {
                say(format_args!("\n  {} (line {}): {}", rule.code, note.line, rule.title.en));
                for line in describe::rule(rule) {
                    say(format_args!("    {line}"));
                }
                say(format_args!("    for example: {}", note.example.en));
                say(format_args!("    does not cover: {}", note.excludes.en));
            }
        }
        Ok(())
    }
}

fn as_json(source: &SourcePack) -> Result<serde_json::Value, serde_json::Error> {
    let compiled = compile(source)?;
    let pack = &source.pack;
    Ok(json!({
        "id": pack.id,
        "version": pack.version,
        "jurisdiction": pack.jurisdiction,
        "hash": compiled.public_hash,
        "desk_hash": compiled.desk_hash,
        "reviewed_by": pack.review.as_ref().map(|review| &review.by),
        "rules": pack.rules.iter().map(|rule| &rule.code).collect::<Vec<_>>(),
    }))
}
