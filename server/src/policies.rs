//! Which version of each pack is in force when: the timeline of packs.
//!
//! A version drafted here is in force from its first day on, in the shop's zone, until one approved after it takes
//! its place. Before the first of them, and for packs nobody ever drafted, the version holds that came with the
//! installation. Nothing needs a restart: whoever asks, asks for a day, and what another server brings in force or
//! withdraws is heard of here.
//!
//! A case keeps the versions it was filed under, whatever has become of the packs since.

use crate::in_force::{InForce, InForceFault, PackVersion, noted};
use crate::live::Live;
use crate::packs;
use crate::store::StoreResult;
use crate::zones::Database;
use books::Books;
use books::attempts::Attempts;
use books::packs::PackVersion as Noted;
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::complaint::Case;
use domain::complaint::event::PackRef;
use domain::id::DraftId;
use domain::policy::authoring::check::NamedCase;
use domain::policy::authoring::parse_case;
use domain::policy::draft::event::DraftEvent;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

#[derive(Debug, Default)]
struct Timeline {
    /// Every version, the oldest first.
    versions: Vec<Arc<PackVersion>>,
    /// Combinations that were asked for, by the places of their versions.
    combined: BTreeMap<Vec<i64>, Arc<InForce>>,
}

/// The packs of the shop and all their versions. Cheap to clone; all clones are one.
#[derive(Clone, Debug)]
pub struct Policies {
    books: Books,
    /// The packs in force, in the order in which they add to each other, each with the place of the version that came
    /// with the installation.
    installed: Arc<Vec<(String, i64)>>,
    timeline: Arc<RwLock<Timeline>>,
    cases: Arc<Vec<NamedCase>>,
}

impl Policies {
    /// Reads the packs of these ids, in this order, from the folder `dir` or as they are delivered, keeps them where
    /// they are new, and finds all versions there ever were.
    pub async fn open(
        books: &Books,
        dir: Option<&Path>,
        ids: &[String],
        now: DateTime<FixedOffset>,
    ) -> Result<Self, InForceFault> {
        let sources = packs::load(dir)?;
        let texts = packs::texts(dir)?;
        let mut known = books.pack_versions().await?;
        let mut fresh = Vec::new();
        for id in ids {
            let source = packs::find(&sources, id)?;
            let text = texts.iter().find(|(file, _)| *file == source.file).map(|(_, text)| text.as_str());
            let row = noted(text.unwrap_or_default(), source, now)?;
            let mut attempts = Attempts::at("the versions of packs");
            let is_named_so =
                |(_, other): &(u32, Noted)| (&other.pack, &other.version) == (&row.pack, &row.version);
            if is_new(&row, &known) && known.iter().any(is_named_so) {
                let (pack, version) = (&row.pack, &row.version);
                tracing::warn!(%pack, %version, "a pack says something else than before and kept its version; give it a new one");
            }
            while is_new(&row, &known) {
                attempts.begin()?;
                let seen = known.last().map_or(0, |(place, _)| *place);
                books.note_version(seen, row.clone()).await?;
                // Another server may have been faster, and with the same one.
                known = books.pack_versions().await?;
            }
            fresh.push(row);
        }
        let versions = read(books).await?;
        let installed = fresh
            .iter()
            .map(|row| {
                let own = versions.iter().rev().find(|one| {
                    one.from.is_none()
                        && (&one.link.id, &one.link.hash) == (&row.pack, &row.hash)
                        && one.desk_json == row.desk
                });
                (row.pack.clone(), own.map_or(0, |one| one.seq))
            })
            .collect();
        let policies = Self {
            books: books.clone(),
            installed: Arc::new(installed),
            timeline: Arc::new(RwLock::new(Timeline { versions, combined: BTreeMap::new() })),
            cases: Arc::new(read_cases(dir)?),
        };
        policies.warn_of_drafted();
        Ok(policies)
    }

    /// The packs of these ids as the store knows them, without keeping anything; what was never in force there yet is
    /// read from the folder `dir` or taken as it is delivered.
    pub async fn look(books: &Books, dir: Option<&Path>, ids: &[String]) -> Result<Self, InForceFault> {
        let mut versions = read(books).await?;
        let mut installed = Vec::new();
        let mut seq = 0;
        for id in ids {
            let last = versions.iter().rev().find(|one| one.from.is_none() && one.link.id == *id);
            let place = if let Some(last) = last {
                last.seq
            } else {
                // Below every version that is stored, so that no two are the same.
                seq -= 1;
                let sources = packs::load(dir)?;
                let row = noted("", packs::find(&sources, id)?, chrono::Utc::now().fixed_offset())?;
                versions.insert(0, Arc::new(PackVersion::of(seq, row)?));
                seq
            };
            installed.push((id.clone(), place));
        }
        Ok(Self {
            books: books.clone(),
            installed: Arc::new(installed),
            timeline: Arc::new(RwLock::new(Timeline { versions, combined: BTreeMap::new() })),
            cases: Arc::default(),
        })
    }

    /// An installed version that differs from the one drafted versions were built on does nothing; that is said aloud.
    fn warn_of_drafted(&self) {
        for (id, seq) in self.installed.iter() {
            let versions = self.versions(id);
            let is_drafted = versions.iter().any(|one| one.from.is_some() && !one.is_withdrawn);
            if is_drafted && versions.last().is_some_and(|last| last.seq == *seq) {
                tracing::warn!(pack = %id, "the installed version differs from before, but versions approved here hold");
            }
        }
    }

    /// How many versions there were of all packs when they were last read.
    pub fn n_seen(&self) -> u32 {
        let timeline = self.timeline.read().unwrap_or_else(PoisonError::into_inner);
        timeline.versions.iter().filter_map(|one| u32::try_from(one.seq).ok()).max().unwrap_or(0)
    }

    /// Finds versions that were added or withdrawn.
    pub async fn refresh(&self) -> StoreResult<()> {
        let versions = read(&self.books).await?;
        self.timeline.write().unwrap_or_else(PoisonError::into_inner).versions = versions;
        Ok(())
    }

    /// Keeps up with what other servers of the desk bring in force or withdraw, as long as `live` passes on what happens;
    /// what came between the reading of the versions and this moment is caught up with first.
    pub fn follow(&self, live: &Live) {
        let (policies, mut happened) = (self.clone(), live.beside_cases());
        happened.mark_changed();
        tokio::spawn(async move {
            // What happens outside cases is seldom, and reading the versions again is cheap.
            while happened.changed().await.is_ok() {
                if let Err(fault) = policies.refresh().await {
                    tracing::error!(%fault, "the versions of the packs can't be read again");
                }
            }
        });
    }

    /// The ids of the packs in force, in their order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.installed.iter().map(|(id, _)| id.as_str())
    }

    /// Every version of a pack that was, is or will be in force, and those withdrawn before they were; the oldest first.
    pub fn versions(&self, id: &str) -> Vec<Arc<PackVersion>> {
        let timeline = self.timeline.read().unwrap_or_else(PoisonError::into_inner);
        timeline.versions.iter().filter(|one| one.link.id == id).cloned().collect()
    }

    /// A version by the hash of its public part.
    pub fn by_hash(&self, hash: &str) -> Option<Arc<PackVersion>> {
        let timeline = self.timeline.read().unwrap_or_else(PoisonError::into_inner);
        timeline.versions.iter().rev().find(|one| one.link.hash == hash).cloned()
    }

    /// The version of a pack in force on a day; none where the pack is not in force at all.
    pub fn on(&self, id: &str, day: NaiveDate) -> Option<Arc<PackVersion>> {
        self.pick(id, |from| from <= day)
    }

    /// The newest version of a pack, whether or not its day has come: what a draft is built on.
    pub fn newest(&self, id: &str) -> Option<Arc<PackVersion>> {
        self.pick(id, |_| true)
    }

    fn pick(&self, id: &str, has_begun: impl Fn(NaiveDate) -> bool) -> Option<Arc<PackVersion>> {
        let (_, installed) = self.installed.iter().find(|(own, _)| own == id)?;
        let versions = self.versions(id);
        let drafted = versions.iter().rev().find(|one| !one.is_withdrawn && one.from.is_some_and(&has_begun));
        drafted.or_else(|| versions.iter().find(|one| one.seq == *installed)).cloned()
    }

    /// The packs in force on a day.
    pub fn in_force(&self, day: NaiveDate) -> Arc<InForce> {
        self.combine(self.ids().filter_map(|id| self.on(id, day)).collect())
    }

    /// The packs a case was filed under. What is not to be had any more is answered by the version in force.
    ///
    /// Versions made here never share a name. Where somebody changed an installed pack and kept its version, the case
    /// keeps the text that bore the name when it was filed.
    pub fn of_case(&self, case: &Case, day: NaiveDate) -> Arc<InForce> {
        if case.packs.is_empty() {
            return self.in_force(day);
        }
        let version = |pack: &PackRef| {
            let mut named = self.versions(&pack.id);
            named.retain(|one| one.link.version == pack.version);
            let then = named.iter().rev().find(|one| one.noted_at <= case.filed_at);
            let kept = then.or_else(|| named.first()).cloned();
            if kept.is_none() {
                let (pack, version) = (&pack.id, &pack.version);
                tracing::warn!(%pack, %version, "a case was filed under a version that is not to be had");
            }
            kept.or_else(|| self.on(&pack.id, day))
        };
        self.combine(case.packs.iter().filter_map(version).collect())
    }

    fn combine(&self, versions: Vec<Arc<PackVersion>>) -> Arc<InForce> {
        let key: Vec<i64> = versions.iter().map(|one| one.seq).collect();
        if let Some(known) = self.timeline.read().unwrap_or_else(PoisonError::into_inner).combined.get(&key) {
            return Arc::clone(known);
        }
        let combined = Arc::new(InForce::new(versions));
        let mut timeline = self.timeline.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(timeline.combined.entry(key).or_insert(combined))
    }

    /// The cases that try the packs.
    pub fn cases(&self) -> &[NamedCase] {
        &self.cases
    }
}

/// Whether an installed version differs from the last one that was. Only a change is new: the same version at every start
/// is one version.
fn is_new(row: &Noted, known: &[(u32, Noted)]) -> bool {
    let last = known.iter().rev().find(|(_, other)| other.from_day.is_none() && other.pack == row.pack);
    last.is_none_or(|(_, last)| (&last.hash, &last.desk) != (&row.hash, &row.desk))
}

async fn read(books: &Books) -> StoreResult<Vec<Arc<PackVersion>>> {
    let withdrawn = withdrawn(books).await?;
    let version = |(seq, noted): (u32, Noted)| {
        let name = (noted.draft, noted.version.clone());
        let version = PackVersion::of(i64::from(seq), noted)?;
        let is_withdrawn = name.0.is_some_and(|draft| withdrawn.contains(&(draft, name.1)));
        Ok(Arc::new(PackVersion { is_withdrawn, ..version }))
    };
    books.pack_versions().await?.into_iter().map(version).collect()
}

/// The versions that were taken back, each with the draft it was: versions are never changed, so the draft's own
/// history says it.
async fn withdrawn(books: &Books) -> StoreResult<Vec<(DraftId, String)>> {
    let mut withdrawn = Vec::new();
    for (draft, _) in books.drafts().await? {
        for happened in books.draft(draft).await? {
            if let DraftEvent::Withdrawn { version, .. } = happened.event {
                withdrawn.push((draft, version));
            }
        }
    }
    Ok(withdrawn)
}

/// The cases at hand. One that can't be read is told and left out: it tries the packs and decides nothing.
fn read_cases(dir: Option<&Path>) -> Result<Vec<NamedCase>, InForceFault> {
    let mut cases = Vec::new();
    for (file, text) in packs::case_texts(dir)? {
        match parse_case(&file, &text, &Database) {
            Ok(case) => cases.push((file, case)),
            Err(mistakes) => {
                for mistake in mistakes {
                    tracing::warn!(%mistake, "a case is left out");
                }
            }
        }
    }
    Ok(cases)
}
