//! The built web pages, read once at start and served from memory.
//!
//! Files with a hash in their name never change and are kept for ever; the pages that name them are asked for
//! every time. What is large is kept in its smaller forms alone: who takes none of them waits for it to be unpacked.
//! Every address without a file is a page of the app that serves its part of the site. The content
//! security policy is made from the pages themselves: their inline scripts and styles are allowed by hash, and
//! nothing else inline is.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

/// From how many bytes on a file is not kept as it is beside its smaller forms. Programs are larger and there are few of
/// them; every browser that runs them takes a smaller form.
const LARGE: usize = 256 * 1024;

/// One file with its smaller forms.
#[derive(Clone, Debug)]
struct Asset {
    /// As it is; nothing where it is to be unpacked.
    plain: Option<Bytes>,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    media_type: &'static str,
    is_immutable: bool,
    etag: HeaderValue,
}

/// All files of all entries, by address.
#[derive(Clone, Debug)]
pub struct Assets {
    files: BTreeMap<String, Asset>,
    policy: HeaderValue,
}

/// The folder of each entry and the address its pages lie under, the deepest address first.
const ENTRIES: [(&str, &str); 3] = [("policy", "/console/policy"), ("console", "/console"), ("customer", "")];

/// Where a page keeps the languages it may choose from.
const LANGUAGES: &str = "data-locales=\"";

/// Shown where no web build is to be found.
const NO_BUILD: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Redress</title>\
<h1>The pages are not here</h1><p>The server runs, and its interface answers under <code>/api</code>, but the folder \
with the web pages is empty or absent. Name the <code>dist</code> folder that came with the program with \
<code>--web-dir</code> and start it again.</p></html>";

impl Assets {
    /// Reads the built pages in `dir`: `customer/` is served at `/`, `console/` at `/console`, `policy/` at
    /// `/console/policy`.
    pub fn read(dir: &Path) -> std::io::Result<Self> {
        let mut files = BTreeMap::new();
        for (part, base) in ENTRIES {
            let root = dir.join(part);
            if root.is_dir() {
                collect(&root, base, &mut files)?;
            }
        }
        let pages = files.values().filter(|asset| asset.media_type.starts_with("text/html"));
        let policy = policy(pages.map(|page| String::from_utf8_lossy(&page.content()).into_owned()));
        let policy = HeaderValue::from_str(&policy).map_err(std::io::Error::other)?;
        Ok(Self { files, policy })
    }

    /// The same pages, for the languages a shop serves, its own first: each page chooses among them before it draws.
    pub fn for_languages(mut self, tags: &[String]) -> std::io::Result<Self> {
        let wanted = format!("{LANGUAGES}{}\"", tags.join(" "));
        for asset in self.files.values_mut().filter(|asset| asset.media_type.starts_with("text/html")) {
            let page = asset.content();
            let page = String::from_utf8_lossy(&page);
            let Some((before, rest)) = page.split_once(LANGUAGES) else { continue };
            let Some((as_built, after)) = rest.split_once('"') else { continue };
            if as_built != tags.join(" ") {
                // The smaller forms say something else now; a page without them is a few kilobytes.
                *asset = Asset::new(Bytes::from(format!("{before}{wanted}{after}")), asset)?;
            }
        }
        Ok(self)
    }

    /// Whether there are any pages.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The content security policy of every answer.
    pub fn policy(&self) -> &HeaderValue {
        &self.policy
    }

    /// The answer to a request for `path`.
    pub fn answer(&self, path: &str, headers: &HeaderMap) -> Response<Body> {
        if let Some(asset) = self.files.get(path) {
            return asset.answer(headers);
        }
        let is_page = path.rsplit('/').next().is_none_or(|name| !name.contains('.'));
        if !is_page || path.starts_with("/api/") {
            return text(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "not found\n");
        }
        let is_under =
            |base| path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let base = ENTRIES.iter().map(|(_, base)| *base).find(|base| is_under(*base)).unwrap_or_default();
        match self.files.get(&format!("{base}/index.html")) {
            Some(page) => page.answer(headers),
            None => text(StatusCode::OK, "text/html; charset=utf-8", NO_BUILD),
        }
    }
}

fn text(status: StatusCode, media_type: &'static str, content: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(content));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

impl Asset {
    /// Other content in the place of an asset.
    fn new(plain: Bytes, place: &Self) -> std::io::Result<Self> {
        let etag = etag(&plain)?;
        Ok(Self { plain: Some(plain), brotli: None, gzip: None, etag, ..place.clone() })
    }

    /// The file as it is.
    fn content(&self) -> Bytes {
        let unpacked = || unpack(self.gzip.as_deref()?);
        self.plain.clone().or_else(unpacked).unwrap_or_default()
    }

    fn answer(&self, headers: &HeaderMap) -> Response<Body> {
        let accepts =
            headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
        let takes = |form: &str| {
            accepts.split(',').any(|one| {
                let (name, quality) = one.trim().split_once(';').unwrap_or((one.trim(), ""));
                name == form && !matches!(quality.trim(), "q=0" | "q=0.0")
            })
        };
        let (content, encoding) = match (&self.brotli, &self.gzip) {
            (Some(brotli), _) if takes("br") => (Some(brotli), Some("br")),
            (_, Some(gzip)) if takes("gzip") => (Some(gzip), Some("gzip")),
            _ => (None, None),
        };
        let is_known = headers.get(header::IF_NONE_MATCH) == Some(&self.etag);
        let content = || content.cloned().unwrap_or_else(|| self.content());
        let mut response = Response::new(if is_known { Body::empty() } else { Body::from(content()) });
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let cached = if self.is_immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
        let set = response.headers_mut();
        set.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        set.insert(header::CACHE_CONTROL, HeaderValue::from_static(cached));
        set.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        set.insert(header::ETAG, self.etag.clone());
        if let Some(encoding) = encoding.filter(|_| !is_known) {
            set.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

fn collect(dir: &Path, base: &str, files: &mut BTreeMap<String, Asset>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let address = format!("{base}/{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &address, files)?;
        } else if !is_smaller_form(&entry.path()) {
            files.insert(address, asset(&entry.path(), &name)?);
        }
    }
    Ok(())
}

/// Whether a file is the compressed form of the one beside it.
fn is_smaller_form(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "br" || ending == "gz")
}

fn asset(path: &Path, name: &str) -> std::io::Result<Asset> {
    let plain = Bytes::from(std::fs::read(path)?);
    let beside = |ending: &str| {
        let mut beside = path.as_os_str().to_owned();
        beside.push(ending);
        std::fs::read(beside).ok().map(Bytes::from)
    };
    let (etag, gzip) = (etag(&plain)?, beside(".gz"));
    let is_within = plain.len() >= LARGE && gzip.as_deref().is_some_and(|gzip| is_form_of(gzip, &plain));
    Ok(Asset {
        brotli: beside(".br"),
        gzip,
        media_type: media_type(name),
        is_immutable: has_hash(name),
        etag,
        plain: (!is_within).then_some(plain),
    })
}

/// Whether a compressed form says at its end that it is of just this: by checksum and length, as RFC 1952 has them. To
/// unpack everything would double the time of a start.
fn is_form_of(gzip: &[u8], plain: &[u8]) -> bool {
    let mut crc = flate2::Crc::new();
    crc.update(plain);
    let told = [crc.sum().to_le_bytes(), crc.amount().to_le_bytes()].concat();
    gzip.ends_with(&told)
}

/// What a compressed form holds; nothing where it is broken.
fn unpack(gzip: &[u8]) -> Option<Bytes> {
    let mut content = Vec::new();
    flate2::read::GzDecoder::new(gzip).read_to_end(&mut content).ok()?;
    Some(Bytes::from(content))
}

fn etag(content: &[u8]) -> std::io::Result<HeaderValue> {
    let etag = format!("\"{}\"", STANDARD.encode(Sha256::digest(content)));
    HeaderValue::from_str(&etag).map_err(std::io::Error::other)
}

/// Whether a name carries the hash of its content, as in `customer-0123456789abcdef.js`.
fn has_hash(name: &str) -> bool {
    name.split(['-', '_', '.'])
        .any(|part| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("json" | "webmanifest") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// The content security policy for pages: wasm may run, their own inline scripts and styles may, nothing else.
fn policy(pages: impl Iterator<Item = String>) -> String {
    let (mut scripts, mut styles) = (BTreeSet::new(), BTreeSet::new());
    for page in pages {
        scripts.extend(inline(&page, "script"));
        styles.extend(inline(&page, "style"));
    }
    let listed = |hashes: BTreeSet<String>| {
        hashes.iter().fold(String::new(), |list, hash| format!("{list} 'sha256-{hash}'"))
    };
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'{}; \
         img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; \
         worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        listed(scripts),
        listed(styles)
    )
}

/// The hashes of every inline `tag` of a page. Our own pages only, so plain reading is enough.
fn inline(page: &str, tag: &str) -> Vec<String> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    page.split(&open)
        .skip(1)
        .filter_map(|rest| {
            let (attributes, rest) = rest.split_once('>')?;
            let (content, _) = rest.split_once(&close)?;
            let is_inline = !attributes.contains("src=") && !content.is_empty();
            is_inline.then(|| STANDARD.encode(Sha256::digest(content)))
        })
        .collect()
}

#[cfg(test)]
mod tests;
