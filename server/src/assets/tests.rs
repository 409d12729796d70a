//! What is served for which address, in which form, under which policy.

use super::*;

fn built() -> (tempfile::TempDir, Assets) {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &str| {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    write(
        "customer/index.html",
        "<script>let a = 1</script><style>p{}</style><script src=\"/x.js\"></script>",
    );
    write("customer/app-0123456789abcdef.js", "plain");
    write("customer/app-0123456789abcdef.js.br", "brotli");
    write("customer/app-0123456789abcdef.js.gz", "gzip");
    write("console/index.html", "console");
    write("policy/index.html", "policy");
    let assets = Assets::read(dir.path()).unwrap();
    (dir, assets)
}

async fn get(assets: &Assets, path: &str, encodings: &'static str) -> (StatusCode, String, HeaderMap) {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encodings));
    let response = assets.answer(path, &headers);
    let (parts, body) = response.into_parts();
    let content = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    (parts.status, String::from_utf8(content.to_vec()).unwrap(), parts.headers)
}

#[tokio::test]
async fn smallest_form_the_browser_takes_is_served() {
    let (_dir, assets) = built();
    let path = "/app-0123456789abcdef.js";
    assert_eq!(get(&assets, path, "gzip, deflate, br").await.1, "brotli");
    assert_eq!(get(&assets, path, "gzip;q=0.5").await.1, "gzip");
    assert_eq!(get(&assets, path, "br;q=0").await.1, "plain");
}

#[tokio::test]
async fn a_large_program_is_kept_in_its_smaller_forms_and_unpacked_for_whoever_takes_none() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("customer")).unwrap();
    let program = "redress ".repeat(LARGE / 4);
    let packed = |content: &str| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, content.as_bytes()).unwrap();
        packed.finish().unwrap()
    };
    let write = |name: &str, content: &[u8]| {
        std::fs::write(dir.path().join("customer").join(name), content).unwrap();
    };
    write("a.wasm", program.as_bytes());
    write("a.wasm.gz", &packed(&program));
    // A smaller form of something else, or none that can be read, takes nothing's place.
    write("b.wasm", program.as_bytes());
    write("b.wasm.gz", &packed("another build"));
    write("c.wasm", program.as_bytes());
    write("c.wasm.gz", b"cut off");
    let assets = Assets::read(dir.path()).unwrap();
    let is_held = |path: &str| assets.files[path].plain.is_some();
    assert_eq!(["/a.wasm", "/b.wasm", "/c.wasm"].map(is_held), [false, true, true]);
    for path in ["/a.wasm", "/b.wasm", "/c.wasm"] {
        assert!(get(&assets, path, "").await.1 == program, "{path}");
    }
}

#[tokio::test]
async fn hashed_files_are_kept_and_pages_are_asked_for_again() {
    let (_dir, assets) = built();
    for (path, cached) in
        [("/app-0123456789abcdef.js", "public, max-age=31536000, immutable"), ("/", "no-cache")]
    {
        assert_eq!(get(&assets, path, "").await.2[header::CACHE_CONTROL], cached);
    }
}

#[tokio::test]
async fn every_address_without_a_file_is_a_page_of_its_app() {
    let (_dir, assets) = built();
    assert!(get(&assets, "/file/story", "").await.1.contains("let a"));
    assert_eq!(get(&assets, "/console", "").await.1, "console");
    assert_eq!(get(&assets, "/console/cases/1", "").await.1, "console");
    assert_eq!(get(&assets, "/console/policyholders", "").await.1, "console");
    assert_eq!(get(&assets, "/console/policy", "").await.1, "policy");
    assert_eq!(get(&assets, "/console/policy/draft/1", "").await.1, "policy");
    assert_eq!(get(&assets, "/missing.js", "").await.0, StatusCode::NOT_FOUND);
    assert_eq!(get(&assets, "/api/missing", "").await.0, StatusCode::NOT_FOUND);
}

#[test]
fn policy_allows_inline_scripts_by_hash_and_no_others() {
    let (_dir, assets) = built();
    let policy = assets.policy().to_str().unwrap();
    let hash = STANDARD.encode(Sha256::digest("let a = 1"));
    let script_src = policy.split("; ").find(|part| part.starts_with("script-src")).unwrap();
    assert_eq!(script_src, format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}'"));
    assert!(!policy.contains("unsafe-inline"), "{policy}");
}

#[tokio::test]
async fn missing_build_is_explained() {
    let dir = tempfile::tempdir().unwrap();
    let assets = Assets::read(dir.path()).unwrap();
    assert!(assets.is_empty());
    let said = get(&assets, "/", "").await.1;
    assert!(said.contains("--web-dir"), "{said}");
    // Whoever has the program has no tree of its sources.
    assert!(!said.contains("cargo") && !said.contains("xtask"), "{said}");
}

#[tokio::test]
async fn pages_are_told_which_languages_the_shop_serves() {
    let dir = tempfile::tempdir().unwrap();
    let page = "<!doctype html><html lang=\"en\" data-locales=\"zh-Hans zh-Hant en\"><p>x</p></html>";
    std::fs::create_dir_all(dir.path().join("customer")).unwrap();
    std::fs::write(dir.path().join("customer/index.html"), page).unwrap();
    std::fs::write(dir.path().join("customer/index.html.br"), "brotli").unwrap();
    let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
    let served = async |own: &[&str]| {
        let assets = Assets::read(dir.path()).unwrap().for_languages(&tags(own)).unwrap();
        get(&assets, "/", "br").await
    };
    let (_, as_built, built) = served(&["zh-Hans", "zh-Hant", "en"]).await;
    assert_eq!(as_built, "brotli", "what is built for all of them is served as it is");
    let (_, own, headers) = served(&["en", "zh-Hant"]).await;
    assert!(own.contains("<html lang=\"en\" data-locales=\"en zh-Hant\"><p>x</p>"), "{own}");
    assert_ne!(
        headers[header::ETAG],
        built[header::ETAG],
        "a browser must not take it for the page it knows"
    );
}
