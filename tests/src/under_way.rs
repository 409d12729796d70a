//! A request that is being served: the server has read whose it is and waits for the rest of what they send.
//!
//! No clock is asked for that: a server says `100 Continue` once it wants the body, and nothing is sent before it does.

use crate::actors::Actor;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request that has begun.
pub struct UnderWay {
    stream: TcpStream,
    body: String,
}

/// What it came to.
pub struct Ended {
    /// The status.
    pub status: u16,
    /// The session's cookie that came with it, where one did.
    pub cookie: Option<String>,
}

impl UnderWay {
    /// Begins to send JSON in the name of somebody.
    pub async fn begin(actor: &Actor, path: &str, body: &Value) -> Self {
        let (url, face, cookie) = (actor.url(), actor.face(), actor.cookie());
        let host = url.trim_start_matches("http://");
        let body = body.to_string();
        let mut stream = TcpStream::connect(host).await.unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\ncookie: redress_session={cookie}\r\nredress-face: {face}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\nexpect: 100-continue\r\n\
             connection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            answer.push(stream.read_u8().await.unwrap());
        }
        let answer = String::from_utf8(answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 100 "), "{answer}");
        Self { stream, body }
    }

    /// Sends the rest and waits for the answer.
    pub async fn end(mut self) -> Ended {
        self.stream.write_all(self.body.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        self.stream.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
        let cookies = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: redress_session="));
        let mut cookies = cookies.map(|line| line.split(';').next().unwrap_or_default().to_owned());
        let cookie = cookies.rfind(|value| !value.is_empty());
        Ended { status: status.unwrap(), cookie }
    }
}
