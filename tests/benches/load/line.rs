//! One connection of one browser: HTTP/1.1 said by hand, so that who asks takes as little of the machine as can be
//! and the figures are the server's.

use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// No answer takes longer unless something is broken.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection that stays open from one request to the next.
pub(crate) struct Line {
    stream: BufReader<TcpStream>,
    face: &'static str,
}

/// An answer.
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The cookie it set, if it set one.
    pub(crate) cookie: Option<String>,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body of a request that must have gone well.
    pub(crate) fn ok(&self) -> serde_json::Value {
        assert!(self.status < 300, "{}: {}", self.status, String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl Line {
    /// A connection to the server at `url`, showing the customer's or the console's face.
    pub(crate) async fn open(url: &str, face: &'static str) -> Self {
        let stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream: BufReader::new(stream), face }
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn ask(&mut self, method: &str, path: &str, cookie: &str, body: &str) -> Answer {
        self.send(method, path, cookie, body).await;
        tokio::time::timeout(PATIENCE, self.answer()).await.expect("an answer in time")
    }

    /// Asks for the stream of events and reads on until it says hello.
    pub(crate) async fn listen(&mut self, cookie: &str) {
        self.send("GET", "/api/stream", cookie, "").await;
        tokio::time::timeout(PATIENCE, self.hear("event: hello")).await.expect("a hello in time");
    }

    /// Reads on until a line holds this text.
    pub(crate) async fn hear(&mut self, text: &str) {
        let mut line = String::new();
        while !line.contains(text) {
            line.clear();
            assert_ne!(self.stream.read_line(&mut line).await.unwrap(), 0, "the stream ended");
        }
    }

    async fn send(&mut self, method: &str, path: &str, cookie: &str, body: &str) {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nRedress-Face: {}\r\nCookie: {cookie}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.face,
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await.unwrap();
    }

    async fn answer(&mut self) -> Answer {
        let mut answer = Answer { status: 0, cookie: None, body: Vec::new() };
        let (mut length, mut line) = (0_usize, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).await.unwrap();
            let head = line.trim_end();
            if head.is_empty() {
                break;
            }
            if answer.status == 0 {
                answer.status = head.split(' ').nth(1).unwrap().parse().unwrap();
            } else if let Some((name, value)) = head.split_once(": ") {
                if name.eq_ignore_ascii_case("content-length") {
                    length = value.parse().unwrap();
                } else if name.eq_ignore_ascii_case("set-cookie") {
                    answer.cookie = value.split(';').next().map(str::to_owned);
                }
            }
        }
        answer.body = vec![0; length];
        self.stream.read_exact(&mut answer.body).await.unwrap();
        answer
    }
}
