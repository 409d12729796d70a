//! What time it is in a person's browser, so that a story in which weeks pass takes seconds.
//!
//! The page's own clock is moved together with the server's; timers still run at the speed of the world.

use super::Browser;
use serde_json::json;

/// `new Date()` and `Date.now()` tell another time; dates made of parts stay what they are.
const SHIFT: &str = "(ahead => {
    const Real = window.__RealDate ?? Date;
    window.__RealDate = Real;
    window.Date = new Proxy(Real, {
        construct: (target, args) => args.length ? new target(...args) : new target(Real.now() + ahead),
        get: (target, key) => key === 'now' ? () => Real.now() + ahead : Reflect.get(target, key),
        apply: () => new Real(Real.now() + ahead).toString(),
    });
})";

impl Browser {
    /// Moves the clock of every page loaded from now on, and of the one that is open, ahead of the world's by so many
    /// milliseconds, or behind it.
    pub async fn set_ahead(&self, millis: i64) {
        let source = format!("{SHIFT}({millis});");
        self.tell("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
        self.run(&source, Vec::new()).await;
    }

    /// Milliseconds since 1970 as the page believes.
    pub async fn now(&self) -> i64 {
        self.run("return Date.now()", Vec::new()).await.as_f64().map_or(0, whole)
    }
}

#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "JavaScript knows only floats")]
fn whole(number: f64) -> i64 {
    number as i64
}
