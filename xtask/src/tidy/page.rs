//! What every style owes people who read large text: a page gives way by the size of its text.
//!
//! A width in pixels stays the same however large the text is set, so columns that have no room any more would stand
//! side by side; in `em` it grows with the text.

use super::{Breach, Tree};
use std::path::Path;

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let styles =
        tree.files.iter().filter(|file| Path::new(&file.path).extension().is_some_and(|end| end == "css"));
    styles
        .flat_map(|file| {
            let wrong = file.lines().filter(|(_, line)| is_in_pixels(line));
            wrong.map(|(number, _)| {
                file.breach(number, "a width in `px` that ignores the text's size; write `em`")
            })
        })
        .collect()
}

fn is_in_pixels(line: &str) -> bool {
    line.trim_start().starts_with("@media") && line.contains("-width:") && line.contains("px)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_gives_way_by_pixels_is_found_with_its_line() {
        let found = check(&Tree::of(&[
            ("styles/a.css", "a {}\n  @media (max-width: 599px) {\n"),
            ("styles/b.css", "@media (min-width: 37.5em) {\n  a { inline-size: 3px; }\n"),
        ]));
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("styles/a.css:2: "), "{found:?}");
    }
}
