//! Whoever reads a draft's text and writes in it: edits, mistakes, the check together with the other packs.

use crate::policy::authoring::check::{Found, NamedCase, check};
use crate::policy::authoring::edit;
use crate::policy::authoring::mistake::Mistake;
use crate::policy::authoring::pack_file::{SourcePack, compile, parse_pack};
use crate::policy::draft::decide::{Examined, Scribe};
use crate::policy::draft::edit::{Edit, EditFault};
use crate::policy::draft::flaw::{Flaw, Gravity};
use chrono::NaiveDate;

/// The file name that findings and mistakes of a draft carry.
pub const DRAFT_FILE: &str = "draft";

/// A scribe among the packs that are in force beside the one it writes.
#[derive(Clone, Copy, Debug)]
pub struct PackScribe<'a> {
    /// The other packs.
    pub others: &'a [SourcePack],
    /// The cases at hand; those that name packs which are not in force are left out.
    pub cases: &'a [NamedCase],
    /// Today, in the shop's zone.
    pub today: NaiveDate,
}

impl PackScribe<'_> {
    /// Reads a text as a pack; all mistakes at once.
    pub fn read(text: &str) -> Result<SourcePack, Vec<Mistake>> {
        parse_pack(DRAFT_FILE, text)
    }

    /// What the check finds in a draft: in its own rules, in the cases it has a part in, and gaps it leaves.
    ///
    /// A case that comes out otherwise is something to look at, not an error: it may be just what the draft is for.
    pub fn findings(&self, draft: &SourcePack) -> Vec<Found> {
        let mut sources: Vec<SourcePack> =
            self.others.iter().filter(|other| other.pack.id != draft.pack.id).cloned().collect();
        sources.push(draft.clone());
        let is_there = |id: &String| sources.iter().any(|source| source.pack.id == *id);
        let cases: Vec<NamedCase> =
            self.cases.iter().filter(|(_, case)| case.packs.iter().all(is_there)).cloned().collect();
        let mut found: Vec<Found> = Vec::new();
        for one in check(&sources, &cases, self.today) {
            let kept = match one.flaw {
                Flaw::CaseFails { case, .. } if self.takes_part(&draft.pack.id, &case) => {
                    Found::of_draft(&one.rule, Flaw::CaseDiffers { case })
                }
                Flaw::CaseFails { .. } | Flaw::PackMissing { .. } => continue,
                Flaw::Gap { .. } => one,
                _ if one.file == draft.file => one,
                _ => continue,
            };
            // One line for a case, however much of it differs.
            if !found.contains(&kept) {
                found.push(kept);
            }
        }
        found
    }

    fn takes_part(&self, pack: &str, name: &str) -> bool {
        self.cases.iter().any(|(file, case)| file == name && case.packs.iter().any(|id| id == pack))
    }
}

impl Scribe for PackScribe<'_> {
    fn edit(&self, text: &str, edit: &Edit) -> Result<String, EditFault> {
        edit::edit(text, edit)
    }

    fn name_version(&self, text: &str, version: &str) -> Option<String> {
        edit::name_version(text, version)
    }

    fn examine(&self, text: &str) -> Examined {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        match Self::read(text) {
            Err(mistakes) => Examined { n_mistakes: count(mistakes.len()), n_errors: 0 },
            Ok(source) => {
                let found = self.findings(&source);
                let errors = found.iter().filter(|one| one.gravity == Gravity::Error);
                Examined { n_mistakes: 0, n_errors: count(errors.count()) }
            }
        }
    }

    fn hash(&self, text: &str) -> Option<String> {
        compile(&Self::read(text).ok()?).ok().map(|compiled| compiled.public_hash)
    }
}
