//! Where a request comes from, as far as that can be believed: what rate limits count by.
//!
//! A household or office has one IPv4 address and a whole network of IPv6 ones, so the latter count by their first 64
//! bits. Behind a proxy the connection is the proxy's; the address stands in `X-Forwarded-For`, to which each proxy
//! adds the one it saw. What stands before the trusted hops anybody may have written.

use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use serde::{Deserialize, Deserializer};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many proxies of the shop's own stand in front of the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hops(pub u8);

/// The most proxies anybody has one behind the other.
const MOST_HOPS: u8 = 16;

impl std::str::FromStr for Hops {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "true" => Ok(Self(1)),
            "false" => Ok(Self(0)),
            n => n.parse().ok().filter(|n| *n <= MOST_HOPS).map(Self).ok_or_else(|| {
                format!("expected `true`, `false` or the number of proxies up to {MOST_HOPS}, got `{text}`")
            }),
        }
    }
}

impl<'de> Deserialize<'de> for Hops {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Yes(bool),
            Number(u8),
            Text(String),
        }
        let text = match Written::deserialize(deserializer)? {
            Written::Yes(is_trusted) => is_trusted.to_string(),
            Written::Number(n) => n.to_string(),
            Written::Text(text) => text,
        };
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Where one request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source(IpAddr);

impl Source {
    /// What an address counts as.
    pub(crate) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => {
                let network = u128::from(v6) & !u128::from(u64::MAX);
                Self(IpAddr::V6(Ipv6Addr::from(network)))
            }
            v4 @ IpAddr::V4(_) => Self(v4),
        }
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Tells where requests come from. Cheap to clone; all clones are one.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    hops: Hops,
    has_told: Arc<AtomicBool>,
}

impl Sources {
    /// For a server behind so many proxies.
    pub fn behind(hops: Hops) -> Self {
        Self { hops, has_told: Arc::default() }
    }

    /// Where a request comes from.
    pub fn of(&self, parts: &Parts) -> Source {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        if self.hops == Hops(0) {
            self.tell_of_proxy(&parts.headers);
            return Source::of(peer);
        }
        Source::of(forwarded(&parts.headers, self.hops).unwrap_or(peer))
    }

    /// Behind a proxy nobody trusts, all callers are one source; whoever runs the desk should hear of it, once.
    fn tell_of_proxy(&self, headers: &HeaderMap) {
        let is_forwarded =
            ["x-forwarded-for", "forwarded", "x-real-ip"].iter().any(|name| headers.contains_key(*name));
        if is_forwarded && !self.has_told.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "requests come through a proxy, but `trust-proxy` is not set: rate limits count all callers as one; \
                 set it to the number of proxies in front of this server"
            );
        }
    }
}

/// The address the outermost trusted proxy saw.
fn forwarded(headers: &HeaderMap, hops: Hops) -> Option<IpAddr> {
    // Several header lines are one list.
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let entries: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let behind = usize::from(hops.0).min(entries.len());
    address(entries.get(entries.len().checked_sub(behind)?)?)
}

/// An address as proxies write it: bare, in brackets, with a port, in quotes.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim_matches('"');
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(hops: u8, lines: &[&str]) -> String {
        let mut request = axum::http::Request::builder();
        for line in lines {
            request = request.header("x-forwarded-for", *line);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        parts.extensions.insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9))));
        Sources::behind(Hops(hops)).of(&parts).to_string()
    }

    #[test]
    fn address_is_the_one_the_outermost_trusted_proxy_saw() {
        assert_eq!(source(0, &["1.2.3.4"]), "127.0.0.1", "nobody is trusted");
        assert_eq!(source(1, &[]), "127.0.0.1");
        assert_eq!(source(1, &["6.6.6.6, 1.2.3.4"]), "1.2.3.4", "the first was written by the caller");
        assert_eq!(source(2, &["6.6.6.6, 1.2.3.4, 10.0.0.2"]), "1.2.3.4");
        assert_eq!(source(2, &["6.6.6.6, 1.2.3.4", "10.0.0.2"]), "1.2.3.4", "two lines are one list");
        assert_eq!(source(3, &["1.2.3.4"]), "1.2.3.4");
        assert_eq!(source(1, &["unknown"]), "127.0.0.1");
    }

    #[test]
    fn ports_and_brackets_are_read() {
        for written in ["1.2.3.4:5678", "\"1.2.3.4:5678\"", "::ffff:1.2.3.4", "[::ffff:1.2.3.4]:80"] {
            assert_eq!(source(1, &[written]), "1.2.3.4", "{written}");
        }
        for written in ["2001:db8:1:2:3:4:5:6", "[2001:db8:1:2::7]", "[2001:db8:1:2::8]:443"] {
            assert_eq!(source(1, &[written]), "2001:db8:1:2::", "{written}");
        }
    }

    #[test]
    fn setting_takes_a_word_or_a_number_and_says_what_it_expects() {
        let parse = |text: &str| text.parse::<Hops>();
        assert_eq!((parse("true"), parse("false"), parse("2")), (Ok(Hops(1)), Ok(Hops(0)), Ok(Hops(2))));
        assert!(parse("yes").unwrap_err().contains("got `yes`"));
        assert!(parse("17").is_err());
    }
}
