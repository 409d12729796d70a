//! The words of the shop's own that a case names, held against those that its packs declare.

use super::CaseFile;
use crate::order::Trait;
use crate::policy::authoring::mistake::{Mistake, nearest};
use crate::policy::draft::detail::Detail;
use crate::policy::fact::Fact;
use crate::policy::pack::Pack;

impl CaseFile {
    /// Words that none of the packs it is put to declares: most likely they are misspelt. All of them at once.
    pub fn undeclared(&self, file: &str, packs: &[&Pack]) -> Vec<Mistake> {
        let own = |fact: Fact| {
            packs
                .iter()
                .flat_map(move |pack| if fact == Fact::ProductKind { &pack.kinds } else { &pack.traits })
        };
        let mistake = |named: &super::Named| {
            let fact = named.fact;
            let listed = if fact == Fact::Traits { Trait::ALL } else { &[] };
            let mut known: Vec<String> = listed.iter().map(|word| word.code().to_owned()).collect();
            known.extend(own(fact).map(|word| word.code.to_string()));
            let near = nearest(named.word.code(), known.iter().map(String::as_str)).map(str::to_owned);
            let (file, line, key) = (file.to_owned(), named.line, named.key.clone());
            let detail = Detail::UnknownOwn { word: named.word.to_string(), fact, known };
            Mistake { file, line, key, detail, nearest: near }
        };
        let undeclared =
            self.named.iter().filter(|named| own(named.fact).all(|word| word.code != named.word));
        undeclared.map(mistake).collect()
    }
}
