//! Words of the shop's own while a file is read: those a pack declares, and those a case names.

use super::{Found, Source, short};
use crate::order::mark::Mark;
use crate::policy::draft::detail::{Detail, Expected, Given};
use crate::policy::fact::{Fact, Kind};
use crate::policy::own::OwnWord;

/// A word of the shop's own that a case names, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::policy::authoring) struct Named {
    pub(in crate::policy::authoring) line: u32,
    pub(in crate::policy::authoring) key: String,
    pub(in crate::policy::authoring) fact: Fact,
    pub(in crate::policy::authoring) word: Mark,
}

impl Source<'_> {
    /// From here on conditions may ask about these words.
    pub(in crate::policy::authoring) fn declare(&self, traits: &[OwnWord], kinds: &[OwnWord]) {
        let codes = |words: &[OwnWord]| words.iter().map(|word| word.code.to_string()).collect();
        self.declared.replace((codes(traits), codes(kinds)));
    }

    /// The words that a fact of an open list may be: those of the list and those declared.
    pub(in crate::policy::authoring) fn words_of(&self, fact: Fact) -> Vec<String> {
        let declared = self.declared.borrow();
        let own = if fact == Fact::ProductKind { &declared.1 } else { &declared.0 };
        let listed = match fact.kind() {
            Kind::Word(vocabulary) | Kind::Words(vocabulary) => vocabulary.words(),
            _ => Vec::new(),
        };
        listed.into_iter().map(str::to_owned).chain(own.iter().cloned()).collect()
    }

    /// The words of the shop's own that it names.
    pub(in crate::policy::authoring) fn named(&self) -> Vec<Named> {
        self.named.borrow().clone()
    }
}

impl Found<'_, '_> {
    /// A word of the shop's own. Whether a pack has it is not known here, so where it stands is remembered.
    pub(in crate::policy::authoring) fn own_word(&self, text: &str, fact: Fact) -> Option<Mark> {
        let Some(word) = Mark::parse(text) else {
            let (given, expected) = (Given::Text(short(text)), Expected::OwnWord);
            self.source.note(self.at, &self.path, Detail::Wrong { given, expected });
            return None;
        };
        let (line, key) = (self.source.line(self.at), self.path.clone());
        self.source.named.borrow_mut().push(Named { line, key, fact, word: word.clone() });
        Some(word)
    }
}
