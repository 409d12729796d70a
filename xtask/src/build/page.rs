//! The page trunk wrote, and the few places in it that are rewritten.
//!
//! trunk starts the app from an inline script and lists each style sheet; here the start moves into the script file
//! and the style sheets become one. The places are found by the very text trunk writes, and a page in which one is
//! missing is an error: a silent miss would ship a page that never starts.

use anyhow::{Context, Result, bail};

/// What of trunk's page the finished one is made from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page {
    html: String,
    /// The script wasm-bindgen wrote, as a file name.
    pub(crate) script: String,
    /// The wasm file, as a file name.
    pub(crate) wasm: String,
    /// The style sheets in their order, as file names.
    pub(crate) styles: Vec<String>,
}

const SCRIPT_MARK: &str = "<!--redress:script-->";
const STYLE_MARK: &str = "<!--redress:style-->";

impl Page {
    /// Takes trunk's page apart; `public_url` is what file names in it begin with.
    pub(crate) fn read(html: &str, public_url: &str) -> Result<Self> {
        let (mut html, start) = cut(html, "<script type=\"module\"", "</script>", SCRIPT_MARK)?
            .context("trunk's page holds no module script; has it a `<link data-trunk rel=\"rust\">`?")?;
        let script =
            file_named_in(&start, public_url, ".js").context("the start script names no script file")?;
        let wasm =
            file_named_in(&start, public_url, ".wasm").context("the start script names no wasm file")?;
        for kind in ["modulepreload", "preload"] {
            while let Some((rest, link)) = cut_link(&html, kind, "")? {
                html = rest;
                if !link.contains(&script) && !link.contains(&wasm) {
                    bail!("the page preloads something else than its own start: {link}");
                }
            }
        }
        let mut styles = Vec::new();
        while let Some((rest, link)) =
            cut_link(&html, "stylesheet", if styles.is_empty() { STYLE_MARK } else { "" })?
        {
            html = rest;
            styles.push(
                file_named_in(&link, public_url, ".css").with_context(|| format!("unreadable: {link}"))?,
            );
        }
        Ok(Self { html, script, wasm, styles })
    }

    /// The finished page. `style` is absent when the page has no style sheet.
    pub(crate) fn finished(&self, public_url: &str, script: &str, wasm: &str, style: Option<&str>) -> String {
        let style = style
            .map_or(String::new(), |name| format!("<link rel=\"stylesheet\" href=\"{public_url}{name}\">"));
        // Script and wasm are asked for together, not one after the other.
        let start = format!(
            "<link rel=\"preload\" href=\"{public_url}{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
             <script type=\"module\" src=\"{public_url}{script}\"></script>"
        );
        self.html.replace(STYLE_MARK, &style).replace(SCRIPT_MARK, &start)
    }
}

/// Makes the script of wasm-bindgen start the app by itself.
pub(crate) fn self_starting(script: &str, wasm_url: &str) -> Result<String> {
    // The function to call is the default export, whatever the minifier named it.
    let (before, _) =
        script.rsplit_once(" as default").context("the script of wasm-bindgen has no default export")?;
    let name_start =
        before.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$')).map_or(0, |at| at + 1);
    let name =
        before.get(name_start..).filter(|name| !name.is_empty()).context("the default export has no name")?;
    Ok(format!("{script}\n{name}({{module_or_path:\"{wasm_url}\"}});\n"))
}

/// Replaces the first `<link>` whose `rel` is `kind`.
fn cut_link(html: &str, kind: &str, mark: &str) -> Result<Option<(String, String)>> {
    let mut from = 0;
    while let Some(at) = html.get(from..).and_then(|rest| rest.find("<link")).map(|at| at + from) {
        let rest = html.get(at..).unwrap_or_default();
        let end = rest.find('>').context("a `<link` is not closed")? + at + 1;
        let link = html.get(at..end).unwrap_or_default();
        if rel_of(link) == Some(kind) {
            let link = link.to_owned();
            let html = format!(
                "{}{mark}{}",
                html.get(..at).unwrap_or_default(),
                html.get(end..).unwrap_or_default()
            );
            return Ok(Some((html, link)));
        }
        from = end;
    }
    Ok(None)
}

/// The relation a `<link>` declares; the minifier writes it without quotes and anywhere.
fn rel_of(link: &str) -> Option<&str> {
    let (_, value) = link.split_once(" rel=")?;
    let value = value.strip_prefix('"').unwrap_or(value);
    value.split(['"', ' ', '>', '/']).next()
}

/// Replaces the first stretch from `open` to `close`.
fn cut(html: &str, open: &str, close: &str, mark: &str) -> Result<Option<(String, String)>> {
    // The minifier leaves out quotes where it may.
    let bare = open.replace('"', "");
    let Some((before, rest)) = html.split_once(open).or_else(|| html.split_once(&bare)) else {
        return Ok(None);
    };
    let (inside, after) = rest.split_once(close).with_context(|| format!("`{open}` is not closed"))?;
    Ok(Some((format!("{before}{mark}{after}"), inside.to_owned())))
}

/// The name of the first file of a kind that stands in `text` after the public address.
fn file_named_in(text: &str, public_url: &str, ending: &str) -> Option<String> {
    text.split(['"', '\'', ' ', '=', '>', '`'])
        .find(|word| word.ends_with(ending))
        .map(|word| word.strip_prefix(public_url).unwrap_or(word).to_owned())
}

#[cfg(test)]
mod tests;
