//! The few words of `WebDriver` that pictures and measurements need, spoken to chromedriver over plain HTTP.
//!
//! The end-to-end tests have a full client; this crate is built before every other command and stays small.
//! Everything is blocking and one request at a time.

use crate::browser::Browser;
use crate::demo::free_port;
use crate::process;
use anyhow::{Context, Result, bail};
use base64::Engine;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A browser window under control; it closes when this is dropped.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    session: String,
    language: &'static str,
    profile: PathBuf,
}

/// How long a page may take; a half-drawn one is worth nothing.
const PATIENCE: Duration = Duration::from_secs(30);

impl Driver {
    /// Opens a window whose reader prefers `language`.
    pub(crate) fn start(browser: &Browser, language: &'static str) -> Result<Self> {
        let port = free_port()?;
        let profile = std::env::temp_dir().join(format!("redress-browser-{}-{port}", std::process::id()));
        let process = process::program(&browser.driver)?
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start chromedriver")?;
        let mut driver = Self { process, port, session: String::new(), language, profile };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if started.elapsed() > PATIENCE {
                bail!("chromedriver does not listen");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let profile_arg = format!("--user-data-dir={}", driver.profile.display());
        let args = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            &profile_arg,
        ];
        let options = json!({ "binary": browser.chromium, "args": args });
        let wish = json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": options } } });
        let answer = driver.ask("POST", "/session", &wish)?;
        let session =
            answer.get("sessionId").and_then(Value::as_str).context("chromedriver gave no session")?;
        driver.session = format!("/session/{session}");
        Ok(driver)
    }

    /// Size, touch and colours as the next page shall see them.
    pub(crate) fn show_as(&self, width: u32, height: u32, is_touched: bool, scheme: &str) -> Result<()> {
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": is_touched });
        self.tell("Emulation.setDeviceMetricsOverride", &screen)?;
        self.tell("Emulation.setTouchEmulationEnabled", &json!({ "enabled": is_touched }))?;
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.tell("Emulation.setEmulatedMedia", &features)?;
        let agent = self.run("return navigator.userAgent")?;
        let reader = json!({ "userAgent": agent, "acceptLanguage": self.language });
        self.tell("Emulation.setUserAgentOverride", &reader)
    }

    /// Goes to an address.
    pub(crate) fn open(&self, url: &str) -> Result<()> {
        self.ask("POST", &format!("{}/url", self.session), &json!({ "url": url })).map(|_| ())
    }

    /// Waits until the page says that its first field takes input.
    pub(crate) fn wait_until_ready(&self) -> Result<()> {
        let started = Instant::now();
        while self.run("return document.documentElement.hasAttribute('data-program')")? != Value::Bool(true) {
            if started.elapsed() > PATIENCE {
                bail!("the page is not ready after {} s", PATIENCE.as_secs());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        // Two frames: what became ready is then also drawn.
        let frames = "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";
        self.run(frames).map(|_| ())
    }

    /// Signs in at the desk, as its page would.
    pub(crate) fn sign_in(&self, user: &str, password: &str) -> Result<()> {
        let body = json!({ "user": user, "password": password }).to_string();
        let script = format!(
            "return fetch('/api/session', {{ method: 'POST', body: {}, headers: {{ 'Content-Type': \
             'application/json', 'Redress-Face': 'console' }} }}).then(answer => answer.status)",
            Value::String(body)
        );
        match self.run(&script)?.as_u64() {
            Some(200..=299) => Ok(()),
            status => bail!("the sign-in of `{user}` was answered with {status:?}"),
        }
    }

    /// Runs JavaScript in the page and gives back what it returns; a promise is waited for.
    pub(crate) fn run(&self, script: &str) -> Result<Value> {
        self.run_with(script, &json!([]))
    }

    /// The same, with a list of `arguments`.
    pub(crate) fn run_with(&self, script: &str, arguments: &Value) -> Result<Value> {
        let body = json!({ "script": script, "args": arguments });
        self.ask("POST", &format!("{}/execute/sync", self.session), &body)
    }

    /// What is seen, as PNG.
    pub(crate) fn picture(&self) -> Result<Vec<u8>> {
        let answer = self.ask("GET", &format!("{}/screenshot", self.session), &Value::Null)?;
        let text = answer.as_str().context("chromedriver gave no picture")?;
        base64::engine::general_purpose::STANDARD.decode(text).context("the picture is not base64")
    }

    /// A command of the `DevTools` protocol.
    pub(crate) fn tell(&self, command: &str, params: &Value) -> Result<()> {
        let body = json!({ "cmd": command, "params": params });
        self.ask("POST", &format!("{}/goog/cdp/execute", self.session), &body).map(|_| ())
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).context("chromedriver is gone")?;
        stream.set_read_timeout(Some(PATIENCE * 2)).context("setting a time limit")?;
        stream.write_all(request.as_bytes()).context("asking chromedriver")?;
        let answer =
            read_answer(&mut stream).with_context(|| format!("reading the answer to {method} {path}"))?;
        let mut answer: Value = serde_json::from_slice(&answer).context("chromedriver answered no JSON")?;
        let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
        if let Some(error) = value.get("error") {
            bail!("{error}: {}", value.get("message").and_then(Value::as_str).unwrap_or_default());
        }
        Ok(value)
    }
}

/// The body of an answer whose length is told; chromedriver may keep the connection open behind it.
fn read_answer(stream: &mut impl Read) -> Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut byte = [0_u8];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).context("the head is cut off")?;
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.context("no length is told")?];
    stream.read_exact(&mut body).context("the body is cut off")?;
    Ok(body)
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Ending the session closes the browser; killing the driver alone would leave it running.
        if !self.session.is_empty() {
            let _ = self.ask("DELETE", &self.session, &Value::Null);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// Answers every request with one page.
    fn serve(page: &'static str) -> u16 {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let _ = stream.read(&mut [0; 4096]);
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close";
                let _ = write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{page}", page.len());
            }
        });
        port
    }

    #[test]
    fn a_phone_sees_its_own_width_colours_and_language() {
        let port = serve(
            "<!doctype html><html data-program><meta name=viewport content='width=device-width'></html>",
        );
        let driver = Driver::start(&Browser::ensure().unwrap(), "zh-TW").unwrap();
        driver.show_as(390, 844, true, "dark").unwrap();
        driver.open(&format!("http://127.0.0.1:{port}/")).unwrap();
        driver.wait_until_ready().unwrap();
        let seen = driver
            .run(
                "return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, navigator.language]",
            )
            .unwrap();
        assert_eq!(seen, json!([390, true, "zh-TW"]));
        let png = driver.picture().unwrap();
        // Width and height stand in the first chunk, in points of a screen with two to each pixel of the page.
        assert_eq!(png[16..24], [[0, 0, 3, 12], [0, 0, 6, 152]].concat()[..]);
    }

    #[test]
    fn an_answer_ends_where_its_length_says() {
        let mut answer = &b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbodyand more"[..];
        assert_eq!(read_answer(&mut answer).unwrap(), b"body");
        let mut cut = &b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody"[..];
        assert!(read_answer(&mut cut).is_err());
    }
}
