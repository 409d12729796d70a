//! The languages in which a pack's texts are written: those a form shows and an edit writes, and no other.

use crate::personal::Language;
use serde::{Deserialize, Serialize};

/// Some languages, the first of which stands for those that are not among them. Never none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "Vec<Language>", into = "Vec<Language>")]
pub struct Written([Option<Language>; 3]);

impl Default for Written {
    fn default() -> Self {
        Self([Some(Language::ZhHans), Some(Language::ZhHant), Some(Language::En)])
    }
}

impl Written {
    /// These languages, each once; none named means all.
    pub fn of(named: &[Language]) -> Self {
        let mut written = Self([None; 3]);
        for language in named {
            if !written.has(*language)
                && let Some(free) = written.0.iter_mut().find(|slot| slot.is_none())
            {
                *free = Some(*language);
            }
        }
        if written.iter().next().is_some() { written } else { Self::default() }
    }

    /// Whether a language is among them.
    pub fn has(self, language: Language) -> bool {
        self.0.contains(&Some(language))
    }

    /// The languages, in the order in which the pack names them.
    pub fn iter(self) -> impl Iterator<Item = Language> {
        self.0.into_iter().flatten()
    }
}

impl From<Vec<Language>> for Written {
    fn from(named: Vec<Language>) -> Self {
        Self::of(&named)
    }
}

impl From<Written> for Vec<Language> {
    fn from(written: Written) -> Self {
        written.iter().collect()
    }
}
