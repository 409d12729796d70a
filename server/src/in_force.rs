//! Packs as the server holds them: each version ready to decide with and as text to hand out, and several of them
//! together as they are in force at a moment.

use crate::packs::PacksFault;
use crate::store::StoreFault;
use books::packs::PackVersion as Noted;
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::hex::hex;
use domain::id::{DraftId, UserId};
use domain::policy::Packs;
use domain::policy::authoring::{SourcePack, compile, parse_pack};
use domain::policy::pack::{Desk, Pack};
use domain::wire::PackLink;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Why packs can't be put in force.
#[derive(Debug, thiserror::Error)]
pub enum InForceFault {
    /// They can't be read, have mistakes, or are not there.
    #[error(transparent)]
    Packs(#[from] PacksFault),
    /// A pack can't be written as JSON.
    #[error("can't compile a pack: {0}")]
    Uncompilable(#[from] serde_json::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

impl From<books::Fault> for InForceFault {
    fn from(fault: books::Fault) -> Self {
        Self::Store(fault.into())
    }
}

/// One version of a pack.
#[derive(Clone, Debug)]
pub struct PackVersion {
    /// Its place among all versions.
    pub seq: i64,
    /// Where it is to be had.
    pub link: PackLink,
    /// Its text.
    pub text: String,
    /// As it was read, with its authors' notes.
    pub source: SourcePack,
    /// Its public part, compiled.
    pub public_json: String,
    /// Its desk part, compiled, if it has one.
    pub desk_json: Option<String>,
    /// Its first day in the shop's zone; none where it came with the installation.
    pub from: Option<NaiveDate>,
    /// When it was approved, or first seen at a start.
    pub noted_at: DateTime<FixedOffset>,
    /// The draft it was.
    pub draft: Option<DraftId>,
    /// Who wrote it.
    pub written_by: Option<UserId>,
    /// Who approved it.
    pub approved_by: Option<UserId>,
    /// Whether it was taken back before its day: then it never is in force, and its name stays taken.
    pub is_withdrawn: bool,
}

impl PackVersion {
    /// The version that a row of the store tells.
    ///
    /// What it decides comes from the parts as they were compiled when it was put in force. Its notes come from its
    /// text; where a later program can't read that any more, they are lost and the answers stay.
    ///
    /// Parts that were damaged are compiled anew from the text, where that gives what the version is known by.
    pub fn of(seq: i64, row: Noted) -> Result<Self, StoreFault> {
        let name = format!("version {} of pack {}", row.version, row.pack);
        let row = match Self::read(seq, row.clone()) {
            Ok(version) => return Ok(version),
            Err(why) => {
                mended(row).ok_or_else(|| StoreFault::unreadable("pack", format!("{name}: {why}")))?
            }
        };
        tracing::error!(version = %name, "a stored pack was damaged and is compiled anew from its text");
        Self::read(seq, row).map_err(|why| StoreFault::unreadable("pack", format!("{name}: {why}")))
    }

    fn read(seq: i64, row: Noted) -> Result<Self, StoreFault> {
        let unreadable = |error: serde_json::Error| StoreFault::unreadable("pack version", error);
        if hash_of(&row.public) != row.hash {
            return Err(StoreFault::unreadable("pack version", "it does not have the hash it is known by"));
        }
        let pack: Pack = serde_json::from_str(&row.public).map_err(unreadable)?;
        let desk: Option<Desk> =
            row.desk.as_deref().map(serde_json::from_str).transpose().map_err(unreadable)?;
        let notes = parse_pack(&row.pack, &row.source).map(|source| source.notes).unwrap_or_default();
        Ok(Self {
            seq,
            link: PackLink { id: row.pack.clone(), version: row.version, hash: row.hash },
            text: row.source,
            source: SourcePack { pack, desk, notes, file: row.pack },
            public_json: row.public,
            desk_json: row.desk,
            from: row.from_day,
            noted_at: row.noted_at,
            draft: row.draft,
            written_by: row.written_by,
            approved_by: row.approved_by,
            is_withdrawn: false,
        })
    }
}

/// The row with its parts compiled anew from its text; none where the text does not give what the version is known by.
fn mended(row: Noted) -> Option<Noted> {
    let source = parse_pack(&row.pack, &row.source).ok()?;
    let compiled = compile(&source).ok().filter(|compiled| compiled.public_hash == row.hash)?;
    Some(Noted { public: compiled.public, desk: compiled.desk, ..row })
}

/// SHA-256 of a public part, as addresses write it.
pub fn hash_of(public: &str) -> String {
    hex(&Sha256::digest(public))
}

/// A text as a version to be noted, for one that came with the installation.
pub fn noted(
    text: &str,
    source: &SourcePack,
    noted_at: DateTime<FixedOffset>,
) -> Result<Noted, serde_json::Error> {
    let compiled = compile(source)?;
    Ok(Noted {
        pack: source.pack.id.clone(),
        version: source.pack.version.clone(),
        hash: compiled.public_hash,
        source: text.to_owned(),
        public: compiled.public,
        desk: compiled.desk,
        noted_at,
        from_day: None,
        draft: None,
        written_by: None,
        approved_by: None,
    })
}

/// Packs in force together.
#[derive(Clone, Debug, Default)]
pub struct InForce {
    /// Ready to decide with, desk parts included.
    pub packs: Packs,
    /// Which version of each, in their order.
    pub versions: Vec<Arc<PackVersion>>,
}

impl InForce {
    /// Puts versions in force together, in this order.
    pub fn new(versions: Vec<Arc<PackVersion>>) -> Self {
        let public = versions.iter().map(|version| version.source.pack.clone()).collect();
        let desks = versions.iter().filter_map(|version| version.source.desk.clone()).collect();
        Self { packs: Packs::new(public, desks), versions }
    }

    /// Where they are to be had.
    pub fn links(&self) -> Vec<PackLink> {
        self.versions.iter().map(|version| version.link.clone()).collect()
    }

    /// As they were read.
    pub fn sources(&self) -> Vec<SourcePack> {
        self.versions.iter().map(|version| version.source.clone()).collect()
    }
}
