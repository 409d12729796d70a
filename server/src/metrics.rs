//! What is counted, in the text form that Prometheus reads.
//!
//! Requests are counted by route pattern and never by path: a path names cases, a pattern does not.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the time buckets, in milliseconds: from a cached answer to one nobody waits for.
const BOUNDS: [u64; 8] = [1, 5, 20, 50, 100, 300, 1000, 5000];

#[derive(Clone, Debug, Default)]
struct Timing {
    in_bound: [u64; BOUNDS.len()],
    n: u64,
    total: Duration,
}

type Key = (String, String, u16);

/// What is counted. Cheap to clone; all clones are one.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Arc<Mutex<BTreeMap<Key, Timing>>>);

impl Metrics {
    /// Counts one answered request.
    pub fn request(&self, method: &str, route: &str, status: u16, took: Duration) {
        let mut timings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let timing = timings.entry((method.to_owned(), route.to_owned(), status)).or_default();
        timing.n += 1;
        timing.total += took;
        for (bound, n) in BOUNDS.iter().zip(&mut timing.in_bound) {
            if took <= Duration::from_millis(*bound) {
                *n += 1;
            }
        }
    }

    /// All of it as text, with `gauges` read at this moment.
    pub fn text(&self, gauges: &[(&str, &str, i64)]) -> String {
        let timings = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut text = String::new();
        // Writing to a string can't fail.
        let _ = write(&mut text, &timings, gauges);
        text
    }
}

fn write(
    text: &mut String,
    timings: &BTreeMap<Key, Timing>,
    gauges: &[(&str, &str, i64)],
) -> std::fmt::Result {
    writeln!(text, "# HELP redress_http_request_seconds How long requests took to answer.")?;
    writeln!(text, "# TYPE redress_http_request_seconds histogram")?;
    for ((method, route, status), timing) in timings {
        let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
        for (bound, n) in BOUNDS.iter().zip(timing.in_bound) {
            let bound = Duration::from_millis(*bound).as_secs_f64();
            writeln!(text, "redress_http_request_seconds_bucket{{{labels},le=\"{bound}\"}} {n}")?;
        }
        writeln!(text, "redress_http_request_seconds_bucket{{{labels},le=\"+Inf\"}} {}", timing.n)?;
        writeln!(text, "redress_http_request_seconds_sum{{{labels}}} {}", timing.total.as_secs_f64())?;
        writeln!(text, "redress_http_request_seconds_count{{{labels}}} {}", timing.n)?;
    }
    for (name, help, value) in gauges {
        writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_counts_in_every_bound_it_is_within() {
        let metrics = Metrics::default();
        metrics.request("GET", "/api/cases", 200, Duration::from_millis(30));
        let text = metrics.text(&[("redress_listeners", "Open streams.", 2)]);
        let labels = "method=\"GET\",route=\"/api/cases\",status=\"200\"";
        assert!(text.contains(&format!("_bucket{{{labels},le=\"0.02\"}} 0\n")), "{text}");
        assert!(text.contains(&format!("_bucket{{{labels},le=\"0.05\"}} 1\n")), "{text}");
        assert!(text.contains("\nredress_listeners 2\n"), "{text}");
    }
}
