//! Borders inside the code: who may talk HTTP, who may touch the browser, and that nothing names a machine.
//!
//! They are told by names in the text, so a comment does not count and a renamed import does.

use super::{Breach, Tree};

/// Where a word may stand, and what to say when it stands elsewhere.
struct Border {
    inside: &'static str,
    word: &'static str,
    home: &'static str,
    because: &'static str,
}

const BORDERS: [Border; 3] = [
    Border {
        inside: "web/src/",
        word: "gloo_net",
        home: "web/src/api",
        because: "only `web/src/api` talks HTTP",
    },
    Border {
        inside: "web/src/",
        word: "fetch_with_",
        home: "web/src/api",
        because: "only `web/src/api` talks HTTP",
    },
    Border {
        inside: "web/src/customer",
        word: "web::desk",
        home: "web/src/desk",
        because: "customers load nothing that only the desk needs",
    },
];

/// What web-sys has of HTTP itself, which belongs to `web/src/api`.
const HTTP_TYPES: [&str; 8] = [
    "AbortController",
    "AbortSignal",
    "EventSource",
    "Headers",
    "RequestCredentials",
    "Response",
    "XmlHttpRequest",
    "XmlHttpRequestUpload",
];

/// Written apart, so that this file does not break its own rule.
const MACHINE_PATHS: [&str; 5] = [
    concat!("..", "/shared"),
    concat!("/work", "/main"),
    concat!("/work", "/shared"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
];

/// The one file that may look beside the clone.
const MAY_LOOK_BESIDE: &str = ".ci/run";

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in &tree.files {
        for (number, line) in file.lines() {
            if let Some(path) = MACHINE_PATHS.iter().find(|path| line.contains(*path))
                && file.path != MAY_LOOK_BESIDE
            {
                breaches.push(file.breach(number, format!("`{path}` names one machine")));
            }
            if !file.is_rust() || line.trim_start().starts_with("//") {
                continue;
            }
            for border in BORDERS {
                let is_outside = file.path.starts_with(border.inside) && !file.path.starts_with(border.home);
                if is_outside && line.contains(border.word) {
                    breaches.push(file.breach(number, format!("`{}`: {}", border.word, border.because)));
                }
            }
            if file.path.starts_with("web/src/") && !file.path.starts_with("web/src/browser") {
                for name in beyond_events(line) {
                    if file.path.starts_with("web/src/api") && HTTP_TYPES.contains(&name.as_str()) {
                        continue;
                    }
                    let what =
                        format!("`web_sys::{name}`: only `web/src/browser` touches web-sys beyond events");
                    breaches.push(file.breach(number, what));
                }
            }
        }
    }
    breaches
}

/// The names a line takes from web-sys that are not kinds of event.
fn beyond_events(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (_, after) in line.match_indices("web_sys").map(|(at, word)| line.split_at(at + word.len())) {
        let Some(path) = after.strip_prefix("::") else {
            // The crate as a whole under another name.
            names.push("*".to_owned());
            continue;
        };
        let list = match path.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default(),
            None => path.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default(),
        };
        let taken = list.split(',').map(|name| name.split_whitespace().next().unwrap_or_default());
        names.extend(taken.filter(|name| !name.is_empty() && !name.ends_with("Event")).map(str::to_owned));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n_breaches(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn only_the_api_may_talk_http() {
        assert_eq!(n_breaches("web/src/customer/main.rs", "use gloo_net::http::Request;\n"), 1);
        assert_eq!(n_breaches("web/src/api/request.rs", "use gloo_net::http::Request;\n"), 0);
        assert_eq!(n_breaches("web/src/store.rs", "// as gloo_net does\n"), 0);
    }

    #[test]
    fn customers_load_nothing_of_the_desk() {
        assert_eq!(n_breaches("web/src/customer/app.rs", "use web::desk::words;\n"), 1);
        assert_eq!(n_breaches("web/src/policy/area.rs", "use web::desk::words;\n"), 0);
    }

    #[test]
    fn only_the_browser_part_may_touch_web_sys_beyond_events() {
        assert_eq!(n_breaches("web/src/parts/photo.rs", "let w = web_sys::window();\n"), 1);
        assert_eq!(
            n_breaches("web/src/parts/photo.rs", "use web_sys::{File, SubmitEvent, HtmlElement};\n"),
            2
        );
        assert_eq!(n_breaches("web/src/parts/photo.rs", "use web_sys as ws;\n"), 1);
        assert_eq!(n_breaches("web/src/parts/photo.rs", "use leptos::web_sys::{Event, SubmitEvent};\n"), 0);
        assert_eq!(n_breaches("web/src/browser/storage.rs", "let w = web_sys::window();\n"), 0);
    }

    #[test]
    fn no_file_names_a_machine_but_the_one_that_looks_beside_the_clone() {
        let text = format!("dir={}/data\n", MACHINE_PATHS[0]);
        assert_eq!(n_breaches("docs/operations.md", &text), 1);
        assert_eq!(n_breaches(".ci/run", &text), 0);
    }
}
