//! Pages as trunk writes them, whole and broken.

use super::*;

const BUNDLED: &str = r#"<!DOCTYPE html><html><head>
<link rel="stylesheet" href="/console/tokens-12.css"/>
<link rel="icon" href="/console/icon.svg">
<link rel="stylesheet" href="/console/base-34.css"/>
<script type="module">
import init, * as bindings from '/console/console-56.js';
const wasm = await init({ module_or_path: '/console/console-56_bg.wasm' });
</script>
<link rel="modulepreload" href="/console/console-56.js" crossorigin="anonymous"><link rel="preload" href="/console/console-56_bg.wasm" crossorigin="anonymous" as="fetch" type="application/wasm"></head>
<body><p>Hello</p></body></html>"#;

#[test]
fn a_page_is_taken_apart_and_put_together_without_inline_script() {
    let page = Page::read(BUNDLED, "/console/").unwrap();
    assert_eq!(page.script, "console-56.js");
    assert_eq!(page.wasm, "console-56_bg.wasm");
    assert_eq!(page.styles, ["tokens-12.css", "base-34.css"]);
    let html = page.finished("/console/", "a.js", "a.wasm", Some("a.css"));
    assert!(html.contains(r#"<script type="module" src="/console/a.js"></script>"#));
    assert!(html.contains(r#"<link rel="stylesheet" href="/console/a.css">"#));
    assert!(html.contains(r#"href="/console/a.wasm" as="fetch""#));
    assert!(html.contains(r#"<link rel="icon" href="/console/icon.svg">"#));
    assert_eq!(html.matches("<script").count(), 1);
    assert!(!html.contains("56") && !html.contains("redress:") && !html.contains("34"));
}

#[test]
fn a_minified_page_is_read_as_well_and_keeps_its_own_inline_script() {
    let minified = "<!doctype html><html lang=en><script>((a)=>{a.lang=`en`})(document)</script>\
        <link href=/tokens-12.css rel=stylesheet><link href=/base-34.css rel=stylesheet>\
        <script type=module>import a,*as b from'/customer-56.js';const c=await a({module_or_path:'/customer-56_bg.wasm'})\
        </script><link crossorigin href=/customer-56.js rel=modulepreload>\
        <link as=fetch crossorigin href=/customer-56_bg.wasm rel=preload type=application/wasm></head><body>";
    let page = Page::read(minified, "/").unwrap();
    assert_eq!((page.script.as_str(), page.wasm.as_str()), ("customer-56.js", "customer-56_bg.wasm"));
    assert_eq!(page.styles, ["tokens-12.css", "base-34.css"]);
    let html = page.finished("/", "a.js", "a.wasm", Some("a.css"));
    assert!(html.contains("<script>((a)=>") && !html.contains("modulepreload") && !html.contains("-34.css"));
}

#[test]
fn a_page_without_an_app_is_refused() {
    let error = Page::read("<html><body></body></html>", "/").unwrap_err();
    assert!(error.to_string().contains("no module script"), "{error}");
}

#[test]
fn the_script_starts_itself_by_its_default_export_whatever_its_name() {
    let plain =
        self_starting("function __wbg_init(){}\nexport { initSync, __wbg_init as default };", "/a.wasm")
            .unwrap();
    assert!(plain.ends_with("\n__wbg_init({module_or_path:\"/a.wasm\"});\n"));
    let minified = self_starting("var $b=1;export{c as initSync,$b as default}", "/a.wasm").unwrap();
    assert!(minified.ends_with("\n$b({module_or_path:\"/a.wasm\"});\n"));
    assert!(self_starting("let a = 1;", "/a.wasm").is_err());
}
