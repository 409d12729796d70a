//! Two sets of answers held against each other: what only one of them says, and what both say otherwise.

use crate::answers::Answer;
use domain::policy::Packs;
use std::collections::BTreeMap;
use web::i18n::Locale;
use web::i18n::t::policy as t;

/// The answers of one version, with its packs.
type Side<'a> = (&'a mut [Vec<Answer>; 3], &'a Packs);

/// What one version says about each rule and remedy, once per mention.
fn gists(answers: &[Vec<Answer>; 3], packs: &Packs) -> BTreeMap<String, Vec<String>> {
    let mut gists: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for answer in answers.iter().flatten() {
        gists.entry(answer.key(packs)).or_default().push(answer.gist());
    }
    gists
}

/// Marks what differs on both sides, and counts what differs.
pub(super) fn marked(locale: Locale, before: Side<'_>, after: Side<'_>) -> i64 {
    let (then, now) = (gists(before.0, before.1), gists(after.0, after.1));
    mark(locale, before, &now);
    mark(locale, after, &then);
    let names = then.keys().chain(now.keys().filter(|name| !then.contains_key(*name)));
    let n_different = names.filter(|name| then.get(*name) != now.get(*name)).count();
    i64::try_from(n_different).unwrap_or(i64::MAX)
}

fn mark(locale: Locale, (answers, packs): Side<'_>, others: &BTreeMap<String, Vec<String>>) {
    for answer in answers.iter_mut().flatten() {
        answer.mark = match others.get(&answer.key(packs)) {
            None => Some(t::only_here(locale)),
            Some(gists) if !gists.contains(&answer.gist()) => Some(t::otherwise(locale)),
            Some(_) => None,
        };
    }
}
