//! That what must be written down is: a recorded form for each event and command, a case for each rejection, a line
//! for each route, a number for each decision, a test for each snapshot.

use super::{Breach, File, Tree, snake_case};

/// Recorded wire forms; each must be readable for ever.
const WIRE: &str = "domain/tests/wire/";

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, name) in
        [("domain/src/complaint/event.rs", "Event"), ("domain/src/complaint/command.rs", "Command")]
    {
        breaches.extend(unmet(tree, path, name, |variant| {
            let word = format!("\"{}\"", snake_case(variant));
            tree.under(WIRE).any(|file| file.text.contains(&word))
        }));
    }
    breaches.extend(unmet(tree, "domain/src/complaint/rejection.rs", "Rejection", |variant| {
        let path = format!("Rejection::{variant}");
        let word = format!("\"{}\"", snake_case(variant));
        tree.files.iter().any(|file| {
            let text = test_text(file);
            names(text, &path) || text.contains(&word)
        })
    }));
    breaches.extend(untold_routes(tree));
    breaches.extend(missing_decisions(tree));
    breaches.extend(orphaned_snapshots(tree));
    breaches
}

/// The variants of an enum that fail a question.
fn unmet(tree: &Tree, path: &str, name: &str, is_met: impl Fn(&str) -> bool) -> Vec<Breach> {
    let Some(file) = tree.file(path) else {
        return Vec::new();
    };
    let unmet = variants(file, name).into_iter().filter(|(_, variant)| !is_met(variant));
    unmet
        .map(|(line, variant)| {
            file.breach(line, format!("no test or recorded form meets `{name}::{variant}`"))
        })
        .collect()
}

/// The variants of `pub enum NAME`, as formatted by rustfmt: four spaces, a name, and no attribute.
fn variants<'a>(file: &'a File, name: &str) -> Vec<(usize, &'a str)> {
    let opening = format!("pub enum {name} {{");
    file.lines()
        .skip_while(|(_, line)| *line != opening)
        .skip(1)
        .take_while(|(_, line)| *line != "}")
        .filter_map(|(number, line)| {
            let line = line.strip_prefix("    ")?;
            let end = line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len());
            let (variant, rest) = line.split_at(end);
            let is_variant =
                variant.starts_with(|c: char| c.is_ascii_uppercase()) && rest.starts_with([',', '(', ' ']);
            is_variant.then_some((number, variant))
        })
        .collect()
}

/// The part of a file that is test code or test data.
fn test_text(file: &File) -> &str {
    if file.is_test() {
        return &file.text;
    }
    match file.text.split_once("#[cfg(test)]") {
        Some((_, tests)) if file.is_rust() => tests,
        _ => "",
    }
}

/// Whether a path stands in a text as a whole and not as the beginning of a longer one.
fn names(text: &str, path: &str) -> bool {
    text.match_indices(path).any(|(at, _)| {
        let after = text.get(at + path.len()..).unwrap_or_default();
        !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}

/// Routes of the server that `docs/api.md` does not name.
fn untold_routes(tree: &Tree) -> Vec<Breach> {
    let told = tree.file("docs/api.md").map_or("", |file| file.text.as_str());
    let mut breaches = Vec::new();
    for file in tree.under("server/src/").filter(|file| file.is_rust() && !file.is_test()) {
        let own = file.tests_begin().unwrap_or(usize::MAX);
        for (number, line) in file.lines().take_while(|(number, _)| *number < own) {
            for opening in [".route(\"", "path = \"", ".nest(\""] {
                let Some((_, rest)) = line.split_once(opening) else {
                    continue;
                };
                let route = rest.split('"').next().unwrap_or_default();
                // A path that takes whatever is left is no address anybody calls.
                let is_address = route.len() > 1 && route.starts_with('/') && !route.contains("{*");
                if is_address && !told.contains(route) {
                    breaches.push(file.breach(number, format!("docs/api.md does not mention `{route}`")));
                }
            }
        }
    }
    breaches
}

/// Decision records are numbered from 0001 without a gap, so that a missing one is seen.
fn missing_decisions(tree: &Tree) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (expected, file) in (1_u32..).zip(tree.under("docs/decisions/")) {
        let name = file.path.strip_prefix("docs/decisions/").unwrap_or_default();
        let number = name.split_once('-').and_then(|(number, _)| number.parse::<u32>().ok());
        if number != Some(expected) || name.find('-') != Some(4) {
            breaches.push(file.breach_as_a_whole(format!("the next decision is numbered {expected:04}-")));
        }
    }
    breaches
}

/// Snapshots of tests that are gone; each names the file of its test in its head.
fn orphaned_snapshots(tree: &Tree) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in tree.files.iter().filter(|file| file.is_snapshot()) {
        let source = file
            .text
            .lines()
            .find_map(|line| line.strip_prefix("source: "))
            .map(|path| path.trim_matches('"'));
        if source.is_none_or(|path| tree.file(path).is_none()) {
            breaches.push(file.breach_as_a_whole("the test of this snapshot is gone"));
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: &str = "//! Events.\npub enum Event {\n    /// A.\n    Filed(Box<Filed>),\n    #[serde(default)]\n    \
                          OfferMade {\n        /// Its id.\n        id: Id,\n    },\n    Closed,\n}\n";

    fn whats(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files)).into_iter().map(|breach| breach.what).collect()
    }

    #[test]
    fn every_event_needs_a_recorded_form() {
        let event = ("domain/src/complaint/event.rs", EVENTS);
        let wire = ("domain/tests/wire/event.json", r#"[{"filed": {}}, "closed"]"#);
        assert_eq!(whats(&[event, wire]), ["no test or recorded form meets `Event::OfferMade`"]);
        let other = ("domain/tests/wire/other.json", r#"{"offer_made": {}}"#);
        assert_eq!(whats(&[event, wire, other]), [""; 0]);
    }

    #[test]
    fn every_rejection_needs_a_test_and_code_that_returns_it_is_none() {
        let rejection =
            ("domain/src/complaint/rejection.rs", "//! R.\npub enum Rejection {\n    NotFiled,\n}\n");
        let code = ("domain/src/complaint/decide.rs", "//! D.\nfn d() { Rejection::NotFiled }\n");
        assert_eq!(whats(&[rejection, code]).len(), 1);
        let longer = ("domain/tests/a.rs", "//! T.\nassert_eq!(a, Rejection::NotFiledYet);\n");
        assert_eq!(whats(&[rejection, longer]).len(), 1);
        let test = ("domain/src/complaint/decide/tests.rs", "//! T.\nassert_eq!(a, Rejection::NotFiled);\n");
        assert_eq!(whats(&[rejection, code, test]), [""; 0]);
    }

    #[test]
    fn every_route_stands_in_the_document() {
        let router =
            ("server/src/router.rs", "//! R.\n    .route(\"/healthz\", get(a))\n    path = \"/api/shop\",\n");
        let document = ("docs/api.md", "`GET /healthz` says whether it lives.\n");
        assert_eq!(whats(&[router, document]), ["docs/api.md does not mention `/api/shop`"]);
    }

    #[test]
    fn decisions_are_numbered_without_a_gap() {
        let (one, three) = (("docs/decisions/0001-a.md", ""), ("docs/decisions/0003-c.md", ""));
        assert_eq!(whats(&[one, ("docs/decisions/0002-b.md", ""), three]), [""; 0]);
        assert_eq!(whats(&[one, three]), ["the next decision is numbered 0002-"]);
    }

    #[test]
    fn a_snapshot_goes_when_its_test_goes() {
        let test = ("tests/tests/api/filing.rs", "//! T.\n");
        let snapshot =
            ("tests/tests/api/snapshots/a.snap", "---\nsource: tests/tests/api/filing.rs\n---\n{}\n");
        assert_eq!(whats(&[test, snapshot]), [""; 0]);
        assert_eq!(whats(&[snapshot]), ["the test of this snapshot is gone"]);
    }
}
